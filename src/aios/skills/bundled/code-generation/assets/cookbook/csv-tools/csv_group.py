"""Group a CSV file by a column and add up another: count, sum, mean, lowest, highest.

python csv_group.py sales.csv --by region --value amount [-o totals.csv]
"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

BY = "category"
VALUE = "amount"


@dataclass
class Group:
    """What was added up of one group."""

    count: int = 0
    total: Decimal = Decimal(0)
    lowest: Decimal = Decimal("Infinity")
    highest: Decimal = Decimal("-Infinity")

    @property
    def mean(self) -> Decimal:
        """The average."""
        return self.total / self.count

    def add(self, value: Decimal) -> None:
        """One more value."""
        self.count += 1
        self.total += value
        self.lowest, self.highest = min(self.lowest, value), max(self.highest, value)


def number(text: str) -> Decimal | None:
    """The number in a cell, None if there is none: "1,234.50" is 1234.50."""
    try:
        value = Decimal(text.strip().lstrip("¥$€£").replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def group(
    rows: Iterable[Mapping[str, str]], by: str = BY, value: str = VALUE
) -> tuple[dict[str, Group], int]:
    """The groups, the largest total first, and how many rows had no number."""
    groups: defaultdict[str, Group] = defaultdict(Group)
    left_out = 0
    for row in rows:
        found = number(row[value] or "")
        if found is None:
            left_out += 1
        else:
            groups[(row[by] or "").strip()].add(found)
    ordered = sorted(groups.items(), key=lambda pair: (-pair[1].total, pair[0]))
    return dict(ordered), left_out


def table(groups: Mapping[str, Group], by: str) -> list[list[str]]:
    """The groups as rows of text, with a header."""
    rows = [[by, "count", "sum", "mean", "min", "max"]]
    for name, each in groups.items():
        numbers = (each.total, round(each.mean, 2), each.lowest, each.highest)
        rows.append([name, str(each.count), *map(str, numbers)])
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Print the groups, or write them."""
    parser = argparse.ArgumentParser(description="Group a CSV file and add up a column.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--by", default=BY)
    parser.add_argument("--value", default=VALUE)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(argv)
    try:
        with given.file.open(encoding="utf-8-sig", newline="") as file:
            groups, left_out = group(csv.DictReader(file), given.by, given.value)
        rows = table(groups, given.by)
        if given.output:
            with given.output.open("w", newline="", encoding="utf-8-sig") as file:
                csv.writer(file).writerows(rows)
    except KeyError as error:
        print(f"error: {given.file} has no column {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for row in rows:
        print("  ".join(f"{cell:>12}" for cell in row))
    if left_out:
        print(f"{left_out} rows without a number in {given.value} were left out", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
