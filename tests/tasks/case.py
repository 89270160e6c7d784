"""A task of the set: its inputs, its words, and what its answer is held to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.tasks.answered import Answered
from tests.tasks.world import World


@dataclass
class Asked:
    """What is asked and what must hold of the answer.

    `first` are the turns before it, each a follow-up of the one before; `options` go to
    `submit_task` of all of them (grants, assume_yes). With `changes`, the user's files may change.
    """

    text: str
    holds: Callable[[Answered], None]
    first: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    changes: bool = False


@dataclass(frozen=True)
class Case:
    """One task; `area` is the file it stands in, `language` zh or en."""

    name: str
    area: str
    language: str
    make: Callable[[World], Asked]


CASES: list[Case] = []


def task(language: str) -> Callable[[Callable[[World], Asked]], Callable[[World], Asked]]:
    """Make a function that builds its inputs in a World and returns what is Asked a task."""

    def keep(make: Callable[[World], Asked]) -> Callable[[World], Asked]:
        area = make.__module__.removeprefix("tests.tasks.")
        CASES.append(Case(make.__name__, area, language, make))
        return make

    return keep
