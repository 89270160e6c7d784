"""Functions that put settings together in layers, as a request tells them: defaults, a file, the
environment, what is given; each as the type of its default.
"""

# ruff: noqa: E501

import ast
import re
from dataclasses import dataclass, field
from typing import Any

from bricks import Brick
from examples import literal_at
from parts import header, role_of
from ruled import made_brick
from signatures import Signature, closing

_ROLES = {
    "path": "path file filename config_path config_file file_path filepath config ini_path json_path toml_path",
    "env": "env environ environment env_vars environ_map",
    "overrides": "overrides override args cli_args options kwargs cli overrides_dict extra",
    "prefix": "prefix env_prefix",
}
_ABOUT = re.compile(r"config|setting|environment variable|os\.environ|配置|设置|环境变量", re.I)
_ENV = re.compile(r"environment|\benv\b|os\.environ|环境变量", re.I)
_TRUE = "('1', 'true', 'yes', 'on', 'y', 't')"
_KEY = r"[`\"'“‘]?([A-Za-z_][A-Za-z0-9_]*)[`\"'”’]?"
_LIST = rf"({_KEY}(?:\s*(?:,|，|、|\band\b|和|及)+\s*{_KEY})+)"
_VALUE = r"(?:[\"“'‘`]([^\"”'’`]*)[\"”'’`]|(-?\d+\.\d+(?!\.|\d)|-?\d+(?![.\w])|true\b|false\b|none\b|null\b|[\w][\w.:/-]*))"
_VALUES = re.compile(
    rf"(?:defaults?(?: values?)?|默认值?)(?:\s*(?:are|is|being|分别|为|是|:|：|=))*\s*({_VALUE}(?:\s*(?:,|，|、|\band\b|和)+\s*{_VALUE})+)",
    re.I,
)
_DEFAULT_WORD = r"(?:defaults?(?: to| is| of|:|=)?|by default|默认值?(?:为|是|：|:)?)"


@dataclass
class Layers:
    """The settings with their defaults, and where else they come from."""

    roles: dict[str, str]
    keys: dict[str, Any] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    form: str = ""
    section: str = ""
    names: dict[str, str] = field(default_factory=dict)  # of the environment
    lower: bool = False
    ranges: dict[str, tuple[str, str]] = field(default_factory=dict)
    unknown: str = ""
    missing: str = "KeyError"
    must_exist: bool = False


def layered(part: str, wish: Signature) -> Brick | None:
    """The function that reads settings in layers; None where another is wished for."""
    roles = {role_of(w.name, _ROLES): w.name for w in wish.params or ()}
    if (
        "" in roles
        or len(roles) != len(wish.params or ())
        or not _ABOUT.search(f"{part} {wish.name}")
    ):
        return None
    told = Layers(roles)
    _read_keys(part, told)
    if len(told.keys) + len(told.required) < 2 or any(
        isinstance(v, dict | list) for v in told.keys.values()
    ):
        return None
    kind = re.search(r"\b(json|toml|ini|\.env)\b", part, re.I)
    told.form = kind[1].lower().strip(".") if kind and "path" in roles else ""
    if "path" in roles and told.form not in ("json", "toml", "ini"):
        return None
    _read_layers(part, told)
    return made_brick(wish.name, _source(wish, told), "分层配置")


def _value(text: str) -> Any:
    """A default as it is written."""
    low = text.strip().lower()
    if low in ("true", "false", "none", "null"):
        return {"true": True, "false": False}.get(low)
    if re.fullmatch(r"-?\d+", low):
        return int(low)
    return float(low) if re.fullmatch(r"-?\d+\.\d+", low) else text.strip()


def _quoted_value(found: re.Match[str], first: int) -> Any:
    return found[first] if found[first] is not None else _value(found[first + 1])


def _read_keys(part: str, told: Layers) -> None:
    """The settings and their defaults: a dict, two lists, or each with its own."""
    if shown := _dict_shown(part):
        told.keys |= shown
        return
    _read_lists(part, told)
    for found in re.finditer(rf"{_KEY}\s*[(（](?P<inner>[^()（）]*)[)）]", part):
        inner = found["inner"]
        default = re.search(rf"{_DEFAULT_WORD}\s*{_VALUE}", inner, re.I)
        if re.search(r"required|mandatory|必填|必须|必需", inner, re.I):
            told.required.append(found[1])
        elif default:
            told.keys.setdefault(found[1], _quoted_value(default, 1))
    pattern = rf"(?<![\w.]){_KEY}\s*(?:字段)?\s*(?:is |值)?{_DEFAULT_WORD}\s*{_VALUE}"
    for found in re.finditer(pattern, part, re.I):
        if found[1].lower() not in (
            "the",
            "a",
            "is",
            "with",
            "it",
            "and",
            "whose",
            "optional",
            "port_default",
        ):
            told.keys.setdefault(found[1], _quoted_value(found, 2))
    for found in re.finditer(rf"(?<![\w.\[{{(]){_KEY}\s?=\s?{_VALUE}", part):
        if found.start() < len(part) and re.search(
            _DEFAULT_WORD, part[max(0, found.start() - 60) : found.end() + 30], re.I
        ):
            told.keys.setdefault(found[1], _quoted_value(found, 2))


def _dict_shown(part: str) -> dict[str, Any]:
    """The first dict that the text writes down, with true and false in any spelling."""
    for opened in re.finditer(r"\{", part):
        end = closing(part, opened.start())
        body = part[opened.start() : end + 1] if end > 0 else ""
        body = re.sub(r"\btrue\b", "True", re.sub(r"\bfalse\b", "False", body))
        literal = literal_at(body, 0) if re.match(r"\{\s*[\"']", body) and _is_dict(body) else ""
        if literal:
            return dict(ast.literal_eval(literal))
    return {}


def _is_dict(body: str) -> bool:
    try:
        return isinstance(ast.literal_eval(body), dict)
    except (ValueError, SyntaxError):
        return False


def _read_lists(part: str, told: Layers) -> None:
    """The keys, and after them as many defaults in the same order."""
    values = _VALUES.search(part)
    if not values:
        return
    given = [
        _quoted_value(m, 1) for m in re.finditer(_VALUE, re.sub(r"\band\b|和", ",", values[1]))
    ]
    for found in reversed(list(re.finditer(_LIST, part[: values.start()]))):
        names = [m[1] for m in re.finditer(_KEY, re.sub(r"\band\b", ",", found[1]))]
        if len(names) == len(given):
            told.keys |= dict(zip(names, given, strict=True))
            return


def _read_layers(part: str, told: Layers) -> None:
    """What is said of the file, the environment, ranges and refusals."""
    section = re.search(r"\[(\w+)\]|section [`\"'“]?(\w+)|(\w+) section|(\w+)\s*段", part, re.I)
    told.section = (
        next(filter(None, section.groups()), "") if section and told.form == "ini" else ""
    )
    every = [*told.required, *told.keys]
    if _ENV.search(part) or "env" in told.roles or "prefix" in told.roles:
        prefix = next(
            (m[1] for key in every if (m := re.search(rf"(?<![\w])([A-Z][A-Z0-9]*_){key.upper()}(?!\w)", part))), "",
        )  # fmt: skip
        prefix = prefix or (re.search(r"(?<![\w])([A-Z][A-Z0-9]+_)(?![\w])", part) or ["", ""])[1]
        told.names = {key: f"{prefix}{key.upper()}" for key in every}
    told.lower = bool(re.search(r"lower[- ]?case|小写", part, re.I)) or any(
        k.isupper() for k in every
    )
    for key in every:
        bounds = re.search(
            rf"\b{key}\b[^.;。；]{{0,50}}?(?:from|between|in|within|在|必须|range)[^.;。；\d]{{0,14}}(\d+)\s*(?:to|and|-|–|~|到|至|\.\.)\s*(\d+)",
            part, re.I,
        )  # fmt: skip
        if bounds:
            told.ranges[key] = (bounds[1], bounds[2])
    unknown = re.search(
        r"(?i:unknown|unexpected|other|未知|多余)[^.;。；]{0,40}?(?:rais\w+|抛出?)\s*(?:an? )?([A-Z]\w+)",
        part,
    )
    told.unknown = unknown[1] if unknown else ""
    missing = re.search(
        r"(?i:missing|required|without|lack|缺少|缺失|没有|必填)[^.;。；]{0,50}?(?:rais\w+|抛出?)\s*(?:an? )?([A-Z]\w+Error)",
        part,
    )
    told.missing = missing[1] if missing else "KeyError"
    told.must_exist = "FileNotFoundError" in part


_READS = {
    "json": 'json.loads(Path({path}).read_text(encoding="utf-8-sig"))',
    "toml": 'tomllib.loads(Path({path}).read_text(encoding="utf-8"))',
    "ini": "_sections({path}){section}",
}
_CONVERT = f'''def as_type(value: Any, like: Any) -> Any:
    """A value as the type of its default; ValueError where it cannot be."""
    if isinstance(like, bool) and not isinstance(value, bool):
        return str(value).strip().lower() in {_TRUE}
    if isinstance(like, int | float) and not isinstance(like, bool):
        if isinstance(value, bool) or value is None:
            raise ValueError(f"{{value!r}} is no number")
        return type(like)(value)
    return value


'''
_SECTIONS = '''def _sections(path: Any) -> dict[str, dict[str, str]]:
    """The sections of an INI file."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(path, encoding="utf-8")
    return {name: dict(parser[name]) for name in parser.sections()}


'''


def _source(wish: Signature, told: Layers) -> str:
    """The function, with what it needs."""
    keep = str.lower if told.lower else str
    defaults = {keep(key): value for key, value in told.keys.items()}
    lines = [f"def {wish.name}({header(wish)}) -> dict[str, Any]:"]
    lines += ['    """The settings: defaults, and over them what is told elsewhere."""']
    lines += [f"    settings: dict[str, Any] = dict({defaults!r})", "    usual = dict(settings)"]
    lines += _file_lines(told) + _env_lines(told, keep)
    if overrides := told.roles.get("overrides"):
        lines += [
            f"    given = {overrides} if isinstance({overrides}, dict) else vars({overrides} or object)"
        ]
        lines[-1] = (
            f"    given = {overrides} if isinstance({overrides} or {{}}, dict) else vars({overrides})"
        )
        lines += [
            "    told = {k: v for k, v in (given or {}).items() if v is not None}",
            *_over(told),
        ]
    for key in told.required:
        lines += [f"    if settings.get({keep(key)!r}) in (None, ''):"]
        lines += [f'        raise {told.missing}("{keep(key)} is missing")']
    for key, (low, high) in told.ranges.items():
        lines += [f"    if not {low} <= settings[{keep(key)!r}] <= {high}:"]
        lines += [f'        raise ValueError(f"{keep(key)} must be {low} to {high}")']
    lines += ["    return settings", ""]
    imports = "import configparser\nimport json\nimport os\nimport tomllib\nfrom pathlib import Path\nfrom typing import Any\n"
    sections = _SECTIONS if told.form == "ini" else ""
    return (
        f'"""Bricks written for one request."""\n\n{imports}\n\n{_CONVERT}{sections}'
        + "\n".join(lines)
    )


def _over(told: Layers) -> list[str]:
    """The lines that put what is told over the settings."""
    lines = []
    if told.unknown:
        lines = ["    for name in told:", "        if name not in usual:"]
        lines += [f'            raise {told.unknown}(f"unknown setting {{name}}")']
    return [*lines, "    settings |= {k: as_type(v, usual.get(k)) for k, v in told.items()}"]


def _file_lines(told: Layers) -> list[str]:
    path = told.roles.get("path")
    if not path:
        return []
    section = f".get({told.section!r}, {{}})" if told.section else ""
    if told.form == "ini" and not section:
        section = ""
    read = _READS[told.form].format(path=path, section=section)
    if told.form == "ini" and not section:
        read = f"{{k: v for s in _sections({path}).values() for k, v in s.items()}}"
    there = f"    if {path} is not None and Path({path}).exists():"
    over = [f"    {line}" for line in _over(told)]
    if told.must_exist:
        return [f"    if not Path({path}).exists():", f"        raise FileNotFoundError({path})",
                f"    told = {read}", *_over(told)]  # fmt: skip
    return [there, f"        told = {read}", *over]


def _env_lines(told: Layers, keep: Any) -> list[str]:
    if not told.names:
        return []
    env = told.roles.get("env")
    lines = [
        f"    environment = os.environ if {env} is None else {env}"
        if env
        else "    environment = os.environ"
    ]
    names = {keep(key): name for key, name in told.names.items()}
    if prefix := told.roles.get("prefix"):
        lines += [
            f"    start = {prefix} if not {prefix} or {prefix}.endswith('_') else f\"{{{prefix}}}_\""
        ]
        lines += [f"    for key in {list(names)!r}:", '        name = f"{start}{key}".upper()']
    else:
        lines += [f"    for key, name in {names!r}.items():"]
    return [*lines, "        if name in environment:",
            "            settings[key] = as_type(environment[name], usual.get(key))"]  # fmt: skip
