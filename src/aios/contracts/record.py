"""Records: frozen data that read both as attributes and as mappings."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Self


class Record(Mapping[str, Any]):
    """Base of frozen dataclasses whose fields are also keys: `task.status == task["status"]`."""

    def __getitem__(self, key: str) -> Any:
        if key not in self._names():
            raise KeyError(key)
        return getattr(self, key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    def _names(self) -> tuple[str, ...]:
        return tuple(f.name for f in fields(self))  # type: ignore[arg-type]

    def but(self, **changes: Any) -> Self:
        """The same record with some fields changed."""
        return type(self)(**{**vars(self), **changes})

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values only: dicts, lists, strings, numbers, booleans, None."""
        return {name: plain(getattr(self, name)) for name in self._names()}


def plain(value: Any) -> Any:
    """`value` as plain JSON values: records to dicts, times to ISO 8601, enums to their value."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    return str(value)
