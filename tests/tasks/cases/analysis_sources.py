"""Tasks on what holds tables: workbooks, Parquet, logs, several files at once, reports, saving."""

import csv
import gzip
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World

REGIONS = ("North", "South", "East", "West")
CITIES = ("北京", "上海", "广州", "深圳")


def sums(rows: Any, key: int, value: int) -> dict[Any, Any]:
    """Totals of one place of the rows by another."""
    found: dict[Any, Any] = defaultdict(int)
    for row in rows:
        found[row[key]] += row[value]
    return dict(found)


def orders(world: World, size: int = 80) -> list[tuple[date, str, int, int]]:
    """(day, region, units, amount) by chance."""
    chance = world.chance
    return [
        (
            date(2026, chance.randint(1, 6), chance.randint(1, 28)),
            chance.choice(REGIONS),
            chance.randint(1, 30),
            chance.randint(20, 5000),
        )
        for _ in range(size)
    ]


# ---------------------------------------------------------------- workbooks and Parquet


@task("en")
def total_in_a_named_sheet(world: World) -> Asked:
    first, second = orders(world), orders(world)
    header = ("Date", "Region", "Units", "Amount")
    xlsx(world, "book.xlsx", {"2025": (header, first), "2026": (header, second)})

    def holds(answered: Answered) -> None:
        for total in sums(second, 1, 3).values():
            answered.completed().says_number(total)
        answered.says("2026")

    return Asked("total amount by region in the sheet 2026 of book.xlsx", holds)


@task("zh")
def sheet_under_a_title(world: World) -> Asked:
    rows = [(c, world.chance.randint(1, 90), world.chance.randint(100, 9000)) for c in CITIES * 9]
    titled = [("城市", "数量", "销售额"), *rows]
    xlsx(
        world,
        "一季度.xlsx",
        {"说明": (("制表：财务部",), []), "销售": (("一季度销售情况",), titled)},
    )
    best, most = max(sums(rows, 0, 2).items(), key=lambda pair: pair[1])

    def holds(answered: Answered) -> None:
        answered.completed().says(best, "销售").says_number(most)

    return Asked("一季度.xlsx 里哪个城市的销售额最高？", holds)


@task("zh")
def months_of_real_dates(world: World) -> Asked:
    rows = orders(world)
    xlsx(world, "订单.xlsx", {"Sheet1": (("日期", "地区", "数量", "金额"), rows)})
    months = sums([(f"{r[0]:%Y-%m}", r[3]) for r in rows], 0, 1)

    def holds(answered: Answered) -> None:
        answered.completed().picture()
        for total in months.values():
            answered.says_number(total)

    return Asked("把 订单.xlsx 的金额按月画成折线图", holds)


@task("en")
def sheet_that_is_not_there(world: World) -> Asked:
    xlsx(world, "book.xlsx", {"Staff": (("name", "age"), [("Ann", 31), ("Bo", 44)])})

    def holds(answered: Answered) -> None:
        error = answered.failed("sheet_unknown").task.error
        assert error and "Staff" in error.message + error.hint

    return Asked("average age in the sheet Payroll of book.xlsx", holds)


@task("en")
def broken_workbook(world: World) -> Asked:
    world.file("book.xlsx", b"PK\x03\x04" + bytes(world.chance.randbytes(400)))
    return Asked("total sales in book.xlsx", lambda a: void(a.failed("workbook_broken")))


@task("zh")
def locked_workbook(world: World) -> Asked:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024)
    world.file("工资.xlsx", ole + "EncryptedPackage".encode("utf-16-le") + bytes(2000))
    return Asked("统计 工资.xlsx 的工资总和", lambda a: void(a.failed("workbook_locked")))


@task("en")
def mean_in_parquet(world: World) -> Asked:
    rows = orders(world)
    parquet(world, "orders.parquet", ("day", "region", "units", "amount"), rows)
    of = defaultdict(list)
    for _, region, units, _ in rows:
        of[region].append(units)

    def holds(answered: Answered) -> None:
        for units in of.values():
            answered.completed().says_number(sum(units) / len(units))

    return Asked("average units per region in orders.parquet", holds)


@task("zh")
def squeezed_csv(world: World) -> Asked:
    rows = orders(world)
    text = "地区,金额\n" + "".join(f"{region},{amount}\n" for _, region, _, amount in rows)
    world.file("订单.csv.gz", gzip.compress(text.encode()))

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(r[3] for r in rows))

    return Asked("订单.csv.gz 的金额合计是多少", holds)


# ---------------------------------------------------------------- logs

HITS = ("/", "/index.html", "/api/users", "/api/orders?page=2", "/login", "/static/app.js")


def access_log(world: World, size: int = 300) -> list[dict[str, Any]]:
    """access.log in the combined form, three lines of it damaged."""
    chance, hits, lines = world.chance, [], []
    ips = [f"10.0.{chance.randint(0, 255)}.{i}" for i in range(1, 9)]
    for _ in range(size):
        hit = {
            "ip": ips[min(chance.randint(0, 12), 7)],
            "time": datetime(
                2026, 3, 4, chance.randint(0, 23), chance.randint(0, 59), 7, tzinfo=UTC
            ),
            "path": chance.choice(HITS),
            "status": chance.choice((200, 200, 200, 301, 404, 500, 502)),
            "bytes": chance.randint(100, 90000),
        }
        hits.append(hit)
        lines.append(
            f'{hit["ip"]} - - [{hit["time"]:%d/%b/%Y:%H:%M:%S} +0800] "GET {hit["path"]} HTTP/1.1"'
            f' {hit["status"]} {hit["bytes"]} "-" "Mozilla/5.0 (X11; Linux x86_64)"'
        )
    for _ in range(3):
        lines.insert(chance.randint(1, size), "-- rotated --")
    world.text("access.log", "\n".join(lines) + "\n")
    return hits


@task("en")
def busiest_address(world: World) -> Asked:
    hits = access_log(world)
    [(ip, count)] = Counter(h["ip"] for h in hits).most_common(1)

    def holds(answered: Answered) -> None:
        answered.completed().says(ip, "3").says_number(count)

    return Asked("which IP made the most requests in access.log?", holds)


@task("zh")
def states_of_requests(world: World) -> Asked:
    counts = Counter(h["status"] for h in access_log(world))

    def holds(answered: Answered) -> None:
        for status, count in counts.items():
            answered.completed().says(str(status)).says_number(count)

    return Asked("统计 access.log 的状态码分布", holds)


@task("zh")
def requests_of_each_hour(world: World) -> Asked:
    hours = Counter(h["time"].hour for h in access_log(world))

    def holds(answered: Answered) -> None:
        answered.completed()
        for hour, count in hours.most_common(5):
            answered.says(f"{hour:02}:00").says_number(count)

    return Asked("access.log 里每小时有多少请求", holds)


@task("en")
def count_of_500(world: World) -> Asked:
    count = sum(1 for h in access_log(world) if h["status"] == 500)
    return Asked(
        "how many 500 errors are in access.log", lambda a: void(a.completed().says_number(count))
    )


@task("en")
def top_urls(world: World) -> Asked:
    counts = Counter(h["path"] for h in access_log(world)).most_common(3)

    def holds(answered: Answered) -> None:
        for path, count in counts:
            answered.completed().says(path).says_number(count)

    return Asked("top 3 URLs by number of requests in access.log", holds)


@task("zh")
def levels_of_an_application(world: World) -> Asked:
    chance, levels, lines = world.chance, Counter(), []
    at = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
    for number in range(200):
        level = chance.choice(("INFO", "INFO", "WARNING", "ERROR", "DEBUG"))
        levels[level] += 1
        at += timedelta(seconds=chance.randint(1, 400))
        lines.append(
            f"{at:%Y-%m-%d %H:%M:%S},{number:03} {level} worker.{number % 3}: job {number}"
        )
    world.text("app.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        for level, count in levels.items():
            answered.completed().says(level).says_number(count)

    return Asked("app.log 中每个级别各有多少条", holds)


@task("en")
def loudest_program(world: World) -> Asked:
    chance, programs, lines = world.chance, Counter(), []
    for number in range(150):
        program = chance.choice(("sshd", "cron", "kernel", "systemd", "sshd", "sshd"))
        programs[program] += 1
        pid = "" if program == "kernel" else f"[{chance.randint(100, 9999)}]"
        lines.append(
            f"Mar {number % 28 + 1:2} 10:{number % 60:02}:01 web1 {program}{pid}: event {number}"
        )
    world.text("system.log", "\n".join(lines) + "\n")
    [(name, count)] = programs.most_common(1)

    def holds(answered: Answered) -> None:
        answered.completed().says(name).says_number(count)

    return Asked("which program logged the most lines in system.log?", holds)


# ---------------------------------------------------------------- several tables


def shop(world: World) -> tuple[dict[str, int], int]:
    """orders.csv and customers.csv; (amount by city, orders whose customer is not known)."""
    chance, totals, lost = world.chance, Counter(), 0
    cities = {f"C{i:03}": chance.choice(("Oslo", "Rome", "Lima")) for i in range(1, 21)}
    rows = []
    for number in range(120):
        customer = chance.choice([*cities, "C900", "C901"])
        amount = chance.randint(5, 700)
        rows.append((5000 + number, customer, amount))
        if customer in cities:
            totals[cities[customer]] += amount
        else:
            lost += 1
    world.csv("orders.csv", ("order_id", "customer_id", "amount"), rows)
    named = [(c, f"name {c}", city) for c, city in cities.items()]
    world.csv("customers.csv", ("customer_id", "name", "city"), named)
    return dict(totals), lost


@task("en")
def amount_by_city_of_the_customer(world: World) -> Asked:
    totals, lost = shop(world)

    def holds(answered: Answered) -> None:
        for city, total in totals.items():
            answered.completed().says(city).says_number(total)
        answered.says_number(lost).says("customer_id")

    return Asked("join orders.csv with customers.csv and tell total amount by city", holds)


@task("zh")
def joined_by_a_named_column(world: World) -> Asked:
    totals, lost = shop(world)

    def holds(answered: Answered) -> None:
        for city, total in totals.items():
            answered.completed().says(city).says_number(total)
        answered.says_number(lost)

    return Asked(
        "把 orders.csv 和 customers.csv 按 customer_id 关联，统计每个城市的 amount 总和", holds
    )


@task("zh")
def joined_across_formats(world: World) -> Asked:
    chance = world.chance
    prices = {f"P{i}": chance.randint(2, 80) for i in range(1, 9)}
    kinds = {p: chance.choice(("水果", "蔬菜", "肉类")) for p in prices}
    xlsx(world, "商品.xlsx", {"商品": (("编号", "类别"), [(p, kinds[p]) for p in prices])})
    sold = [(chance.choice(list(prices)), chance.randint(1, 50)) for _ in range(90)]
    world.csv("销售.csv", ("商品编号", "数量"), sold)
    counts = sums([(kinds[p], n) for p, n in sold], 0, 1)

    def holds(answered: Answered) -> None:
        for kind, count in counts.items():
            answered.completed().says(kind).says_number(count)

    return Asked("把 销售.csv 和 商品.xlsx 关联起来，每个类别卖了多少数量？", holds)


@task("en")
def months_one_below_the_other(world: World) -> Asked:
    totals = {}
    for month, name in ((1, "jan.csv"), (2, "feb.csv")):
        rows = [(f"2026-{month:02}-{d:02}", world.chance.randint(1, 900)) for d in range(1, 28)]
        totals[month] = sum(r[1] for r in rows)
        world.csv(name, ("date", "sales"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(totals[1]).says_number(totals[2])

    return Asked("combine jan.csv and feb.csv, total sales by month", holds)


@task("en")
def identifiers_in_one_only(world: World) -> Asked:
    chance = world.chance
    both = [f"K{n}" for n in chance.sample(range(1000), 40)]
    world.csv("a.csv", ("id", "size"), [(i, chance.randint(1, 9)) for i in both[:35]])
    world.csv("b.csv", ("id", "colour"), [(i, chance.choice("rgb")) for i in both[5:]])

    def holds(answered: Answered) -> None:
        answered.completed().says(*both[:5]).says_number(5).says_not(both[10])

    return Asked("which ids are in a.csv but not in b.csv?", holds)


@task("zh")
def nothing_to_join_by(world: World) -> Asked:
    world.csv("甲.csv", ("城市", "人口"), [("北京", 2189), ("上海", 2487)])
    world.csv("乙.csv", ("颜色", "长度"), [("红", 3.5), ("蓝", 4.25)])
    return Asked("把 甲.csv 和 乙.csv 关联起来", lambda a: void(a.failed("nothing_in_common")))


# ---------------------------------------------------------------- reports, saving, size


@task("zh")
def report_of_a_table(world: World) -> Asked:
    rows = orders(world)
    world.csv("sales.csv", ("日期", "地区", "数量", "金额"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text(encoding="utf-8")
        assert f"{sum(r[3] for r in rows):,}" in page and "data:image/" in page
        assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)

    return Asked("给 sales.csv 做一份分析报告", holds)


@task("en")
def report_in_html(world: World) -> Asked:
    rows = orders(world)
    world.csv("sales.csv", ("date", "region", "units", "amount"), rows)

    def holds(answered: Answered) -> None:
        page = answered.completed().file(".html").read_text(encoding="utf-8")
        assert "region" in page and str(len(rows)) in page and "<html" in page

    return Asked("generate an HTML report of sales.csv", holds)


def strings(path: Path) -> str:
    """All text and numbers of a workbook, as its XML holds them."""
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xml"))


@task("zh")
def kept_as_a_workbook(world: World) -> Asked:
    rows = orders(world)
    world.csv("sales.csv", ("日期", "地区", "数量", "金额"), rows)
    totals = sums(rows, 1, 3)

    def holds(answered: Answered) -> None:
        kept = strings(answered.completed().file(".xlsx"))
        assert all(region in kept and str(total) in kept for region, total in totals.items())

    return Asked("按地区统计 sales.csv 的金额，保存成 Excel", holds)


@task("en")
def kept_as_parquet_by_name(world: World) -> Asked:
    rows = orders(world)
    world.csv("sales.csv", ("date", "region", "units", "amount"), rows)

    def holds(answered: Answered) -> None:
        assert answered.completed().file("totals.parquet").read_bytes()[:4] == b"PAR1"

    return Asked("total amount by region in sales.csv and save it as totals.parquet", holds)


@task("en")
def kept_as_json(world: World) -> Asked:
    rows = orders(world)
    world.csv("sales.csv", ("date", "region", "units", "amount"), rows)
    totals = sums(rows, 1, 3)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".json").read_text(encoding="utf-8-sig")
        assert all(str(total) in text for total in totals.values()) and json.loads(text)

    return Asked("total amount by region in sales.csv, save the result as out.json", holds)


@task("zh")
def joined_table_as_csv(world: World) -> Asked:
    _, lost = shop(world)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text(encoding="utf-8-sig")
        kept = list(csv.DictReader(io.StringIO(text)))
        assert len(kept) in (120, 120 - lost) and "city" in kept[0]

    return Asked("合并 orders.csv 和 customers.csv 这两个表，保存成 CSV", holds)


@task("zh")
def busiest_hour(world: World) -> Asked:
    hours = Counter(h["time"].hour for h in access_log(world))
    most = max(hours.values())
    best = [hour for hour, count in hours.items() if count == most]

    def holds(answered: Answered) -> None:
        answered.completed().says_number(most).says(*(f"{hour:02}:00" for hour in best))

    return Asked("access.log 哪个小时的请求最多", holds)


@task("zh")
def log_without_an_extension(world: World) -> Asked:
    counts = Counter(world.chance.choice(("sshd", "cron", "cron", "kernel")) for _ in range(90))
    lines = [
        f"Mar {day + 1:2} 10:00:01 web1 {name}: event"
        for name, count in counts.items()
        for day in range(count % 28)
    ]
    counts = Counter(line.split()[4].rstrip(":") for line in lines)
    world.text("syslog", "\n".join(lines) + "\n")
    [(_, most)] = counts.most_common(1)
    best = [name for name, count in counts.items() if count == most]
    return Asked(
        "syslog 里哪个程序的日志最多", lambda a: void(a.completed().says(*best).says_number(most))
    )


@task("en")
def log_that_was_put_away(world: World) -> Asked:
    access_log(world, 60)
    now = (world.folder / "access.log").read_text(encoding="utf-8").splitlines()
    old = [line for line in now if not line.startswith("--")][:41]
    world.text("access.log.1", "\n".join(old) + "\n")
    return Asked("how many requests are in access.log.1", lambda a: void(a.completed().says("41")))


@task("en")
def last_errors(world: World) -> Asked:
    levels = [world.chance.choice(("INFO", "ERROR")) for _ in range(80)]
    lines = [
        f"2026-05-06 07:{n // 60:02}:{n % 60:02},000 {level} job: event-{n}."
        for n, level in enumerate(levels)
    ]
    world.text("app.log", "\n".join(lines) + "\n")
    errors = [n for n, level in enumerate(levels) if level == "ERROR"]

    def holds(answered: Answered) -> None:
        answered.completed().says(*(f"event-{n}." for n in errors[-4:]))
        answered.says_not(f"event-{errors[0]}.")

    return Asked("show the last 4 errors in app.log", holds)


@task("en")
def columns_looked_up(world: World) -> Asked:
    shop(world)

    def holds(answered: Answered) -> None:
        text = answered.completed().file("enriched.csv").read_text(encoding="utf-8-sig")
        kept = list(csv.DictReader(io.StringIO(text)))
        assert list(kept[0]) == ["order_id", "customer_id", "amount", "city"] and len(kept) == 120

    return Asked("vlookup city from customers.csv into orders.csv and save as enriched.csv", holds)


@task("zh")
def average_total_apiece(world: World) -> Asked:
    chance = world.chance
    rows = [(chance.choice("甲乙丙丁"), chance.randint(5, 900)) for _ in range(60)]
    world.csv("订单.csv", ("客户", "金额"), rows)
    total, count = sum(r[1] for r in rows), len({r[0] for r in rows})
    return Asked(
        "订单.csv 平均每个客户消费多少",
        lambda a: void(a.completed().says_number(total / count).says_number(total / len(rows))),
    )


@task("zh")
def all_sheets_at_once(world: World) -> Asked:
    sheets = {name: [(r[1], r[3]) for r in orders(world)] for name in ("一月", "二月", "三月")}
    xlsx(world, "季度.xlsx", {name: (("地区", "金额"), rows) for name, rows in sheets.items()})
    total = sum(r[1] for rows in sheets.values() for r in rows)
    return Asked("季度.xlsx 所有工作表的金额总和", lambda a: void(a.completed().says_number(total)))


@task("en")
def header_of_two_lines(world: World) -> Asked:
    rows = [(name, *(world.chance.randint(1, 900) for _ in range(4))) for name in "ABCD"]
    head = [("Region", "2024", None, "2025", None)]
    body = [(None, "Units", "Revenue", "Units", "Revenue"), *rows]
    xlsx(world, "plan.xlsx", {"Plan": (*head, body)})
    return Asked(
        "total 2025 Revenue in plan.xlsx",
        lambda a: void(a.completed().says_number(sum(r[4] for r in rows)).says("2025 Revenue")),
    )


@task("en")
def failed_logins_by_address(world: World) -> Asked:
    chance, counts, lines = world.chance, Counter(), []
    for n in range(120):
        ip, failed = f"198.51.100.{chance.randint(1, 3)}", chance.random() < 0.6
        counts[ip] += failed
        what = "Failed password" if failed else "Accepted publickey"
        lines.append(
            f"Mar {n % 28 + 1:2} 10:00:01 web1 sshd[{n + 99}]: {what} for root from {ip} port {n}"
        )
    world.text("auth.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        for ip, count in counts.items():
            answered.completed().says(ip).says_number(count)

    return Asked("failed logins by IP in auth.log", holds)


def void(_answered: Answered) -> None:
    """What a chain of checks ends with."""
