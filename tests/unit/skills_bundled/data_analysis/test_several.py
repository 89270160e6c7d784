"""Several files at once: joined, one below the other, compared; reports; kept results."""

import json
import random
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Act, Ask, write_csv

CITIES = {f"C{n:03}": random.Random(SEED + n).choice(("Oslo", "Rome", "Lima")) for n in range(30)}


@pytest.fixture
def shop(tmp_path: Path) -> tuple[Path, Path, dict[str, int]]:
    """orders.csv, customers.csv, amount by city of the customers that are known."""
    chance, totals, rows = random.Random(SEED), Counter[str](), []
    for number in range(150):
        customer = chance.choice([*CITIES, "C900"])
        rows.append(
            {"order_id": number + 1, "customer_id": customer, "amount": chance.randint(1, 99)}
        )
        if customer in CITIES:
            totals[CITIES[customer]] += rows[-1]["amount"]
    orders = write_csv(tmp_path / "orders.csv", rows)
    people = [{"customer_id": c, "name": f"n{c}", "city": city} for c, city in CITIES.items()]
    return orders, write_csv(tmp_path / "customers.csv", people), dict(totals)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("join orders.csv with customers.csv and tell the total amount by city", "en"),
        ("left join orders.csv and customers.csv on customer_id, total amount by city", "en"),
        ("total amount by city, joining orders.csv and customers.csv by customer_id", "en"),
        ("把 orders.csv 和 customers.csv 按 customer_id 关联，统计每个 city 的 amount 总和", "zh"),
        ("合并 orders.csv 与 customers.csv 之后按 city 统计 amount", "zh"),
        ("根据 orders.csv 和 customers.csv，每个 city 的 amount 合计是多少", "zh"),
    ],
)
def test_a_join(
    act: Act, shop: tuple[Path, Path, dict[str, int]], question: str, language: str
) -> None:
    orders, customers, totals = shop
    files = [str(orders), str(customers)]
    reply = act("combine", {"files": files, "question": question}, language, question)
    told = {city: total for city, total in reply.table().items() if city is not None}
    assert told == totals
    lost = orders.read_text(encoding="utf-8").count("C900")
    assert re.search(rf"\b{lost}\b|{lost} 行", reply.answer)
    assert "JOIN" in reply.result["code"]


def test_a_key_of_another_name_and_leading_zeros(act: Act, tmp_path: Path) -> None:
    one = write_csv(tmp_path / "sold.csv", [{"product_id": n % 4 + 1, "n": n} for n in range(20)])
    two = write_csv(
        tmp_path / "products.csv", [{"id": f"00{n}", "kind": "ab"[n % 2]} for n in range(1, 5)]
    )
    question = "join sold.csv with products.csv, total n by kind"
    reply = act("combine", {"files": [str(one), str(two)], "question": question}, "en", question)
    assert reply.table() == {
        "a": sum(n for n in range(20) if n % 4 + 1 in (2, 4)),
        "b": sum(n for n in range(20) if n % 4 + 1 in (1, 3)),
    }
    assert "product_id = id" in reply.answer


def test_three_tables(act: Act, shop: tuple[Path, Path, dict[str, int]], tmp_path: Path) -> None:
    orders, customers, totals = shop
    lands = {"Oslo": "Norway", "Rome": "Italy", "Lima": "Peru"}
    third = write_csv(
        tmp_path / "lands.csv", [{"city": c, "country": land} for c, land in lands.items()]
    )
    question = "join the files and give the total amount by country"
    files = [str(orders), str(customers), str(third)]
    reply = act("combine", {"files": files, "question": question}, "en", question)
    assert reply.table() == {lands[city]: total for city, total in totals.items()}


def test_stacked_files_with_other_dates(act: Act, tmp_path: Path) -> None:
    one = write_csv(
        tmp_path / "jan.csv", [{"date": f"2026-01-{d:02}", "sales": d} for d in range(1, 20)]
    )
    two = write_csv(
        tmp_path / "feb.csv", [{"date": f"2026/02/{d:02}", "sales": d} for d in range(1, 25)]
    )
    question = "combine jan.csv and feb.csv, total sales by month"
    reply = act("combine", {"files": [str(one), str(two)], "question": question}, "en", question)
    assert reply.table() == {"2026-01": 190, "2026-02": 300}


def test_the_table_itself_is_kept(act: Act, shop: tuple[Path, Path, dict[str, int]]) -> None:
    orders, customers, _ = shop
    question = "把 orders.csv 和 customers.csv 左连接，保存成 all.jsonl"
    reply = act(
        "combine", {"files": [str(orders), str(customers)], "question": question}, "zh", question
    )
    lines = (reply.out / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 150
    assert set(json.loads(lines[0])) == {"order_id", "customer_id", "amount", "name", "city"}


def test_nothing_in_common(act: Act, tmp_path: Path) -> None:
    one = write_csv(tmp_path / "a.csv", [{"x": "p", "n": 1.5}, {"x": "q", "n": 2.5}])
    two = write_csv(tmp_path / "b.csv", [{"y": "r", "m": 3.5}, {"y": "s", "m": 4.5}])
    question = "join a.csv with b.csv"
    error = act(
        "combine", {"files": [str(one), str(two)], "question": question}, "en", question
    ).error
    assert error["code"] == "nothing_in_common"
    assert "y, m" in error["hint"]
    assert (
        act("combine", {"files": [str(one)], "question": question}).error["code"] == "files_needed"
    )


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("which ids are in a.csv but not in b.csv?", {"first": 5}),
        ("哪些 id 在 a.csv 里但不在 b.csv 里", {"first": 5}),
        ("ids that are in both a.csv and b.csv", {"both": 35}),
        ("a.csv 和 b.csv 有什么不同", {"first": 5, "second": 10, "changed": 7}),
    ],
)
def test_comparing(act: Act, tmp_path: Path, question: str, counts: dict[str, int]) -> None:
    a = write_csv(tmp_path / "a.csv", [{"id": f"K{n}", "n": n} for n in range(40)])
    b = write_csv(
        tmp_path / "b.csv", [{"id": f"K{n}", "n": f"{n + (n % 5 == 0)}.0"} for n in range(5, 50)]
    )
    files = [str(a), str(b)]
    language = "zh" if "有" in question or "哪" in question else "en"
    reply = act("compare_tables", {"files": files, "question": question}, language, question)
    for kind, count in counts.items():
        assert reply.result["data"][f"count_{kind}"] == count
    assert str(next(iter(counts.values()))) in reply.answer.splitlines()[0]


def test_a_report_holds_its_numbers_and_pictures(ask: Ask, act: Act, sales: Path) -> None:
    reply = act("report", {"file": str(sales)}, "en", "write a report of sales.csv")
    page = (reply.out / "sales-report.html").read_text(encoding="utf-8")
    assert f"{ask(sales, 'total units').value:,}" in page
    assert page.count("data:image/png") >= 4
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)
    assert "missing" in reply.answer.lower()


@pytest.mark.parametrize(
    ("wish", "name", "mark"),
    [
        ("，保存成 Excel", "result.xlsx", b"PK"),
        (" and save it as by_region.xlsx", "by_region.xlsx", b"PK"),
        (" and export to parquet", "result.parquet", b"PAR1"),
        ("，导出为 t.parquet", "t.parquet", b"PAR1"),
        (" and save the result as JSON", "result.json", b"["),
        ("，写入 结果.csv", "结果.csv", b"\xef\xbb\xbf"),
        (" and save as table.md", "table.md", b"| region"),
    ],
)
def test_a_result_is_kept_in_the_format_wished(
    ask: Ask, sales: Path, wish: str, name: str, mark: bytes
) -> None:
    reply = ask(sales, f"total units by region{wish}")
    assert (reply.out / name).read_bytes().startswith(mark)
    assert len(reply.rows) == 4


def test_a_format_that_cannot_be_written(ask: Ask, sales: Path) -> None:
    error = ask(sales, "total units by region, save as out.docx").error
    assert error["code"] == "format_unknown"
    assert "xlsx" in error["hint"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_every_row_that_fits_is_kept(ask: Ask, tmp_path: Path, encoding: str) -> None:
    rows = [{"编号": f"00{n}", "amount": n * 1.5, "名称": f"=名{n}"} for n in range(3000)]
    path = write_csv(tmp_path / "t.csv", rows, encoding=encoding)
    reply = ask(path, "把 amount 大于 3 的行保存成 jsonl")
    text = (reply.out / "result.jsonl").read_text(encoding="utf-8")
    kept = [json.loads(line) for line in text.splitlines()]
    assert kept == [row for row in rows if float(str(row["amount"])) > 3]
    whole = ask(path, "t.csv 保存成 csv")
    text = (whole.out / "t.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1:] == [f"{r['编号']},{r['amount']},{r['名称']}" for r in rows]


@pytest.mark.parametrize(
    "question",
    ["customers in customers.csv without any orders in orders.csv", "哪些客户没有下过订单"],
)
def test_who_lacks_what(act: Act, tmp_path: Path, question: str) -> None:
    people = [{"customer_id": f"C{n}", "name": f"n{n}"} for n in range(12)]
    sold = [{"order_id": 900 + n, "customer_id": f"C{n % 9}"} for n in range(30)]
    orders = write_csv(tmp_path / "orders.csv", sold)
    customers = write_csv(tmp_path / "customers.csv", people)
    files = [str(customers), str(orders)]
    language = "zh" if "哪" in question else "en"
    reply = act("combine", {"files": files, "question": question}, language, question)
    told = [re.sub(r"[（(]", " ", line).rstrip(")）").split() for line in reply.answer.splitlines()]
    assert told[1:4] == [["-", "C10", "n10"], ["-", "C11", "n11"], ["-", "C9", "n9"]]


def test_files_called_like_quarters(act: Act, tmp_path: Path) -> None:
    files = [
        str(write_csv(tmp_path / f"q{n}.csv", [{"store": "A", "revenue": 100 + n % 3}]))
        for n in (1, 2, 3, 4)
    ]
    question = "which quarter had the highest revenue in q1.csv, q2.csv, q3.csv and q4.csv"
    reply = act("combine", {"files": files, "question": question}, "en", question)
    assert reply.rows == [["q2", 102]]


@pytest.mark.parametrize(
    "question",
    [
        "top product by total amount in orders.csv and products.csv",
        "orders.csv 和 products.csv 哪个产品的 amount 最高",
    ],
)
def test_things_are_told_by_their_names(act: Act, tmp_path: Path, question: str) -> None:
    sold = [{"order": n, "product_id": f"P{n % 3}", "amount": 10 + n % 3} for n in range(9)]
    orders = write_csv(tmp_path / "orders.csv", sold)
    names = [{"product_id": f"P{n}", "name": ("Tea", "Mug", "Pot")[n]} for n in range(3)]
    products = write_csv(tmp_path / "products.csv", names)
    files = [str(orders), str(products)]
    language = "zh" if "哪" in question else "en"
    reply = act("combine", {"files": files, "question": question}, language, question)
    assert reply.rows[0][0] == "Pot"


@pytest.mark.parametrize(
    "question",
    ["看下会员.csv里谁一次都没来过，到店.csv 是记录", "who never came, from 会员.csv and 到店.csv"],
)
def test_who_never_came(act: Act, tmp_path: Path, question: str) -> None:
    people = [{"会员号": f"M{n}", "姓名": f"会员{n}"} for n in range(6)]
    files = [
        str(write_csv(tmp_path / "会员.csv", people)),
        str(
            write_csv(
                tmp_path / "到店.csv", [{"会员号": f"M{n % 4}", "分钟": n} for n in range(20)]
            )
        ),
    ]
    reply = act("combine", {"files": files, "question": question}, "zh", question)
    assert "会员4" in reply.answer and "会员5" in reply.answer


@pytest.mark.parametrize(
    "question",
    ["compare the average math score in a.csv and b.csv", "对比 a.csv 和 b.csv 的平均 math"],
)
def test_files_side_by_side(act: Act, tmp_path: Path, question: str) -> None:
    files = [
        str(
            write_csv(tmp_path / f"{name}.csv", [{"student": n, "math": n + add} for n in range(9)])
        )
        for name, add in (("a", 10), ("b", 30))
    ]
    language = "zh" if "对" in question else "en"
    reply = act("combine", {"files": files, "question": question}, language, question)
    assert reply.table() == {"a": 14, "b": 34}


def _hours(tmp_path: Path) -> tuple[Path, Path, dict[str, float]]:
    """(hours per day, pay of an hour, what each is owed)."""
    chance = random.Random(SEED + 31)
    pay = {name: chance.choice([20.5, 30.0, 41.25]) for name in ("甲师", "乙师", "丙师")}
    rows = [
        {"日期": f"2026-03-{day:02}", "师傅": name, "工时": chance.choice([4, 6.5, 8])}
        for day in range(1, 9)
        for name in pay
    ]
    owed = {n: sum(r["工时"] for r in rows if r["师傅"] == n) * pay[n] for n in pay}
    hours = write_csv(tmp_path / "考勤.csv", rows)
    rates = write_csv(tmp_path / "工价.csv", [{"姓名": n, "时薪": p} for n, p in pay.items()])
    return hours, rates, owed


@pytest.mark.parametrize(
    "question",
    [
        "考勤.csv 记的是谁哪天干了几个小时，工价.csv 是每人一小时多少钱，每个师傅要付多少工钱",
        "用 考勤.csv 和 工价.csv 算每个人的劳务费",
        "how much do we owe each 师傅, from 考勤.csv and 工价.csv",
    ],
)
def test_hours_times_the_pay_of_an_hour(act: Act, tmp_path: Path, question: str) -> None:
    hours, rates, owed = _hours(tmp_path)
    files = {"files": [str(hours), str(rates)], "question": question}
    reply = act("combine", files, "zh" if "的" in question else "en", question)
    assert reply.table() == pytest.approx(owed)


@pytest.mark.parametrize(
    "question",
    [
        "which parts will we run short of, according to shelf.csv and wanted.csv?",
        "shelf.csv 和 wanted.csv 对一下，哪些货缺货，缺多少",
        "do shelf.csv and wanted.csv show anything we cannot ship?",
    ],
)
def test_what_is_ordered_beyond_the_stock(act: Act, tmp_path: Path, question: str) -> None:
    chance = random.Random(SEED + 32)
    stock = {f"part {n}": chance.randint(5, 40) for n in range(8)}
    orders = [(chance.choice(list(stock)), chance.randint(1, 9)) for _ in range(40)]
    shelf = write_csv(
        tmp_path / "shelf.csv", [{"part": p, "in stock": n} for p, n in stock.items()]
    )
    wanted = write_csv(tmp_path / "wanted.csv", [{"item": p, "qty": n} for p, n in orders])
    needed = {p: sum(n for one, n in orders if one == p) for p in stock}
    short = {p: needed[p] - stock[p] for p in stock if needed[p] > stock[p]}
    files = {"files": [str(wanted), str(shelf)], "question": question}
    reply = act("combine", files, "zh" if "哪" in question else "en", question)
    assert {row[0]: row[-1] for row in reply.rows} == short


@pytest.mark.parametrize(
    "question",
    [
        "who hasn't paid yet? pupils.csv is the class, fees.csv the payments",
        "pupils.csv 是全班，fees.csv 是交过钱的，谁还没付",
    ],
)
def test_who_is_not_there_by_numbers_called_otherwise(
    act: Act, tmp_path: Path, question: str
) -> None:
    chance = random.Random(SEED + 33)
    numbers = range(4000, 4030, 2)
    paid = chance.sample(list(numbers), 11)
    pupils = write_csv(tmp_path / "pupils.csv", [{"No.": n, "who": f"p{n}"} for n in numbers])
    rows = [{"card": n, "day": f"2026-01-{d:02}"} for d, n in enumerate([*paid, paid[0]], 1)]
    fees = write_csv(tmp_path / "fees.csv", rows)
    files = {"files": [str(fees), str(pupils)], "question": question}
    answer = act("combine", files, "zh" if "谁" in question else "en", question).answer
    listed = [line for line in answer.splitlines() if line.startswith("- ")]
    assert sorted(line[2:6] for line in listed) == sorted(str(n) for n in set(numbers) - set(paid))


@pytest.mark.parametrize(
    ("question", "grouped"),
    [
        ("shops.xlsx has a sheet for each shop. Which shop sold the most?", True),
        ("每家店一个工作表，每家店的 sales 一共多少", False),
    ],
)
def test_what_each_sheet_is_may_be_told(
    ask: Ask, tmp_path: Path, question: str, grouped: bool
) -> None:
    chance, totals = random.Random(SEED + 34), {}
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in ("Nord", "Quay", "Mill"):
        sheet = book.create_sheet(name)
        sheet.append(["day", "sales"])
        sold = [chance.randint(1, 90) for _ in range(9)]
        totals[name] = sum(sold)
        for day, amount in enumerate(sold, 1):
            sheet.append([f"2026-01-{day:02}", amount])
    path = tmp_path / "shops.xlsx"
    book.save(path)
    reply = ask(path, question)
    best = max(totals, key=lambda name: totals[name])
    assert reply.rows[0][:2] == [best, totals[best]] if grouped else reply.table() == totals


@pytest.mark.parametrize(
    "question",
    ["体测.xlsx 每个年级（工作表）的平均跳远", "各年级跳远的平均值", "体测.xlsx 每张表的平均跳远"],
)
def test_the_years_of_a_school_are_its_sheets(ask: Ask, tmp_path: Path, question: str) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for place, name in enumerate(("初一", "初二", "初三")):
        page = book.create_sheet(name)
        page.append(["学生", "跳远"])
        for n in range(4):
            page.append([f"{name}{n}", 150 + 10 * place + n])
    path = tmp_path / "体测.xlsx"
    book.save(path)
    assert ask(path, question).table() == {"初一": 151.5, "初二": 161.5, "初三": 171.5}


def test_rows_whose_key_the_other_file_does_not_have(act: Act, tmp_path: Path) -> None:
    orders = [{"order_id": 100 + n, "customer_id": n % 4, "amount": n} for n in range(1, 21)]
    known = [{"id": n, "name": name} for n, name in enumerate("xyz")]
    files = [
        str(write_csv(tmp_path / "orders.csv", orders)),
        str(write_csv(tmp_path / "customers.csv", known)),
    ]
    question = "orders.csv 里哪些订单的客户在 customers.csv 里找不到？一共几单？"
    reply = act("compare_tables", {"files": files, "question": question}, "zh", question)
    assert reply.result["data"]["count_first"] == 5
