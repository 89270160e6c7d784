"""Values far from the others: by quartiles (IQR), or by the distance from the mean (z-score)."""

import argparse
import csv
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

METHOD = "iqr"  # or "zscore"
IQR_TIMES = 1.5
MOST_DEVIATIONS = 3.0


def bounds(
    values: Sequence[float], method: str = METHOD, limit: float | None = None
) -> tuple[float, float]:
    """The lowest and the highest value that is none; ValueError for fewer than four values."""
    if len(values) < 4:
        raise ValueError("at least four values are needed to say what is usual")
    if method == "iqr":
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
        wide = (IQR_TIMES if limit is None else limit) * (high - low)
        return low - wide, high + wide
    if method == "zscore":
        mean = statistics.fmean(values)
        wide = (MOST_DEVIATIONS if limit is None else limit) * statistics.stdev(values)
        return mean - wide, mean + wide
    raise ValueError(f"the method is iqr or zscore, not {method!r}")


def find_outliers(
    values: Sequence[float], method: str = METHOD, limit: float | None = None
) -> list[int]:
    """The places of the values that lie outside the bounds."""
    low, high = bounds(values, method, limit)
    return [place for place, value in enumerate(values) if not low <= value <= high]


def remove_outliers(
    values: Sequence[float], method: str = METHOD, limit: float | None = None
) -> list[float]:
    """The values that lie inside the bounds."""
    outside = set(find_outliers(values, method, limit))
    return [value for place, value in enumerate(values) if place not in outside]


def main(argv: Sequence[str] | None = None) -> int:
    """Name the outliers in a column of a CSV file."""
    parser = argparse.ArgumentParser(description="Find outliers in a column of a CSV file.")
    parser.add_argument("file", type=Path)
    parser.add_argument("column")
    parser.add_argument("--method", choices=("iqr", "zscore"), default=METHOD)
    given = parser.parse_args(argv)
    try:
        with given.file.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if (row[given.column] or "").strip()]
        values = [float(row[given.column].replace(",", "")) for row in rows]
        outside = find_outliers(values, given.method)
    except KeyError:
        print(f"error: {given.file} has no column {given.column}", file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{len(outside)} of {len(values)} values are outliers ({given.method})")
    for place in outside:
        print(f"  line {place + 2}: {values[place]:g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
