"""Tables and logs: sums of columns, groups, joins, rankings, repeats, charts and running totals."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import mean

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, near, tells
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


def ranked(answered: Answered, names: Sequence[str]) -> None:
    """The answer or a table that was handed over has the names in this order."""
    tables = [p.read_text("utf-8-sig") for p in handed(answered) if p.suffix in (".csv", ".md")]
    for text in (answered.answer, *tables):
        at = -1
        for name in names:
            at = text.find(name, at + 1)
            if at < 0:
                break
        else:
            return
    raise AssertionError(f"{names} not in order: {answered.answer[:1500]}")


@task("zh")
def places_in_the_class(world: World) -> Asked:
    names = world.chance.sample(
        ["陈晓雨", "刘一鸣", "周子涵", "吴思远", "郑佳怡", "孙浩然", "马天宇", "何静", "高文博"], 9
    )
    totals = dict(zip(names, world.chance.sample(range(180, 265), 9), strict=True))
    rows = []
    for name, total in totals.items():
        chinese = total // 3 + world.chance.randint(-5, 5)
        maths = total // 3 + world.chance.randint(-5, 5)
        rows.append((name, chinese, maths, total - chinese - maths))
    xlsx(world, "成绩.xlsx", {"期中": (("姓名", "语文", "数学", "英语"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed().says("成绩.xlsx")
        ranked(answered, sorted(names, key=lambda n: -totals[n]))
        tells(answered, *map(str, totals.values()))

    return Asked(
        "成绩.xlsx 里有语文、数学、英语三科，帮我算出每个学生的总分，从高到低排个名", holds
    )


@task("en")
def who_asks_the_server_most(world: World) -> Asked:
    clients = [f"203.0.113.{n}" for n in world.chance.sample(range(100, 255), 9)]
    counts, lines = Counter[str](), []
    for place, client in enumerate(clients):
        counts[client] = 200 - 21 * place - world.chance.randint(0, 9)
        lines += [client] * counts[client]
    world.chance.shuffle(lines)
    world.text(
        "access.log",
        "".join(
            f"{client} - - [03/Nov/2026:{i // 60:02}:{i % 60:02}:{i % 7:02} +0000] "
            f'"GET /{world.chance.choice(["", "cart", "search?q=tea", "static/a.css"])} HTTP/1.1" '
            f'{world.chance.choice([200, 200, 304, 404])} {world.chance.randint(300, 9000)} "-" '
            '"Mozilla/5.0 (X11; Linux x86_64)"\n'
            for i, client in enumerate(lines)
        ),
    )

    def holds(answered: Answered) -> None:
        answered.completed().says("access.log").in_order(*clients[:5]).says_not(*clients[5:])
        for client in clients[:5]:
            answered.says_number(counts[client], 0)

    return Asked("Top 5 IP addresses by number of requests in access.log", holds)


@task("zh")
def ages_in_tens(world: World) -> Asked:
    sizes = dict(zip((2, 3, 4, 5), world.chance.sample(range(61, 150), 4), strict=True))
    ages = [10 * d + world.chance.randint(1, 9) for d, size in sizes.items() for _ in range(size)]
    world.chance.shuffle(ages)
    rows = [
        (f"K{i:04}", world.chance.choice(["男", "女"]), age, world.chance.randint(1, 30) * 100)
        for i, age in enumerate(ages)
    ]
    world.csv("客户.csv", ("客户号", "性别", "年龄", "消费"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture().says("客户.csv")
        for size in sizes.values():
            answered.says_number(size, 0)

    return Asked(
        "客户.csv 里的年龄按每10岁一段（20-29、30-39 这样）分组，看看每段多少人，画个柱状图", holds
    )


@task("en")
def average_basket_of_each_month(world: World) -> Asked:
    totals: dict[int, list[float]] = defaultdict(list)
    rows = []
    for i in range(world.chance.randint(140, 200)):
        day = date(2026, 1, 2) + timedelta(days=world.chance.randrange(118))
        total = round(world.chance.uniform(20, 60) + 37 * (day.month % 3), 2)
        totals[day.month].append(total)
        rows.append((f"SO-{i:04}", day, total))
    parquet(world, "orders.parquet", ("order_id", "ordered_on", "total"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("orders.parquet")
        for given in totals.values():
            near(answered, mean(given), by=0.06)

    return Asked("What is the average order total for each month in orders.parquet?", holds)


@task("zh")
def pieces_of_named_goods(world: World) -> Asked:
    goods = world.chance.sample(["蓝牙耳机", "机械键盘", "显示器", "鼠标垫", "移动硬盘"], 4)
    codes = [f"SKU{n}" for n in world.chance.sample(range(100, 999), 4)]
    sold, rows = Counter[str](), []
    for i in range(world.chance.randint(120, 180)):
        at, count = world.chance.randrange(4), world.chance.randint(1, 30)
        sold[goods[at]] += count
        rows.append((f"D{i:04}", codes[at], count))
    world.csv("订单.csv", ("订单号", "商品编号", "数量"), rows)
    listed = [(c, g, 59 + 10 * i) for i, (c, g) in enumerate(zip(codes, goods, strict=True))]
    world.csv("商品.csv", ("商品编号", "商品名称", "单价"), listed)

    def holds(answered: Answered) -> None:
        answered.completed().says("订单.csv", "商品.csv")
        for good, count in sold.items():
            answered.says(good).says_number(count, 0)

    return Asked(
        "订单.csv 里只有商品编号，名称在 商品.csv 里，帮我统计每种商品（按名称）一共卖了多少件",
        holds,
    )


@task("en")
def addresses_signed_up_again(world: World) -> Asked:
    names = world.chance.sample(
        ["alba", "boris", "celine", "dmitri", "esther", "farid", "greta", "hugo", "ines", "jonas"],
        10,
    )
    mails = [f"{name}{world.chance.randint(10, 99)}@mail.example" for name in names]
    cut = world.chance.randint(2, 4)
    listed = [*mails, *mails[:cut], mails[0]]
    world.chance.shuffle(listed)
    rows = [
        (i + 1, mail, date(2026, 3, 1) + timedelta(days=2 * i)) for i, mail in enumerate(listed)
    ]
    world.csv("signups.csv", ("id", "email", "signed_up"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("signups.csv", *mails[:cut]).says_not(*mails[cut:])

    return Asked("which email addresses show up more than once in signups.csv?", holds)


@task("zh")
def late_most_often(world: World) -> Asked:
    names = world.chance.sample(["王磊", "李娜", "张敏", "赵强", "钱芳"], 4)
    late = dict(zip(names, world.chance.sample(range(5, 19), 4), strict=True))
    worst = max(names, key=lambda n: late[n])
    marks = []
    for name in names:
        early = 20 if name != worst else 1
        marks += [(name, "迟到")] * late[name] + [(name, "早退")] * early
        marks += [(name, "正常")] * (60 - late[name] - early)
    world.chance.shuffle(marks)
    lines = [
        f"{date(2026, 8, 3) + timedelta(days=i // 4)},{name},{mark}\n"
        for i, (name, mark) in enumerate(marks)
    ]
    world.text("考勤.csv", "日期,姓名,状态\n" + "".join(lines), "gbk")

    def holds(answered: Answered) -> None:
        answered.completed().says("考勤.csv", worst).says_number(late[worst], 0)
        told = [name for name in names if name in answered.answer]
        first, last = min(told, key=answered.answer.find), max(told, key=answered.answer.rfind)
        assert worst in (first, last), answered.answer[:1500]

    return Asked("考勤.csv 里谁迟到的次数最多？迟到了几次", holds)


@task("en")
def kinds_of_events(world: World) -> Asked:
    kinds = world.chance.sample(["login", "logout", "purchase", "signup", "error", "search"], 4)
    counts = dict(zip(kinds, world.chance.sample(range(41, 160), 4), strict=True))
    happened = [kind for kind, count in counts.items() for _ in range(count)]
    world.chance.shuffle(happened)
    lines = [
        json.dumps(
            {
                "ts": f"2026-10-0{i % 7 + 1}T{i % 24:02}:05:00Z",
                "type": kind,
                "user": world.chance.randint(1000, 1900),
            }
        )
        for i, kind in enumerate(happened)
    ]
    world.text("events.jsonl", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("events.jsonl")
        for kind, count in counts.items():
            answered.says(kind).says_number(count, 0)

    return Asked("how many events of each type are there in events.jsonl", holds)


@task("zh")
def the_dearest_customers(world: World) -> Asked:
    dear, large, *others = world.chance.sample(["抖音", "淘宝", "小程序", "线下门店", "京东"], 4)
    sizes = {dear: (15, 380, 520), large: (90, 120, 240), **dict.fromkeys(others, (30, 60, 110))}
    orders = {
        channel: [
            world.chance.randint(low, high) for _ in range(count + world.chance.randint(0, 6))
        ]
        for channel, (count, low, high) in sizes.items()
    }
    rows = [(channel, amount) for channel, amounts in orders.items() for amount in amounts]
    world.chance.shuffle(rows)
    numbered = [(f"W{i:04}", *row) for i, row in enumerate(rows)]
    world.csv("网店订单.csv", ("订单号", "渠道", "金额"), numbered)

    def holds(answered: Answered) -> None:
        answered.completed().says("网店订单.csv", dear)
        near(answered, mean(orders[dear]), by=0.51)

    return Asked("网店订单.csv 每行是一个订单，哪个渠道的客单价最高？是多少？", holds)


@task("en")
def the_steepest_fall(world: World) -> Asked:
    levels = [420] * 6 + [1200] * 10 + [500] + [9000] * 12 + [7000] * 8
    visitors = [level + world.chance.randint(-9, 9) for level in levels]
    start = date(2026, world.chance.randint(1, 9), world.chance.randint(1, 28))
    days = [start + timedelta(days=i) for i in range(len(levels))]
    rows = zip(days, visitors, strict=True)
    world.csv("traffic.csv", ("date", "visitors"), rows)
    steep, large = days[16], days[29]

    def holds(answered: Answered) -> None:
        answered.completed().says("traffic.csv")
        answered.says_any(*(w for day in (steep, large) for w in written_dates(day)))

    return Asked(
        "Which day in traffic.csv had the biggest drop in visitors compared to the day before?",
        holds,
    )


def written_dates(day: date) -> tuple[str, ...]:
    """The day as people write it, the month in digits or in English."""
    names = (f"{day:%B}", f"{day:%b}")
    return (
        day.isoformat(),
        *(f"{day.day} {name}" for name in names),
        *(f"{name} {day.day}" for name in names),
    )


@task("zh")
def money_with_its_sign(world: World) -> Asked:
    kinds = world.chance.sample(["餐饮", "交通", "房租", "娱乐", "购物", "学习"], 4)
    totals, rows = Counter[str](), []
    for i in range(world.chance.randint(40, 60)):
        kind = kinds[i % 4]
        cents = world.chance.randint(900, 240_000)
        totals[kind] += cents
        rows.append((date(2026, 10, 1 + i % 31), kind, f"¥{cents / 100:,.2f}"))
    world.csv("账单.csv", ("日期", "类别", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("账单.csv")
        near(answered, sum(totals.values()) / 100, by=0.51)
        for kind, cents in totals.items():
            answered.says(kind)
            near(answered, cents / 100, by=0.51)

    return Asked("看一下 账单.csv ，总共花了多少钱，每个类别各花了多少？", holds)


@task("en")
def gifts_added_up(world: World) -> Asked:
    start, rows = date(2026, 2, 1), []
    for i in range(world.chance.randint(50, 80)):
        amount = world.chance.choice([10, 20, 25, 50, 100, 250]) + world.chance.randint(0, 4)
        rows.append((start + timedelta(days=i), f"Donor {world.chance.randint(1, 30)}", amount))
    world.csv("donations.csv", ("date", "donor", "amount"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture().says("donations.csv")
        answered.says_number(sum(row[2] for row in rows), 0.0005)

    return Asked(
        "Plot the running total of donations over time from donations.csv and tell me what it "
        "adds up to in the end",
        holds,
    )
