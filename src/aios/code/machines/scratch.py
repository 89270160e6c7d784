"""Names of files in /workspace that are ours for a while: parts of uploads, and programs that run.

No listing shows them, no download or snapshot takes them along, and each goes with what it is for.
"""

import posixpath
import re
import secrets
from collections.abc import Collection
from typing import Literal

_OURS = re.compile(r"\.(?:part|program)-[0-9a-f]{8}")


def new_name(what: Literal["part", "program"]) -> str:
    """A name that no other file has."""
    return f".{what}-{secrets.token_hex(4)}"


def part_of(path: str) -> str:
    """Where a file is written until it is whole: beside its place."""
    return posixpath.join(posixpath.dirname(path), new_name("part"))


def is_ours(name: str) -> bool:
    """Whether a file's name is one of these."""
    return _OURS.fullmatch(name) is not None


def to_remove(paths: Collection[str]) -> list[str]:
    """Files of ours, and after them the folders of ours that they are in."""
    folders = {posixpath.dirname(path): None for path in paths if posixpath.dirname(path)}
    return [*paths, *folders]
