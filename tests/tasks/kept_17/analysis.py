"""Tables and logs of a café, a school, a library and a courier, and what is asked of them."""

import re
from collections import Counter
from datetime import date, timedelta
from math import ceil, floor
from statistics import correlation

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near, whole
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


def has_numbers(answered: Answered, *values: float) -> None:
    """Each value stands in the answer, its data or its files, with thousands' commas or not."""
    text = whole(answered)
    found = re.findall(r"\d+(?:\.\d+)?", text)
    found += re.findall(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    told = [float(number.replace(",", "")) for number in found]
    for value in values:
        assert any(abs(n - value) < 0.011 for n in told), f"{value} not in {text[:1500]}"


@task("en")
def cafe_takings_april_against_march(world: World) -> Asked:
    drinks = ["flat white", "espresso", "chai", "hot chocolate"]
    lift = world.chance.choice([-4, 6, 9])
    sheets, totals = {}, []
    for name, month, more in (("March", 3, 0), ("April", 4, lift)):
        rows = [
            (date(2026, month, 1 + i % 30), drinks[i % 4], world.chance.randint(18, 60) + more)
            for i in range(120)
        ]
        totals.append(sum(row[2] for row in rows))
        sheets[name] = (("day", "drink", "takings"), rows)
    xlsx(world, "till_2026.xlsx", sheets)
    march, april = totals

    def holds(answered: Answered) -> None:
        answered.completed().says_number(march, 0.0001).says_number(april, 0.0001)
        near(answered, 100 * (april - march) / march)

    return Asked(
        "till_2026.xlsx has one sheet for March and one for April. What were the total takings "
        "of each month, and by what percentage did they change from March to April?",
        holds,
    )


@task("zh")
def depots_that_deliver_parcels_too_late(world: World) -> Asked:
    depots = world.chance.sample(["城东站", "城西站", "火车站", "大学城", "开发区", "老街"], 4)
    late, rows = Counter[str](), []
    for at, depot in enumerate(depots):
        wanted = 8 + 9 * at + world.chance.randint(0, 4)
        late[depot] = wanted
        for i in range(80):
            promised = world.chance.choice([24, 36, 48])
            by = world.chance.randint(1, 12)
            actual = promised + by if i < wanted else promised - world.chance.randint(0, 9)
            rows.append((depot, promised, actual))
    world.chance.shuffle(rows)
    parquet(world, "包裹.parquet", ("站点", "承诺小时", "实际小时"), rows)
    ranked = [depot for depot, _ in late.most_common()]

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*ranked)
        for depot in ranked:
            near(answered, 100 * late[depot] / 80, late[depot] / 80, by=0.006)

    return Asked(
        "包裹.parquet 里，“实际小时”大于“承诺小时”的包裹算超时。"
        "算一下每个站点的超时率（精确到两位小数），从高到低排。",
        holds,
    )


@task("en")
def catalogue_server_loudest_three_visitors(world: World) -> Asked:
    visitors = [f"203.0.113.{n}" for n in world.chance.sample(range(10, 250), 8)]
    counts = {ip: 90 - 11 * i + world.chance.randint(0, 4) for i, ip in enumerate(visitors)}
    calls = [ip for ip, times in counts.items() for _ in range(times)]
    world.chance.shuffle(calls)
    missing, lines = 0, []
    for i, ip in enumerate(calls):
        status = world.chance.choice([200, 200, 200, 200, 304, 404, 500])
        missing += status == 404
        lines.append(
            f"{ip} - - [09/Nov/2026:{6 + i // 60:02}:{i % 60:02}:{i % 53:02} +0000] "
            f'"GET /title/{world.chance.randint(10000, 99999)} HTTP/1.1" {status} '
            f'{world.chance.randint(600, 9000)} "-" "Mozilla/5.0 (X11; Linux x86_64)"'
        )
    world.text("nginx/access.log", "\n".join(lines) + "\n")
    top = visitors[:3]

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*top).says_number(missing, 0)
        for ip in top:
            answered.says_number(counts[ip], 0)

    return Asked(
        "Look at nginx/access.log of our library catalogue: which three IP addresses made the "
        "most requests, with how many each? And how many requests in the whole log got a 404?",
        holds,
    )


@task("zh")
def failed_logins_in_the_schools_auth_log(world: World) -> Asked:
    strangers = [f"198.51.100.{n}" for n in world.chance.sample(range(5, 240), 5)]
    counts = [41, 27, 19, 12, 8]
    counts = [n + world.chance.randint(0, 5) for n in counts]
    lines = [
        f"sshd[{world.chance.randint(2000, 9000)}]: Failed password for "
        f"{world.chance.choice(['root', 'invalid user test', 'invalid user admin'])} "
        f"from {ip} port {world.chance.randint(30000, 60000)} ssh2"
        for ip, times in zip(strangers, counts, strict=True)
        for _ in range(times)
    ]
    lines += [
        f"sshd[{world.chance.randint(2000, 9000)}]: Accepted password for teacher "
        f"from 10.0.0.{i % 9 + 2} port {world.chance.randint(30000, 60000)} ssh2"
        for i in range(50)
    ]
    lines += [f"CRON[{900 + i}]: pam_unix(cron:session): session opened" for i in range(40)]
    world.chance.shuffle(lines)
    stamped = [
        f"Nov 12 {7 + i // 60:02}:{i % 60:02}:11 school {line}" for i, line in enumerate(lines)
    ]
    world.text("auth.log", "\n".join(stamped) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(strangers[0])
        answered.says_number(sum(counts), 0).says_number(counts[0], 0)

    return Asked(
        "auth.log 里 SSH 密码登录失败（Failed password）一共多少次？"
        "失败最多的是哪个 IP，它失败了多少次？",
        holds,
    )


@task("en")
def loans_of_each_school_class(world: World) -> Asked:
    classes = world.chance.sample(["5A", "5B", "6A", "6B", "7A", "7B"], 4)
    members = [(f"R{i:03}", f"Class {classes[i % 4]}") for i in range(48)]
    weights = [8 + 5 * (i % 4) for i in range(48)]
    lent, rows = Counter[str](), []
    for i in range(260):
        reader, group = world.chance.choices(members, weights)[0]
        lent[group] += 1
        rows.append((f"L{i:04}", reader, f"2026-10-{i % 30 + 1:02}"))
    world.chance.shuffle(members)
    world.csv("members.csv", ("reader_id", "class"), members)
    world.csv("loans.csv", ("loan", "reader_id", "lent_on"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*lent)
        for times in lent.values():
            answered.says_number(times, 0)

    return Asked(
        "loans.csv has one line per borrowed book with the reader_id, and members.csv says which "
        "class every reader_id belongs to. How many books did each class borrow?",
        holds,
    )


@task("zh")
def reading_minutes_against_marks(world: World) -> Asked:
    slope = world.chance.choice([-0.4, 0.35, 0.5])
    pairs, rows = [], []
    for i in range(90):
        minutes = world.chance.randint(5, 90)
        mark = round(60 + slope * minutes / 2 + world.chance.gauss(0, 7), 1)
        absent = i % 30 == 7
        if not absent:
            pairs.append((minutes, mark))
        rows.append((f"学生{i + 1:02}", minutes, "" if absent else mark))
    world.csv("阅读与成绩.csv", ("姓名", "每日阅读分钟", "语文成绩"), rows)
    r = correlation([a for a, _ in pairs], [b for _, b in pairs])

    def holds(answered: Answered) -> None:
        near(answered.completed(), r, by=0.006)
        if r < 0:
            answered.says_any("-", "−", "负")

    return Asked(
        "阅读与成绩.csv：“每日阅读分钟”和“语文成绩”的皮尔逊相关系数是多少？"
        "没有成绩的学生不用算进去。",
        holds,
    )


@task("en")
def receipts_with_a_slip_of_the_finger(world: World) -> Asked:
    rows = [(f"B{1000 + i}", round(world.chance.uniform(4, 9), 2)) for i in range(150)]
    odd = world.chance.sample(range(150), 3)
    for at in odd:
        rows[at] = (rows[at][0], round(world.chance.uniform(310, 890), 2))
    world.csv("receipts.csv", ("receipt", "amount_eur"), rows)
    ids = {rows[at][0] for at in odd}

    def holds(answered: Answered) -> None:
        answered.completed().says(*ids)
        told = set(re.findall(r"B\d{4}", answered.answer))
        assert told == ids, told ^ ids

    return Asked(
        "Somebody at our café till sometimes forgets the decimal point. Which receipts in "
        "receipts.csv are outliers by amount_eur? Just list those receipts and their amounts.",
        holds,
    )


@task("zh")
def pivot_of_bakery_shops_and_months(world: World) -> Asked:
    shops = world.chance.sample(["南门店", "北门店", "江边店", "书城店", "地铁店"], 3)
    months = ["7月", "8月", "9月"]
    cells, rows = Counter[tuple[str, str]](), []
    for i in range(180):
        shop, month = shops[i % 3], world.chance.choice(months)
        amount = world.chance.randint(15, 240)
        cells[shop, month] += amount
        rows.append((month, shop, world.chance.choice(["吐司", "贝果", "可颂"]), amount))
    xlsx(world, "面包店流水.xlsx", {"流水": (("月份", "门店", "品类", "销售额"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed()
        for name in (*shops, *months):
            assert name in whole(answered), name
        has_numbers(answered, *cells.values())

    return Asked(
        "用 面包店流水.xlsx 做一张透视表：行是门店，列是月份，值是销售额合计，直接显示给我看。",
        holds,
    )


@task("zh")
def hotline_waiting_seconds_percentiles(world: World) -> Asked:
    waits = [round(world.chance.expovariate(1 / 45) + 1, 1) for _ in range(500)]
    rows = [(f"T{i:04}", f"2026-11-{i % 20 + 1:02}", wait) for i, wait in enumerate(waits)]
    world.csv("客服来电.csv", ("来电编号", "日期", "等待秒数"), rows)
    ranked = sorted(waits)

    def holds(answered: Answered) -> None:
        answered.completed()
        for share in (0.5, 0.9, 0.95):
            at = (len(ranked) - 1) * share
            between(answered, ranked[floor(at) - 1], ranked[ceil(at) + 1])

    return Asked("客服来电.csv 里“等待秒数”的 P50、P90、P95 分别是多少？", holds)


@task("en")
def books_long_overdue_at_one_branch(world: World) -> Asked:
    branches = world.chance.sample(["Northgate", "Millbrook", "Harbour", "Elmwood"], 3)
    limit = world.chance.choice([30, 45, 60])
    rows: list[tuple[str, str, int]] = []
    wanted: list[str] = []
    for i in range(140):
        branch = branches[i % 3]
        days = world.chance.randint(0, limit)
        if branch == branches[0] and len(wanted) < 6 and world.chance.random() < 0.3:
            days = limit + world.chance.randint(1, 40)
            wanted.append(f"K{5000 + i}")
        elif branch != branches[0]:
            days += world.chance.choice([0, 0, 40])
        rows.append((f"K{5000 + i}", branch, days))
    if not wanted:
        wanted.append("K5140")
        rows.append(("K5140", branches[0], limit + 9))
    xlsx(world, "overdue.xlsx", {"Loans": (("book", "branch", "days_overdue"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed()
        told = set(re.findall(r"K5\d{3}", answered.answer))
        assert told == set(wanted), told ^ set(wanted)

    return Asked(
        f"Show me the rows of overdue.xlsx where branch is {branches[0]} and days_overdue is "
        f"greater than {limit}.",
        holds,
    )


@task("zh")
def canteen_report_as_a_web_page(world: World) -> Asked:
    canteens = world.chance.sample(["一食堂", "二食堂", "清真食堂", "教工食堂"], 3)
    start, totals, rows = date(2026, 9, 1), Counter[str](), []
    for i in range(240):
        place = world.chance.choice(canteens)
        spent = world.chance.randint(6, 38)
        totals[place] += spent
        rows.append((start + timedelta(days=i % 60), place, spent))
    world.csv("食堂消费.csv", ("日期", "食堂", "消费金额"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert re.search(r"<(img|svg|canvas)\b", page, re.IGNORECASE), page[:500]
        plain = page.replace(",", "")
        for place, total in totals.items():
            assert place in page, place
            assert re.search(rf"(?<!\d){total}(?!\d)", plain), (place, total)

    return Asked(
        "把 食堂消费.csv 做成一份 HTML 报告，里面要有每个食堂的消费总金额，还要有图表。", holds
    )


@task("en")
def busiest_hour_of_the_apache_server(world: World) -> Asked:
    peak = world.chance.randint(10, 19)
    per_hour = {hour: world.chance.randint(15, 30) for hour in range(8, 22)}
    per_hour[peak] = world.chance.randint(55, 80)
    sent, lines = 0, []
    for hour, times in per_hour.items():
        for i in range(times):
            size = world.chance.randint(400, 60000)
            cached = world.chance.random() < 0.1
            sent += 0 if cached else size
            lines.append(
                f"192.0.2.{world.chance.randint(1, 99)} - - "
                f"[05/Nov/2026:{hour:02}:{i % 60:02}:{world.chance.randint(0, 59):02} +0000] "
                f'"GET /timetable HTTP/1.1" {"304 -" if cached else f"200 {size}"}'
            )
    world.text("apache_access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(per_hour[peak], 0).says_number(sent, 0.0001)
        hours = (f"{peak}:", f"{peak - 12} pm", f"{peak - 12}pm", f"{peak}h", f"hour {peak}")
        assert any(h in answered.answer.lower() for h in hours) or re.search(
            rf"(?<![\d.:]){peak}(?![\d.])", answered.answer
        ), answered.answer[:800]

    return Asked(
        "apache_access.log covers a single day. Which hour of the day had the most requests and "
        "how many were there in it? And how many bytes were sent in total over the whole day?",
        holds,
    )
