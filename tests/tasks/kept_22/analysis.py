"""Tables and logs: shares, percentiles, errors, joins, correlations, outliers, a report."""

import statistics
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near, tells, whole
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


@task("zh")
def cost_share_of_each_canteen(world: World) -> Asked:
    canteens = world.chance.sample(["东苑食堂", "西苑食堂", "南湖餐厅", "北区小馆", "教工餐厅"], 4)
    costs, rows = Counter[str](), []
    for i in range(120):
        canteen = canteens[i % 4]
        cost = world.chance.randint(80, 400) * (1 + i % 4)
        costs[canteen] += cost
        rows.append((date(2025, 3, 1) + timedelta(days=i // 4), canteen, "食材", cost))
    world.chance.shuffle(rows)
    xlsx(world, "食堂支出.xlsx", {"支出": (("日期", "食堂", "类别", "支出"), rows)})
    total = sum(costs.values())

    def holds(answered: Answered) -> None:
        answered.completed().says(*canteens)
        for cost in costs.values():
            near(answered, 100 * cost / total)

    return Asked("食堂支出.xlsx 里每个食堂的支出各占总支出的百分之几？保留一位小数就行", holds)


@task("en")
def ninetieth_percentile_of_waiting(world: World) -> Asked:
    waits = [round(world.chance.gammavariate(3, 7), 2) for _ in range(500)]
    rows = [(f"C{i:05}", world.chance.choice(["phone", "chat"]), w) for i, w in enumerate(waits)]
    parquet(world, "calls.parquet", ("call_id", "channel", "wait_s"), rows)
    ordered = sorted(waits)

    def holds(answered: Answered) -> None:
        between(answered.completed(), ordered[448], ordered[451], 0.06)
        between(answered, ordered[249], ordered[250], 0.06)

    return Asked("What are the median and the 90th percentile of wait_s in calls.parquet?", holds)


@task("zh")
def endpoint_with_most_server_errors(world: World) -> Asked:
    paths = world.chance.sample(["/api/pay", "/api/cart", "/login", "/search", "/api/user"], 4)
    lines, errors = [], Counter[str]()
    at = datetime(2025, 6, 3, 8, tzinfo=UTC)
    wanted = {path: 7 + 6 * i for i, path in enumerate(paths)}
    plan = [(p, world.chance.choice([500, 502, 503])) for p, n in wanted.items() for _ in range(n)]
    plan += [(world.chance.choice(paths), world.chance.choice([200, 200, 404])) for _ in range(400)]
    plan += [(paths[0], 404)] * 45
    world.chance.shuffle(plan)
    for path, status in plan:
        at += timedelta(seconds=world.chance.randint(1, 20))
        errors[path] += status >= 500
        ip = f"10.2.{world.chance.randint(0, 9)}.{world.chance.randint(1, 250)}"
        lines.append(
            f'{ip} - - [{at:%d/%b/%Y:%H:%M:%S} +0800] "GET {path}?v={world.chance.randint(1, 99)}'
            f' HTTP/1.1" {status} {world.chance.randint(100, 9000)} "-" "curl/8.5"'
        )
    world.text("nginx_access.log", "\n".join(lines) + "\n")
    worst, times = errors.most_common(1)[0]

    def holds(answered: Answered) -> None:
        answered.completed().says(worst).says_number(times, 0)

    return Asked(
        "nginx_access.log 里哪个路径（不算问号后面的参数）返回 5xx 错误最多？有多少次？", holds
    )


@task("en")
def client_that_took_most_bytes(world: World) -> Asked:
    ips = [f"172.16.{world.chance.randint(1, 200)}.{i + 11}" for i in range(6)]
    sent, lines = Counter[str](), []
    at = datetime(2025, 9, 14, 22, tzinfo=UTC)
    for i in range(360):
        at += timedelta(seconds=world.chance.randint(1, 30))
        client = ips[i % 6] if i % 4 else ips[0]
        size = world.chance.randint(2000, 9000) * (1 + 2 * (client == ips[3]))
        sent[client] += size
        lines.append(
            f"{client} - - [{at:%d/%b/%Y:%H:%M:%S} +0000]"
            f' "GET /files/{world.chance.randint(1, 40)}.bin HTTP/1.1" 200 {size}'
            ' "https://shop.example/" "Mozilla/5.0 (X11; Linux x86_64)"'
        )
    world.text("apache_access.log", "\n".join(lines) + "\n")
    most, size = sent.most_common(1)[0]

    def holds(answered: Answered) -> None:
        answered.completed().says(most)
        near(answered, size, size / 1000, size / 1024, size / 1e6, size / 2**20)

    return Asked(
        "Which client IP downloaded the most bytes in apache_access.log, and how many bytes?",
        holds,
    )


@task("zh")
def ip_with_most_failed_logins(world: World) -> Asked:
    ips = [f"203.0.113.{n}" for n in world.chance.sample(range(2, 250), 5)]
    fails, lines = Counter[str](), []
    at = datetime(2025, 11, 5, 1, tzinfo=UTC)
    plan = [(ip, "fail") for i, ip in enumerate(ips) for _ in range(4 + 5 * i)]
    plan += [(ips[0], "ok")] * 40
    world.chance.shuffle(plan)
    for ip, what in plan:
        at += timedelta(seconds=world.chance.randint(2, 60))
        head = f"{at:%b} {at.day:2} {at:%H:%M:%S} gate sshd[{world.chance.randint(900, 9000)}]:"
        port = world.chance.randint(30000, 60000)
        if what == "ok":
            lines.append(f"{head} Accepted publickey for deploy from {ip} port {port} ssh2")
            continue
        user = world.chance.choice(["root", "invalid user admin", "invalid user test"])
        fails[ip] += 1
        lines.append(f"{head} Failed password for {user} from {ip} port {port} ssh2")
        if len(lines) % 5 == 0:
            lines.append(f"{at:%b} {at.day:2} {at:%H:%M:%S} gate CRON[811]: session opened")
    world.text("auth.log", "\n".join(lines) + "\n")
    first, times = fails.most_common(1)[0]

    def holds(answered: Answered) -> None:
        answered.completed().says(first).says_number(times, 0)

    return Asked(
        "auth.log 里密码登录失败（Failed password）次数最多的 IP 是哪个？失败了几次？", holds
    )


@task("en")
def revenue_by_country_of_the_buyer(world: World) -> Asked:
    countries = world.chance.sample(["Norway", "Chile", "Kenya", "Japan", "Canada"], 4)
    buyers = [(f"B{i:03}", f"Buyer {i}", countries[i % 4]) for i in range(40)]
    revenue, orders = Counter[str](), []
    for i in range(260):
        buyer = world.chance.choice(buyers)
        amount = world.chance.randint(20, 900)
        revenue[buyer[2]] += amount
        orders.append((f"O{i:04}", buyer[0], amount))
    world.csv("buyers.csv", ("buyer_id", "name", "country"), buyers)
    world.csv("orders.csv", ("order_id", "buyer_id", "amount"), orders)

    def holds(answered: Answered) -> None:
        answered.completed()
        for country, amount in revenue.items():
            answered.says(country).says_number(amount, 0)

    return Asked(
        "Join orders.csv with buyers.csv and give me the total order amount of each country",
        holds,
    )


@task("zh")
def what_moves_with_water_use(world: World) -> Asked:
    columns = world.chance.sample(["气温", "湿度", "风速", "客流"], 3)
    strong = world.chance.choice(columns)
    base = [world.chance.uniform(10, 40) for _ in range(150)]
    used = [3 * b + world.chance.gauss(0, 8) for b in base]
    series = {c: [world.chance.uniform(10, 40) for _ in base] for c in columns}
    series[strong] = base
    rows = [
        (f"D{i:03}", *(round(series[c][i], 2) for c in columns), round(used[i], 2))
        for i in range(150)
    ]
    world.csv("用水量.csv", ("编号", *columns, "用水量"), rows)
    link = statistics.correlation([round(b, 2) for b in base], [round(u, 2) for u in used])

    def holds(answered: Answered) -> None:
        answered.completed().says(strong)
        near(answered, link, by=0.0065)

    names = "、".join(columns)
    return Asked(
        f"用水量.csv 里，{names} 哪一个和用水量的相关性最强？相关系数是多少（保留两位小数）", holds
    )


@task("en")
def odd_scale_readings(world: World) -> Asked:
    weights = [round(world.chance.uniform(49, 51), 2) for _ in range(180)]
    odd = world.chance.sample(range(180), 3)
    for place, far in zip(odd, (96, 4, 140), strict=True):
        weights[place] = far + round(world.chance.uniform(0, 3), 2)
    rows = [(f"BAG-{i:04}", w) for i, w in enumerate(weights)]
    world.csv("bags.csv", ("bag", "weight_kg"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        tells(answered, *(rows[place][0] for place in odd))
        others = [r[0] for i, r in enumerate(rows) if i not in odd and r[0] in answered.answer]
        assert len(others) <= 2, others

    return Asked("Which bags in bags.csv have a weight that is an outlier? List them.", holds)


@task("zh")
def september_against_august(world: World) -> Asked:
    sums, rows = Counter[int](), []
    up = world.chance.random() < 0.5
    day = date(2025, 6, 1)
    while day < date(2025, 10, 1):
        factor = {8: 10, 9: 13 if up else 7}.get(day.month, 9)
        amount = world.chance.randint(90, 110) * factor
        sums[day.month] += amount
        rows.append((day.isoformat(), amount))
        day += timedelta(days=1)
    world.csv("门店流水.csv", ("日期", "流水"), rows)
    change = 100 * (sums[9] - sums[8]) / sums[8]

    def holds(answered: Answered) -> None:
        near(answered.completed(), change, by=0.11)
        answered.says_any(*(("增", "涨", "升", "+", "高") if up else ("降", "减", "跌", "-", "少")))

    return Asked("门店流水.csv：2025 年 9 月的流水比 8 月环比变化了百分之几？是增还是降？", holds)


@task("en")
def tickets_by_team_and_priority(world: World) -> Asked:
    teams = world.chance.sample(["Billing", "Network", "Mobile", "Hardware"], 3)
    cells = {(t, p): world.chance.randint(11, 60) for t in teams for p in ("low", "mid", "high")}
    rows = [(t, p) for (t, p), n in cells.items() for _ in range(n)]
    world.chance.shuffle(rows)
    numbered = [(f"T-{i:04}", *row) for i, row in enumerate(rows)]
    world.csv("tickets.csv", ("ticket", "team", "priority"), numbered)

    def holds(answered: Answered) -> None:
        lines = whole(answered.completed()).splitlines()
        for team in teams:
            wanted = [str(cells[team, p]) for p in ("low", "mid", "high")]
            assert any(team in n and all(w in n for w in wanted) for n in lines), (team, wanted)

    return Asked(
        "Make a pivot table from tickets.csv: one row per team, one column per priority, "
        "the number of tickets in each cell",
        holds,
    )


@task("zh")
def big_refunds_listed(world: World) -> Asked:
    rows: list[tuple[str, str, int]] = []
    for i in range(200):
        state = world.chance.choice(["已完成", "已完成", "待发货", "已退款"])
        amount = world.chance.randint(50, 500)
        rows.append((f"DD{3000 + i}", state, amount))
    wanted = world.chance.sample(range(200), 6)
    for place in wanted:
        rows[place] = (rows[place][0], "已退款", world.chance.randint(850, 1500))
    others = world.chance.sample([i for i in range(200) if i not in wanted], 8)
    for place in others:
        rows[place] = (rows[place][0], "已完成", world.chance.randint(850, 1500))
    world.csv("网店订单.csv", ("订单号", "状态", "金额"), rows)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(rows[i][0] for i in wanted))
        answered.says_not(*(rows[i][0] for i in others))

    return Asked("把 网店订单.csv 里状态是已退款而且金额大于 800 的订单列给我看", holds)


@task("en")
def library_report_with_charts(world: World) -> Asked:
    branches = world.chance.sample(["Harbour", "Central", "Hillside", "Riverside", "Old Town"], 3)
    loans, rows = Counter[str](), []
    for i in range(90):
        branch = branches[i % 3]
        count = world.chance.randint(40, 200)
        loans[branch] += count
        rows.append(((date(2025, 4, 1) + timedelta(days=i // 3)).isoformat(), branch, count))
    world.csv("loans.csv", ("day", "branch", "loans"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8").replace(",", "")
        assert any(mark in page for mark in ("<img", "<svg", "<canvas", "plotly")), page[:800]
        for branch, count in loans.items():
            assert branch in page and str(count) in page, (branch, count)

    return Asked(
        "Please make an HTML report with charts from loans.csv. It should show the total loans "
        "of each branch and how loans went day by day.",
        holds,
    )
