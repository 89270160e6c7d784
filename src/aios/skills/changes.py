"""The changes a script asks for on the user's own files, read strictly from its report."""

import os
from collections.abc import Iterable, Mapping
from typing import Any

from aios.contracts.changes import INTO, KINDS, Change
from aios.contracts.task import Artifact

FIELDS = ("kind", "path", "to", "source", "seen")


def changes_of(told: Any, artifacts: Iterable[Artifact]) -> tuple[Change, ...]:
    """The changes, their sources as paths of artifacts; ValueError says which entry is wrong.

    An entry is {"kind", "path"}, with "to" for a move or a copy, with "source", the name of a file
    that the script left, for a write, and with "seen" where the file must still be as it was then.
    """
    if told is None:
        return ()
    if not isinstance(told, list):
        raise ValueError(f"changes are a list, not {type(told).__name__}")
    made = {artifact.name: artifact.path for artifact in artifacts}
    return tuple(_change(entry, f"changes[{place}]", made) for place, entry in enumerate(told))


def _change(entry: Any, where: str, made: Mapping[str, str]) -> Change:
    if not isinstance(entry, dict) or not all(isinstance(v, str) for v in entry.values()):
        raise ValueError(f"{where} is no mapping of texts")
    unknown = sorted(set(entry) - set(FIELDS))
    if unknown:
        raise ValueError(f"{where} has the unknown field {unknown[0]!r}")
    change = Change(**{"kind": "", "path": "", **entry})
    if change.kind not in KINDS:
        raise ValueError(f"{where}.kind is {change.kind!r}, not one of {', '.join(KINDS)}")
    _check_path(change.path, f"{where}.path")
    if bool(change.to) != (change.kind in INTO):
        raise ValueError(f"{where}: a move or a copy, and nothing else, has a `to`")
    if change.to:
        _check_path(change.to, f"{where}.to")
    if bool(change.source) != (change.kind == "write"):
        raise ValueError(f"{where}: a write, and nothing else, has a `source`")
    if change.source and change.source not in made:
        raise ValueError(f"{where}.source names {change.source!r}, which the action has not left")
    return change.but(source=made[change.source]) if change.source else change


def _check_path(path: str, where: str) -> None:
    if not os.path.isabs(path) or os.path.normpath(path) != path or "\0" in path:
        raise ValueError(f"{where} is {path!r}, no whole and plain path")
