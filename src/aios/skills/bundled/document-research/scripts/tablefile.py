"""A table of what documents say as the file that is asked for: CSV or Excel."""

import csv
import re
from pathlib import Path

from asked import question_of

KINDS = (".csv", ".xlsx", ".tsv")
# A kind of file alone: "save it as csv", "整理成 Excel".
AS_KIND = re.compile(
    r"(?:\b(?:as|to|in|into|an?)\s+|[成为到出]一?[个份张]?\s*)(?:an?\s+)?(csv|tsv|xlsx|excel|spreadsheet)(?![\w.])",
    re.IGNORECASE,
)


def of_kind(text):
    """The name of a file whose kind alone a text names; "" where it names none."""
    found = AS_KIND.search(text)
    kind = found[1].lower() if found else ""
    return f"table.{kind if kind in ('csv', 'tsv') else 'xlsx'}" if kind else ""


def written(request, header, rows):
    """The name of the file of the rows, which is written, where the user named such a one; ""."""
    name = Path(request.parameters.get("output") or "").name or of_kind(question_of(request))
    if not name.lower().endswith(KINDS):
        return ""
    path = Path(request.out) / name
    if name.lower().endswith(".xlsx"):
        import openpyxl

        book = openpyxl.Workbook()
        for row in (header, *rows):
            book.active.append(list(row))
        book.save(path)
    else:
        chinese = not all(str(cell).isascii() for row in (header, *rows) for cell in row)
        encoding = "utf-8-sig" if chinese else "utf-8"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter="\t" if name.lower().endswith(".tsv") else ",")
            writer.writerows([header, *rows])
    request.parameters.update(output="", report=False)  # this is the file, and no report
    return name
