"""Tables and logs: sums, shares, joins, percentiles, odd values, charts."""

import re
import statistics
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from tests.tasks import making
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, handed, near, tells, whole
from tests.tasks.world import World

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BEST = re.compile(r"最高|最多|最大|第一|highest|most|top|best|winner|largest|leads", re.IGNORECASE)


def _sheet_lines(path: Path) -> list[str]:
    """The rows of a workbook's sheets, a line each."""
    lines = []
    with zipfile.ZipFile(path) as book:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            texts = ET.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(entry.itertext()) for entry in texts]
        for name in book.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            for row in ET.fromstring(book.read(name)).iter():
                if not row.tag.endswith("}row"):
                    continue
                cells = []
                for cell in row:
                    text = "".join(cell.itertext())
                    cells.append(shared[int(text)] if cell.get("t") == "s" else text)
                lines.append(" | ".join(cells))
    return lines


def _lines(answered: Answered) -> list[str]:
    """The answer, its data and its files line by line, without thousands' commas."""
    lines = whole(answered).splitlines()
    for path in handed(answered):
        if path.suffix == ".xlsx":
            lines += _sheet_lines(path)
    return [re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", line) for line in lines]


def _has(answered: Answered, *values: float, by: float) -> None:
    """Each of these values is told somewhere, whatever its sign."""
    told = [float(n) for line in _lines(answered) for n in _NUMBER.findall(line)]
    for value in values:
        found = any(abs(n - abs(value)) <= by for n in told)
        assert found, f"{value} not told: {answered.answer[:1500]}"


def _picked(answered: Answered, winner: str, others: Iterable[str]) -> None:
    """The winner is named before the others, or alone on a line that says it is the first."""
    answer = answered.answer
    assert winner in answer, f"{winner!r} not in: {answer[:1500]}"
    rest = [other for other in others if other != winner]
    if all(other not in answer or answer.find(other) > answer.find(winner) for other in rest):
        return
    for line in re.split(r"[\n。；;]", answer):
        if winner in line and _BEST.search(line) and not any(other in line for other in rest):
            return
    raise AssertionError(f"{winner!r} is not picked in: {answer[:1500]}")


@task("zh")
def average_ticket_by_branch_in_excel(world: World) -> Asked:
    branches = world.chance.sample(["滨江店", "文三店", "城西店", "下沙店", "萧山店", "余杭店"], 5)
    amounts = defaultdict(list)
    rows = []
    for i in range(200):
        at = i % 5
        amount = round(world.chance.uniform(40, 80) + 35 * at, 2)
        amounts[branches[at]].append(amount)
        when = date(2026, 3, 1) + timedelta(days=world.chance.randrange(31))
        rows.append((f"T{i:04}", when, branches[at], amount))
    world.chance.shuffle(rows)
    making.xlsx(world, "门店流水.xlsx", {"流水": (("流水号", "日期", "门店", "金额"), rows)})
    means = {name: statistics.mean(values) for name, values in amounts.items()}
    ranked = sorted(means, key=lambda name: -means[name])

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*ranked)
        for mean in means.values():
            near(answered, mean)

    return Asked("门店流水.xlsx 里每个门店平均每笔金额是多少？从高到低排一下", holds)


@task("en")
def median_and_tail_of_bike_rides(world: World) -> Asked:
    lengths = [round(4 + world.chance.expovariate(1 / 14), 1) for _ in range(400)]
    rows = [(i + 1, world.chance.choice("ABCDEF"), length) for i, length in enumerate(lengths)]
    making.parquet(world, "rides.parquet", ("ride_id", "station", "duration_min"), rows)
    ordered = sorted(lengths)

    def holds(answered: Answered) -> None:
        between(answered.completed(), ordered[199], ordered[200], 0.051)
        between(answered, ordered[378], ordered[381], 0.051)

    return Asked(
        "What's the median of duration_min in rides.parquet, and what's the 95th percentile?",
        holds,
    )


@task("en")
def unique_addresses_of_each_day(world: World) -> Asked:
    sizes = world.chance.sample(range(40, 100, 7), 4)
    lines = []
    for at, size in enumerate(sizes):
        day = 9 + at
        pool = world.chance.sample([f"10.{a}.{b}.7" for a in range(20) for b in range(20)], size)
        hits = pool + world.chance.choices(pool, k=250 + 40 * at - size)
        world.chance.shuffle(hits)
        for number, ip in enumerate(hits):
            second = number * 86400 // len(hits)
            clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
            path = world.chance.choice(["/", "/pricing", "/blog", "/contact"])
            lines.append(
                f'{ip} - - [{day:02}/Mar/2026:{clock} +0000] "GET {path} HTTP/1.1" 200 '
                f'{world.chance.randint(1200, 9800)} "-" "Mozilla/5.0 (X11; Linux x86_64)"'
            )
    world.text("access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        for size in sizes:
            near(answered, size, by=0)

    return Asked(
        "access.log is our Apache log. How many different IP addresses visited us on each day?",
        holds,
    )


@task("zh")
def who_hammers_the_login(world: World) -> Asked:
    ips = [f"{world.chance.randint(101, 220)}.{17 + i}.{44 + i}.{201 + i}" for i in range(5)]
    world.chance.shuffle(ips)
    counts = [world.chance.randint(low, low + 8) for low in (71, 48, 31, 15, 4)]
    events = [(ip, True) for ip, count in zip(ips, counts, strict=True) for _ in range(count)]
    events += [(world.chance.choice(["10.1.1.8", "10.1.1.9"]), False) for _ in range(120)]
    world.chance.shuffle(events)
    lines = []
    for number, (ip, bad) in enumerate(events):
        second = number * 250
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        user = world.chance.choice(["root", "admin", "ubuntu"])
        word = f"Failed password for {user}" if bad else "Accepted password for deploy"
        lines.append(
            f"Mar 11 {clock} web1 sshd[{world.chance.randint(2000, 9000)}]: {word} from {ip} "
            f"port {world.chance.randint(30000, 60000)} ssh2"
        )
    world.text("auth.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        _picked(answered.completed(), ips[0], ips)
        said = re.search(rf"(?<![\d.:]){counts[0]}(?![\d:]|\.\d)", answered.answer)
        assert said, f"{counts[0]} not in: {answered.answer[:1500]}"

    return Asked("auth.log 里哪个 IP 登录失败的次数最多？一共失败了多少次？", holds)


@task("en")
def brand_that_earns_the_most(world: World) -> Asked:
    brands = world.chance.sample(["Tarn", "Oakvale", "Pellworm", "Sundry", "Merlo"], 4)
    products, rows = [], []
    revenue = Counter[str]()
    for number in range(16):
        at = number % 4
        products.append((f"SKU{number + 100}", f"Article {number + 1}", brands[at]))
    for number in range(240):
        at = number % 16
        qty = world.chance.randint(1, 6)
        price = round(world.chance.uniform(9, 14) * (1, 1.3, 1.6, 2.6)[at % 4], 2)
        revenue[brands[at % 4]] += round(qty * price * 100)
        when = date(2026, 1, 5) + timedelta(days=number // 4)
        rows.append((when.isoformat(), products[at][0], qty, price))
    world.chance.shuffle(products)
    world.csv("products.csv", ("sku", "name", "brand"), products)
    world.csv("sales.csv", ("date", "sku", "quantity", "unit_price"), rows)
    best = revenue.most_common(1)[0][0]

    def holds(answered: Answered) -> None:
        _picked(answered.completed(), best, brands)
        near(answered, revenue[best] / 100, by=1)

    return Asked(
        "sales.csv only has the sku, the brand of each sku is in products.csv. Which brand brought "
        "in the most revenue (quantity x unit_price), and how much was it?",
        holds,
    )


@task("zh")
def screen_time_and_scores(world: World) -> Asked:
    sign = world.chance.choice([1, -1])
    rows = []
    for i in range(40):
        hours = round(world.chance.uniform(0.5, 6), 1)
        score = round(75 + sign * 5 * (hours - 3) + world.chance.gauss(0, 6), 1)
        rows.append((f"学生{i + 1:02}", hours, score))
    world.csv("问卷.csv", ("姓名", "每日看屏幕小时", "期末成绩"), rows)
    factor = statistics.correlation([row[1] for row in rows], [row[2] for row in rows])

    def holds(answered: Answered) -> None:
        near(answered.completed(), factor, by=0.0061)
        if sign > 0:
            answered.says_not("负相关")
        else:
            answered.says_any("负", "-0.", "−0.", "negative")

    return Asked(
        "问卷.csv 里每日看屏幕小时和期末成绩的皮尔逊相关系数是多少？是正相关还是负相关？", holds
    )


@task("en")
def days_with_a_strange_meter(world: World) -> Asked:
    days = [date(2026, 1, 1) + timedelta(days=i) for i in range(120)]
    used = {day: round(world.chance.uniform(20, 26), 1) for day in days}
    odd = world.chance.sample(days[5:-5], 3)
    for day in odd:
        used[day] = round(world.chance.uniform(70, 95), 1)
    world.csv("power.csv", ("day", "kwh"), [(d.isoformat(), kwh) for d, kwh in used.items()])

    def holds(answered: Answered) -> None:
        answer = answered.completed().answer
        for day in odd:
            assert day.isoformat() in answer or str(used[day]) in answer, (day, answer[:1500])
        others = [d for d in days if d not in odd and d.isoformat() in answer]
        assert len(others) <= 6, f"too many days: {answer[:1500]}"

    return Asked(
        "Are there any outliers in the kwh column of power.csv? Show me those days.", holds
    )


@task("zh")
def growth_against_the_same_month(world: World) -> Asked:
    before = [world.chance.randint(30000, 60000) for _ in range(12)]
    after = [round(b * world.chance.uniform(0.7, 1.6)) for b in before]
    rows = [(f"2024-{m + 1:02}", v) for m, v in enumerate(before)]
    rows += [(f"2025-{m + 1:02}", v) for m, v in enumerate(after)]
    world.csv("月销售额.csv", ("月份", "销售额"), rows)
    growth = [100 * (a / b - 1) for a, b in zip(after, before, strict=True)]

    def holds(answered: Answered) -> None:
        _has(answered.completed(), *growth, by=0.06)

    return Asked("根据 月销售额.csv，2025 年每个月的销售额比 2024 年同月增长了百分之几？", holds)


@task("en")
def hours_of_people_across_projects(world: World) -> Asked:
    people = world.chance.sample(["Imani", "Jonas", "Keiko", "Lorenzo", "Mireille", "Oskar"], 4)
    projects = world.chance.sample(["Atlas", "Borealis", "Cobalt", "Drift"], 3)
    totals = Counter[tuple[str, str]]()
    rows = []
    for i in range(240):
        person, project = people[i % 4], projects[i // 4 % 3]
        hours = world.chance.randint(1, 9)
        totals[person, project] += hours
        when = date(2026, 2, 2) + timedelta(days=world.chance.randrange(26))
        rows.append((when, person, project, hours))
    world.chance.shuffle(rows)
    sheet = (("date", "employee", "project", "hours"), rows)
    making.xlsx(world, "timesheet.xlsx", {"Feb": sheet})

    def holds(answered: Answered) -> None:
        lines = _lines(answered.completed())
        tells(answered, *projects)
        for person in people:
            wanted = {float(totals[person, project]) for project in projects}
            rows_of = [line for line in lines if person in line]
            found = any(wanted <= {float(n) for n in _NUMBER.findall(row)} for row in rows_of)
            assert found, f"{person} {wanted} not in: {answered.answer[:1500]}"

    return Asked(
        "Make a pivot table of timesheet.xlsx: one row per employee, one column per project, "
        "the sum of hours in the cells.",
        holds,
    )


@task("zh")
def parcels_sent_too_late(world: World) -> Asked:
    rows = []
    late: list[str] = []
    fine: list[str] = []
    for i in range(60):
        number = f"DD{2600 + i}"
        slow = world.chance.random() < 0.15 or i == 30
        days = world.chance.randint(7, 12) if slow else world.chance.randint(0, 4)
        (late if slow else fine).append(number)
        ordered = date(2026, 4, 1) + timedelta(days=world.chance.randrange(40))
        sent = ordered + timedelta(days=days)
        rows.append((number, f"客户{i + 1:02}", ordered.isoformat(), sent.isoformat()))
    world.csv("订单.csv", ("单号", "客户", "下单日期", "发货日期"), rows)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *late)
        answered.says_not(*fine)

    return Asked("订单.csv 里哪些订单从下单日期到发货日期超过了 5 天？把这些行列出来", holds)


@task("en")
def a_gym_on_one_page(world: World) -> Asked:
    branches = world.chance.sample(["Harbour", "Old Mill", "Station", "Parkside", "Quay"], 4)
    totals, rows = Counter[str](), []
    for i in range(180):
        for at, branch in enumerate(branches):
            visits = world.chance.randint(40, 90) + 30 * at
            totals[branch] += visits
            rows.append(((date(2026, 1, 1) + timedelta(days=i)).isoformat(), branch, visits))
    world.csv("gym_visits.csv", ("date", "branch", "visits"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert re.search(r"<svg|<canvas|<img[^>]+data:image", page), page[:500]
        plain = re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", page)
        for branch in branches:
            assert branch in page, f"{branch} is not on the page"
            assert str(totals[branch]) in plain, f"{branch}'s {totals[branch]} is not on the page"

    return Asked(
        "Please turn gym_visits.csv into a one-page HTML report I can send to my boss: a table "
        "with the total visits of each branch and a few charts.",
        holds,
    )


@task("zh")
def departments_by_their_part_of_the_bill(world: World) -> Asked:
    names = world.chance.sample(["研发部", "市场部", "行政部", "财务部", "人事部", "客服部"], 5)
    totals, rows = Counter[str](), []
    for i in range(150):
        at = i % 5
        amount = world.chance.randint(100, 400) + 160 * at
        totals[names[at]] += amount
        rows.append((f"BX{i:03}", names[at], amount))
    world.chance.shuffle(rows)
    world.csv("报销.csv", ("单号", "部门", "金额"), rows)
    whole_bill = sum(totals.values())

    def holds(answered: Answered) -> None:
        answered.completed().says(*names).picture()
        for name in names:
            near(answered, 100 * totals[name] / whole_bill, by=0.11)

    return Asked("报销.csv 里各部门的报销金额各占总额的百分之多少？再画一张柱状图（png）", holds)
