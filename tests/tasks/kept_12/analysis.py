"""Tables and logs: shares, joins, correlations, oddities, changes, pivots, a report."""

import re
import statistics
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from html import unescape
from itertools import pairwise

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, handed, near, whole, workbook
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


def all_told(answered: Answered) -> str:
    """The answer, its data and every file it handed over, workbooks too."""
    books = [unescape(workbook(p)) for p in handed(answered) if p.suffix.lower() == ".xlsx"]
    return "\n".join([whole(answered), *books])


def _files(answered: Answered) -> list[str]:
    """What stands in the tables that were handed over."""
    files = handed(answered)
    books = [unescape(workbook(p)) for p in files if p.suffix.lower() == ".xlsx"]
    texts = [p for p in files if p.suffix.lower() in (".csv", ".md", ".json", ".html")]
    return [*books, *(p.read_text("utf-8", errors="replace") for p in texts)]


def has_numbers(answered: Answered, *values: float, by: float = 0.006) -> None:
    """Each value is told somewhere, with thousands' commas or without."""
    text = all_told(answered)
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    told = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", f"{text}\n{plain}")}
    for value in values:
        assert any(abs(n - abs(value)) <= by for n in told), f"{value} not in {text[:1500]}"


def leading(answered: Answered, best: str, others: Iterable[str]) -> None:
    """Of these names the best one is named, and before all others."""
    at = answered.answer.find(best)
    assert at >= 0, f"{best} not in: {answered.answer[:1500]}"
    earlier = [o for o in others if o != best and 0 <= answered.answer.find(o) < at]
    assert not earlier, f"{earlier} before {best}: {answered.answer[:1500]}"


@task("zh")
def where_hotel_guests_book(world: World) -> Asked:
    channels = world.chance.sample(["携程", "美团", "飞猪", "官网", "电话", "散客"], 4)
    counts = [world.chance.randint(70, 95), *(world.chance.randint(12, 40) for _ in range(3))]
    rows = [
        (date(2025, 3, world.chance.randint(1, 31)), channel, world.chance.randint(180, 900))
        for channel, count in zip(channels, counts, strict=True)
        for _ in range(count)
    ]
    world.chance.shuffle(rows)
    booked = [(f"D{5000 + i}", *row) for i, row in enumerate(rows)]
    xlsx(world, "三月订单.xlsx", {"订单": (("订单号", "入住日期", "渠道", "房费"), booked)})

    def holds(answered: Answered) -> None:
        answered.completed().picture().says(channels[0])
        near(answered, 100 * counts[0] / sum(counts), by=0.51)

    return Asked(
        "三月订单.xlsx 里一行是一单。按渠道数一下订单数，画成饼图存成 png，"
        "再告诉我订单最多的渠道是哪个、占百分之几",
        holds,
    )


@task("zh")
def who_was_turned_away_most(world: World) -> Asked:
    ips = [f"203.0.113.{n}" for n in world.chance.sample(range(100, 250), 5)]
    denied = dict(zip(ips, [61, 38, 33, 20, 9], strict=True))
    denied[ips[0]] += world.chance.randint(0, 12)
    seen = [(ip, 403) for ip, count in denied.items() for _ in range(count)]
    seen += [(ips[3], 200)] * 160 + [(ips[4], 404)] * 90
    seen += [(world.chance.choice(ips), 200) for _ in range(120)]
    world.chance.shuffle(seen)
    begin, lines = datetime(2025, 9, 14, 8, 0, 0), []  # noqa: DTZ001 - a log's own time
    for ip, status in seen:
        begin += timedelta(seconds=world.chance.randint(1, 25))
        path = world.chance.choice(["/admin", "/", "/goods/3", "/cart"])
        lines.append(
            f"{ip} - - [{begin:%d/%b/%Y:%H:%M:%S} +0800] "
            f'"GET {path} HTTP/1.1" {status} {world.chance.randint(300, 9000)} "-" "Mozilla/5.0"'
        )
    world.text("access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        leading(answered.completed(), ips[0], ips)
        near(answered, denied[ips[0]], by=0)

    return Asked("access.log 是 nginx 的访问日志，哪个 IP 收到的 403 最多？一共几次？", holds)


@task("en")
def when_the_disk_ran_full(world: World) -> Asked:
    at, lines, full = datetime(2025, 11, 3, 1, 10, 0), [], []  # noqa: DTZ001 - a log's own time
    kinds = ["full"] * world.chance.randint(21, 29) + ["other"] * 240
    world.chance.shuffle(kinds)
    for kind in ["other", *kinds, "other"]:
        at += timedelta(seconds=world.chance.randint(20, 220))
        pid = world.chance.randint(1000, 9000)
        if kind == "full":
            full.append(f"{at:%H:%M:%S}")
            what = f"rsyncd[{pid}]: write failed: No space left on device (28)"
        else:
            what = world.chance.choice(
                [
                    f"CRON[{pid}]: (root) CMD (run-parts /etc/cron.hourly)",
                    f"sshd[{pid}]: Accepted publickey for deploy",
                    "systemd[1]: Started Daily apt upgrade.",
                    f"rsyncd[{pid}]: receiving file list",
                ]
            )
        lines.append(f"Nov  {at.day} {at:%H:%M:%S} store1 {what}")
    world.text("syslog", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(full[0], full[-1])
        alone = rf"(?<![\d:.-]){len(full)}(?![\d:-])"
        assert re.search(alone, answered.answer), (len(full), answered.answer[:1500])

    return Asked(
        'how many lines of syslog say "No space left on device", '
        "and at what time was the first one and the last one?",
        holds,
    )


@task("en")
def rain_at_every_station(world: World) -> Asked:
    stations = world.chance.sample(["Alder", "Birkdale", "Corrie", "Dunmore", "Elgin"], 5)
    total, rows = Counter[str](), []
    for rank, station in enumerate(stations):
        for day in range(40):
            tenths = world.chance.randint(20, 60) + 35 * (5 - rank)
            total[station] += tenths
            rows.append((station, date(2025, 4, 1) + timedelta(days=day), tenths / 10))
    world.chance.shuffle(rows)
    parquet(world, "rain.parquet", ("station", "day", "rain_mm"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*stations)
        for station in stations:
            near(answered, total[station] / 10, by=0.51)

    return Asked(
        "Add up the rain_mm in rain.parquet for every station, wettest station first.", holds
    )


@task("zh")
def books_lent_to_each_class(world: World) -> Asked:
    classes = [f"{grade}年级{n}班" for grade in ("三", "四") for n in (1, 2)]
    pupils = [(f"S{2001 + i}", f"学生{i:02}", classes[i % 4]) for i in range(48)]
    lent, rows = Counter[str](), []
    for _ in range(230):
        number, _who, its_class = world.chance.choice(pupils)
        books = world.chance.randint(1, 4)
        lent[its_class] += books
        rows.append((number, f"2025-10-{world.chance.randint(1, 31):02}", books))
    world.chance.shuffle(pupils)
    world.csv("学生.csv", ("学号", "姓名", "班级"), pupils)
    world.csv("借阅.csv", ("学号", "日期", "本数"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*classes)
        for each in classes:
            near(answered, lent[each], by=0)

    return Asked(
        "借阅.csv 里只有学号，班级在 学生.csv 里。两张表对起来，算出每个班一共借了多少本书", holds
    )


@task("en")
def sleep_and_mistakes(world: World) -> Asked:
    slope = world.chance.choice([-1, 1]) * world.chance.uniform(1.2, 2.2)
    rows = []
    for i in range(70):
        hours = round(world.chance.uniform(4.5, 9.0), 1)
        mistakes = round(20 + slope * (hours - 6.7) + world.chance.uniform(-3.5, 3.5), 1)
        rows.append((f"N{i:03}", hours, mistakes))
    world.csv("nurses.csv", ("nurse", "sleep_hours", "mistakes"), rows)
    r = statistics.correlation([row[1] for row in rows], [row[2] for row in rows])

    def holds(answered: Answered) -> None:
        near(answered.completed(), r, by=0.0061)
        if r < 0:
            answered.says_any("-0.", "−0.", "negative", "inverse")
        else:
            answered.says_not("-0.", "−0.")

    return Asked(
        "What's the Pearson correlation between sleep_hours and mistakes in nurses.csv?", holds
    )


@task("zh")
def parcels_of_impossible_weight(world: World) -> Asked:
    rows = [(f"YT{70000 + i}", round(world.chance.uniform(2.0, 6.0), 2)) for i in range(150)]
    odd = world.chance.sample(range(150), 3)
    for place in odd:
        rows[place] = (rows[place][0], round(world.chance.uniform(60, 95), 2))
    world.csv("包裹.csv", ("单号", "重量kg"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        text = all_told(answered)
        missing = [rows[place][0] for place in odd if rows[place][0] not in text]
        assert not missing, f"{missing} not in {text[:1500]}"
        has_numbers(answered, *(rows[place][1] for place in odd))
        wrong = [n for i, (n, _) in enumerate(rows) if i not in odd and n in answered.answer]
        assert not wrong, f"{wrong} in {answered.answer[:1500]}"

    return Asked("包裹.csv 的重量里有几个异常值，帮我找出来是哪几个单号，各是多重", holds)


@task("en")
def invoices_against_the_month_before(world: World) -> Asked:
    factors = [1.22, 0.81, 1.37, 0.9, 1.13]
    world.chance.shuffle(factors)
    goal, rows, totals = 20000.0, [], []
    for month in range(1, 7):
        parts = [world.chance.randint(300, 900) for _ in range(12)]
        parts.append(round(goal * world.chance.uniform(0.98, 1.02)) - sum(parts))
        totals.append(sum(parts))
        rows += [(f"2025-{month:02}-{world.chance.randint(1, 28):02}", part) for part in parts]
        goal *= factors[month - 1] if month < 6 else 1
    rows.sort()
    numbered = [(f"INV-{300 + i}", *row) for i, row in enumerate(rows)]
    world.csv("invoices.csv", ("invoice", "date", "amount"), numbered)
    changes = [100 * (b / a - 1) for a, b in pairwise(totals)]

    def holds(answered: Answered) -> None:
        answered.completed()
        has_numbers(answered, *changes, by=0.06)
        fall = min(changes)
        words = ("decrease", "drop", "fell", "fall", "down", "less", "lower", "decline", "↓", "▼")
        signed = re.search(rf"[-−–]\s?{abs(fall):.1f}", all_told(answered))
        assert signed or any(w in answered.answer.lower() for w in words), answered.answer[:1500]

    return Asked(
        "invoices.csv: total amount per month and by how many percent it changed "
        "from the month before, one decimal please",
        holds,
    )


@task("zh")
def minutes_of_agents_by_channel(world: World) -> Asked:
    agents = world.chance.sample(["小周", "小吴", "小郑", "小冯", "小陈"], 4)
    channels = ["电话", "微信", "邮件"]
    cells, rows = Counter[tuple[str, str]](), []
    for agent in agents:
        for channel in channels:
            for _ in range(world.chance.randint(6, 11)):
                minutes = world.chance.randint(13, 97)
                cells[agent, channel] += minutes
                rows.append((f"2025-12-{world.chance.randint(1, 31):02}", agent, channel, minutes))
    world.chance.shuffle(rows)
    world.csv("客服记录.csv", ("日期", "坐席", "渠道", "分钟"), rows)

    def holds(answered: Answered) -> None:
        text = all_told(answered.completed())
        assert all(name in text for name in (*agents, *channels)), text[:1500]
        has_numbers(answered, *cells.values(), by=0.001)

    return Asked("客服记录.csv 做个透视表：行是坐席，列是渠道，值是分钟数求和", holds)


@task("en")
def how_long_the_slow_deliveries_take(world: World) -> Asked:
    took = [world.chance.randint(15, 44) + world.chance.randint(0, 9) / 10 for _ in range(170)]
    took += [45 + i * 1.6 + world.chance.randint(0, 9) / 10 for i in range(31)]
    took = [round(minutes, 1) for minutes in took]
    world.chance.shuffle(took)
    rows = [(f"R{i:04}", minutes) for i, minutes in enumerate(took)]
    xlsx(world, "deliveries.xlsx", {"may": (("ride", "minutes"), rows)})
    ranked = sorted(took)

    def holds(answered: Answered) -> None:
        near(answered.completed(), ranked[100], by=0.051)
        between(answered, ranked[190], ranked[191], slack=0.051)

    return Asked(
        "what are the median and the 95th percentile of the minutes column in deliveries.xlsx",
        holds,
    )


@task("zh")
def large_contracts_not_signed(world: World) -> Asked:
    rows, wanted = [], []
    for i in range(60):
        money = world.chance.choice([world.chance.randint(8000, 46000), 0])
        money = money or world.chance.randint(54000, 180000)
        state = world.chance.choice(["已签", "已签", "未签", "作废"])
        number = f"HT-{world.chance.randint(10, 99)}{i:03}"
        rows.append((number, f"客户{i:02}", money, state))
        if money > 50000 and state == "未签":
            wanted.append(number)
    rows += [("HT-10777", "客户88", 76000, "未签"), ("HT-10778", "客户89", 49000, "未签")]
    wanted.append("HT-10777")
    xlsx(world, "合同台账.xlsx", {"台账": (("合同号", "客户", "金额", "状态"), rows)})

    def holds(answered: Answered) -> None:
        text = all_told(answered.completed())
        missing = [number for number in wanted if number not in text]
        assert not missing, f"{missing} not in {text[:1500]}"
        shown = "\n".join([answered.answer, *_files(answered)])
        extra = [row[0] for row in rows if row[0] not in wanted and row[0] in shown]
        assert not extra, f"{extra} in {shown[:1500]}"

    return Asked("把 合同台账.xlsx 里金额大于 50000 而且状态是“未签”的行列给我看", holds)


@task("en")
def a_gym_report_for_the_owner(world: World) -> Asked:
    branches = world.chance.sample(["Harbour", "Station", "Parkside", "Mill Lane"], 3)
    visits, rows = Counter[str](), []
    for month in range(1, 7):
        for rank, branch in enumerate(branches):
            for day in world.chance.sample(range(1, 29), 6):
                count = world.chance.randint(40, 90) + 60 * rank
                visits[branch] += count
                rows.append((f"2025-{month:02}-{day:02}", branch, count))
    world.chance.shuffle(rows)
    world.csv("gym_visits.csv", ("date", "branch", "visits"), rows)

    def holds(answered: Answered) -> None:
        html = answered.completed().file(".html").read_text("utf-8", errors="replace")
        assert re.search(r"<svg|<img|<canvas", html, re.IGNORECASE), "no picture in the page"
        plain = re.sub(r"(?<=\d)[, \u202f](?=\d{3}(?!\d))", "", html)
        for branch in branches:
            assert branch in html, f"{branch} not in the page"
            assert re.search(rf"(?<!\d){visits[branch]}(?!\d)", plain), (branch, visits[branch])

    return Asked(
        "Make one HTML page out of gym_visits.csv that I can mail to the owner: a table with the "
        "total visits of each branch, and a chart of the visits per month.",
        holds,
    )
