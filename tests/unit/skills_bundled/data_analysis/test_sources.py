"""Workbooks, Parquet and gzip as tables: what is read, which sheet, what is told."""

# ruff: noqa: E501 - a line of a log and a question are one line

import gzip
import json
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, Rows, chinese_sales, write_csv

ROWS = chinese_sales()
TOTAL = sum(row["数量"] for row in ROWS)
Write = Any

_WRITE = """
import datetime, json, sys
asked = json.load(sys.stdin)
kind, path, content = asked["kind"], asked["path"], asked["content"]
if kind == "xlsx":
    import openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, sheet in content.items():
        page = book.create_sheet(title)
        for row in sheet["rows"]:
            page.append([datetime.datetime.fromisoformat(c[1:]) if str(c).startswith("@") else c for c in row])
        for area in sheet.get("merged", ()):
            page.merge_cells(area)
    book.save(path)
else:
    import duckdb
    duckdb.execute(f"COPY ({content}) TO '{path}' (FORMAT parquet)")
"""


@pytest.fixture
def write(guest_python: tuple[str, str], tmp_path: Path) -> Write:
    """Call `write(kind, name, content)`: sheets for xlsx, a SELECT for parquet."""

    def made(kind: str, name: str, content: Any) -> Path:
        path = tmp_path / name
        request = json.dumps({"kind": kind, "path": str(path), "content": content})
        subprocess.run(
            [guest_python[0], "-W", "ignore", "-c", _WRITE],
            input=request.encode(),
            env={"PYTHONPATH": guest_python[1]},
            check=True,
            timeout=60,
        )
        return path

    return made


def sheet(rows: Sequence[Any], *merged: str) -> dict[str, Any]:
    return {"rows": rows, "merged": merged}


SALES = [list(ROWS[0]), *(list(row.values()) for row in ROWS)]
NOTES = [["本表由财务部编制"]]


# ---------------------------------------------------------------- workbooks


def test_the_sheet_with_a_table_is_taken(ask: Ask, write: Write) -> None:
    path = write("xlsx", "报表.xlsx", {"说明": sheet(NOTES), "销售": sheet(SALES)})
    reply = ask(path, "数量总和")
    assert reply.value == TOTAL
    assert "销售" in reply.answer
    assert "说明" in reply.answer


@pytest.mark.parametrize(
    "question",
    [
        "total units in the sheet 2026 of b.xlsx",
        "total units in the 2026 sheet of b.xlsx",
        'total units in sheet "2026" of b.xlsx',
        "b.xlsx 里“2026”工作表的 units 总和",
        "b.xlsx 的 2026 工作表里 units 的总和",
        "工作表2026中units总和是多少",
        "b.xlsx 第二个工作表里 units 总和",
    ],
)
def test_a_sheet_by_its_name(ask: Ask, write: Write, question: str) -> None:
    sheets = {
        "2025": sheet([["name", "units"], ["a", 5]]),
        "2026": sheet([["name", "units"], ["a", 71]]),
    }
    assert ask(write("xlsx", "b.xlsx", sheets), question).value == 71


def test_the_sheet_whose_columns_are_asked_for(ask: Ask, write: Write) -> None:
    staff = [["name", "salary"], ["Ann", 10], ["Bo", 30]]
    sheets = {"sales": sheet(SALES), "people": sheet(staff)}
    assert ask(write("xlsx", "b.xlsx", sheets), "average salary in b.xlsx").value == 20


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("成绩.xlsx 里二班的最高分是多少", [[95]]),
        ("成绩.xlsx 两个班的平均分各是多少", [["二班", 85], ["一班", 70]]),
        ("成绩.xlsx 哪个班平均分最高", [["二班", 85]]),
        ("成绩.xlsx 一班和二班谁的平均分高", [["二班", 85], ["一班", 70]]),
        ("成绩.xlsx 各班平均分", [["二班", 85], ["一班", 70]]),
    ],
)
def test_sheets_that_are_classes(
    ask: Ask, write: Write, question: str, rows: list[list[Any]]
) -> None:
    one, two = (
        [["姓名", "分数"], ["甲", 60], ["乙", 80]],
        [["姓名", "分数"], ["丙", 75], ["丁", 95]],
    )
    path = write("xlsx", "成绩.xlsx", {"一班": sheet(one), "二班": sheet(two)})
    assert ask(path, question).rows == rows


def test_a_sheet_called_like_its_column_is_still_asked_for(ask: Ask, write: Write) -> None:
    rows = [["region", "sales"], ["North", 5], ["South", 7]]
    path = write("xlsx", "b.xlsx", {"sales": sheet(rows), "notes": sheet(NOTES)})
    assert ask(path, "total sales in b.xlsx").value == 12


@pytest.mark.parametrize(
    "question", ["mean age in the sheet Payroll", "在“工资”工作表里求 age 平均"]
)
def test_a_sheet_that_is_not_there(ask: Ask, write: Write, question: str) -> None:
    path = write("xlsx", "b.xlsx", {"Staff": sheet([["name", "age"], ["Ann", 31]])})
    error = ask(path, question).error
    assert error["code"] == "sheet_unknown"
    assert "Staff" in error["hint"]


def test_titles_merged_cells_and_dates(ask: Ask, write: Write) -> None:
    rows = [
        ["一季度", None, None], ["地区", "日期", "金额"], ["华东", "@2026-01-05", 10],
        [None, "@2026-02-06", 20], ["华南", "@2026-02-07", 7],
    ]  # fmt: skip
    path = write("xlsx", "季度.xlsx", {"表": sheet(rows, "A1:C1", "A3:A4")})
    assert ask(path, "按地区统计金额").table() == {"华东": 30, "华南": 7}
    assert ask(path, "每个月的金额").table() == {"2026-01": 10, "2026-02": 27}


def test_empty_broken_and_locked_workbooks(ask: Ask, write: Write, tmp_path: Path) -> None:
    empty = write("xlsx", "e.xlsx", {"one": sheet([])})
    assert ask(empty, "total sales").error["code"] == "sheet_empty"
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(empty.read_bytes()[:300])
    assert ask(broken, "total sales").error["code"] == "workbook_broken"
    locked = tmp_path / "l.xlsx"
    mark = "EncryptedPackage".encode("utf-16-le")
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + mark + bytes(600))
    assert ask(locked, "销售额总和").error["code"] == "workbook_locked"


@pytest.mark.parametrize(
    "question",
    ["考勤.xlsx 里有人员和打卡两个表，统计每个部门迟到多少次", "考勤.xlsx 各部门迟到次数"],
)
def test_sheets_that_only_together_hold_what_is_asked(
    ask: Ask, write: Write, question: str
) -> None:
    people: list[list[Any]] = [
        ["工号", "姓名", "部门"],
        *([n, f"员工{n}", "销售" if n % 3 else "研发"] for n in range(1, 10)),
    ]
    days: list[list[Any]] = [
        ["工号", "日期", "情况"],
        *([n % 9 + 1, f"2026-03-{n:02}", "迟到" if n % 2 else "正常"] for n in range(1, 29)),
    ]
    path = write("xlsx", "考勤.xlsx", {"人员": sheet(people), "打卡": sheet(days)})
    late = Counter("销售" if row[0] % 3 else "研发" for row in days[1:] if row[2] == "迟到")
    assert ask(path, question).table() == dict(late)


# ---------------------------------------------------------------- Parquet and gzip


def test_parquet_of_every_kind_of_column(ask: Ask, write: Write) -> None:
    sql = (
        "SELECT range AS id, 'c' || range % 3 AS kind, (range * 1.5)::DECIMAL(9, 2) AS price,"
        " DATE '2026-01-01' + range::INT AS day, [1, 2] AS list, NULL::DOUBLE AS none,"
        " TIMESTAMPTZ '2026-01-01 05:00:00+00' AS seen FROM range(60)"
    )
    path = write("parquet", "p.parquet", sql)
    assert ask(path, "total price by kind").table()["c1"] == 1.5 * sum(range(1, 60, 3))
    assert ask(path, "how many rows per month of day").table() == {
        "2026-01": 31,
        "2026-02": 28,
        "2026-03": 1,
    }


def test_broken_parquet(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    path.write_bytes(b"PAR1" + bytes(300))
    assert ask(path, "total price").error["code"] == "parquet_broken"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_gzip(ask: Ask, tmp_path: Path, encoding: str) -> None:
    text = "地区,数量\n" + "".join(f"{row['地区']},{row['数量']}\n" for row in ROWS)
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(text.encode(encoding)))
    assert ask(path, "数量总和").value == TOTAL
    lines = "".join(json.dumps({"n": row["数量"], "kind": "a"}) + "\n" for row in ROWS)
    packed = tmp_path / "t.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.encode()))
    assert ask(packed, "total n").value == TOTAL


def test_broken_gzip(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" * 999)[:40])
    assert ask(path, "total a").error["code"] == "not_a_table"


@pytest.mark.parametrize(
    ("question", "suffix"),
    [
        ("每个车间存成一个单独的 csv", "csv"),
        ("按车间拆成多个 excel 文件", "xlsx"),
        ("各车间的数据分别导出", "csv"),
        ("把每个车间分别存成 json", "json"),
    ],
)
def test_a_file_of_each_value(ask: Ask, tmp_path: Path, question: str, suffix: str) -> None:
    rows: Rows = [{"工人": f"W{n}", "车间": ("东区", "西区")[n % 3 == 0]} for n in range(10)]
    reply = ask(write_csv(tmp_path / "名册.csv", rows), question)
    assert {"东区：6 行", "西区：4 行"} <= {
        line[2:].replace(f".{suffix}", "") for line in reply.answer.splitlines()
    }
    files = {path.name for path in reply.out.iterdir()}
    assert {f"东区.{suffix}", f"西区.{suffix}"} <= files
    if suffix == "csv":
        text = (reply.out / "西区.csv").read_text("utf-8-sig").split()
        assert text == ["工人,车间", *(f"{r['工人']},西区" for r in rows if r["车间"] == "西区")]


def test_a_table_in_traditional_characters(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {
            "學員": f"甲{n}",
            "場地": ("東館", "西館")[n % 2],
            "費用": 100 + n,
            "是否繳費": "是否"[n % 3 == 0],
        }
        for n in range(12)
    ]
    path = write_csv(tmp_path / "課程.csv", rows)
    assert ask(path, "還沒繳費的有幾位").value == 4
    assert ask(path, "東館的費用總共多少").value == sum(
        r["費用"] for r in rows if r["場地"] == "東館"
    )
    assert ask(path, "各场地的费用合计").table() == {
        hall: sum(r["費用"] for r in rows if r["場地"] == hall) for hall in ("東館", "西館")
    }
