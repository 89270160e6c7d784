"""A table as an Excel workbook, read back part by part and by the guest's openpyxl."""

import json
import os
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.conftest import guest

from aios.agents.keep import content_of
from aios.agents.workbook import workbook
from aios.contracts.plan import Outcome

ROWS = [
    ["华东", 3, 2.5, None, True],
    ["=1+1", -1, 1e300, "a<b&c", False],
    [" padded ", 0, float("nan"), "bell\x07", None],
]
NAMES = ["地区", "count", "mean", "note", "flag"]


def test_every_part_is_xml() -> None:
    content = workbook(NAMES, ROWS)
    with zipfile.ZipFile(BytesIO(content)) as file:
        for name in file.namelist():
            ElementTree.fromstring(file.read(name))


@pytest.mark.image
def test_a_spreadsheet_program_reads_it(tmp_path: Path) -> None:
    found = guest()
    assert found
    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook(NAMES, ROWS))
    code = (
        "import json, openpyxl, sys; book = openpyxl.load_workbook(sys.argv[1]);"
        "print(json.dumps([[c.value for c in row] for row in book['result'].iter_rows()]))"
    )
    ran = subprocess.run(
        [found[0], "-c", code, str(path)],
        env={**os.environ, "PYTHONPATH": found[1]},
        capture_output=True,
        check=True,
        timeout=60,
    )
    read = json.loads(ran.stdout)
    assert read[0] == NAMES
    assert read[1] == ROWS[0]
    assert read[2] == ["=1+1", -1, "1e+300", "a<b&c", False]
    assert read[3] == [" padded ", 0, "nan", "bell", None]


def test_an_outcome_as_a_workbook() -> None:
    data = {"columns": ["region", "total"], "rows": [["West", 3], ["East", 4]]}
    content = content_of(Outcome(data=data), "xlsx")
    assert content
    with zipfile.ZipFile(BytesIO(content)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    assert "West" in sheet
    assert "<v>4</v>" in sheet
    assert content_of(Outcome(data=data), "parquet") is None
    assert content_of(Outcome(answer="nothing"), "xlsx") is None
