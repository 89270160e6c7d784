"""Questions about one table: statistics, pivots, periods, ranks, shares, odd rows."""

import csv
import statistics
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

REGIONS = ("North", "South", "East", "West")
PRODUCTS = ("Laptop", "Phone", "Tablet")
STATES = ("completed", "completed", "completed", "cancelled", "pending")
Row = dict[str, Any]


def orders(world: World, size: int = 180) -> list[Row]:
    """orders.csv: two years of orders with a region, a product, a state and a customer."""
    rows = []
    for number in range(size):
        day = date(2025, 1, 1) + timedelta(days=world.chance.randint(0, 700))
        quantity, price = world.chance.randint(1, 9), world.chance.choice((15, 40, 120))
        rows.append(
            {
                "order_id": 5000 + number,
                "order_date": day.isoformat(),
                "region": world.chance.choice(REGIONS),
                "product": world.chance.choice(PRODUCTS),
                "customer": f"C{world.chance.randint(1, 40):02}",
                "quantity": quantity,
                "unit_price": price,
                "amount_usd": quantity * price,
                "status": world.chance.choice(STATES),
            }
        )
    written(world, "orders.csv", rows)
    return rows


def sales_zh(world: World, size: int = 160) -> list[Row]:
    """销售.csv: two years of sales of a Chinese shop."""
    rows = []
    for _ in range(size):
        day = date(2024, 1, 1) + timedelta(days=world.chance.randint(0, 720))
        rows.append(
            {
                "日期": day.isoformat(),
                "地区": world.chance.choice(("华东", "华南", "华北", "西南")),
                "产品": world.chance.choice(("手机", "电脑", "耳机")),
                "销量": world.chance.randint(1, 60),
                "销售额(元)": world.chance.randint(100, 9000),
                "是否退货": world.chance.choice(("是", "否", "否", "否")),
            }
        )
    written(world, "销售.csv", rows)
    return rows


def written(world: World, name: str, rows: list[Row]) -> None:
    world.csv(name, list(rows[0]), [list(row.values()) for row in rows])


def total(rows: list[Row], column: str, *keys: str) -> dict[Any, float]:
    """The sum of a column for each value of the keys; one key gives plain values."""
    sums: dict[Any, float] = defaultdict(float)
    for row in rows:
        key = tuple(row[k] for k in keys)
        sums[key[0] if len(keys) == 1 else key] += row[column]
    return sums


def correlation(xs: list[float], ys: list[float]) -> float:
    return statistics.correlation(xs, ys)


@task("en")
def correlation_of_two_columns(world: World) -> Asked:
    rows = houses(world)
    r = correlation([h["area_sqm"] for h in rows], [h["price_usd"] for h in rows])

    def holds(answered: Answered) -> None:
        answered.completed().says("area_sqm", "price_usd", str(len(rows))).says_number(r)

    return Asked("is area correlated with price in houses.csv?", holds)


def houses(world: World) -> list[Row]:
    rows = []
    for _ in range(60):
        area, age = world.chance.randint(40, 200), world.chance.randint(0, 40)
        price = area * 1500 - age * 900 + world.chance.randint(-20000, 20000)
        rows.append(
            {"area_sqm": area, "age_years": age, "rooms": max(1, area // 30), "price_usd": price}
        )
    written(world, "houses.csv", rows)
    return rows


@task("en")
def column_most_correlated_with_another(world: World) -> Asked:
    rows = houses(world)
    prices = [h["price_usd"] for h in rows]
    others = ("area_sqm", "age_years", "rooms")
    best = max(others, key=lambda c: abs(correlation([h[c] for h in rows], prices)))
    r = correlation([h[best] for h in rows], prices)

    def holds(answered: Answered) -> None:
        answered.completed().says(best).says_number(r)

    return Asked("which column correlates most with price in houses.csv", holds)


@task("zh")
def are_price_and_sales_related(world: World) -> Asked:
    rows: list[Row] = [
        {"商品": f"P{i}", "价格": p, "销量": 900 - 3 * p + world.chance.randint(-50, 50)}
        for i, p in enumerate(world.chance.sample(range(20, 250), 40))
    ]
    written(world, "商品.csv", rows)
    r = correlation([x["价格"] for x in rows], [x["销量"] for x in rows])

    def holds(answered: Answered) -> None:
        answered.completed().says("价格", "销量", "负相关").says_number(r)

    return Asked("商品.csv 里价格和销量相关吗？", holds)


@task("en")
def outliers_by_the_quartiles(world: World) -> Asked:
    values = [world.chance.randint(90, 110) for _ in range(50)]
    odd = world.chance.randint(400, 900)
    place = world.chance.randint(5, 45)
    values[place] = odd
    world.csv("readings.csv", ("sensor", "value_ms"), [(f"s{i}", v) for i, v in enumerate(values)])

    def holds(answered: Answered) -> None:
        answered.completed().says("IQR", f"s{place}").says_number(odd)

    return Asked("are there outliers in value_ms of readings.csv?", holds)


@task("zh")
def odd_salaries(world: World) -> Asked:
    rows: list[Row] = [
        {
            "姓名": f"员工{i}",
            "部门": world.chance.choice(("研发", "市场")),
            "工资": world.chance.randint(8000, 12000),
        }
        for i in range(40)
    ]
    for i in (7, 21):
        rows[i]["工资"] = world.chance.randint(60000, 90000)
    written(world, "工资.csv", rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("员工7", "员工21").says_number(rows[7]["工资"]).says_number(2)

    return Asked("工资.csv 里工资有没有异常值，列出来", holds)


@task("en")
def a_percentile_of_each_group(world: World) -> Asked:
    paths = ("/api/a", "/api/b", "/login")
    rows: list[Row] = [
        {"path": world.chance.choice(paths), "latency_ms": world.chance.randint(5, 900)}
        for _ in range(150)
    ]
    written(world, "requests.csv", rows)
    mine = [r["latency_ms"] for r in rows if r["path"] == "/login"]
    cut = statistics.quantiles(mine, n=20, method="inclusive")[-1]

    def holds(answered: Answered) -> None:
        answered.completed().says("/login", "ms").says_number(cut)

    return Asked("p95 latency per path in requests.csv", holds)


@task("zh")
def quartiles(world: World) -> Asked:
    scores = [world.chance.randint(30, 100) for _ in range(45)]
    world.csv("成绩.csv", ("姓名", "数学"), [(f"学生{i}", s) for i, s in enumerate(scores)])
    low, middle, high = statistics.quantiles(scores, n=4, method="inclusive")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(low).says_number(middle).says_number(high)

    return Asked("成绩.csv 数学成绩的四分位数是多少", holds)


@task("zh")
def a_pivot_table(world: World) -> Asked:
    rows = sales_zh(world)
    sums = total(rows, "销售额(元)", "地区", "产品")

    def holds(answered: Answered) -> None:
        answered.completed().says("手机", "华东").says_number(sums["华东", "手机"])
        with answered.file(".csv").open(encoding="utf-8-sig", newline="") as file:
            held = list(csv.reader(file))
        cells = {row[0]: dict(zip(held[0], row, strict=True)) for row in held[1:]}
        assert float(cells["华南"]["耳机"]) == sums["华南", "耳机"]

    return Asked("用 销售.csv 做个透视表：行是地区，列是产品，值是销售额之和", holds)


@task("en")
def a_pivot_by_month(world: World) -> Asked:
    rows = [r | {"month": r["order_date"][:7]} for r in orders(world)]
    sums = total(rows, "amount_usd", "region", "month")
    month = max(r["month"] for r in rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        with answered.file(".csv").open(encoding="utf-8-sig", newline="") as file:
            held = list(csv.reader(file))
        cells = {row[0]: dict(zip(held[0], row, strict=True)) for row in held[1:]}
        assert float(cells["West"][month] or 0) == sums.get(("West", month), 0)

    return Asked("pivot orders.csv by region and month with the sum of amount", holds)


@task("zh")
def month_over_month(world: World) -> Asked:
    rows = [r | {"月": r["日期"][:7]} for r in sales_zh(world)]
    sums = total(rows, "销售额(元)", "月")
    growth = (sums["2025-03"] / sums["2025-02"] - 1) * 100

    def holds(answered: Answered) -> None:
        answered.completed().says("2025-03", "%").says_number(growth)

    return Asked("销售.csv 每个月销售额的环比增长率", holds)


@task("en")
def year_over_year(world: World) -> Asked:
    rows = [r | {"year": r["order_date"][:4]} for r in orders(world)]
    sums = total(rows, "amount_usd", "year")
    growth = (sums["2026"] / sums["2025"] - 1) * 100

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sums["2025"]).says_number(sums["2026"])
        answered.says_number(growth)

    return Asked("how much did the amount grow in 2026 compared with 2025? file orders.csv", holds)


@task("zh")
def same_month_a_year_before(world: World) -> Asked:
    rows = [r | {"月": r["日期"][:7]} for r in sales_zh(world, 400)]
    sums = total(rows, "销售额(元)", "月")
    growth = (sums["2025-05"] / sums["2024-05"] - 1) * 100

    def holds(answered: Answered) -> None:
        answered.completed().says("2025-05").says_number(growth)

    return Asked("销售.csv 按月算销售额同比", holds)


@task("en")
def a_running_total(world: World) -> Asked:
    rows = [r | {"month": r["order_date"][:7]} for r in orders(world)]
    until = sum(r["amount_usd"] for r in rows if r["month"] <= "2025-06")

    def holds(answered: Answered) -> None:
        answered.completed().says("2025-06").says_number(until)

    return Asked("cumulative amount by month in orders.csv", holds)


@task("en")
def a_moving_average(world: World) -> Asked:
    days = [date(2026, 1, 1) + timedelta(days=i) for i in range(30)]
    closes = [round(world.chance.uniform(90, 130), 2) for _ in days]
    world.csv("stock.csv", ("date", "close"), list(zip(days, closes, strict=True)))
    last = statistics.mean(closes[-7:])

    def holds(answered: Answered) -> None:
        answered.completed().says("2026-01-30").says_number(last)

    return Asked("7-day moving average of close in stock.csv", holds)


@task("en")
def the_rows_that_fit(world: World) -> Asked:
    rows = orders(world)
    fit = [r for r in rows if r["amount_usd"] > 700 and r["region"] == "West"]

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(fit))
        for row in fit[:3]:
            answered.says(str(row["order_id"]))

    return Asked(
        "show me the rows where amount is over 700 and region is West in orders.csv", holds
    )


@task("zh")
def the_rows_that_fit_in_chinese(world: World) -> Asked:
    rows = sales_zh(world)
    fit = [r for r in rows if r["地区"] == "华东" and r["销量"] >= 50]

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(fit)).says("华东")

    return Asked("筛选出 销售.csv 中地区是华东且销量不少于50的行", holds)


@task("en")
def the_best_of_each_group(world: World) -> Asked:
    rows = orders(world)
    sums = total(rows, "amount_usd", "region", "product")
    top = max(PRODUCTS, key=lambda p: sums.get(("East", p), 0))

    def holds(answered: Answered) -> None:
        answered.completed().says("East", top).says_number(sums["East", top])

    return Asked("top product in each region by amount, orders.csv", holds)


@task("en")
def customers_with_more_than_some_orders(world: World) -> Asked:
    rows = orders(world)
    many = [c for c, n in Counter(r["customer"] for r in rows).items() if n > 5]

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(many))

    return Asked("how many different customers bought more than 5 times? orders.csv", holds)


@task("en")
def the_percentage_cancelled(world: World) -> Asked:
    rows = orders(world)
    share = sum(r["status"] == "cancelled" for r in rows) / len(rows) * 100

    def holds(answered: Answered) -> None:
        answered.completed().says("%").says_number(share)

    return Asked("what percentage of orders were cancelled in orders.csv?", holds)


@task("zh")
def the_highest_return_rate(world: World) -> Asked:
    rows = sales_zh(world)
    rates = {
        p: statistics.mean(r["是否退货"] == "是" for r in rows if r["产品"] == p) * 100
        for p in ("手机", "电脑", "耳机")
    }
    worst = max(rates, key=lambda p: rates[p])

    def holds(answered: Answered) -> None:
        answered.completed().says(worst, "%").says_number(rates[worst])

    return Asked("销售.csv 里哪个产品退货率最高？", holds)


@task("en")
def the_best_month_of_one_region(world: World) -> Asked:
    rows = [r | {"month": r["order_date"][:7]} for r in orders(world)]
    sums = total([r for r in rows if r["region"] == "East"], "amount_usd", "month")
    best = max(sums, key=lambda m: sums[m])

    def holds(answered: Answered) -> None:
        answered.completed().says(best).says_number(sums[best])

    return Asked("which month had the highest amount for the East in orders.csv", holds)


@task("zh")
def the_average_of_a_day(world: World) -> Asked:
    rows = sales_zh(world, 400)
    daily = sum(r["销量"] for r in rows) / len({r["日期"] for r in rows})

    def holds(answered: Answered) -> None:
        answered.completed().says_number(daily)

    return Asked("销售.csv 的日均销量是多少", holds)


@task("zh")
def columns_with_missing_values(world: World) -> Asked:
    rows = [
        (f"u{i}", "" if i % 7 == 0 else world.chance.randint(18, 60), "" if i % 11 == 3 else "上海")
        for i in range(90)
    ]
    world.csv("用户.csv", ("用户名", "年龄", "城市"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("年龄", "城市")
        answered.says_number(sum(r[1] == "" for r in rows))
        answered.says_number(sum(r[2] == "" for r in rows)).says_not("用户名：")

    return Asked("用户.csv 哪些列有缺失值", holds)


@task("en")
def duplicated_values_of_a_column(world: World) -> Asked:
    mails = [f"m{world.chance.randint(1, 60)}@x.io" for _ in range(70)]
    world.csv("users.csv", ("id", "email"), list(enumerate(mails)))
    twice = {m: n for m, n in Counter(mails).items() if n > 1}
    most = max(twice, key=lambda m: twice[m])

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(twice)).says(most)

    return Asked("find duplicate emails in users.csv", holds)


@task("zh")
def the_best_weekday(world: World) -> Asked:
    rows = sales_zh(world, 300)
    sums: Counter[int] = Counter()
    for row in rows:
        sums[date.fromisoformat(row["日期"]).weekday()] += row["销量"]
    best = max(sums, key=lambda d: sums[d])

    def holds(answered: Answered) -> None:
        answered.completed().says("星期" + "一二三四五六日"[best]).says_number(sums[best])

    return Asked("销售.csv 星期几的销量最高", holds)


@task("en")
def two_ways_to_be_top(world: World) -> Asked:
    rows = orders(world)
    sums = total(rows, "amount_usd", "customer")
    counts = Counter(r["customer"] for r in rows)
    pieces = total(rows, "quantity", "customer")
    best = max(sums, key=lambda c: sums[c])

    def holds(answered: Answered) -> None:
        answered.completed().says(best).says_number(sums[best])
        second = (max(counts.values()), max(pieces.values()))  # of rows, or of what was bought
        assert any(f" {n:g}" in answered.answer for n in second), answered.answer

    return Asked("who are the top 3 customers in orders.csv", holds)


@task("zh")
def the_best_product_two_ways(world: World) -> Asked:
    rows = sales_zh(world)
    money, pieces = total(rows, "销售额(元)", "产品"), total(rows, "销量", "产品")

    def holds(answered: Answered) -> None:
        answered.completed().says(max(money, key=lambda p: money[p]))
        answered.says_number(max(money.values())).says_number(max(pieces.values()))

    return Asked("销售.csv 里卖得最好的产品是什么", holds)


@task("en")
def average_and_then_only_one(world: World) -> Asked:
    rows = orders(world)
    west = [r["amount_usd"] for r in rows if r["region"] == "West"]

    def holds(answered: Answered) -> None:
        answered.completed().says("West").says_number(statistics.mean(west))

    return Asked(
        "average instead",
        holds,
        first=("total amount per region in orders.csv", "only the West"),
    )


@task("zh")
def the_same_by_month_as_a_line(world: World) -> Asked:
    rows = [r | {"月": r["日期"][:7]} for r in sales_zh(world) if r["地区"] == "华东"]
    sums = total(rows, "销售额(元)", "月")

    def holds(answered: Answered) -> None:
        answered.completed().picture().says_number(max(sums.values()))

    return Asked("换成按月的折线图", holds, first=("统计 销售.csv 中华东的销售额",))


@task("zh")
def a_tag_that_is_one_letter(world: World) -> Asked:
    rows = [(i, world.chance.choice("xyz"), world.chance.randint(1, 99)) for i in range(80)]
    world.csv("a.csv", ("id", "tag", "n"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(r[1] == "x" for r in rows))

    return Asked("a.csv 里 tag 为 x 的有多少行", holds)


@task("en")
def first_class_passengers(world: World) -> Asked:
    rows = [
        (
            i,
            world.chance.randint(1, 3),
            world.chance.randint(0, 1),
            world.chance.choice(("male", "female")),
        )
        for i in range(120)
    ]
    world.csv("titanic.csv", ("PassengerId", "Pclass", "Survived", "Sex"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(r[1] == 1 and r[2] == 1 for r in rows))

    return Asked("how many first class passengers survived in titanic.csv", holds)


@task("en")
def a_word_that_names_two_columns(world: World) -> Asked:
    rows: list[Row] = [
        {
            "date": f"2026-05-{n % 28 + 1:02}",
            "city": world.chance.choice(("Oslo", "Rome")),
            "temp_max_c": world.chance.randint(15, 35),
            "temp_min_c": world.chance.randint(1, 14),
        }
        for n in range(60)
    ]
    written(world, "weather.csv", rows)
    rome = [r for r in rows if r["city"] == "Rome"]

    def holds(answered: Answered) -> None:
        answered.completed().says("temp_max_c", "temp_min_c")
        answered.says_number(statistics.mean(r["temp_max_c"] for r in rome))
        answered.says_number(statistics.mean(r["temp_min_c"] for r in rome))

    return Asked("average temperature in Rome, weather.csv", holds)


@task("zh")
def pass_rate_of_each_class(world: World) -> Asked:
    rows: list[Row] = [
        {
            "姓名": f"学生{i}",
            "班级": world.chance.choice(("一班", "二班")),
            "数学": world.chance.randint(35, 100),
        }
        for i in range(50)
    ]
    written(world, "成绩.csv", rows)
    rate = statistics.mean(r["数学"] >= 60 for r in rows if r["班级"] == "二班") * 100

    def holds(answered: Answered) -> None:
        answered.completed().says("二班", "%").says_number(rate)

    return Asked("成绩.csv 各班的数学及格率", holds)


@task("en")
def one_column_below_another(world: World) -> Asked:
    rows = [
        (f"S{i}", world.chance.randint(0, 200), world.chance.randint(20, 90)) for i in range(50)
    ]
    world.csv("inventory.csv", ("sku", "stock", "reorder_level"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(stock < level for _, stock, level in rows))

    return Asked("which items have stock below the reorder level in inventory.csv", holds)


@task("zh")
def one_place_first_in_each_class(world: World) -> Asked:
    marks = world.chance.sample(range(20, 100), 40)
    rows: list[Row] = [
        {"姓名": f"学生{i}", "班级": ("甲班", "乙班")[i % 2], "数学": mark}
        for i, mark in enumerate(marks)
    ]
    written(world, "成绩.csv", rows)
    best = max((r for r in rows if r["班级"] == "乙班"), key=lambda r: r["数学"])

    def holds(answered: Answered) -> None:
        answered.completed().says(best["姓名"]).says_number(best["数学"])

    return Asked("成绩.csv 每个班数学第一名是谁", holds)


@task("zh")
def what_cannot_be_told_is_refused(world: World) -> Asked:
    sales_zh(world)

    def holds(answered: Answered) -> None:
        answered.failed("question_not_understood", "column_unknown")

    return Asked("销售.csv 预测下个月的销售额", holds)


def deliveries(world: World) -> list[Row]:
    """deliveries.csv: orders with the day of the order and of the delivery, some not delivered."""
    rows: list[Row] = []
    for number in range(70):
        day = date(2026, 1, 1) + timedelta(days=world.chance.randint(0, 150))
        days = world.chance.choice((None, *range(1, 15)))
        rows.append(
            {
                "order_id": f"D{number:03}",
                "order_date": day.strftime("%m/%d/%Y"),
                "delivery_date": (day + timedelta(days=days)).strftime("%m/%d/%Y") if days else "",
                "product": world.chance.choice(PRODUCTS),
                "total": world.chance.randint(100, 900),
            }
        )
        rows[-1]["days"] = days
    written(world, "deliveries.csv", [{k: v for k, v in r.items() if k != "days"} for r in rows])
    return rows


@task("en")
def days_between_two_dates(world: World) -> Asked:
    days = [row["days"] for row in deliveries(world) if row["days"]]
    missing = 70 - len(days)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(statistics.mean(days)).says(str(missing))

    return Asked("how many days between order and delivery on average in deliveries.csv", holds)


@task("en")
def what_makes_up_most_of_the_sales(world: World) -> Asked:
    sums = total(deliveries(world), "total", "product")
    first = max(sums, key=lambda product: sums[product])

    def holds(answered: Answered) -> None:
        answered.completed().says(first).says_number(sums[first] * 100 / sum(sums.values()))

    return Asked("cumulative share of total by product in deliveries.csv", holds)


def prices(world: World) -> list[float]:
    """股价.csv: sixty days of a price; the closing prices."""
    closes = [100.0]
    for _ in range(59):
        closes.append(round(closes[-1] * (1 + world.chance.randint(-40, 40) / 1000), 2))
    days = [date(2026, 1, 5) + timedelta(days=place) for place in range(60)]
    rows: list[Row] = [
        {"日期": day.isoformat(), "收盘": close, "成交量": world.chance.randint(1000, 9000)}
        for day, close in zip(days, closes, strict=True)
    ]
    written(world, "股价.csv", rows)
    return closes


@task("zh")
def the_day_of_the_greatest_fall(world: World) -> Asked:
    closes = prices(world)
    changes = [(after / before - 1) * 100 for before, after in pairwise(closes)]
    worst = min(range(59), key=lambda place: changes[place])
    day = (date(2026, 1, 5) + timedelta(days=worst + 1)).isoformat()

    def holds(answered: Answered) -> None:
        answered.completed().says(day).says_number(changes[worst])

    return Asked("股价.csv 哪天跌幅最大", holds)


@task("zh")
def the_second_best_of_a_subject(world: World) -> Asked:
    marks = world.chance.sample(range(40, 100), 20)
    rows: list[Row] = [
        {"姓名": f"学生{place}", "数学": mark, "语文": world.chance.randint(50, 99)}
        for place, mark in enumerate(marks)
    ]
    written(world, "成绩.csv", rows)
    second = sorted(marks)[-2]

    def holds(answered: Answered) -> None:
        answered.completed().says(f"学生{marks.index(second)}").says_number(second)

    return Asked("成绩.csv 数学第二高的同学是谁", holds)


@task("zh")
def what_is_left_of_income(world: World) -> Asked:
    rows: list[Row] = [
        {
            "日期": (date(2026, 1, 1) + timedelta(days=place)).isoformat(),
            "类型": world.chance.choice(("支出", "支出", "收入")),
            "金额": world.chance.randint(10, 900),
        }
        for place in range(80)
    ]
    written(world, "记账.csv", rows)
    sums = total(rows, "金额", "类型")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sums["收入"] - sums["支出"])

    return Asked("记账.csv 总共结余多少？", holds)


@task("zh")
def the_widest_span_of_a_day(world: World) -> Asked:
    rows: list[Row] = []
    spans = world.chance.sample(range(2, 60), 40)
    for place, span in enumerate(spans):
        low = world.chance.randint(-5, 15)
        day = (date(2026, 3, 1) + timedelta(days=place)).isoformat()
        rows.append({"日期": day, "最高气温": low + span, "最低气温": low})
    written(world, "天气.csv", rows)
    widest = max(range(40), key=lambda place: spans[place])

    def holds(answered: Answered) -> None:
        answered.completed().says(rows[widest]["日期"]).says_number(spans[widest])

    return Asked("天气.csv 温差最大的是哪一天", holds)


@task("en")
def rows_with_empty_cells(world: World) -> Asked:
    rows: list[Row] = [
        {
            "name": f"N{place:02}",
            "age": world.chance.choice(("", 30, 40)),
            "city": world.chance.choice(("", "Rome", "Oslo", "Bern")),
        }
        for place in range(30)
    ]
    written(world, "people.csv", rows)
    gaps = [row["name"] for row in rows if row["age"] == "" or row["city"] == ""]

    def holds(answered: Answered) -> None:
        answered.completed().says(str(len(gaps)), *gaps[:3])

    return Asked("show rows with missing values in people.csv", holds)


@task("en")
def rows_of_two_months_of_one_year(world: World) -> Asked:
    rows = orders(world)
    amount = sum(r["amount_usd"] for r in rows if r["order_date"][:7] in ("2025-01", "2025-02"))

    def holds(answered: Answered) -> None:
        answered.completed().says_number(amount)

    return Asked("revenue in January and February 2025 in orders.csv", holds)


@task("zh")
def gaps_of_every_column(world: World) -> Asked:
    rows = [
        {
            "编号": n,
            "城市": world.chance.choice(("", "北京", "上海")),
            "数量": world.chance.choice(("", 3)),
        }
        for n in range(70)
    ]
    written(world, "客户.csv", rows)
    empty = {name: sum(row[name] == "" for row in rows) for name in ("城市", "数量")}

    def holds(answered: Answered) -> None:
        answered.completed().says(*(f"{name}：缺失 {count}" for name, count in empty.items()))

    return Asked("检查下客户.csv每一列有多少缺失值", holds)


@task("en")
def the_store_that_sold_most_is_no_file_to_store(world: World) -> Asked:
    rows = [
        {"门店": name, "营业额": world.chance.randint(100, 900)}
        for name in ("南门店", "北门店", "机场店")
        for _ in range(20)
    ]
    written(world, "门店流水.csv", rows)
    sums = total(rows, "营业额", "门店")
    best = max(sums, key=sums.__getitem__)

    def holds(answered: Answered) -> None:
        answered.completed().says(best).says_number(sums[best])
        assert answered.result is not None and not answered.result.artifacts

    return Asked("which store in 门店流水.csv sold the most?", holds)


@task("zh")
def rows_of_a_table_are_counted_without_its_header(world: World) -> Asked:
    rows = orders(world, world.chance.randint(60, 120))

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(rows))

    return Asked("orders.csv 有多少行", holds)


@task("en")
def english_words_for_chinese_columns_and_cells(world: World) -> Asked:
    rows = [
        {"骑手": world.chance.choice("甲乙"), "配送费": world.chance.randint(2, 9), "状态": state}
        for state in ("已取消", "已完成", "已完成") * 25
    ]
    written(world, "外卖.csv", rows)
    kept = [row["配送费"] for row in rows if row["状态"] == "已完成"]

    def holds(answered: Answered) -> None:
        answered.completed().says_number(statistics.mean(kept))

    return Asked("average delivery fee of the completed orders in 外卖.csv", holds)


@task("zh")
def a_file_named_without_its_extension(world: World) -> Asked:
    rows = [
        {"姓名": f"员工{n}", "部门": world.chance.choice(("研发", "市场")), "月薪": 5000 + n * 37}
        for n in range(world.chance.randint(20, 40))
    ]
    written(world, "人事表.csv", rows)
    made = [row["月薪"] for row in rows if row["部门"] == "研发"]

    def holds(answered: Answered) -> None:
        answered.completed().says("研发", "市场").says_number(statistics.mean(made))

    return Asked("人事表里各部门平均月薪是多少", holds)


@task("en")
def a_cost_per_thing_of_each_group_is_of_totals(world: World) -> Asked:
    rows = [
        {
            "channel": world.chance.choice(("mail", "search")),
            "conversions": world.chance.randint(1, 60),
            "spend": world.chance.randint(50, 4000),
        }
        for _ in range(60)
    ]
    written(world, "campaigns.csv", rows)
    spent, made = (total(rows, name, "channel") for name in ("spend", "conversions"))

    def holds(answered: Answered) -> None:
        answered.completed().says_number(spent["mail"] / made["mail"])

    return Asked("cost per conversion for each channel in campaigns.csv", holds)
