"""Tables and logs: sums, shares, percentiles, joins, outliers, changes, pivots, a report."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import correlation, median

from tests.tasks import making
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near, tells
from tests.tasks.world import World


@task("zh")
def household_spending_by_share(world: World) -> Asked:
    kinds = world.chance.sample(["餐饮", "房租", "交通", "教育", "医疗", "娱乐", "服饰"], 5)
    spent, rows = Counter[str](), []
    for i in range(140):
        kind = world.chance.choice(kinds)
        amount = world.chance.randint(15, 400) + 120 * kinds.index(kind)
        spent[kind] += amount
        rows.append((date(2025, 1, 1) + timedelta(days=i), kind, amount))
    making.xlsx(world, "家庭开支.xlsx", {"开支": (("日期", "类别", "金额"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed().says(*kinds)
        for kind in kinds:
            near(answered, 100 * spent[kind] / spent.total())

    return Asked(
        "麻烦看一下 家庭开支.xlsx，每个类别的金额占总金额的百分之几？保留两位小数。", holds
    )


@task("en")
def clinic_waits_at_the_ninetieth(world: World) -> Asked:
    waits = [round(min(world.chance.expovariate(1 / 25), 180) + 2, 1) for _ in range(201)]
    clinics = ("North", "Harbour", "Old Town")
    rows = [(i + 1, world.chance.choice(clinics), wait) for i, wait in enumerate(waits)]
    making.parquet(world, "clinic_visits.parquet", ("visit", "clinic", "wait_min"), rows)
    ranked = sorted(waits)

    def holds(answered: Answered) -> None:
        near(answered.completed(), median(waits))
        between(answered, ranked[179], ranked[181], 0.06)

    return Asked(
        "What are the median and the 90th percentile of wait_min in clinic_visits.parquet?",
        holds,
    )


@task("zh")
def paths_with_server_errors(world: World) -> Asked:
    paths = ["/api/pay", "/cart", "/user/login", "/search", "/img/banner.png", "/help"]
    world.chance.shuffle(paths)
    broken = dict(zip(paths, (23, 17, 11, 6, 3, 0), strict=True))
    broken = {path: n + world.chance.randint(0, 2) for path, n in broken.items()}
    hits = [(p, world.chance.choice((500, 502, 503))) for p, n in broken.items() for _ in range(n)]
    hits += [
        (world.chance.choice(paths), world.chance.choice((200, 200, 200, 301, 404)))
        for _ in range(400)
    ]
    world.chance.shuffle(hits)
    lines, now = [], datetime(2025, 9, 3, 8, 0, 0)  # noqa: DTZ001
    for path, status in hits:
        now += timedelta(seconds=world.chance.randint(1, 40))
        ip = f"10.2.{world.chance.randint(0, 9)}.{world.chance.randint(1, 250)}"
        size = world.chance.randint(200, 9000)
        lines.append(
            f'{ip} - - [{now:%d/%b/%Y:%H:%M:%S} +0800] "GET {path} HTTP/1.1" {status} {size} '
            '"-" "Mozilla/5.0"'
        )
    world.text("nginx_shop.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*paths[:3])
        for path in paths[:3]:
            answered.says_number(broken[path], 0)

    return Asked(
        "nginx_shop.log 是 nginx 的访问日志，返回 5xx 错误最多的前三个路径是哪些？各有多少次？",
        holds,
    )


@task("en")
def bytes_sent_and_busiest_client(world: World) -> Asked:
    ips = [f"172.16.{i}.{world.chance.randint(2, 250)}" for i in range(6)]
    top = world.chance.choice(ips)
    total, counts, lines = 0, Counter[str](), []
    now = datetime(2025, 10, 5, 6, 0, 0)  # noqa: DTZ001
    for _ in range(350):
        now += timedelta(seconds=world.chance.randint(1, 60))
        ip = top if world.chance.random() < 0.3 else world.chance.choice(ips)
        size = world.chance.randint(150, 20000)
        status = world.chance.choice((200, 200, 200, 304, 404))
        told = "-" if status == 304 else str(size)
        total += 0 if status == 304 else size
        counts[ip] += 1
        page = world.chance.choice(("/", "/docs", "/blog/one", "/contact"))
        lines.append(
            f'{ip} - - [{now:%d/%b/%Y:%H:%M:%S} +0000] "GET {page} HTTP/1.1" {status} {told}'
        )
    world.text("apache_access.log", "\n".join(lines) + "\n")
    busiest, times = counts.most_common(1)[0]

    def holds(answered: Answered) -> None:
        answered.completed().says(busiest).says_number(times, 0)
        answered.says_number(total, 1e-6)

    return Asked(
        "apache_access.log is an Apache access log. How many bytes were sent in total, and which "
        "client IP made the most requests (how many)?",
        holds,
    )


@task("zh")
def failed_logins_by_address(world: World) -> Asked:
    ips = [
        f"{world.chance.randint(20, 220)}.44.{i}.{world.chance.randint(1, 250)}" for i in range(5)
    ]
    tries = [world.chance.randint(41, 60), 33, 20, 9, 4]
    events = [
        f"sshd[{world.chance.randint(900, 9000)}]: Failed password for "
        f"{world.chance.choice(('root', 'invalid user admin', 'git'))} from {ip} "
        f"port {world.chance.randint(20000, 60000)} ssh2"
        for ip, n in zip(ips, tries, strict=True)
        for _ in range(n)
    ]
    events += [f"sshd[77]: Accepted password for lin from {ips[1]} port 5022 ssh2"] * 45
    events += ["CRON[812]: (root) CMD (/usr/bin/backup)"] * 60
    world.chance.shuffle(events)
    now, lines = datetime(2025, 11, 2, 0, 0, 0), []  # noqa: DTZ001
    for event in events:
        now += timedelta(seconds=world.chance.randint(5, 200))
        lines.append(f"{now:%b} {now.day:2} {now:%H:%M:%S} gateway {event}")
    world.text("gateway_auth.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(ips[0]).says_number(tries[0], 0)

    return Asked(
        "帮我看看 gateway_auth.log，哪个 IP 登录失败（Failed password）的次数最多？失败了多少次？",
        holds,
    )


@task("zh")
def orders_joined_with_provinces(world: World) -> Asked:
    provinces = world.chance.sample(["浙江", "四川", "广东", "湖北", "山东", "福建"], 4)
    homes = {f"K{i:03}": provinces[i % 4] for i in range(1, 41)}
    sums, rows = Counter[str](), []
    for i in range(220):
        customer = world.chance.choice(sorted(homes))
        amount = world.chance.randint(20, 900)
        sums[homes[customer]] += amount
        rows.append((f"D{i:05}", customer, amount))
    world.csv("订单表.csv", ("订单号", "客户编号", "金额"), rows)
    world.csv("客户表.csv", ("客户编号", "省份"), sorted(homes.items()))

    def holds(answered: Answered) -> None:
        answered.completed().says(*provinces)
        for province in provinces:
            answered.says_number(sums[province], 1e-5)

    return Asked(
        "把 订单表.csv 和 客户表.csv 按客户编号关联起来，算一下每个省份的订单总金额。", holds
    )


@task("en")
def what_harvest_goes_with(world: World) -> Asked:
    columns = ["light_h", "water_l", "soil_ph", "temp_c"]
    driver, sign = world.chance.choice(columns), world.chance.choice((-1, 1))
    values = {name: [round(world.chance.uniform(5, 15), 2) for _ in range(90)] for name in columns}
    harvest = [
        round(60 + sign * 2.5 * value + world.chance.gauss(0, 4), 2) for value in values[driver]
    ]
    rows = [
        (f"P{i}", *(values[name][i] for name in columns), harvest[i]) for i in range(len(harvest))
    ]
    world.csv("greenhouse_plots.csv", ("plot", *columns, "harvest_kg"), rows)
    r = correlation(values[driver], harvest)

    def holds(answered: Answered) -> None:
        answered.completed().says(driver)
        near(answered, r, by=0.006)

    return Asked(
        "In greenhouse_plots.csv, which column correlates most strongly with harvest_kg? Please "
        "give me the correlation coefficient too.",
        holds,
    )


@task("zh")
def readings_out_of_line(world: World) -> Asked:
    count = world.chance.randint(3, 5)
    values = [round(world.chance.uniform(48, 52), 1) for _ in range(150)]
    places = world.chance.sample(range(150), count)
    odd = [
        round(world.chance.choice((world.chance.uniform(3, 12), world.chance.uniform(88, 99))), 1)
        for _ in places
    ]
    for place, value in zip(places, odd, strict=True):
        values[place] = value
    start = datetime(2025, 7, 1, 0, 0, 0)  # noqa: DTZ001
    rows = [
        (f"{start + timedelta(minutes=10 * i):%Y-%m-%d %H:%M}", v) for i, v in enumerate(values)
    ]
    world.csv("锅炉温度.csv", ("时间", "温度"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(count, 0)
        for value in odd:
            near(answered, value, by=0.001)

    return Asked("锅炉温度.csv 的温度列里有没有异常值？一共几个，分别是多少？", holds)


@task("en")
def kiosk_takings_against_the_month_before(world: World) -> Asked:
    sums, rows = Counter[str](), []
    level = 300.0
    day = date(2025, 1, 1)
    while day < date(2025, 7, 1):
        if day.day == 1:
            level *= world.chance.choice((0.78, 0.9, 1.15, 1.3))
        amount = int(level) + world.chance.randint(0, 60)
        sums[f"{day:%Y-%m}"] += amount
        rows.append((day.isoformat(), amount))
        day += timedelta(days=1)
    world.csv("daily_takings.csv", ("date", "takings"), rows)
    totals = [sums[month] for month in sorted(sums)]
    changes = [100 * (b / a - 1) for a, b in pairwise(totals)]

    def holds(answered: Answered) -> None:
        answered.completed()
        for change in changes:
            near(answered, change)

    return Asked(
        "Sum the takings in daily_takings.csv by month and tell me by how many percent each month "
        "changed against the month before.",
        holds,
    )


@task("zh")
def shops_across_quarters(world: World) -> Asked:
    shops = world.chance.sample(["东门店", "西湖店", "南站店", "北苑店", "中山店"], 3)
    cells: defaultdict[tuple[str, str], int] = defaultdict(int)
    rows = []
    for i in range(120):
        shop, quarter = shops[i % 3], f"Q{i // 3 % 4 + 1}"
        count = world.chance.randint(10, 80)
        cells[shop, quarter] += count
        rows.append((shop, quarter, count))
    world.chance.shuffle(rows)
    world.csv("门店销量.csv", ("门店", "季度", "销量"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*shops)
        tells(answered, *map(str, cells.values()))

    return Asked("用 门店销量.csv 做个透视表：行是门店，列是季度，值是销量合计。", holds)


@task("en")
def overdue_and_expensive(world: World) -> Asked:
    limit = world.chance.choice((80, 90, 100))
    rows = [
        (
            f"RN{i + 100}",
            world.chance.choice("ABCD"),
            world.chance.choice(("returned", "open", "overdue")),
            limit + world.chance.choice((-45, -20, 0, 7, 33)),
        )
        for i in range(60)
    ]
    rows[17] = ("RN117", "A", "overdue", limit + 12)
    world.csv("bike_rentals.csv", ("rental", "bike", "status", "fee"), rows)
    wanted = {row[0] for row in rows if row[2] == "overdue" and row[3] > limit}

    def holds(answered: Answered) -> None:
        answered.completed().says(*wanted)
        answered.says_not(*(row[0] for row in rows if row[0] not in wanted))

    return Asked(
        "Show me the rows of bike_rentals.csv where status is overdue and fee is more than "
        f"{limit}.",
        holds,
    )


@task("en")
def cafe_report_as_a_page(world: World) -> Asked:
    drinks = world.chance.sample(["Espresso", "Latte", "Mocha", "Matcha", "Chai", "Cocoa"], 4)
    sums, rows = Counter[str](), []
    for i in range(200):
        drink = world.chance.choice(drinks)
        amount = world.chance.randint(3, 60)
        sums[drink] += amount
        rows.append(((date(2025, 4, 1) + timedelta(days=i // 4)).isoformat(), drink, amount))
    world.csv("cafe_sales.csv", ("date", "drink", "revenue"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert any(mark in page.lower() for mark in ("<svg", "<img", "<canvas")), page[:500]
        plain = page.replace(",", "")
        for drink in drinks:
            assert drink in page and str(sums[drink]) in plain, (drink, sums[drink])

    return Asked(
        "Please make me an HTML report with charts from cafe_sales.csv: total revenue per drink "
        "and revenue over time.",
        holds,
    )
