"""The part of JSON Schema that action parameters use: check values against a schema."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aios.contracts.errors import BadRequest

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list, tuple),
    "object": (Mapping,),
    "null": (type(None),),
}
TYPES = frozenset(_TYPES)


def check(schema: Mapping[str, Any], values: Mapping[str, Any], what: str) -> dict[str, Any]:
    """The values with defaults put in; BadRequest naming `what` and every value that is wrong."""
    properties: Mapping[str, Any] = schema.get("properties", {})
    defaults = {name: p["default"] for name, p in properties.items() if "default" in p}
    whole = {**defaults, **values}
    wrong = list(problems({**schema, "type": "object"}, whole, ""))
    if wrong:
        known = ", ".join(properties) or "none"
        raise BadRequest(
            f"{what}: {'; '.join(wrong)}.",
            hint=f"Its parameters are: {known}.",
            code="bad_parameters",
            details={"problems": wrong},
        )
    return whole


def valid(schema: Mapping[str, Any], value: Any) -> bool:
    """True when the value satisfies the schema."""
    return next(problems(schema, value, "value"), None) is None


def problems(schema: Mapping[str, Any], value: Any, name: str) -> Iterator[str]:
    """What is wrong with the value, one phrase each; none when it satisfies the schema."""
    shown = name or "the parameters"
    kinds = schema.get("type", ())
    kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{shown} must be {' or '.join(kinds)}, not {type(value).__name__}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{shown} must be one of {', '.join(map(str, schema['enum']))}, not {value!r}"
    if "const" in schema and value != schema["const"]:
        yield f"{shown} must be {schema['const']!r}"
    if isinstance(value, str):
        yield from _text(schema, value, shown)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from _number(schema, value, shown)
    elif isinstance(value, Mapping):
        yield from _object(schema, value, name)
    elif isinstance(value, (list, tuple)):
        yield from _array(schema, value, shown)


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES.get(kind, (object,)))


def _text(schema: Mapping[str, Any], value: str, name: str) -> Iterator[str]:
    if len(value) < schema.get("minLength", 0):
        yield f"{name} must have at least {schema['minLength']} characters"
    if len(value) > schema.get("maxLength", len(value)):
        yield f"{name} must have at most {schema['maxLength']} characters"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{name} must match {schema['pattern']}, not {value!r}"


def _number(schema: Mapping[str, Any], value: float, name: str) -> Iterator[str]:
    if value < schema.get("minimum", value):
        yield f"{name} must be at least {schema['minimum']}, not {value}"
    if value > schema.get("maximum", value):
        yield f"{name} must be at most {schema['maximum']}, not {value}"
    if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
        yield f"{name} must be more than {schema['exclusiveMinimum']}, not {value}"
    if "exclusiveMaximum" in schema and value >= schema["exclusiveMaximum"]:
        yield f"{name} must be less than {schema['exclusiveMaximum']}, not {value}"


def _object(schema: Mapping[str, Any], value: Mapping[str, Any], name: str) -> Iterator[str]:
    properties: Mapping[str, Any] = schema.get("properties", {})
    for required in schema.get("required", ()):
        if required not in value:
            yield f"{_inner(name, required)} is missing"
    for key, inner in value.items():
        if key in properties:
            yield from problems(properties[key], inner, _inner(name, key))
        elif schema.get("additionalProperties") is False:
            yield f"{_inner(name, key)} is not known"


def _array(schema: Mapping[str, Any], value: Sequence[Any], name: str) -> Iterator[str]:
    if len(value) < schema.get("minItems", 0):
        yield f"{name} must have at least {schema['minItems']} entries"
    if len(value) > schema.get("maxItems", len(value)):
        yield f"{name} must have at most {schema['maxItems']} entries"
    for index, inner in enumerate(value):
        yield from problems(schema.get("items", {}), inner, f"{name}[{index}]")


def _inner(name: str, key: str) -> str:
    return f"{name}.{key}" if name else str(key)
