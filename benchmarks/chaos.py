"""Killed 200 times at random moments: is a task lost, a finished call repeated, a waiter stuck?

Run with `python -m benchmarks.chaos`; the answer goes to `benchmarks/results/chaos.json`. With
`--kills N --json` it only prints what it found. Needs `fork` (Linux, macOS).

Covered: kills (SIGKILL) of the process at any moment from its start on, recovery included, with
tasks of our own agents, the built-in planner, the model planner over a scripted model, questions,
changes of files, artifacts, memory, calls at the same time and calls that may not be made twice.
Not covered: machines (a program that dies with its process is run again) and power cuts.
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

from aios.code.stores import snapshot
from aios.contracts.task import Status
from aios.kernel.journal import STARTED
from aios.skills import reader
from benchmarks.chaos_work import work
from benchmarks.result import save

MARK = re.compile(r"mark:[^;]+;")
LONGEST_S = 3.0
FRESH = 6  # tasks more in every life
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


def live(place: Path, fresh: int, seconds: float | None) -> int:
    """A process that is killed after so long, or ends by itself; how it ended."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asyncio.run(work(place, fresh))
            code = 0
        finally:
            os._exit(code)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def warm() -> float:
    """Import everything, and read the skills that are shipped, once and not in every life.

    Twice as long as a life takes that nobody ends, on this computer now: kills are spread over it.
    """
    reader.read_skill = functools.cache(reader.read_skill)
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "made").mkdir()
            began = time.monotonic()
            asyncio.run(work(Path(folder), FRESH))
    return min(LONGEST_S, 2 * (time.monotonic() - began))


def prove(place: Path, kills: int, seed: int, longest_s: float) -> dict[str, Any]:
    """Kill so often, then let everything come to its end; what went wrong, by kind."""
    chance, before, repeated = random.Random(seed), Counter[str](), set[str]()
    (place / "made").mkdir(parents=True)
    killed, began = 0, time.monotonic()
    while killed < kills:
        killed += live(place, FRESH, chance.uniform(0.0, longest_s)) == -signal.SIGKILL
        made = Counter(lines(place / "marks"))
        repeated |= {mark for mark, count in before.items() if made[mark] != count}
        before = Counter({mark: made[mark] for mark in finished_marks(place)})
    ended = live(place, 0, None)
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
        "tasks_accepted": len(accepted),
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
    longest_s = warm()
    with tempfile.TemporaryDirectory() as folder:
        found = prove(Path(folder) / "world", given.kills, given.seed, longest_s)
    if given.json:
        print(json.dumps(found))
    else:
        save("chaos", {"seed": given.seed, "load": os.getloadavg()[0], **found})
    sys.exit(not right(found))


if __name__ == "__main__":
    main()
