"""What is no table, and questions that do not fit: one sentence, a code, how to mend it."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n \n", "file_empty"),
        (b"region,sales\n", "file_empty"),
        (b"[]", "not_a_table"),
        (bytes(range(256)) * 20, "not_a_table"),
        (b"\x89PNG\r\n\x1a\nrest", "not_a_table"),
        (b"PK\x03\x04 an xlsx", "not_a_table"),
        (b"a,b,c\n1\n1,2,3,4,5\n9\n1,2\n8,8,8,8\n", "not_a_table"),
        (b"[1, 2, 3]", "not_a_table"),
        (b'[{"a": 1}, {"a":', "not_a_table"),
        (b'{"a":', "not_a_table"),
        (b"Once upon a time there was a file that had no table in it at all.\n" * 9, "not_a_table"),
    ],
)
def test_no_table(ask: Ask, tmp_path: Path, content: bytes, code: str) -> None:
    question = "总和" if len(content) % 2 else "total sales"
    error = ask(written(tmp_path / "t.csv", content), question).error
    assert error["code"] == code
    assert error["hint"]
    assert "Traceback" not in error["message"]
    assert any("\u4e00" <= ch <= "\u9fff" for ch in error["message"]) == (question == "总和")


def test_a_hopeless_file_names_the_line(ask: Ask, tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", b"a,b,c\n1\n1,2,3,4,5\n9\n1,2\n8,8,8,8\n")
    assert "line 2" in ask(path, "total a").error["message"]


def test_missing_file(ask: Ask, tmp_path: Path) -> None:
    assert ask(tmp_path / "none.csv", "total sales").error["code"] == "file_missing"


def test_a_folder(ask: Ask, tmp_path: Path) -> None:
    error = ask(tmp_path, "total sales").error
    assert error["code"] == "not_a_file"
    assert str(tmp_path) in error["message"]


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("total profit by region", ""),
        ("total revnue by regon", ""),
        ("average unitss", "units"),
        ("sales by regiom", "region"),
        ("average discount", ""),
        ("sales per salesperson", ""),
        ("which region has the highest profit", ""),
        ("利润总和", ""),
        ("按颜色统计销售额", ""),
        ("每个门店的销售额", ""),
        ("平均身高", ""),
        ("哪个地区利润最高", ""),
        ("show the rows where captain is Ann", ""),
        ("船长是张三的行", ""),
    ],
)
def test_an_unknown_column_offers_the_nearest(
    ask: Ask, sales: Path, question: str, near: str
) -> None:
    error = ask(sales, question).error
    assert error["code"] == "column_unknown"
    assert near in error["details"]["nearest"] or not near
    assert "region" in error["hint"]


@pytest.mark.parametrize(
    "question",
    [
        "asdf qwer",
        "今天天气怎么样",
        "draw a cat",
        "写一首诗",
        "tell me a joke",
        "translate this to French",
        "你是谁呀",
    ],
)
def test_what_is_no_question_about_the_table(ask: Ask, sales: Path, question: str) -> None:
    error = ask(sales, question).error
    assert error["code"] in ("question_not_understood", "column_unknown")
    assert "region" in error["hint"]


def test_no_aggregate_of_texts(ask: Ask, sales: Path) -> None:
    assert ask(sales, "average region").error["code"] == "not_numeric"


def test_no_row_fits(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "total sales in the Central region")
    assert "No row fits" in reply.answer
    assert "West" in reply.answer
    assert ask(sales, "how many orders with units greater than 5000").value == 0


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("统计「飞船油耗」这一列的平均值", "飞船油耗"),
        ("“飞船油耗”列的最大值", "飞船油耗"),
        ('average of the "fuel used" column', "fuel used"),
        ("sum of column 'fuel'", "fuel"),
        ('average "fuel"', "fuel"),
    ],
)
def test_a_quoted_column_that_is_not_there_is_named(
    ask: Ask, sales: Path, question: str, column: str
) -> None:
    error = ask(sales, question).error
    assert error["code"] == "column_unknown"
    assert column in error["message"]
    assert {"units", "region"} <= set(error["details"]["columns"])


def test_quoted_columns_and_cells_that_are_there(ask: Ask, sales: Path) -> None:
    assert ask(sales, "「units」这一列的最大值").value == ask(sales, "maximum units").value
    assert ask(sales, 'average units in "West"').value == ask(sales, "average units in West").value
