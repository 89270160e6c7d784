"""Data with a structure: JSON, JSON Lines, YAML, TOML, XML and INI, read, written, as tables."""

import json
import re
import tomllib
from datetime import date, datetime

import ini
from tables import Table, unique
from texts import decoded

MOST_VALUES = 3_000_000
NAMES = {
    "json": "JSON",
    "jsonl": "JSON Lines",
    "yaml": "YAML",
    "toml": "TOML",
    "xml": "XML",
    "ini": "INI",
}


class Broken(Exception):
    """The text breaks the rules of its kind: where, and how."""

    def __init__(self, line, column, said):
        super().__init__(said)
        self.line, self.column, self.said = line, column, said


def loaded(raw, kind):
    """The value in the bytes of a file; Broken says where it is wrong."""
    found = decoded(raw)
    if found is None:
        raise Broken(1, 1, "not a text")
    return _LOAD[kind](found[0].lstrip("\ufeff"))


def dumped(value, kind, *, indent=2, sort_keys=False):
    """The value as text of the kind, and notes on what could not be said in it."""
    return _DUMP[kind](value, indent, sort_keys)


def _json(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        raise Broken(problem.lineno, problem.colno, problem.msg) from problem
    except RecursionError as problem:
        raise Broken(1, 1, "nested too deeply") from problem


def _jsonl(text):
    values = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                values.append(json.loads(line))
            except json.JSONDecodeError as problem:
                raise Broken(number, problem.colno, problem.msg) from problem
    return values


def _yaml(text):
    import yaml

    try:
        values = list(yaml.safe_load_all(text))
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Broken(line, column, problem.problem or str(problem)) from problem
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise Broken(1, 1, str(problem)) from problem
    value = values[0] if len(values) == 1 else values
    _check_size(value)
    return value


def _check_size(value):
    """Broken for aliases that stand for far more than is written (a YAML bomb)."""
    count, left = 0, [value]
    while left:
        item = left.pop()
        count += 1
        if count > MOST_VALUES:
            raise Broken(1, 1, f"more than {MOST_VALUES:,} values")
        left += item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()


def _toml(text):
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        at = re.search(r"line (\d+), column (\d+)", str(problem))
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, 1)
        raise Broken(line, column, str(problem).partition(" (at")[0]) from problem


def _xml(text):
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as problem:
        line, column = problem.position
        raise Broken(line, column, problem.msg) from problem
    return {_tag(root): _element(root)}


def _tag(element):
    return re.sub(r"\{.*?\}", "", str(element.tag))


def _element(element):
    """Attributes as "@name", children by name, several of one name as a list; else the text."""
    found = {f"@{name}": value for name, value in element.attrib.items()}
    for child in element:
        if not isinstance(child.tag, str):
            continue  # a comment
        name, value = _tag(child), _element(child)
        if name in found:
            many = found[name] if isinstance(found[name], list) else [found[name]]
            found[name] = [*many, value]
        else:
            found[name] = value
    text = (element.text or "").strip()
    if not found:
        return text or None
    return {**found, "#text": text} if text else found


def _ini(text):
    try:
        return ini.loaded(text)
    except ini.Wrong as problem:
        raise Broken(problem.line, 1, problem.said) from problem


_LOAD = {
    "json": _json,
    "jsonl": _jsonl,
    "yaml": _yaml,
    "toml": _toml,
    "xml": _xml,
    "ini": _ini,
}


def _default(value):
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _to_json(value, indent, sort_keys):
    separators = (",", ":") if indent is None else None
    text = json.dumps(
        value,
        ensure_ascii=False,
        indent=indent,
        sort_keys=sort_keys,
        separators=separators,
        default=_default,
    )
    return f"{text}\n", []


def _to_jsonl(value, _indent, sort_keys):
    rows = value if isinstance(value, list) else [value]
    lines = (
        json.dumps(row, ensure_ascii=False, sort_keys=sort_keys, default=_default) for row in rows
    )
    return "".join(f"{line}\n" for line in lines), []


def _to_yaml(value, _indent, sort_keys):
    import yaml

    return yaml.safe_dump(value, allow_unicode=True, sort_keys=sort_keys, width=120), []


def _to_toml(value, _indent, _sort_keys):
    import tomli_w

    notes = []
    if not isinstance(value, dict):
        value = {"items": value}
        notes.append(
            (
                "TOML 的最外层必须有名字，列表放在 items 下",
                "TOML needs names: the list is under items",
            )
        )
    value, dropped = _without_none(value)
    if dropped:
        notes.append(
            (f"TOML 没有空值，去掉了 {dropped} 个", f"TOML has no null: {dropped} were left out")
        )
    return tomli_w.dumps(value), notes


def _without_none(value):
    if isinstance(value, dict):
        parts = {str(k): _without_none(v) for k, v in value.items() if v is not None}
        dropped = sum(v is None for v in value.values()) + sum(n for _, n in parts.values())
        return {k: v for k, (v, _) in parts.items()}, dropped
    if isinstance(value, list):
        items = [_without_none(v) for v in value if v is not None]
        return [v for v, _ in items], sum(v is None for v in value) + sum(n for _, n in items)
    return value, 0


def _to_xml(value, _indent, _sort_keys):
    from xml.etree import ElementTree

    only = (
        isinstance(value, dict)
        and len(value) == 1
        and not isinstance(next(iter(value.values())), list)
    )
    name, inner = next(iter(value.items())) if only else ("data", value)
    root = ElementTree.Element(_xml_name(name))
    _fill(root, inner)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', []


def _fill(element, value):
    from xml.etree import ElementTree

    if isinstance(value, dict):
        for key, inner in value.items():
            if str(key).startswith("@"):
                element.set(_xml_name(str(key)[1:]), _xml_text(inner))
            elif key == "#text":
                element.text = _xml_text(inner)
            else:
                for item in inner if isinstance(inner, list) else [inner]:
                    _fill(ElementTree.SubElement(element, _xml_name(key)), item)
    elif isinstance(value, list):
        for item in value:
            _fill(ElementTree.SubElement(element, "row"), item)
    elif value is not None:
        element.text = _xml_text(value)


def _xml_text(value):
    text = (
        str(value).lower()
        if isinstance(value, bool)
        else _default(value)
        if value is not None
        else ""
    )
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def _xml_name(name):
    plain = re.sub(r"[^\w.-]", "_", str(name)) or "_"
    return plain if re.match(r"[^\W\d]", plain) else f"_{plain}"


def _to_ini(value, _indent, _sort_keys):
    return ini.dumped(value)


_DUMP = {
    "json": _to_json,
    "jsonl": _to_jsonl,
    "yaml": _to_yaml,
    "toml": _to_toml,
    "xml": _to_xml,
    "ini": _to_ini,
}


# ---------------------------------------------------------------- data as tables, and back


def tables_of(value, title, say):
    """The tables that are in a value; [] when it holds nothing that has rows."""
    if isinstance(value, dict):
        lists = {k: v for k, v in value.items() if _is_rows(v)}
        if lists:
            found = [_table(rows, str(name), say) for name, rows in lists.items()]
            rest = [str(k) for k in value if k not in lists]
            if rest:
                told = ", ".join(rest[:6])
                found[0].notes.append(say(f"没有放进表格：{told}", f"not in the table: {told}"))
            return found
        if len(value) == 1 and isinstance(next(iter(value.values())), dict):
            return tables_of(next(iter(value.values())), title, say)
        if value and all(isinstance(v, dict) for v in value.values()):
            return [_table([{"key": k, **v} for k, v in value.items()], title, say)]
        return (
            [_table([{"key": k, "value": v} for k, v in value.items()], title, say)]
            if value
            else []
        )
    if not isinstance(value, list) or not value:
        return []
    if all(isinstance(row, list) for row in value):
        width = max(map(len, value))
        named = (
            len(value) > 1 and all(isinstance(c, str) for c in value[0]) and len(value[0]) == width
        )
        names = value[0] if named else [f"column_{n + 1}" for n in range(width)]
        rows = [dict(zip(names, row, strict=False)) for row in (value[1:] if named else value)]
        return [_table(rows, title, say)]
    return [_table([r if isinstance(r, dict) else {"value": r} for r in value], title, say)]


def _is_rows(value):
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _table(records, title, say):
    flat = [_flattened(record) for record in records]
    header = list(dict.fromkeys(name for record in flat for name in record))
    notes = []
    if any(isinstance(v, dict) for r in records for v in r.values()):
        notes.append(say("嵌套的字段用点号展开", "nested fields are spread out with dots"))
    if any(isinstance(v, list) for r in records for v in r.values()):
        notes.append(say("列表写成 JSON 文本", "lists are written as JSON text"))
    rows = [[_cell(record.get(name)) for name in header] for record in flat]
    return Table(title, unique(header, say, notes), lambda: iter(rows), notes=notes)


def _flattened(record, before=""):
    flat = {}
    for key, value in record.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and value:
            flat.update(_flattened(value, f"{name}."))
        else:
            flat[name] = value
    return flat


def _cell(value):
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=_default)
    return value


def records_of(tables):
    """The rows of one table as records; of several, under their titles."""
    found = {t.title: [dict(zip(t.header, row, strict=True)) for row in t.rows()] for t in tables}
    return next(iter(found.values())) if len(found) == 1 else found
