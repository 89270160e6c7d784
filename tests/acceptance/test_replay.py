"""Killed again and again, tasks go on where they were: no finished call is made a second time."""

import asyncio
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from aios import AsyncAIOS
from aios.contracts.task import Status
from aios.kernel.journal import STARTED

KILLS = int(os.environ.get("KILLS_OF_THE_REPLAY_TEST", "8"))
PROGRAM = Path(__file__).with_name("killed_program.py")


def start(place: Path, marks: Path, tasks: int) -> "subprocess.Popen[str]":
    words = [sys.executable, str(PROGRAM), str(place), str(marks), str(tasks)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], 60)[0], "it never opened"
    assert process.stdout.readline() == "open\n", process.communicate()[1]
    return process


async def finished_calls(place: Path) -> tuple[set[str], dict[str, Any]]:
    """The marks of the finished calls, and all tasks."""
    async with AsyncAIOS(place, drivers=[], backends=[], recover="leave") as aios:
        tasks = {task.id: task for task in await aios.list_tasks(limit=100_000)}
        marks = set[str]()
        for task in tasks.values():
            for call in await aios.house.journal.calls(task.id):
                if call.status != STARTED and call.title.startswith("mark "):
                    marks.add(call.title.removeprefix("mark "))
        return marks, tasks


def made(marks: Path) -> Counter[str]:
    return Counter(marks.read_text(encoding="utf-8").split())


def test_no_finished_call_is_repeated_and_no_task_is_lost(tmp_path: Path) -> None:
    place, marks = tmp_path / "ws", tmp_path / "marks"
    marks.touch()
    chance = random.Random(20260801)
    before: dict[str, int] = {}
    known: set[str] = set()
    kills = 0
    while kills < KILLS:
        process = start(place, marks, tasks=6)
        time.sleep(chance.uniform(0.0, 0.5))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        kills += 1
        count = made(marks)
        assert {mark: count[mark] for mark in before} == before  # what had finished stayed so
        finished, tasks = asyncio.run(finished_calls(place))
        assert known <= tasks.keys()
        known |= tasks.keys()
        before = {mark: count[mark] for mark in finished}
    ended = start(place, marks, tasks=0)
    _out, problems = ended.communicate(timeout=120)
    assert ended.returncode == 0, problems
    _, tasks = asyncio.run(finished_calls(place))
    assert known <= tasks.keys()
    assert [t.error for t in tasks.values() if t.status is not Status.COMPLETED] == []
    count = made(marks)
    assert {mark: count[mark] for mark in before} == before
    assert max(count.values()) <= kills + 1
