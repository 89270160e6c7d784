"""What a command and the keeper say to each other: u8 kind, u32 length, payload.

A connection carries one call: after HELLO, CALL, then keys and sizes for a terminal; back come
pieces of output and at the end one RESULT or one ERROR. Hanging up cancels the call.
"""

import asyncio
import json
import struct
from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from aios.contracts import errors
from aios.contracts.errors import AiosError, MachineFailed
from aios.contracts.record import plain

_HEADER = struct.Struct("<BI")
MAX_PAYLOAD = 64 * 1024 * 1024


class Kind(IntEnum):
    """What a frame says; below 64 from the command, from 64 on from the keeper."""

    CALL = 1  # JSON: token, method, arguments
    KEYS = 2  # raw: what was typed
    SIZE = 3  # JSON: columns, rows

    OUTPUT = 64  # raw: standard output, or a terminal's screen
    ERRORS = 65  # raw: standard error
    RESULT = 66  # JSON: value
    ERROR = 67  # JSON: kind, code, message, hint, details
    HELLO = 68  # JSON: {}: it is the keeper who answers, and not who got its port after it


class Broken(MachineFailed):
    """The other end hung up before it had said all, or said what nobody may say."""


def pack(kind: Kind, payload: bytes | Mapping[str, Any]) -> bytes:
    """A frame; a mapping is sent as JSON."""
    raw = payload if isinstance(payload, bytes) else json.dumps(plain(payload)).encode()
    if len(raw) > MAX_PAYLOAD:
        raise errors.LimitReached(f"{len(raw)} bytes are too many for one call")
    return _HEADER.pack(kind, len(raw)) + raw


async def read_frame(reader: asyncio.StreamReader) -> tuple[Kind, bytes]:
    """The next frame; Broken at the end of the stream and at nonsense."""
    try:
        kind, length = _HEADER.unpack(await reader.readexactly(_HEADER.size))
        if length > MAX_PAYLOAD:
            raise Broken("the keeper of machines was sent a frame that is too long")
        return Kind(kind), await reader.readexactly(length)
    except (asyncio.IncompleteReadError, OSError, ValueError) as error:
        raise Broken("the connection with the keeper of machines ended early") from error


def unpack_json(payload: bytes) -> dict[str, Any]:
    """The JSON object in a frame; Broken when it is none."""
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise Broken("the keeper of machines was sent no JSON") from error
    if not isinstance(value, dict):
        raise Broken("the keeper of machines was sent no JSON object")
    return value


def error_as_json(error: AiosError) -> dict[str, Any]:
    """An error as the payload of ERROR."""
    return {
        "kind": type(error).__name__,
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "details": error.details,
    }


def error_from_json(said: Mapping[str, Any]) -> AiosError:
    """The error that the payload of ERROR tells."""
    kind = getattr(errors, str(said.get("kind")), None)
    if not (isinstance(kind, type) and issubclass(kind, AiosError)):
        kind = MachineFailed
    details = said.get("details")
    return kind(
        str(said.get("message", "the keeper of machines gave no reason")),
        hint=str(said.get("hint", "")),
        code=str(said["code"]) if said.get("code") else None,
        details=details if isinstance(details, dict) else None,
    )
