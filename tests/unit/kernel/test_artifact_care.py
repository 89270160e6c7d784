"""Artifacts found, compared, swept and confined; the attacker plants links and names."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.clock import ManualClock
from aios.contracts.errors import BadRequest, Conflict, NotFound
from aios.kernel.artifact_text import folded, text_of, unified, words_of
from aios.kernel.storage import TABLES, StorageManager

ESCAPES = (
    "../up",
    "a/../../up",
    "/etc/passwd",
    "//host/share",
    "C:\\Windows\\x",
    "C:x",
    "\\\\host\\share",
    "..\\up",
    "CON",
    "con.txt",
    "a/NUL.csv",
    "COM1",
    "com¹.log",
    "LPT9.txt",
    "CONIN$",
    "nul .txt",
    "x\0.txt",
    "x\n.txt",
    "dir/",
    ".",
    "..",
    "a//b",
    "trailing.",
    "trailing ",
    " leading",
    "stream:ads",
    "q?.txt",
    "pipe|x",
    "\ud800",
    "‮txt.exe",
    "n" * 256,
    "/".join(["n" * 200] * 6),
)


@pytest.fixture
async def store() -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(None)
    await opened.open(TABLES)
    yield opened
    await opened.close()


@pytest.fixture
def storage(tmp_path: Path, store: SqliteStore) -> StorageManager:
    return StorageManager(tmp_path / "ws", store, ManualClock(), quota_bytes=1000)


def files_in(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("name", ESCAPES, ids=ascii)
async def test_no_name_escapes(storage: StorageManager, tmp_path: Path, name: str) -> None:
    for task_id, name_ in (("t", name), (name, "x")):
        with pytest.raises(BadRequest):
            await storage.keep(task_id, name_, b"x")
    for ask in (storage.find(name), storage.diff(name), storage.find("x", task_id=name)):
        with pytest.raises(NotFound):
            await ask
    assert files_in(tmp_path) == set()


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "{outputs}/../aios.db", "{outputs}/t", "{outside}"]
)
async def test_a_path_that_is_no_artifact_is_not_found(
    storage: StorageManager, tmp_path: Path, name: str
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    await storage.keep("t", "x", b"x")
    path = name.format(outputs=storage.outputs, outside=tmp_path / "mine.txt")
    with pytest.raises(NotFound):
        await storage.find(path)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
async def test_removing_and_rolling_back_go_through_no_planted_link(
    storage: StorageManager, tmp_path: Path
) -> None:
    for content in (b"one", b"two"):
        await storage.keep("t", "plots/a.png", content)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.png").write_text("mine")
    folder = storage.outputs / "t" / "plots"
    (folder / "a.png").unlink()
    folder.rmdir()
    folder.symlink_to(outside)
    with pytest.raises(BadRequest, match="leads out"):
        await storage.rollback("t", "plots/a.png", 1)
    assert await storage.read("plots/a.png", task_id="t") == b"two"
    assert await storage.delete("t", "plots/a.png")
    assert (outside / "a.png").read_text() == "mine"


async def test_an_artifact_is_found_without_its_task(storage: StorageManager) -> None:
    await storage.keep("t", "report.md", b"1")
    kept = await storage.keep("t", "report.md", b"2")
    assert (await storage.find("report.md")).version == 2
    assert (await storage.find(kept.path, version=1)).version == 1
    with pytest.raises(NotFound) as missing:
        await storage.find("raport.md")
    assert "report.md" in missing.value.hint
    with pytest.raises(NotFound, match="no version 7"):
        await storage.find("report.md", version=7)
    await storage.keep("u", "report.md", b"3")
    with pytest.raises(Conflict) as several:
        await storage.find("report.md")
    assert several.value.code == "artifact_ambiguous"
    assert (await storage.find("report.md", task_id="u")).task_id == "u"


async def test_versions_are_compared(storage: StorageManager) -> None:
    for text in ("甲\n乙\n", "甲\n丙\n", "甲\n丙\n丁\n"):
        await storage.keep("t", "x.txt", text.encode())
    told = await storage.diff("x.txt")
    assert (told.old, told.new, told.same, told.text) == (2, 3, False, True)
    assert told.diff.splitlines()[-1] == "+丁"
    told = await storage.diff("x.txt", old=1, new=2)
    assert told.diff.splitlines()[-2:] == ["-乙", "+丙"]
    assert (await storage.diff("x.txt", old=3)).same
    for wrong in ({"old": 9}, {"new": 9}):
        with pytest.raises(NotFound):
            await storage.diff("x.txt", **wrong)


async def test_what_is_no_text_is_only_said_to_differ(storage: StorageManager) -> None:
    for content in (b"\0\1", b"text"):
        await storage.keep("t", "x.bin", content)
    told = await storage.diff("x.bin")
    assert (told.same, told.text, told.diff) == (False, False, "")
    await storage.keep("t", "once", b"1")
    with pytest.raises(NotFound, match="one version only"):
        await storage.diff("once")


def test_a_long_diff_is_cut() -> None:
    told, cut = unified("", "\n".join(map(str, range(9000))), "a", "b")
    assert cut
    assert len(told.splitlines()) == 2000


async def test_search_reads_chinese_in_any_encoding(storage: StorageManager) -> None:
    await storage.keep("t", "a.csv", "地区,金额\n华东,12\n".encode("gb18030"))
    await storage.keep("t", "b.txt", "华东 和 华南".encode("utf-16"))
    await storage.keep("t", "c-华南.json", b"{}")

    async def names(query: str) -> list[str]:
        return [artifact.name for artifact in await storage.search(query)]

    assert await names("华东") == ["a.csv", "b.txt"]
    assert await names("华南 华东") == ["b.txt"], "every word counts"
    assert await names("ＪＳＯＮ") == ["c-华南.json"], "full-width letters are letters"
    assert await names("华北") == []


async def test_a_lost_content_does_not_end_a_search(storage: StorageManager) -> None:
    lost = await storage.keep("t", "lost.txt", b"apple")
    await storage.keep("t", "here.txt", b"apple pie")
    storage.path_of(lost.sha256).unlink()
    assert [a.name for a in await storage.search("apple")] == ["here.txt"]
    assert [a.name for a in await storage.search("lost")] == ["lost.txt"]


async def test_only_old_contents_without_an_artifact_are_swept(
    storage: StorageManager, tmp_path: Path
) -> None:
    kept = await storage.keep("t", "x", b"kept")
    orphan = storage.path_of("ab" * 32)
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"nobody's")
    half = storage.root / "incoming" / "half"
    half.write_bytes(b"half")
    foreign = storage.root / "blobs" / "notes.txt"
    foreign.write_bytes(b"not ours")
    assert (await storage.gc()).contents == 0, "another process may be about to name it"
    for old in (orphan, half, foreign, storage.path_of(kept.sha256)):
        os.utime(old, (1, 1))
    swept = await storage.gc()
    assert (swept.contents, swept.freed_bytes) == (2, 12)
    assert (swept.kept_bytes, swept.quota_bytes) == (4, 1000)
    assert await storage.read("x") == b"kept"
    assert foreign.exists()
    assert (await storage.gc()).contents == 0


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_every_text_is_read_in_its_encoding(text: str) -> None:
    assert text_of(text.encode("utf-8-sig")) == text
    assert text_of(text.encode("utf-16")) == text
    assert text_of(text.encode()) == text.removeprefix("\ufeff")
    assert words_of(folded(text)) == words_of(text)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
async def test_a_pipe_or_a_device_is_no_file_to_keep_or_read(
    storage: StorageManager, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(NotFound):
            await storage.keep("t", "x", path)
        with pytest.raises(NotFound):
            await storage.read(path)
    assert await storage.list() == ()
