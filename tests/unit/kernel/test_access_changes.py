"""Which of the user's files a task may change, and which were granted."""

from pathlib import Path
from typing import Any

import pytest

from aios.contracts.changes import Change
from aios.contracts.errors import BadRequest, Denied
from aios.contracts.skill import Permissions
from aios.contracts.task import TaskSpec
from aios.kernel.access import Access

KINDS = {"named": Permissions(files="named"), "folder": Permissions(files="folder")}


def access(home: Path, text: str, **more: Any) -> Access:
    spec = TaskSpec(description=text, cwd=str(home), **more)
    protected = (str(home / "ws"),)
    return Access(spec, permissions_of=KINDS.__getitem__, protected=protected)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("docs/in", "other", "ws"):
        (tmp_path / "home" / name).mkdir(parents=True)
    (tmp_path / "home/a.txt").write_text("a")
    (tmp_path / "home/link").symlink_to(tmp_path)
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("text", "path", "by_name", "by_folder"),
    [
        ("整理 docs 文件夹", "docs/in/x", True, True),
        ("tidy the folder docs", "docs", True, True),
        ("tidy the folder docs", "other/x", False, True),
        ("delete a.txt", "a.txt", True, True),
        ("delete a.txt", "new.txt", False, True),
        ("tidy this folder", "new.txt", True, True),
        ("tidy this folder", "ws/aios.db", False, False),
        ("tidy this folder", "../b.txt", False, False),
        ("tidy this folder", "link/b.txt", False, False),
        ("tidy this folder", "link", True, True),
        ("hello", ".", False, False),
    ],
)
def test_what_may_be_changed(
    home: Path, text: str, path: str, by_name: bool, by_folder: bool
) -> None:
    asked = access(home, text)
    assert asked.may_change(str(home / path)) is by_name
    assert asked.may_change(str(home / path), "folder") is by_folder


def test_the_workspace_goes_with_no_folder_above_it(home: Path) -> None:
    assert not access(home, f"delete {home}").may_change(str(home))


def test_a_refusal_names_the_path(home: Path) -> None:
    outside = Change(kind="move", path=str(home / "a.txt"), to="/etc/a.txt")
    with pytest.raises(Denied) as refused:
        access(home, "move a.txt").check_changes([outside], "folder")
    assert refused.value.code == "change_denied" and "/etc/a.txt" in refused.value.message


def test_content_comes_from_what_the_task_may_read(home: Path) -> None:
    stolen = Change(kind="write", path=str(home / "b.txt"), source="/etc/shadow")
    with pytest.raises(Denied) as refused:
        access(home, "write b.txt").check_changes([stolen], "folder")
    assert refused.value.code == "read_denied"


def test_the_only_table_is_read_where_the_task_names_nothing(home: Path) -> None:
    table = home / "t.csv"
    table.write_text("a\n1\n")
    assert access(home, "plot it").may_read(str(table))
    assert not access(home, "plot it").may_read(str(home / "a.txt"))
    assert not access(home, "count the lines of a.txt").may_read(str(table))
    (home / "u.csv").write_text("a\n1\n")
    assert not access(home, "plot it").may_read(str(table))


@pytest.mark.parametrize(
    ("grants", "granted"),
    [(("docs",), True), ((".",), True), (("other",), False), (("docs/in/x",), False), ((), False)],
)
def test_a_grant_covers_every_path_or_is_none(
    home: Path, grants: tuple[str, ...], granted: bool
) -> None:
    changes = [
        Change(kind="delete", path=str(home / "docs/in/x")),
        Change(kind="move", path=str(home / "docs/y"), to=str(home / "docs/z")),
    ]
    assert access(home, "tidy docs", grants=grants).granted(changes) is granted


@pytest.mark.parametrize("path", ["a.txt\0", "\0", "docs/\0/x", None, 7])
def test_what_can_be_no_path_is_refused_in_our_words(home: Path, path: Any) -> None:
    given = access(home, "delete a.txt", grants=(str(home),))
    changes = [Change(kind="delete", path=path)] if path else []
    for ask in (
        lambda: given.may_read(path),
        lambda: given.may_change(path),
        lambda: given.check_changes(changes or [Change(kind="delete", path=path or "\0")]),
    ):
        with pytest.raises(BadRequest, match="is no path"):
            ask()
