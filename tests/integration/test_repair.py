"""A workspace with something of everything is spoiled in every part, checked, and put right."""

import asyncio
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from aios import AsyncAIOS, upkeep
from aios.contracts.changes import Change
from aios.contracts.errors import Conflict
from aios.kernel.context import Window
from aios.testing import ScriptedModel


class Worker:
    name = "worker"

    async def run(self, task: Any, calls: Any) -> str:
        await calls.write("notes.txt", b"notes of " + task.description.encode())
        await calls.remember(f"remembered: {task.description}")
        if "fail" in task.description:
            await calls.use_tool("flaky", {})
        await calls.use_tool("clock", {})
        made = Change(kind="make_folder", path=task.description + "/made")
        await calls.change([made], "make a folder")
        return "done"


def flaky() -> str:
    raise RuntimeError("out of order")


def clock() -> str:
    return "noon"


async def lived_in(place: Path, folder: Path) -> None:
    """Tasks, calls, statistics, memories, artifacts, changes, schedules, budgets, contexts."""
    tools: list[Any] = [{"name": "flaky", "function": flaky}, {"name": "clock", "function": clock}]
    driver = ScriptedModel(["hm"], name="m")
    async with AsyncAIOS(
        place, drivers=[driver], backends=[], agents=[Worker()], tools=tools
    ) as aios:
        for name in ("one", "two", "fail"):
            (folder / name).mkdir()
            task = await aios.execute(f"{folder / name}", agent="worker", assume_yes=True)
            await aios.ended(task.id, 30)
        await aios.generate("hm?", model="m")
        await aios.schedules.add("0 9 * * *", "brew tea", zone="UTC")
        await aios.budgets.set(owner="local", calls=500)
        await aios.context_manager.save("talk", Window(limit_tokens=1000))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original")
    asyncio.run(lived_in(folder / "ws", folder))
    return folder / "ws"


@pytest.fixture
def workspace(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "ws")


def sql(workspace: Path, script: str, *values: object) -> None:
    with closing(sqlite3.connect(workspace / "aios.db")) as db, db:
        db.execute(script, values)


def spoil_statistics(workspace: Path) -> None:
    sql(workspace, "DELETE FROM stats WHERE key = 'tasks/tool/clock'")


def lose_a_text(workspace: Path) -> None:
    sql(workspace, "DELETE FROM text_entries WHERE key IN (SELECT key FROM memories LIMIT 1)")
    sql(workspace, "INSERT INTO text_index (text_index) VALUES ('rebuild')")


def spoil_the_index(workspace: Path) -> None:
    sql(workspace, "INSERT INTO text_index (text_index) VALUES ('delete-all')")


def leave_a_text(workspace: Path) -> None:
    sql(workspace, "DELETE FROM memories WHERE id IN (SELECT id FROM memories LIMIT 1)")


def lose_a_task(workspace: Path) -> None:
    """With its calls left; its numbers go too."""
    sql(workspace, "DELETE FROM tasks WHERE id IN (SELECT min(id) FROM tasks)")


def leave_an_answer(workspace: Path) -> None:
    sql(workspace, "INSERT INTO answers (key, doc) VALUES ('task-gone', '{\"yes\": true}')")


def alter_a_content(workspace: Path) -> None:
    next(p for p in (workspace / "blobs").rglob("*") if p.is_file()).write_bytes(b"other")


def lose_a_way_back(workspace: Path) -> None:
    shutil.rmtree(next((workspace / "changes").iterdir()))


def leave_a_way_back(workspace: Path) -> None:
    (workspace / "changes" / "changes-none").mkdir()
    os.utime(workspace / "changes" / "changes-none", (1, 1))


def spoil_a_context(workspace: Path) -> None:
    (workspace / "contexts" / "talk.json").write_text('{"limit')


def die(workspace: Path) -> None:
    """A process that was killed leaves its lease."""
    lease = {"owner": "k", "host": "h", "pid": 1, "birth": "x", "beat": 0.0, "beat_at": 0.0}
    doc = json.dumps(lease)
    sql(workspace, "INSERT INTO leases (key, doc, by_owner) VALUES ('k', ?, 'k')", doc)


SPOILED: dict[Callable[[Path], None], set[str]] = {
    spoil_statistics: {"stats_differ"},
    lose_a_text: {"memory_unsearched"},
    leave_a_text: {"text_left"},
    spoil_the_index: {"text_index_wrong"},
    lose_a_task: {"call_loose", "stats_differ"},
    leave_an_answer: {"wish_loose"},
    alter_a_content: {"content_altered"},
    lose_a_way_back: {"undo_lost"},
    leave_a_way_back: {"undo_left"},
    spoil_a_context: {"context_damaged"},
    die: {"lease_left"},
}


async def test_nothing_is_found_where_nothing_is_wrong(workspace: Path) -> None:
    health = await upkeep.check(workspace)
    assert (health.findings, health.sound, health.tasks) == ((), True, 3)


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda f: f.__name__)
async def test_what_is_spoiled_is_found_and_put_right(
    workspace: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(workspace)
    found = await upkeep.check(workspace)
    assert {f.kind for f in found.findings} == SPOILED[spoil]
    assert all(f.mend for f in found.findings)
    health = await upkeep.repair(workspace)
    assert health.findings == () and health.sound
    assert {f.kind for f in health.repaired} == SPOILED[spoil]


def break_a_schedule(workspace: Path) -> None:
    change = "UPDATE schedules SET doc = json_set(doc, '$.schedule.zone', 'Moon/Crater')"
    sql(workspace, change)


def break_a_budget(workspace: Path) -> None:
    sql(workspace, "UPDATE allowances SET doc = json_set(doc, '$.budget.calls', 'many')")


def break_a_call(workspace: Path) -> None:
    sql(workspace, "UPDATE calls SET doc = json_remove(doc, '$.call.digest') WHERE id = 1")


@pytest.mark.parametrize(
    ("spoil", "kind", "subject"),
    [
        (break_a_schedule, "schedule_wrong", "schedule-"),
        (break_a_budget, "document_malformed", "allowances/owner-local-day"),
        (break_a_call, "document_malformed", "calls/"),
    ],
)
async def test_what_cannot_be_put_right_is_told_and_left_alone(
    workspace: Path, spoil: Callable[[Path], None], kind: str, subject: str
) -> None:
    spoil(workspace)
    before = (await upkeep.check(workspace)).findings
    health = await upkeep.repair(workspace)
    assert not health.sound
    [damage] = [f for f in health.findings if f.level == "damage"]
    assert damage.kind == kind and damage.subject.startswith(subject) and damage.mend
    assert damage in before


async def test_while_others_work_nothing_is_repaired(workspace: Path) -> None:
    async with AsyncAIOS(workspace, drivers=[], backends=[]):
        leave_an_answer(workspace)
        health = await upkeep.check(workspace)
        assert (health.busy, health.sound, health.findings) == (True, True, ())
        for mend in (upkeep.repair, upkeep.recount):
            with pytest.raises(Conflict) as refused:
                await mend(workspace)
            assert refused.value.code == "workspace_busy"


async def test_statistics_counted_anew_are_those_that_were_lived(workspace: Path) -> None:
    async with AsyncAIOS(workspace, drivers=[], backends=[]) as aios:
        lived = await aios.stats()
    sql(workspace, "DELETE FROM stats WHERE key LIKE 'tasks/%'")
    await upkeep.recount(workspace)
    async with AsyncAIOS(workspace, drivers=[], backends=[]) as aios:
        anew = await aios.stats()
    assert anew["tools"]["clock"]["requests"] == 2 and anew["tools"]["flaky"]["success_rate"] == 0
    assert anew["models"]["m"]["requests"] == 1, "what was done outside of tasks stays"
    assert _rounded(anew) == _rounded(lived)


def _rounded(told: Any) -> Any:
    return json.loads(json.dumps(told), parse_float=lambda number: round(float(number), 5))
