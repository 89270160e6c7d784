"""`skill.toml`: version, keywords, permissions and actions of a skill, read strictly."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from aios.contracts.errors import BadRequest
from aios.contracts.processes import FORMS
from aios.contracts.skill import Action, Permissions
from aios.skills.schema import TYPES

FILE = "skill.toml"
MAX_BYTES = 1024 * 1024
_FILLS = (
    "text path paths folder url urls count number quoted port glob choice flag pattern site name"
    " before whole process"
)
FILLS = frozenset(_FILLS.split())
FILES = ("none", "named", "folder")
_TOP = {
    "version": str,
    "category": str,
    "keywords": list,
    "tools": list,
    "permissions": dict,
    "actions": list,
}
_PERMISSIONS = {"files": str, "network": list, "machine": bool, "secrets": list}
_ACTION = {
    "name": str,
    "description": str,
    "script": str,
    "tool": str,
    "parameters": dict,
    "utterances": list,
    "words": list,
    "timeout_s": (int, float),
    "memory_mb": int,
    "idempotent": bool,
}
_SEMVER = re.compile(r"\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The fields of a Skill that its skill.toml gives; empty when there is none.

    BadRequest (`bad_skill`) names the file, the key and the mend. Keys not known are an error:
    a misspelt permission must not pass in silence.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    raw = _load(path)
    _typed(path, "", raw, _TOP)
    version = raw.get("version", "0.0.0")
    if not _SEMVER.fullmatch(version):
        raise problem(path, "version", f"{version!r} is no semantic version", "Write 1.0.0.")
    fields: dict[str, Any] = {"version": version, "category": raw.get("category", "custom")}
    fields |= {key: _words(path, key, raw.get(key, [])) for key in ("keywords", "tools")}
    fields["permissions"] = _permissions(path, raw.get("permissions", {}))
    fields["actions"] = _actions(path, raw.get("actions", []), fields["tools"])
    if not fields["permissions"].machine and any(a.script for a in fields["actions"]):
        mend = "Write machine = true below [permissions]."
        raise problem(path, "permissions.machine", "its scripts need a machine", mend)
    return fields


def problem(path: Path, key: str, what: str, mend: str) -> BadRequest:
    """The error for a file of a skill that is not as it should be."""
    where = f"{path}: {key}" if key else str(path)
    details = {"file": str(path), "key": key}
    return BadRequest(f"{where}: {what}.", hint=mend, code="bad_skill", details=details)


def _load(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise problem(path, "", "the file is larger than 1 MB", "Keep data out of skill.toml.")
        return tomllib.loads(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise problem(path, "", f"it is not valid TOML: {error}", "Mend the line named.") from error
    except OSError as error:
        raise problem(
            path, "", f"it cannot be read: {error.strerror}", "Check the file."
        ) from error


def _typed(path: Path, prefix: str, table: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    for key, value in table.items():
        if key not in known:
            mend = f"Known keys are {', '.join(known)}."
            raise problem(path, f"{prefix}{key}", "this key is not known", mend)
        if not isinstance(value, known[key]) or (
            isinstance(value, bool) and known[key] is not bool
        ):
            wanted = known[key] if isinstance(known[key], type) else known[key][0]
            what = f"it must be {_SPELLED[wanted]}, not {_SPELLED.get(type(value), 'that')}"
            raise problem(path, f"{prefix}{key}", what, "Change the value.")


_SPELLED = {
    str: "a string",
    list: "a list",
    dict: "a table",
    bool: "true or false",
    int: "a number",
    float: "a number",
}


def _words(path: Path, key: str, value: list[Any]) -> tuple[str, ...]:
    for word in value:
        if not isinstance(word, str) or not word.strip():
            raise problem(path, key, f"{word!r} is no word", "Give a list of strings.")
    return tuple(value)


def _permissions(path: Path, raw: Mapping[str, Any]) -> Permissions:
    _typed(path, "permissions.", raw, _PERMISSIONS)
    files = raw.get("files", "none")
    if files not in FILES:
        mend = f"Use one of {', '.join(FILES)}."
        raise problem(path, "permissions.files", f"{files!r} is unknown", mend)
    return Permissions(
        files=files,
        network=_words(path, "permissions.network", raw.get("network", [])),
        machine=raw.get("machine", False),
        secrets=_words(path, "permissions.secrets", raw.get("secrets", [])),
    )


def _actions(path: Path, raw: list[Any], tools: tuple[str, ...]) -> tuple[Action, ...]:
    actions = [_action(path, f"actions[{i}]", entry, tools) for i, entry in enumerate(raw)]
    names = [action.name for action in actions]
    for name in names:
        if names.count(name) > 1:
            raise problem(path, "actions", f"two are named {name!r}", "Give each its own name.")
    return tuple(actions)


def _action(path: Path, key: str, raw: Any, tools: tuple[str, ...]) -> Action:
    if not isinstance(raw, dict):
        raise problem(path, key, "it is no table", "Write [[actions]] above it.")
    _typed(path, f"{key}.", raw, _ACTION)
    if not raw.get("name"):
        raise problem(path, f"{key}.name", "it is missing", "Give the action a name.")
    if not raw.get("script") and not raw.get("tool"):
        mend = "Give a script, a tool, or a tool that measures and a script that works on it."
        raise problem(path, key, "an action needs a script or a tool", mend)
    if raw.get("script"):
        _inside(path, f"{key}.script", raw["script"])
    if raw.get("tool") and raw["tool"] not in tools:
        mend = f'Add "{raw["tool"]}" to tools.'
        raise problem(path, f"{key}.tool", f"{raw['tool']!r} is not listed in tools", mend)
    if raw.get("timeout_s", 1) <= 0 or raw.get("memory_mb", 0) < 0:
        raise problem(path, key, "timeout_s must be above 0, memory_mb not below", "Change it.")
    _parameters(path, f"{key}.parameters", raw.get("parameters", {}))
    words = {k: _words(path, f"{key}.{k}", raw.get(k, [])) for k in ("utterances", "words")}
    return Action(**{**raw, "description": raw.get("description", ""), **words})


def _inside(path: Path, key: str, script: str) -> None:
    pure = PurePosixPath(script)
    if pure.is_absolute() or ".." in pure.parts or "\\" in script:
        raise problem(path, key, f"{script!r} leaves the skill's folder", "Use scripts/<name>.py.")
    target = path.parent / script
    if not target.is_file():
        raise problem(path, key, f"there is no file {script}", "Correct the name, or add the file.")
    if not target.resolve().is_relative_to(path.parent.resolve()):
        raise problem(path, key, f"{script!r} is a link out of the folder", "Copy the file in.")


def _parameters(path: Path, key: str, schema: Mapping[str, Any]) -> None:
    properties = schema.get("properties", {})
    if schema and (schema.get("type", "object") != "object" or not isinstance(properties, dict)):
        raise problem(path, key, "it must be a schema of type object", 'Write type = "object".')
    for name in schema.get("required", ()):
        if name not in properties:
            raise problem(path, f"{key}.required", f"{name!r} is not in properties", "Declare it.")
    for name, entry in properties.items():
        _property(path, f"{key}.properties.{name}", entry)


def _property(path: Path, key: str, entry: Any) -> None:
    if not isinstance(entry, dict):
        raise problem(path, key, "it is no table", "Give it a type.")
    kinds = entry.get("type", "string")
    for kind in (kinds,) if isinstance(kinds, str) else kinds:
        if kind not in TYPES:
            raise problem(path, f"{key}.type", f"{kind!r} is no type", f"Use {', '.join(TYPES)}.")
    fill = entry.get("x-fill", "text")
    if fill not in FILLS:
        mend = f"Known are {', '.join(sorted(FILLS))}."
        raise problem(path, f"{key}.x-fill", f"{fill!r} is unknown", mend)
    if fill == "pattern" and _groups(path, f"{key}.x-pattern", entry.get("x-pattern")) != 1:
        mend = "Put ( ) around the value."
        raise problem(path, f"{key}.x-pattern", "it must have exactly one group", mend)
    if odd := sorted(set(entry.get("x-forms", ())) - set(FORMS)):
        mend = f"Known are {', '.join(FORMS)}."
        raise problem(path, f"{key}.x-forms", f"{', '.join(odd)} is unknown", mend)
    groups = _groups(path, f"{key}.x-whole", entry.get("x-whole"))
    if fill == "whole" and not groups:
        mend = "Put ( ) around the value."
        raise problem(path, f"{key}.x-whole", "it must have a group", mend)


def _groups(path: Path, key: str, pattern: Any) -> int:
    """How many groups the regular expression has; 0 where there is none."""
    try:
        return re.compile(pattern or "").groups
    except (re.error, TypeError) as error:
        raise problem(path, key, f"it is no regular expression: {error}", "Correct it.") from error
