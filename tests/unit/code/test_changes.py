"""Changes of the user's files: all or nothing, and undone to the last bit."""

import asyncio
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.code.changes import files
from aios.code.changes.files import FileChanger
from aios.contracts.changes import Change, ChangeSet
from aios.contracts.errors import ActionFailed, AiosError, Conflict

OTHER_DISK = Path("/dev/shm")
Tree = dict[str, tuple[str, int, int]]


def tree(folder: Path) -> Tree:
    """Everything below a folder: what it is and holds, its mode and its time of change."""
    found = {}
    for path in sorted(folder.rglob("*")):
        told = path.lstat()
        if path.is_symlink():
            content = f"link {path.readlink()}"
        else:
            content = path.read_text() if path.is_file() else "folder"
        found[str(path.relative_to(folder))] = content, told.st_mode, told.st_mtime_ns
    return found


def contents(folder: Path) -> dict[str, str]:
    """The contents alone."""
    return {name: content for name, (content, _, _) in tree(folder).items()}


def change_set(*changes: Change, name: str = "changes-1") -> ChangeSet:
    return ChangeSet(
        id=name,
        task_id="task-1",
        title="tidy",
        changes=changes,
        status="applying",
        created_at=datetime.now(UTC),
    )


@pytest.fixture(params=["this disk", "another disk"])
def changer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FileChanger]:
    """A changer that keeps things on the same disk as the files, or on another."""
    if request.param == "this disk":
        yield FileChanger(tmp_path / "kept")
        return
    if not OTHER_DISK.is_dir() or OTHER_DISK.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other disk")
    with tempfile.TemporaryDirectory(dir=OTHER_DISK) as place:
        yield FileChanger(Path(place))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of the user's with some files."""
    home = tmp_path / "home"
    for name in ("a.txt", "b.txt", "docs/one.md", "docs/deep/two.md", "报告.csv"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(name)
    os.utime(home / "docs", ns=(10**18, 10**18 + 7))
    os.chmod(home / "a.txt", 0o640)
    return home


def move(home: Path, path: str, to: str) -> Change:
    return Change(kind="move", path=str(home / path), to=str(home / to))


def copy(home: Path, path: str, to: str) -> Change:
    return Change(kind="copy", path=str(home / path), to=str(home / to))


def delete(home: Path, path: str) -> Change:
    return Change(kind="delete", path=str(home / path))


def folder(home: Path, path: str) -> Change:
    return Change(kind="make_folder", path=str(home / path))


def write(home: Path, path: str, content: str) -> Change:
    source = home.parent / f"made-{path.replace('/', '-')}"
    source.write_text(content)
    return Change(kind="write", path=str(home / path), source=str(source))


CASES: dict[str, tuple[Callable[[Path], list[Change]], dict[str, str | None]]] = {
    "a move into a folder that is made on the way": (
        lambda h: [move(h, "a.txt", "new/deep/a.txt")],
        {"a.txt": None, "new/deep/a.txt": "a.txt"},
    ),
    "a swap": (
        lambda h: [move(h, "a.txt", "b.txt"), move(h, "b.txt", "a.txt")],
        {"a.txt": "b.txt", "b.txt": "a.txt"},
    ),
    "a chain": (
        lambda h: [move(h, "a.txt", "b.txt"), move(h, "b.txt", "c.txt")],
        {"a.txt": None, "b.txt": "a.txt", "c.txt": "b.txt"},
    ),
    "a name in other case": (
        lambda h: [move(h, "a.txt", "A.txt")],
        {"a.txt": None, "A.txt": "a.txt"},
    ),
    "copies, two of one file": (
        lambda h: [copy(h, "a.txt", "new/a.txt"), copy(h, "a.txt", "a.bak")],
        {"a.txt": "a.txt", "new/a.txt": "a.txt", "a.bak": "a.txt"},
    ),
    "a folder deleted after a file was moved out": (
        lambda h: [delete(h, "docs"), move(h, "docs/deep/two.md", "two.md")],
        {"docs": None, "docs/one.md": None, "two.md": "docs/deep/two.md"},
    ),
    "a folder moved, and a file into it": (
        lambda h: [move(h, "docs", "papers"), move(h, "a.txt", "papers/deep/a.txt")],
        {"docs": None, "papers/one.md": "docs/one.md", "papers/deep/a.txt": "a.txt"},
    ),
    "a file in place of a deleted one": (
        lambda h: [delete(h, "b.txt"), move(h, "a.txt", "b.txt")],
        {"a.txt": None, "b.txt": "a.txt"},
    ),
    "new content, in an old file and in a new one": (
        lambda h: [write(h, "a.txt", "新"), write(h, "out/b.csv", "x,y")],
        {"a.txt": "新", "out/b.csv": "x,y"},
    ),
    "folders, one of them there already": (
        lambda h: [folder(h, "docs"), folder(h, "x/y/z"), move(h, "a.txt", "x/a.txt")],
        {"x/y/z": "folder", "x/a.txt": "a.txt"},
    ),
    "a folder in place of a file": (
        lambda h: [delete(h, "a.txt"), folder(h, "a.txt")],
        {"a.txt": "folder"},
    ),
}


@pytest.mark.parametrize("case", CASES)
async def test_changes_are_done_and_undone(changer: FileChanger, home: Path, case: str) -> None:
    make, wanted = CASES[case]
    changes, before = change_set(*make(home)), tree(home)
    await changer.apply(changes)
    after = contents(home)
    assert {name: after.get(name) for name in wanted} == wanted
    assert not any(".aios-" in name for name in after)
    await changer.undo(changes)
    assert tree(home) == before
    await changer.undo(changes)
    assert tree(home) == before


REFUSED: dict[str, tuple[Callable[[Path], list[Change]], str]] = {
    "what is gone": (lambda h: [delete(h, "none.txt")], "change_stale"),
    "what was changed since it was seen": (
        lambda h: [delete(h, "a.txt").but(seen="5:1")],
        "change_stale",
    ),
    "a target that is there": (lambda h: [move(h, "a.txt", "b.txt")], "change_clash"),
    "one target for two": (
        lambda h: [move(h, "a.txt", "c"), move(h, "b.txt", "c")],
        "change_clash",
    ),
    "one file twice": (lambda h: [delete(h, "a.txt"), move(h, "a.txt", "c")], "change_clash"),
    "a folder into itself": (lambda h: [move(h, "docs", "docs/in")], "change_clash"),
    "a file below a file": (lambda h: [move(h, "a.txt", "b.txt/a.txt")], "change_clash"),
    "into a folder that goes": (
        lambda h: [delete(h, "docs"), move(h, "a.txt", "docs/a.txt")],
        "change_clash",
    ),
    "a file and a folder of one name": (
        lambda h: [write(h, "n", "x"), write(h, "n/m", "y")],
        "change_clash",
    ),
    "a folder made where content goes": (
        lambda h: [write(h, "a.txt", "x"), folder(h, "a.txt")],
        "change_clash",
    ),
    "content over a folder": (lambda h: [write(h, "docs", "x")], "change_clash"),
    "taken in a folder that is moved": (
        lambda h: [move(h, "docs", "d2"), move(h, "a.txt", "d2/one.md")],
        "change_clash",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_cannot_be_done_whole_is_not_begun(
    changer: FileChanger, home: Path, case: str
) -> None:
    make, code = REFUSED[case]
    changes, before = change_set(folder(home, "first"), *make(home)), tree(home)
    with pytest.raises(Conflict) as refused:
        await changer.apply(changes)
    assert refused.value.code == code and refused.value.hint
    assert tree(home) == before


async def test_a_source_that_vanished_takes_all_back(changer: FileChanger, home: Path) -> None:
    gone = Change(kind="write", path=str(home / "new"), source=str(home.parent / "no-such-file"))
    before = tree(home)
    with pytest.raises((ActionFailed, Conflict)):
        await changer.apply(change_set(delete(home, "a.txt"), gone))
    assert tree(home) == before


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda h: (h / "new/a.txt").write_text("mine now"), "new/a.txt"),
        (lambda h: (h / "new/a.txt").unlink(), "new/a.txt"),
        (lambda h: (h / "a.txt").write_text("another"), "a.txt"),
        (lambda h: (h / "new/other.txt").write_text("another"), "new/other.txt"),
    ],
    ids=["changed", "removed", "old name taken", "folder used"],
)
async def test_undoing_never_touches_what_others_did_since(
    changer: FileChanger, home: Path, spoil: Callable[[Path], Any], named: str
) -> None:
    changes = change_set(move(home, "a.txt", "new/a.txt"), delete(home, "b.txt"))
    await changer.apply(changes)
    spoil(home)
    since = tree(home)
    with pytest.raises(Conflict) as refused:
        await changer.undo(changes)
    assert refused.value.code == "undo_conflict" and str(home / named) in refused.value.message
    assert tree(home) == since


async def test_a_folder_that_may_not_be_written_is_named(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The superuser may write everywhere, so the system's answer is stood in for.
    real = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: "docs" not in str(p) and real(p, mode))
    before = tree(home)
    with pytest.raises(ActionFailed) as refused:
        await FileChanger(tmp_path / "kept").apply(change_set(delete(home, "docs/one.md")))
    assert refused.value.code == "folder_not_writable" and "docs" in refused.value.message
    assert tree(home) == before


async def test_a_folder_is_not_copied_into_itself(changer: FileChanger, home: Path) -> None:
    before = tree(home)
    with pytest.raises(AiosError, match="copied and changed at once"):
        await changer.apply(change_set(copy(home, "docs", "docs/again")))
    assert tree(home) == before


async def test_two_mounts_of_one_disk_are_copied_across(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changer, real = FileChanger(tmp_path / "kept"), os.rename

    def rename(source: str, target: str) -> None:
        if Path(source).parent != Path(target).parent and "kept" in str(target):
            raise OSError(errno.EXDEV, "Invalid cross-device link", source)
        real(source, target)

    monkeypatch.setattr(os, "rename", rename)
    changes, before = change_set(delete(home, "docs"), move(home, "a.txt", "b/a.txt")), tree(home)
    await changer.apply(changes)
    assert not (home / "docs").exists() and (home / "b/a.txt").read_text() == "a.txt"
    await changer.undo(changes)
    assert tree(home) == before


# ---------------------------------------------------------------- laws

NAMES = ("a", "b", "c", "d/a", "d/b", "d/e/a", "d/e", "d", "f", "f/g", "A")


@st.composite
def requests(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Changes by chance over a few names, so that they meet each other often."""
    names = st.sampled_from(NAMES)
    kinds = st.sampled_from(("move", "move", "copy", "delete", "write", "make_folder"))
    return draw(st.lists(st.tuples(kinds, names, names), min_size=1, max_size=6))


FILES = st.sets(st.sampled_from(("a", "b", "c", "d/a", "d/b", "d/e/a", "f")), min_size=2)


def build(home: Path, names: set[str], asked: list[tuple[str, str, str]]) -> ChangeSet:
    for name in sorted(names):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(f"content of {name}")
    made = {
        "move": lambda p, t: move(home, p, t),
        "copy": lambda p, t: copy(home, p, t),
        "delete": lambda p, _: delete(home, p),
        "write": lambda p, t: write(home, p, f"written {t}"),
        "make_folder": lambda p, _: folder(home, p),
    }
    return change_set(*(made[kind](path, to) for kind, path, to in asked))


@pytest.mark.parametrize("copying", [False, True], ids=["renamed", "copied"])
@settings(max_examples=60, deadline=None)
@given(names=FILES, asked=requests())
def test_undoing_what_was_done_changes_nothing(
    copying: bool, names: set[str], asked: list[tuple[str, str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "home"
        home.mkdir()
        changes, changer = build(home, names, asked), FileChanger(Path(place) / "kept")
        before = tree(home)
        try:
            changer._attempt(changes, copying=copying)
        except AiosError:
            assert tree(home) == before
            return
        for change in changes.changes:
            if change.kind != "delete":
                assert os.path.lexists(change.to or change.path)
        asyncio.run(changer.undo(changes))
        assert tree(home) == before


def failing(call: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """The call, failing once when `left[0]` calls of its like have been let through."""

    def called(*args: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(errno.ENOSPC, "No space left on device", str(args[0]))
        return call(*args, **more)

    return called


@pytest.mark.parametrize("copying", [False, True], ids=["renamed", "copied"])
@pytest.mark.parametrize("undoing", [False, True], ids=["apply", "undo"])
@settings(max_examples=60, deadline=None)
@given(names=FILES, asked=requests(), passed=st.integers(0, 12))
def test_a_failure_at_any_point_changes_nothing(
    copying: bool, undoing: bool, names: set[str], asked: list[tuple[str, str, str]], passed: int
) -> None:
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        home = Path(place) / "home"
        home.mkdir()
        changes, changer = build(home, names, asked), FileChanger(Path(place) / "kept")
        before = stands = tree(home)
        try:
            if undoing:
                changer._attempt(changes, copying=copying)
                stands = tree(home)
            left = [passed]
            for module, name in ((os, "rename"), (os, "mkdir"), (files, "copy_whole")):
                patch.setattr(module, name, failing(getattr(module, name), left))
            if undoing:
                changer._undo(changes.id)
                stands = before
            else:
                changer._attempt(changes, copying=copying)
                stands = tree(home)
        except (AiosError, OSError):
            pass  # refused or failed: it is as it was
        patch.undo()
        assert contents(home) == {name: content for name, (content, _, _) in stands.items()}
        changer._undo(changes.id)
        assert contents(home) == {name: content for name, (content, _, _) in before.items()}
