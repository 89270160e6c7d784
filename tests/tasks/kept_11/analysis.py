"""Tables and logs: sums, shares of time, what stands out, what goes together, a page of it."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import correlation

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near, tells
from tests.tasks.kept_11.told import everything, leads, numbers, tells_numbers, together
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


@task("zh")
def shop_with_the_largest_sales(world: World) -> Asked:
    shops = world.chance.sample(["城东店", "城西店", "大学城店", "火车站店", "滨江店"], 5)
    totals, rows = Counter[str](), []
    for i in range(100):
        at = i % 5
        amount = world.chance.randint(80, 240) + 60 * at
        if at == 0 and i == 50:
            amount = 1900
        totals[shops[at]] += amount
        rows.append((date(2025, 1 + i % 12, 1 + i % 27), shops[at], amount))
    world.chance.shuffle(rows)
    xlsx(world, "门店销售.xlsx", {"明细": (("日期", "门店", "销售额"), rows)})
    best = max(totals, key=lambda shop: totals[shop])

    def holds(answered: Answered) -> None:
        leads(answered.completed().picture(), best, shops)

    return Asked("门店销售.xlsx 里哪个门店的销售额最高？画个柱状图", holds)


@task("en")
def slowest_twentieth_of_calls(world: World) -> Asked:
    seconds = [world.chance.randint(30, 999) for _ in range(400)]
    rows = [(f"C{i:05}", f"agent{i % 7}", n) for i, n in enumerate(seconds)]
    parquet(world, "calls.parquet", ("call_id", "agent", "seconds"), rows)
    ranked = sorted(seconds)

    def holds(answered: Answered) -> None:
        between(answered.completed(), ranked[378], ranked[382])

    return Asked("what's the 95th percentile of seconds in calls.parquet?", holds)


@task("en")
def path_that_breaks_most(world: World) -> Asked:
    paths = world.chance.sample(["/cart", "/login", "/invoice", "/search", "/export"], 5)
    amounts = [world.chance.randint(31, 39), world.chance.randint(17, 24), 9, 5, 3]
    visits = [(path, 500) for path, n in zip(paths, amounts, strict=True) for _ in range(n)]
    visits += [(paths[1], 200)] * world.chance.randint(240, 290)
    visits += [(path, world.chance.choice((200, 200, 304))) for path in paths for _ in range(50)]
    visits += [(paths[2], 404)] * 60
    world.chance.shuffle(visits)
    start, lines = datetime(2025, 9, 3, 7, tzinfo=UTC), []
    for i, (path, status) in enumerate(visits):
        at = start + timedelta(seconds=41 * i)
        ip = f"10.1.{world.chance.randint(0, 9)}.{world.chance.randint(2, 250)}"
        lines.append(
            f'{ip} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET {path} HTTP/1.1" {status} '
            f'{world.chance.randint(200, 9000)} "-" "Mozilla/5.0"'
        )
    world.text("access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        leads(answered.completed(), paths[0], paths)
        answered.says_number(amounts[0], 0)

    return Asked("which path in access.log answers with status 500 most often? how often?", holds)


@task("zh")
def addresses_by_their_traffic(world: World) -> Asked:
    ips = [
        f"172.16.{world.chance.randint(10, 99)}.{n}"
        for n in world.chance.sample(range(100, 250), 6)
    ]
    visits: list[tuple[str, int]] = []
    for at, ip in enumerate(ips):
        count = 12 + 15 * at  # who comes most often takes least
        share = (900_000, 600_000, 400_000, 120_000, 60_000, 20_000)[at] // count
        visits += [
            (ip, share + world.chance.randint(-share // 9, share // 9)) for _ in range(count)
        ]
    world.chance.shuffle(visits)
    start, lines = datetime(2025, 5, 11, 1, tzinfo=UTC), []
    for i, (ip, size) in enumerate(visits):
        at_time = start + timedelta(seconds=97 * i)
        page = world.chance.choice(("/", "/img/banner.png", "/doc/a.pdf"))
        lines.append(
            f'{ip} - - [{at_time:%d/%b/%Y:%H:%M:%S} +0800] "GET {page} HTTP/1.1" 200 {size}'
        )
    world.text("apache_access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*ips[:3])
        answered.says_not(*ips[3:])

    return Asked("apache_access.log 里按流量（字节数）排，前 3 个 IP 是哪些？", holds)


@task("en")
def lines_of_every_program(world: World) -> Asked:
    programs = ["sshd", "CRON", "kernel", "dockerd", "postfix"]
    counts = dict(zip(programs, world.chance.sample(range(21, 95), 5), strict=True))
    order = [program for program, n in counts.items() for _ in range(n)]
    world.chance.shuffle(order)
    start, lines = datetime(2025, 10, 6, 4, tzinfo=UTC), []
    for i, program in enumerate(order):
        at = start + timedelta(seconds=133 * i)
        tag = program if program == "kernel" else f"{program}[{world.chance.randint(400, 9000)}]"
        said = world.chance.choice(("session opened", "state changed", "queue run", "ok again"))
        lines.append(f"{at:%b} {at.day:>2} {at:%H:%M:%S} web02 {tag}: {said}")
    world.text("syslog", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().picture()
        for program, count in counts.items():
            together(answered, program, count, by=0)

    return Asked("count the lines per program in syslog and plot them as bars", holds)


@task("zh")
def money_of_every_province(world: World) -> Asked:
    provinces = world.chance.sample(["浙江", "广东", "四川", "山东", "湖南", "福建"], 4)
    customers = [(f"K{i:03}", f"客户{i}", world.chance.choice(provinces)) for i in range(40)]
    totals, orders = Counter[str](), []
    for i in range(260):
        number, _, province = world.chance.choice(customers)
        amount = world.chance.randint(50, 2000)
        totals[province] += amount
        orders.append((f"D{i:05}", number, amount))
    world.csv("订单.csv", ("订单号", "客户号", "金额"), orders)
    world.csv("客户.csv", ("客户号", "名称", "省份"), customers)

    def holds(answered: Answered) -> None:
        answered.completed()
        for province, total in totals.items():
            together(answered, province, total)

    return Asked("把 订单.csv 和 客户.csv 按客户号合起来，每个省份的订单总金额是多少？", holds)


def _places(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(v) + ordered.count(v) / 2 for v in values]


@task("en")
def price_against_units(world: World) -> Asked:
    prices = [float(world.chance.randint(20, 120)) for _ in range(120)]
    spread = world.chance.randint(18, 34)
    units = [float(round(700 - 2 * p + world.chance.gauss(0, spread * 2))) for p in prices]
    rows = [
        (f"P{i:03}", int(p), int(u)) for i, (p, u) in enumerate(zip(prices, units, strict=True))
    ]
    world.csv("products.csv", ("product", "price", "units_sold"), rows)
    by_value, by_rank = correlation(prices, units), correlation(_places(prices), _places(units))

    def holds(answered: Answered) -> None:
        near(answered.completed(), by_value, by_rank, by=0.0061)
        answered.says_any("-0.", "−0.", "negativ", "invers", "opposite")

    return Asked("how do price and units_sold correlate in products.csv?", holds)


@task("zh")
def pressures_out_of_range(world: World) -> Asked:
    readings = [world.chance.randint(300, 330) for _ in range(200)]
    odd = sorted(world.chance.sample(range(200), 4))
    for at in odd:
        away = world.chance.randint(95, 130)
        readings[at] = 315 + world.chance.choice((-1, 1)) * away
    names = [f"YL{i:04}" for i in range(200)]
    world.csv("水压.csv", ("编号", "压力"), zip(names, readings, strict=True))

    def holds(answered: Answered) -> None:
        answered.completed().says(*(names[at] for at in odd))
        plain = [n for i, n in enumerate(names) if i not in odd and n in answered.answer]
        assert len(plain) <= 5, plain

    return Asked("水压.csv 的压力有哪些异常值？把编号列出来", holds)


@task("en")
def quarter_after_quarter(world: World) -> Asked:
    quarters = [world.chance.randint(30_000, 40_000)]
    for step in world.chance.sample([0.13, -0.21, 0.34], 3):
        quarters.append(round(quarters[-1] * (1 + step + world.chance.uniform(-0.04, 0.04))))
    rows = []
    for at, total in enumerate(quarters):
        shares = [total // 6] * 5
        shares.append(total - sum(shares))
        for i, amount in enumerate(shares):
            day = date(2025, 3 * at + 1 + i // 2, 4 + i)
            rows.append((day.isoformat(), ("basic", "pro")[i % 2], amount))
    world.csv("revenue.csv", ("date", "plan", "revenue"), rows)
    changes = [100 * (b / a - 1) for a, b in pairwise(quarters)]

    def holds(answered: Answered) -> None:
        answered.completed()
        told = numbers(everything(answered))
        for change in map(abs, changes):
            found = any(abs(n - change) <= 0.06 or n == round(change) for n in told)
            assert found, (change, answered.answer[:800])
        down = min(changes)
        minus = re.findall(r"[-−]\s?(\d+(?:\.\d+)?)", answered.answer)
        fell = re.search(r"down|fell|fall|decreas|drop|declin|lower|▼|↓", answered.answer.lower())
        assert fell or any(abs(float(n) + down) < 0.6 for n in minus), answered.answer[:800]

    return Asked("revenue.csv: quarter-over-quarter change of revenue in percent", holds)


@task("zh")
def hours_by_team_and_urgency(world: World) -> Asked:
    teams, ranks = ["网络组", "桌面组", "数据组", "安全组"], ["高", "中", "低"]
    cells, rows = Counter[tuple[str, str]](), []
    for i in range(180):
        team, rank = teams[i % 4], ranks[i // 4 % 3]
        hours = world.chance.randint(2, 30)
        cells[team, rank] += hours
        rows.append((f"GD{i:04}", team, rank, hours))
    world.chance.shuffle(rows)
    xlsx(world, "工单.xlsx", {"工单": (("编号", "班组", "优先级", "工时"), rows)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *teams)
        tells_numbers(answered, *cells.values())

    return Asked("用 工单.xlsx 做透视表：行是班组，列是优先级，值是工时合计", holds)


@task("en")
def low_stock_in_one_warehouse(world: World) -> Asked:
    houses = world.chance.sample(["Rotterdam", "Gdansk", "Porto", "Malmo"], 4)
    wanted, close, rows = [], [], []
    for i in range(120):
        sku, house, quantity = f"SKU-{7000 + i}", houses[i % 4], world.chance.randint(12, 300)
        if i % 20 == 0:  # always in the first warehouse
            quantity = world.chance.randint(1, 9)
            wanted.append(sku)
        elif i % 20 in (1, 3):
            quantity = world.chance.randint(1, 9)
            close.append(sku)
        elif i in (4, 24):
            quantity = 10
            close.append(sku)
        rows.append((sku, house, quantity))
    world.chance.shuffle(rows)
    world.csv("inventory.csv", ("sku", "warehouse", "qty"), rows)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *wanted)
        answered.says_not(*close)

    return Asked(
        f"show me the rows of inventory.csv where warehouse is {houses[0]} and qty is below 10",
        holds,
    )


_FETCHED = re.compile(r"""<(?:img|script|link|iframe)\b[^>]*(?:src|href)\s*=\s*["'](?!data:|#)""")


@task("zh")
def a_clinic_as_a_web_page(world: World) -> Asked:
    wards = world.chance.sample(["内科", "外科", "儿科", "眼科", "口腔科"], 4)
    visits, rows = Counter[str](), []
    for i in range(120):
        ward, count = wards[i % 4], world.chance.randint(15, 90)
        visits[ward] += count
        rows.append((f"2025-{1 + i // 20:02}-{1 + i % 20:02}", ward, count, count * 45))
    world.csv("门诊.csv", ("日期", "科室", "人次", "收入"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert not _FETCHED.search(page), "the page fetches something"
        assert re.search(r"<svg|<canvas|data:image", page), "no plot in the page"
        told = numbers(page)
        for ward, total in visits.items():
            assert ward in page and float(total) in told, (ward, total)

    return Asked("把 门诊.csv 做成一个单独的 HTML 报告，要有图，还要有每个科室的人次合计", holds)
