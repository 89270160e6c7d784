"""Tables and logs: totals, joins, statistics, reports; requests with two readings; bad input."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import correlation, mean

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near, refused
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


@task("zh")
def goods_that_sell_best(world: World) -> Asked:
    names = world.chance.sample(["雨伞", "水杯", "台灯", "背包", "毛巾", "耳机"], 4)
    cheap, dear = names[0], names[1]
    rows, units, money = [], Counter[str](), Counter[str]()
    for i in range(90):
        name = names[i % 4]
        count = world.chance.randint(20, 30) if name == cheap else world.chance.randint(1, 6)
        price = world.chance.randint(300, 400) if name == dear else world.chance.randint(5, 9)
        rows.append((date(2026, 3, 1) + timedelta(days=i % 28), name, count, count * price))
        units[name] += count
        money[name] += count * price
    xlsx(world, "店铺流水.xlsx", {"三月": (("日期", "商品", "数量", "金额"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed().says(cheap, dear)
        answered.says_number(units[cheap]).says_number(money[dear])

    return Asked("店铺流水.xlsx里哪个商品卖得最好啊", holds)


@task("en")
def fares_in_parquet(world: World) -> Asked:
    zones = world.chance.sample(["Queens", "Bronx", "Harlem", "Soho", "Chelsea", "Astoria"], 4)
    fares: dict[str, list[float]] = defaultdict(list)
    rows = []
    for i in range(160):
        zone, fare = zones[i % 4], round(world.chance.uniform(4, 90), 2)
        fares[zone].append(fare)
        rows.append((i, zone, fare, date(2026, 1, 1) + timedelta(days=i)))
    parquet(world, "trips.parquet", ("ride", "zone", "fare", "day"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*zones)
        for zone in zones:
            answered.says_number(mean(fares[zone]), 0.002)

    return Asked("hey, what's the mean fare for each zone in trips.parquet", holds)


@task("zh")
def busiest_addresses_of_a_log(world: World) -> Asked:
    hosts = [
        f"10.{world.chance.randint(1, 250)}.{i}.{world.chance.randint(2, 250)}" for i in range(9)
    ]
    counts = {host: 8 + 7 * i + world.chance.randint(0, 4) for i, host in enumerate(hosts)}
    lines = []
    for host, count in counts.items():
        for _ in range(count):
            path = world.chance.choice(["/", "/login", "/a.css", "/api/v1/items?page=2"])
            stamp = f"{world.chance.randint(10, 20)}/Oct/2026:{world.chance.randint(10, 23)}:05:11"
            status = world.chance.choice([200, 200, 301, 404, 502])
            lines.append(
                f'{host} - - [{stamp} +0800] "GET {path} HTTP/1.1" {status} '
                f'{world.chance.randint(90, 9000)} "-" "Mozilla/5.0 (X11; Linux x86_64)"'
            )
    world.chance.shuffle(lines)
    world.text("access.log", "\n".join(lines) + "\n")
    top = sorted(hosts, key=lambda h: -counts[h])[:3]

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*top)
        for host in top:
            answered.says_number(counts[host], 0)

    return Asked("nginx 的 access.log，访问次数最多的 3 个 IP 是哪些，各多少次？", holds)


@task("en")
def spending_by_country_of_two_files(world: World) -> Asked:
    countries = world.chance.sample(["Norway", "Chile", "Japan", "Kenya", "Poland"], 3)
    home = {f"C{i:03}": world.chance.choice(countries) for i in range(25)}
    rows, totals = [], Counter[str]()
    for i in range(140):
        customer, amount = world.chance.choice(list(home)), world.chance.randint(5, 700)
        rows.append((9000 + i, customer, amount))
        totals[home[customer]] += amount
    world.csv("purchases.csv", ("purchase_no", "customer_id", "amount"), rows)
    people = [(key, f"Person {i}", place) for i, (key, place) in enumerate(home.items())]
    world.csv("people.csv", ("customer_id", "name", "country"), people)

    def holds(answered: Answered) -> None:
        answered.completed()
        for country, total in totals.items():
            answered.says(country).says_number(total, 0.0005)

    return Asked(
        "I have purchases.csv and people.csv, they share customer_id. total amount per country pls",
        holds,
    )


@task("zh")
def how_two_columns_go_together(world: World) -> Asked:
    slope, noise = world.chance.choice([-3, 2, 5]), world.chance.randint(15, 60)
    rows = []
    for i in range(70):
        heat = round(world.chance.uniform(5, 38), 1)
        rows.append((i + 1, heat, round(200 + slope * heat + world.chance.gauss(0, noise), 1)))
    world.csv("冰饮.csv", ("编号", "气温", "销量"), rows)
    r = correlation([row[1] for row in rows], [row[2] for row in rows])

    def holds(answered: Answered) -> None:
        answered.completed().says("气温", "销量")
        near(answered, r, by=0.006)

    return Asked("冰饮.csv 中，气温跟销量之间有没有关系？算一下相关系数", holds)


@task("en")
def readings_that_stand_out(world: World) -> Asked:
    rows = [[f"s{i}", round(world.chance.gauss(50, 4), 1)] for i in range(120)]
    odd = world.chance.sample(range(120), 3)
    for i in odd:
        rows[i][1] = world.chance.choice([-1, 1]) * world.chance.randint(300, 900) + 0.5
    world.csv("sensors.csv", ("sensor", "pressure"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("pressure")
        for i in odd:
            near(answered, rows[i][1], by=0.01)

    return Asked("Are there any weird values in the pressure column of sensors.csv?", holds)


@task("zh")
def month_over_month(world: World) -> Asked:
    rows, totals = [], Counter[int]()
    level = world.chance.randint(900, 1200)
    for month in range(1, 6):
        level = round(level * world.chance.choice([0.62, 0.8, 1.3, 1.55]))
        for day in range(1, 26):
            amount = world.chance.randint(level - 90, level + 90)
            rows.append((f"2026-{month:02}-{day:02}", amount))
            totals[month] += amount
    world.csv("营收.csv", ("日期", "营收额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for month in range(2, 6):
            rate = totals[month] / totals[month - 1] - 1
            near(answered, rate * 100, by=0.56 if abs(rate) > 0.1 else 0.06)

    return Asked("营收.csv，每个月环比涨跌百分之多少？", holds)


@task("en")
def salaries_crossed(world: World) -> Asked:
    teams = world.chance.sample(["Legal", "Sales", "Design", "Support"], 3)
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    rows = []
    for i in range(120):
        team, grade = teams[i % 3], ("junior", "senior")[i // 3 % 2]
        pay = world.chance.randint(2500, 9000)
        cells[team, grade].append(pay)
        rows.append((f"E{i}", team, grade, pay))
    world.csv("staff.csv", ("id", "team", "grade", "salary"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*teams, "junior", "senior")
        for paid in cells.values():
            answered.says_number(mean(paid), 0.001)

    return Asked(
        "Please build a pivot table from staff.csv: teams down, grades across, "
        "average salary inside.",
        holds,
    )


@task("zh")
def slowest_of_a_hundred(world: World) -> Asked:
    times = [round(world.chance.expovariate(1 / 80) + 5, 1) for _ in range(257)]
    world.csv("接口耗时.csv", ("接口", "耗时毫秒"), [("/api/a", t) for t in times])
    ranked = sorted(times)

    def holds(answered: Answered) -> None:
        answered.completed()
        for share in (0.5, 0.9, 0.99):
            at = share * (len(ranked) - 1)
            between(answered, ranked[int(at)], ranked[min(int(at) + 1, len(ranked) - 1)])

    return Asked("请给出 接口耗时.csv 中耗时毫秒的 p50、p90 和 p99。", holds)


@task("en")
def rows_with_little_stock(world: World) -> Asked:
    towns = ("Bergen", "Oslo", "Tromso")
    rows = []
    for i in range(60):
        stock = world.chance.choice([world.chance.randint(0, 9), world.chance.randint(30, 400)])
        rows.append((f"SKU-{1000 + 7 * i}", towns[i % 3], stock))
    rows[0] = (rows[0][0], "Bergen", 3)
    rows[3] = (rows[3][0], "Bergen", 10)
    world.csv("inventory.csv", ("sku", "warehouse", "stock"), rows)
    wanted = [r[0] for r in rows if r[1] == "Bergen" and r[2] < 10]
    others = [r[0] for r in rows if r[0] not in wanted]

    def holds(answered: Answered) -> None:
        answered.completed().says(*wanted).says_not(*others)

    return Asked(
        "show me the rows where stock is under 10 and warehouse is Bergen, file is inventory.csv",
        holds,
    )


@task("en")
def a_report_to_mail(world: World) -> Asked:
    kinds = world.chance.sample(["Rent", "Travel", "Food", "Books", "Tools"], 3)
    rows, totals = [], Counter[str]()
    for i in range(80):
        kind, amount = kinds[i % 3], world.chance.randint(10, 500)
        rows.append((f"2026-{i % 6 + 1:02}-11", kind, amount))
        totals[kind] += amount
    world.csv("expenses.csv", ("date", "category", "amount"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert "data:image" in page or "<svg" in page, "no plot in the page"
        lower = page.lower()
        assert 'src="http' not in lower and "stylesheet" not in lower, "not self-contained"
        assert "category" in lower and "amount" in lower
        figures = {sum(totals.values()), *totals.values(), max(amount for *_, amount in rows)}
        assert any(str(n) in page.replace(",", "") for n in figures), "no figure of the table"

    return Asked(
        "Could you put together an HTML report with charts for expenses.csv that I can email?",
        holds,
    )


@task("zh")
def how_many_customers(world: World) -> Asked:
    people = [
        f"K{world.chance.randint(100, 999)}{i:02}" for i in range(world.chance.randint(21, 35))
    ]
    orders = people + [world.chance.choice(people) for _ in range(world.chance.randint(40, 80))]
    world.chance.shuffle(orders)
    rows = [(i + 1, key, world.chance.randint(1, 99)) for i, key in enumerate(orders)]
    world.csv("orders_2026.csv", ("订单号", "客户", "件数"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(people), 0).says_number(len(orders), 0)

    return Asked("orders_2026.csv 有多少客户", holds)


@task("zh")
def a_column_that_is_none(world: World) -> Asked:
    rows = [(f"楼{i}", world.chance.randint(1, 90)) for i in range(20)]
    world.csv("用电.csv", ("楼栋", "度数"), rows)

    def holds(answered: Answered) -> None:
        refused(answered, "飞船油耗", "度数")

    return Asked("统计 用电.csv 里「飞船油耗」这一列的平均值", holds)


@task("en")
def a_table_with_nothing_in_it(world: World) -> Asked:
    world.text("leads.csv", "")

    def holds(answered: Answered) -> None:
        refused(answered, "leads.csv")

    return Asked("sum of budget in leads.csv by source", holds)
