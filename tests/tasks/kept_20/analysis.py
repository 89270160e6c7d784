"""Tables and logs: joined, counted, set against each other, drawn."""

import re
from collections import Counter
from datetime import date, timedelta
from statistics import correlation

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, handed, near, tells, whole, workbook
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


@task("zh")
def ninetieth_percentile_of_each_depot(world: World) -> Asked:
    depots = dict(
        zip(["东仓", "西仓", "南仓"], world.chance.sample([100, 400, 900], 3), strict=True)
    )
    minutes = {
        d: sorted(base + world.chance.randint(0, 200) for _ in range(81))
        for d, base in depots.items()
    }
    rows = [(d, m) for d, all_of_it in minutes.items() for m in all_of_it]
    world.chance.shuffle(rows)
    parquet(world, "出库.parquet", ("仓库", "耗时分钟"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*depots)
        for told in minutes.values():
            between(answered, told[71], told[73])

    return Asked("出库.parquet 里每个仓库的耗时分钟的 90 分位数分别是多少？", holds)


@task("en")
def revenue_by_segment_over_two_sheets(world: World) -> Asked:
    segments = ["Retail", "Wholesale", "Online"]
    people = [(f"C{n:03}", world.chance.choice(segments)) for n in range(40)]
    totals, orders = Counter[str](), []
    for n in range(220):
        customer, segment = world.chance.choice(people)
        amount = world.chance.randint(20, 900)
        totals[segment] += amount
        orders.append((n + 1, customer, amount))
    xlsx(
        world,
        "bookings.xlsx",
        {
            "Orders": (("order_no", "customer_id", "amount"), orders),
            "Customers": (("customer_id", "segment"), people),
        },
    )

    def holds(answered: Answered) -> None:
        answered.completed()
        for segment, total in totals.items():
            answered.says(segment).says_number(total, 0.0001)

    return Asked(
        "bookings.xlsx has a sheet Orders and a sheet Customers. Join them on customer_id and "
        "give me the total amount for each segment.",
        holds,
    )


@task("zh")
def the_hour_with_most_server_errors(world: World) -> Asked:
    worst = world.chance.randint(3, 20)
    errors, lines = Counter[int](), []
    for hour in range(24):
        for _ in range(world.chance.randint(20, 40) if hour == worst else 25):
            failing = world.chance.random() < (0.7 if hour == worst else 0.15)
            status = (
                world.chance.choice([500, 502, 503])
                if failing
                else world.chance.choice([200, 304, 404])
            )
            errors[hour] += failing
            lines.append(
                f"10.2.{hour}.{world.chance.randint(1, 250)} - - [14/Sep/2026:{hour:02}:"
                f'{world.chance.randint(0, 59):02}:07 +0800] "GET /p/{world.chance.randint(1, 30)} '
                f'HTTP/1.1" {status} {world.chance.randint(200, 9000)} "-" "curl/8.5"'
            )
    best, count = errors.most_common(1)[0]
    world.text("access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(count, 0)
        shown = rf"(?<!\d)0?{best}(:| ?点| ?时|\s*\|)"
        assert re.search(shown, answered.answer), answered.answer[:1500]

    return Asked("看看 nginx 日志 access.log，哪个小时的 5xx 错误最多？有多少次？", holds)


@task("en")
def paths_that_sent_most_bytes(world: World) -> Asked:
    paths = ["/video/intro", "/img/banner", "/api/items", "/docs/guide", "/feed"]
    weights = dict(zip(paths, world.chance.sample([400, 2000, 7000, 20000, 60000], 5), strict=True))
    sent, lines = Counter[str](), []
    for n in range(400):
        path = world.chance.choice(paths)
        size = weights[path] + world.chance.randint(0, 300)
        sent[path] += size
        lines.append(
            f"192.0.2.{n % 200 + 1} - - [02/Aug/2026:11:{n % 60:02}:{n % 47:02} +0000] "
            f'"GET {path} HTTP/1.1" 200 {size} "-" "Mozilla/5.0"'
        )
    world.text("apache.log", "\n".join(lines) + "\n")
    top = sent.most_common(3)

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*(path for path, _ in top))
        for _, size in top:
            answered.says_number(size, 0)

    return Asked(
        "Which three paths in apache.log sent the most bytes in "
        "total? Largest first, with the number of bytes.",
        holds,
    )


@task("zh")
def who_guesses_passwords(world: World) -> Asked:
    hosts = [f"203.0.113.{n}" for n in world.chance.sample(range(100, 250), 6)]
    tries, lines = Counter[str](), []
    for at, host in enumerate(hosts):
        for _ in range(10 * at + world.chance.randint(1, 9)):
            tries[host] += 1
            lines.append(
                f"Failed password for root from {host} port "
                f"{world.chance.randint(30000, 60000)} ssh2"
            )
    lines += [f"Accepted password for li from {hosts[0]} port 40{n:03} ssh2" for n in range(90)]
    world.chance.shuffle(lines)
    stamped = [
        f"Sep  3 {n // 60 % 24:02}:{n % 60:02}:11 gate sshd[{700 + n}]: {line}"
        for n, line in enumerate(lines)
    ]
    world.text("auth.log", "\n".join(stamped) + "\n")
    host, count = tries.most_common(1)[0]

    def holds(answered: Answered) -> None:
        answered.completed().says(host).says_number(count, 0)

    return Asked(
        "auth.log 是系统日志，哪个 IP 输错密码（Failed password）的次数最多？一共几次？", holds
    )


@task("en")
def what_goes_with_the_yield(world: World) -> Asked:
    columns = ["rain_mm", "sun_hours", "ph"]
    leader = world.chance.choice(columns)
    sign = world.chance.choice([1, -1])
    rows = []
    for _ in range(90):
        cells = {c: world.chance.gauss(50, 10) for c in columns}
        crop = 300 + sign * 2 * cells[leader] + world.chance.gauss(0, 9)
        rows.append([round(cells[c], 2) for c in columns] + [round(crop, 2)])
    world.csv("plots.csv", (*columns, "yield_kg"), rows)
    at = columns.index(leader)
    told = correlation([r[at] for r in rows], [r[3] for r in rows])

    def holds(answered: Answered) -> None:
        answered.completed().says(leader).says_number(told, 0.012)

    return Asked(
        "In plots.csv, which column is most strongly correlated with "
        "yield_kg, and what is the (Pearson) coefficient?",
        holds,
    )


@task("zh")
def readings_far_off_the_others(world: World) -> Asked:
    rows = [[f"D{n:03}", round(world.chance.uniform(48, 52), 1)] for n in range(120)]
    odd = world.chance.sample(range(120), 3)
    for at, value in zip(odd, (131.5, -40.2, 167.9), strict=True):
        rows[at][1] = value
    world.csv("压力.csv", ("设备", "读数"), rows)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(str(rows[at][0]) for at in odd))
        answered.says_not(*(str(rows[n][0]) for n in range(120) if n not in odd))

    return Asked("压力.csv 的读数里有没有异常值？是哪几台设备？", holds)


@task("en")
def steepest_rise_over_the_month_before(world: World) -> Asked:
    steep = world.chance.randint(2, 11)
    month_totals, rows = [20000], []
    for month in range(2, 13):
        growth = (
            world.chance.uniform(1.4, 1.8) if month == steep else world.chance.uniform(0.85, 1.2)
        )
        month_totals.append(round(month_totals[-1] * growth))
    for month, total in enumerate(month_totals, 1):
        part = world.chance.randint(100, total - 100)
        rows += [(f"2025-{month:02}-05", part), (f"2025-{month:02}-21", total - part)]
    world.csv("turnover.csv", ("day", "turnover"), rows)
    rise = 100 * (month_totals[steep - 1] / month_totals[steep - 2] - 1)
    name = date(2025, steep, 1)

    def holds(answered: Answered) -> None:
        answered.completed().says_any(f"2025-{steep:02}", f"{name:%B}", f"{name:%b} ")
        near(answered, rise, round(rise))

    return Asked(
        "Sum turnover.csv by month. In which month did turnover grow most "
        "in percent over the month before, and by how much?",
        holds,
    )


@task("zh")
def regions_across_quarters(world: World) -> Asked:
    regions, quarters = ["华东", "华南", "西北"], ["一季度", "二季度", "三季度", "四季度"]
    sums, rows = Counter[tuple[str, str]](), []
    for n in range(240):
        at = (regions[n % 3], world.chance.choice(quarters))
        amount = world.chance.randint(1000, 9000)
        sums[at] += amount
        rows.append((*at, amount))
    xlsx(world, "合同.xlsx", {"合同": (("地区", "季度", "合同额"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed()
        books = "".join(workbook(p) for p in handed(answered) if p.suffix == ".xlsx")
        everything = (whole(answered) + books).replace(",", "")
        missing = [at for at, total in sums.items() if str(total) not in everything]
        assert not missing, (missing, everything[:1500])
        assert all(name in everything for name in (*regions, *quarters))

    return Asked("用 合同.xlsx 做一张透视表：行是地区，列是季度，值是合同额合计", holds)


@task("en")
def open_tickets_waiting_long(world: World) -> Asked:
    rows = [
        (
            f"TK{n:04}",
            world.chance.choice(["open", "closed", "paused"]),
            world.chance.randint(0, 60),
        )
        for n in range(100)
    ]
    rows[7] = ("TK0007", "open", 45)
    rows[8] = ("TK0008", "open", 46)
    world.csv("tickets.csv", ("ticket", "state", "days_waiting"), rows)
    wanted = [t for t, state, days in rows if state == "open" and days > 45]

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *wanted)
        answered.says_not(*(t for t, *_ in rows if t not in wanted))

    return Asked(
        "show me the rows of tickets.csv where state is open and days_waiting is more than 45",
        holds,
    )


@task("zh")
def share_of_each_way_to_pay(world: World) -> Asked:
    ways = ["微信", "支付宝", "银行卡", "现金"]
    weights = world.chance.sample([8, 5, 3, 1], 4)
    chosen = world.chance.choices(ways, weights, k=370)
    world.csv("收银.csv", ("流水", "支付方式"), [(f"L{n}", way) for n, way in enumerate(chosen)])

    def holds(answered: Answered) -> None:
        answered.completed().says(*ways)
        for count in Counter(chosen).values():
            share = 100 * count / len(chosen)
            near(answered, share, round(share))

    return Asked("收银.csv 里各种支付方式的笔数各占百分之几？", holds)


@task("en")
def a_report_with_pictures(world: World) -> Asked:
    start, visits = date(2026, 3, 1), [world.chance.randint(200, 900) for _ in range(45)]
    rows = [
        (start + timedelta(n), count, round(count * world.chance.uniform(0.01, 0.05), 1))
        for n, count in enumerate(visits)
    ]
    world.csv("visits.csv", ("day", "visits", "signups"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        drawn = "<svg" in page or "data:image/png" in page
        assert drawn or any(p.suffix in (".png", ".svg") for p in handed(answered)), page[:800]
        assert "visits" in page and "signups" in page
        mean, plain = sum(visits) / 45, page.replace(",", "")
        facts = (f"{mean:.1f}", f"{mean:.2f}", str(sum(visits)), str(round(mean)))
        assert any(fact in plain for fact in facts), (facts, plain[:800])

    return Asked("Make an HTML report of visits.csv with summary statistics and charts.", holds)
