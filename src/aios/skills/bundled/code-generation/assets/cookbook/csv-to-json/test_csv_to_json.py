"""Types, encodings, nesting, and there and back."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from csv_to_json import convert, main, rows_of, typed


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12),
        ("-1.50", -1.5),
        ("007", "007"),
        ("0", 0),
        ("TRUE", True),
        ("", None),
        ("1e5", "1e5"),
        ("1234567890123456789", "1234567890123456789"),
        ("北京", "北京"),
        ("1,2", "1,2"),
    ],
)
def test_types(cell: str, value: Any) -> None:
    assert (typed(cell), type(typed(cell))) == (value, type(value))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    text = delimiter.join(["名", "n"]) + "\n" + delimiter.join(["甲", "1"]) + "\n乙\n"
    assert rows_of(io.StringIO(text)) == [{"名": "甲", "n": 1}, {"名": "乙", "n": None}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes("城市\n广州\n".encode(encoding))
    assert convert(tmp_path / "a.csv", tmp_path / "a.json") == 1
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == [{"城市": "广州"}]


def test_there_and_back(tmp_path: Path) -> None:
    records = [{"id": 1, "text": 'a "b",\nc', "ok": True}, {"id": 2, "text": "x", "ok": None}]
    (tmp_path / "a.json").write_text(json.dumps(records))
    convert(tmp_path / "a.json", tmp_path / "a.csv")
    convert(tmp_path / "a.csv", tmp_path / "b.json")
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8")) == records


def test_nested_fields_become_columns(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"a": {"b": 1}}, {"c": [1, 2]}]')
    convert(tmp_path / "a.json", tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines() == ["a.b,c", "1,", ',"[1, 2]"']


@pytest.mark.parametrize(
    ("name", "text"), [("a.csv", "a\n1,2\n"), ("a.json", "{"), ("a.json", "[1]")]
)
def test_bad_files_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    target = tmp_path / ("b.json" if name.endswith("csv") else "b.csv")
    assert main([str(tmp_path / name), str(target)]) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_the_indent_and_the_name_of_the_result(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("n\n1\n")
    for indent, wanted in (("0", '[{"n": 1}]\n'), ("4", '[\n    {\n        "n": 1\n    }\n]\n')):
        assert main([str(tmp_path / "a.csv"), "--indent", indent]) == 0
        assert (tmp_path / "a.json").read_text() == wanted
    assert main([str(tmp_path / "a.json"), str(tmp_path / "b.csv")]) == 0
    assert (tmp_path / "b.csv").read_text(encoding="utf-8-sig") == "n\n1\n"
