"""Trees that machines send: packed, made again, and every hostile record refused."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.machines.guest.keeping import Walk
from aios.code.machines.packing import PackError, Records, record
from aios.code.machines.unpacking import Unpacker, remove_tree
from aios.contracts.errors import LimitReached

PLAIN = {"mode": 0o644, "mtime": 0}


def unpack(place: Path, pieces: Iterator[bytes] | list[bytes], most: int = 1 << 30) -> Unpacker:
    place.mkdir()
    unpacker = Unpacker(place, most_bytes=most, file_bytes=1 << 40)
    try:
        for piece in pieces:
            unpacker.feed(piece)
        unpacker.end()
    finally:
        unpacker.close()
    return unpacker


def test_a_tree_is_as_it_was(tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / "文件 夹" / "closed").mkdir(parents=True)
    for name in (b"plain", b"\xff\xfe", b"new\nline", b"-rf", b"x" * 255):
        (top / os.fsdecode(name)).write_bytes(name)
    (top / "文件 夹" / "closed" / "secret").write_text("1")
    (top / "文件 夹" / "closed" / "secret").chmod(0)
    os.link(top / "plain", top / "文件 夹" / "same")
    os.symlink("/etc/passwd", top / "link")
    os.utime(top / "plain", ns=(1, 1_000_000_007))
    os.mkfifo(top / "pipe")
    (top / "tool").write_text("#!/bin/sh")
    (top / "tool").chmod(0o4755)
    (top / "文件 夹" / "closed").chmod(0)
    unpack(tmp_path / "again", Walk(str(top)))
    again = tmp_path / "again"
    assert {p.name for p in top.iterdir()} - {"pipe"} == {p.name for p in again.iterdir()}
    assert stat.S_IMODE((top / "文件 夹" / "closed").stat().st_mode) == 0
    assert stat.S_IMODE((again / "文件 夹" / "closed").stat().st_mode) == 0
    assert (again / "plain").samefile(again / "文件 夹" / "same")
    assert (again / "plain").stat().st_nlink == 2
    assert (again / "plain").stat().st_mtime_ns == 1_000_000_007
    assert os.readlink(again / "link") == "/etc/passwd"
    assert stat.S_IMODE((again / "tool").stat().st_mode) == 0o755
    remove_tree(again)
    assert not again.exists()
    (top / "文件 夹" / "closed").chmod(0o700)


def test_holes_stay_holes(tmp_path: Path) -> None:
    (tmp_path / "top").mkdir()
    with (tmp_path / "top" / "sparse").open("wb") as file:
        file.truncate(1 << 40)
        os.pwrite(file.fileno(), b"in the middle", 1 << 30)
    unpack(tmp_path / "again", Walk(str(tmp_path / "top")))
    again = tmp_path / "again" / "sparse"
    assert (again.stat().st_size, again.stat().st_blocks < 100) == (1 << 40, True)
    with again.open("rb") as file:
        assert os.pread(file.fileno(), 13, 1 << 30) == b"in the middle"


@pytest.mark.parametrize(
    "records",
    [
        [record({"dir": "..", **PLAIN})],
        [record({"dir": ".", **PLAIN})],
        [record({"dir": "a/b", **PLAIN})],
        [record({"dir": "", **PLAIN})],
        [record({"dir": "a\0b", **PLAIN})],
        [record({"dir": "x" * 256, **PLAIN})],
        [record({"dir": "字", **PLAIN})],
        [record({"dir": 7, **PLAIN})],
        [record({"dir": "a", "mode": -1, "mtime": 0})],
        [record({"dir": "a", "mode": 0o644, "mtime": 1 << 70})],
        [record({"dir": "a", **PLAIN})],  # never left
        [record({"leave": True})],
        [record({"file": "../x", "size": 1, "link": 0, **PLAIN})],
        [record({"file": "x", "size": 1 << 41, "link": 0, **PLAIN})],
        [record({"file": "x", "size": True, "link": 0, **PLAIN})],
        [record({"data": 0, "bytes": 1}, b"x")],
        [
            record({"file": "x", "size": 1, "link": 0, **PLAIN}),
            record({"data": 1, "bytes": 1}, b"x"),
        ],
        [
            record({"file": "x", "size": 1, "link": 0, **PLAIN}),
            record({"data": 0, "bytes": 2}, b"xx"),
        ],
        [record({"data": 0, "bytes": 1 << 30}, b"x")],
        [record({"symlink": "../x", "to": "y"})],
        [record({"symlink": "x", "to": ""})],
        [record({})],
        [b"\xff\xff\xff\xff"],
        [b"\x02\0\0\0[]"],
        [b"\x02\0\0\0{x"],
        [record({"file": "x", "size": 1, "link": 0, **PLAIN})[:-1]],
    ],
)
def test_what_no_machine_may_send(tmp_path: Path, records: list[bytes]) -> None:
    with pytest.raises(PackError):
        unpack(tmp_path / "top", records)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["top"]


@pytest.mark.parametrize(
    "records",
    [
        [record({"file": "x", "size": 0, "link": 0, **PLAIN})] * 2,
        [record({"symlink": "x", "to": "/"}), record({"dir": "x", **PLAIN})],
        [
            record({"symlink": "x", "to": "/etc/passwd"}),
            record({"file": "x", "size": 1, "link": 0, **PLAIN}),
        ],
        [record({"same": "x", "link": 5})],
    ],
)
def test_a_name_is_made_once(tmp_path: Path, records: list[bytes]) -> None:
    with pytest.raises(OSError):
        unpack(tmp_path / "top", records)


def test_bytes_and_files_are_counted(tmp_path: Path) -> None:
    many = [record({"dir": "d", **PLAIN})] * 100
    with pytest.raises(LimitReached) as caught:
        unpack(tmp_path / "many", many, most=64 * 4096)
    assert caught.value.code == "snapshot_quota"
    big = [record({"file": "x", "size": 1 << 30, "link": 0, **PLAIN})]
    big += [record({"data": n << 20, "bytes": 1 << 20}, bytes(1 << 20)) for n in range(4)]
    with pytest.raises(LimitReached):
        unpack(tmp_path / "big", big, most=2 << 20)


@given(st.lists(st.binary(max_size=300), max_size=6), st.integers(1, 50))
def test_records_come_out_as_they_went_in(contents: list[bytes], cut: int) -> None:
    stream = b"".join(
        record({"data": n, "bytes": len(data)}, data) for n, data in enumerate(contents)
    )
    records = Records()
    found = []
    for start in range(0, len(stream), cut):
        found += [data for _, data in records.feed(stream[start : start + cut])]
    assert (found, records.empty) == (contents, True)
