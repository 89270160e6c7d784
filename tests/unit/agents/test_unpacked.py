"""Texts on tables in an archive are read as two steps: unpack it, then work on them."""

from pathlib import Path

import pytest

from aios.agents.places import Places
from aios.agents.unpacked import unpacked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "四季.zip 里是几个 CSV，帮我合成一个 Excel 文件，每个 CSV 一张工作表",
            "解压 四季.zip，然后把里面的 CSV 文件合成一个 Excel，每个 CSV 一张工作表。",
        ),
        (
            "四季.zip contains CSV files; make one workbook of them, called all.xlsx",
            "Unpack 四季.zip, then combine the CSV files into one Excel workbook"
            " and save it as all.xlsx.",
        ),
        (
            "四季.zip 里的 春季.csv 的数量合计是多少？",
            "解压 四季.zip 里的 春季.csv，然后 数量合计是多少？",
        ),
        (
            "What is the total in spring.csv inside 四季.zip?",
            "Unpack spring.csv from 四季.zip, then what is the total in it?",
        ),
        ("四季.zip 里有几个 CSV 文件？", ""),
        ("只要 四季.zip 里的 春季.csv", ""),
        ("turn 四季.zip into a 7z archive", ""),
        ("unpack spring.csv from 四季.zip, then plot it", ""),
    ],
)
def test_an_archive_is_unpacked_first(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "四季.zip").write_text("x")
    assert unpacked(text, Places(str(tmp_path))) == (expected or text)
