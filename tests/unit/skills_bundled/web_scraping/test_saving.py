"""What is saved of the items says the same in every format."""

import importlib.util
import zipfile
from pathlib import Path

from tests.unit.skills_bundled.web_scraping.conftest import SCRIPTS


def test_a_workbook_holds_numbers_as_they_were_read(tmp_path: Path) -> None:
    place = importlib.util.spec_from_file_location("saving", SCRIPTS / "parts" / "saving.py")
    assert place and place.loader
    saving = importlib.util.module_from_spec(place)
    place.loader.exec_module(saving)
    prices = [74.85, 3, None, "=1+1", float("nan")]
    saving.write_xlsx([{"price": price} for price in prices], ["price"], tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 't="n"><v>74.85</v>' in sheet
    assert 't="n"><v>3</v>' in sheet
    assert "<t>=1+1</t>" in sheet
    assert "nan" not in sheet
