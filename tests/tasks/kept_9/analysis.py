"""Tables and logs that people want numbers, rows, a plot or a page from."""

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import openpyxl

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TEXTS = (".txt", ".md", ".csv", ".json", ".html")


def _lines(answered: Answered) -> list[str]:
    """Lines of the answer and of what was handed over, the commas of thousands taken out too."""
    lines = answered.answer.splitlines()
    for path in handed(answered):
        if path.suffix == ".xlsx":
            for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
                lines += [" | ".join(map(str, row)) for row in sheet.values]
        elif path.suffix in _TEXTS:
            lines += path.read_text("utf-8", errors="replace").splitlines()
    plain = [re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", line) for line in lines]
    return [*lines, *(p for p, line in zip(plain, lines, strict=True) if p != line)]


def _has(line: str, value: float, by: float) -> bool:
    return any(abs(float(n) - abs(value)) <= by for n in _NUMBER.findall(line))


def _tells(answered: Answered, value: float, by: float = 0.0, aside: Iterable[str] = ()) -> None:
    """The number is told; texts that are no numbers, as addresses, are left aside."""
    lines = _lines(answered)
    for text in aside:
        lines = [line.replace(text, " ") for line in lines]
    assert any(_has(line, value, by) for line in lines), (value, answered.answer[:1200])


def _row(answered: Answered, name: str, *values: float, by: float = 0.06) -> None:
    """One line has the name and every value."""
    found = any(
        name in line and all(_has(line.replace(name, " "), v, by) for v in values)
        for line in _lines(answered)
    )
    assert found, (name, values, answered.answer[:1200])


def _foremost(answered: Answered, best: str, names: Iterable[str]) -> None:
    """The best is named, and none of the others before it."""
    answer = answered.completed().answer
    assert best in answer, (best, answer[:1200])
    before = answer[: answer.find(best)]
    assert not [n for n in names if n != best and n in before], (best, answer[:1200])


@task("zh")
def who_asks_for_what_is_not_there(world: World) -> Asked:
    chance = world.chance
    ends = chance.sample(range(101, 250), 6)
    addresses = [f"203.0.113.{end}" for end in ends]
    missing = {address: chance.randint(5, 14) for address in addresses}
    worst, busiest = chance.sample(addresses, 2)
    missing[worst] = chance.randint(23, 41)
    calls = []
    for address in addresses:
        fine = chance.randint(70, 90) if address == busiest else chance.randint(15, 40)
        calls += [(address, 404)] * missing[address] + [(address, 200)] * fine
    chance.shuffle(calls)
    lines = []
    for second, (address, status) in enumerate(calls):
        path = f"/old/{chance.randint(1, 60)}.html" if status == 404 else "/index.html"
        clock = f"{8 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        lines.append(
            f'{address} - - [12/Oct/2026:{clock} +0800] "GET {path} HTTP/1.1" {status} '
            f'{chance.randint(600, 9000)} "-" "Mozilla/5.0"'
        )
    world.text("access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        _foremost(answered, worst, addresses)
        _tells(answered, missing[worst], aside=addresses)

    return Asked("看下 nginx 的 access.log，哪个 IP 收到的 404 最多？一共多少次？", holds)


@task("en")
def the_hour_it_went_wrong(world: World) -> Asked:
    chance = world.chance
    worst, busiest = chance.sample(range(13, 23), 2)
    lines, failed = [], 0
    for hour in range(6, 24):
        errors = chance.randint(41, 59) if hour == worst else chance.randint(2, 12)
        failed = errors if hour == worst else failed
        fine = chance.randint(120, 140) if hour == busiest else chance.randint(20, 38)
        statuses = [chance.choice([500, 502, 503]) for _ in range(errors)]
        statuses += [chance.choice([200, 200, 304, 404]) for _ in range(fine)]
        chance.shuffle(statuses)
        step = 3500 // len(statuses)
        for i, status in enumerate(statuses):
            clock = f"{hour:02}:{i * step // 60:02}:{i * step % 60:02}"
            lines.append(
                f"198.51.100.{chance.randint(2, 250)} - - [05/Nov/2026:{clock} +0000] "
                f'"GET /shop/{chance.choice(["cart", "list", "pay"])} HTTP/1.1" {status} '
                f'{chance.randint(3000, 9000)} "https://shop.example/" "Mozilla/5.0"'
            )
    world.text("access_log", "\n".join(lines) + "\n")
    hour_told = re.compile(rf"(?<!\d){worst}(?!\d)|\b{worst - 12}\s*p\.?m", re.IGNORECASE)

    def holds(answered: Answered) -> None:
        answer = answered.completed().answer
        assert hour_told.search(answer), (worst, answer[:1200])
        _tells(answered, failed)

    return Asked(
        "access_log is one day of our Apache server. In which hour of that day did we return the "
        "most 5xx responses, and how many were there in that hour?",
        holds,
    )


@task("zh")
def money_of_each_category(world: World) -> Asked:
    chance = world.chance
    goods = []
    for i, category in enumerate(["文具", "玩具", "图书", "日用品"] * 4):
        goods.append((f"P{i + 11}", f"商品{i + 11}", category, chance.randint(6, 60)))
    orders, total = [], Counter[str]()
    for i in range(220):
        code, _, category, price = chance.choice(goods)
        count = chance.randint(1, 9)
        total[category] += count * price
        orders.append((f"D{i:05}", code, count))
    world.csv("订单.csv", ("订单号", "商品编号", "数量"), orders)
    xlsx(world, "商品.xlsx", {"商品": (("商品编号", "品名", "类别", "单价"), goods)})

    def holds(answered: Answered) -> None:
        answered.completed()
        for category, money in total.items():
            _row(answered, category, money)

    return Asked(
        "订单.csv 里只有商品编号和数量，单价和类别在 商品.xlsx 里。帮我算算每个类别一共卖了多少钱"
        "（数量×单价）",
        holds,
    )


@task("en")
def what_i_owe_the_helpers(world: World) -> Asked:
    chance = world.chance
    names = chance.sample(["Alice", "Bruno", "Chidi", "Dana", "Emeka", "Farah", "Greta"], 5)
    staff = [(f"E{i + 1}", n, chance.randint(28, 60) / 2) for i, n in enumerate(names)]
    hours, owed = [], defaultdict[str, float](float)
    for day in range(1, 31):
        for code, name, rate in chance.sample(staff, 3):
            worked = chance.choice([3.5, 4, 5, 6, 7.5, 8])
            owed[name] += worked * rate
            hours.append((f"2026-09-{day:02}", code, worked))
    world.csv("hours.csv", ("date", "employee_id", "hours"), hours)
    world.csv("staff.csv", ("employee_id", "name", "hourly_rate"), staff)

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, money in owed.items():
            _row(answered, name, money, by=0.51)

    return Asked(
        "hours.csv lists the hours my staff worked in September, staff.csv has their hourly rates. "
        "How much do I have to pay each person (hours times rate)? Please show names, not ids.",
        holds,
    )


@task("zh")
def study_time_and_marks(world: World) -> Asked:
    chance = world.chance
    noise, rows = chance.randint(7, 15), []
    for i in range(45):
        time = round(chance.uniform(1, 12), 1)
        mark = round(48 + 3.4 * time + chance.gauss(0, noise), 1)
        rows.append((f"S{i + 1:03}", time, mark, chance.randint(0, 9)))
    xlsx(world, "学习情况.xlsx", {"一班": (("学号", "每周学习小时", "期末成绩", "缺勤次数"), rows)})
    right = statistics.correlation([r[1] for r in rows], [r[2] for r in rows])

    def holds(answered: Answered) -> None:
        _tells(answered.completed(), right, by=0.0051)

    return Asked("学习情况.xlsx 里每周学习小时和期末成绩的皮尔逊相关系数是多少？", holds)


@task("zh")
def homes_with_odd_water(world: World) -> Asked:
    chance = world.chance
    homes = [f"{n // 30 + 1}栋{n % 30 + 101}室" for n in range(90)]
    used = {home: round(chance.uniform(8, 15), 1) for home in homes}
    odd = chance.sample(homes, 3)
    for home in odd:
        used[home] = round(chance.uniform(88, 104), 1)
    world.csv("用水量.csv", ("住户", "本月用水吨数"), used.items())

    def holds(answered: Answered) -> None:
        answered.completed().says(*odd)
        answered.says_not(*(home for home in homes if home not in odd))

    return Asked("用水量.csv 是小区这个月的抄表数，里面有几户明显高得不正常，是哪几户？", holds)


@task("en")
def signups_from_may_to_june(world: World) -> Asked:
    chance = world.chance
    rises = chance.random() < 0.5
    low, high = (40, 60), (60, 90)
    totals, rows, day = Counter[int](), [], date(2026, 4, 1)
    while day < date(2026, 8, 1):
        span = {5: low if rises else high, 6: high if rises else low}.get(day.month, (30, 100))
        count = chance.randint(*span)
        totals[day.month] += count
        rows.append((day.isoformat(), count))
        day += timedelta(days=1)
    world.csv("signups.csv", ("date", "signups"), rows)
    change = 100 * (totals[6] - totals[5]) / totals[5]
    fell = re.compile(
        rf"[-\u2212\u2013]\s?{int(-change)}|[-\u2212\u2013]\s?{round(-change)}"
        r"|\b(?:down|decreas\w*|fell|fall\w*|drop\w*|declin\w*|lower|fewer|less|shrank|reduc\w*)\b",
        re.IGNORECASE,
    )

    def holds(answered: Answered) -> None:
        _tells(answered.completed(), change, by=0.51)
        if rises:
            minus = rf"[-\u2212]\s?(?:{int(change)}|{round(change)})\b"
            wrong = rf"\b(?:decreased|fell|dropped|declined)\b|{minus}"
            assert not re.search(wrong, answered.answer), answered.answer[:800]
        else:
            assert fell.search(answered.answer), answered.answer[:800]

    return Asked(
        "signups.csv has one row per day. By how many percent did the total number of signups "
        "change from May to June?",
        holds,
    )


@task("en")
def fruit_by_region(world: World) -> Asked:
    chance = world.chance
    regions = ["North", "South", "East", "West"]
    fruits = chance.sample(["Apples", "Pears", "Plums", "Cherries", "Grapes"], 3)
    sold, rows = Counter[tuple[str, str]](), []
    for _ in range(240):
        region, fruit, boxes = chance.choice(regions), chance.choice(fruits), chance.randint(3, 40)
        sold[region, fruit] += boxes
        day = date(2026, 7, 1) + timedelta(days=chance.randint(0, 60))
        rows.append((day, region, fruit, boxes))
    xlsx(world, "harvest.xlsx", {"Sales": (("Date", "Region", "Fruit", "Boxes"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed()
        for region in regions:
            _row(answered, region, *(sold[region, fruit] for fruit in fruits))

    return Asked(
        "Make a pivot table from harvest.xlsx: regions down the side, fruits across the top, and "
        "the sum of boxes in the cells.",
        holds,
    )


@task("zh")
def the_interface_with_the_slow_tail(world: World) -> Asked:
    chance = world.chance
    paths = ["/api/login", "/api/cart", "/api/search", "/api/upload"]
    worst, steady = chance.sample(paths, 2)
    rows, sample = [], []
    for path in paths:
        base = 300 if path == steady else 60
        times = [base + chance.randint(0, 80) for _ in range(400)]
        if path == worst:
            times[:36] = [chance.randint(1200, 1500) for _ in range(36)]
            sample = sorted(times)
        rows += [(path, t, chance.choice([200, 200, 200, 500])) for t in times]
    chance.shuffle(rows)
    parquet(world, "requests.parquet", ("path", "duration_ms", "status"), rows)
    low, high = sample[377], sample[381]

    def holds(answered: Answered) -> None:
        _foremost(answered, worst, paths)
        told = [float(n) for n in _NUMBER.findall(answered.answer.replace(",", ""))]
        assert any(low - 0.6 <= n <= high + 0.6 or low <= 1000 * n <= high for n in told), (
            (low, high),
            answered.answer[:1200],
        )

    return Asked("requests.parquet 里哪个 path 的耗时 P95 最高？P95 是多少毫秒？", holds)


@task("en")
def urgent_and_still_open(world: World) -> Asked:
    chance = world.chance
    rows, wanted = [], []
    for i in range(80):
        code = f"TK-{4100 + i}"
        priority = chance.choice(["low", "medium", "high"])
        status = chance.choice(["closed", "closed", "waiting"])
        if i % 13 == 5:
            priority, status = "high", "open"
            wanted.append(code)
        elif i % 9 == 2:
            priority, status = chance.choice(["low", "medium"]), "open"
        customer = chance.choice(["Acme", "Borealis", "Cinder", "Delphi"])
        rows.append((code, customer, priority, status, chance.randint(1, 60)))
    others = [str(row[0]) for row in rows if row[0] not in wanted]
    world.csv("tickets.csv", ("ticket", "customer", "priority", "status", "age_days"), rows)

    def holds(answered: Answered) -> None:
        everything = " ".join(_lines(answered.completed()))
        assert [code for code in wanted if code not in everything] == [], answered.answer[:1200]
        assert [code for code in others if code in everything] == [], answered.answer[:1200]

    return Asked("show me the rows in tickets.csv where priority is high and status is open", holds)


@task("zh")
def takings_as_a_web_page(world: World) -> Asked:
    chance = world.chance
    shops = chance.sample(["城西店", "滨江店", "大学城店", "火车站店", "万达店"], 4)
    total, rows = Counter[str](), []
    for day in range(60):
        for shop in shops:
            money = chance.randint(800, 2600) + 300 * shops.index(shop)
            total[shop] += money
            when = date(2026, 8, 1) + timedelta(days=day)
            rows.append((when.isoformat(), shop, money))
    world.csv("门店流水.csv", ("日期", "门店", "营业额"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert any(sign in page for sign in ("<svg", "data:image/", "<canvas")), page[:600]
        assert not re.search(r"<(?:img|script)[^>]*\ssrc=[\"']?https?:", page)
        plain = re.sub(r"(?<=\d)[,\s](?=\d{3}(?!\d))", "", page)
        for shop in shops:
            ways = (str(total[shop]), f"{total[shop] / 1e4:.2f}万", f"{total[shop] / 1e4:.2f} 万")
            assert shop in page and any(way in plain for way in ways), (shop, ways, page[:600])

    return Asked(
        "用 门店流水.csv 做一份报告给老板看：要一个 HTML 文件，里面有每家店的营业额合计，再配上图",
        holds,
    )


@task("en")
def ages_of_members(world: World) -> Asked:
    chance = world.chance
    middle = chance.randint(27, 55)
    ages = [max(16, round(chance.gauss(middle, 9))) for _ in range(301)]
    ages[:40] = [chance.randint(75, 88) for _ in range(40)]
    rows = [(f"M{i:04}", age, chance.choice("ABC")) for i, age in enumerate(ages)]
    parquet(world, "members.parquet", ("member", "age", "branch"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture()
        _tells(answered, statistics.median(ages))

    return Asked(
        "Draw me a histogram of the ages in members.parquet (as a PNG) and tell me the median age.",
        holds,
    )
