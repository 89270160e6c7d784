"""Killed 200 times at random moments: is a task lost, a finished call repeated, a waiter stuck?

Run with `python -m benchmarks.chaos`; the answer goes to `benchmarks/results/chaos.json`. With
`--kills N --json` it only prints what it found. Needs `fork` (Linux, macOS).

Covered: kills (SIGKILL) of the process at any moment from its start on, recovery included, with
tasks of our own agents, the built-in planner, the model planner over a scripted model, questions,
changes of files, artifacts, memory, calls at the same time, calls that may not be made twice, and,
where they work, programs in machines of namespaces that reach a server outside.
Not covered: other kinds of machines, and power cuts.
"""

import argparse
import asyncio
import functools
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aios.code.machines.namespaces import NamespaceBackend
from aios.code.stores import snapshot
from aios.contracts.task import Status
from aios.kernel.journal import STARTED
from aios.skills import reader
from benchmarks.chaos_outside import outside
from benchmarks.chaos_work import work
from benchmarks.result import save

MARK = re.compile(r"mark:[^;]+;")
LONGEST_S = 3.0
FRESH = 7  # tasks more in every life
WORKSPACES = ("built-in", "with-model")


def documents(place: Path, table: str) -> Iterator[dict[str, Any]]:
    """What both workspaces have written down, as a process that only looks sees it."""
    for name in WORKSPACES:
        if (place / name / "aios.db").is_file():
            yield from snapshot.documents(place / name / "aios.db", table)


def finished_marks(place: Path) -> set[str]:
    """The marks that stand in the records of finished calls."""
    found = set[str]()
    for doc in documents(place, "calls"):
        if doc["call"]["status"] != STARTED:
            found |= set(MARK.findall(json.dumps(doc["call"]["value"])))
    return found


def lines(path: Path) -> list[str]:
    """The whole lines of a file that may not be there yet."""
    return path.read_text(encoding="utf-8").split("\n")[:-1] if path.is_file() else []


def live(place: Path, fresh: int, seconds: float | None, *, machines: bool) -> int:
    """A process that is killed after so long, or ends by itself; how it ended."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asyncio.run(work(place, fresh, machines=machines))
            code = 0
        finally:
            os._exit(code)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def machines_work() -> bool:
    """Whether programs can run in machines of namespaces here."""
    with tempfile.TemporaryDirectory() as folder:
        backend = NamespaceBackend(state_dir=Path(folder), images=lambda _: None)
        return asyncio.run(backend.probe(deep=True)).ok


def warm(*, machines: bool) -> float:
    """Import everything, and read the skills that are shipped, once and not in every life.

    Twice as long as a life takes that nobody ends, on this computer now: kills are spread over it.
    """
    reader.read_skill = functools.cache(reader.read_skill)
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder, outside(Path(folder) / "world") as world:
            began = time.monotonic()
            asyncio.run(work(world.place, FRESH, machines=machines))
    return min(LONGEST_S, 2 * (time.monotonic() - began))


def prove(
    place: Path, kills: int, seed: int, longest_s: float, *, machines: bool
) -> dict[str, Any]:
    """Kill so often, then let everything come to its end; what went wrong, by kind."""
    chance, before, repeated = random.Random(seed), Counter[str](), set[str]()
    killed, began = 0, time.monotonic()
    while killed < kills:
        life = live(place, FRESH, chance.uniform(0.0, longest_s), machines=machines)
        killed += life == -signal.SIGKILL
        made = Counter(lines(place / "marks"))
        repeated |= {mark for mark, count in before.items() if made[mark] != count}
        before = Counter({mark: made[mark] for mark in finished_marks(place)})
    ended = live(place, 0, None, machines=machines)
    made = Counter(lines(place / "marks"))
    repeated |= {mark for mark, count in before.items() if made[mark] != count}
    tasks = {doc["task"]["id"]: doc["task"] for doc in documents(place, "tasks")}
    accepted = set(lines(place / "accepted"))
    failed = [t["error"]["code"] for t in tasks.values() if t["status"] == Status.FAILED]
    given_up = [t for t in tasks.values() if t["error"] and t["error"]["code"] == "interrupted"]
    return {
        "kills": killed,
        "each_within_s": round(longest_s, 2),
        "seconds": round(time.monotonic() - began, 1),
        "machines": machines,
        "tasks_accepted": len(accepted),
        "programs_run": sum(d["call"]["kind"] == "run" for d in documents(place, "calls")),
        "calls_finished": sum(d["call"]["status"] != STARTED for d in documents(place, "calls")),
        "marks_left_outside": sum(made.values()),
        "made_again_since_they_were_under_way": sum(n - 1 for n in made.values() if n > 1),
        "last_process_ended": ended == 0,
        "tasks_lost": len(accepted - tasks.keys()),
        "tasks_stuck": sum(not Status(task["status"]).final for task in tasks.values()),
        "finished_calls_repeated": len(repeated),
        "tasks_given_up_after_five_vain_attempts": len(given_up),
        "given_up": dict(Counter(" ".join(t["description"].split()[:2]) for t in given_up)),
        "tasks_failed_otherwise": sorted(code for code in failed if code != "interrupted"),
    }


def right(found: dict[str, Any]) -> bool:
    """Whether nothing was lost, repeated or stuck."""
    wrong = ("tasks_lost", "tasks_stuck", "finished_calls_repeated", "tasks_failed_otherwise")
    return found["last_process_ended"] and not any(found[name] for name in wrong)


def main() -> None:
    """Kill and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="print it, and keep nothing")
    given = parser.parse_args()
    machines = machines_work()
    longest_s = warm(machines=machines)
    with tempfile.TemporaryDirectory() as folder, outside(Path(folder) / "world") as world:
        found = prove(world.place, given.kills, given.seed, longest_s, machines=machines)
    if given.json:
        print(json.dumps(found))
    else:
        save("chaos", {"seed": given.seed, "load": os.getloadavg()[0], **found})
    sys.exit(not right(found))


if __name__ == "__main__":
    main()
