"""Tables and logs: shares, joins, correlations, outliers, periods, pivots, a report."""

import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import correlation, mean, median

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, handed, near, whole
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World

MONTHS = "January February March April May June July".split()  # noqa: SIM905


def told_anywhere(answered: Answered, *values: float) -> None:
    """Each of these numbers is in the answer, its data or its files."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", whole(answered))
    told = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", plain)}
    for value in values:
        assert any(abs(n - value) < 0.006 for n in told), f"{value} not in: {plain[:1500]}"


@task("en")
def refunds_by_their_reason(world: World) -> Asked:
    reasons = world.chance.sample(
        ["Damaged", "Too late", "Wrong size", "Changed mind", "Missing part"], 4
    )
    sums, rows = Counter[str](), []
    for i in range(90):
        reason = reasons[min(world.chance.randrange(5), 3)]
        amount = world.chance.randint(10, 240)
        sums[reason] += amount
        rows.append((f"R-{i + 1:04}", reason, amount))
    xlsx(world, "refunds.xlsx", {"Refunds": (("Refund", "Reason", "Amount"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed().says(*sums)
        for value in sums.values():
            near(answered, 100 * value / sum(sums.values()))

    text = (
        "In refunds.xlsx, what share of the total refunded amount does each reason make up? "
        "Percent with one decimal, please."
    )
    return Asked(text, holds)


@task("zh")
def the_day_with_most_power_used(world: World) -> Asked:
    start = datetime(2025, world.chance.randint(2, 9), 3, tzinfo=UTC).replace(tzinfo=None)
    daily, rows = Counter[datetime](), []
    for day in range(12):
        for hour in (0, 6, 12, 18):
            for house in ("甲栋", "乙栋", "丙栋"):
                at = start + timedelta(days=day, hours=hour)
                used = world.chance.randint(20, 400)
                daily[start + timedelta(days=day)] += used
                rows.append((at, house, used))
    most = max(daily.values()) + 37
    best = world.chance.choice(list(daily))
    rows.append((best + timedelta(hours=20), "甲栋", most - daily[best]))
    world.chance.shuffle(rows)
    parquet(world, "电表.parquet", ("时间", "楼栋", "用电量"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(most, 0)
        answered.says_any(
            f"{best:%Y-%m-%d}", f"{best:%Y/%m/%d}", f"{best.month}月{best.day}日", f"{best:%m-%d}"
        )

    return Asked("电表.parquet 里，哪一天的总用电量最高？那天一共用了多少？", holds)


@task("en")
def the_path_with_most_server_errors(world: World) -> Asked:
    paths = world.chance.sample(["/cart", "/login", "/api/orders", "/search", "/profile"], 4)
    broken, lines = Counter[str](), []
    at = datetime(2025, 6, 10, 8, tzinfo=UTC)
    worst = world.chance.choice(paths)
    for _ in range(320):
        at += timedelta(seconds=world.chance.randint(1, 40))
        path = world.chance.choice(paths)
        odds = 0.35 if path == worst else 0.08
        status = world.chance.choice([200, 200, 302, 404])
        if world.chance.random() < odds:
            status = world.chance.choice([500, 502, 503])
            broken[path] += 1
        lines.append(
            f"10.0.{world.chance.randint(0, 3)}.{world.chance.randint(1, 99)} - - "
            f'[{at:%d/%b/%Y:%H:%M:%S} +0000] "GET {path} HTTP/1.1" {status} '
            f'{world.chance.randint(200, 9000)} "-" "Mozilla/5.0 (X11; Linux x86_64)"'
        )
    world.text("access.log", "\n".join(lines) + "\n")
    first, count = broken.most_common(1)[0]

    def holds(answered: Answered) -> None:
        answered.completed().says(first).says_number(count, 0)
        answered.says_number(sum(broken.values()), 0)

    text = (
        "access.log is from nginx. How many requests ended with a 5xx status, "
        "and which path had the most of them (how many)?"
    )
    return Asked(text, holds)


@task("zh")
def who_tries_passwords(world: World) -> Asked:
    addresses = [
        f"{world.chance.randint(40, 210)}.{world.chance.randint(1, 250)}.{i + 7}.{i * 9 + 11}"
        for i in range(6)
    ]
    tries = world.chance.sample(range(6, 60), 6)
    lines = []
    for address, times in zip(addresses, tries, strict=True):
        for _ in range(times):
            user = world.chance.choice(["root", "admin", "invalid user test", "git"])
            port = world.chance.randint(30000, 60000)
            lines.append(f"Failed password for {user} from {address} port {port} ssh2")
        lines += [f"Accepted password for deploy from {address} port 50022 ssh2"] * (times // 3)
    world.chance.shuffle(lines)
    at, log = datetime(2025, 5, 12, 1, tzinfo=UTC), []
    for line in lines:
        at += timedelta(seconds=world.chance.randint(1, 50))
        log.append(f"{at:%b %d %H:%M:%S} gate sshd[{world.chance.randint(900, 9000)}]: {line}")
    world.text("auth.log", "\n".join(log) + "\n")
    ranked = sorted(zip(tries, addresses, strict=True), reverse=True)

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*(address for _, address in ranked[:3]))
        for times, _ in ranked[:3]:
            answered.says_number(times, 0)

    text = "看一下 auth.log，SSH 密码登录失败次数最多的 3 个 IP 是哪些？各失败了多少次？"
    return Asked(text, holds)


@task("zh")
def class_averages_of_two_files(world: World) -> Asked:
    classes = world.chance.sample(["一班", "二班", "三班", "四班"], 3)
    students = [(f"S{i + 101}", f"学生{i + 1}", classes[i % 3]) for i in range(24)]
    of, scores = {number: where for number, _, where in students}, []
    points = defaultdict(list)
    for number, where in of.items():
        for subject in ("语文", "数学"):
            score = world.chance.randint(45, 90) + 4 * classes.index(where)
            points[where].append(score)
            scores.append((number, subject, score))
    world.chance.shuffle(scores)
    world.csv("学生.csv", ("学号", "姓名", "班级"), students)
    xlsx(world, "成绩.xlsx", {"期末": (("学号", "科目", "分数"), scores)})

    def holds(answered: Answered) -> None:
        answered.completed().says(*classes)
        for told in points.values():
            near(answered, mean(told), by=0.051)

    text = "学生.csv 里有每个学号的班级，成绩.xlsx 里有分数。请算出每个班级的平均分。"
    return Asked(text, holds)


@task("en")
def shelf_height_against_sales(world: World) -> Asked:
    sign = world.chance.choice([-1, 1])
    spread = world.chance.randint(40, 160)
    heights = [world.chance.randint(20, 200) for _ in range(60)]
    sold = [600 + sign * 2 * h + world.chance.randint(-spread, spread) for h in heights]
    rows = [(f"P{i:03}", h, s) for i, (h, s) in enumerate(zip(heights, sold, strict=True))]
    world.csv("shelves.csv", ("product", "height_cm", "units_sold"), rows)
    found = correlation(heights, sold)

    def holds(answered: Answered) -> None:
        near(answered.completed(), found, by=0.0055)
        if found < 0:
            answered.says_any("-0.", "−0.", "negative")

    text = (
        "shelves.csv: what's the Pearson correlation between height_cm and units_sold? "
        "Two decimals are enough."
    )
    return Asked(text, holds)


@task("zh")
def thermometers_out_of_line(world: World) -> Asked:
    rows = [(f"探头{i + 101}", round(world.chance.uniform(4.0, 5.6), 1)) for i in range(70)]
    odd = world.chance.sample(range(70), 3)
    for place, value in zip(odd, (17.8, -9.4, 23.1), strict=True):
        rows[place] = (rows[place][0], value)
    world.csv("冷库温度.csv", ("探头", "温度"), rows)
    strange = {rows[place][0] for place in odd}

    def holds(answered: Answered) -> None:
        answered.completed().says(*strange)
        answered.says_not(*(name for name, _ in rows if name not in strange))

    return Asked("冷库温度.csv 里的温度有没有异常值？是哪几个探头，读数多少？", holds)


@task("en")
def takings_from_month_to_month(world: World) -> Asked:
    year = world.chance.choice([2023, 2024])
    totals, rows = Counter[int](), []
    for month in range(1, 6):
        for _ in range(20):
            amount = world.chance.randint(100, 900) + world.chance.choice([0, 40]) * month
            totals[month] += amount
            rows.append((f"{year}-{month:02}-{world.chance.randint(1, 28):02}", amount))
    world.chance.shuffle(rows)
    world.csv("takings.csv", ("date", "amount"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for before, after in pairwise(sorted(totals)):
            near(answered, 100 * (totals[after] / totals[before] - 1))

    text = (
        "By how many percent did the total amount in takings.csv change each month compared "
        "with the month before? One decimal place."
    )
    return Asked(text, holds)


@task("zh")
def shops_by_quarter_as_pivot(world: World) -> Asked:
    shops = world.chance.sample(["东门店", "西街店", "北站店", "南湖店", "中心店"], 3)
    cells, rows = Counter[tuple[str, int]](), []
    for i in range(240):
        month, shop = i % 12 + 1, world.chance.choice(shops)
        amount = world.chance.randint(30, 700)
        cells[shop, (month + 2) // 3] += amount
        rows.append((f"2024-{month:02}-{world.chance.randint(1, 28):02}", shop, amount))
    world.csv("流水.csv", ("日期", "门店", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*shops)
        told_anywhere(answered, *cells.values())

    return Asked("用 流水.csv 做一张透视表：行是门店，列是季度，值是金额合计。", holds)


@task("en")
def how_long_builds_take(world: World) -> Asked:
    times = [round(world.chance.lognormvariate(4.2, 0.5), 1) for _ in range(201)]
    rows = [(f"b{i + 1}", seconds) for i, seconds in enumerate(times)]
    world.csv("builds.csv", ("build", "seconds"), rows)
    ordered = sorted(times)

    def holds(answered: Answered) -> None:
        near(answered.completed(), median(times), by=0.051)
        between(answered, ordered[179], ordered[181], 0.06)
        between(answered, ordered[197], ordered[199], 0.06)

    text = "What are the median, the 90th and the 99th percentile of seconds in builds.csv?"
    return Asked(text, holds)


@task("en")
def rows_low_in_the_east(world: World) -> Asked:
    limit = world.chance.choice([12, 15, 18])
    rows, wanted = [], []
    for i in range(80):
        place = ("East", "West", "North", "South")[i % 4]
        stock = world.chance.randint(limit + 1, 300)
        if i % 4 == 0 and i % 16 == 0:
            stock = world.chance.randint(1, limit - 1)
            wanted.append(f"SKU-{i + 500}")
        elif i % 9 == 1 and place != "East":
            stock = world.chance.randint(1, limit - 1)
        rows.append((f"SKU-{i + 500}", place, stock, world.chance.randint(5, 90)))
    world.chance.shuffle(rows)
    world.csv("depot.csv", ("sku", "warehouse", "stock", "price"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*wanted)
        answered.says_not(*(row[0] for row in rows if row[0] not in wanted))

    text = f"Show me the rows of depot.csv where warehouse is East and stock is below {limit}."
    return Asked(text, holds)


@task("zh")
def a_report_of_gym_members(world: World) -> Asked:
    cards = world.chance.sample(["月卡", "季卡", "年卡", "次卡", "学生卡"], 4)
    paid, rows = Counter[str](), []
    for i in range(120):
        card = cards[world.chance.randrange(4)]
        amount = world.chance.randint(90, 1900)
        paid[card] += amount
        month = world.chance.randint(1, 6)
        rows.append((f"M{i + 1:04}", card, f"2025-{month:02}-{i % 27 + 1:02}", amount))
    world.csv("健身房会员.csv", ("会员号", "卡种", "办卡日期", "金额"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        drawn = "<svg" in page or "data:image" in page
        assert drawn or ("<img" in page and any(p.suffix == ".png" for p in handed(answered)))
        for card in paid:
            assert card in page, card
        told_anywhere(answered, *paid.values())

    text = "请根据 健身房会员.csv 生成一份 HTML 报告，要有每个卡种的金额合计，并配上图表。"
    return Asked(text, holds)
