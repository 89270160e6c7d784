"""Lists of records, and single ones, as tables or as JSON."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from aios.contracts.record import plain
from aios.interfaces.cli.session import session
from aios.interfaces.cli.terminal import console, print_json, safe, table

Fetch = Callable[[Any], Awaitable[Any]]


def show_records(
    fetch: Fetch, columns: Sequence[str], *, workspace: Path | None, as_json: bool
) -> None:
    """Print the records that `fetch(aios)` returns, these columns of them as a table."""

    async def work(aios: Any) -> None:
        records = [without_code(plain(record)) for record in await fetch(aios)]
        if as_json:
            print_json(records)
        else:
            rows = [[cell(_at(record, name)) for name in columns] for record in records]
            table([name.rpartition(".")[2].replace("_", " ") for name in columns], rows)

    session(work, workspace=workspace, as_json=as_json)


def show_record(fetch: Fetch, *, workspace: Path | None, as_json: bool) -> None:
    """Print the one record that `fetch(aios)` returns."""

    async def work(aios: Any) -> None:
        record = without_code(plain(await fetch(aios)))
        if as_json:
            print_json(record)
            return
        for name, value in record.items():
            if value not in ("", None, [], {}):
                console().print(f"{name}: {safe(cell(value))}")

    session(work, workspace=workspace, as_json=as_json)


def _at(record: Mapping[str, Any], path: str) -> Any:
    """The field at a dotted path: "stats.usage_count"."""
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def without_code(record: dict[str, Any]) -> dict[str, Any]:
    """The record without Python functions, which have no form as JSON."""
    for action in record.get("actions") or []:
        action.pop("executor", None)
    return record


def cell(value: Any) -> str:
    """A value as one cell of a table."""
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {cell(v)}" for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(v) for v in value)
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return "" if value is None else str(value)
