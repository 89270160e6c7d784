"""A table as the bytes of an Excel workbook (.xlsx) with one sheet."""

import io
import math
from collections.abc import Iterator, Sequence
from typing import Any

_LONGEST_CELL = 32_767  # what Excel takes


def workbook(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """The workbook: a row of names, then the rows; numbers stay numbers, no text is a formula."""
    from openpyxl import Workbook  # takes a while to import, and few tasks want one

    book = Workbook(write_only=True)
    sheet = book.create_sheet("result")
    for row in (names, *rows):
        sheet.append(list(_cells(sheet, row)))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cells(sheet: Any, row: Sequence[Any]) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for value in row:
        if value is None or isinstance(value, bool) or _is_number(value):
            yield value
            continue
        text = ILLEGAL_CHARACTERS_RE.sub("", str(value)).encode("utf-8", "replace").decode()
        cell = WriteOnlyCell(sheet, text[:_LONGEST_CELL])
        cell.data_type = "s"  # else "=1+1" would be a formula
        yield cell


def _is_number(value: Any) -> bool:
    """True for a number Excel can hold; ids of many digits would lose their last ones."""
    return isinstance(value, int | float) and math.isfinite(value) and abs(value) < 1e15
