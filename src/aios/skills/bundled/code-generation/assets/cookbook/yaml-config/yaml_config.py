"""Configuration from YAML files: later files go first, ${NAME:-default} comes from the environment.

config = load("base.yaml", "local.yaml")
config.get("database.port", int)
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

T = TypeVar("T")
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


class ConfigError(Exception):
    """The configuration is wrong; the text says where."""


class Config:
    """A tree of settings, read by dotted keys."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self.tree = tree

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The setting at a key such as "database.port"; ConfigError if missing or wrong."""
        value: Any = self.tree
        for part in key.split("."):
            if not isinstance(value, Mapping) or part not in value:
                if default is None:
                    raise ConfigError(f"{key} is missing")
                return default
            value = value[part]
        if kind is float and type(value) is int:
            value = float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise ConfigError(f"{key}: {kind.__name__} is needed, not {value!r}")
        return value


def load(*paths: str | Path, environ: Mapping[str, str] | None = None) -> Config:
    """The settings of all files together; what a later file says replaces the earlier."""
    known = os.environ if environ is None else environ
    tree: dict[str, Any] = {}
    for path in paths:
        tree = merged(tree, filled(read(Path(path)), known, str(path)))
    return Config(tree)


def read(path: Path) -> dict[str, Any]:
    """The mapping of one file, {} of an empty one; only plain data, never Python objects."""
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if not isinstance(value, dict | None):
        raise ConfigError(f"{path} holds no mapping")
    return value or {}


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both trees; where they meet, mappings are merged and anything else is replaced."""
    both = dict(below)
    for key, value in above.items():
        old = both.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            value = merged(old, value)
        both[key] = value
    return both


def filled(value: Any, environ: Mapping[str, str], where: str) -> Any:
    """The value with ${NAME} and ${NAME:-default} replaced, at any depth.

    A text that is one variable alone is read as YAML: "${PORT}" may be a number.
    """
    if isinstance(value, dict):
        return {key: filled(inner, environ, f"{where}: {key}") for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, environ, where) for inner in value]
    if not isinstance(value, str) or not VARIABLE.search(value):
        return value

    def said(match: re.Match[str]) -> str:
        name, default = match.groups()
        if name not in environ and default is None:
            raise ConfigError(f"{where}: the environment has no {name}")
        return environ.get(name, default or "")

    text = VARIABLE.sub(said, value)
    return yaml.safe_load(text) if VARIABLE.fullmatch(value) else text


if __name__ == "__main__":
    try:
        print(yaml.safe_dump(load(*sys.argv[1:]).tree, allow_unicode=True, sort_keys=False))
    except ConfigError as error:
        sys.exit(str(error))
