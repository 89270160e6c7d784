"""Tables and logs as people of ten trades would ask about them."""

import math
import re
import statistics
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.kept_10.reading import beside, foremost, lines, names, numbers
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


def _correlation(xs: list[float], ys: list[float]) -> float:
    x, y = statistics.fmean(xs), statistics.fmean(ys)
    both = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return both / math.sqrt(sum((a - x) ** 2 for a in xs) * sum((b - y) ** 2 for b in ys))


@task("zh")
def claims_of_each_department(world: World) -> Asked:
    chance = world.chance
    departments = chance.sample(["研发部", "市场部", "行政部", "客服部", "采购部", "法务部"], 4)
    totals, rows = Counter[str](), []
    for i in range(120):
        at = i % 4
        cents = chance.randint(8000, 20000) + 14000 * at
        totals[departments[at]] += cents
        day = date(2025, 1, 1) + timedelta(days=chance.randrange(90))
        kind = chance.choice(["差旅", "餐饮", "办公用品", "培训"])
        rows.append((day, departments[at], kind, cents / 100))
    chance.shuffle(rows)
    xlsx(world, "报销台账.xlsx", {"一季度": (("日期", "部门", "类别", "金额"), rows)})
    best, whole = departments[3], sum(totals.values())

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, cents in totals.items():
            percent = 100 * cents / whole
            told = [n for line in lines(answered) if names(line, name) for n in numbers(line)]
            near = any(abs(n - percent) <= 0.51 or abs(n - percent / 100) <= 0.006 for n in told)
            assert near, (name, percent, answered.answer[:1200])
        foremost(answered, best, [d for d in departments if d != best])

    return Asked(
        "请根据 报销台账.xlsx 计算各部门报销金额占总金额的百分比，并指出占比最高的部门。", holds
    )


@task("en")
def couriers_on_a_bad_day(world: World) -> Asked:
    chance = world.chance
    couriers = chance.sample(["Finch", "Osprey", "Magpie", "Plover", "Dunlin"], 3)
    minutes: dict[str, list[int]] = defaultdict(list)
    rows = []
    for i in range(360):
        at = i % 3
        took = chance.randint(12, 40) + 45 * at + (chance.randint(0, 25) if i % 7 == 0 else 0)
        minutes[couriers[at]].append(took)
        rows.append((f"D{i:05}", couriers[at], took))
    chance.shuffle(rows)
    parquet(world, "drops.parquet", ("drop_id", "courier", "delivery_min"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, values in minutes.items():
            ranked = sorted(values)
            at = 0.95 * (len(ranked) - 1)
            low, high = ranked[math.floor(at) - 1], ranked[math.ceil(at) + 1]
            told = [n for line in lines(answered) if names(line, name) for n in numbers(line)]
            assert any(low <= n <= high for n in told), (name, low, high, answered.answer[:1200])

    return Asked("95th percentile of delivery_min per courier, drops.parquet", holds)


@task("en")
def answers_by_status(world: World) -> Asked:
    chance = world.chance
    counts = {
        "200": chance.randint(310, 390),
        "304": chance.randint(101, 160),
        "404": chance.randint(41, 80),
        "502": chance.randint(5, 30),
    }
    start, entries = datetime(2026, 3, 9, 6, 0), []  # noqa: DTZ001 - the log has its own zone
    codes = [code for code, times in counts.items() for _ in range(times)]
    chance.shuffle(codes)
    for code in codes:
        start += timedelta(seconds=chance.randint(1, 40))
        client = f"10.{chance.randint(1, 9)}.{chance.randint(1, 99)}.{chance.randint(1, 99)}"
        path = chance.choice(["/", "/cart", "/login", "/img/logo.svg", "/search?q=tea"])
        size = 0 if code == "304" else chance.randint(1000, 9999)
        entries.append(
            f'{client} - - [{start:%d/%b/%Y:%H:%M:%S} +0000] "GET {path} HTTP/1.1" {code} {size}'
            ' "-" "Mozilla/5.0"'
        )
    world.text("nginx/access.log", "\n".join(entries) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        for code, times in counts.items():
            beside(answered, code, times, by=0)

    return Asked("nginx/access.log: number of requests for each status code.", holds)


@task("zh")
def hosts_that_complain(world: World) -> Asked:
    chance = world.chance
    hosts = chance.sample(["kiln", "mill", "forge", "press", "lathe", "crane"], 4)
    times = dict(zip(hosts, chance.sample([6, 11, 17, 24, 33], 4), strict=True))
    entries = []
    for host in hosts:
        for _ in range(times[host]):
            what = chance.choice(["disk sda1", "link eth0", "job nightly", "mount /srv"])
            entries.append((host, f"monitor[{chance.randint(300, 900)}]: error on {what}"))
        calm = (f"sshd[{chance.randint(300, 900)}]: session opened for ada" for _ in range(40))
        entries += [(host, message) for message in calm]
    chance.shuffle(entries)
    moment, text = datetime(2026, 5, 4, 1, 0), ""  # noqa: DTZ001 - syslog names no zone
    for host, message in entries:
        moment += timedelta(seconds=chance.randint(5, 60))
        text += f"{moment:%b} {moment.day:2} {moment:%H:%M:%S} {host} {message}\n"
    world.text("syslog.log", text)
    best = max(times, key=lambda h: times[h])

    def holds(answered: Answered) -> None:
        answered.completed()
        for host in hosts:
            beside(answered, host, times[host], by=0)
        foremost(answered, best, [h for h in hosts if h != best])

    return Asked("syslog.log 里含 error 的行，每台主机各有多少条？哪台最多？", holds)


@task("en")
def fees_by_kind_of_animal(world: World) -> Asked:
    chance = world.chance
    kinds = chance.sample(["cat", "dog", "rabbit", "parrot", "tortoise"], 4)
    pets = [
        (f"P{i:03}", chance.choice(["Milo", "Luna", "Coco", "Pip"]), chance.choice(kinds))
        for i in range(1, 61)
    ]
    pets += [(f"P{61 + i:03}", "Bo", kind) for i, kind in enumerate(kinds)]
    kind_of, totals, visits = {p[0]: p[2] for p in pets}, Counter[str](), []
    for i in range(220):
        pet = pets[60 + i % 4] if i < 8 else chance.choice(pets)
        fee = chance.randint(40, 300) / 2
        totals[kind_of[pet[0]]] += int(fee * 2)
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(120))
        visits.append((f"V{i:04}", pet[0], day.isoformat(), f"{fee:.2f}"))
    world.csv("pets.csv", ("pet_id", "name", "species"), pets)
    world.csv("visits.csv", ("visit_id", "pet_id", "date", "fee"), visits)

    def holds(answered: Answered) -> None:
        answered.completed()
        for kind, halves in totals.items():
            beside(answered, kind, halves / 2, by=0.06)

    return Asked(
        "Hi! The fees are in visits.csv and pets.csv knows which species each pet_id is. "
        "Could you add up the fees for every species?",
        holds,
    )


@task("zh")
def heat_and_ice_cream(world: World) -> Asked:
    chance = world.chance
    spread = chance.choice([8, 16, 30])
    heat = [round(chance.uniform(12, 38), 1) for _ in range(80)]
    sold = [float(round(40 + 3 * h + chance.gauss(0, spread))) for h in heat]
    days = [(date(2025, 5, 1) + timedelta(days=i)).isoformat() for i in range(80)]
    tea = [chance.randint(20, 60) for _ in heat]
    rows = zip(days, heat, (int(s) for s in sold), tea, strict=True)
    world.csv("冷饮店.csv", ("日期", "最高气温", "冰淇淋销量", "热茶销量"), rows)
    value = _correlation(heat, sold)

    def holds(answered: Answered) -> None:
        answered.completed()
        told = [n for line in lines(answered) for n in numbers(line)]
        assert any(abs(n - value) <= 0.0061 for n in told), (value, answered.answer[:1200])

    return Asked(
        "想知道天热是不是冰淇淋就卖得好：冷饮店.csv 里最高气温和冰淇淋销量的皮尔逊相关系数是多少？",
        holds,
    )


@task("en")
def meters_that_run_wild(world: World) -> Asked:
    chance = world.chance
    flats = [f"M{n}" for n in chance.sample(range(1000, 9999), 150)]
    wild = chance.sample(flats, 3)
    use = {f: chance.randint(100, 140) for f in flats} | {f: chance.randint(290, 350) for f in wild}
    rows = [(flat, f"Block {chance.choice('ABC')}", use[flat]) for flat in flats]
    world.csv("water_meters.csv", ("meter", "block", "litres_per_day"), rows)
    usual = [flat for flat in flats if 116 <= use[flat] <= 124][:5]

    def holds(answered: Answered) -> None:
        answered.completed()
        told = "\n".join(lines(answered))
        missing = [flat for flat in wild if flat not in told]
        assert not missing, (missing, answered.answer[:1200])
        answered.says_not(*usual)

    return Asked(
        "I look after three blocks of flats. Which meters in water_meters.csv are outliers in "
        "litres_per_day?",
        holds,
    )


@task("zh")
def power_bill_up_and_down(world: World) -> Asked:
    chance = world.chance
    used, rises = [chance.randint(4000, 5000)], [True, False, True, True, False, True]
    chance.shuffle(rises)
    for up in rises:
        used.append(round(used[-1] * (1 + chance.uniform(0.14, 0.38) * (1 if up else -1))))
    months = [f"2025-{m:02}" for m in range(3, 10)]
    world.csv("用电.csv", ("月份", "用电量"), zip(months, used, strict=True))
    falls = re.compile(r"[-−–↓降减跌少负]")

    def told(answered: Answered, change: float) -> bool:
        for line in lines(answered):
            plain = re.sub(r"\d{4}-\d{2}", " ", line)
            near = any(abs(n - abs(change)) <= 0.51 for n in numbers(plain))
            if near and (change > 0 or falls.search(plain)):
                return True
        return False

    def holds(answered: Answered) -> None:
        answered.completed()
        for before, after in pairwise(used):
            change = 100 * (after / before - 1)
            assert told(answered, change), (change, answered.answer[:1200])

    return Asked("用电.csv 每个月的用电量，跟上个月比增减了百分之几？", holds)


@task("zh")
def guests_by_room_and_meal(world: World) -> Asked:
    chance = world.chance
    rooms, meals = chance.sample(["竹厅", "梅厅", "兰厅", "菊厅"], 3), ["早餐", "午餐", "晚餐"]
    totals, rows = Counter[tuple[str, str]](), []
    for i in range(180):
        room, meal = rooms[i % 3], chance.choice(meals)
        if i < 9:
            meal = meals[i // 3]
        guests = chance.randint(2, 12)
        totals[room, meal] += guests
        day = date(2026, 2, 1) + timedelta(days=i // 6)
        rows.append((day.isoformat(), room, meal, guests))
    world.csv("订位.csv", ("日期", "包间", "餐别", "人数"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for (room, _meal), guests in totals.items():
            beside(answered, room, guests, by=0)

    return Asked("用 订位.csv 做个透视表，行是包间，列是餐别，值是人数合计", holds)


@task("en")
def late_and_not_paid(world: World) -> Asked:
    chance = world.chance
    rows: list[tuple[str, str, int, str]] = []
    ids = [f"L{n}" for n in chance.sample(range(10000, 99999), 60)]
    wanted = set(ids[: chance.randint(4, 8)])
    for i, loan in enumerate(ids):
        late, paid = chance.randint(31, 90), "no"
        if loan not in wanted:
            late, paid = [(chance.randint(31, 90), "yes"), (chance.randint(0, 30), "no")][i % 2]
        rows.append((loan, chance.choice(["Ines", "Tom", "Ravi", "Greta"]), late, paid))
    chance.shuffle(rows)
    world.csv("loans.csv", ("loan_id", "member", "days_late", "fine_paid"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        told = "\n".join(lines(answered))
        assert all(loan in told for loan in wanted), (wanted, answered.answer[:1200])
        answered.says_not(*(loan for loan in ids if loan not in wanted))

    return Asked(
        "Show me the rows of loans.csv where days_late is more than 30 and fine_paid is no.", holds
    )


@task("zh")
def a_coffee_report_for_the_web(world: World) -> Asked:
    chance = world.chance
    drinks = chance.sample(["拿铁", "美式", "摩卡", "卡布奇诺", "澳白"], 4)
    totals, rows = Counter[str](), []
    for i in range(160):
        drink, amount = drinks[i % 4], chance.randint(18, 60) + 10 * (i % 4)
        totals[drink] += amount
        day = date(2026, 4, 1) + timedelta(days=i // 4)
        rows.append((day.isoformat(), drink, amount))
    world.csv("咖啡销售.csv", ("日期", "品类", "销售额"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert re.search(r"data:image/|<svg|<canvas", page), page[:600]
        plain = page.replace(",", "")
        for drink, amount in totals.items():
            assert drink in plain and str(amount) in plain, (drink, amount)

    return Asked(
        "麻烦把 咖啡销售.csv 做成一个单独的 HTML 网页报告，"
        "里面要有每个品类的销售额合计，再配上图，我要发给合伙人看。",
        holds,
    )


@task("en")
def where_our_money_goes(world: World) -> Asked:
    chance = world.chance
    suppliers = chance.sample(
        ["Millbrook", "Ashdown", "Corvale", "Tarnhill", "Penwick", "Overly", "Kestrow"], 7
    )
    totals, rows = Counter[str](), []
    for i in range(210):
        at = i % 7
        cost = chance.randint(20, 60) + 40 * at
        totals[suppliers[at]] += cost
        rows.append((f"{2000 + i}", suppliers[at], chance.choice(["flour", "butter"]), cost))
    chance.shuffle(rows)
    world.csv("purchases.csv", ("invoice", "supplier", "item", "cost"), rows)
    top = [name for name, _ in totals.most_common(3)]

    def holds(answered: Answered) -> None:
        answered.completed().picture().in_order(*top)
        for name in top:
            beside(answered, name, totals[name], by=0.06)
        answered.says_not(suppliers[0], suppliers[1])

    return Asked(
        "We are a small bakery. Who are our top 3 suppliers by total cost in purchases.csv? "
        "Please draw a bar chart of them too.",
        holds,
    )
