"""Tables in another kind of file: what is in them survives, and what cannot is said."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.skills_bundled.asking import Ask

pytestmark = pytest.mark.image

quickly = settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
cell = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=8
)
number = st.one_of(
    st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9, allow_nan=False).map(lambda n: round(n, 4))
)


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


@quickly
@given(rows=st.lists(st.lists(cell, min_size=3, max_size=3), min_size=1, max_size=6))
def test_text_survives_another_delimiter(ask: Ask, home: Path, rows: Any) -> None:
    rows = [["x" + row[0], *row[1:]] for row in rows]  # a row of nothing is no row
    with (home / "in.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([["甲", "b", "c d"], *rows])
    made = ask("convert", "in.csv to tsv", files=["in.csv"])["files"]["in.tsv"]
    back = list(csv.reader(io.StringIO(text_of(made), newline=""), delimiter="\t"))
    assert back[1:] == rows


@quickly
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {"k": number, "名": st.text("abc文字 ", min_size=1).map("x".__add__)}
        ),
        min_size=1,
        max_size=6,
    ),
    through=st.sampled_from(["csv", "xlsx", "parquet", "sqlite", "yaml", "jsonl"]),
)
def test_records_come_back_from_every_kind(ask: Ask, home: Path, rows: Any, through: str) -> None:
    (home / "in.json").write_text(json.dumps(rows), "utf-8")
    made = ask("convert", f"in.json to {through}", files=["in.json"])["files"][f"in.{through}"]
    (home / f"back.{through}").write_bytes(made.read_bytes())
    back = ask("convert", "to json", files=[f"back.{through}"])["files"]["back.json"]
    assert json.loads(back.read_text("utf-8")) == rows


def test_numbers_are_numbers_and_ids_stay_text(home: Path, ask: Ask) -> None:
    (home / "人.csv").write_text(
        "编号,金额,数量,电话,身份证,空,是\n007,1.5,3,+8613,110101199003071234,,true\n008,,20,12,1,,false\n",
        "utf-8",
    )
    found = ask("convert", "把 人.csv 转成 json", "zh", files=["人.csv"])
    assert json.loads(found["files"]["人.json"].read_text("utf-8"))[0] == {
        "编号": "007", "金额": 1.5, "数量": 3, "电话": "+8613", "身份证": "110101199003071234",
        "空": None, "是": True,
    }  # fmt: skip
    assert "2 行 × 7 列" in found["answer"] and "编号 有前导零" in "".join(found["notes"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(home: Path, ask: Ask, encoding: str, delimiter: str) -> None:
    rows = [["姓名", "城市", "分数"], ["张三", "北京", "90"], ["李四", "上海, 浦东", "85"]]
    with (home / "a.csv").open("w", newline="", encoding=encoding) as out:
        csv.writer(out, delimiter=delimiter).writerows(rows)
    found = ask("convert", "convert a.csv to json", files=["a.csv"])
    assert json.loads(found["files"]["a.json"].read_text("utf-8")) == [
        {"姓名": "张三", "城市": "北京", "分数": 90},
        {"姓名": "李四", "城市": "上海, 浦东", "分数": 85},
    ]


def test_nested_records_become_columns_with_dots(home: Path, ask: Ask) -> None:
    rows = [{"a": 1, "b": {"c": "中", "d": {"e": [1, 2]}}}, {"a": 2, "x": True, "b.c": "y"}]
    (home / "n.json").write_text(json.dumps(rows), "utf-8")
    found = ask("convert", "n.json 转 csv", "zh", files=["n.json"], output="out.csv")
    made = text_of(found["files"]["out.csv"]).replace("\r\n", "\n")
    assert made == 'a,b.c,b.d.e,x\n1,中,"[1, 2]",\n2,y,,true\n'
    assert "嵌套的字段用点号展开" in found["notes"]


def test_ragged_rows_and_repeated_names(home: Path, ask: Ask) -> None:
    (home / "r.csv").write_text("a,a,\n1,2,3,4\n5\n")
    found = ask("convert", "r.csv to json lines", files=["r.csv"])
    lines = found["files"]["r.jsonl"].read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        {"a": 1, "a_2": 2, "column_3": 3, "column_4": 4},
        {"a": 5, "a_2": None, "column_3": None, "column_4": None},
    ]
    assert "2 rows have another number" in "".join(found["notes"])


def test_a_text_that_begins_like_a_formula_stays_a_text(home: Path, ask: Ask) -> None:
    (home / "f.csv").write_text("a,b\n=1+1,@x\n+5,-\n")
    made = ask("convert", "f.csv to excel", files=["f.csv"])["files"]["f.xlsx"]
    (home / "back.xlsx").write_bytes(made.read_bytes())
    back = ask("convert", "to csv", files=["back.xlsx"])["files"]["back.csv"]
    assert text_of(back).split() == ["a,b", "=1+1,@x", "+5,-"]


@pytest.mark.parametrize(
    ("name", "content", "text", "code"),
    [
        ("a.json", b'[{"a": 1},\n {"a": }]', "to csv", "data_broken"),
        ("f.jsonl", b'{"a": 1}\n{"a"', "to csv", "data_broken"),
        ("y.yaml", b"a: [1\nb: 2", "to json", "data_broken"),
        ("t.toml", b"a = \n", "to json", "data_broken"),
        ("x.xml", b"<a><b></a>", "to json", "data_broken"),
        ("o.json", b"[" * 100_000, "to yaml", "data_broken"),
        ("i.json", b"", "to csv", "file_empty"),
        ("k.csv", b" \n", "to json", "file_empty"),
        ("m.csv", b"PK\0\0\1", "to json", "file_broken"),
        ("b.xlsx", b"no workbook", "to csv", "file_broken"),
        ("p.parquet", b"no parquet", "to csv", "file_broken"),
        ("d.docx", b"no document", "to md", "file_broken"),
        ("d.pdf", b"no document", "to txt", "file_broken"),
        ("q.png", b"no picture", "to jpg", "file_broken"),
        ("s.sqlite", b"no database at all, is it?", "to csv", "file_broken"),
        ("c.csv", b"a,b\n1,2\n", "convert c.csv", "target_needed"),
        ("c.csv", b"a,b\n1,2\n", "convert c.csv to pdf", "target_unknown"),
        ("what.xyz", b"abc", "to json", "kind_unknown"),
        ("n.md", b"no table here", "to csv", "no_table"),
    ],
)
def test_what_cannot_be_converted_is_said(
    home: Path, ask: Ask, name: str, content: bytes, text: str, code: str
) -> None:
    (home / name).write_bytes(content)
    for language in ("zh", "en"):
        failure = ask("convert", text, language, files=[name])["error"]
        assert failure["code"] == code and failure["hint"] and name in failure["message"]


def test_a_yaml_bomb_is_no_bomb(home: Path, ask: Ask) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (home / "bomb.yaml").write_text("\n".join(lines))
    failure = ask("convert", "bomb.yaml to json", files=["bomb.yaml"])["error"]
    assert failure["code"] == "data_broken" and "values" in failure["message"]


def test_merging_stacks_rows_under_all_columns(home: Path, ask: Ask) -> None:
    (home / "a.csv").write_text("x,y\n1,2\n")
    (home / "b.csv").write_text("y,z\n3,4\n5,6\n")
    found = ask("merge_tables", "merge a.csv and b.csv into one csv", files=["a.csv", "b.csv"])
    [made] = found["files"].values()
    assert text_of(made).split() == ["x,y,z", "1,2,", ",3,4", ",5,6"]
    assert "3 rows in all" in found["answer"] and "differ in their columns" in "".join(
        found["notes"]
    )


def test_one_table_is_nothing_to_merge(home: Path, ask: Ask) -> None:
    (home / "a.csv").write_text("x,y\n1,2\n")
    failure = ask("merge_tables", "merge all csv files", patterns=["*.csv"])["error"]
    assert failure["code"] == "nothing_to_merge"


@pytest.mark.parametrize(
    ("text", "count", "sizes"),
    [
        ("split t.csv into files of 4 rows", 4, [4, 4, 2]),
        ("split t.csv into 3 parts", 3, [4, 4, 2]),
        ("把 t.csv 分成两份", None, [5, 5]),
        ("split t.csv by city", None, [5, 5]),
    ],
)
def test_splitting(home: Path, ask: Ask, text: str, count: int | None, sizes: list[int]) -> None:
    rows = "".join(f"{n:03},{'AB'[n % 2]}\n" for n in range(10))
    (home / "t.csv").write_text(f"id,city\n{rows}")
    given_count = {"count": count} if count else {}
    found = ask("split_table", text, files=["t.csv"], **given_count)
    parts = [text_of(path).split()[1:] for path in found["files"].values()]
    assert [len(part) for part in parts] == sizes
    assert sorted(row for part in parts for row in part) == sorted(rows.split())


def test_each_sheet_of_a_workbook_becomes_a_file(home: Path, ask: Ask) -> None:
    (home / "north.csv").write_text("id\n1\n")
    (home / "south.csv").write_text("id\n2\n3\n")
    both = ["north.csv", "south.csv"]
    book = ask("merge_tables", "merge them into one excel, a sheet each", files=both)["files"]
    [path] = book.values()
    (home / "book.xlsx").write_bytes(path.read_bytes())
    made = ask("convert", "save every worksheet as a csv of its own", files=["book.xlsx"])["files"]
    assert sorted(text_of(part).split() for part in made.values()) == [
        ["id", "1"],
        ["id", "2", "3"],
    ]


def test_a_workbook_is_split_by_its_sheets(home: Path, ask: Ask) -> None:
    (home / "a.json").write_text('{"甲": [{"x": 1}], "乙": [{"x": 2}]}', "utf-8")
    book = ask("convert", "a.json to xlsx", files=["a.json"])["files"]["a.xlsx"]
    (home / "a.xlsx").write_bytes(book.read_bytes())
    made = ask("split_table", "split a.xlsx, one csv per sheet", files=["a.xlsx"])["files"]
    assert {name: text_of(path).split() for name, path in made.items()} == {
        "a-甲.csv": ["x", "1"],
        "a-乙.csv": ["x", "2"],
    }


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("t.csv 的前 2 行另存为 csv", {"t.csv": ["k", "1", "2"]}),
        ("the last two rows of t.csv as csv", {"t.csv": ["k", "2", "3"]}),
        ("the first dozen rows of t.csv as csv", {"t.csv": ["k", "1", "2", "3"]}),
        ("把 t.csv 转成表格", {"t.csv": ["k", "1", "2", "3"]}),
    ],
)
def test_only_some_rows(home: Path, ask: Ask, text: str, made: dict[str, list[str]]) -> None:
    (home / "t.csv").write_text("k\n1\n2\n3\n", "utf-8")
    files = ask("convert", text, files=["t.csv"])["files"]
    assert {name: text_of(path).split() for name, path in files.items()} == made


def test_several_kinds_at_once_and_another_delimiter(home: Path, ask: Ask) -> None:
    (home / "t.csv").write_text("k,v\n1,2\n", "utf-8")
    both = ask("convert", "t.csv 转成 json 和 xlsx", "zh", files=["t.csv"])["files"]
    assert set(both) == {"t.json", "t.xlsx"}
    made = ask("convert", "t.csv with semicolons", files=["t.csv"], delimiter="semicolon")
    assert text_of(made["files"]["t.csv"]).split() == ["k;v", "1;2"]


def test_a_text_is_split_by_lines(home: Path, ask: Ask) -> None:
    (home / "a.txt").write_text("1\n2\n3\n", "utf-8")
    made = ask("split_table", "split a.txt into two files", files=["a.txt"])["files"]
    assert {name: text_of(path) for name, path in made.items()} == {
        "a-1.txt": "1\n2\n",
        "a-2.txt": "3\n",
    }
