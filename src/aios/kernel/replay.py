"""The finished calls of a task that was broken off: each is handed back instead of done again."""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from aios.contracts.errors import BadRequest, Conflict
from aios.kernel.journal import STARTED, CallRecord


def digest_of(kind: str, asked: Any) -> str:
    """The sha256 that tells whether a call asks for the same as one that was written down."""
    try:
        text = msgspec.json.encode([kind, asked], order="deterministic", enc_hook=str)
    except UnicodeEncodeError as error:
        raise BadRequest(
            f"What the call ({kind}) is asked with is not valid Unicode: {error.object!r:.200}.",
            hint="Decode texts and names of files from their real encoding first.",
        ) from error
    return hashlib.sha256(text).hexdigest()


class Replay:
    """What the attempts before have written down, taken out call by call."""

    def __init__(self, records: Sequence[CallRecord] = ()) -> None:
        self._left = {record.index: record for record in records}

    def take(self, index: int, digest: str, title: str) -> CallRecord | None:
        """The record of the call that is made as number `index`; None when it is a new one.

        Calls made at the same time may start in another order, so that the same request under
        another number is the same call. Conflict (`replay_diverged`) when that number asked for
        something else: the program that makes the calls, or what it works on, is another now.
        """
        known = self._left.get(index)
        if known is not None and known.digest == digest:
            return self._left.pop(index)
        same = next((n for n, r in self._left.items() if r.digest == digest), None)
        if same is not None:
            return self._left.pop(same)
        if known is None:
            return None
        raise Conflict(
            f"Call {index} of the task was another one before it was broken off: "
            f"{known.title or known.kind}, now {title}.",
            hint="The agent or the files it works on have changed; begin anew: aios task retry ID",
            code="replay_diverged",
            details={"call": index, "before": known.title or known.kind, "now": title},
        )


def last_useful(records: Sequence[CallRecord]) -> int:
    """The last attempt that finished a call, 0 when none did."""
    return max((r.attempt for r in records if r.status != STARTED), default=0)


def patience_s(vain_attempts: int) -> float:
    """How long a task waits that was tried so often in vain: it may be what kills the process.

    The longer it waits the more of all others is done before, and these are no attempts of it.
    """
    return 0.25 * 2**vain_attempts if vain_attempts > 1 else 0.0


def resumed(records: Sequence[CallRecord]) -> str:
    """Why a task goes on, and what of it is kept."""
    kept = sum(record.status != STARTED for record in records)
    died = "the process that ran it has died"
    return f"{died}; {kept} finished call{'s' * (kept != 1)} kept" if kept else died
