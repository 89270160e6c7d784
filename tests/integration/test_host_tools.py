"""The host's tools, each for real, in both languages; a cancel stops them."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

import aios
from aios import AIOS
from aios.code.tools.catalogue import CATALOGUE
from aios.code.tools.host import host_tools
from aios.contracts.errors import ActionFailed, Denied
from aios.contracts.skill import Skill
from aios.contracts.tool import ToolContext, ToolFunction
from aios.skills.reader import read_skill
from aios.skills.schema import check
from aios.testing import DryBackend

Tools = dict[str, ToolFunction]
SKILL = Path(aios.__file__).parent / "skills" / "bundled" / "system-monitoring"


@pytest.fixture
def tools(tmp_path: Path) -> Tools:
    return {tool.name: function for tool, function in host_tools(tmp_path)}


@pytest.fixture
def sleeper() -> Iterator[int]:
    """The pid of a process that sleeps."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process.pid
    process.kill()
    process.wait()


async def ask(tools: Tools, tool: str, language: str = "en", /, **arguments: Any) -> dict[str, Any]:
    context = ToolContext(language=language, cwd=os.getcwd())
    found: dict[str, Any] = await tools[f"system.{tool}"](arguments, context)
    assert found["answer"].strip()
    return found


QUICK = {
    "watch": {"seconds": 0.5},
    "watch_process": {"process": os.getpid(), "seconds": 0.5},
    "check_port": {"port": 9},
    "process_tree": {"process": os.getpid()},
    "record_baseline": {"seconds": 0.5},
}
REFUSES = {"stop_process", "compare_baseline"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", [e.name for e in CATALOGUE if e.name not in REFUSES])
async def test_every_tool_tells_something(tools: Tools, name: str, language: str) -> None:
    found = await ask(tools, name, language, **QUICK.get(name, {}))
    assert "measured_at" in found["data"]
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in found["answer"])
    assert chinese == (language == "zh") or name == "gpu"


def test_what_the_skill_gives_its_tools_is_what_they_take() -> None:
    skill = _skill()
    taken = {f"system.{entry.name}": entry.properties for entry in CATALOGUE}
    assert set(skill.tools) == set(taken)
    for action in (a for a in skill.actions if a.tool):
        told = action.parameters.get("properties", {})
        drawn = {"picture", "output"} if action.script else set()  # what only the script reads
        given = set(told) - {"report"} - drawn
        assert given <= set(taken[action.tool]), action.name
        for name in given:
            items = told[name].get("items", {})
            assert items.get("enum") == taken[action.tool][name].get("items", {}).get("enum")
    assert check({"properties": taken["system.watch"]}, {"seconds": "5 s"}, "watch")


def _skill() -> Skill:
    return read_skill(SKILL, "bundled")


async def test_a_process_is_watched_until_it_ends(tools: Tools, sleeper: int) -> None:
    watching = asyncio.create_task(ask(tools, "watch_process", process=sleeper, seconds=30))
    await asyncio.sleep(1.2)
    psutil.Process(sleeper).kill()
    psutil.Process(sleeper).wait(timeout=5)
    found = await asyncio.wait_for(watching, 5)
    assert found["data"]["ended_early"]
    assert "ended" in found["answer"]


async def test_nothing_is_ended(tools: Tools, sleeper: int) -> None:
    with pytest.raises(Denied) as refused:
        await ask(tools, "stop_process", process=sleeper)
    assert refused.value.code == "kill_refused"
    assert str(sleeper) in refused.value.hint
    assert psutil.pid_exists(sleeper)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_process_that_is_not_there(tools: Tools, language: str) -> None:
    with pytest.raises(ActionFailed) as missing:
        await ask(tools, "watch_process", language, process="no-such-process-xyz")
    assert missing.value.code == "process_missing"
    assert missing.value.hint


async def test_a_port_is_told_with_its_owner(tools: Tools) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        found = await ask(tools, "check_port", port=port)
    assert found["data"]["accepted"] == 3
    assert str(os.getpid()) in found["answer"]
    closed = await ask(tools, "check_port", "zh", port=port)
    assert "没有程序在监听" in closed["answer"]


async def test_secret_values_are_not_even_in_the_data(
    tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HERON_PASSWORD", "open sesame")
    monkeypatch.setenv("HERON_HOME", "/srv/heron")
    found = await ask(tools, "environment")
    assert "sesame" not in str(found)
    assert "HERON_HOME=/srv/heron" in found["answer"]


def test_a_cancelled_task_stops_watching(tmp_path: Path) -> None:
    with AIOS(tmp_path, planner="builtin", drivers=[], backends=[DryBackend()]) as system:
        task = system.submit_task("watch the CPU for 200 seconds")
        next(event for event in system.watch(task.id) if event.kind == "StepStarted")
        began = time.monotonic()
        task.cancel()
        assert system.ended(task.id, 10).status.value == "cancelled"
        assert time.monotonic() - began < 3
