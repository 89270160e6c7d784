"""How a tree of files travels: records of a length, a JSON head, and raw bytes where it says so.

Heads: {"dir", mode, mtime} enters a folder, {"leave": true} goes back up, {"file", mode, mtime,
size, link} and {"data": offset, bytes} (of the last file, then that many raw bytes), {"same":
name, link} (the file that had this number), {"symlink": name, to}. Names are Latin-1 for bytes.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from typing import Any

_LENGTH = struct.Struct("<I")
_HEAD_MAX = 64 * 1024
DATA_MAX = 1024 * 1024


class PackError(ValueError):
    """Bytes that are no tree, or one that nobody may send."""


def record(head: Mapping[str, Any], data: bytes = b"") -> bytes:
    """One record."""
    raw = json.dumps(head).encode()
    return _LENGTH.pack(len(raw)) + raw + data


class Records:
    """Cuts a stream of bytes into records."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, piece: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
        """The records that are complete with `piece`; PackError at the first bad one."""
        self._buffer += piece
        start = 0
        while taken := self._next(start):
            head, data, start = taken
            yield head, data
        del self._buffer[:start]

    @property
    def empty(self) -> bool:
        """False when the stream stopped inside a record."""
        return not self._buffer

    def _next(self, start: int) -> tuple[dict[str, Any], bytes, int] | None:
        if len(self._buffer) - start < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._buffer, start)
        if length > _HEAD_MAX:
            raise PackError(f"a head of {length} bytes is over the limit of {_HEAD_MAX}")
        body = start + _LENGTH.size + length
        if body > len(self._buffer):
            return None
        head = _head(bytes(self._buffer[start + _LENGTH.size : body]))
        count = number(head, "bytes", DATA_MAX) if "data" in head else 0
        if body + count > len(self._buffer):
            return None
        return head, bytes(self._buffer[body : body + count]), body + count


def _head(raw: bytes) -> dict[str, Any]:
    try:
        head = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise PackError("a head that is no JSON") from error
    if not isinstance(head, dict):
        raise PackError("a head that is no object")
    return head


def number(head: Mapping[str, Any], name: str, most: int) -> int:
    """A field that is a number from 0 to `most`; PackError."""
    value = head.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise PackError(f"{name} is {value!r:.40}, no number from 0 to {most}")
    return value


def text(head: Mapping[str, Any], name: str, most: int) -> bytes:
    """A field of 1 to `most` bytes, none of them NUL; PackError."""
    value = head.get(name)
    if not isinstance(value, str):
        raise PackError(f"{name} is no text")
    try:
        raw = value.encode("latin-1")
    except UnicodeEncodeError as error:
        raise PackError(f"{name} holds characters that stand for no bytes") from error
    if not 0 < len(raw) <= most or b"\0" in raw:
        raise PackError(f"{name} is empty, too long or holds a NUL")
    return raw


def file_name(head: Mapping[str, Any], name: str) -> bytes:
    """A field that is the name of one file; PackError."""
    raw = text(head, name, 255)
    if b"/" in raw or raw in (b".", b".."):
        raise PackError(f"{raw!r} is not the name of a file")
    return raw
