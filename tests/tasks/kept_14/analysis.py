"""Tables and logs that somebody wants to know one thing about."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from tests.tasks import making
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.world import World

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_FIRST = (
    "最高",
    "最多",
    "最大",
    "第一",
    "冠军",
    "highest",
    "most",
    "top",
    "largest",
    "biggest",
    "peak",
)


def _sheet_lines(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path, data_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return ["\t".join("" if cell is None else str(cell) for cell in row) for row in rows]


def _lines(answered: Answered) -> list[str]:
    """What the reader gets to see, line by line: the answer and the tables handed over."""
    found = answered.answer.splitlines()
    for path in handed(answered):
        if path.suffix.lower() in (".csv", ".txt", ".md", ".json", ".html"):
            found += path.read_text("utf-8-sig", errors="replace").splitlines()
        elif path.suffix.lower() == ".xlsx":
            found += _sheet_lines(path)
    return found


def _numbers(lines: Iterable[str]) -> list[float]:
    """Numbers without their sign, with or without thousands' commas."""
    text = "\n".join(lines)
    plain = [float(n) for n in _PLAIN.findall(text)]
    return plain + [float(n.replace(",", "")) for n in _GROUPED.findall(text)]


def _beside(answered: Answered, name: str, *values: float, by: float = 0.011) -> None:
    """One line has the name and all of these numbers."""
    rows = [line for line in _lines(answered) if name.lower() in line.lower()]
    for row in rows:
        told = _numbers([row.replace(name, " ")])
        if all(any(abs(n - value) <= by for n in told) for value in values):
            return
    raise AssertionError(f"{name} with {values} not in {rows[:8]}: {answered.answer[:900]}")


def _leads(answered: Answered, groups: Sequence[Sequence[str]], best: int) -> None:
    """Of these, each by its spellings, the best is told first or said alone to be the first."""
    text, claimed = answered.answer, set[int]()
    for part in re.split(r"[\n。；;！!]|\. ", text):
        named = [i for i, group in enumerate(groups) if any(s in part for s in group)]
        if len(named) == 1 and any(word in part.lower() for word in _FIRST):
            claimed.update(named)
    if claimed:
        assert best in claimed, f"not {groups[best][0]}: {text[:1500]}"
        return
    places = [min((text.find(s) for s in g if s in text), default=10**9) for g in groups]
    first = places[best] < 10**9 and places[best] == min(places)
    assert first, f"{groups[best][0]} does not lead: {answered.answer[:1500]}"


@task("zh")
def maths_of_four_classes(world: World) -> Asked:
    classes = ["一班", "二班", "三班", "四班"]
    bases = world.chance.sample([62, 68, 74, 80], 4)
    rows, marks = [], defaultdict[str, list[int]](list)
    for number in range(140):
        at = number % 4
        mark = bases[at] + world.chance.randint(-12, 12)
        marks[classes[at]].append(mark)
        others = (world.chance.randint(55, 98), world.chance.randint(55, 98))
        rows.append((f"2025{number + 1:03}", classes[at], others[0], mark, others[1]))
    world.chance.shuffle(rows)
    making.xlsx(world, "期末成绩.xlsx", {"成绩": (("学号", "班级", "语文", "数学", "英语"), rows)})
    best = bases.index(max(bases))

    def holds(answered: Answered) -> None:
        answered.completed()
        for name in classes:
            _beside(answered, name, sum(marks[name]) / len(marks[name]), by=0.06)
        _leads(answered, [[name] for name in classes], best)

    return Asked("期末成绩.xlsx 里每个班的数学平均分是多少？哪个班最高？", holds)


@task("en")
def power_of_a_year_drawn(world: World) -> Asked:
    best = world.chance.randint(3, 11)
    rows, totals = [], Counter[int]()
    for day in range(365):
        when = date(2025, 1, 1) + timedelta(days=day)
        for site in ("north hall", "south hall"):
            kwh = world.chance.randint(300, 420) + (160 if when.month == best else 0)
            totals[when.month] += kwh
            rows.append((when, site, kwh))
    making.parquet(world, "meter.parquet", ("reading_date", "site", "kwh"), rows)
    spelt = [
        [f"2025-{m:02}", f"2025/{m:02}", f"{date(2025, m, 1):%B}", f"{date(2025, m, 1):%b} "]
        for m in range(1, 13)
    ]

    def holds(answered: Answered) -> None:
        answered.completed()
        pictures = [p for p in handed(answered) if p.suffix.lower() in (".png", ".svg", ".html")]
        assert any(p.stat().st_size > 1500 for p in pictures), handed(answered)
        _leads(answered, spelt, best - 1)

    return Asked(
        "Draw me a line chart of the total kWh per month from meter.parquet. "
        "And which month used the most?",
        holds,
    )


@task("zh")
def interfaces_that_broke(world: World) -> Asked:
    paths = ["/api/pay", "/api/order", "/api/login", "/api/search", "/api/cart"]
    world.chance.shuffle(paths)
    healthy = ["/index.html", "/static/site.css", "/about"]
    broken = dict(zip(paths[:4], (31, 22, 13, 6), strict=True))
    broken = {p: n + world.chance.randint(-2, 2) for p, n in broken.items()}
    asked = [
        (p, world.chance.choice([500, 502, 503, 504])) for p, n in broken.items() for _ in range(n)
    ]
    for _ in range(420):
        path = world.chance.choice([*paths, *healthy])
        asked.append((path, world.chance.choice([200, 200, 200, 304, 404])))
    world.chance.shuffle(asked)
    lines, when = [], datetime(2025, 10, 14, 8, 0, tzinfo=UTC)
    for path, status in asked:
        when += timedelta(seconds=world.chance.randint(1, 40))
        ip = f"10.2.{world.chance.randint(0, 9)}.{world.chance.randint(10, 250)}"
        size = world.chance.randint(600, 9000)
        lines.append(
            f'{ip} - - [{when:%d/%b/%Y:%H:%M:%S} +0800] "GET {path} HTTP/1.1" {status} {size} '
            '"-" "Mozilla/5.0"'
        )
    world.text("access.log", "\n".join(lines) + "\n")
    order = [p for p, _ in sorted(broken.items(), key=lambda pair: -pair[1])]

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*order)
        for path, count in broken.items():
            _beside(answered, path, count)
        answered.says_not(paths[4], *healthy)

    return Asked(
        "access.log 是 nginx 的日志，看看哪些路径返回过 5xx 错误，每个路径各几次，从多到少排",
        holds,
    )


@task("en")
def names_the_intruders_try(world: World) -> Asked:
    users = ["oracle", "postgres", "jenkins", "deploy", "ubuntu", "nagios", "tomcat"]
    world.chance.shuffle(users)
    counts = {
        user: base + world.chance.randint(0, 3)
        for user, base in zip(users, (58, 44, 30, 16, 10, 6, 3), strict=True)
    }
    known = set(world.chance.sample(users, 3))
    tries = [user for user, count in counts.items() for _ in range(count)]
    tries += ["+"] * 40
    world.chance.shuffle(tries)
    lines, when = [], datetime(2025, 11, 3, 0, 5, tzinfo=UTC)
    for user in tries:
        when += timedelta(seconds=world.chance.randint(20, 300))
        head = (
            f"{when:%b} {when.day:2} {when:%H:%M:%S} web01 sshd[{world.chance.randint(900, 9000)}]:"
        )
        port = world.chance.randint(30000, 60000)
        tail = f"from 198.51.100.{world.chance.randint(2, 250)} port {port} ssh2"
        if user == "+":
            lines.append(f"{head} Accepted publickey for marta {tail}")
        else:
            who = user if user in known else f"invalid user {user}"
            lines.append(f"{head} Failed password for {who} {tail}")
    world.text("auth.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*users[:3])
        for user in users[:3]:
            _beside(answered, user, counts[user])
        answered.says_not(*users[3:], "marta")

    return Asked(
        "Somebody is hammering our ssh. From the failed password lines in auth.log: which "
        "usernames do they try most? Just the top 3, with how many tries each.",
        holds,
    )


@task("zh")
def takings_of_each_kind_of_goods(world: World) -> Asked:
    kinds = world.chance.sample(["文具", "零食", "饮料", "日用品", "玩具"], 4)
    weights = world.chance.sample([1, 2, 3, 4], 4)
    goods, sold, totals = [], [], Counter[str]()
    for number in range(24):
        cost = world.chance.randint(4, 30)
        price = cost + world.chance.randint(2, 12)
        goods.append((f"P{number + 101}", f"商品{number + 1}", kinds[number % 4], cost, price))
    for number in range(400):
        code, _, kind, _, price = goods[number % 24]
        amount = world.chance.randint(1, 3) * weights[kinds.index(kind)]
        totals[kind] += price * amount
        sold.append((f"2025-09-{world.chance.randint(1, 30):02}", code, amount))
    (first, _), (_, second) = totals.most_common(2)
    dear = next(g for g in goods if g[2] == first)
    while totals[first] < 1.08 * second:
        totals[first] += 10 * dear[4]
        sold.append(("2025-09-30", dear[0], 10))
    world.chance.shuffle(sold)
    world.csv("商品.csv", ("商品编号", "品名", "类别", "进价", "售价"), goods)
    world.csv("销售.csv", ("日期", "商品编号", "数量"), sold)
    best = kinds.index(first)

    def holds(answered: Answered) -> None:
        answered.completed()
        for kind in kinds:
            _beside(answered, kind, totals[kind], by=0.51)
        _leads(answered, [[kind] for kind in kinds], best)

    return Asked(
        "销售.csv 里只有商品编号和数量，售价和类别在 商品.csv 里。"
        "帮我算每个类别的销售额（售价×数量），哪个类别最多？",
        holds,
    )


def _pearson(pairs: Sequence[tuple[float, float]]) -> float:
    count = len(pairs)
    x, y = sum(a for a, _ in pairs) / count, sum(b for _, b in pairs) / count
    both = sum((a - x) * (b - y) for a, b in pairs)
    return float(
        both / (sum((a - x) ** 2 for a, _ in pairs) * sum((b - y) ** 2 for _, b in pairs)) ** 0.5
    )


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(v) + (ordered.count(v) - 1) / 2 for v in values]


@task("en")
def practice_and_typing_errors(world: World) -> Asked:
    slope, rows = world.chance.choice([2.0, 2.8, 3.6]), []
    for number in range(90):
        hours = world.chance.randint(2, 80) / 4
        errors = max(0, round(80 - slope * hours + world.chance.gauss(0, 9)))
        rows.append((f"S{number + 1:03}", world.chance.randint(12, 16), hours, errors))
    world.csv("practice.csv", ("student", "age", "hours_practised", "typing_errors"), rows)
    pairs = [(float(hours), float(errors)) for _, _, hours, errors in rows]
    ranked = list(zip(_ranks([a for a, _ in pairs]), _ranks([b for _, b in pairs]), strict=True))
    wanted = _pearson(pairs), _pearson(ranked)

    def holds(answered: Answered) -> None:
        told = _numbers([answered.completed().answer])
        assert any(abs(n + r) <= 0.0051 for n in told for r in wanted), (wanted, answered.answer)
        answered.says_any("-0.", "−0.", "–0.", "negative", "inverse")

    return Asked(
        "Do the students who practise more make fewer typing errors? The data is in practice.csv, "
        "what's the correlation between the two?",
        holds,
    )


@task("en")
def expenses_with_slipped_commas(world: World) -> Asked:
    rows: list[list[Any]] = []
    for number in range(160):
        when = date(2025, 4, 1) + timedelta(days=number // 2)
        amount = world.chance.randint(2000, 9000) / 100
        rows.append([f"EX-{number + 1001}", when, world.chance.choice(["taxi", "meals"]), amount])
    odd = world.chance.sample(range(160), 3)
    for at in odd:
        rows[at][3] = float(world.chance.randint(2400, 8800))
    world.csv("expenses.csv", ("expense_id", "date", "kind", "amount"), rows)

    def holds(answered: Answered) -> None:
        told = _numbers([answered.completed().answer])
        for at in odd:
            assert rows[at][0] in answered.answer or rows[at][3] in told, (rows[at], told)
        plain = [row[0] for at, row in enumerate(rows) if at not in odd]
        assert sum(name in answered.answer for name in plain) <= 4, answered.answer

    return Asked(
        "I think a few amounts in expenses.csv are way off, probably typos. Which ones stick out?",
        holds,
    )


@task("zh")
def shops_this_year_and_last(world: World) -> Asked:
    shops = world.chance.sample(["人民路店", "大学城店", "火车站店", "滨江店", "老街店"], 4)
    factors = world.chance.sample([0.86, 0.93, 1.09, 1.17, 1.31], 4)
    rows, sums = [], Counter[tuple[str, int]]()
    for shop, factor in zip(shops, factors, strict=True):
        for year in (2024, 2025):
            for month in range(1, 13):
                usual = world.chance.randint(30000, 90000)
                money = round(usual * (factor if year == 2025 else 1))
                sums[shop, year] += money
                rows.append((date(year, month, 28), shop, money))
    for shop, factor in zip(shops, factors, strict=True):  # bring the year near its factor
        lack = round(sums[shop, 2024] * factor) + world.chance.randint(-900, 900) - sums[shop, 2025]
        at = [i for i, row in enumerate(rows) if row[1] == shop and row[0].year == 2025]
        for i in at:
            share = lack // len(at)
            rows[i] = (rows[i][0], shop, rows[i][2] + share)
            sums[shop, 2025] += share
    world.chance.shuffle(rows)
    making.xlsx(world, "营业额.xlsx", {"明细": (("日期", "门店", "营业额"), rows)})

    def holds(answered: Answered) -> None:
        told = _numbers(_lines(answered.completed()))
        for shop in shops:
            growth = abs(100 * (sums[shop, 2025] / sums[shop, 2024] - 1))
            near = any(abs(n - growth) <= 0.06 or abs(n - growth / 100) <= 0.0006 for n in told)
            assert near or float(round(growth)) in told, (shop, growth, answered.answer[:1200])
        answered.says(*shops)

    return Asked(
        "营业额.xlsx 里有 2024 和 2025 两年的数据，"
        "每家门店 2025 年全年的营业额比 2024 年增长了百分之几？",
        holds,
    )


@task("en")
def hours_by_person_and_weekday(world: World) -> Asked:
    people = world.chance.sample(["Aylin", "Bruno", "Chiara", "Dmitri", "Esther", "Farid"], 5)
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    rows, sums = [], Counter[tuple[str, str]]()
    for week in range(6):
        for at, day in enumerate(days):
            when = date(2025, 9, 1) + timedelta(days=7 * week + at)
            for person in people:
                hours = world.chance.randint(3, 9)
                sums[person, day] += hours
                rows.append((when, day, person, hours))
    world.chance.shuffle(rows)
    world.csv("shifts.csv", ("date", "weekday", "employee", "hours"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for person in people:
            _beside(answered, person, *(sums[person, day] for day in days))

    return Asked(
        "Make me a table out of shifts.csv: one row per employee, one column per weekday, "
        "the hours added up.",
        holds,
    )


@task("zh")
def quarters_of_the_pay(world: World) -> Asked:
    rows, pay = [], []
    for number in range(121):
        each = 4000 + round(world.chance.expovariate(1 / 6000) / 10) * 10
        rows.append((f"E{number + 1:03}", world.chance.choice(["研发", "销售", "行政"]), each))
        pay.append(each)
    world.csv("薪资.csv", ("工号", "部门", "月薪"), rows)
    pay.sort()

    def holds(answered: Answered) -> None:
        told = _numbers(_lines(answered.completed()))
        for at in (30, 60, 90):  # every common way to read a quantile lies in this span
            low, high = pay[at - 1], pay[at + 1]
            if at == 60:
                low = high = pay[60]
            assert any(low - 0.51 <= n <= high + 0.51 for n in told), (low, high, answered.answer)

    return Asked("薪资.csv 里月薪的 25%、50%、75% 分位数分别是多少？", holds)


@task("en")
def stock_that_goes_off_soon(world: World) -> Asked:
    rows = []
    for number in range(64):
        quantity = world.chance.choice([*range(1, 20), *range(22, 90)])
        expires = date(2025, 5, 1) + timedelta(days=world.chance.randint(0, 240))
        if expires == date(2025, 6, 1):
            expires += timedelta(days=3)
        rows.append((f"SKU{number + 2001}", f"article {number + 1}", quantity, expires))
    for at in range(4):
        day = date(2025, 5, 3 + 5 * at)
        rows[at] = (rows[at][0], rows[at][1], world.chance.randint(25, 80), day)
    world.chance.shuffle(rows)
    head = ("sku", "name", "quantity", "expires_on")
    making.xlsx(world, "inventory.xlsx", {"stock": (head, rows)})
    wanted = {row[0] for row in rows if row[2] > 20 and row[3] < date(2025, 6, 1)}

    def holds(answered: Answered) -> None:
        lines = _lines(answered.completed())
        for sku in wanted:
            assert any(sku in line for line in lines), (sku, answered.answer[:1500])
        answered.says_not(*(row[0] for row in rows if row[0] not in wanted))

    return Asked(
        "Show me the rows in inventory.xlsx that expire before 2025-06-01 and have a quantity "
        "above 20.",
        holds,
    )


@task("zh")
def members_in_one_web_page(world: World) -> Asked:
    levels = ["普通", "银卡", "金卡", "钻石"]
    rows, count, spent = [], Counter[str](), Counter[str]()
    for number in range(180):
        level = world.chance.choices(levels, (60, 30, 20, 10))[0]
        money = world.chance.randint(100, 900) * (levels.index(level) + 1)
        count[level] += 1
        spent[level] += money
        city = world.chance.choice(["杭州", "宁波", "温州"])
        rows.append((f"M{number + 1:04}", city, level, world.chance.randint(18, 70), money))
    head = ("会员号", "城市", "等级", "年龄", "消费金额")
    making.xlsx(world, "会员.xlsx", {"会员": (head, rows)})

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert re.search(r"<svg|<img|<canvas|plotly|echarts", page), page[:500]
        text = re.sub(r"base64,[A-Za-z0-9+/=\s]+", " ", page)
        text = re.sub(r"<[^>]+>", " ", text)
        told = _numbers([text])
        for level in levels:
            assert level in text, (level, text[:1500])
            assert any(abs(n - spent[level]) <= 0.51 for n in told), (level, text[:1500])
            assert count[level] in told, (level, text[:1500])

    return Asked(
        "根据 会员.xlsx 做一个 HTML 网页报告给老板看："
        "每个等级有多少会员、消费金额合计多少，要有图表",
        holds,
    )
