"""Makes windows, has them summed up, writes them down and continues them, exactly."""

import asyncio
import hashlib
import json
import os
import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec

from aios.contracts.errors import BadRequest, NotFound, StoreFailed, TimedOut, WorldError
from aios.contracts.messages import Message
from aios.contracts.text import clip, estimate_tokens
from aios.kernel.context import Window
from aios.kernel.context_tokens import Count, TokenCounter

VERSION = 1
KEPT_SNAPSHOTS = 200
# A summary may take this part of the window; what it is made of twice as much as the target.
SUMMARY_SHARE = 0.1
SOURCE_SHARE = 0.5
NAME = re.compile(r"[\w][\w.-]{0,127}")
# Exact things: a summary that names one nobody said is worse than none.
EXACT = re.compile(r"https?://[^\s\"'<>)\]]+|(?<![\w.])/[\w.-]+(?:/[\w.-]+)+|\bcut-\d+\b")
SUMMARISE = """Sum up what was done so far in at most {tokens} tokens, for whoever goes on with it.
Keep exactly as they are: names, numbers, paths, addresses, error messages, decisions, what failed
and why, and what is still to be done. Say nothing that is not there.

{told}"""

Ask = Callable[[str], Awaitable[str]]


class ContextManager:
    """Context windows, their summaries and their snapshots.

    `folder` is where snapshots are kept, None where there is no place for them.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def window(self, limit_tokens: int, count: Count = estimate_tokens) -> Window:
        """An empty window of so many tokens."""
        return Window(limit_tokens=limit_tokens, count=count)

    async def settle(self, window: Window, ask: Ask) -> bool:
        """Have what was dropped since the last time summed up; True when it was.

        `ask` puts one question to a model. Without a usable answer the plain note stays: a
        summary is a convenience, what was cut is kept whole in any case.
        """
        told = _source(window)
        if not told:
            return False
        room = max(64, int(window.limit_tokens * SUMMARY_SHARE))
        told = clip(told, int(window.limit_tokens * SOURCE_SHARE))
        try:
            summary = await ask(SUMMARISE.format(tokens=room, told=told))
        except (WorldError, TimedOut):
            summary = ""
        summary = clip(summary.strip(), room)
        if not summary or not set(EXACT.findall(summary)) <= set(EXACT.findall(told)):
            window.unsummed.clear()  # asked once: the plain note says where to read
            return False
        window.sum_up(summary)
        return True

    # ------------------------------------------------------------ snapshots

    async def save(self, name: str, window: Window) -> Path:
        """Write the window down; its file. The oldest snapshots make room for new ones."""
        path = self._path(name)
        content = json.dumps(snapshot(window), ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            await asyncio.to_thread(_write, path, content)
        except OSError as error:
            raise StoreFailed(f"The context {name} cannot be written: {error}") from error
        return path

    async def load(self, name: str, count: Count | None = None) -> Window:
        """The window as it was saved, to the byte; NotFound, or StoreFailed when it is damaged.

        `count` is needed only where the window had a counter of the caller's own.
        """
        path = self._path(name)
        try:
            content = await asyncio.to_thread(path.read_bytes)
        except FileNotFoundError:
            raise NotFound(f"There is no context {name!r}.", hint="See contexts/ here.") from None
        except OSError as error:
            raise StoreFailed(f"The context {name} cannot be read: {error}") from error
        try:
            return restore(json.loads(content.decode("utf-8", "surrogatepass")), count)
        except ValueError as error:
            raise StoreFailed(f"The context {name} is damaged: {error}") from error

    def _path(self, name: str) -> Path:
        if self._folder is None or not NAME.fullmatch(name):
            raise BadRequest(
                f"A context cannot be kept as {name!r} here.",
                hint="Use letters, digits, - and ., and a workspace.",
            )
        return self._folder / f"{name}.json"


def snapshot(window: Window) -> dict[str, Any]:
    """The window as plain JSON values, with the digest of its prompt."""
    counter = asdict(window.count) if isinstance(window.count, TokenCounter) else None
    return {
        "version": VERSION,
        "limit_tokens": window.limit_tokens,
        "counter": counter,
        "pinned": [m.to_dict() for m in window.pinned],
        "turns": [[m.to_dict() for m in turn] for turn in window.turns],
        "note": [m.to_dict() for m in window.note],
        "cut": {cut_id: m.to_dict() for cut_id, m in window.cut.items()},
        "dropped": window.dropped,
        "unsummed": window.unsummed,
        "summary": window.summary,
        "compactions": window.compactions,
        "sha256": hashlib.sha256(window.rendered()).hexdigest(),
    }


def restore(doc: Any, count: Count | None = None) -> Window:
    """The window of a snapshot; ValueError unless it is one and gives the very same prompt."""
    if not isinstance(doc, dict) or doc.get("version") != VERSION:
        raise ValueError(f"it is no snapshot of version {VERSION}")
    try:
        counter = TokenCounter(**doc["counter"]) if doc["counter"] else estimate_tokens
        window = Window(
            limit_tokens=doc["limit_tokens"],
            count=count or counter,
            pinned=_messages(doc["pinned"]),
            turns=[tuple(_messages(turn)) for turn in doc["turns"]],
            note=tuple(_messages(doc["note"])),
            cut={cut_id: _message(m) for cut_id, m in doc["cut"].items()},
            dropped=list(doc["dropped"]),
            unsummed=list(doc["unsummed"]),
            summary=doc["summary"],
            compactions=doc["compactions"],
        )
    except (KeyError, TypeError, AttributeError, msgspec.ValidationError) as error:
        raise ValueError(f"a part is missing or malformed: {error}") from error
    if hashlib.sha256(window.rendered()).hexdigest() != doc.get("sha256"):
        raise ValueError("its digest does not fit what it holds")
    return window


def _source(window: Window) -> str:
    """What a new summary has to speak of: the one before, and what was dropped since."""
    dropped = "\n\n".join(f"{m.role}: {_said(m)}" for m in window.to_sum_up())
    return "\n\n".join(filter(None, (window.summary, dropped))) if dropped else ""


def _said(message: Message) -> str:
    wishes = [
        f"{c.name}({json.dumps(c.arguments, ensure_ascii=False)})" for c in message.tool_calls
    ]
    return "\n".join(filter(None, (message.content, *wishes)))


def _messages(docs: list[Any]) -> list[Message]:
    return [_message(doc) for doc in docs]


def _message(doc: Any) -> Message:
    return msgspec.convert(doc, Message)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_bytes(content)
    os.replace(draft, path)
    kept = sorted(path.parent.glob("*.json"), key=lambda p: p.stat().st_mtime_ns)
    for old in kept[:-KEPT_SNAPSHOTS]:
        old.unlink(missing_ok=True)
