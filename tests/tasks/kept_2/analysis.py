"""Workbooks, logs and tables: what stands in them, joined, crossed, compared; a missing file."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import correlation, mean

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, near, refused
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


def two_readings(answered: Answered, *readings: tuple[str, float]) -> None:
    """At least two of the readings are told: whom each finds, and the figure that says so."""
    missed = []
    for name, value in readings:
        try:
            answered.says(name).says_number(value, 0.001)
        except AssertionError as error:
            missed.append(str(error))
    assert len(readings) - len(missed) >= 2, missed


@task("zh")
def department_with_the_highest_pay(world: World) -> Asked:
    teams = world.chance.sample(["研发部", "市场部", "法务部", "客服部", "财务部"], 4)
    even, many, one = teams[:3]
    people: list[tuple[str, str, int]] = []
    for team, count, low in (
        (even, 4, 21000),
        (many, 40, 7000),
        (one, 9, 8000),
        (teams[3], 6, 6000),
    ):
        people += [(team, "员工", low + world.chance.randint(0, 1500)) for _ in range(count)]
    people.append((one, "总监", world.chance.randint(52000, 61000)))
    world.chance.shuffle(people)
    rows = [(f"G{i:03}", team, post, pay) for i, (team, post, pay) in enumerate(people)]
    xlsx(world, "工资表.xlsx", {"11月": (("工号", "部门", "岗位", "月薪"), rows)})
    paid: dict[str, list[int]] = defaultdict(list)
    for team, _, pay in people:
        paid[team].append(pay)
    readings = (
        (even, mean(paid[even])),
        (many, float(sum(paid[many]))),
        (one, float(max(paid[one]))),
    )

    def holds(answered: Answered) -> None:
        two_readings(answered.completed(), *readings)

    return Asked("工资表.xlsx里面哪个部门工资最高", holds)


@task("en")
def latency_of_requests(world: World) -> Asked:
    times = [round(world.chance.lognormvariate(4, 0.8), 2) for _ in range(403)]
    rows = [(i, world.chance.choice(["GET", "PUT"]), t) for i, t in enumerate(times)]
    parquet(world, "requests.parquet", ("id", "method", "latency_ms"), rows)
    ranked = sorted(times)

    def holds(answered: Answered) -> None:
        answered.completed()
        for share in (0.5, 0.95):
            at = int(share * (len(ranked) - 1))
            between(answered, ranked[at], ranked[at + 1])

    return Asked("median and 95th percentile of latency_ms in requests.parquet please", holds)


@task("zh")
def programs_that_log_most(world: World) -> Asked:
    names = world.chance.sample(["sshd", "CRON", "systemd", "dockerd", "dhclient", "chronyd"], 5)
    counts = {n: 12 + 13 * i + world.chance.randint(0, 6) for i, n in enumerate(names)}
    written = [n for n, count in counts.items() for _ in range(count)]
    world.chance.shuffle(written)
    lines = []
    for i, program in enumerate(written):
        clock = f"{i // 60 % 24:02}:{i % 60:02}:{world.chance.randint(0, 59):02}"
        event = world.chance.choice(["session opened", "job done", "timeout, retrying", "started"])
        lines.append(f"Nov {3 + i // 90:2} {clock} node7 {program}[{700 + i % 9}]: {event}")
    world.text("syslog.log", "\n".join(lines) + "\n")
    top = sorted(names, key=lambda n: -counts[n])[:3]

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*top)
        for program in top:
            answered.says_number(counts[program], 0)

    return Asked("帮我看看syslog.log这个系统日志，哪三个程序写的日志最多，分别多少条", holds)


@task("en")
def units_by_category_of_two_files(world: World) -> Asked:
    kinds = world.chance.sample(["Garden", "Kitchen", "Toys", "Sports", "Office"], 3)
    home = {f"A{i:02}-{world.chance.randint(10, 99)}": kinds[i % 3] for i in range(24)}
    totals, rows = Counter[str](), []
    for i in range(210):
        sku, units = world.chance.choice(list(home)), world.chance.randint(1, 40)
        rows.append((f"2026-0{i % 9 + 1}-14", sku, units))
        totals[home[sku]] += units
    world.csv("sold.csv", ("day", "sku", "units"), rows)
    goods = [(sku, f"thing {i}", kind) for i, (sku, kind) in enumerate(home.items())]
    xlsx(world, "catalogue.xlsx", {"goods": (("sku", "title", "category"), goods)})

    def holds(answered: Answered) -> None:
        answered.completed()
        for kind, total in totals.items():
            answered.says(kind).says_number(total, 0)

    return Asked(
        "sold.csv only has the sku; the category is in catalogue.xlsx. "
        "How many units did we sell in each category?",
        holds,
    )


@task("zh")
def what_goes_with_the_price(world: World) -> Asked:
    rows = []
    for i in range(90):
        area, floor = world.chance.randint(40, 160), world.chance.randint(1, 30)
        age = world.chance.randint(0, 25)
        price = 2.1 * area - 2.5 * age + world.chance.gauss(0, 18) + 60
        rows.append((f"F{i}", area, floor, age, round(price, 1)))
    world.csv("二手房.csv", ("房源", "面积", "楼层", "房龄", "总价"), rows)
    r = correlation([row[1] for row in rows], [row[4] for row in rows])

    def holds(answered: Answered) -> None:
        near(answered.completed().says("面积"), r, by=0.006)

    return Asked("二手房.csv，面积、楼层、房龄里哪个跟总价最相关？相关系数是多少？", holds)


@task("en")
def payments_that_look_off(world: World) -> Asked:
    rows = [[f"P{1000 + i}", round(world.chance.gauss(80, 9), 2)] for i in range(200)]
    odd = sorted(world.chance.sample(range(200), 2))
    for i in odd:
        rows[i][1] = world.chance.randint(2000, 9000) + 0.25
    world.csv("payments.csv", ("payment", "amount"), rows)
    strange = [float(rows[i][1]) for i in odd]

    def holds(answered: Answered) -> None:
        answered.completed()
        for amount in strange:
            near(answered, amount, by=0.3)

    return Asked("do any amounts in payments.csv look wrong? like way too big", holds)


@task("en")
def quarters_against_last_year(world: World) -> Asked:
    rows, totals = [], Counter[tuple[int, int]]()
    change = dict(zip(range(4), world.chance.sample([0.6, 0.78, 1.17, 1.31, 1.52], 4), strict=True))
    day = date(2024, 1, 1)
    while day.year < 2026:
        quarter = (day.month - 1) // 3
        level = 900 * (change[quarter] if day.year == 2025 else 1)
        for _ in range(6):
            amount = round(level * world.chance.uniform(0.8, 1.2))
            rows.append((day.isoformat(), amount))
            totals[day.year, quarter] += amount
        day += timedelta(days=1)
    world.csv("revenue.csv", ("date", "revenue"), rows)
    rates = [(totals[2025, q] / totals[2024, q] - 1) * 100 for q in range(4)]

    def holds(answered: Answered) -> None:
        answered.completed()
        for rate in rates:
            near(answered, rate, by=0.51)

    return Asked(
        "Using revenue.csv, compare each quarter of 2025 with the same quarter of 2024, "
        "change in percent.",
        holds,
    )


@task("zh")
def shops_crossed_with_quarters(world: World) -> Asked:
    shops = world.chance.sample(["徐汇店", "静安店", "浦东店", "杨浦店"], 3)
    cells, rows = Counter[tuple[str, str]](), []
    for i in range(150):
        shop, quarter = shops[i % 3], f"Q{i // 3 % 4 + 1}"
        amount = world.chance.randint(100, 4000)
        rows.append((f"NO{i}", shop, quarter, amount))
        cells[shop, quarter] += amount
    world.csv("门店流水.csv", ("单号", "门店", "季度", "销售额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*shops, "Q1", "Q2", "Q3", "Q4")
        for total in cells.values():
            answered.says_number(total, 0.0001)

    return Asked("用门店流水.csv做个透视表，门店当行、季度当列，里面放销售额合计", holds)


@task("zh")
def pupils_who_failed(world: World) -> Asked:
    families = list("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏")
    given = world.chance.sample(["子轩", "雨桐", "浩然", "思涵", "梓萱", "一鸣"], 6)
    world.chance.shuffle(families)
    rows = []
    for i, family in enumerate(families):
        score = world.chance.choice([world.chance.randint(25, 59), world.chance.randint(60, 99)])
        rows.append((family + given[i % 6], f"{'一二三'[i % 3]}班", score))
    rows[2] = (rows[2][0], "三班", 41)
    rows[5] = (rows[5][0], "三班", 60)
    xlsx(world, "期中成绩.xlsx", {"成绩": (("姓名", "班级", "数学"), rows)})
    wanted = [r[0] for r in rows if r[1] == "三班" and r[2] < 60]
    others = [r[0] for r in rows if r[0] not in wanted]

    def holds(answered: Answered) -> None:
        answered.completed().says(*wanted).says_not(*others)

    return Asked("请列出期中成绩.xlsx中三班数学低于60分的同学，谢谢！", holds)


@task("en")
def a_page_for_the_boss(world: World) -> Asked:
    sites = world.chance.sample(["Leeds", "Cork", "Turin", "Ghent"], 3)
    totals, rows = Counter[str](), []
    for i in range(96):
        site, used = sites[i % 3], world.chance.randint(200, 1800)
        rows.append((f"2026-{i // 8 + 1:02}-{i % 8 + 3:02}", site, used))
        totals[site] += used
    world.csv("energy.csv", ("date", "site", "kwh"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text("utf-8")
        assert "data:image" in page or "<svg" in page, "no plot in the page"
        assert 'src="http' not in page.lower(), "not self-contained"
        used = [row[2] for row in rows]
        figures = {sum(used), *totals.values(), max(used), min(used), round(mean(used), 1)}
        assert "kwh" in page.lower() and any(str(n) in page.replace(",", "") for n in figures)

    return Asked(
        "my boss wants something to look at: turn energy.csv into a single html report with "
        "graphs in it",
        holds,
    )


@task("en")
def the_best_seller_of_a_team(world: World) -> Asked:
    reps = world.chance.sample(["Okafor", "Lindqvist", "Moreau", "Tanaka", "Silva"], 4)
    whole, busy, big = reps[:3]
    deals: list[tuple[str, int]] = []
    for rep, count, low in ((whole, 30, 3000), (busy, 60, 500), (big, 4, 9000), (reps[3], 12, 700)):
        deals += [(rep, low + world.chance.randint(0, 400)) for _ in range(count)]
    world.chance.shuffle(deals)
    world.csv(
        "deals.csv",
        ("deal_no", "rep", "amount"),
        [(f"D-{i:04}", rep, amount) for i, (rep, amount) in enumerate(deals)],
    )
    amounts: dict[str, list[int]] = defaultdict(list)
    for rep, amount in deals:
        amounts[rep].append(amount)
    readings = (
        (whole, float(sum(amounts[whole]))),
        (busy, float(len(amounts[busy]))),
        (big, mean(amounts[big])),
    )

    def holds(answered: Answered) -> None:
        two_readings(answered.completed(), *readings)

    return Asked("Who is our best sales rep? The data is in deals.csv.", holds)


@task("zh")
def a_file_of_another_year(world: World) -> Asked:
    rows = [(f"华{d}", world.chance.randint(10, 900)) for d in "东南西北东南"]
    world.csv("2026年销售.csv", ("地区", "金额"), rows)

    def holds(answered: Answered) -> None:
        refused(answered, "2025年销售.csv")

    return Asked("2025年销售.csv 按地区汇总一下金额", holds)
