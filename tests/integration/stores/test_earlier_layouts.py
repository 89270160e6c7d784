"""Databases as earlier versions really wrote them: all that is in them is there in this one.

`layouts/N.db.gz` was written by the last AIOS of layout N: tasks of three agents, one of them still
to be worked on, with calls, a grant, a decision, memories, a schedule, change-sets, statistics.
"""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from aios import AsyncAIOS, upkeep
from aios.code.stores.layout import STEPS
from aios.contracts.task import Status

LAYOUTS = Path(__file__).with_name("layouts")
EARLIER = range(len(STEPS))


class Stuck:
    name = "stuck"

    async def run(self, task: Any, calls: Any) -> str:
        return str(await calls.use_tool("clock", {}))


@pytest.fixture(params=EARLIER)
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    packed = LAYOUTS / f"{request.param}.db.gz"
    assert packed.is_file(), f"keep a database of layout {request.param} before you leave it"
    (tmp_path / "aios.db").write_bytes(gzip.decompress(packed.read_bytes()))
    with closing(sqlite3.connect(tmp_path / "aios.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (request.param,)
    return tmp_path


async def test_nothing_of_an_earlier_layout_is_lost(workspace: Path) -> None:
    tools = [{"name": "clock", "function": lambda: "noon"}]
    async with AsyncAIOS(workspace, drivers=[], backends=[], agents=[Stuck()], tools=tools) as aios:
        tasks = {task.description: task for task in await aios.list_tasks()}
        assert len(tasks) == 4
        resumed = await aios.ended(tasks["stay"].id, 20)
        assert (resumed.status, resumed.result and resumed.result.answer) == (
            Status.COMPLETED,
            "noon",
        )
        assert tasks["ask"].result is not None and tasks["ask"].result.answer == "True"
        [grant] = await aios.list_grants()
        assert (grant.agent, grant.subject) == ("asker", "question Go on?")
        assert [d.by for d in await aios.list_decisions()] == ["person", "option", "option"]
        assert len(await aios.list_changes()) == 2
        assert [s.spec.description for s in await aios.schedules.list()] == ["brew tea"]
        found = await aios.memory_manager.search("仓库", agent="worker")
        assert len(found) == 2
        stats = await aios.stats()
        assert stats["agents"]["worker"]["tasks_completed"] == 2
        assert stats["models"]["m"]["requests"] == 1
        assert stats["tools"]["clock"]["requests"] >= 3


async def test_it_is_sound_but_for_the_files_that_were_left_behind(workspace: Path) -> None:
    async with AsyncAIOS(workspace, drivers=[], backends=[], recover="leave"):
        pass
    health = await upkeep.check(workspace)
    assert {f.kind for f in health.findings} == {"content_missing", "undo_lost"}


async def test_one_that_was_never_opened_again_can_be_checked_and_backed_up(
    workspace: Path, tmp_path: Path
) -> None:
    health = await upkeep.check(workspace)
    assert {f.kind for f in health.findings} == {"content_missing", "undo_lost"}
    assert (await upkeep.back_up(workspace, tmp_path / "b.tar")).tasks == 4
