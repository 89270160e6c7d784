"""The shape of a JSON file: where its records are, and the path of every column in a record."""

# ruff: noqa: E501 - a statement is read as one line

import json
from dataclasses import dataclass, field

MOST_OBJECT_BYTES = 2**31 - 1
WHOLE_BYTES = 64 * 2**20  # an object that holds its records is read whole up to here


@dataclass(kw_only=True)
class Shape:
    """`source` is DuckDB's expression for the records, `columns` maps names to JSON paths."""

    source: str
    layout: str
    columns: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)


def shape_of(path, text, size, encoding, cut, failure):
    """The Shape of a JSON or JSON Lines text, `cut` where it is only the beginning of the file.

    `failure(zh, en)` makes the refusal.
    """
    if text.lstrip().startswith("["):
        records = _array_head(text, cut, failure)
        reader = "read_json_objects(getvariable('file'), format='array')"
        return _flattened(records, reader, "JSON array", failure)
    lines = _lines(text)
    if lines:
        reader = (
            "read_json_objects(getvariable('file'), format='newline_delimited', ignore_errors=true)"
        )
        return _flattened(lines, reader, "JSON Lines", failure)
    return _wrapped(path, size, encoding, failure)


def _lines(text):
    """The records of JSON Lines; none when the text is one object over many lines."""
    lines = [line for line in text.splitlines()[:1000] if line.strip()]
    records = [_parsed(line) for line in lines]
    whole = [record for record in records if isinstance(record, dict)]
    one_object = len(lines) == 1 and whole and _held(whole[0])
    return whole if whole and not one_object and len(whole) * 2 >= len(lines) else []


def _parsed(line):
    try:
        return json.loads(line)
    except ValueError:
        return None


def _array_head(text, cut, failure):
    """The first records of an array, however long the array is."""
    decoder, position, records = json.JSONDecoder(), text.index("[") + 1, []
    while len(records) < 1000:
        while position < len(text) and text[position] in " \t\r\n,":
            position += 1
        if position >= len(text) or text[position] == "]":
            break
        try:
            record, position = decoder.raw_decode(text, position)
        except ValueError as problem:
            if records and cut:
                break  # the sample ends inside a record
            raise failure(f"JSON 有错：{problem}", f"its JSON is broken: {problem}") from None
        records.append(record)
    return records


def _wrapped(path, size, encoding, failure):
    """An object that holds its records in a list: {"data": [...]}, or two levels down."""
    if size > WHOLE_BYTES:
        raise failure(
            "这个 JSON 是一个超过 64 MiB 的单个对象，请改用 JSON Lines",
            "it is a single JSON object of more than 64 MiB; write JSON Lines instead",
        )
    try:
        with open(path, encoding=encoding) as file:
            whole = json.load(file)
    except ValueError as problem:
        raise failure(f"JSON 有错：{problem}", f"its JSON is broken: {problem}") from None
    keys, records = _held(whole) or ((), None)
    reader = f"read_json_objects(getvariable('file'), format='unstructured', maximum_object_size={size + 1024})"
    if records is None:
        return _flattened([whole], reader, "JSON object", failure)
    steps = "".join(f".{json.dumps(key, ensure_ascii=False)}" for key in keys).replace("'", "''")
    held = f"(SELECT unnest(json->'${steps}[*]') AS json FROM {reader})"
    return _flattened(records[:1000], held, "JSON object", failure)


def _held(whole):
    """(keys, records) of the longest list of objects, at most two levels down, or None."""
    found = []
    for key, value in whole.items():
        if _is_records(value):
            found.append(((key,), value))
        elif isinstance(value, dict):
            found += [((key, inner), v) for inner, v in value.items() if _is_records(v)]
    return max(found, key=lambda pair: len(pair[1]), default=None)


def _is_records(value):
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _flattened(records, source, layout, failure):
    records = [record for record in records if isinstance(record, dict)]
    shape = Shape(source=source, layout=layout)
    for record in records:
        flat = {}
        _flatten(record, (), flat, shape.columns)
        shape.rows.append(flat)
    if not shape.columns:
        raise failure("里面没有由对象组成的列表", "it holds no list of objects")
    return shape


def _flatten(record, keys, flat, columns):
    for key, value in record.items():
        path = (*keys, key)
        if isinstance(value, dict) and value and len(path) < 3:
            _flatten(value, path, flat, columns)
            continue
        name = ".".join(path)
        columns.setdefault(
            name, "$" + "".join(f".{json.dumps(k, ensure_ascii=False)}" for k in path)
        )
        flat[name] = _as_text(value)


def _as_text(value):
    """The cell as DuckDB's ->> gives it."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
