"""Which folders a text asks about as one table, and which it asks about as files."""

import random
from pathlib import Path

import openpyxl
import pytest

from aios.agents.folder_tables import asked_of, tables_meant
from aios.agents.places import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "shops").mkdir()
    for month in ("2024-01", "2024-02", "2024-03"):
        rows = "\n".join(f"S{n},{random.randint(1, 9)},x" for n in range(4))
        (tmp_path / "shops" / f"{month}.csv").write_text(f"shop_id,Turnover (EUR),name\n{rows}\n")
    (tmp_path / "各店").mkdir()
    for month in ("一月", "二月"):
        book = openpyxl.Workbook()
        book.worksheets[0].append(["门店", "营业额", "日期"])
        book.save(tmp_path / "各店" / f"{month}.xlsx")
    (tmp_path / "web").mkdir()
    for day in (18, 19):
        line = f'10.0.0.1 - - [{day}/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5\n'
        (tmp_path / "web" / f"access-{day}.log").write_text(line)
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "a.csv").write_text("turnover\n1\n")
    (tmp_path / "mixed" / "b.csv").write_bytes(b"\xff\xfe\x00")
    return Places(str(tmp_path))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("what is the total turnover per shop_id over the files in shops/?", 3),
        ("There is one CSV a month in the folder shops. Which shop id had the most turnover?", 3),
        ("各店 文件夹里每月一个 Excel，每个门店的营业额合计是多少？", 2),
        ("how many files are in shops", 0),
        ("which file in shops is the largest, by size and name", 0),
        ("each file in shops that mentions turnover", 0),
        ("各店 文件夹里有多少个文件", 0),
        ("total turnover of shops/2024-01.csv", 0),
        ("total turnover in the folder mixed", 0),
        ("how many requests per day are in the logs in web", 2),
        ("web 文件夹里的日志，每个 IP 有多少请求？", 2),
        ("web 文件夹里有几个日志文件", 0),
    ],
)
def test_a_folder_is_one_table_where_a_column_is_reckoned_with(
    places: Places, text: str, count: int
) -> None:
    assert len(tables_meant(text, places)) == count


def test_of_a_folder_of_logs_the_place_is_not_asked_for() -> None:
    held = ("web/a.log", "web/b.log")
    assert (
        asked_of("web 文件夹里的日志，哪个 IP 最多？", held)
        == "web/a.log, web/b.log: 哪个 IP 最多？"
    )
    text = "Which IP is first over all log files in the folder web?"
    assert asked_of(text, held) == "web/a.log, web/b.log: Which IP is first ?"
