"""A disk that is full, closed or damaged under a workspace with schedules, budgets and memories."""

import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from aios import AsyncAIOS, StoreFailed, upkeep


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few hundred pages."""
    place = tmp_path / "tiny"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "none", place], check=True)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@asynccontextmanager
async def opened(place: Path) -> AsyncIterator[AsyncAIOS]:
    async with AsyncAIOS(place, drivers=[], backends=[]) as aios:
        yield aios


async def fill(place: Path) -> None:
    async with opened(place) as aios:
        await aios.schedules.add("0 9 * * *", "brew tea", zone="UTC")
        await aios.budgets.set(owner="local", calls=5)
        await aios.memory_manager.store("the dock opens at seven")


async def check_restored(backup: Path, place: Path) -> None:
    await upkeep.restore(backup, place, force=True)
    async with opened(place) as aios:
        assert len(await aios.schedules.list()) == len(await aios.budgets.list()) == 1
        [memory] = await aios.memory_manager.search("dock")
    assert memory.text == "the dock opens at seven"


def use_up(disk: Path) -> None:
    with (disk / "fill").open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
        while True:
            file.write(bytes(4096))


def close(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


@pytest.mark.root
@pytest.mark.parametrize(("how", "code"), [("full", "disk_full"), ("ro", "workspace_unwritable")])
async def test_what_cannot_be_written_can_be_checked_and_saved(
    tiny: Path, tmp_path: Path, how: str, code: str
) -> None:
    await fill(tiny)
    if how == "full":
        use_up(tiny)
    else:
        close(tiny)
    with pytest.raises(StoreFailed) as refused:
        async with opened(tiny):
            pass
    assert refused.value.code == code and refused.value.hint
    assert (await upkeep.check(tiny)).findings == ()
    await upkeep.back_up(tiny, tmp_path / "saved.tar")
    await check_restored(tmp_path / "saved.tar", tmp_path / "second")


@pytest.mark.root
async def test_a_disk_that_fills_up_under_it_refuses_and_goes_on_when_there_is_room(
    tiny: Path,
) -> None:
    await fill(tiny)
    async with opened(tiny) as aios:
        use_up(tiny)
        big = "x" * 200_000
        refusals = [
            aios.memory_manager.store(f"{big} one"),
            aios.schedules.add("0 9 * * *", f"{big[:15_000]}", zone="UTC"),
            aios.execute(big[:15_000], agent="coder-agent"),
        ]
        told = [await _refused(refusal) for refusal in refusals]
        assert set(told) <= {"disk_full", ""} and "disk_full" in told
        (tiny / "fill").unlink()
        await aios.memory_manager.store("there is room again")
        await aios.budgets.set(owner="local", calls=7)
    assert (await upkeep.check(tiny)).sound


async def _refused(action: object) -> str:
    try:
        await action  # type: ignore[misc]
    except StoreFailed as error:
        return error.code
    return ""


async def test_a_damaged_last_page_is_found_and_what_was_saved_comes_back(tmp_path: Path) -> None:
    place = tmp_path / "ws"
    await fill(place)
    await upkeep.back_up(place, tmp_path / "saved.tar")
    content = bytearray((place / "aios.db").read_bytes())
    content[-4096:] = b"\xa5" * 4096
    (place / "aios.db").write_bytes(content)
    before = (place / "aios.db").read_bytes()
    health = await upkeep.repair(place)
    assert "database_damaged" in {finding.kind for finding in health.findings}
    assert (place / "aios.db").read_bytes() == before, "it is told, not repaired away"
    await check_restored(tmp_path / "saved.tar", place)
