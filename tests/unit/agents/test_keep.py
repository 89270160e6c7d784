"""What an earlier step found, as files."""

import csv
import io
import json
import math
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.agents.keep import content_of, rows_of
from aios.agents.workbook import workbook
from aios.contracts.plan import Outcome

ROWS = [{"地区": "北", "n": 1}, {"地区": "南", "n": 2}]


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (ROWS, ROWS),
        ({"rows": ROWS, "total": 3}, ROWS),
        ({"columns": ["地区", "n"], "rows": [["北", 1], ["南", 2]]}, ROWS),
        ([[1, 2], [3, 4]], [{"column1": 1, "column2": 2}, {"column1": 3, "column2": 4}]),
        (["a", "b"], [{"value": "a"}, {"value": "b"}]),
        ({"percent": 12, "cores": 4}, [{"percent": 12, "cores": 4}]),
        ({"nested": {"x": 1}}, []),
        (None, []),
        ([], []),
        ("text", []),
    ],
)
def test_the_table_in_some_data(data: Any, rows: list[dict[str, Any]]) -> None:
    assert rows_of(data) == rows


def test_each_format() -> None:
    found = Outcome(answer="共 3", data=ROWS)
    assert content_of(found, "csv") == "\ufeff地区,n\r\n北,1\r\n南,2\r\n".encode()
    assert json.loads(content_of(found, "json") or b"") == ROWS
    assert (content_of(found, "jsonl") or b"").decode().splitlines()[0] == '{"地区": "北", "n": 1}'
    assert content_of(found, "txt") == content_of(found, "md") == "共 3\n".encode()


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "txt"])
def test_nothing_found_is_nothing_to_keep(suffix: str) -> None:
    assert content_of(Outcome(), suffix) is None


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=8), min_size=1), min_size=1))
def test_a_csv_reads_back_whole(rows: list[dict[str, str]]) -> None:
    written = (content_of(Outcome(data=rows), "csv") or b"").decode("utf-8-sig")
    names = list(dict.fromkeys(name for row in rows for name in row))
    wanted = [[row.get(name, "") for name in names] for row in rows]
    read = list(csv.reader(io.StringIO(written, newline="")))
    if len(names) == 1:  # a lone empty cell is an empty line, which a reader may skip
        return
    assert read == [names, *wanted]


def test_a_workbook_keeps_numbers_and_takes_no_text_for_a_formula() -> None:
    rows = [[1, "=1+1"], [None, "中\x01文"], [2.5, math.nan], [True, 10**18]]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(["a", "b"], rows))).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells == [
        ["a", "b"],
        [1, "=1+1"],
        [None, "中文"],
        [2.5, "nan"],
        [True, "1000000000000000000"],
    ]
    assert sheet["B2"].data_type == "s"
