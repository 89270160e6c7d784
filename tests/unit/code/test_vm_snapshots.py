"""Snapshots, restored and forked machines: names, notes that outlive the process, refusals."""

import asyncio
import errno
import json
import os
from pathlib import Path

import pytest

from aios.code.machines import snapshots
from aios.code.machines.controller import VMController
from aios.code.machines.dry import DryBackend, DryMachine
from aios.contracts.errors import (
    BadRequest,
    Cancelled,
    Conflict,
    MachineFailed,
    NotFound,
    StoreFailed,
)
from aios.contracts.machine import Command, Kept, RunOutcome, Snapshot


def controller(folder: Path | None, *backends: DryBackend) -> VMController:
    return VMController(backends, images=None, pool_size=0, snapshots=folder)


class Bench:
    """A controller over dry machines, one of which holds a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.backend = DryBackend()
        self.vms = controller(folder, self.backend)

    async def machine(self, name: str = "t", **files: str) -> DryMachine:
        vm = await self.vms.create_vm(name)
        await self.vms.start_vm(vm)
        machine = self.backend.made[-1]
        machine.files.update({name: text.encode() for name, text in files.items()})
        return machine

    def notes(self) -> list[str]:
        return sorted(path.suffix for path in self.folder.glob("snap-*"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "snapshots")


async def test_a_machine_is_again_as_it_was(bench: Bench) -> None:
    machine = await bench.machine(a="then")
    snapshot = await bench.vms.snapshot("t", "before")
    assert (snapshot.name, snapshot.machine, snapshot.holds) == ("before", "t", Kept.FILES)
    machine.files["a"] = b"later"
    assert (await bench.vms.restore("t", "before")).status == "running"
    assert not machine.alive
    assert await bench.vms.download("t", "a") == b"then"
    await bench.vms.stop_vm("t")
    assert await bench.vms.download("t", "a") == b"then"


async def test_a_new_machine_starts_from_one(bench: Bench) -> None:
    await bench.machine(a="then")
    taken = await bench.vms.snapshot("t")
    for number, reference in enumerate((taken.id, taken.id)):
        vm = await bench.vms.create_vm(f"new{number}", snapshot=reference)
        assert await bench.vms.download(vm, "a") == b"then"


async def test_snapshots_outlive_the_process(bench: Bench) -> None:
    await bench.machine(a="1")
    first = await bench.vms.snapshot("t", "第一")
    second = await bench.vms.snapshot("t")
    await bench.vms.close()
    again = controller(bench.folder, bench.backend)
    await again.open()
    assert await again.list_snapshots() == [first, second]
    assert await again.delete_snapshot("第一")
    assert not await again.delete_snapshot("第一")
    assert await again.list_snapshots() == [second]
    assert list(bench.backend.kept) == [second.id]


async def test_a_name_belongs_to_one_snapshot(bench: Bench) -> None:
    await bench.machine()
    first = await bench.vms.snapshot("t", "s")
    for name in ("s", first.id, " s "):
        with pytest.raises(Conflict) as caught:
            await bench.vms.snapshot("t", name)
        assert caught.value.code == "snapshot_exists"
    answers = await asyncio.gather(
        *(bench.vms.snapshot("t", "once") for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(answer, Snapshot) for answer in answers) == 1
    assert len(bench.backend.kept) == 2


@pytest.mark.parametrize("name", [7, "a\nb", b"x"])
async def test_what_is_no_name(bench: Bench, name: object) -> None:
    await bench.machine()
    with pytest.raises(BadRequest):
        await bench.vms.snapshot("t", name)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", "nosuch", "snap-0", "../../etc/passwd"])
async def test_an_unknown_snapshot(bench: Bench, name: str) -> None:
    machine = await bench.machine(a="1")
    for asked in (bench.vms.restore("t", name), bench.vms.create_vm("n", snapshot=name)):
        with pytest.raises(NotFound) as caught:
            await asked
        assert caught.value.code == "snapshot_unknown"
    assert machine.alive
    assert not await bench.vms.delete_snapshot(name)


async def test_another_backend_or_image_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    one, other = DryBackend(name="one"), DryBackend(name="other")
    vms = controller(tmp_path, one, other)
    await vms.create_vm("a", backend="one")
    await vms.snapshot("a", "s")
    await vms.create_vm("b", backend="other")
    await vms.create_vm("c", backend="one", image="bare")
    await vms.start_vm("b")
    asked = [
        vms.restore("b", "s"),
        vms.restore("c", "s"),
        vms.create_vm("d", backend="other", snapshot="s"),
        vms.create_vm("e", image="bare", snapshot="s"),
        controller(tmp_path, other).delete_snapshot("s"),
    ]
    for each in asked:
        with pytest.raises(Conflict) as caught:
            await each
        assert caught.value.code == "snapshot_differs"
    assert other.made[-1].alive
    assert [vm.name for vm in await vms.list_vms()] == ["a", "b", "c"]


async def test_another_build_of_the_image_is_refused(bench: Bench) -> None:
    await bench.machine()
    taken = await bench.vms.snapshot("t", "s")
    note = bench.folder / f"{taken.id}.json"
    facts = json.loads(note.read_text())
    note.write_text(json.dumps({**facts, "image_digest": "0" * 64}))
    with pytest.raises(Conflict, match="another build"):
        await bench.vms.restore("t", "s")


async def test_a_failed_restore_leaves_the_machine(bench: Bench) -> None:
    machine = await bench.machine(a="now")
    await bench.vms.snapshot("t", "s")
    bench.backend.failures = 1
    with pytest.raises(MachineFailed):
        await bench.vms.restore("t", "s")
    assert machine.alive
    assert await bench.vms.download("t", "a") == b"now"


async def test_a_failed_snapshot_leaves_nothing(bench: Bench) -> None:
    machine = await bench.machine()
    await machine.destroy()
    with pytest.raises(MachineFailed):
        await bench.vms.snapshot("t", "s")
    assert bench.notes() == []
    assert await bench.vms.list_snapshots() == []


async def test_a_command_that_runs_ends_when_its_machine_is_restored(bench: Bench) -> None:
    running = asyncio.Event()

    async def until_it_dies(command: Command, machine: DryMachine) -> RunOutcome | Exception:
        running.set()
        while machine.alive:  # noqa: ASYNC110  nothing else tells of its end
            await asyncio.sleep(0)
        return MachineFailed("it went away")

    await bench.machine(a="1")
    await bench.vms.snapshot("t", "s")
    bench.backend.script = until_it_dies
    work = asyncio.create_task(bench.vms.execute_in_vm("t", "print(1)"))
    await running.wait()
    assert (await bench.vms.snapshot("t")).bytes == 1  # programs go on meanwhile
    assert not work.done()
    await bench.vms.restore("t", "s")
    with pytest.raises(Cancelled):
        await work


async def test_forks_are_as_the_machine_is_now(bench: Bench) -> None:
    await bench.machine(a="1")
    (one,) = await bench.vms.fork("t")
    more = await bench.vms.fork("t", 2)
    assert [vm.name for vm in await bench.vms.list_vms()] == ["t", "t-2", "t-3", "t-4"]
    assert all(vm.status == "running" for vm in await bench.vms.list_vms())
    for fork in (one, *more):
        assert isinstance(fork, str)
        assert await bench.vms.download(fork, "a") == b"1"
    bench.backend.made[1].files["a"] = b"2"
    assert await bench.vms.download("t", "a") == b"1"
    assert (bench.backend.kept, bench.notes()) == ({}, [])


async def test_each_fork_tells_its_own_error(bench: Bench) -> None:
    await bench.machine("t")
    await bench.vms.create_vm("taken")
    bench.backend.failures = 1
    failed, taken, fine = await bench.vms.fork("t", names=["a", "taken", "c"])
    assert isinstance(failed, MachineFailed)
    assert isinstance(taken, Conflict)
    assert isinstance(fine, str)
    assert [vm.name for vm in await bench.vms.list_vms()] == ["t", "taken", "c"]
    assert (bench.backend.kept, bench.notes()) == ({}, [])


@pytest.mark.parametrize(
    ("count", "names"), [(0, None), (-1, None), (True, None), (2, ["a"]), (1, ["a", "a"]), (1, [])]
)
async def test_what_cannot_be_forked(bench: Bench, count: int, names: list[str] | None) -> None:
    await bench.machine()
    with pytest.raises(BadRequest):
        await bench.vms.fork("t", count, names)


async def test_a_process_that_died_midway_is_cleared_up_after(bench: Bench) -> None:
    await bench.machine(a="1")
    taken = await bench.vms.snapshot("t", "s")
    note = bench.folder / f"{taken.id}.json"
    note.rename(note.with_suffix(".draft"))  # as it lies after a kill while it was removed
    (bench.folder / "snap-half.draft").write_bytes(b"")
    again = controller(bench.folder, bench.backend)
    assert await again.list_snapshots() == []
    await again.open()
    assert (bench.backend.kept, bench.notes()) == ({}, [])
    await bench.vms.snapshot("t", "s")


async def test_a_process_that_died_when_all_was_kept_keeps_it(bench: Bench) -> None:
    await bench.machine(a="1")
    taken = await bench.vms.snapshot("t", "s")
    note = bench.folder / f"{taken.id}.json"
    note.with_suffix(".draft").write_bytes(note.read_bytes())
    note.with_suffix(".new").write_bytes(b"{")
    again = controller(bench.folder, bench.backend)
    await again.open()
    assert [kept.id for kept in await again.list_snapshots()] == [taken.id]
    assert (list(bench.backend.kept), bench.notes()) == ([taken.id], [".json"])
    await again.close()


@pytest.mark.parametrize("written", ["draft", "note"])
async def test_a_full_disk_is_told_and_nothing_stays(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    await bench.machine(a="1")
    with monkeypatch.context() as patched:
        if written == "draft":
            patched.setattr(snapshots, "_text", full)
        else:
            patched.setattr(Path, "write_bytes", full)
        with pytest.raises(StoreFailed, match="No space left"):
            await bench.vms.snapshot("t", "s")
    assert (bench.backend.kept, bench.notes()) == ({}, [])
    await bench.vms.snapshot("t", "s")


async def test_without_a_folder_there_are_none() -> None:
    vms = controller(None, DryBackend())
    await vms.create_vm("t")
    assert await vms.list_snapshots() == []
    with pytest.raises(BadRequest) as caught:
        await vms.snapshot("t")
    assert caught.value.code == "no_snapshots"
