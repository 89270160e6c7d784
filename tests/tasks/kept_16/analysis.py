"""Shops, wards, classrooms and servers: their tables and logs are asked for numbers."""

import math
import re
import statistics
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

from tests.tasks import making, markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near
from tests.tasks.world import World

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@task("zh")
def what_each_flower_brings_in(world: World) -> Asked:
    flowers = world.chance.sample(["玫瑰", "百合", "康乃馨", "向日葵", "满天星", "郁金香"], 5)
    earned, rows = Counter[str](), []
    for i in range(180):
        flower = flowers[i % 5]
        count, price = world.chance.randint(1, 30), world.chance.randint(3, 9) + 2 * (i % 5)
        earned[flower] += count * price
        rows.append((date(2026, 5, 1) + timedelta(days=i % 31), flower, count, price))
    world.chance.shuffle(rows)
    making.xlsx(world, "花店五月流水.xlsx", {"流水": (("日期", "花材", "数量", "单价"), rows)})
    whole = earned.total()

    def holds(answered: Answered) -> None:
        answered.completed().says(*flowers)
        for flower in flowers:
            near(answered, 100 * earned[flower] / whole)

    return Asked(
        "我是开花店的，帮我看看 花店五月流水.xlsx：每种花材的销售额（数量乘单价）"
        "占总销售额的百分之几？保留一位小数。",
        holds,
    )


@task("en")
def blood_pressure_of_nine_in_ten(world: World) -> Asked:
    wards = world.chance.sample(["Maple", "Willow", "Cedar", "Birch", "Rowan"], 3)
    values, rows = defaultdict[str, list[int]](list), []
    for i in range(world.chance.randint(200, 260)):
        ward = wards[i % 3]
        pressure = round(world.chance.gauss(112 + 17 * (i % 3), 9))
        values[ward].append(pressure)
        rows.append((f"P{1000 + i}", ward, pressure, world.chance.randint(55, 95)))
    world.chance.shuffle(rows)
    making.parquet(world, "vitals.parquet", ("patient", "ward", "systolic", "pulse"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*wards)
        for pressures in values.values():
            ordered, count = sorted(pressures), len(pressures)
            low = ordered[math.floor(0.9 * (count - 1))]
            high = ordered[min(count - 1, math.ceil(0.9 * count))]
            between(answered, low, high)

    return Asked(
        "I'm a nurse. From vitals.parquet, what is the 90th percentile of systolic for each ward?",
        holds,
    )


@task("zh")
def pages_that_visitors_miss(world: World) -> Asked:
    paths = world.chance.sample(
        ["/coupon.html", "/old-menu", "/img/logo2.png", "/booking/new", "/spring-sale"], 5
    )
    counts = [world.chance.randint(40, 48) - 9 * i for i in range(5)]
    missed = [(path, 404) for path, count in zip(paths, counts, strict=True) for _ in range(count)]
    fine = [(world.chance.choice(["/", "/menu", "/contact"]), 200) for _ in range(300)]
    fine += [("/checkout", 500)] * 60
    asked = missed + fine
    world.chance.shuffle(asked)
    start, lines = datetime(2026, 10, 12, 8, tzinfo=UTC), []
    for i, (path, status) in enumerate(asked):
        when = (start + timedelta(seconds=17 * i)).strftime("%d/%b/%Y:%H:%M:%S +0800")
        address = f"203.0.113.{world.chance.randint(2, 250)}"
        lines.append(
            f'{address} - - [{when}] "GET {path} HTTP/1.1" {status}'
            f' {world.chance.randint(150, 9000)} "-" "Mozilla/5.0"'
        )
    world.text("access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*paths[:3]).says_not(*paths[3:], "/checkout")
        for count in counts[:3]:
            answered.says_number(count, 0)

    return Asked(
        "access.log 是我们小店网站的 nginx 日志，返回 404 次数最多的前 3 个路径是哪些？各多少次？",
        holds,
    )


@task("en")
def when_the_shop_site_is_busiest(world: World) -> Asked:
    busiest = world.chance.randint(13, 21)
    hours = Counter[int]()
    lines = []
    for hour in range(24):
        count = world.chance.randint(90, 110) if hour == busiest else world.chance.randint(8, 70)
        hours[hour] = count
        lines += [
            f"198.51.100.{world.chance.randint(2, 250)} - - [09/Nov/2026:{hour:02}:"
            f'{at // 60:02}:{at % 60:02} +0000] "GET /item/{world.chance.randint(1, 99)}'
            f' HTTP/1.1" 200 {world.chance.randint(800, 9000)}'
            for at in sorted(world.chance.sample(range(3600), count))
        ]
    world.text("apache_access.log", "\n".join(lines) + "\n")
    forms = rf"\b{busiest}\b|\b{busiest - 12}(?::00)?\s*(?:p\.?m)"

    def holds(answered: Answered) -> None:
        answered.completed().says_number(hours[busiest], 0)
        assert re.search(forms, answered.answer, re.IGNORECASE), (busiest, answered.answer)

    return Asked(
        "Which hour of the day had the most requests in apache_access.log, and how many?",
        holds,
    )


@task("zh")
def who_tries_to_log_in(world: World) -> Asked:
    chance = world.chance
    addresses = [f"192.0.2.{n}" for n in chance.sample(range(100, 250), 5)]
    counts = [chance.randint(60, 70), *(chance.randint(10, 50) for _ in range(3)), 0]
    lines = [
        f"Failed password for {chance.choice(['root', 'admin', 'invalid user test'])}"
        f" from {address} port {chance.randint(20000, 60000)} ssh2"
        for address, count in zip(addresses, counts, strict=True)
        for _ in range(count)
    ]
    lines += [
        f"Accepted password for lihua from {addresses[4]} port {chance.randint(20000, 60000)} ssh2"
        for _ in range(95)
    ]
    chance.shuffle(lines)
    start = datetime(2026, 11, 20, 1, tzinfo=UTC)
    logged = [
        f"{(start + timedelta(seconds=40 * i)).strftime('%b %d %H:%M:%S')} web01"
        f" sshd[{chance.randint(900, 9000)}]: {line}"
        for i, line in enumerate(lines)
    ]
    world.text("auth.log", "\n".join(logged) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(addresses[0]).says_number(counts[0], 0)

    return Asked(
        "看一下服务器的 auth.log，SSH 登录失败（Failed password）最多的是哪个 IP？失败了多少次？",
        holds,
    )


@task("en")
def bread_sold_by_town(world: World) -> Asked:
    towns = world.chance.sample(["Harwich", "Bodmin", "Ludlow", "Kendal", "Whitby"], 4)
    clients = [(f"C{100 + i}", f"Cafe {i + 1}", towns[i % 4]) for i in range(16)]
    totals, orders = Counter[str](), []
    for i in range(140):
        client, _, town = world.chance.choice(clients)
        amount = world.chance.randint(20, 400)
        totals[town] += amount
        orders.append((f"B{i:04}", client, amount))
    world.csv("orders.csv", ("order", "client_id", "amount"), orders)
    world.csv("clients.csv", ("client_id", "name", "town"), clients)

    def holds(answered: Answered) -> None:
        answered.completed().says(*towns)
        for town in towns:
            answered.says_number(totals[town], 0.0002)

    return Asked(
        "I run a small bakery. orders.csv has the orders and clients.csv tells which town each "
        "client is in. What is the total order amount per town?",
        holds,
    )


@task("zh")
def do_hours_help_the_grade(world: World) -> Asked:
    hours, grades, rows = [], [], []
    for i in range(60):
        hour = world.chance.randint(2, 20)
        grade = max(0, min(100, round(45 + 2.2 * hour + world.chance.gauss(0, 9))))
        hours.append(hour)
        grades.append(grade)
        rows.append((f"S{i + 1:03}", hour, world.chance.randint(0, 6), grade))
    world.csv("期末调查.csv", ("学号", "每周学习小时", "缺课次数", "期末成绩"), rows)
    strength = statistics.correlation(hours, grades)

    def holds(answered: Answered) -> None:
        near(answered.completed(), strength, by=0.0055)

    return Asked(
        "期末调查.csv 里“每周学习小时”和“期末成绩”的相关系数（皮尔逊）是多少？保留两位小数。", holds
    )


@task("en")
def receipts_that_stick_out(world: World) -> Asked:
    kinds = ["travel", "meals", "office", "postage"]
    rows = [
        [f"R-{5000 + i}", world.chance.choice(kinds), world.chance.randint(40, 160)]
        for i in range(120)
    ]
    odd, usual = (part := world.chance.sample(range(10, 110), 6))[:2], part[2:]
    for at in odd:
        rows[at][2] = world.chance.randint(4000, 9000)
    world.csv("expenses.csv", ("receipt", "category", "amount"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*(str(rows[at][0]) for at in odd))
        answered.says_not(*(str(rows[at][0]) for at in usual))

    return Asked(
        "I do the books and something looks mistyped in expenses.csv. Which receipts are outliers "
        "by amount? Give me the receipt numbers and the amounts.",
        holds,
    )


@task("zh")
def takings_month_on_month(world: World) -> Asked:
    totals, rows = Counter[int](), []
    for month in range(1, 9):
        level = world.chance.randint(300, 900)
        for day in range(1, 29):
            taken = level + world.chance.randint(-80, 80)
            totals[month] += taken
            rows.append((date(2026, month, day).isoformat(), taken))
    world.csv("小卖部营业额.csv", ("日期", "营业额"), rows)
    changes = [100 * (totals[m] - totals[m - 1]) / totals[m - 1] for m in range(2, 9)]

    def holds(answered: Answered) -> None:
        answered.completed()
        for change in changes:
            near(answered, change)
            if change < -1.5:
                size = f"(?:{int(-change)}|{int(-change + 0.05)})(?:\\.\\d+)?"
                fell = "降|减|跌|少|↓"
                drop = rf"(?:[-−–]|{fell})[^\d]{{0,8}}{size}\s*(?:%|$|\D)|{size}\D{{0,8}}(?:{fell})"
                assert re.search(drop, answered.answer), (change, answered.answer[:1500])

    return Asked(
        "把 小卖部营业额.csv 按月汇总，从 2 月开始，每个月的营业额比上个月增长或下降了百分之几？"
        "保留一位小数。",
        holds,
    )


@task("en")
def minutes_by_branch_and_member(world: World) -> Asked:
    branches = world.chance.sample(["Northgate", "Riverside", "Station", "Parkview"], 3)
    kinds = world.chance.sample(["student", "adult", "senior", "family"], 3)
    cells, rows = Counter[tuple[str, str]](), []
    for i in range(240):
        branch, kind = branches[i % 3], kinds[(i // 3) % 3]
        minutes = world.chance.randint(15, 120)
        cells[branch, kind] += minutes
        rows.append((f"V{i:05}", branch, kind, minutes))
    world.chance.shuffle(rows)
    making.xlsx(
        world, "gym_visits.xlsx", {"visits": (("visit", "branch", "membership", "minutes"), rows)}
    )

    def holds(answered: Answered) -> None:
        answered.completed().says(*branches, *kinds)
        for total in cells.values():
            answered.says_number(total, 0.0001)

    return Asked(
        "Make me a pivot table of gym_visits.xlsx: one row per branch, one column per membership, "
        "and the sum of minutes in the cells.",
        holds,
    )


@task("zh")
def stock_below_its_minimum(world: World) -> Asked:
    names = markup.titles(world.chance, 24, zh=True)
    low = set(world.chance.sample(names, world.chance.randint(4, 7)))
    rows = []
    for name in names:
        least = world.chance.randint(20, 80)
        stock = least - world.chance.randint(1, 15) if name in low else least + 3
        rows.append((name, stock, least, world.chance.randint(9, 199)))
    making.xlsx(world, "库存表.xlsx", {"库存": (("商品", "库存", "最低库存", "单价"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed().says(*low).says_not(*(n for n in names if n not in low))

    return Asked("库存表.xlsx 里哪些商品的库存已经低于最低库存？把这些行列出来，我好补货。", holds)


@task("en")
def a_report_for_the_bank(world: World) -> Asked:
    goods = world.chance.sample(["Bread", "Cakes", "Coffee", "Sandwiches", "Pastries"], 4)
    totals, rows = Counter[str](), []
    for month in range(1, 7):
        for at, good in enumerate(goods):
            sales = world.chance.randint(500, 900) + 1000 * at
            totals[good] += sales
            rows.append((f"2026-{month:02}", good, sales))
    world.csv("bakery_sales.csv", ("month", "product", "sales"), rows)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".html").read_text("utf-8")
        assert re.search(r"<svg|<canvas|data:image/|<img", text), text[:500]
        drawn = re.sub(r"base64,[\w+/=]+|<svg[\s\S]*?</svg>", "", text)
        told = [float(n) for n in _NUMBER.findall(drawn.replace(",", ""))]
        for good in goods:
            assert good in text, good
            assert totals[good] in told, (good, totals[good], drawn[:1500])

    return Asked(
        "I need something to show my bank: make an HTML report with charts from bakery_sales.csv, "
        "with the total sales of each product.",
        holds,
    )
