"""Tables and logs of a firm and its services: middles, growth, joins, tails, shares, a report."""

import json
import math
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import correlation, median

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near, refused, tells, whole
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


def numbers_of(answered: Answered) -> list[float]:
    """Every number of the answer, its data and its files, with and without thousands' commas."""
    text = whole(answered)
    both = text + "\n" + re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return [float(n) for n in re.findall(r"\d+(?:\.\d+)?", both)]


def told(numbers: list[float], *readings: tuple[float, float]) -> None:
    """One of these (value, how near) is among the numbers, whatever its sign."""
    found = any(abs(n - abs(value)) <= by for n in numbers for value, by in readings)
    assert found, f"none of {readings} in {numbers[:200]}"


def ranked(values: list[float]) -> list[float]:
    """The place of each value, that of equals shared."""
    order = sorted(values)
    return [order.index(v) + (order.count(v) - 1) / 2 for v in values]


@task("zh")
def middle_pay_of_departments(world: World) -> Asked:
    teams = world.chance.sample(["研发部", "市场部", "财务部", "客服部", "采购部", "法务部"], 4)
    pays: dict[str, list[int]] = defaultdict(list)
    rows = []
    for place, team in enumerate(teams):
        for _ in range(world.chance.randint(11, 19)):
            pays[team].append(7000 + 2500 * place + 10 * world.chance.randint(0, 300))
        pays[team].append(world.chance.randint(60, 90) * 1000)
        rows += [(team, pay) for pay in pays[team]]
    world.chance.shuffle(rows)
    numbered = [(f"E{i:04}", team, pay) for i, (team, pay) in enumerate(rows, 1)]
    xlsx(world, "薪资表.xlsx", {"10月": (("工号", "部门", "月薪"), numbered)})

    def holds(answered: Answered) -> None:
        answered.completed().says("薪资表.xlsx", *teams)
        for values in pays.values():
            near(answered, median(values), by=0.51)

    return Asked("薪资表.xlsx里每个部门月薪的中位数是多少", holds)


@task("en")
def spend_against_signups(world: World) -> Asked:
    rows = []
    for i in range(world.chance.randint(60, 100)):
        spend = world.chance.randint(100, 900)
        signups = round(spend * 0.2 + world.chance.gauss(0, 45)) + 140
        rows.append((date(2026, 6, 1) + timedelta(days=i), spend, signups))
    world.csv("campaign.csv", ("date", "ad_spend", "signups"), rows)
    pair = [float(row[1]) for row in rows], [float(row[2]) for row in rows]

    def holds(answered: Answered) -> None:
        answered.completed().says("campaign.csv")
        near(answered, correlation(*pair), correlation(*map(ranked, pair)), by=0.0055)

    return Asked(
        "Does spending more on ads actually bring signups? What's the correlation between ad_spend "
        "and signups in campaign.csv?",
        holds,
    )


@task("zh")
def growth_of_each_month(world: World) -> Asked:
    totals: Counter[int] = Counter()
    rows = []
    for month in range(3, 9):
        for _ in range(world.chance.randint(20, 45)):
            amount = world.chance.randint(200, 6000)
            totals[month] += amount
            rows.append((f"2026-{month:02}-{world.chance.randint(1, 28):02}", amount))
    rows.sort()
    world.csv("流水.csv", ("日期", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("流水.csv")
        numbers = numbers_of(answered)
        for month, total in totals.items():
            told(numbers, (total, 0.51))
            if before := totals.get(month - 1):
                growth = total / before - 1
                told(numbers, (100 * growth, 0.06), (growth, 0.0006))

    return Asked("帮我按月汇总一下 流水.csv 的金额，再算出每个月的环比增长率，谢谢", holds)


@task("en")
def pages_not_found(world: World) -> Asked:
    words = ["cart", "blog", "promo", "login", "assets", "feeds", "team", "pricing"]
    paths = [f"/{w}/{world.chance.randint(100, 999)}" for w in world.chance.sample(words, 8)]
    times = dict(zip(paths, (61, 52, 40, 33, 27, 12, 9, 4), strict=True))
    lines = []
    for path, count in times.items():
        times[path] = count + world.chance.randint(0, 2)
        lines += [(path, 404)] * times[path]
        lines += [(path, 500)] * world.chance.randint(0, 90)
    lines += [(f"/item/{i}", 200) for i in range(world.chance.randint(300, 500))]
    world.chance.shuffle(lines)
    world.text(
        "nginx_access.log",
        "".join(
            f"10.3.{i % 9}.{i % 200 + 1} - - [11/Oct/2026:{i // 3600:02}:{i // 60 % 60:02}:"
            f'{i % 60:02} +0000] "GET {path} HTTP/1.1" {status} {300 + i % 77} "-" "Mozilla/5.0"\n'
            for i, (path, status) in enumerate(lines)
        ),
    )

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*paths[:5]).says_not(*paths[5:])
        for path in paths[:5]:
            answered.says_number(times[path], 0)

    return Asked("give me the 5 URLs with the most 404s in nginx_access.log", holds)


@task("zh")
def spent_by_level_of_member(world: World) -> Asked:
    levels = ["普通", "银卡", "金卡", "钻石"]
    members = world.chance.sample(range(10000, 99999), 30)
    rank = {member: levels[i % 4] for i, member in enumerate(members)}
    spent: Counter[str] = Counter()
    orders = []
    for i in range(world.chance.randint(120, 200)):
        member, amount = world.chance.choice(members), world.chance.randint(20, 2000)
        spent[rank[member]] += amount
        orders.append((f"D{i:05}", f"M{member}", amount))
    world.csv("订单.csv", ("订单号", "会员号", "金额"), orders)
    people = [(f"M{m}", f"用户{m}", rank[m]) for m in sorted(members)]
    world.csv("会员.csv", ("会员号", "昵称", "等级"), people)

    def holds(answered: Answered) -> None:
        answered.completed().says("订单.csv", "会员.csv")
        for level, total in spent.items():
            answered.says(level).says_number(total, 0.0002)

    return Asked("订单.csv 和 会员.csv 通过会员号关联，统计一下各等级会员的消费总金额", holds)


@task("en")
def readings_that_stick_out(world: World) -> Asked:
    def reading(low: int, high: int) -> str:
        chance = world.chance
        return f"{chance.randint(low, high)}.{chance.randint(1, 9)}{chance.randint(1, 9)}"

    usual = [reading(98, 104) for _ in range(world.chance.randint(150, 220))]
    odd = [reading(2, 9), reading(311, 333), reading(540, 580)]
    values = [*usual, *odd]
    world.chance.shuffle(values)
    rows = [(f"2026-10-02T{i // 60:02}:{i % 60:02}:00", "boiler", v) for i, v in enumerate(values)]
    world.csv("sensors.csv", ("time", "unit", "pressure"), rows)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *odd)
        shown = sum(value in answered.answer for value in set(usual))
        assert shown <= 12, f"{shown} usual readings are told too: {answered.answer[:800]}"

    return Asked("find the outliers in the pressure column of sensors.csv", holds)


@task("zh")
def empty_cells_of_every_column(world: World) -> Asked:
    count = world.chance.randint(110, 180)
    columns = ["手机号", "邮箱", "所在城市"]
    empty = dict(zip(columns, world.chance.sample(range(13, 70), 3), strict=True))
    holes = {c: set(world.chance.sample(range(count), empty[c])) for c in columns}
    rows = [
        (
            f"U{70000 + i}",
            "" if i in holes["手机号"] else f"138{world.chance.randint(10**7, 10**8 - 1)}",
            "" if i in holes["邮箱"] else f"user{i}@example.cn",
            "" if i in holes["所在城市"] else world.chance.choice(["苏州", "厦门", "兰州"]),
        )
        for i in range(count)
    ]
    world.csv("用户表.csv", ("用户ID", *columns), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for column, missing in empty.items():
            answered.says(column).says_number(missing, 0)

    return Asked("看下 用户表.csv 每一列分别有多少个缺失值", holds)


@task("en")
def slow_tail_of_endpoints(world: World) -> Asked:
    middles = {"/search": 420, "/login": 120, "/checkout": 900}
    times: dict[str, list[int]] = defaultdict(list)
    rows = []
    for i in range(world.chance.randint(300, 420)):
        endpoint = list(middles)[i % 3]
        taken = middles[endpoint] + world.chance.randint(-90, 90)
        times[endpoint].append(taken)
        rows.append((f"r{i}", endpoint, taken))
    parquet(world, "requests.parquet", ("request_id", "endpoint", "duration_ms"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("requests.parquet", *middles)
        for values in map(sorted, times.values()):
            low = math.floor(0.95 * (len(values) - 1))
            high = min(math.ceil(0.95 * len(values)), len(values) - 1)
            between(answered, values[low], values[high])

    return Asked("p95 of duration_ms per endpoint, requests.parquet", holds)


@task("zh")
def a_profit_that_is_not_there(world: World) -> Asked:
    rows = [
        (world.chance.choice(["人民路店", "中山路店"]), f"2026-09-{i:02}", 100 * i)
        for i in range(1, world.chance.randint(12, 28))
    ]
    world.csv("门店销售.csv", ("门店", "日期", "销售额"), rows)
    return Asked("按门店统计 门店销售.csv 里“毛利润”这一列的合计", lambda a: refused(a, "毛利润"))


@task("en")
def a_report_to_send_around(world: World) -> Asked:
    count = world.chance.randint(211, 397)
    rows = [
        (
            date(2026, 1, 1) + timedelta(days=i % 270),
            world.chance.choice(["basic", "pro", "team"]),
            world.chance.choice(["US", "DE", "JP"]),
            world.chance.randint(9, 99),
        )
        for i in range(count)
    ]
    world.csv("subscriptions.csv", ("started", "plan", "country", "monthly_fee"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert "<svg" in page or "data:image/" in page or "<canvas" in page, page[:800]
        remote = re.findall(r"""(?:src|<link[^>]*href)\s*=\s*["']?(?:https?:)?//[^"'\s>]+""", page)
        assert not remote, remote
        for text in ("plan", "country", "monthly_fee", "basic", "pro", str(count)):
            assert text in page, (text, page[:800])

    return Asked(
        "Please make me a one-file HTML report of subscriptions.csv with a few charts, my boss "
        "wants to open it offline.",
        holds,
    )


@task("zh")
def shares_of_payment(world: World) -> Asked:
    ways = ["微信", "支付宝", "银行卡", "现金"]
    counts = dict(zip(ways, world.chance.sample(range(21, 140), 4), strict=True))
    paid = [way for way, count in counts.items() for _ in range(count)]
    world.chance.shuffle(paid)
    rows = [(f"P{i:05}", way, world.chance.randint(5, 500)) for i, way in enumerate(paid)]
    world.csv("支付记录.csv", ("流水号", "支付方式", "金额"), rows)

    def holds(answered: Answered) -> None:
        tells(answered.completed().picture(), *ways)
        numbers = numbers_of(answered)
        for count in counts.values():
            told(numbers, (count, 0), (100 * count / len(paid), 0.06), (count / len(paid), 0.0006))

    return Asked("用饼图展示 支付记录.csv 中各支付方式的笔数占比", holds)


@task("en")
def failed_payments_above_a_sum(world: World) -> Asked:
    limit = world.chance.choice([300, 400, 500, 600])
    wanted: list[str] = []
    rest: list[str] = []
    lines, hits = [], world.chance.randint(5, 8)
    for i, key in enumerate(world.chance.sample(range(10000, 99999), 80)):
        hit = i < hits
        status = "failed" if hit or world.chance.random() < 0.2 else "settled"
        low = status == "failed" and not hit
        amount = world.chance.randint(10, limit - 5) if low else limit + world.chance.randint(1, 99)
        (wanted if hit else rest).append(f"pay_{key}")
        lines.append(json.dumps({"id": f"pay_{key}", "status": status, "amount": amount}))
    world.chance.shuffle(lines)
    world.text("payments.jsonl", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *wanted)
        answered.says_not(*rest)

    return Asked(
        f"show me the rows in payments.jsonl where status is failed and amount is over {limit}",
        holds,
    )
