"""The quota on snapshots under attack: filled, overrun, contended, and cut off midway."""

import asyncio
import errno
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from aios.code.machines.controller import VMController
from aios.code.machines.namespaces import NamespaceBackend
from aios.contracts.errors import LimitReached, StoreFailed

pytestmark = pytest.mark.machine

QUOTA_MIB = 12
KILLED = """
import asyncio, os, sys
from pathlib import Path
from aios.code.machines.controller import VMController
from aios.code.machines.namespaces import NamespaceBackend

async def main(top):
    backend = NamespaceBackend(state_dir=top / "state", images=lambda _: None)
    vms = VMController([backend], images=None, snapshots=top / "notes", pool_size=0)
    await vms.open()
    await vms.create_vm("t", image="bare")
    await vms.execute_in_vm("t", "echo 1 > a")
    await vms.snapshot("t", "whole")
    await vms.execute_in_vm("t", "head -c 90000000 /dev/urandom > big")
    asyncio.create_task(vms.snapshot("t", "half"))
    while not any((top / "state/namespaces/snapshots").glob(".new-*/files/big")):
        await asyncio.sleep(0)
    os.kill(os.getpid(), 9)

asyncio.run(main(Path(sys.argv[1])))
"""


Open = Callable[[], Awaitable[VMController]]


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Open]:
    """Opens controllers over the same small store, as processes of one workspace do."""
    async with AsyncExitStack() as stack:

        async def opened() -> VMController:
            backend = NamespaceBackend(
                state_dir=tmp_path / "state",
                images=lambda _: None,
                snapshot_bytes=QUOTA_MIB << 20,
            )
            vms = VMController([backend], images=None, snapshots=tmp_path / "notes", pool_size=0)
            stack.push_async_callback(vms.close)
            await vms.open()
            return vms

        yield opened


@pytest.fixture
async def vms(opened: Open) -> VMController:
    return await opened()


async def machine_of(vms: VMController, name: str, mib: int) -> None:
    await vms.create_vm(name, image="bare")
    await vms.execute_in_vm(name, f"head -c {mib << 20} /dev/urandom > data")


def kept(tmp_path: Path) -> int:
    """How many snapshots there are; nothing else lies beside them."""
    trees = [path.name for path in (tmp_path / "state/namespaces/snapshots").iterdir()]
    notes = [path.stem for path in (tmp_path / "notes").iterdir() if path.name != ".lock"]
    assert sorted(trees) == sorted(notes)
    assert not [name for name in trees if name.startswith(".")]
    return len(trees)


async def refused(taking: Awaitable[object]) -> LimitReached:
    with pytest.raises(LimitReached) as caught:
        await taking
    assert caught.value.code == "snapshot_quota"
    assert "aios vm snapshots --remove" in caught.value.hint
    return caught.value


async def test_many_fill_it_and_removing_one_makes_room(vms: VMController, tmp_path: Path) -> None:
    await machine_of(vms, "t", 1)
    taken = 0
    with pytest.raises(LimitReached) as caught:
        while taken < 40:
            await vms.snapshot("t", f"s{taken}")
            taken += 1
    assert (caught.value.code, taken, kept(tmp_path)) == ("snapshot_quota", 11, 11)
    assert f"left of the {QUOTA_MIB} MiB for all snapshots" in str(caught.value)
    for _ in range(3):
        await refused(vms.snapshot("t", "more"))
        await refused(vms.fork("t"))
    assert [vm.name for vm in await vms.list_vms()] == ["t"]
    assert (await vms.execute_in_vm("t", "wc -c < data")).stdout == f"{1 << 20}\n"
    assert await vms.delete_snapshot("s4")
    await vms.snapshot("t", "more")
    assert kept(tmp_path) == 11


async def test_one_too_large_is_refused_and_the_next_fits(
    vms: VMController, tmp_path: Path
) -> None:
    await machine_of(vms, "t", 30)
    error = await refused(vms.snapshot("t", "s"))
    assert "more than the 12.0 MiB that are left of the 12 MiB" in str(error)
    assert kept(tmp_path) == 0
    await vms.execute_in_vm("t", "rm data; for n in $(seq 4000); do : > f$n; done")
    await refused(vms.snapshot("t", "s"))  # files that hold nothing take room all the same
    assert kept(tmp_path) == 0
    await vms.execute_in_vm("t", "rm f*")
    await vms.snapshot("t", "s")
    assert kept(tmp_path) == 1


@pytest.mark.parametrize("processes", [1, 2])
async def test_of_several_at_once_no_more_than_fit_are_kept(
    opened: Open, tmp_path: Path, processes: int
) -> None:
    makers = [await opened() for _ in range(processes)] * (4 // processes)
    for number, vms in enumerate(makers):
        await machine_of(vms, f"t{number}", 5)
    taking = (vms.snapshot(f"t{number}", f"s{number}") for number, vms in enumerate(makers))
    done = await asyncio.gather(*taking, return_exceptions=True)
    errors = [one for one in done if isinstance(one, BaseException)]
    assert {getattr(error, "code", error) for error in errors} == {"snapshot_quota"}
    assert kept(tmp_path) == 4 - len(errors)
    assert kept(tmp_path) == 2 if processes == 1 else kept(tmp_path) <= 2


async def test_a_removed_one_holds_its_room_while_a_machine_stands_on_it(
    vms: VMController, tmp_path: Path
) -> None:
    await machine_of(vms, "t", 8)
    await vms.snapshot("t", "s")
    await vms.create_vm("u", snapshot="s")
    await vms.start_vm("u")
    await vms.delete_snapshot("s")
    assert "last machine" in (await refused(vms.snapshot("t", "again"))).hint
    await vms.delete_vm("u")
    await vms.snapshot("t", "again")
    assert kept(tmp_path) == 1


async def test_a_process_that_is_killed_midway_leaves_nothing(opened: Open, tmp_path: Path) -> None:
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", KILLED, str(tmp_path)], capture_output=True
    )
    assert done.returncode == -9, done.stderr
    assert any((tmp_path / "state/namespaces/snapshots").glob(".new-*"))
    vms = await opened()
    assert kept(tmp_path) == 1
    assert [snapshot.name for snapshot in await vms.list_snapshots()] == ["whole"]
    await vms.create_vm("t", snapshot="whole")
    assert (await vms.execute_in_vm("t", "cat a")).stdout == "1\n"
    await vms.execute_in_vm("t", f"head -c {10 << 20} /dev/zero | tr '\\0' x > data")
    await vms.snapshot("t", "half")
    assert kept(tmp_path) == 2


@pytest.mark.parametrize("where", ["write_text", "touch", "mkdir"])
async def test_a_full_disk_of_this_host_is_told_and_snapshots_can_still_be_removed(
    vms: VMController, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    await machine_of(vms, "t", 1)
    await vms.snapshot("t", "s")
    whole = getattr(Path, where)

    def full(path: Path, *given: object, **named: object) -> object:
        if "namespaces/snapshots" in str(path) and path.name != ".lock":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return whole(path, *given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(Path, where, full)
        if where != "touch":
            with pytest.raises(StoreFailed, match="No space left"):
                await vms.snapshot("t", "more")
        assert kept(tmp_path) == 1
        assert await vms.delete_snapshot("s")
    assert kept(tmp_path) == 0
