"""The files of a WebAssembly machine do what a real folder's do."""

import errno
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.code.machines.wasi.tree import Tree

NAMES = st.sampled_from(["a", "b", "a/a", "a/b", "b/a", "a/a/a"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), NAMES, st.binary(max_size=4)),
        st.tuples(st.sampled_from(["read", "mkdir", "remove", "rmdir", "list"]), NAMES),
        st.tuples(st.just("rename"), NAMES, NAMES),
    ),
    max_size=12,
)


def tree(**facts: object) -> Tree:
    return Tree(**{"disk_bytes": 1 << 20, "inodes": 1000, **facts})  # type: ignore[arg-type]


def in_memory(files: Tree, step: tuple) -> object:
    act, name, *more = step
    path = f"/workspace/{name}"
    if act == "write":
        return files.write(path, more[0])
    if act == "rename":
        return files.rename(path, f"/workspace/{more[0]}")
    if act == "list":
        return files.entries(path)
    acts = {"mkdir": files.make_folder, "rmdir": files.remove_folder}
    return acts.get(act, getattr(files, act, None))(path)


def on_disk(top: str, step: tuple) -> object:
    act, name, *more = step
    path = f"{top}/{name}"
    if act == "write":
        Path(path).write_bytes(more[0])
        return None
    if act == "rename":
        return os.rename(path, f"{top}/{more[0]}")
    if act == "list":
        return sorted((e.name, "dir" if e.is_dir() else "file") for e in os.scandir(path))
    acts = {"read": lambda p: Path(p).read_bytes(), "mkdir": os.mkdir, "rmdir": os.rmdir}
    return acts.get(act, os.unlink)(path)


def tried(act: object, *given_: object) -> tuple[str, object]:
    try:
        return "done", act(*given_)  # type: ignore[operator]
    except OSError as error:
        # Linux says EISDIR where others say EPERM, and either of two for a full folder.
        return "refused", errno.errorcode[error.errno or 0]


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_any_steps_end_as_they_do_on_disk(steps: list[tuple]) -> None:
    files = tree()
    top = tempfile.mkdtemp()
    try:
        for step in steps:
            assert tried(in_memory, files, step) == tried(on_disk, top, step), step
        found = {name: kind for name, _, kind in files.below("/workspace")}
        real = {
            p.relative_to(top).as_posix(): "dir" if p.is_dir() else "file"
            for p in Path(top).rglob("*")
        }
        assert found == real
    finally:
        shutil.rmtree(top)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=9), min_size=1, max_size=5), st.integers(0, 9))
def test_a_file_written_in_pieces_is_whole_and_counted(pieces: list[bytes], again: int) -> None:
    whole = b"".join(pieces)
    files = tree(disk_bytes=len(whole) + 1)
    files.write("/workspace/a", pieces[0])
    for number in range(1, len(pieces)):
        assert files.read("/workspace/a") == b"".join(pieces[:number])
        files.write_on("/workspace/a", files.size("/workspace/a"), pieces[number])
    assert (files.read("/workspace/a"), files.size("/workspace/a")) == (whole, len(whole))
    with pytest.raises(OSError, match="No space"):
        files.write_on("/workspace/a", len(whole), b"xx")
    files.write_on("/workspace/a", min(again, len(whole)), b"!")
    assert files.read("/workspace/a") == whole[:again] + b"!"
    files.write("/workspace/b", bytes(max(0, len(whole) - again)))  # what became free
    with pytest.raises(OSError, match="No space"):
        files.write("/workspace/c", b"x")


def test_only_what_is_there_goes_on(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("1")
    files = tree(bound={"/data": str(tmp_path / "data")})
    files.write("/workspace/a", b"1")
    for path, offset, said in (
        ("/workspace/nosuch", 0, "No such file"),
        ("/workspace", 0, "Is a directory"),
        ("/data", 1, "Read-only"),
        ("/workspace/a", 2, "Invalid"),
    ):
        with pytest.raises(OSError, match=said):
            files.write_on(path, offset, b"2")
    assert (files.read("/workspace/a"), files.read("/data")) == (b"1", b"1")


def test_bytes_and_entries_are_capped() -> None:
    files = tree(disk_bytes=10, inodes=8)
    files.write("/workspace/a", b"x" * 10)
    with pytest.raises(OSError, match="No space"):
        files.write("/workspace/b", b"x")
    files.write("/workspace/a", b"")
    files.write("/workspace/b", b"x" * 10)
    with pytest.raises(OSError, match="No space"):
        for number in range(10):
            files.make_folder(f"/workspace/d{number}")


def test_what_is_bound_is_read_and_never_changed(tmp_path: Path) -> None:
    source = tmp_path / "data.csv"
    source.write_text("1")
    files = tree(bound={"/home/me/data.csv": str(source)})
    assert files.entries("/home") == [("me", "dir")]
    assert (files.read("/home/me/data.csv"), files.size("/home/me/data.csv")) == (b"1", 1)
    for act in (files.remove, lambda path: files.write(path, b"2"), files.make_folder):
        with pytest.raises(OSError, match="Read-only"):
            act("/home/me/data.csv")
    with pytest.raises(OSError, match="Read-only"):
        files.rename("/home/me/data.csv", "/workspace/mine")
    assert source.read_text() == "1"
