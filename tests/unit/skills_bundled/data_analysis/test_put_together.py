"""The tables of a folder as one, the column of two lists that is compared, reports with what is asked."""

# ruff: noqa: E501 - a request is one line

import random
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Act, Ask, write_csv


@pytest.mark.parametrize(
    "question",
    [
        "yard/jan.csv, yard/feb.csv: The folder yard has a CSV for each month. How many bricks"
        " did each crew lay over all the files?",
        "yard/jan.csv, yard/feb.csv: 把 yard 文件夹里的表合在一起，每个 crew 的 bricks 合计是多少",
        "yard/jan.csv, yard/feb.csv: total bricks per crew, from the two files in yard/",
    ],
)
def test_the_files_of_a_folder_that_the_text_names(act: Act, tmp_path: Path, question: str) -> None:
    (tmp_path / "yard").mkdir()
    totals: Counter[str] = Counter()
    files = []
    for month in ("jan", "feb"):
        rows = [
            {"crew": random.choice("ABC"), "bricks": random.randint(5, 90), "day": n + 1}
            for n in range(20)
        ]
        for row in rows:
            totals[str(row["crew"])] += int(str(row["bricks"]))
        files.append(str(write_csv(tmp_path / "yard" / f"{month}.csv", rows)))
    reply = act("combine", {"files": files, "question": question}, "en", question)
    assert reply.table() == dict(totals)


def test_months_written_out_stand_in_their_order(ask: Ask, tmp_path: Path) -> None:
    months = ["一月", "二月", "三月", "四月"]
    rows = [{"月份": m, "吨": random.randint(1, 99)} for m in random.sample(months * 3, 12)]
    path = write_csv(tmp_path / "运量.csv", rows)
    assert [row[0] for row in ask(path, "每个月份的吨合计，画折线图").rows] == months


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("By how much did the rent change from last.csv to this.csv for every flat?", "en"),
        ("比较 last.csv 和 this.csv，每个 flat 的 rent 变了多少", "zh"),
    ],
)
def test_only_the_column_named_is_compared(
    act: Act, tmp_path: Path, question: str, language: str
) -> None:
    rents = {f"A{n}": (random.randint(300, 600), random.randint(601, 900)) for n in range(5)}
    files = []
    for place, name in enumerate(("last", "this")):
        rows = [
            {"flat": flat, "rent": pair[place], "heating": random.randint(1, 99)}
            for flat, pair in rents.items()
        ]
        files.append(str(write_csv(tmp_path / f"{name}.csv", rows)))
    reply = act("compare_tables", {"files": files, "question": question}, language, question)
    assert "heating" not in reply.answer
    for flat, (old, new) in rents.items():
        assert re.search(
            rf"- {flat} · rent.{{1,2}}{old} → {new}.{{1,2}}\+{new - old}", reply.answer
        )


def test_who_is_on_one_list_but_not_on_the_other(act: Act, tmp_path: Path) -> None:
    rows = [{"mail": f"p{n}@x.org"} for n in range(9)]
    came = random.sample(rows, 6)
    files = [
        str(write_csv(tmp_path / "asked.csv", rows)),
        str(write_csv(tmp_path / "came.csv", came)),
    ]
    question = "who is on asked.csv but not on came.csv?"
    reply = act("compare_tables", {"files": files, "question": question}, "en", question)
    missing = {row["mail"] for row in rows if row not in came}
    assert set(re.findall(r"- (\S+)", reply.answer)) == missing


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("make an HTML report of works.csv, with plots: total hours per team and per site", "en"),
        (
            "把 works.csv 做成 HTML 报告，要有图，还要有各 team 的 hours 合计和各 site 的 hours 合计",
            "zh",
        ),
    ],
)
def test_a_report_holds_what_is_asked_for(
    act: Act, tmp_path: Path, wish: str, language: str
) -> None:
    rows = [
        {"team": random.choice("ab"), "site": random.choice("xyz"), "hours": random.randint(1, 9)}
        for _ in range(60)
    ]
    path = write_csv(tmp_path / "works.csv", rows)
    reply = act("report", {"file": str(path)}, language, wish)
    first, second = reply.answer.splitlines()[2:4]
    for line, column in ((first, "team"), (second, "site")):
        totals: Counter[str] = Counter()
        for row in rows:
            totals[str(row[column])] += int(str(row["hours"]))
        best, most = totals.most_common(1)[0]
        assert column in line and line.endswith(f"{best} {most}"), line


def test_a_report_on_files_that_are_joined(act: Act, tmp_path: Path) -> None:
    people = [{"customer_id": f"C{n}", "city": "Oslo" if n < 4 else "Rome"} for n in range(9)]
    rows = [
        {"customer_id": f"C{random.randrange(9)}", "amount": random.randint(1, 9)}
        for _ in range(50)
    ]
    totals: Counter[str] = Counter()
    for row in rows:
        city = people[int(str(row["customer_id"])[1:])]["city"]
        totals[city] += int(str(row["amount"]))
    orders = write_csv(tmp_path / "orders.csv", rows)
    files = [str(orders), str(write_csv(tmp_path / "customers.csv", people))]
    wish = "join orders.csv and customers.csv, then an HTML report of it: amount per city"
    reply = act("report", {"file": files[0], "files": files}, "en", wish)
    best = totals.most_common(1)[0][0]
    assert f"{best} {totals[best]}" in reply.answer and "joined by customer_id" in reply.answer


@pytest.mark.parametrize(
    ("sheets", "question"),
    [
        (("进货", "销售"), "每种 item 还剩多少？"),
        (("进货", "销售"), "算一下各 item 的结余，进货减去销售"),
        (("Received", "Issued"), "how much is left of each item?"),
        (("Received", "Issued"), "received minus issued, per item"),
    ],
)
def test_what_is_left_of_two_sheets(
    ask: Ask, tmp_path: Path, sheets: tuple[str, str], question: str
) -> None:
    book, left = openpyxl.Workbook(), Counter[str]()
    book.remove(book.worksheets[0])
    for name, sign in zip(sheets, (1, -1), strict=True):
        page = book.create_sheet(name)
        page.append(["item", "quantity", "note"])
        for _ in range(20):
            item, quantity = random.choice(["salt", "rice"]), random.randint(1, 90)
            page.append([item, quantity, "x"])
            left[item] += sign * quantity
    path = tmp_path / "store.xlsx"
    book.save(path)
    assert ask(path, question).table() == dict(left)
    first = f"total quantity in the sheet {sheets[0]}"
    assert "note" not in ask(path, first).answer and ask(path, first).value > 0


def test_a_text_that_goes_on_is_about_the_sheets_of_the_first(act: Act, tmp_path: Path) -> None:
    book, sold, stands = openpyxl.Workbook(), Counter[str](), Counter[str]()
    book.remove(book.worksheets[0])
    for day in ("Friday", "Saturday", "Sunday"):
        page = book.create_sheet(day)
        page.append(["Stand", "Cups"])
        for _ in range(12):
            stand, cups = random.choice(["North", "South"]), random.randint(1, 99)
            page.append([stand, cups])
            sold[day] += cups
            stands[stand] += cups
    path = tmp_path / "fair.xlsx"
    book.save(path)
    first = "total Cups per Stand over all three days"

    def told(question: str, *before: str) -> dict[str, int]:
        parameters = {"file": str(path), "question": question, "before": list(before)}
        return act("analyze", parameters, "en", question).table()

    assert told(first) == dict(stands)
    assert told("now per day", first) == dict(sold)
    assert told("and only the North", first) == {"North": stands["North"]}


@pytest.mark.parametrize(
    "question",
    [
        "把 借阅.csv 和 学生.csv 对起来，算出每个班一共借了多少本书",
        "借阅.csv 里只有学号，班级在 学生.csv。各班借了几本书？",
        "关联 借阅.csv 和 学生.csv，每个班的本数合计",
    ],
)
def test_so_many_of_them_whatever_they_are(act: Act, tmp_path: Path, question: str) -> None:
    pupils = [{"学号": f"s{n}", "班级": "甲乙"[n % 2] + "班"} for n in range(8)]
    write_csv(tmp_path / "学生.csv", pupils)
    loans = [{"学号": f"s{n % 8}", "本数": n % 5 + 1} for n in range(30)]
    write_csv(tmp_path / "借阅.csv", loans)
    files = [str(tmp_path / name) for name in ("借阅.csv", "学生.csv")]
    told = act("combine", {"files": files, "question": question}, "zh", question).table()
    assert told == {
        f"{c}班": sum(one["本数"] for n, one in enumerate(loans) if "甲乙"[n % 8 % 2] == c)
        for c in "甲乙"
    }


def test_each_is_told_by_its_name(act: Act, tmp_path: Path) -> None:
    write_csv(tmp_path / "课程.csv", [{"课程号": f"C{n}", "课程名": f"课{n}"} for n in range(3)])
    chosen = [{"学号": n, "课程号": f"C{n % 3}"} for n in range(20)]
    write_csv(tmp_path / "选课.csv", chosen)
    files = [str(tmp_path / name) for name in ("选课.csv", "课程.csv")]
    question = "选课.csv 里每门课（课程名见 课程.csv）有多少人选？"
    told = act("combine", {"files": files, "question": question}, "zh", question)
    assert set(told.table()) == {"课0", "课1", "课2"}


@pytest.mark.parametrize(
    "question",
    [
        "Which pupils in pupils.csv never borrowed anything (loans.csv)? And how many pages per form?",
        "pupils.csv 里哪些 pupil 从没借过书（loans.csv）？另外每个 form 的 pages 合计是多少？",
    ],
)
def test_a_figure_is_told_beside_the_rows_of_one_file_only(
    act: Act, tmp_path: Path, question: str
) -> None:
    pupils = [{"id": f"P{n}", "pupil": f"Kim{n}", "form": "AB"[n % 2]} for n in range(6)]
    loans = [{"no": n, "who": f"P{n % 5}", "pages": 30 + n} for n in range(20)]
    write_csv(tmp_path / "pupils.csv", pupils)
    write_csv(tmp_path / "loans.csv", loans)
    files = [str(tmp_path / name) for name in ("pupils.csv", "loans.csv")]
    language = "en" if question.isascii() else "zh"
    answer = act(
        "compare_tables", {"files": files, "question": question}, language, question
    ).answer
    pages = {form: sum(30 + n for n in range(20) if n % 5 % 2 == place) for place, form in enumerate("AB")}  # fmt: skip
    assert "Kim5" in answer and "Kim4" not in answer
    assert all(str(total) in answer for total in pages.values())


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            "The book has one sheet per month. Total takings of each sheet, and overall?",
            ("145", "146", "291"),
        ),
        (
            "一月、二月各一个工作表，把两个月合起来算算每个 seller 的 takings，谁第一？",
            ("Ann：151", "Bo：140"),
        ),
        ("By what percentage did the takings of each seller change?", ("1.33%",)),
    ],
)
def test_sheets_apart_and_as_one(
    ask: Ask, tmp_path: Path, question: str, wanted: tuple[str, ...]
) -> None:
    book = openpyxl.Workbook()
    for place, title in enumerate(("一月", "二月")):
        sheet = book.create_sheet(title)
        for row in [("seller", "takings"), ("Ann", 40 + place), ("Bo", 70), ("Ann", 35)]:
            sheet.append(row)
    book.remove(book["Sheet"])
    book.save(tmp_path / "book.xlsx")
    answer = ask(tmp_path / "book.xlsx", question).answer
    assert all(text in answer for text in wanted)


@pytest.mark.parametrize(
    ("question", "wanted", "others"),
    [
        ("借阅表里有多少条记录的读者编号在读者表里查不到？把这些借阅号列出来。", "L2", "L1"),
        (
            "How many rows of the sheet 借阅 have a 读者编号 that is not in the sheet 读者?",
            "L2",
            "L1",
        ),
        ("哪些读者没有借过书？", "R4", "R2"),
    ],
)
def test_rows_of_a_sheet_whose_key_another_lacks(
    ask: Ask, tmp_path: Path, question: str, wanted: str, others: str
) -> None:
    book = openpyxl.Workbook()
    loans, readers = book.create_sheet("借阅"), book.create_sheet("读者")
    for row in [("借阅号", "读者编号"), *((f"L{n}", f"R{n % 4}") for n in range(8) if n != 2)]:
        loans.append(row)
    loans.append(("L2", "Z9"))
    for row in [("读者编号", "身份"), *((f"R{n}", "ab"[n % 2]) for n in range(5))]:
        readers.append(row)
    book.remove(book["Sheet"])
    book.save(tmp_path / "book.xlsx")
    answer = ask(tmp_path / "book.xlsx", question).answer
    assert wanted in answer and others not in answer
