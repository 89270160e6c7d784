"""A table of what documents say as the file that is asked for: CSV or Excel."""

import csv
from pathlib import Path

KINDS = (".csv", ".xlsx", ".tsv")


def written(request, header, rows):
    """The name of the file of the rows, which is written, where the user named such a one; ""."""
    name = Path(request.parameters.get("output") or "").name
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
