"""Tables, workbooks and logs: who leads, what changed, what stands out, what belongs together."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import correlation

from openpyxl import load_workbook

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, tells
from tests.tasks.making import Sheet, parquet, xlsx
from tests.tasks.world import World


@task("zh")
def ninetieth_of_clinic_waits(world: World) -> Asked:
    base = dict(
        zip(["骨科", "眼科", "皮肤科"], world.chance.sample(range(8, 60, 11), 3), strict=True)
    )
    waits = {
        ward: [low + world.chance.randint(0, 80) for _ in range(101)] for ward, low in base.items()
    }
    pairs = [(ward, minutes) for ward, all_of in waits.items() for minutes in all_of]
    world.chance.shuffle(pairs)
    rows = [(f"G{i:05}", *pair) for i, pair in enumerate(pairs)]
    parquet(world, "候诊记录.parquet", ("挂号编号", "科室", "候诊分钟"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for ward, all_of in waits.items():
            answered.says(ward)
            near(answered, sorted(all_of)[90])

    return Asked("候诊记录.parquet 里，每个科室的候诊分钟的 90 分位数分别是多少？", holds)


@task("en")
def garage_takings_against_the_month_before(world: World) -> Asked:
    totals, rows = Counter[int](), []
    for month in (5, 6, 7):
        for _ in range(world.chance.randint(40, 55)):
            fee = world.chance.randint(3, 24) + month
            totals[month] += fee
            rows.append((f"2026-{month:02}-{world.chance.randint(1, 30):02}", fee))
    world.chance.shuffle(rows)
    world.csv("garage.csv", ("day", "fee"), rows)
    change = 100 * (totals[7] / totals[6] - 1)

    def holds(answered: Answered) -> None:
        answered.completed()
        near(answered, totals[6], by=0.01)
        near(answered, totals[7], by=0.01)
        near(answered, change)

    return Asked(
        "In garage.csv, by how many percent did the total of fee change from June to July 2026? "
        "Give me both totals as well.",
        holds,
    )


@task("zh")
def loans_without_a_reader(world: World) -> Asked:
    chance = world.chance
    readers = [f"R{n}" for n in chance.sample(range(100, 999), 30)]
    strangers = [f"Z{n}" for n in chance.sample(range(100, 999), 3)]
    who = [chance.choice(readers) for _ in range(70)]
    missing = chance.sample(range(70), chance.randint(4, 6))
    for at in missing:
        who[at] = chance.choice(strangers)
    loans = [(f"L{1000 + i}", reader, chance.randint(1, 5)) for i, reader in enumerate(who)]
    people = [(reader, chance.choice(["学生", "教师"])) for reader in readers]
    book: dict[str, Sheet] = {
        "借阅": (("借阅号", "读者编号", "册数"), loans),
        "读者": (("读者编号", "身份"), people),
    }
    xlsx(world, "图书馆.xlsx", book)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(loans[at][0] for at in missing))
        answered.says_number(len(missing), 0)
        others = [loan[0] for at, loan in enumerate(loans) if at not in missing]
        answered.says_not(*others)

    return Asked(
        "图书馆.xlsx 有「借阅」和「读者」两张表。借阅表里有多少条记录的读者编号在读者表里查不到？"
        "把这些借阅号列出来。",
        holds,
    )


@task("en")
def addresses_the_web_server_did_not_have(world: World) -> Asked:
    chance = world.chance
    pages = chance.sample(["/old-menu", "/wp-login.php", "/favicon.png", "/team", "/jobs/cook"], 5)
    counts = dict(zip(pages, (23, 16, 11, 6, 2), strict=True))
    counts = {page: count + chance.randint(0, 3) for page, count in counts.items()}
    asked = [(page, 404) for page, count in counts.items() for _ in range(count)]
    asked += [(chance.choice(["/", "/menu", "/book"]), 200) for _ in range(140)]
    asked += [(pages[4], 500) for _ in range(30)]
    chance.shuffle(asked)
    lines = []
    for i, (page, status) in enumerate(asked):
        ip = f"203.0.113.{chance.randint(2, 60)}"
        at = f"14/Sep/2026:{8 + i // 60:02}:{i % 60:02}:{chance.randint(0, 59):02} +0000"
        size = chance.randint(200, 9000)
        lines.append(f'{ip} - - [{at}] "GET {page} HTTP/1.1" {status} {size} "-" "Mozilla/5.0"')
    world.text("apache_access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*pages[:3])
        for page in pages[:3]:
            answered.says_number(counts[page], 0)

    return Asked(
        "Which three paths in apache_access.log were answered with 404 most often, and how many "
        "times each? Most frequent first.",
        holds,
    )


@task("en")
def who_knocked_most_at_ssh(world: World) -> Asked:
    chance = world.chance
    tries = {f"198.51.100.{n}": 0 for n in chance.sample(range(3, 200), 5)}
    for rank, ip in enumerate(tries):
        tries[ip] = 6 + 5 * rank + chance.randint(0, 3)
    worst = max(tries, key=lambda ip: tries[ip])
    friend = next(iter(tries))
    said = [
        f"Failed password for {chance.choice(['root', 'anna', 'invalid user oracle'])} from {ip} "
        f"port {chance.randint(30000, 60000)} ssh2"
        for ip, count in tries.items()
        for _ in range(count)
    ]
    said += [f"Accepted publickey for deploy from {friend} port 50022 ssh2"] * 45
    said += [f"Connection closed by {friend} port 50022"] * 20
    chance.shuffle(said)
    lines = [
        f"Oct  7 {3 + i // 40:02}:{i % 40:02}:{chance.randint(0, 59):02} gate "
        f"sshd[{4000 + i}]: {text}"
        for i, text in enumerate(said)
    ]
    world.text("auth.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(worst).says_number(tries[worst], 0)

    return Asked(
        "Look at auth.log: from which IP address did the most failed password attempts come, and "
        "how many were there?",
        holds,
    )


@task("zh")
def the_hour_of_the_most_bytes(world: World) -> Asked:
    chance, by_hour = world.chance, Counter[int]()
    best = chance.randint(9, 20)
    lines = []
    for hour in range(7, 23):
        for minute in sorted(chance.sample(range(60), chance.randint(8, 14))):
            size = chance.randint(500, 20000) + (31000 if hour == best else 0)
            by_hour[hour] += size
            at = f"03/Nov/2026:{hour:02}:{minute:02}:{chance.randint(0, 59):02} +0800"
            page = chance.choice(["/", "/api/list", "/video.mp4", "/img/a.png"])
            lines.append(
                f'10.0.0.{chance.randint(2, 99)} - - [{at}] "GET {page} HTTP/1.1" 200 {size} '
                '"-" "curl/8.5"'
            )
    world.text("nginx_access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(by_hour[best], 0.0005)
        told = re.search(rf"(?<!\d)0?{best}(?!\d)", answered.answer)
        assert told, answered.answer[:800]

    return Asked("nginx_access.log 里哪个小时发出的字节总数最多？一共是多少字节？", holds)


@task("en")
def what_goes_with_honey(world: World) -> Asked:
    chance = world.chance
    names = chance.sample(["rain_mm", "sun_hours", "wind_kmh", "blossom_count"], 4)
    columns: dict[str, list[float]] = {
        n: [chance.uniform(10, 90) for _ in range(80)] for n in names
    }
    columns = {n: [round(v, 1) for v in values] for n, values in columns.items()}
    sign = chance.choice([1, -1])
    honey = [round(100 + sign * 0.5 * v + chance.uniform(-9, 9), 2) for v in columns[names[2]]]
    rows = [(f"hive{i}", *(columns[n][i] for n in names), honey[i]) for i in range(80)]
    world.csv("hives.csv", ("hive", *names, "honey_kg"), rows)
    strength = correlation(columns[names[2]], honey)

    def holds(answered: Answered) -> None:
        answered.completed().says(names[2])
        near(answered, strength, by=0.0051)

    return Asked(
        f"Which of the columns {', '.join(sorted(names))} in hives.csv is most strongly correlated "
        "with honey_kg? Tell me the Pearson coefficient too.",
        holds,
    )


@task("zh")
def water_meters_out_of_line(world: World) -> Asked:
    chance = world.chance
    used = [round(chance.uniform(18, 32), 1) for _ in range(90)]
    odd = chance.sample(range(90), 3)
    for at in odd:
        used[at] = round(chance.uniform(180, 240), 1)
    meters = [f"SB{n}" for n in chance.sample(range(2000, 9999), 90)]
    xlsx(world, "水表.xlsx", {"用水": (("表号", "本月吨数"), zip(meters, used, strict=True))})

    def holds(answered: Answered) -> None:
        answered.completed().says(*(meters[at] for at in odd))
        for at in odd:
            answered.says_number(used[at], 0.0005)
        named = [m for at, m in enumerate(meters) if at not in odd and m in answered.answer]
        assert len(named) <= 3, named

    return Asked("水表.xlsx 里有没有用水量明显异常的表？是哪些表号，各用了多少吨？", holds)


@task("zh")
def crossed_by_shop_and_kind(world: World) -> Asked:
    chance, sums = world.chance, Counter[tuple[str, str]]()
    shops = chance.sample(["东门店", "南湖店", "西站店", "北苑店", "中心店"], 4)
    kinds = chance.sample(["文具", "零食", "饮料", "日用"], 3)
    rows = []
    for i in range(160):
        shop, kind = shops[i % 4], kinds[i % 3]
        count = chance.randint(1, 60)
        sums[shop, kind] += count
        rows.append((date(2026, 8, 1) + timedelta(i % 31), shop, kind, count))
    chance.shuffle(rows)
    xlsx(world, "门店销量.xlsx", {"明细": (("日期", "门店", "品类", "件数"), rows)})

    def holds(answered: Answered) -> None:
        book = load_workbook(answered.completed().file(".xlsx"), data_only=True)
        lines = [line for sheet in book for line in sheet.iter_rows(values_only=True)]
        heads = [line for line in lines if all(kind in line for kind in kinds)]
        assert heads, lines[:5]
        places = [heads[0].index(kind) for kind in kinds]
        for shop in shops:
            told = [[line[at] for at in places] for line in lines if line and line[0] == shop]
            assert [sums[shop, kind] for kind in kinds] in told, (shop, told)

    return Asked(
        "用 门店销量.xlsx 做一张透视表：行是门店，列是品类，值是件数合计，结果存成 Excel 给我。",
        holds,
    )


@task("en")
def heavy_and_late_parcels(world: World) -> Asked:
    chance, rows, wanted = world.chance, [], []
    for i, number in enumerate(chance.sample(range(10000, 99999), 80)):
        kg = round(chance.choice([chance.uniform(2, 39), chance.uniform(41, 70)]), 1)
        status = chance.choice(["delivered", "in transit", "delivered"])
        if i % 13 == 4:
            kg, status = round(chance.uniform(41, 70), 1), "delayed"
        elif i % 13 == 7:
            kg, status = round(chance.uniform(2, 39), 1), "delayed"
        if kg > 40 and status == "delayed":
            wanted.append(f"PX{number}")
        rows.append((f"PX{number}", kg, status, chance.choice(["Oslo", "Lyon", "Porto"])))
    chance.shuffle(rows)
    world.csv("parcels.csv", ("parcel", "weight_kg", "status", "to"), rows)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *wanted)
        answered.says_not(*(row[0] for row in rows if row[0] not in wanted))

    return Asked(
        "Show me the rows of parcels.csv where weight_kg is above 40 and the status is delayed.",
        holds,
    )


@task("zh")
def what_part_each_way_of_ordering_has(world: World) -> Asked:
    chance, totals = world.chance, Counter[str]()
    ways = chance.sample(["小程序", "电话", "外卖平台", "到店", "官网"], 4)
    rows = []
    for i in range(120):
        way = ways[i % 4]
        amount = chance.randint(15, 60) + 30 * (i % 4)
        totals[way] += amount
        rows.append((f"D{i:04}", way, amount))
    chance.shuffle(rows)
    world.csv("点单.csv", ("单号", "下单方式", "金额"), rows)
    whole = sum(totals.values())

    def holds(answered: Answered) -> None:
        answered.completed().says(*ways)
        for way in ways:
            near(answered, 100 * totals[way] / whole)

    return Asked("点单.csv 中，每种下单方式的金额各占总金额的百分之几？", holds)


@task("en")
def page_about_the_power_used(world: World) -> Asked:
    chance, totals = world.chance, defaultdict[str, int](int)
    houses = chance.sample(["Boathouse", "Workshop", "Library", "Greenhouse", "Stable"], 3)
    rows = []
    for day in range(45):
        for at, house in enumerate(houses):
            kwh = chance.randint(20, 60) + 25 * at
            totals[house] += kwh
            rows.append(((date(2026, 3, 1) + timedelta(day)).isoformat(), house, kwh))
    world.csv("power.csv", ("date", "building", "kwh"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert re.search(r"<svg|<canvas|data:image/", page), page[:500]
        plain = page.replace(",", "")
        for house in houses:
            told = f"{totals[house]}"
            assert house in page and (told in plain or told in answered.answer.replace(",", ""))

    return Asked(
        "Make an HTML report of power.csv with charts: the kwh over time, and the total kwh of "
        "each building with its numbers.",
        holds,
    )
