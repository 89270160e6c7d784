"""Killed at any moment: every accepted task is listed at the next start, none is stuck."""

import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from aios import AIOS

KILLS = 6
STREAM = """
import sys
from aios import AIOS

place, effects = sys.argv[1:]

def brew(text):
    with open(effects, "a") as file:
        file.write(text + "\\n")
    return text

aios = AIOS(place, drivers=[], backends=[])
aios.register_skill({"name": "tea-brewing", "keywords": ["tea"], "executor": brew})
print("open", flush=True)
for number in range(100_000):
    task = aios.execute(f"brew tea {number}", skills=["tea-brewing"])
    print(task.id, flush=True)
"""


def start(place: Path, effects: Path) -> "subprocess.Popen[str]":
    words = [sys.executable, "-c", STREAM, str(place), str(effects)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], 60)[0]
    assert process.stdout.readline() == "open\n", process.communicate()
    return process


def accepted_before(process: "subprocess.Popen[str]", how: int, tasks: int) -> set[str]:
    """Stop the process once it printed so many ids; all that it had printed whole."""
    assert process.stdout is not None and process.stderr is not None
    lines = [process.stdout.readline() for _ in range(tasks)]
    time.sleep(random.uniform(0, 0.01))
    process.send_signal(how)
    lines += process.stdout.readlines()
    process.wait(timeout=60)
    process.stdout.close()
    process.stderr.close()
    return {line.strip() for line in lines if line.endswith("\n")}


def test_killed_at_random_moments_nothing_is_lost_or_stuck(tmp_path: Path) -> None:
    place, effects = tmp_path / "ws", tmp_path / "effects"
    chance, accepted = random.Random(7), set[str]()
    for _ in range(KILLS):
        process = start(place, effects)
        accepted |= accepted_before(process, signal.SIGKILL, chance.randint(2, 12))
    with AIOS(place, drivers=[], backends=[], recover="fail") as aios:
        tasks = {task.id: task for task in aios.list_tasks(limit=1_000_000)}
    assert len(accepted) > KILLS
    assert accepted <= tasks.keys()
    assert all(task.status.final for task in tasks.values())
    assert all(t.error is not None for t in tasks.values() if t.status != "completed")
    done = {t.description for t in tasks.values() if t.status == "completed"}
    assert done <= set(effects.read_text().splitlines())


def test_one_of_two_on_a_workspace_is_killed_and_the_other_works_on(tmp_path: Path) -> None:
    place, effects = tmp_path / "ws", tmp_path / "effects"
    victim, other = start(place, effects), start(place, effects)
    lost = accepted_before(victim, signal.SIGKILL, 3)
    done = effects.read_text()
    while effects.read_text() == done:
        assert other.poll() is None
        time.sleep(0.01)
    kept = accepted_before(other, signal.SIGKILL, 3)
    with AIOS(place, drivers=[], backends=[], recover="fail") as aios:
        tasks = {task.id: task for task in aios.list_tasks(limit=1_000_000)}
    assert lost | kept <= tasks.keys()
    assert all(task.status.final for task in tasks.values())
