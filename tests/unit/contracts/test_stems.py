"""A file named by its stem is that file where the words say that a file is meant."""

from pathlib import Path

import pytest

from aios.contracts.stems import only_table, with_extensions

FILES = ("人事表.csv", "vitals.csv", "report.md", "report.pdf", "销售 2025.xlsx", "data.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


def read(text: str, folder: Path) -> str:
    return with_extensions(text, str(folder), lambda name: (folder / name).exists())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("人事表里谁的工资最高", "人事表.csv"),
        ("统计人事表中各部门人数", "人事表.csv"),
        ("销售 2025这个表格的总额", "销售 2025.xlsx"),
        ("vitals里心率最高是多少", "vitals.csv"),
        ("in the vitals table, how many patients per ward", "vitals.csv"),
        ("average age in the Vitals file", "vitals.csv"),
        ("the sheet named vitals: oldest patient", "vitals.csv"),
    ],
)
def test_the_whole_name_is_put_in(folder: Path, text: str, name: str) -> None:
    assert name in read(text, folder)


@pytest.mark.parametrize(
    "text",
    [
        "what are vitals",  # an ordinary word
        "write a report file",  # two files of that stem
        "人事部有多少人",
        "vitals.csv 和 the data file",  # a file is named already
        "read https://a.example/ and the vitals table",
        "",
    ],
)
def test_other_texts_are_left(folder: Path, text: str) -> None:
    assert read(text, folder) == text


def test_a_folder_that_is_not_there_has_no_files() -> None:
    assert with_extensions("人事表里有谁", "/no/such/folder", lambda _: False) == "人事表里有谁"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("which ward has the most patients?", "vitals.csv"),
        ("画一张图", "vitals.csv"),
        ("rows of notes.md", ""),
        ("rows of lost.csv", ""),
        ("count the files in the nowhere/ folder", ""),
        ("what is at https://example.com", ""),
    ],
)
def test_the_only_table_is_meant_where_nothing_is_named(
    tmp_path: Path, text: str, name: str
) -> None:
    for file in ("vitals.csv", "notes.md", ".hidden.csv", "app.json"):
        (tmp_path / file).write_text("x", encoding="utf-8")
    assert only_table(text, str(tmp_path), lambda path: (tmp_path / path).exists()) == name
    (tmp_path / "more.XLSX").write_text("x", encoding="utf-8")
    assert not only_table(text, str(tmp_path), lambda path: (tmp_path / path).exists())


def test_an_empty_file_is_none_of_those_there(tmp_path: Path) -> None:
    (tmp_path / "empty.log").write_text("x", encoding="utf-8")
    text = "create an empty file todo.txt"
    assert read(text, tmp_path) == text
    assert "empty.log" in read("delete the empty file", tmp_path)
