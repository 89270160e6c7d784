"""Clean a table with pandas: python clean_data.py dirty.csv clean.csv [--missing drop|fill|keep]"""

import argparse
import sys
from pathlib import Path

import pandas as pd

MISSING = "fill"
MARKS = ["", "-", "--", "?", "N/A", "n/a", "NA", "NaN", "nan", "null", "NULL", "None", "无", "空"]
SHARE = 0.9  # of a column that must be numbers or dates for the rest to count as mistakes


def read(path: Path) -> pd.DataFrame:
    """The table as text; what stands for "nothing" is missing. Excel or CSV."""
    if path.suffix.lower() in (".xlsx", ".xls"):
        return pd.read_excel(path, dtype=str, na_values=MARKS)
    return pd.read_csv(path, dtype=str, na_values=MARKS, keep_default_na=False)


def clean(frame: pd.DataFrame, missing: str = MISSING) -> tuple[pd.DataFrame, dict[str, int]]:
    """The cleaned table, and how often each thing was done."""
    before = len(frame)
    frame = frame.rename(columns=lambda name: str(name).strip())
    frame = frame.apply(lambda column: column.str.strip()).replace(MARKS, pd.NA)
    frame = frame.dropna(how="all")
    blank = before - len(frame)
    frame = frame.drop_duplicates().reset_index(drop=True)
    duplicates = before - blank - len(frame)
    gaps = int(frame.isna().sum().sum())
    frame = frame.apply(typed)
    mistaken = int(frame.isna().sum().sum()) - gaps
    frame = without_gaps(frame, missing)
    done = {"blank rows": blank, "duplicates": duplicates, "gaps": gaps, "bad values": mistaken}
    return frame, done | {"rows": len(frame)}


def typed(column: pd.Series) -> pd.Series:
    """Numbers or dates if nearly all values are such, else the text as it is."""
    known = column.dropna()
    plain = known.str.replace(r"(?<=\d),(?=\d{3}\b)", "", regex=True)
    plain = plain.str.removeprefix("¥").str.removeprefix("$")
    for values in (
        pd.to_numeric(plain, errors="coerce"),
        pd.to_datetime(known, errors="coerce", format="mixed"),
    ):
        if len(known) and values.notna().mean() >= SHARE:
            return values.reindex(column.index)
    return column


def without_gaps(frame: pd.DataFrame, missing: str) -> pd.DataFrame:
    """Keep the gaps, drop their rows, or fill them: the median of numbers, else the commonest."""
    if missing == "keep":
        return frame
    if missing == "drop":
        return frame.dropna().reset_index(drop=True)
    if missing != "fill":
        raise ValueError(f"{missing!r} is not keep, drop or fill")
    return frame.apply(filled)


def filled(column: pd.Series) -> pd.Series:
    known = column.dropna()
    if known.empty:
        return column
    is_number = pd.api.types.is_numeric_dtype(column)
    return column.fillna(known.median() if is_number else known.mode().iloc[0])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--missing", choices=["fill", "drop", "keep"], default=MISSING)
    options = parser.parse_args(arguments)
    try:
        frame, done = clean(read(options.source), options.missing)
        frame.to_csv(options.target, index=False)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(", ".join(f"{name}: {count}" for name, count in done.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
