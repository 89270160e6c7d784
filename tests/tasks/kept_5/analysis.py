"""Tables and logs: charts, groups, joins, gaps, rows, a report; requests with several readings."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import mean, median

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near, refused, tells
from tests.tasks.kept_3.analysis import Reading, took_one
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


@task("zh")
def bars_of_the_shops(world: World) -> Asked:
    shops = world.chance.sample(["中山路店", "人民广场店", "大学城店", "火车站店", "万达店"], 4)
    totals, rows = Counter[str](), []
    for i in range(88):
        shop, takings = shops[i % 4], world.chance.randint(800, 4000)
        totals[shop] += takings
        rows.append((date(2026, 5, 1) + timedelta(days=i // 4), shop, takings))
    xlsx(world, "门店营业额.xlsx", {"五月": (("日期", "门店", "营业额"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed().picture()
        tells(answered, "门店营业额.xlsx", *shops)
        for total in totals.values():
            answered.says_number(total, 0.0005)

    return Asked("帮我把 门店营业额.xlsx 里每家门店的总营业额画成柱状图，谢谢", holds)


@task("en")
def ratings_of_each_category(world: World) -> Asked:
    kinds = world.chance.sample(["Headphones", "Laptops", "Cameras", "Phones", "Tablets"], 4)
    ratings: dict[str, list[int]] = defaultdict(list)
    rows = []
    for i in range(world.chance.randint(150, 220)):
        kind = world.chance.choice(kinds)
        ratings[kind].append(world.chance.randint(1 + kinds.index(kind) % 3, 5))
        rows.append((f"R{i:04}", kind, ratings[kind][-1]))
    world.csv("reviews.csv", ("review_id", "category", "rating"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("reviews.csv")
        for kind, given in ratings.items():
            answered.says(kind)
            near(answered, mean(given), by=0.051)

    return Asked("what's the average rating for each category in reviews.csv", holds)


@task("zh")
def addresses_not_found(world: World) -> Asked:
    paths = [
        f"/{word}/{world.chance.randint(100, 999)}.html"
        for word in world.chance.sample(["old", "promo", "img", "docs", "shop", "user"], 5)
    ]
    missing, lines = Counter[str](), []
    for place, path in enumerate(paths):
        missing[path] = 60 - 11 * place - world.chance.randint(0, 5)
        lines += [(path, 404)] * missing[path]
    lines += [(world.chance.choice(["/", "/index.html", "/about"]), 200) for _ in range(300)]
    world.chance.shuffle(lines)
    world.text(
        "access.log",
        "".join(
            f"10.2.{i % 5}.{i % 200 + 1} - - [12/Oct/2026:{i // 60:02}:{i % 60:02}:09 +0800] "
            f'"GET {path} HTTP/1.1" {status} {world.chance.randint(200, 9000)} "-" "Mozilla/5.0"\n'
            for i, (path, status) in enumerate(lines)
        ),
    )

    def holds(answered: Answered) -> None:
        answered.completed().says("access.log").in_order(*paths[:3])
        for path in paths[:3]:
            answered.says_number(missing[path], 0)

    return Asked("access.log 是 nginx 的日志，返回 404 最多的三个地址是哪些，各多少次？", holds)


@task("en")
def salaries_by_department(world: World) -> Asked:
    names = world.chance.sample(["Finance", "Engineering", "Support", "Legal", "Marketing"], 4)
    totals, rows = Counter[str](), []
    for i in range(world.chance.randint(50, 80)):
        at, salary = world.chance.randrange(4), world.chance.randint(300, 900) * 100
        totals[names[at]] += salary
        rows.append((1000 + i, f"Person {i}", f"D{at + 1}", salary))
    world.csv("employees.csv", ("employee_id", "name", "dept_id", "salary"), rows)
    departments = [(f"D{i + 1}", name) for i, name in enumerate(names)]
    world.csv("departments.csv", ("dept_id", "department"), departments)

    def holds(answered: Answered) -> None:
        answered.completed().says("employees.csv", "departments.csv")
        for name, total in totals.items():
            answered.says(name).says_number(total, 0.0005)

    return Asked(
        "Join employees.csv and departments.csv on dept_id and give me the total salary "
        "per department.",
        holds,
    )


@task("zh")
def gaps_of_a_table(world: World) -> Asked:
    header = ("会员号", "手机", "邮箱", "生日")
    count = world.chance.randint(160, 240)
    empty = dict(zip((1, 2, 3), world.chance.sample(range(11, 70), 3), strict=True))
    rows = [
        [f"V{i:04}", f"138{i:08}", f"u{i}@mail.example", f"19{80 + i % 20}-0{i % 9 + 1}-11"]
        for i in range(count)
    ]
    for column, gaps in empty.items():
        for i in world.chance.sample(range(count), gaps):
            rows[i][column] = ""
    world.csv("会员.csv", header, rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("会员.csv")
        for column, gaps in empty.items():
            answered.says(header[column]).says_number(gaps, 0)

    return Asked("检查下会员.csv每一列有多少缺失值", holds)


@task("en")
def the_best_seller(world: World) -> Asked:
    rich, busy, *others = world.chance.sample(["Olivia", "Marcus", "Priya", "Tomasz", "Elena"], 4)
    sizes = {
        rich: (7, 20000, 40000),
        busy: (45, 300, 900),
        **dict.fromkeys(others, (12, 500, 3000)),
    }
    deals: dict[str, list[int]] = defaultdict(list)
    rows = []
    for person, (count, low, high) in sizes.items():
        for _ in range(count + world.chance.randint(0, 3)):
            deals[person].append(world.chance.randint(low, high))
            rows.append((person, deals[person][-1]))
    world.chance.shuffle(rows)
    numbered = [(f"Q-{i:03}", *row) for i, row in enumerate(rows)]
    world.csv("deals.csv", ("deal", "salesperson", "amount"), numbered)
    readings: list[Reading] = [
        ((rich,), sum(deals[rich]), ("amount", "total", "sum")),
        ((rich,), mean(deals[rich]), ("average", "mean")),
        ((rich,), max(deals[rich]), ("largest", "max", "single", "highest", "biggest")),
        ((busy,), len(deals[busy]), ("deals", "count", "number", "rows")),
    ]

    def holds(answered: Answered) -> None:
        answered.completed().says("deals.csv")
        took_one(answered, readings)

    return Asked("who's our best salesperson? data is in deals.csv", holds)


@task("zh")
def one_month_and_the_next(world: World) -> Asked:
    totals, rows = Counter[int](), []
    for i in range(118):
        day = date(2026, 1, 3) + timedelta(days=i)
        amount = world.chance.randint(100, 400) + 60 * day.month * world.chance.randint(0, 3)
        totals[day.month] += amount
        rows.append((day, world.chance.choice(["线上", "线下"]), amount))
    parquet(world, "流水.parquet", ("日期", "渠道", "销售额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("流水.parquet")
        near(answered, (totals[4] / totals[3] - 1) * 100, by=0.56)

    return Asked("流水.parquet 里4月的销售额和3月比，变化了百分之几？", holds)


@task("en")
def large_orders_of_a_country(world: World) -> Asked:
    numbers = world.chance.sample(range(10000, 99999), 60)
    wanted = set(numbers[: world.chance.randint(4, 8)])
    rows = []
    for i, number in enumerate(numbers):
        country = "Germany" if number in wanted or i % 3 == 0 else ("France", "Spain")[i % 2]
        large = number in wanted or country != "Germany"
        amount = world.chance.randint(501, 2000) if large else world.chance.randint(20, 499)
        rows.append((number, country, amount))
    world.chance.shuffle(rows)
    xlsx(world, "orders.xlsx", {"Orders": (("order_no", "country", "amount"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed().says("orders.xlsx", *map(str, wanted))
        answered.says_not(*(str(n) for n in numbers if n not in wanted))

    return Asked(
        "Show me the rows in orders.xlsx where country is Germany and amount is over 500", holds
    )


@task("zh")
def what_sells_best(world: World) -> Asked:
    many, dear, *others = world.chance.sample(["牛奶", "咖啡豆", "饼干", "茶叶", "红酒"], 4)
    prices = {many: 4, dear: 260, **dict.fromkeys(others, 12)}
    counts = {many: (50, 90), dear: (8, 15), **dict.fromkeys(others, (10, 30))}
    sold, taken, rows = Counter[str](), Counter[str](), []
    for i in range(30):
        for good, (low, high) in counts.items():
            count = world.chance.randint(low, high)
            sold[good] += count
            taken[good] += count * prices[good]
            rows.append((date(2026, 9, 1) + timedelta(days=i), good, count, count * prices[good]))
    world.csv("超市销售.csv", ("日期", "商品", "销量", "销售额"), rows)
    readings: list[Reading] = [
        ((many,), sold[many], ("销量", "数量")),
        ((many,), sold[many] / 30, ("平均", "均值")),
        ((dear,), taken[dear], ("销售额", "金额")),
        ((dear,), taken[dear] / 30, ("平均", "均值")),
    ]

    def holds(answered: Answered) -> None:
        answered.completed().says("超市销售.csv")
        took_one(answered, readings)

    return Asked("超市销售.csv，哪个商品卖得最好？", holds)


@task("en")
def a_column_that_is_not_there(world: World) -> Asked:
    rows = [
        (f"2026-03-{i % 28 + 1:02}", world.chance.choice(["North", "South"]), i * 7 + 20)
        for i in range(world.chance.randint(30, 60))
    ]
    world.csv("sales.csv", ("date", "region", "revenue"), rows)

    def holds(answered: Answered) -> None:
        refused(answered, "discount")

    return Asked("What is the average discount in sales.csv?", holds)


@task("zh")
def pay_in_the_middle(world: World) -> Asked:
    pay = [round(world.chance.lognormvariate(9.1, 0.4)) for _ in range(301)]
    rows = [
        (f"E{i:03}", world.chance.choice(["研发", "市场", "行政"]), p) for i, p in enumerate(pay)
    ]
    world.csv("薪资.csv", ("工号", "部门", "月薪"), rows)
    ranked = sorted(pay)

    def holds(answered: Answered) -> None:
        answered.completed().says("薪资.csv")
        near(answered, mean(pay), by=1)
        near(answered, median(pay), by=1)
        between(answered, ranked[269], ranked[272], slack=1)

    return Asked("统计一下 薪资.csv 中月薪的平均值、中位数和 90 分位数", holds)


@task("en")
def a_report_of_a_survey(world: World) -> Asked:
    count = world.chance.randint(120, 380)
    rows = [
        (
            i + 1,
            world.chance.randint(18, 80),
            world.chance.choice("ABC"),
            world.chance.randint(1, 10),
        )
        for i in range(count)
    ]
    world.csv("survey.csv", ("respondent", "age", "plan", "satisfaction"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        for text in ("survey.csv", "age", "plan", "satisfaction", str(count)):
            assert text in page, (text, page[:800])
        assert "<svg" in page or "data:image" in page, page[:800]
        assert 'src="http' not in page and "src='http" not in page

    return Asked("Please make an HTML report with charts from survey.csv", holds)
