"""Answers that the proxy gives itself: why a host cannot be reached, for programs and people."""

import asyncio
import contextlib
import json

_GOODBYE_S = 2.0
_PIECE = 64 * 1024


class Refused(Exception):
    """A request that is answered by the proxy itself; `kind` is denied, or what went wrong."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.kind = kind


async def answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, refusal: Refused
) -> None:
    """Answer, then hear out what is still being sent: a reset would destroy the answer."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in str(refusal))
    reason = shown.encode("ascii", "replace").decode()
    body = json.dumps({"error": refusal.kind, "reason": str(refusal)}).encode()
    header = "X-AIOS-Denied" if refusal.kind == "denied" else "X-AIOS-Error"
    value = reason if refusal.kind == "denied" else refusal.kind
    head = (
        f"HTTP/1.1 {refusal.status} AIOS {refusal.kind}: {reason}\r\n{header}: {value}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    with contextlib.suppress(OSError):  # the machine did not wait for the answer, or goes on
        async with asyncio.timeout(_GOODBYE_S):
            writer.write(head.encode("latin-1") + body)
            await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()
                while await reader.read(_PIECE):
                    pass


async def shut(writer: asyncio.StreamWriter) -> None:
    """Close a connection, whatever became of its other side."""
    writer.close()
    with contextlib.suppress(OSError):  # closed from the other side already
        await writer.wait_closed()
