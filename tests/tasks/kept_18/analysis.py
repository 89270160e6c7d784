"""Tables and logs that are asked about: sums, shares, percentiles, outliers, reports."""

import statistics
from collections import Counter, defaultdict
from datetime import date, timedelta

import openpyxl

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near, tells
from tests.tasks.making import Sheet, parquet, xlsx
from tests.tasks.world import World

AGENT = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"


def first_named(answered: Answered, best: str, others: list[str]) -> None:
    """Of all these names the best is the one that is said first."""
    answered.says(best)
    places = [answered.answer.find(other) for other in others if other != best]
    at = answered.answer.find(best)
    assert all(place < 0 or at < place for place in places), answered.answer[:800]


@task("zh")
def overtime_pay_over_monthly_sheets(world: World) -> Asked:
    people = world.chance.sample(["周婷", "吴磊", "郑爽", "孙浩", "钱敏", "冯刚", "蒋丽"], 6)
    winner, totals = world.chance.choice(people), Counter[str]()
    sheets: dict[str, Sheet] = {}
    for month in range(1, 7):
        rows = []
        for person in people:
            hours = world.chance.randint(3, 30) + (18 if person == winner else 0)
            pay = hours * 45 + world.chance.randint(0, 40)
            totals[person] += pay
            rows.append((person, hours, pay))
        world.chance.shuffle(rows)
        sheets[f"{month}月"] = (("姓名", "加班小时", "加班费"), rows)
    xlsx(world, "加班统计.xlsx", sheets)
    best, total = totals.most_common(1)[0]

    def holds(answered: Answered) -> None:
        first_named(answered.completed(), best, people)
        answered.says_number(total, 0.0002)

    return Asked(
        "加班统计.xlsx 里每个月一张工作表，把所有月份合起来看，谁的加班费总额最高？是多少元？",
        holds,
    )


@task("en")
def median_fare_per_vehicle(world: World) -> Asked:
    kinds = world.chance.sample(["sedan", "minivan", "scooter", "bicycle", "limousine"], 4)
    fares, rows = defaultdict[str, list[float]](list), []
    for i in range(320):
        at = world.chance.randrange(4)
        fare = round(world.chance.uniform(6, 14) + 23 * at, 2)
        fares[kinds[at]].append(fare)
        rows.append((i + 1, kinds[at], world.chance.randint(1, 40), fare))
    parquet(world, "rides.parquet", ("ride_id", "vehicle", "minutes", "fare"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for kind, values in fares.items():
            answered.says(kind)
            near(answered, statistics.median(values), by=0.011)

    return Asked("What is the median fare for each vehicle in rides.parquet?", holds)


@task("zh")
def who_keeps_failing_to_log_in(world: World) -> Asked:
    hosts = [f"203.0.113.{n}" for n in world.chance.sample(range(10, 250), 5)]
    worst, failures, lines = world.chance.choice(hosts), Counter[str](), []
    for i in range(260):
        at = f"Nov {i // 40 + 3:2d} {i // 12 % 24:02d}:{i % 60:02d}:{i * 7 % 60:02d}"
        host = world.chance.choice([*hosts, worst, worst])
        user = world.chance.choice(["root", "admin", "git", "deploy"])
        port, pid = world.chance.randint(30000, 60000), world.chance.randint(800, 9000)
        kind = world.chance.random()
        if kind < 0.45:
            failures[host] += 1
            said = f"sshd[{pid}]: Failed password for {user} from {host} port {port} ssh2"
        elif kind < 0.7:
            said = f"sshd[{pid}]: Accepted publickey for {user} from {host} port {port} ssh2"
        else:
            said = f"CRON[{pid}]: pam_unix(cron:session): session opened for user root"
        lines.append(f"{at} gate01 {said}")
    failures[worst] += 9
    lines += [
        f"Nov 12 08:00:0{i} gate01 sshd[77]: Failed password for git from {worst} port 4{i}22 ssh2"
        for i in range(9)
    ]
    world.text("auth.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        first_named(answered.completed(), worst, hosts)
        answered.says_number(failures[worst], 0)

    return Asked("看一下 auth.log，哪个 IP 的 SSH 密码登录失败次数最多？失败了几次？", holds)


@task("en")
def revenue_by_country_of_two_files(world: World) -> Asked:
    countries = world.chance.sample(["Norway", "Chile", "Kenya", "Japan", "Spain", "Canada"], 4)
    customers = [(f"C{n}", world.chance.choice(countries)) for n in range(201, 241)]
    home, totals, orders = dict(customers), Counter[str](), []
    for i in range(300):
        customer = world.chance.choice(customers)[0]
        amount = world.chance.randint(20, 900)
        totals[home[customer]] += amount
        orders.append((f"O{i:04}", customer, amount))
    world.csv("orders.csv", ("order_id", "customer_id", "amount"), orders)
    xlsx(world, "customers.xlsx", {"list": (("customer_id", "country"), customers)})

    def holds(answered: Answered) -> None:
        answered.completed()
        for country, total in totals.items():
            answered.says(country).says_number(total, 0.0001)

    return Asked(
        "orders.csv has the orders and customers.xlsx says which country each customer is from. "
        "What is the total order amount per country?",
        holds,
    )


@task("zh")
def which_spending_moves_with_sales(world: World) -> Asked:
    channels = ["电视广告", "网络广告", "户外广告", "电台广告"]
    driver = world.chance.randrange(4)
    rows, columns, sales = [], [list[int]() for _ in channels], list[int]()
    for week in range(1, 61):
        spent = [world.chance.randint(50, 500) for _ in channels]
        sold = 3 * spent[driver] + 400 + world.chance.randint(-180, 180)
        for column, value in zip(columns, spent, strict=True):
            column.append(value)
        sales.append(sold)
        rows.append((week, *spent, sold))
    world.csv("投放.csv", ("周次", *channels, "销售额"), rows)
    strongest = statistics.correlation(columns[driver], sales)

    def holds(answered: Answered) -> None:
        answered.completed().says(channels[driver])
        near(answered, strongest, by=0.0051)

    return Asked(
        "投放.csv 里哪一种广告的投入跟销售额的相关性最强？相关系数是多少（保留两位小数以上）？",
        holds,
    )


@task("en")
def odd_temperatures(world: World) -> Asked:
    ids = [f"R{n}" for n in world.chance.sample(range(1000, 9999), 120)]
    odd = dict(zip(world.chance.sample(ids, 4), (88.4, -41.2, 97.1, 76.9), strict=True))
    rows = [(i, odd.get(i) or round(world.chance.uniform(18, 25), 1)) for i in ids]
    world.csv("readings.csv", ("reading_id", "temperature"), rows)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *odd)
        wrong = [i for i in ids if i not in odd and i in answered.answer]
        assert len(wrong) <= 2, wrong

    return Asked(
        "Which readings in readings.csv are outliers in temperature? List their ids.", holds
    )


@task("zh")
def growth_of_each_quarter_of_a_shop(world: World) -> Asked:
    sums, rows = Counter[tuple[int, int]](), []
    growth = [world.chance.uniform(0.7, 1.6) for _ in range(4)]
    for year in (2024, 2025):
        day = date(year, 1, 1)
        while day.year == year:
            quarter = (day.month - 1) // 3
            value = world.chance.randint(400, 600)
            value = round(value * growth[quarter]) if year == 2025 else value
            sums[year, quarter] += value
            rows.append((day.isoformat(), value))
            day += timedelta(days=3)
    world.csv("门店销售.csv", ("日期", "销售额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for quarter in range(4):
            change = 100 * (sums[2025, quarter] / sums[2024, quarter] - 1)
            near(answered, change, by=0.06)

    return Asked(
        "根据 门店销售.csv，2025 年四个季度的销售额跟 2024 年同期相比，各增长或下降了百分之几？"
        "（保留一位小数以上）",
        holds,
    )


@task("en")
def pivot_of_regions_and_months(world: World) -> Asked:
    regions = world.chance.sample(["North", "South", "East", "West", "Centre"], 4)
    months = ["2026-01", "2026-02", "2026-03"]
    cells, rows = Counter[tuple[str, str]](), []
    for _ in range(260):
        region, month = world.chance.choice(regions), world.chance.choice(months)
        units = world.chance.randint(5, 80)
        cells[region, month] += units
        rows.append((region, month, world.chance.choice(["tea", "coffee"]), units))
    world.csv("shipments.csv", ("region", "month", "product", "units"), rows)

    def holds(answered: Answered) -> None:
        book = openpyxl.load_workbook(answered.completed().file(".xlsx"), data_only=True)
        found: dict[str, list[object]] = {}
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                if row and row[0] in regions:
                    found.setdefault(str(row[0]), list(row[1:]))
        for region in regions:
            wanted = [cells[region, month] for month in months]
            assert found.get(region, [])[:3] == wanted, (region, wanted, found)

    return Asked(
        "Make a pivot table from shipments.csv with one row per region, one column per month and "
        "the sum of units in the cells, and save it as an Excel file.",
        holds,
    )


@task("zh")
def slow_requests_by_percentile(world: World) -> Asked:
    times, lines = [], []
    for i in range(500):
        took = round(0.04 + world.chance.expovariate(1 / 0.45), 3)
        times.append(took)
        host = f"10.0.{world.chance.randint(0, 9)}.{world.chance.randint(1, 250)}"
        at = f"17/Nov/2026:{9 + i // 60:02d}:{i % 60:02d}:{world.chance.randint(0, 59):02d} +0800"
        path = world.chance.choice(["/", "/api/cart", "/api/login", "/search?q=a"])
        lines.append(
            f'{host} - - [{at}] "GET {path} HTTP/1.1" 200 {900 + i} "-" "{AGENT}" {took:.3f}'
        )
    world.text("nginx-access.log", "\n".join(lines) + "\n")
    times.sort()

    def holds(answered: Answered) -> None:
        answered.completed()
        for percent in (50, 90, 99):
            at = percent * len(times) // 100
            low, high = times[at - 2], times[at + 1]
            try:
                between(answered, low, high, 0.0051)
            except AssertionError:
                between(answered, 1000 * low, 1000 * high, 0.6)

    return Asked(
        "nginx-access.log 每行末尾的数字是请求耗时（单位秒），帮我算一下耗时的 P50、P90 和 P99",
        holds,
    )


@task("en")
def stock_that_must_be_reordered(world: World) -> Asked:
    rows, low, fine = [], list[str](), list[str]()
    for number in world.chance.sample(range(1000, 9999), 48):
        level, short = world.chance.randint(20, 60), world.chance.random() < 0.15
        at_hand = (
            level - world.chance.randint(1, 15) if short else level + world.chance.randint(0, 90)
        )
        sku = f"KX-{number}"
        (low if short else fine).append(sku)
        rows.append((sku, at_hand, level))
    rows.append(("KX-0007", 3, 25))
    low.append("KX-0007")
    world.csv("stock.csv", ("sku", "on_hand", "reorder_level"), rows)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *low)
        answered.says_not(*fine)

    return Asked("Show me the rows in stock.csv where on_hand is less than reorder_level", holds)


@task("zh")
def share_of_each_status_class(world: World) -> Asked:
    codes = [200, 200, 200, 200, 204, 301, 304, 404, 403, 500, 502]
    classes, lines = Counter[int](), []
    for i in range(430):
        code = world.chance.choice(codes)
        classes[code // 100] += 1
        at = f"{i // 50 + 1:02d}/Oct/2026:{i % 24:02d}:10:{i % 60:02d} +0000"
        host = f"198.51.100.{world.chance.randint(1, 250)}"
        path = f"/docs/{world.chance.randint(1, 60)}.html"
        size = world.chance.randint(300, 9000)
        lines.append(f'{host} - - [{at}] "GET {path} HTTP/1.1" {code} {size} "-" "{AGENT}"')
    world.text("apache_access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        for count in classes.values():
            near(answered, 100 * count / 430, by=0.06)

    return Asked(
        "apache_access.log 里 2xx、3xx、4xx、5xx 状态码的请求各占全部请求的百分之几？"
        "请保留一位或两位小数",
        holds,
    )


@task("en")
def page_about_energy(world: World) -> Asked:
    houses = world.chance.sample(["Library", "Town Hall", "Gym", "School", "Museum"], 3)
    totals, rows = Counter[str](), []
    for month in range(1, 13):
        for house in houses:
            used = world.chance.randint(900, 4000)
            totals[house] += used
            rows.append((f"2025-{month:02d}", house, used))
    world.csv("energy.csv", ("month", "building", "kwh"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert any(mark in page for mark in ("<img", "<svg", "<canvas", "plotly")), page[:500]
        plain = page.replace(",", "").replace("\u202f", "")
        for house, total in totals.items():
            assert house in page and str(total) in plain, (house, total)

    return Asked(
        "Please make me an HTML report of energy.csv: the total kwh per building as a table, and a "
        "chart of the kwh over the months.",
        holds,
    )
