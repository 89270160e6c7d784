"""Bricks: files of settings."""

import configparser
import copy
import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SAMPLE = Path("sample.txt")


def read_json(path: Path, default: Any = None) -> Any:
    """What a JSON file holds; the default where there is no file or no JSON in it.

    >>> _ = SAMPLE.write_text('{"a": [1]}')
    >>> read_json(SAMPLE), read_json(Path("gone.json"), {})
    ({'a': [1]}, {})
    """
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return default  # else


def load_ini(path: Path, prefix: str = "APP") -> dict[str, dict[str, str]]:
    """The sections of an INI file; a variable PREFIX_SECTION_KEY of the environment goes first.

    >>> _ = SAMPLE.write_text("[db]\\nhost = a\\nport = 1\\n")
    >>> os.environ["APP_DB_PORT"] = "2"
    >>> load_ini(SAMPLE)
    {'db': {'host': 'a', 'port': '2'}}
    """
    parser = configparser.ConfigParser(interpolation=None)
    with Path(path).open(encoding="utf-8") as file:
        parser.read_file(file)
    return {
        section: {
            key: os.environ.get(f"{prefix}_{section}_{key}".upper(), value)
            for key, value in parser[section].items()
        }
        for section in parser.sections()
    }


def load_toml(path: Path, defaults: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a TOML file says, over the defaults; the defaults alone where there is no file.

    >>> _ = SAMPLE.write_text("port = 1\\n[db]\\nhost = 'a'\\n")
    >>> load_toml(SAMPLE, {"port": 8, "db": {"host": "b", "size": 2}})
    {'port': 1, 'db': {'host': 'a', 'size': 2}}
    """
    file = Path(path)
    told = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return merged_settings(defaults or {}, told)


def merged_settings(base: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """The settings told over the base, section by section; both stay as they are."""
    merged = copy.deepcopy(dict(base))
    for key, value in told.items():
        known = merged.get(key)
        both = isinstance(known, Mapping) and isinstance(value, Mapping)
        merged[key] = merged_settings(known or {}, value) if both else value
    return merged


def load_config(
    path: Path | None = None,
    defaults: dict[str, Any] | None = None,
    prefix: str = "",
    must_exist: bool = False,
    env: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What a JSON file says, over the defaults; variables of the environment go first, two
    underscores in their names lead a level down.

    >>> _ = SAMPLE.write_text('{"port": 1}')  # usual
    >>> os.environ["TRIED_DEBUG"] = "true"  # usual
    >>> load_config(SAMPLE, {"port": 8, "debug": False}, "TRIED_")  # usual
    {'port': 1, 'debug': True}
    >>> _ = SAMPLE.write_text('{"db": {"size": 2}}')  # usual
    >>> load_config(SAMPLE, {"db": {"host": "a", "size": 1}}, "TRIED_")  # usual
    {'db': {'host': 'a', 'size': 2}}
    >>> load_config(SAMPLE.with_name("gone.json"), {"port": 8})  # usual
    {'port': 8}
    """
    told = {}
    if path is not None and (must_exist or Path(path).exists()):
        told = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    config = merged_settings(defaults or {}, told)
    override(config, prefix, os.environ if env is None else env)
    return config


def override(config: dict[str, Any], prefix: str, env: Mapping[str, str]) -> None:
    """Put variables of the environment whose names begin so in place of the settings."""
    for key, value in config.items():
        name = f"{prefix}{key}".upper()
        if isinstance(value, dict):
            override(value, f"{name}__", env)
        elif (text := env.get(name)) is not None:
            config[key] = converted(text, value)


def converted(text: str, like: Any) -> Any:
    """A text as the type of another value."""
    if isinstance(like, bool):
        if text.strip().lower() not in ("1", "true", "yes", "on", "0", "false", "no", "off"):
            raise ValueError(f"{text!r} is neither true nor false")
        return text.strip().lower() in ("1", "true", "yes", "on")
    return type(like)(text) if isinstance(like, int | float) else text


def load_env(path: Path) -> dict[str, str]:
    """The names and values of a .env file; comments, quotes and "export" are understood.

    >>> _ = SAMPLE.write_text("# x\\nexport A=1\\nB = 'two words'  \\n\\n")
    >>> load_env(SAMPLE)
    {'A': '1', 'B': 'two words'}
    """
    values = {}
    for line in Path(path).read_text(encoding="utf-8-sig").splitlines():
        found = re.match(r"\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$", line)
        if found:
            value = found[2]
            quoted = re.match(r"(['\"])(.*?)\1", value)
            values[found[1]] = quoted[2] if quoted else re.split(r"\s+#", value)[0]
    return values
