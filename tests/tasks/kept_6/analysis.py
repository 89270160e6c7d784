"""Tables and logs of a class, an office, a shop and a server: sums, ranks, filters, a chart."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import mean, pstdev, stdev

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, whole
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


def told_somewhere(answered: Answered, *values: float) -> None:
    """Each value below a thousand is in the answer, its data or its files."""
    everything = whole(answered)
    told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", everything)]
    for value in values:
        assert any(abs(n - value) <= 0.06 for n in told), f"{value} not in {everything[:1500]}"


@task("zh")
def best_three_of_the_class(world: World) -> Asked:
    names = ["李想", "王思远", "陈雨桐", "赵一鸣", "孙佳怡", "周子墨", "吴悠", "郑好"]
    world.chance.shuffle(names)
    rows = []
    for place, name in enumerate(names):
        middle = 92 - 4 * place
        rows.append((name, *(middle + world.chance.randint(-1, 1) for _ in range(3))))
    totals = {row[0]: sum(row[1:]) for row in rows}
    best = sorted(totals, key=lambda name: -totals[name])[:3]
    world.chance.shuffle(rows)
    xlsx(world, "成绩单.xlsx", {"期中": (("姓名", "语文", "数学", "英语"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed().says("成绩单.xlsx").in_order(*best)
        for name in best:
            answered.says_number(totals[name], 0)

    return Asked("成绩单.xlsx 里语文数学英语加起来，总分前三名是谁，各多少分", holds)


@task("en")
def what_clients_still_owe(world: World) -> Asked:
    clients = world.chance.sample(
        ["Harbor Foods", "Quill & Co", "Northway", "Dalton Ltd", "Piper Group"], 4
    )
    owed: dict[str, float] = defaultdict(float)
    rows = []
    for i in range(world.chance.randint(70, 110)):
        client, amount = clients[i % 4], world.chance.randint(5000, 250000) / 100
        paid = world.chance.random() < 0.55 and i > 7
        owed[client] += 0 if paid else amount
        rows.append((f"INV-{i + 1:04}", client, f"{amount:.2f}", "yes" if paid else "no"))
    world.csv("invoices.csv", ("invoice", "client", "amount", "paid"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("invoices.csv")
        for client, total in owed.items():
            answered.says(client).says_number(total, 0.0005)

    return Asked(
        "Could you tell me the total unpaid amount for each client in invoices.csv? "
        "The paid column is yes or no.",
        holds,
    )


@task("zh")
def busiest_hour_for_orders(world: World) -> Asked:
    peak = world.chance.choice([11, 12, 17, 18, 19])
    hours: Counter[int] = Counter()
    rows = []
    for i in range(world.chance.randint(260, 340)):
        hour = peak if world.chance.random() < 0.3 else world.chance.randint(10, 21)
        hours[hour] += 1
        clock = f"{hour:02}:{world.chance.randint(0, 59):02}:{world.chance.randint(0, 59):02}"
        day = date(2026, 8, 1) + timedelta(days=i % 28)
        rows.append((f"W{i:05}", f"{day} {clock}", world.chance.randint(15, 90)))
    world.csv("外卖订单.csv", ("订单号", "下单时间", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("外卖订单.csv")
        answered.says_number(peak, 0).says_number(hours[peak], 0)

    return Asked("看看外卖订单.csv，一天里几点钟下单的最多？有多少单", holds)


@task("en")
def clients_that_pull_the_most(world: World) -> Asked:
    addresses = [f"172.16.{i}.{world.chance.randint(2, 250)}" for i in range(6)]
    world.chance.shuffle(addresses)
    sent, lines = Counter[str](), []
    for place, address in enumerate(addresses):
        for _ in range(20 + 6 * place):
            size = (90000 >> place) + world.chance.randint(0, 400)
            sent[address] += size
            lines.append((address, size))
    world.chance.shuffle(lines)
    world.text(
        "apache_access.log",
        "".join(
            f"{address} - - [03/Nov/2026:{i // 3600:02}:{i // 60 % 60:02}:{i % 60:02} +0000] "
            f'"GET /files/{i % 37}.zip HTTP/1.1" 200 {size} "-" "curl/8.5.0"\n'
            for i, (address, size) in enumerate(lines)
        ),
    )
    top = sorted(sent, key=lambda address: -sent[address])[:3]

    def holds(answered: Answered) -> None:
        answered.completed().says("apache_access.log").in_order(*top)

    return Asked("top 3 client IPs by bytes sent in apache_access.log", holds)


@task("zh")
def two_groups_of_an_experiment(world: World) -> Asked:
    groups = {"对照组": world.chance.randint(480, 520), "实验组": world.chance.randint(400, 440)}
    times: dict[str, list[float]] = defaultdict(list)
    rows = []
    for i in range(world.chance.randint(60, 90)):
        group = list(groups)[i % 2]
        times[group].append(round(world.chance.gauss(groups[group], 35), 1))
        rows.append((f"S{i + 1:03}", group, times[group][-1]))
    world.csv("反应时.csv", ("被试编号", "组别", "反应时ms"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("反应时.csv", *groups)
        for values in times.values():
            near(answered, mean(values), by=0.11)
            near(answered, stdev(values), pstdev(values), by=0.06)

    return Asked(
        "您好，麻烦统计反应时.csv中对照组和实验组各自反应时的平均值与标准差，论文里要用。", holds
    )


@task("en")
def customers_who_came_back(world: World) -> Asked:
    again, once = world.chance.randint(17, 33), world.chance.randint(40, 70)
    codes = world.chance.sample(range(2000, 9000), again + once)
    orders = [(code, k) for code in codes[:again] for k in range(world.chance.randint(2, 5))]
    orders += [(code, 0) for code in codes[again:]]
    world.chance.shuffle(orders)
    world.json(
        "orders.json",
        [
            {"order": f"A{i:04}", "customer": f"C{code}", "total": world.chance.randint(10, 400)}
            for i, (code, _) in enumerate(orders)
        ],
    )

    def holds(answered: Answered) -> None:
        answered.completed().says("orders.json").says_number(again, 0)

    return Asked("orders.json: how many customers have ordered more than once?", holds)


@task("zh")
def costs_of_three_months(world: World) -> Asked:
    kinds = world.chance.sample(["差旅", "办公用品", "房租", "招待", "快递", "水电"], 4)
    totals = Counter[str]()
    for month in (7, 8, 9):
        rows = []
        for i in range(world.chance.randint(25, 40)):
            kind, amount = kinds[i % 4], world.chance.randint(60, 5000)
            totals[kind] += amount
            rows.append((f"2026-{month:02}-{i % 28 + 1:02}", kind, amount))
        world.csv(f"{month}月费用.csv", ("日期", "类别", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for kind, total in totals.items():
            answered.says(kind).says_number(total, 0.0002)

    return Asked(
        "把7月费用.csv、8月费用.csv、9月费用.csv这三个表合起来，算一下每个类别一共花了多少钱", holds
    )


@task("en")
def a_line_of_temperatures(world: World) -> Asked:
    months: dict[int, list[float]] = defaultdict(list)
    rows = []
    for i in range(365):
        day = date(2025, 1, 1) + timedelta(days=i)
        warmth = round(18 - 2.5 * abs(day.month - 7) + world.chance.uniform(-3, 3), 1)
        months[day.month].append(warmth)
        rows.append((day, warmth, world.chance.randint(30, 95)))
    world.csv("weather.csv", ("date", "temperature", "humidity"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture().says("weather.csv")
        told_somewhere(answered, *(mean(values) for values in months.values()))

    return Asked("I need a line chart of the average temperature per month from weather.csv", holds)


@task("zh")
def late_in_the_morning(world: World) -> Asked:
    people = world.chance.sample(["刘洋", "张敏", "何静", "马超", "林峰", "高翔"], 4)
    late = dict(zip(people, world.chance.sample(range(2, 15), 4), strict=True))
    rows = []
    for person, times in late.items():
        delayed = set(world.chance.sample(range(22), times))
        for i in range(22):
            hour, low, high = (9, 4, 48) if i in delayed else (8, 20, 56)
            clock = f"{hour:02}:{world.chance.randint(low, high):02}"
            rows.append((person, f"2026-10-{i + 8:02}", clock))
    world.chance.shuffle(rows)
    world.csv("考勤.csv", ("姓名", "日期", "打卡时间"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("考勤.csv")
        for person, times in late.items():
            answered.says(person).says_number(times, 0)

    return Asked("考勤.csv，打卡时间晚于09:00的算迟到，每个人迟到了几次？", holds)


@task("en")
def units_of_stores_and_quarters(world: World) -> Asked:
    stores = world.chance.sample(["Leeds", "Bristol", "Cardiff", "Derby", "Exeter"], 3)
    cells, rows = Counter[tuple[str, str]](), []
    for i in range(96):
        cell, units = (stores[i % 3], f"Q{i // 3 % 4 + 1}"), world.chance.randint(11, 99)
        cells[cell] += units
        rows.append((*cell, units))
    world.chance.shuffle(rows)
    parquet(world, "units.parquet", ("store", "quarter", "units"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("units.parquet")
        for store in stores:
            assert store in whole(answered)
        told_somewhere(answered, *cells.values())

    return Asked(
        "Pivot units.parquet please: one row per store, quarters as columns, sum of units", holds
    )


@task("en")
def what_a_file_holds(world: World) -> Asked:
    count = world.chance.randint(140, 390)
    rows = [
        (
            10000 + i,
            world.chance.choice(["web", "phone", "store"]),
            world.chance.randint(1, 60),
            f"2026-0{i % 9 + 1}-15",
        )
        for i in range(count)
    ]
    world.csv("export_final2.csv", ("ticket_id", "channel", "minutes", "opened"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("ticket_id", "channel", "minutes", "opened")
        answered.says_number(count, 0)

    return Asked("someone sent me export_final2.csv, whats in it?", holds)


@task("zh")
def below_the_safe_stock(world: World) -> Asked:
    codes = [f"SP{n}" for n in world.chance.sample(range(1000, 9999), 36)]
    low = set(codes[: world.chance.randint(4, 8)])
    rows = []
    for code in codes:
        safe = world.chance.randint(20, 80)
        stock = world.chance.randint(1, safe - 3) if code in low else safe + 5
        rows.append((code, stock, safe))
    world.chance.shuffle(rows)
    xlsx(world, "库存表.xlsx", {"仓库": (("商品编码", "库存", "安全库存"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed().says("库存表.xlsx", *low)
        answered.says_not(*(code for code in codes if code not in low))

    return Asked("库存表.xlsx 里哪些商品的库存低于安全库存？我要补货", holds)


@task("en")
def groceries_in_march(world: World) -> Asked:
    spent, rows = 0.0, []
    for i in range(world.chance.randint(150, 220)):
        day = date(2026, 1, 1) + timedelta(days=i % 150)
        kind = world.chance.choice(["Groceries", "Rent", "Transport", "Eating out"])
        amount = world.chance.randint(400, 12000) / 100
        if kind == "Groceries" and day.month == 3:
            spent += amount
        rows.append((day, kind, f"{-amount:.2f}"))
    world.csv("bank.csv", ("date", "category", "amount"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("bank.csv")
        near(answered, spent, by=0.06)

    return Asked("how much did i spend on groceries in march?? its all in bank.csv", holds)
