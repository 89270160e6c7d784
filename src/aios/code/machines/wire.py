"""Frames between a controller and the agent in a machine: u32 length, u8 kind, u32 id, payload.

Control payloads are JSON objects, output and file contents raw bytes, so that a megabyte of
output costs no encoding. Both ends treat a frame they did not expect as the end of the talk.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import Any

_HEADER = struct.Struct("<IBI")
MAX_PAYLOAD = 8 * 1024 * 1024
CHUNK = 256 * 1024
WINDOW = 1024 * 1024  # bytes of one connection that may be under way in one direction
NETWORK_WINDOW = 128 * 1024  # the same of a connection out of a virtual machine
NETWORK_CONNECTIONS = 100  # out of a virtual machine, at once


class Kind(IntEnum):
    """What a frame says; below 64 from the controller, from 64 on from the agent."""

    SETUP = 1  # JSON: what the machine must be
    RUN = 2  # JSON: argv, env, cwd, scratch (what is removed when it has ended)
    STDIN = 3  # raw: a piece of the standard input of the run that follows
    SIGNAL = 4  # JSON: number
    PORTS = 5  # JSON: {}
    READ = 6  # JSON: path, offset, size
    WRITE = 7  # JSON line, then raw: path, part (where it lies until it is whole), offset, last
    LIST = 8  # JSON: path
    DIAL = 9  # JSON: port
    STREAM = 10  # raw: bytes for the connection; none at all ends that half
    MORE = 11  # JSON: bytes that were taken of what the connection brought
    HANG_UP = 12  # JSON: {}
    KEEP = 13  # JSON: step, one of begin, next, end
    REMOVE = 14  # JSON: paths, of files and then of the folders that they were in

    READY = 64  # JSON: {}
    FAILED = 65  # JSON: message
    STDOUT = 66  # raw
    STDERR = 67  # raw
    EXIT = 68  # JSON: exit_code, oom
    DATA = 69  # raw, the answer to READ, and to KEEP's next
    DONE = 70  # JSON, the answer to WRITE, LIST, PORTS, DIAL, KEEP, REMOVE
    ERROR = 71  # JSON: code, message
    STREAMED = 72  # raw: bytes from the connection; none at all ends that half
    TAKEN = 73  # JSON: bytes that the server was given
    ASKED = 74  # JSON: {}, a program asks for a connection out; DIAL the other way round


class WireError(ValueError):
    """Bytes that are no frame, or a frame nobody may send."""


def pack(kind: Kind, number: int, payload: bytes | Mapping[str, Any] = b"") -> bytes:
    """A frame; a mapping is sent as JSON."""
    raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    if len(raw) > MAX_PAYLOAD:
        raise WireError(f"a frame of {len(raw)} bytes is over the limit of {MAX_PAYLOAD}")
    return _HEADER.pack(len(raw), kind, number) + raw


def unpack_json(payload: bytes) -> dict[str, Any]:
    """The JSON object in a control frame; WireError when it is none."""
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise WireError("a control frame holds no JSON") from error
    if not isinstance(value, dict):
        raise WireError("a control frame holds JSON that is no object")
    return value


class Splitter:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Kind, int, bytes]]:
        """The frames that are complete with `data`; WireError at the first bad header."""
        self._buffer += data
        start = 0
        try:
            while len(self._buffer) - start >= _HEADER.size:
                length, raw_kind, number = _HEADER.unpack_from(self._buffer, start)
                kind = self._checked(length, raw_kind)
                end = start + _HEADER.size + length
                if end > len(self._buffer):
                    break
                payload = bytes(memoryview(self._buffer)[start + _HEADER.size : end])
                start = end
                yield kind, number, payload
        finally:
            del self._buffer[:start]

    @property
    def empty(self) -> bool:
        """False when the stream stopped inside a frame."""
        return not self._buffer

    @staticmethod
    def _checked(length: int, kind: int) -> Kind:
        if length > MAX_PAYLOAD:
            raise WireError(f"a frame announces {length} bytes, over the limit of {MAX_PAYLOAD}")
        try:
            return Kind(kind)
        except ValueError as error:
            raise WireError(f"a frame of unknown kind {kind}") from error
