"""A conversation with a model at the command line, and a model's task that goes on after a break.

Covered: `aios chat` with a model: tokens as they come, what was said before; a task broken off
between two calls of its model, continued without making a finished call again; what is imported.
Not covered: crashes of the process itself (tests/acceptance/test_replay.py).
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.doubles.ollama_server import PATIENT_S, OllamaServer, Reply

from aios.code.models.ollama import OllamaDriver
from aios.contracts.task import Status
from aios.system import AsyncAIOS


@pytest.fixture
async def server() -> AsyncIterator[OllamaServer]:
    async with OllamaServer().serving() as serving:
        yield serving


def plan(text: str) -> str:
    return json.dumps({"subtasks": [{"text": text, "skill": "code-generation"}]})


async def test_a_conversation_at_the_command_line_is_kept(
    server: OllamaServer, tmp_path: Path
) -> None:
    server.replies = [
        plan("问好"),
        "NO PROGRAM\n你好，小明！",
        "你好，小明！",
        plan("回答名字"),
        "NO PROGRAM\n你叫小明。",
        "你叫小明。",
    ]
    environment = {**os.environ, "OLLAMA_HOST": server.url, "AIOS_WORKSPACE": str(tmp_path / "ws")}
    chat = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "aios", "chat"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=tmp_path,
        env=environment,
    )
    told, wrong = await asyncio.wait_for(
        chat.communicate("你好，我叫小明\n我叫什么名字？\n".encode()), 90
    )
    shown = told.decode()
    assert chat.returncode == 0, wrong.decode()
    assert shown.index("你好，小明！") < shown.index("你叫小明。")
    second = json.dumps(server.generations[3:], ensure_ascii=False)
    assert "我叫小明" in second and "你好，小明！" in second and "我叫什么名字" in second


def tool_call(name: str, /, **arguments: Any) -> Reply:
    return Reply(tool_calls=[{"function": {"name": name, "arguments": arguments}}])


async def test_a_task_goes_on_where_it_was_broken_off(server: OllamaServer, tmp_path: Path) -> None:
    async def opened() -> AsyncAIOS:
        return await AsyncAIOS(
            tmp_path, drivers=[OllamaDriver(server.url, probe_s=PATIENT_S)], backends=[]
        ).open()

    reached = asyncio.Event()

    def hanging(_body: dict[str, Any]) -> Reply:
        reached.set()
        return Reply(hang=True)

    server.replies = [
        plan("keep two notes"),
        tool_call("write_file", name="one.txt", content="1"),
        hanging,
    ]
    first = await opened()
    task = await first.execute("Write a program that keeps two notes")
    await asyncio.wait_for(reached.wait(), 30)
    await first.close()
    server.replies = [
        tool_call("write_file", name="two.txt", content="2"),
        tool_call("finish", answer="both are kept"),
        "Both notes are kept.",
    ]
    second = await opened()
    try:
        done = await second.ended(task.id, 60)
    finally:
        await second.close()
    assert done.status is Status.COMPLETED and done.result is not None, done.error
    assert sorted(a.name for a in done.result.artifacts) == ["one.txt", "two.txt"]
    assert len(server.generations) == 6, "the plan and the first note were not asked for again"
    assert server.generations[3]["messages"] == server.generations[2]["messages"]
    kinds = [(s.kind, s.status) for s in done.steps]
    assert kinds == [
        (k, "completed") for k in ("think", "think", "write", "think", "write", "think", "think")
    ]


def test_the_tool_loops_library_is_imported_only_by_a_model_at_work() -> None:
    code = "import sys, aios.house, aios.agents.model; print('pydantic_ai' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
