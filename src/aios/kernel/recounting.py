"""Statistics counted anew from what the journal has written down."""

import math
from collections.abc import Iterable

import msgspec

from aios.contracts.events import Event, TaskEnded
from aios.contracts.ports import Doc
from aios.contracts.task import Task
from aios.kernel.journal import CallRecord
from aios.kernel.ledger import uses_of
from aios.kernel.stats import IN_TASKS, Key, Tallies, Tally, counted


def events_of(tasks: Iterable[Doc], calls: Iterable[Doc]) -> Iterable[Event]:
    """What was told when these tasks and calls ended, as far as it counts.

    A call that was taken over into the retry of its task was made once.
    """
    for doc in tasks:
        task = msgspec.convert(doc["task"], Task)
        if task.status.final:
            yield TaskEnded(task_id=task.id, task=task)
    seen = set[str]()
    for doc in calls:
        call = msgspec.convert(doc["call"], CallRecord)
        if call.id not in seen:
            seen.add(call.id)
            yield from uses_of(doc["task_id"], call)


def recounted(tasks: Iterable[Doc], calls: Iterable[Doc]) -> Tallies:
    """The tallies of what tasks did."""
    tallies: Tallies = {}
    for event in events_of(tasks, calls):
        counted(event, tallies)
    return tallies


def differing(stored: Tallies, anew: Tallies) -> list[Key]:
    """What is written down otherwise than it is counted anew."""
    keys = {key for key in stored if key[2] == IN_TASKS} | set(anew)
    return sorted(k for k in keys if not _same(stored.get(k, Tally()), anew.get(k, Tally())))


def _same(one: Tally, other: Tally) -> bool:
    """The same but for the order in which seconds were added up."""
    near = math.isclose(one.seconds, other.seconds, rel_tol=1e-6, abs_tol=1e-6)
    return near and {**one.to_doc(), "seconds": 0} == {**other.to_doc(), "seconds": 0}
