"""What the user said: the task with those it follows, and the files and hosts all of them name."""

from collections.abc import Iterator

from aios.agents.places import Places
from aios.contracts import mentions
from aios.contracts.ports import Calls
from aios.contracts.task import TaskSpec
from aios.contracts.text import clip
from aios.kernel.access import host_entry


def whole(calls: Calls, tokens: int) -> str:
    """The task's text, after what was asked and answered before it, clipped to so many tokens."""
    if not calls.before:
        return calls.spec.description
    room = tokens // len(calls.before)
    told = [
        f"Asked: {turn.task.description}\n"
        f"Answered: {clip(turn.task.result.answer if turn.task.result else '(nothing)', room)}"
        for turn in calls.before
    ]
    return "\n".join(["Before:", *told, "Now:", calls.spec.description])


def files(calls: Calls) -> list[str]:
    """The whole paths of the files and folders named, and of what the task before made."""
    named: list[str] = []
    for spec in _specs(calls):
        places, text = Places(spec.cwd), spec.description
        names = (*mentions.paths(text, places.exists), *mentions.folders(text, places.exists))
        named += [places.whole(name) for name in names if places.exists(name)]
    last = calls.before[-1].task.result if calls.before else None
    return list(dict.fromkeys([*named, *(a.path for a in (last.artifacts if last else ()))]))


def hosts_named(calls: Calls) -> tuple[str, ...]:
    """The hosts named, as entries of a network policy."""
    urls = [url for s in _specs(calls) for url in (*mentions.urls(s.description), *s.hosts)]
    return tuple(dict.fromkeys(map(host_entry, urls)))


def _specs(calls: Calls) -> Iterator[TaskSpec]:
    yield from (turn.spec for turn in calls.before)
    yield calls.spec
