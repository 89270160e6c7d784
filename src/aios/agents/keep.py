"""What an earlier step found, as the bytes of a file: CSV, Excel, JSON, text, Markdown."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from aios.agents.workbook import workbook
from aios.contracts.plan import Outcome

MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "txt": "text/plain",
    "md": "text/markdown",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "html": "text/html",
}


def content_of(outcome: Outcome, suffix: str) -> bytes | None:
    """The outcome's data (or answer, for text) in this format; None where it has nothing to put.

    Parquet and HTML are written by skills only: here there is never anything for them.
    """
    rows = rows_of(outcome.data)
    if suffix == "csv":
        # Spreadsheets take a file without the mark at its start for their own code page.
        return b"\xef\xbb\xbf" + _csv(rows).encode() if rows else None
    if suffix == "jsonl":
        return "".join(f"{_json(row)}\n" for row in rows).encode() if rows else None
    if suffix == "xlsx":
        return workbook(*_columns_and_cells(rows)) if rows else None
    if suffix in ("parquet", "html"):
        return None
    if suffix == "json":
        return None if outcome.data is None else (_json(outcome.data, 2) + "\n").encode()
    return f"{outcome.answer}\n".encode() if outcome.answer else None


def rows_of(data: Any) -> list[Mapping[str, Any]]:
    """The table in some data: a list of records or of lists, or a mapping that holds one."""
    if isinstance(data, Mapping):
        columns = data.get("columns")
        tables = [_table(value, columns) for value in data.values() if _is_list(value)]
        return max(tables, key=len, default=[]) or ([dict(data)] if _flat(data) else [])
    return _table(data, None) if _is_list(data) else []


def _table(rows: Sequence[Any], columns: Any) -> list[Mapping[str, Any]]:
    if all(isinstance(row, Mapping) for row in rows):
        return list(rows)
    if all(_is_list(row) for row in rows):
        names = columns if _is_list(columns) else [f"column{i + 1}" for i in range(_width(rows))]
        return [dict(zip(map(str, names), row, strict=False)) for row in rows]
    return [] if rows == columns else [{"value": row} for row in rows]


def _width(rows: Sequence[Sequence[Any]]) -> int:
    return max(map(len, rows), default=0)


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and len(value) > 0


def _flat(data: Mapping[str, Any]) -> bool:
    return bool(data) and not any(isinstance(v, (Mapping, list, tuple)) for v in data.values())


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    names, cells = _columns_and_cells(rows)
    written = io.StringIO()
    csv.writer(written).writerows([names, *cells])
    return written.getvalue()


def _columns_and_cells(rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    named = [{str(name): _cell(value) for name, value in row.items()} for row in rows]
    names = list(dict.fromkeys(name for row in named for name in row))
    return names, [[row.get(name) for name in names] for row in named]


def _cell(value: Any) -> Any:
    return _json(value) if isinstance(value, (Mapping, list, tuple)) else value


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)
