"""Changes of the user's files through the whole system: granted, done, told, undone."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from aios.contracts.changes import Change
from aios.contracts.errors import ActionFailed, Conflict, Denied, NotFound
from aios.contracts.events import ChangesApplied, ChangesUndone
from aios.system import AsyncAIOS


class Tidier:
    """An agent that asks for the changes it was made with."""

    name = "tidier"

    def __init__(self, *changes: Change) -> None:
        self.changes = changes

    async def run(self, task: Any, calls: Any) -> dict[str, Any]:
        done = await calls.change(self.changes, "tidy up")
        return {"answer": done.id}


@pytest.fixture
async def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "docs").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "docs/one.md"):
        (home / name).write_text(name)
    return home


@pytest.fixture
async def aios(tmp_path: Path) -> AsyncIterator[AsyncAIOS]:
    async with AsyncAIOS(tmp_path / "ws", drivers=[], backends=[]) as opened:
        yield opened


async def tidied(aios: AsyncAIOS, changes: Sequence[Change], text: str, **options: Any) -> Any:
    await aios.create_agent(Tidier(*changes))
    task = await aios.execute(text, agent="tidier", **options)
    return (await task.wait(timeout=30)).answer


def names(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


async def test_nobody_granted_it_so_nothing_is_done(aios: AsyncAIOS, home: Path) -> None:
    before = names(home)
    moved = Change(kind="move", path=str(home / "a.txt"), to=str(home / "c.txt"))
    with pytest.raises(Denied) as refused:
        await tidied(aios, [moved], f"tidy {home}")
    error = refused.value
    assert error.code == "changes_not_granted"
    assert f"--write {home}" in error.hint and "--yes" in error.hint
    assert names(home) == before and await aios.list_changes() == []


@pytest.mark.parametrize("grant", ["folder", "relative", "yes", "person"])
async def test_granted_changes_are_done_told_and_undone(
    aios: AsyncAIOS, home: Path, grant: str
) -> None:
    asked: list[str] = []

    async def person(_task: Any, question: str, _details: Any) -> bool:
        asked.append(question)
        return True

    if grant == "person":
        aios.answer_with(person)
    options: dict[str, dict[str, Any]] = {
        "folder": {"grants": (str(home),)},
        "relative": {"grants": (".",), "cwd": str(home)},
        "yes": {"assume_yes": True},
        "person": {},
    }
    before = names(home)
    changes = [
        Change(kind="move", path=str(home / "a.txt"), to=str(home / "new/a.txt")),
        Change(kind="delete", path=str(home / "docs")),
    ]
    made = await tidied(aios, changes, f"tidy {home}", **options[grant])
    assert names(home) == ["b.txt", "new", "new/a.txt"]
    if grant == "person":
        assert "2 changes" in asked[0] and f"delete {home / 'docs'}" in asked[0]
    [known] = await aios.list_changes()
    assert (known.id, known.status, known.changes) == (made, "applied", tuple(changes))
    [undone] = await aios.undo()
    assert (undone.id, undone.status) == (made, "undone") and names(home) == before
    events = [type(e) for e in aios.house.bus.history(known.task_id)]
    assert ChangesApplied in events and ChangesUndone in events
    assert (await aios.undo(made))[0].status == "undone"
    with pytest.raises(NotFound):
        await aios.undo()


@pytest.mark.parametrize("where", ["outside", "by a link", "the workspace"])
async def test_only_what_was_named_may_be_changed(
    aios: AsyncAIOS, home: Path, tmp_path: Path, where: str
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (home / "out").symlink_to(tmp_path)
    path = {
        "outside": tmp_path / "secret.txt",
        "by a link": home / "out" / "secret.txt",
        "the workspace": tmp_path / "ws" / "aios.db",
    }[where]
    text = f"tidy {home}" if where != "the workspace" else f"tidy {tmp_path}"
    with pytest.raises(Denied) as refused:
        await tidied(aios, [Change(kind="delete", path=str(path))], text, assume_yes=True)
    assert refused.value.code == "change_denied" and path.exists()


async def test_a_task_with_two_change_sets_is_undone_from_its_end(
    aios: AsyncAIOS, home: Path
) -> None:
    class Twice(Tidier):
        async def run(self, task: Any, calls: Any) -> dict[str, Any]:
            for change in self.changes:
                await calls.change([change], "one by one")
            return {"answer": task.id}

    await aios.create_agent(
        Twice(
            Change(kind="move", path=str(home / "a.txt"), to=str(home / "c.txt")),
            Change(kind="move", path=str(home / "c.txt"), to=str(home / "d.txt")),
        )
    )
    before = names(home)
    task = await aios.execute(f"tidy {home}", agent="tidier", assume_yes=True)
    await task.wait(timeout=30)
    assert "d.txt" in names(home)
    undone = await aios.undo(task.id)
    assert len(undone) == 2 and names(home) == before


async def test_what_was_changed_since_stays(aios: AsyncAIOS, home: Path) -> None:
    moved = Change(kind="move", path=str(home / "a.txt"), to=str(home / "c.txt"))
    made = await tidied(aios, [moved], f"tidy {home}", assume_yes=True)
    (home / "c.txt").write_text("edited")
    with pytest.raises(Conflict) as refused:
        await aios.undo(made)
    assert refused.value.code == "undo_conflict" and "c.txt" in refused.value.message
    assert [s.status for s in await aios.list_changes()] == ["applied"]


async def test_only_the_newest_are_kept(aios: AsyncAIOS, home: Path, tmp_path: Path) -> None:
    book = aios.house.changes
    for place in range(53):
        (home / f"f{place}").write_text("x")
        await book.apply("task-1", "t", [Change(kind="delete", path=str(home / f"f{place}"))])
    assert len(await aios.list_changes()) == 50
    assert len(list((tmp_path / "ws" / "changes").iterdir())) == 50


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from aios.contracts.changes import Change
from aios.system import AsyncAIOS

workspace, home, calls = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
undoing = sys.argv[4] == "undo"
real, left = os.rename, [calls]

def rename(source, target):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    real(source, target)

async def main():
    async with AsyncAIOS(workspace, drivers=[], backends=[]) as aios:
        changes = [
            Change(kind="move", path=str(home / f"f{n}"), to=str(home / "new" / f"g{n}"))
            for n in range(5)
        ]
        changes.append(Change(kind="delete", path=str(home / "docs")))
        if undoing:
            await aios.house.changes.apply("task-1", "many", changes)
        os.rename = rename
        if undoing:
            await aios.undo()
        await aios.house.changes.apply("task-1", "many", changes)

asyncio.run(main())
"""


@pytest.mark.parametrize("doing", ["apply", "undo"])
@pytest.mark.parametrize("calls", [0, 3, 7, 10])
async def test_a_kill_midway_is_put_back_at_the_next_start(
    home: Path, tmp_path: Path, calls: int, doing: str
) -> None:
    for n in range(5):
        (home / f"f{n}").write_text(str(n))
    before = names(home)
    words = [sys.executable, "-c", KILLED, str(tmp_path / "ws"), str(home), str(calls), doing]
    started = await asyncio.create_subprocess_exec(*words, stderr=subprocess.PIPE)
    _, problem = await asyncio.wait_for(started.communicate(), 60)
    assert started.returncode == -signal.SIGKILL, problem.decode()
    async with AsyncAIOS(tmp_path / "ws", drivers=[], backends=[]) as aios:
        assert names(home) == before
        assert [s.status for s in await aios.list_changes()] == ["undone"]


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few pages."""
    place = tmp_path / "tiny"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", place], check=True)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.root
async def test_a_full_disk_changes_nothing(aios: AsyncAIOS, tmp_path: Path, tiny: Path) -> None:
    (tiny / "old.txt").write_text("old")
    big = tmp_path / "big.bin"
    big.write_bytes(bytes(200_000))
    changes = [
        Change(kind="delete", path=str(tiny / "old.txt")),
        Change(kind="move", path=str(big), to=str(tiny / "big.bin")),
    ]
    with pytest.raises(ActionFailed) as refused:
        await tidied(aios, changes, f"tidy {tiny} and {big}", assume_yes=True)
    assert refused.value.code == "disk_full"
    assert names(tiny) == ["old.txt"] and big.stat().st_size == 200_000


SKILL = """
---
name: tidying
description: Tidies a folder up.
---
Tidy.
"""
TOML = """
version = "1.0.0"
keywords = ["tidy"]
[permissions]
files = "named"
machine = true
[[actions]]
name = "tidy"
description = "Tidy a folder"
script = "tidy.py"
utterances = ["tidy the folder docs", "整理文件夹 docs"]
words = ["tidy"]
[actions.parameters]
type = "object"
required = ["folder"]
[actions.parameters.properties.folder]
type = "string"
x-fill = "folder"
"""
SCRIPT = """
import os
import aios_skill

def tidy(request):
    folder = request.parameters["folder"]
    with open(os.path.join(request.out, "list.txt"), "w") as file:
        file.write("one")
    changes = [
        {"kind": "delete", "path": os.path.join(folder, "one.md")},
        {"kind": "write", "path": os.path.join(folder, "list.txt"), "source": "list.txt"},
    ]
    return {"answer": "one file goes, a list comes", "changes": changes}

aios_skill.main({"tidy": tidy})
"""


@pytest.fixture
def tidying(tmp_path: Path) -> str:
    """A user's skill whose script asks for changes."""
    place = tmp_path / "ws" / "skills" / "tidying"
    place.mkdir(parents=True)
    (place / "SKILL.md").write_text(SKILL.lstrip())
    (place / "skill.toml").write_text(TOML)
    (place / "tidy.py").write_text(SCRIPT)
    return "tidying"


@pytest.mark.machine
async def test_a_script_asks_for_changes(tidying: str, home: Path, tmp_path: Path) -> None:
    before = names(home)
    async with AsyncAIOS(tmp_path / "ws", drivers=[], planner="builtin") as aios:
        ask = {"skills": (tidying,), "cwd": str(home)}
        refused = await aios.ended((await aios.execute("tidy the folder docs", **ask)).id, 60)
        assert refused.error is not None and refused.error.code == "changes_not_granted"
        assert refused.result is not None and "a list comes" in refused.result.answer
        assert names(home) == before
        done = await aios.execute("tidy the folder docs", grants=("docs",), **ask)
        answer = (await done.wait(timeout=60)).answer
        assert names(home / "docs") == ["list.txt"]
        assert (home / "docs/list.txt").read_text() == "one"
        [known] = await aios.undo(done.id)
        assert f"aios undo {known.id}" in answer and names(home) == before
