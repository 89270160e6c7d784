"""INI files (also .cfg, .conf and .properties) as data, and data as an INI file."""

import configparser
import json
from datetime import date, datetime

TOP = "DEFAULT"  # where a file with sections holds what belongs to none
_NONE = "\0"  # a section that no file has: what stands before the first one is put there


class Wrong(Exception):
    """The text is no INI: the line where it is wrong, and how."""

    def __init__(self, line, said):
        super().__init__(said)
        self.line, self.said = line, said


def loaded(text):
    """Sections as mappings, what stands before the first one at the top; all values are texts."""
    parser = configparser.ConfigParser(
        interpolation=None, default_section=_NONE, allow_no_value=True, delimiters=("=", ":")
    )
    parser.optionxform = str
    try:
        parser.read_string(f"[{_NONE}]\n{text}")
    except configparser.ParsingError as problem:
        raise Wrong(problem.errors[0][0] - 1, "neither a section nor key = value") from problem
    except (configparser.DuplicateOptionError, configparser.DuplicateSectionError) as problem:
        twice = getattr(problem, "option", "") or problem.section
        raise Wrong((problem.lineno or 2) - 1, f"{twice} is there twice") from problem
    top = dict(parser.defaults())
    inherited = set(top)
    parser[_NONE].clear()
    if inherited & set(parser.sections()):
        raise Wrong(1, "a key and a section have the same name")
    return {**top, **{name: dict(parser.items(name)) for name in parser.sections()}}


def dumped(value):
    """The value as INI text, and notes on what an INI file has no form for."""
    if not isinstance(value, dict):
        value = {"items": value}
    sections, spread = {}, [False]
    _gather(value, "", sections, spread)
    lines = []
    for name, entries in sections.items():
        lines += [f"[{name or TOP}]", *(_entry(key, v) for key, v in entries.items()), ""]
    notes = []
    if spread[0]:
        notes.append(
            (
                "INI 只有一层：更深的部分写成带点的节名，列表写成 JSON 文本",
                "INI has one level: deeper parts are sections with dots, lists are JSON text",
            )
        )
    return "\n".join(lines), notes


def _gather(value, name, sections, spread):
    plain = {k: v for k, v in value.items() if not isinstance(v, dict)}
    if plain or (name and not value):
        sections[name] = plain
    spread[0] = spread[0] or "." in name or any(isinstance(v, list) for v in plain.values())
    for key, inner in value.items():
        if isinstance(inner, dict):
            _gather(inner, f"{name}.{key}" if name else str(key), sections, spread)


def _entry(key, value):
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, (list, tuple)):
        text = json.dumps(value, ensure_ascii=False, default=str)
    elif isinstance(value, (date, datetime)):
        text = value.isoformat()
    else:
        text = "" if value is None else str(value)
    return f"{key} = {text}".replace("\n", "\n    ").rstrip()
