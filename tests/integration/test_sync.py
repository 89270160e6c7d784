"""The synchronous AIOS: from scripts, threads and event loops; forgotten, it closes itself."""

import asyncio
import gc
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aios import AIOS, TimedOut
from aios.testing import DryBackend, ScriptedModel


def make(place: Path) -> AIOS:
    aios = AIOS(place, drivers=[], backends=[DryBackend()])
    aios.register_skill({"name": "tea-brewing", "keywords": ["tea"], "executor": brew})
    return aios


def brew(text: str) -> str:
    return f"brewed: {text}"


def portals() -> int:
    return sum(thread.name == "aios" for thread in threading.enumerate())


def test_a_script_waits_for_its_result(tmp_path: Path) -> None:
    with make(tmp_path) as aios:
        task = aios.execute("brew tea", priority="high")
        result = task.wait(timeout=20)
        assert (result["answer"], result.answer) == ("brewed: brew tea", "brewed: brew tea")
        status = aios.get_task_status(task.id)
        assert (status, status["priority"]) == ("completed", "high")
        assert aios.list_tasks()[0]["id"] == task == task.id
        assert [event.kind for event in aios.watch(task.id)][-1] == "TaskEnded"


def test_threads_share_one(tmp_path: Path) -> None:
    with make(tmp_path) as aios, ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda n: aios.execute(f"brew tea {n}").wait(20).answer, range(24))
        assert sorted(answers) == sorted(f"brewed: brew tea {n}" for n in range(24))


async def test_an_asynchronous_program_may_use_it(tmp_path: Path) -> None:
    with make(tmp_path) as aios:
        answer = await asyncio.to_thread(lambda: aios.execute("brew tea").wait(20).answer)
        assert answer == "brewed: brew tea"
        assert aios.execute("brew tea").wait(20).answer == "brewed: brew tea"


def test_several_live_beside_each_other(tmp_path: Path) -> None:
    with make(tmp_path / "a") as one, make(tmp_path / "b") as other:
        assert one.execute("brew tea").wait(20) == other.execute("brew tea").wait(20)
        assert len(one.list_tasks()) == len(other.list_tasks()) == 1


def test_forgotten_it_ends_its_thread(tmp_path: Path) -> None:
    before = portals()
    make(tmp_path).execute("brew tea").wait(20)
    gc.collect()
    deadline = time.monotonic() + 10
    while portals() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert portals() == before


def test_closing_twice_is_no_error(tmp_path: Path) -> None:
    aios = make(tmp_path)
    aios.close()
    aios.close()


def test_waiting_can_time_out(tmp_path: Path) -> None:
    with make(tmp_path) as aios:

        async def dawdle(text: str) -> str:
            await asyncio.sleep(30)
            return ""

        aios.register_skill({"name": "dawdling", "keywords": ["dawdle"], "executor": dawdle})
        task = aios.execute("dawdle", skills=["dawdling"])
        with pytest.raises(TimedOut):
            task.wait(timeout=0.2)
        assert task.cancel() is True


def test_the_model_client_returns_text_that_carries_its_usage(tmp_path: Path) -> None:
    model = ScriptedModel(["hello there"], name="tiny")
    with AIOS(tmp_path, drivers=[model], backends=[]) as aios:
        text = aios.ollama_client.generate("tiny", "say hello")
        assert text == "hello there"
        assert text.usage.tokens_out > 0
        [tool] = [t for t in aios.list_tools() if t.name == "ollama_client"]
        assert tool["stats"]["requests"] == 1


FORGETFUL = """
from aios import AIOS
aios = AIOS({place!r}, drivers=[], backends=[])
aios.register_skill({{"name": "tea-brewing", "keywords": ["tea"], "executor": lambda text: "tea"}})
print(aios.execute("brew tea").wait(20).answer)
unfinished = aios.execute("brew tea")
"""


def test_a_program_that_never_closes_ends_quietly_and_loses_nothing(tmp_path: Path) -> None:
    code = FORGETFUL.format(place=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "tea\n", "")
    with AIOS(tmp_path, drivers=[], backends=[], recover="fail") as aios:
        assert len(aios.list_tasks()) == 2
        assert all(task.status.final for task in aios.list_tasks())
