"""Gaps, duplicates, types, and the command line."""

from pathlib import Path

import pandas as pd
import pytest
from clean_data import clean, main, read

DIRTY = """ name ,age,joined,amount
 Ann ,30,2024-01-05,"1,200"
Ann,30,2024-01-05,"1,200"
Bob,N/A,2024/02/01,$80
,,,
李雷,50,,null
"""


@pytest.fixture
def frame(tmp_path: Path) -> pd.DataFrame:
    path = tmp_path / "dirty.csv"
    path.write_text(DIRTY, encoding="utf-8")
    return read(path)


def test_duplicates_blank_rows_and_gaps_are_counted(frame: pd.DataFrame) -> None:
    cleaned, done = clean(frame, "keep")
    assert list(cleaned["name"]) == ["Ann", "Bob", "李雷"]
    assert done == {"blank rows": 1, "duplicates": 1, "gaps": 3, "bad values": 0, "rows": 3}


def test_columns_get_their_types(frame: pd.DataFrame) -> None:
    cleaned, _ = clean(frame, "keep")
    assert list(cleaned["amount"][:2]) == [1200, 80]
    assert pd.api.types.is_datetime64_any_dtype(cleaned["joined"])
    assert cleaned["joined"][1] == pd.Timestamp(2024, 2, 1)


def test_gaps_are_filled_by_the_median_and_the_commonest(frame: pd.DataFrame) -> None:
    cleaned, _ = clean(frame, "fill")
    assert list(cleaned["age"]) == [30, 40, 50]
    assert list(cleaned["amount"]) == [1200, 80, 640]
    assert not cleaned.isna().any().any()


def test_rows_with_gaps_are_dropped(frame: pd.DataFrame) -> None:
    assert list(clean(frame, "drop")[0]["name"]) == ["Ann"]


def test_mistakes_among_numbers_are_counted_text_is_left() -> None:
    numbers = [str(n) for n in range(19)] + ["x"]
    cleaned, done = clean(pd.DataFrame({"n": numbers, "t": [f"a{n}" for n in numbers]}), "keep")
    assert done["bad values"] == 1
    assert cleaned["t"][19] == "ax"


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(DIRTY, encoding="utf-8")
    assert main([str(source), str(target), "--missing", "drop"]) == 0
    assert "duplicates: 1" in capsys.readouterr().out
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2
    assert main([str(tmp_path / "none.csv"), str(target)]) == 1
    assert "none.csv" in capsys.readouterr().err


def test_an_unknown_way_with_gaps() -> None:
    with pytest.raises(ValueError, match="guess"):
        clean(pd.DataFrame({"a": ["1"]}), "guess")
