"""Typed configuration: defaults, then a file, then environment variables.

settings = load(Settings, Path("app.toml"), prefix="APP_")     # APP_PORT=9000 goes first
"""

import dataclasses
import difflib
import json
import os
import tomllib
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar


class Dataclass(Protocol):
    """What @dataclass makes of a class."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]


T = TypeVar("T", bound=Dataclass)
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class ConfigError(Exception):
    """The configuration is wrong; the text says where and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """An example; write your own."""

    database: str
    port: int = 8000
    debug: bool = False
    timeout_s: float = 10.0
    hosts: list[str] = field(default_factory=list)
    password: str = field(default="", repr=False)


def load(
    cls: type[T],
    path: Path | None = None,
    prefix: str = "APP_",
    environ: Mapping[str, str] | None = None,
) -> T:
    """An instance of the dataclass; ConfigError for what is unknown, wrong or missing."""
    fields = {each.name: each for each in dataclasses.fields(cls)}
    hints = typing.get_type_hints(cls)
    values: dict[str, Any] = {}
    for name, value in (read(path) if path else {}).items():
        if name not in fields:
            near = difflib.get_close_matches(name, fields, 1)
            raise ConfigError(f"{path}: {name!r} is unknown" + (f"; {near[0]!r}?" if near else ""))
        values[name] = converted(value, hints[name], f"{path}: {name}")
    for name in fields:
        key = (prefix + name).upper()
        if (text := (os.environ if environ is None else environ).get(key)) is not None:
            values[name] = converted(text, hints[name], key)
    missing = [
        name
        for name, each in fields.items()
        if name not in values
        and each.default is dataclasses.MISSING
        and each.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise ConfigError(f"missing: {', '.join(missing)} (or {(prefix + missing[0]).upper()})")
    return cls(**values)


def read(path: Path) -> dict[str, Any]:
    """The table of a TOML or JSON file."""
    try:
        text = path.read_text(encoding="utf-8")
        value = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if not isinstance(value, dict):
        raise ConfigError(f"{path} holds no table")
    return value


def converted(value: Any, hint: Any, where: str) -> Any:
    """The value as its type wants it; texts (from the environment) are read."""
    if typing.get_origin(hint) is list:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list):
            raise ConfigError(f"{where}: a list is needed, not {value!r}")
        inner = typing.get_args(hint)[0]
        trimmed = (item.strip() if isinstance(item, str) else item for item in items)
        return [converted(item, inner, where) for item in trimmed if item != ""]
    if hint is bool and isinstance(value, str) and value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    if hint in (int, float) and not isinstance(value, bool):
        try:
            if isinstance(value, str) or hint is float:
                return hint(value)
        except (TypeError, ValueError):
            pass
    if isinstance(hint, type) and isinstance(value, hint) and (hint is bool or value is not True):
        return value
    name = getattr(hint, "__name__", str(hint))
    raise ConfigError(f"{where}: {name} is needed, not {value!r}")


if __name__ == "__main__":
    print(load(Settings, environ={"APP_DATABASE": "app.db", "APP_PASSWORD": "secret"}))
