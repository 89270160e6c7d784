"""Converting tables: round trips, kinds of cells, encodings, delimiters, broken input."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.skills_bundled.file_operations.conftest import Ask

quickly = settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
cell = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)
number = st.one_of(
    st.integers(-(10**14), 10**14), st.floats(allow_nan=False, allow_infinity=False, width=32)
)
value = st.one_of(st.none(), st.booleans(), number, cell.filter(bool))


def converted(scripts: Callable[[str], ModuleType], file: Path, target: str) -> Path:
    """The file in another format."""
    output = file.with_name(f"out.{target}")
    if file.suffix in (".json", ".jsonl"):
        table = scripts("parts.json_reading").JsonTable(str(file))
    else:
        table = scripts("parts.csv_reading").CsvTable(str(file))
    scripts("parts.converting").convert(table, target, str(output))
    return output


@quickly
@given(rows=st.lists(st.lists(cell, min_size=3, max_size=3), min_size=1, max_size=8))
def test_text_survives_csv_to_csv_by_json(scripts: Any, tmp_path: Path, rows: Any) -> None:
    rows = [["x" + row[0], *row[1:]] for row in rows]  # a row of nothing is no row
    file = tmp_path / "in.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([["甲", "b", "c d"], *rows])
    back = converted(scripts, file, "tsv").read_text("utf-8")
    assert list(csv.reader(io.StringIO(back, newline=""), delimiter="\t")) == [
        ["甲", "b", "c d"],
        *rows,
    ]


@quickly
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {"k": number, "名": st.text("abc文字 ", min_size=1).map("x".__add__)}
        ),
        min_size=1,
        max_size=8,
    )
)
def test_records_survive_json_to_csv_to_json(scripts: Any, tmp_path: Path, rows: Any) -> None:
    file = tmp_path / "in.json"
    file.write_text(json.dumps(rows), "utf-8")
    back = converted(scripts, converted(scripts, file, "csv"), "json")
    assert json.loads(back.read_text("utf-8")) == rows


@quickly
@given(
    rows=st.lists(
        st.dictionaries(cell.filter(bool), value, min_size=1, max_size=4), min_size=1, max_size=8
    ),
    indent=st.sampled_from([None, 2]),
)
def test_json_to_json_lines_keeps_all(scripts: Any, tmp_path: Path, rows: Any, indent: Any) -> None:
    file = tmp_path / "in.json"
    file.write_text(json.dumps(rows, indent=indent, ensure_ascii=False), "utf-8")
    lines = converted(scripts, file, "jsonl").read_text("utf-8").split("\n")[:-1]
    assert [json.loads(line) for line in lines] == rows


def test_numbers_are_numbers_and_ids_stay_text(tree: Path, ask: Ask) -> None:
    (tree / "人.csv").write_text(
        "编号,金额,数量,电话,身份证,空,是\n007,1.5,3,+8613,110101199003071234,,true\n008,,20,12,1,,false\n",
        "utf-8",
    )
    found = ask("convert", "把 人.csv 转成 json", "zh", file=str(tree / "人.csv"))
    assert json.loads(found["files"]["人.json"])[0] == {
        "编号": "007", "金额": 1.5, "数量": 3, "电话": "+8613", "身份证": "110101199003071234",
        "空": None, "是": True,
    }  # fmt: skip
    assert "编号" in found["files"]["人.json"]
    assert "2 行，7 列" in found["answer"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tree: Path, ask: Ask, encoding: str, delimiter: str) -> None:
    rows = [["姓名", "城市", "分数"], ["张三", "北京", "90"], ["李四", "上海, 浦东", "85"]]
    with (tree / "a.csv").open("w", newline="", encoding=encoding) as out:
        csv.writer(out, delimiter=delimiter).writerows(rows)
    found = ask("convert", "convert a.csv to json", file=str(tree / "a.csv"))
    assert json.loads(found["files"]["a.json"]) == [
        {"姓名": "张三", "城市": "北京", "分数": 90},
        {"姓名": "李四", "城市": "上海, 浦东", "分数": 85},
    ]


def test_nested_records_become_columns_with_dots(tree: Path, ask: Ask) -> None:
    rows = [{"a": 1, "b": {"c": "中", "d": {"e": [1, 2]}}}, {"a": 2, "x": True, "b.c": "y"}]
    (tree / "n.json").write_text(json.dumps(rows), "utf-8")
    found = ask(
        "convert", "n.json 转 csv 保存成 out.csv", "zh", file=str(tree / "n.json"), output="out.csv"
    )
    assert found["files"]["out.csv"] == 'a,b.c,b.d.e,x\n1,中,"[1, 2]",\n2,y,,true\n'
    assert found["data"]["rows"] == 2


def test_an_object_that_holds_the_records(tree: Path, ask: Ask) -> None:
    (tree / "o.json").write_text('{"total": 2, "items": [{"a": 1}, {"a": 2}]}')
    found = ask("convert", "convert o.json to csv", file=str(tree / "o.json"))
    assert found["files"]["o.csv"] == "a\n1\n2\n"


@pytest.mark.parametrize(
    ("name", "content", "code", "place"),
    [
        ("a.json", '[{"a": 1},\n {"a": }]', "json_broken", (2, 8)),
        ("b.json", '[{"a": 1}\n {"a": 2}]', "json_broken", (2, 2)),
        ("c.json", '[{"a": 1},]', "json_broken", (1, 11)),
        ("d.json", '[{"a": 1}', "json_broken", (1, 10)),
        ("e.json", '[{"a": 1}] x', "json_broken", None),
        ("f.jsonl", '{"a": 1}\n{"a": 2}\n{"a"', "json_broken", (3, None)),
        ("g.json", "[1, 2]", "not_a_table", None),
        ("h.json", '"text"', "not_a_table", None),
        ("i.json", "", "file_empty", None),
        ("j.json", "[]", "no_rows", None),
        ("k.csv", "", "file_empty", None),
        ("l.csv", "a,b\n", "no_rows", None),
        ("m.csv", "PK\0\0\1", "not_a_table", None),
        ("n.xml", "<a/>", "not_a_table", None),
        ("o.json", "[" * 100_000, "not_a_table", None),
    ],
)
def test_broken_input(tree: Path, ask: Ask, name: str, content: str, code: str, place: Any) -> None:
    (tree / name).write_text(content)
    found = ask("convert", f"convert {name}", file=str(tree / name))
    failure = found["error"]
    assert failure["code"] == code and failure["hint"] and str(tree / name) in failure["message"]
    assert found["files"] == {}
    if place:
        assert failure["details"]["line"] == place[0]
        assert place[1] in (None, failure["details"]["column"])


def test_a_large_array_is_read_in_pieces(scripts: Any, tmp_path: Path) -> None:
    rows = [{"n": n, "t": "x" * (n % 50), "list": [n]} for n in range(60_000)]
    file = tmp_path / "big.json"
    file.write_text(json.dumps(rows, indent=1))
    assert list(scripts("parts.json_reading").JsonTable(str(file)).records()) == rows


def test_ragged_rows_and_repeated_names(tree: Path, ask: Ask) -> None:
    (tree / "r.csv").write_text("a,a,\n1,2,3,4\n5\n")
    found = ask("convert", "r.csv to json lines", file=str(tree / "r.csv"), to="json lines")
    assert [json.loads(line) for line in found["files"]["r.jsonl"].splitlines()] == [
        {"a": 1, "a_2": 2, "column_3": 3, "column_4": 4},
        {"a": 5, "a_2": None, "column_3": None, "column_4": None},
    ]
