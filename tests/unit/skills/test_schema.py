"""Parameters against their schema: each rule, and what is said when it is broken."""

from typing import Any

import pytest

from aios.contracts.errors import BadRequest
from aios.skills.schema import check, problems, valid


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "string"}, "x", 1),
        ({"type": "integer"}, 3, 3.5),
        ({"type": "integer"}, 3, True),
        ({"type": "number"}, 3.5, "3"),
        ({"type": "boolean"}, False, 0),
        ({"type": "null"}, None, 0),
        ({"type": ["string", "null"]}, None, 1),
        ({"enum": ["a", "b"]}, "a", "c"),
        ({"const": 1}, 1, 2),
        ({"type": "integer", "minimum": 1, "maximum": 5}, 5, 6),
        ({"type": "integer", "minimum": 1}, 1, 0),
        ({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}, 0.5, 0),
        ({"type": "number", "exclusiveMaximum": 1}, 0.5, 1),
        ({"type": "string", "minLength": 2, "maxLength": 3}, "ab", "a"),
        ({"type": "string", "maxLength": 3}, "ab", "abcd"),
        ({"type": "string", "pattern": "^a"}, "ab", "b"),
        ({"type": "array", "items": {"type": "integer"}}, [1, 2], [1, "2"]),
        ({"type": "array", "minItems": 1, "maxItems": 2}, [1], []),
        ({"type": "array", "maxItems": 2}, [1], [1, 2, 3]),
        ({"type": "object", "required": ["a"]}, {"a": 1}, {}),
        ({"type": "object", "additionalProperties": False}, {}, {"a": 1}),
        ({"type": "object", "properties": {"a": {"type": "integer"}}}, {"a": 1}, {"a": "1"}),
    ],
)
def test_each_rule(schema: dict[str, Any], good: Any, bad: Any) -> None:
    assert valid(schema, good)
    assert not valid(schema, bad)


def test_defaults_are_put_in() -> None:
    schema = {"properties": {"n": {"type": "integer", "default": 10}}}
    assert check(schema, {}, "x/y") == {"n": 10}
    assert check(schema, {"n": 3}, "x/y") == {"n": 3}


def test_everything_wrong_is_named_at_once() -> None:
    schema = {
        "properties": {"n": {"type": "integer", "maximum": 5}, "mode": {"enum": ["a"]}},
        "required": ["file"],
    }
    with pytest.raises(BadRequest, match="data/analyze") as caught:
        check(schema, {"n": 9, "mode": "b"}, "data/analyze")
    assert len(caught.value.details["problems"]) == 3
    assert "file is missing" in caught.value.message
    assert "n, mode" in caught.value.hint


def test_inner_values_are_named_by_their_path() -> None:
    schema = {"properties": {"a": {"type": "array", "items": {"required": ["b"]}}}}
    assert list(problems(schema, {"a": [{}]}, "")) == ["a[0].b is missing"]
