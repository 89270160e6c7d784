"""Tables and logs: groups, joins, statistics, rows, a report; requests with several readings."""

import re
from calendar import month_abbr, month_name
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import correlation, mean

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World

Reading = tuple[tuple[str, ...], float, tuple[str, ...]]


def took_one(answered: Answered, readings: Sequence[Reading]) -> None:
    """The answer takes one reading (names of what is meant, the value, words for it), says so."""
    plain = answered.answer.lower().replace(",", "")
    told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", plain)]
    assert any(
        any(name.lower() in plain for name in names)
        and any(abs(n - value) <= max(0.006 * value, 0.06) for n in told)
        and any(word in plain for word in words)
        for names, value, words in readings
    ), f"none of {readings} in: {answered.answer[:1500]}"


@task("zh")
def the_largest_customer(world: World) -> Asked:
    rich, keen, *others = world.chance.sample(
        ["恒昌贸易", "百川物流", "星河科技", "绿源食品", "东岭建材"], 4
    )
    sizes = {rich: (6, 30000, 50000), keen: (40, 800, 1500)}
    sizes |= dict.fromkeys(others, (9, 1000, 5000))
    orders: dict[str, list[int]] = defaultdict(list)
    rows = []
    for customer, (count, low, high) in sizes.items():
        for _ in range(count + world.chance.randint(0, 2)):
            orders[customer].append(world.chance.randint(low, high))
            rows.append((customer, orders[customer][-1]))
    world.chance.shuffle(rows)
    numbered = [(f"D{i:04}", *row) for i, row in enumerate(rows)]
    notes = (("说明",), [("本表每月更新",)])
    book = {"订单": (("订单号", "客户", "金额"), numbered), "备注": notes}
    xlsx(world, "客户订单.xlsx", book)
    readings: list[Reading] = [
        ((rich,), sum(orders[rich]), ("总", "合计", "金额", "之和")),
        ((rich,), mean(orders[rich]), ("平均", "均值")),
        ((rich,), max(orders[rich]), ("单笔", "最大", "最高")),
        ((keen,), len(orders[keen]), ("次", "单", "笔", "行", "条", "数量")),
    ]

    def holds(answered: Answered) -> None:
        answered.completed().says("客户订单.xlsx")
        took_one(answered, readings)

    return Asked("客户订单.xlsx 里我们最大的客户是谁", holds)


@task("zh")
def a_page_with_charts(world: World) -> Asked:
    shops = world.chance.sample(["朝阳店", "徐汇店", "天河店", "南山店", "武侯店"], 4)
    totals, rows = Counter[str](), []
    for i in range(120):
        shop, amount = shops[i % 4], world.chance.randint(200, 5000)
        totals[shop] += amount
        rows.append((date(2026, 1, 3) + timedelta(days=i), shop, amount))
    world.csv("门店销售.csv", ("日期", "门店", "销售额"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        lower, plain = page.lower(), page.replace(",", "")
        assert "data:image" in lower or "<svg" in lower, "no chart in the page"
        assert not re.search(r"<(script|img|iframe)[^>]*src=.?https?:", lower), "not self-contained"
        assert not re.search(r"<link[^>]*href=.?https?:", lower), "not self-contained"
        assert "门店" in page and "销售额" in page
        figures = {sum(totals.values()), *totals.values()}
        assert any(str(n) in plain for n in figures), "no figure of the table"

    return Asked("帮我把 门店销售.csv 做成一份带图表的网页报告，我要发给老板", holds)


@task("zh")
def pages_that_were_missing(world: World) -> Asked:
    paths = world.chance.sample(["/old/a.html", "/img/logo.gif", "/wp-login.php", "/feed"], 3)
    missing = {path: 40 + 55 * i + world.chance.randint(0, 20) for i, path in enumerate(paths)}
    asked = [(path, 404) for path, count in missing.items() for _ in range(count)]
    asked += [(world.chance.choice(["/", "/shop", "/cart"]), 200) for _ in range(500)]
    asked += [("/cart", 500)] * world.chance.randint(10, 30)
    world.chance.shuffle(asked)
    lines = [
        f"192.168.{world.chance.randint(0, 9)}.{world.chance.randint(2, 250)} - - "
        f"[{world.chance.randint(10, 19)}/Nov/2026:{i % 14 + 10}:20:11 +0800] "
        f'"GET {path} HTTP/1.1" {status} {world.chance.randint(5000, 9000)} '
        '"-" "Mozilla/5.0 (Windows NT 10.0)"'
        for i, (path, status) in enumerate(asked)
    ]
    world.text("access_log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("access_log", paths[-1])
        answered.says_number(sum(missing.values()), 0).says_number(missing[paths[-1]], 0)

    return Asked("access_log 是 Apache 日志，一共有多少个 404？哪个地址最多？", holds)


@task("en")
def logins_that_failed(world: World) -> Asked:
    sources = [f"203.0.{i}.{world.chance.randint(2, 250)}" for i in range(6)]
    failures = {ip: 300 + 130 * i + world.chance.randint(0, 60) for i, ip in enumerate(sources)}
    tries = [(ip, "Failed") for ip, count in failures.items() for _ in range(count)]
    tries += [("198.51.100.7", "Accepted")] * 1500
    world.chance.shuffle(tries)
    lines = []
    for i, (ip, outcome) in enumerate(tries):
        user = world.chance.choice(["root", "git", "invalid user admin", "invalid user test"])
        who = "deploy" if outcome == "Accepted" else user
        lines.append(
            f"Nov {10 + i % 9} {i % 24:02}:{i % 60:02}:07 web01 sshd[{2000 + i}]: "
            f"{outcome} password for {who} from {ip} port {40000 + i % 9000} ssh2"
        )
    world.text("auth.log", "\n".join(lines) + "\n")
    top = sorted(sources, key=lambda ip: -failures[ip])[:3]

    def holds(answered: Answered) -> None:
        answered.completed().says("auth.log").in_order(*top)
        for ip in top:
            answered.says_number(failures[ip], 0)

    return Asked("which 3 IPs had the most failed ssh logins in auth.log?", holds)


@task("zh")
def sales_of_each_kind(world: World) -> Asked:
    kinds = world.chance.sample(["文具", "家电", "食品", "服装", "玩具"], 3)
    kind_of = {f"P{i:03}": world.chance.choice(kinds) for i in range(30)}
    totals, rows = Counter[str](), []
    for i in range(200):
        key, amount = world.chance.choice(list(kind_of)), world.chance.randint(20, 900)
        totals[kind_of[key]] += amount
        rows.append((70000 + i, key, world.chance.randint(1, 5), amount))
    world.csv("订单.csv", ("订单号", "商品编号", "数量", "金额"), rows)
    goods = [(key, f"货品{i}", kind) for i, (key, kind) in enumerate(kind_of.items())]
    world.csv("商品.csv", ("商品编号", "商品名", "类别"), goods)

    def holds(answered: Answered) -> None:
        answered.completed().says("订单.csv", "商品.csv")
        for kind, total in totals.items():
            answered.says(kind).says_number(total, 0.0005)

    return Asked("订单.csv 和 商品.csv 用商品编号关联起来，每个类别的总金额是多少", holds)


@task("en")
def what_drives_a_price(world: World) -> Asked:
    best = world.chance.choice(["area", "rooms", "age"])
    rows = []
    for i in range(90):
        cells = {name: world.chance.randint(10, 200) for name in ("area", "rooms", "age")}
        price = round(90000 + 900 * cells[best] + world.chance.gauss(0, 9000))
        rows.append((f"H{i:02}", *cells.values(), price))
    world.csv("houses.csv", ("house", "area", "rooms", "age", "price"), rows)
    column = ("house", "area", "rooms", "age").index(best)
    xs, ys = [row[column] for row in rows], [row[4] for row in rows]
    ranked = correlation(_ranks(xs), _ranks(ys))

    def holds(answered: Answered) -> None:
        answered.completed().says("houses.csv", best)
        near(answered, correlation(xs, ys), ranked, by=0.006)

    return Asked(
        "Which column in houses.csv has the strongest correlation with price, "
        "and how strong is it?",
        holds,
    )


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(v) + (ordered.count(v) - 1) / 2 for v in values]


@task("zh")
def readings_that_are_odd(world: World) -> Asked:
    rows = [
        [date(2026, 6, 1) + timedelta(days=i), round(world.chance.gauss(320, 15), 1)]
        for i in range(100)
    ]
    odd = world.chance.sample(range(100), 2)
    rows[odd[0]][1] = world.chance.randint(1500, 4000) + 0.7
    rows[odd[1]][1] = world.chance.randint(5000, 9000) + 0.3
    world.csv("电表.csv", ("日期", "用电量"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("用电量", "电表.csv")
        for i in odd:
            near(answered, float(str(rows[i][1])), by=0.06)

    return Asked("看看 电表.csv 的用电量有没有异常值", holds)


@task("en")
def growth_over_a_year(world: World) -> Asked:
    totals, lines = Counter[str](), ["date,store,amount"]
    for year, low, high in (("2024", 100, 300), ("2025", world.chance.randint(120, 260), 420)):
        for i in range(150_000):
            amount = world.chance.randint(low, high)
            totals[year] += amount
            lines.append(f"{year}-{i % 12 + 1:02}-{i % 28 + 1:02},S{i % 40},{amount}")
    world.text("revenue.csv", "\n".join(lines) + "\n")
    rate = (totals["2025"] / totals["2024"] - 1) * 100

    def holds(answered: Answered) -> None:
        answered.completed().says("revenue.csv")
        near(answered, rate, by=0.56)

    return Asked(
        "By how many percent did the total amount in revenue.csv change from 2024 to 2025?", holds
    )


@task("zh")
def a_table_turned(world: World) -> Asked:
    places = world.chance.sample(["华北", "华东", "西南", "东北"], 3)
    goods = world.chance.sample(["冰箱", "空调", "电视"], 2)
    cells, rows = Counter[tuple[str, str]](), []
    for i in range(90):
        place, good, amount = places[i % 3], goods[i // 3 % 2], world.chance.randint(1000, 9000)
        cells[place, good] += amount
        rows.append((date(2026, 2, 1) + timedelta(days=i), place, good, amount))
    header = ("日期", "地区", "产品", "销售额")
    xlsx(world, "销售记录.xlsx", {"Sheet1": (header, rows)})

    def holds(answered: Answered) -> None:
        answered.completed().says("销售记录.xlsx", *places, *goods)
        for total in cells.values():
            answered.says_number(total, 0.0005)

    return Asked("用 销售记录.xlsx 做个透视表，行是地区，列是产品，求销售额合计", holds)


@task("en")
def the_slow_ones(world: World) -> Asked:
    times = [round(world.chance.expovariate(1 / 120) + 20, 1) for _ in range(400)]
    paths = ("/login", "/search", "/cart")
    rows = [(7000 + i, paths[i % 3], t) for i, t in enumerate(times)]
    parquet(world, "requests.parquet", ("id", "path", "duration_ms"), rows)
    ranked = sorted(times)

    def holds(answered: Answered) -> None:
        answered.completed().says("requests.parquet")
        for share in (0.5, 0.95):
            at = int(share * (len(ranked) - 1))
            between(answered, ranked[at], ranked[at + 1])

    return Asked(
        "give me the median and the 95th percentile of duration_ms in requests.parquet", holds
    )


@task("zh")
def pupils_below_sixty(world: World) -> Asked:
    pairs = [a + b for a in "赵钱孙李周吴郑王" for b in ("小明", "丽华", "志强", "雨桐", "子涵")]
    names = world.chance.sample(pairs, 36)
    low = set(world.chance.sample(names, world.chance.randint(4, 8)))
    rows = [
        (
            name,
            f"{i % 3 + 1}班",
            world.chance.randint(40, 99),
            world.chance.randint(30, 59) if name in low else world.chance.randint(60, 99),
        )
        for i, name in enumerate(names)
    ]
    world.csv("期中成绩.csv", ("姓名", "班级", "语文", "数学"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("期中成绩.csv", *low).says_not(*(set(names) - low))

    return Asked("列出 期中成绩.csv 里数学低于60分的学生", holds)


@task("en")
def the_best_month(world: World) -> Asked:
    rich, busy, *others = world.chance.sample(range(1, 10), 5)
    sizes = {rich: (14, 900, 1500), busy: (60, 20, 90), **dict.fromkeys(others, (20, 50, 300))}
    sales: dict[int, list[int]] = defaultdict(list)
    rows = []
    for month, (count, low, high) in sorted(sizes.items()):
        for i in range(count + world.chance.randint(0, 4)):
            sales[month].append(world.chance.randint(low, high))
            rows.append((f"2026-{month:02}-{i % 28 + 1:02}", sales[month][-1]))
    rows.sort()
    world.csv("takings.csv", ("date", "amount"), rows)
    readings: list[Reading] = [
        (_written(rich), sum(sales[rich]), ("amount", "total", "sum")),
        (_written(rich), mean(sales[rich]), ("average", "mean")),
        (_written(busy), len(sales[busy]), ("rows", "count", "number", "sales")),
    ]

    def holds(answered: Answered) -> None:
        answered.completed().says("takings.csv")
        took_one(answered, readings)

    return Asked("takings.csv has our sales this year. What was our best month?", holds)


def _written(month: int) -> tuple[str, ...]:
    return f"2026-{month:02}", f"{month_abbr[month]} ", month_name[month], f"2026/{month:02}"
