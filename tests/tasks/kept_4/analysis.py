"""Tables and logs: joins, shares, statistics, rows, a report; requests with several readings."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import correlation, mean

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World

Reading = tuple[str, float, tuple[str, ...]]


def _told(answered: Answered) -> list[float]:
    plain = answered.answer.replace(",", "")
    return [float(n) for n in re.findall(r"\d+(?:\.\d+)?", plain)]


def _says_which(answered: Answered, readings: Sequence[Reading]) -> None:
    """The answer takes one reading (who is meant, the value, words for it) and says which."""
    told, lower = _told(answered), answered.answer.lower()
    assert any(
        name.lower() in lower
        and any(abs(n - value) <= max(0.006 * value, 0.06) for n in told)
        and any(word in lower for word in words)
        for name, value, words in readings
    ), f"none of {readings} in: {answered.answer[:1500]}"


@task("zh")
def share_of_server_errors(world: World) -> Asked:
    statuses = [500] * world.chance.randint(31, 60) + [502] * world.chance.randint(40, 90)
    statuses += [404] * world.chance.randint(100, 200) + [200] * world.chance.randint(900, 1500)
    world.chance.shuffle(statuses)
    lines = [
        f"172.16.{i % 7}.{world.chance.randint(2, 250)} - - "
        f"[{i % 9 + 10}/Oct/2026:{i % 24:02}:{i % 60:02}:31 +0800] "
        f'"GET /{world.chance.choice(["", "cart", "pay", "item?id=3"])} HTTP/1.1" {status} '
        f'{world.chance.randint(5000, 9000)} "-" "Mozilla/5.0 (Macintosh)"'
        for i, status in enumerate(statuses)
    ]
    world.text("网站日志/access.log", "\n".join(lines) + "\n")
    share = 100 * sum(s >= 500 for s in statuses) / len(statuses)

    def holds(answered: Answered) -> None:
        told = _told(answered.completed().says("access.log"))
        found = any(abs(n - share) <= 0.06 or abs(n - share / 100) <= 0.0006 for n in told)
        assert found, f"{share} not in: {answered.answer[:1500]}"

    return Asked("网站日志/access.log 是 nginx 日志，5xx 的请求占总请求的百分之多少？", holds)


@task("en")
def lines_of_one_daemon(world: World) -> Asked:
    counts = {
        "sshd": world.chance.randint(210, 330),
        "CRON": world.chance.randint(340, 470),
        "kernel": world.chance.randint(110, 200),
        "systemd": world.chance.randint(480, 600),
    }
    said = [program for program, count in counts.items() for _ in range(count)]
    world.chance.shuffle(said)
    lines = [
        f"Oct {i // 200 + 11} {i % 24:02}:{i % 60:02}:09 db02 {program}"
        f"{'' if program == 'kernel' else f'[{world.chance.randint(700, 9999)}]'}: "
        f"{world.chance.choice(['session opened', 'job ended', 'unit started'])}"
        for i, program in enumerate(said)
    ]
    world.text("syslog", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("sshd", "syslog").says_number(counts["sshd"], 0)

    return Asked("how many lines in syslog come from sshd?", holds)


@task("en")
def waits_of_nine_in_ten(world: World) -> Asked:
    waits = [round(world.chance.expovariate(1 / 25) + 3, 1) for _ in range(300)]
    desks = ("North", "Main", "Airport")
    rows = [(i + 1, desks[i % 3], wait) for i, wait in enumerate(waits)]
    parquet(world, "visits.parquet", ("visit", "desk", "wait_minutes"), rows)
    ranked = sorted(waits)
    at = int(0.9 * (len(ranked) - 1))

    def holds(answered: Answered) -> None:
        answered.completed().says("visits.parquet")
        between(answered, ranked[at], ranked[at + 1])

    return Asked("What is the 90th percentile of wait_minutes in visits.parquet?", holds)


@task("en")
def five_who_spent_most(world: World) -> Asked:
    firsts, lasts = ("Ada", "Ben", "Cleo", "Dan", "Eve"), ("Hart", "Moss", "Pike", "Reed")
    names = world.chance.sample([f"{first} {last}" for first in firsts for last in lasts], 14)
    spent, rows = Counter[str](), []
    for i, name in enumerate(names):
        for _ in range(world.chance.randint(3, 7)):
            amount = 40 * i + world.chance.randint(10, 30)
            spent[name] += amount
            rows.append((f"K{i:02}", amount))
    world.chance.shuffle(rows)
    numbered = [(31000 + i, *row) for i, row in enumerate(rows)]
    world.csv("orders.csv", ("order_id", "customer_id", "amount"), numbered)
    people = [(f"K{i:02}", name, f"k{i}@mail.example") for i, name in enumerate(names)]
    world.csv("customers.csv", ("customer_id", "name", "email"), people)
    top = [name for name, _ in spent.most_common(5)]

    def holds(answered: Answered) -> None:
        answered.completed().says(*top)
        for name in top:
            answered.says_number(spent[name], 0.0005)

    return Asked(
        "join orders.csv with customers.csv on customer_id, "
        "then show the names of the 5 customers who spent the most and how much",
        holds,
    )


@task("en")
def signups_and_spending(world: World) -> Asked:
    slope, noise = world.chance.choice([0.2, 0.5, 0.9]), world.chance.randint(20, 90)
    rows = []
    for i in range(80):
        spend = world.chance.randint(50, 600)
        signups = round(400 + slope * spend + world.chance.gauss(0, noise))
        rows.append((date(2026, 4, 1) + timedelta(days=i), spend, signups))
    world.csv("ads.csv", ("date", "ad_spend", "signups"), rows)
    xs, ys = [row[1] for row in rows], [row[2] for row in rows]

    def holds(answered: Answered) -> None:
        answered.completed().says("ad_spend", "signups")
        near(answered, correlation(xs, ys), correlation(_ranks(xs), _ranks(ys)), by=0.006)

    return Asked("Is there a correlation between ad_spend and signups in ads.csv?", holds)


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(v) + (ordered.count(v) - 1) / 2 for v in values]


@task("zh")
def temperatures_out_of_line(world: World) -> Asked:
    rows = [[f"2026-07-{i // 4 + 1:02}", round(world.chance.gauss(24, 1.2), 1)] for i in range(96)]
    odd = world.chance.sample(range(96), 2)
    rows[odd[0]][1] = world.chance.randint(120, 300) + 0.4
    rows[odd[1]][1] = world.chance.randint(400, 900) + 0.8
    xlsx(world, "冷库温度.xlsx", {"七月": (("日期", "温度"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed().says("温度")
        for i in odd:
            near(answered, float(str(rows[i][1])))

    return Asked("冷库温度.xlsx 里有没有明显不对劲的温度？列出来", holds)


@task("zh")
def months_against_the_last(world: World) -> Asked:
    totals, lines = Counter[int](), ["日期,渠道,金额"]
    for month in range(1, 7):
        low = world.chance.randint(50, 250)
        for i in range(25_000):
            amount = low + i % 90
            totals[month] += amount
            lines.append(f"2026-{month:02}-{i % 28 + 1:02},{'线上' if i % 3 else '门店'},{amount}")
    world.text("流水.csv", "\n".join(lines) + "\n")
    rates = [(totals[m] / totals[m - 1] - 1) * 100 for m in range(2, 7)]

    def holds(answered: Answered) -> None:
        answered.completed().says("流水.csv")
        for rate in rates:
            near(answered, rate, by=0.51)

    return Asked("算一下 流水.csv 每个月金额的环比增长率", holds)


@task("zh")
def pupils_by_class_and_sex(world: World) -> Asked:
    classes = world.chance.sample(["一班", "二班", "三班", "四班"], 3)
    cells, rows = Counter[tuple[str, str]](), []
    for i in range(270):
        key = (classes[world.chance.choice((0, 0, 1, 1, 1, 2))], world.chance.choice("男男女"))
        cells[key] += 1
        rows.append((f"S{i:03}", *key, world.chance.randint(140, 189)))
    world.csv("学生.csv", ("学号", "班级", "性别", "身高"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("男", "女", *classes)
        for count in cells.values():
            answered.says_number(count, 0)

    return Asked("按班级和性别统计 学生.csv 的人数，做成交叉表", holds)


@task("en")
def dear_and_scarce(world: World) -> Asked:
    names = markup.titles(world.chance, 40)
    wanted = names[: world.chance.randint(4, 7)]
    rows = []
    for i, name in enumerate(names):
        cheap, plenty = (False, False) if name in wanted else ((True, False), (False, True))[i % 2]
        price = world.chance.randint(5, 49) if cheap else world.chance.randint(51, 300)
        stock = world.chance.randint(10, 80) if plenty else world.chance.randint(0, 9)
        rows.append((f"A{i:02}", name, price, stock))
    world.chance.shuffle(rows)
    world.csv("inventory.csv", ("sku", "item", "price", "stock"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*wanted).says_not(*names[len(wanted) :])
        for _, name, price, _ in rows:
            if name in wanted:
                answered.says_number(price, 0)

    return Asked("show me the rows in inventory.csv where stock < 10 and price > 50", holds)


@task("zh")
def a_survey_as_a_page(world: World) -> Asked:
    places = world.chance.sample(["北京", "苏州", "武汉", "青岛", "合肥"], 3)
    marks: dict[str, list[int]] = defaultdict(list)
    rows = []
    for i in range(150):
        place, mark = places[i % 3], world.chance.randint(41, 100)
        marks[place].append(mark)
        rows.append((i + 1, place, world.chance.randint(19, 65), mark))
    xlsx(world, "满意度调查.xlsx", {"调查": (("编号", "城市", "年龄", "评分"), rows)})

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        lower = page.lower()
        assert "data:image" in lower or "<svg" in lower, "no chart in the page"
        assert not re.search(r"<(script|img|iframe)[^>]*src=.?https?:", lower), "not self-contained"
        assert "城市" in page and "评分" in page
        means = [mean(m) for m in (*marks.values(), [x for m in marks.values() for x in m])]
        shown = [f"{m:.1f}" for m in means] + [str(sum(m)) for m in marks.values()]
        assert any(number in page.replace(",", "") for number in shown), "no figure of the table"

    return Asked("根据 满意度调查.xlsx 生成一份 HTML 报告，要有图", holds)


@task("zh")
def who_sells_best(world: World) -> Asked:
    rich, keen, *others = world.chance.sample(["张伟", "李娜", "王芳", "刘洋", "陈静"], 4)
    sizes = {rich: (7, 9000, 15000), keen: (50, 300, 700), **dict.fromkeys(others, (12, 900, 2000))}
    sales: dict[str, list[int]] = defaultdict(list)
    rows = []
    for name, (count, low, high) in sizes.items():
        for i in range(count + world.chance.randint(0, 3)):
            sales[name].append(world.chance.randint(low, high))
            rows.append((f"2026-05-{i % 28 + 1:02}", name, sales[name][-1]))
    world.chance.shuffle(rows)
    world.csv("销售明细.csv", ("日期", "销售员", "金额"), rows)
    readings: list[Reading] = [
        (rich, sum(sales[rich]), ("总", "合计", "金额", "之和")),
        (rich, mean(sales[rich]), ("平均", "均值")),
        (rich, max(sales[rich]), ("单笔", "最大", "最高")),
        (keen, len(sales[keen]), ("次", "单", "笔", "行", "条", "数量")),
    ]

    def holds(answered: Answered) -> None:
        _says_which(answered.completed(), readings)

    return Asked("销售明细.csv 里谁的业绩最好", holds)


@task("en")
def the_most_popular_product(world: World) -> Asked:
    bulky, frequent, *others = markup.titles(world.chance, 5)
    sizes = {bulky: (10, 60, 90), frequent: (90, 1, 3), **dict.fromkeys(others, (25, 2, 8))}
    units: dict[str, list[int]] = defaultdict(list)
    rows = []
    for name, (count, low, high) in sizes.items():
        for _ in range(count + world.chance.randint(0, 5)):
            units[name].append(world.chance.randint(low, high))
            rows.append((name, units[name][-1]))
    world.chance.shuffle(rows)
    numbered = [(52000 + i, *row) for i, row in enumerate(rows)]
    world.csv("shop_orders.csv", ("order_no", "product", "quantity"), numbered)
    readings: list[Reading] = [
        (bulky, sum(units[bulky]), ("quantity", "units", "total", "sum")),
        (bulky, mean(units[bulky]), ("average", "mean")),
        (frequent, len(units[frequent]), ("orders", "rows", "count", "times", "number of")),
    ]

    def holds(answered: Answered) -> None:
        _says_which(answered.completed(), readings)

    return Asked("which product is the most popular in shop_orders.csv?", holds)
