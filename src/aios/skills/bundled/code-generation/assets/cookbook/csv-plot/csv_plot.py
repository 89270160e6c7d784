"""Plot columns of a CSV: python csv_plot.py sales.csv --x month --y amount [--kind bar]"""

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

KIND = "line"
OUTPUT = "plot.png"
KINDS = ("line", "bar", "scatter", "pie")
FONTS = ["Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "DejaVu Sans"]

Points = tuple[list[str] | list[float], list[float]]


def read(path: Path) -> list[dict[str, str]]:
    """The rows of the file; ValueError if it has none."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    if not rows:
        raise ValueError(f"{path} has no rows")
    return rows


def number(text: str | None) -> float | None:
    """The cell as a number, None if it is none."""
    try:
        return float((text or "").replace(",", ""))
    except ValueError:
        return None


def points(rows: Sequence[dict[str, str]], x: str, y: str) -> Points:
    """The rows that have a number in `y`; `x` as numbers if all of them are."""
    for column in (x, y):
        if column not in rows[0]:
            raise ValueError(f"no column {column!r}; there are: {', '.join(rows[0])}")
    kept = [(row[x], value) for row in rows if (value := number(row[y])) is not None]
    if not kept:
        raise ValueError(f"the column {y!r} has no numbers")
    names, values = [name for name, _ in kept], [value for _, value in kept]
    numbers = [n for name in names if (n := number(name)) is not None]
    return (numbers if len(numbers) == len(names) else names), values


def plot(found: Points, x: str, y: str, output: Path, kind: str = KIND) -> None:
    """Draw the points to a picture; the ending of its name says which format."""
    plt.rcParams |= {"font.family": FONTS, "axes.unicode_minus": False}
    figure, axes = plt.subplots(figsize=(9, 5), layout="constrained")
    names, values = found
    try:
        if kind == "pie":
            axes.pie(values, labels=[str(name) for name in names], autopct="%.1f%%")
        else:
            draw = {"line": axes.plot, "bar": axes.bar, "scatter": axes.scatter}[kind]
            draw(names, values)
            axes.set(xlabel=x, ylabel=y)
            figure.autofmt_xdate()
        axes.set_title(f"{y} / {x}")
        figure.savefig(output, dpi=150)
    finally:
        plt.close(figure)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Plot columns of a CSV.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--x", required=True, help="the column along the axis")
    parser.add_argument("--y", required=True, help="the column of numbers")
    parser.add_argument("--kind", choices=KINDS, default=KIND)
    parser.add_argument("-o", "--output", type=Path, default=Path(OUTPUT))
    options = parser.parse_args(arguments)
    try:
        rows = read(options.file)
        found = points(rows, options.x, options.y)
        plot(found, options.x, options.y, options.output, options.kind)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    left_out = len(rows) - len(found[1])
    print(f"{len(found[1])} points, {left_out} rows without a number → {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
