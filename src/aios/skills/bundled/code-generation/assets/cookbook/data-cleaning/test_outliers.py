"""Both methods, the bounds, the command line."""

from pathlib import Path

import pytest
from outliers import bounds, find_outliers, main, remove_outliers

VALUES = [10.0, 11.0, 12.0, 11.5, 10.5, 11.0, 99.0, 12.0, -40.0, 11.0]


def test_quartiles() -> None:
    assert find_outliers(VALUES) == [6, 8]
    assert remove_outliers(VALUES) == [v for v in VALUES if 0 < v < 50]
    assert bounds([1, 2, 3, 4, 5]) == (-1, 7)


def test_distance_from_the_mean() -> None:
    many = [10.0, 10.2, 9.8] * 20
    assert find_outliers([*many, 30.0], "zscore") == [60]
    assert find_outliers(many, "zscore") == []
    assert find_outliers(VALUES, "zscore", limit=1) == [6, 8]


def test_wrong_use() -> None:
    with pytest.raises(ValueError, match="four values"):
        find_outliers([1, 2, 3])
    with pytest.raises(ValueError, match="iqr or zscore"):
        bounds(VALUES, "magic")


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.csv"
    file.write_text("id,price\n" + "".join(f"{n},{v}\n" for n, v in enumerate(VALUES)) + "10,\n")
    assert main([str(file), "price"]) == 0
    assert "2 of 10 values are outliers" in capsys.readouterr().out
    assert main([str(file), "cost"]) == 1
    assert "no column cost" in capsys.readouterr().err
