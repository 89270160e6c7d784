"""Which kind of file a sentence asks for."""

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from tests.unit.skills_bundled.conftest import BUNDLED


@pytest.fixture(scope="module")
def kinds() -> Iterator[ModuleType]:
    place = str(BUNDLED / "file-conversion" / "scripts")
    sys.path.insert(0, place)
    yield importlib.import_module("kinds")
    sys.path.remove(place)
    del sys.modules["kinds"]


@pytest.mark.parametrize(
    ("text", "names", "target"),
    [
        ("把 data.csv 转成 json", ["data.csv"], "json"),
        ("data.json 转 csv", ["data.json"], "csv"),
        ("convert json.csv to excel", ["json.csv"], "xlsx"),
        ("make a csv out of contacts.json", ["contacts.json"], "csv"),
        ("csv to html table data.csv", ["data.csv"], "html"),
        ("csv 转 markdown 表格 data.csv", ["data.csv"], "md"),
        ("orders.csv 转为 JSON Lines", ["orders.csv"], "jsonl"),
        ("turn readme.md into a Word document", ["readme.md"], "docx"),
        ("把 people.csv 导出到 sqlite 数据库", ["people.csv"], "sqlite"),
        ("convert the excel file book.xlsx to csv", ["book.xlsx"], "csv"),
        ("convert x.csv", ["x.csv"], ""),
        ("photo.jpg as png", ["photo.jpg"], "png"),
        ("說明.md 轉成 HTML", ["說明.md"], "html"),
    ],
)
def test_targets(kinds: ModuleType, text: str, names: list[str], target: str) -> None:
    assert kinds.target_of(text, names) == target


def test_the_name_of_the_output_says_it(kinds: ModuleType) -> None:
    assert kinds.target_of("save it", ["a.csv"], "out.yaml") == "yaml"


def test_the_first_kind_named_is_what_is_meant(kinds: ModuleType) -> None:
    assert kinds.first_of("多个 csv 合并成一个 excel") == "csv"
    assert kinds.first_of("merge the spreadsheets") == "xlsx"
    assert kinds.first_of("merge it all") == ""
