"""Objects by name, new classes, names that are not there."""

import json

import pytest
from factory import Exporter

ROWS = [{"name": "灯", "price": 5}, {"name": "desk", "note": "a, b"}]


def test_each_format() -> None:
    assert Exporter.create("CSV").export(ROWS) == 'name,price,note\n灯,5,\ndesk,,"a, b"\n'
    assert json.loads(Exporter.create("json").export(ROWS)) == ROWS
    assert Exporter.create("markdown").export(ROWS[:1]) == (
        "| name | price |\n| --- | --- |\n| 灯 | 5 |\n"
    )


def test_a_new_class_is_known_at_once() -> None:
    class Shout(Exporter):
        format = "shout"

        def export(self, rows: object) -> str:
            return str(rows).upper()

    assert isinstance(Exporter.create("shout"), Shout)
    with pytest.raises(TypeError, match="two exporters"):
        type("Again", (Exporter,), {"format": "shout"})


def test_what_is_not_there() -> None:
    with pytest.raises(ValueError, match="there are csv, json, markdown"):
        Exporter.create("xml")
    with pytest.raises(TypeError, match="abstract"):
        Exporter()  # type: ignore[abstract]
