"""The factory pattern: objects made by name, from classes that register themselves.

exporter = Exporter.create("csv")
"""

import csv
import io
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

Rows = Sequence[Mapping[str, Any]]


class Exporter(ABC):
    """Writes rows as text; a subclass that names a `format` is known to `create`."""

    format: ClassVar[str] = ""
    _known: ClassVar[dict[str, type["Exporter"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.format:
            return
        if cls.format in Exporter._known:
            raise TypeError(f"there are two exporters for {cls.format!r}")
        Exporter._known[cls.format] = cls

    @classmethod
    def create(cls, name: str) -> "Exporter":
        """The exporter for the format; ValueError names those there are."""
        if name.lower() not in cls._known:
            raise ValueError(f"no exporter for {name!r}; there are {', '.join(cls.formats())}")
        return cls._known[name.lower()]()

    @classmethod
    def formats(cls) -> list[str]:
        """The formats there are."""
        return sorted(cls._known)

    @abstractmethod
    def export(self, rows: Rows) -> str:
        """The rows as text."""


class CsvExporter(Exporter):
    """Comma-separated values."""

    format = "csv"

    def export(self, rows: Rows) -> str:
        names = list(dict.fromkeys(name for row in rows for name in row))
        text = io.StringIO()
        writer = csv.DictWriter(text, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()


class JsonExporter(Exporter):
    """A JSON list."""

    format = "json"

    def export(self, rows: Rows) -> str:
        return json.dumps(list(rows), ensure_ascii=False)


class MarkdownExporter(Exporter):
    """A Markdown table."""

    format = "markdown"

    def export(self, rows: Rows) -> str:
        names = list(dict.fromkeys(name for row in rows for name in row))
        lines = [names, ["---"] * len(names)]
        lines += [[str(row.get(name, "")) for name in names] for row in rows]
        return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    data = [{"name": "lamp", "price": 5}, {"name": "desk", "price": 90}]
    for kind in Exporter.formats():
        print(f"--- {kind}\n{Exporter.create(kind).export(data)}")
