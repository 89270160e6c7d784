"""Snapshots of real machines: files as of then, forks apart from each other, limits that hold."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.code.machines.controller import VMController
from aios.code.machines.namespaces import NamespaceBackend, NamespaceMachine
from aios.contracts.errors import LimitReached, MachineFailed, NotFound
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, Kept, MachineSpec, RunOutcome

pytestmark = pytest.mark.machine

SPEC = MachineSpec(image="bare")
HOSTILE = """
import os, socket
os.mkdir('locked'); open('locked/f', 'w').write('1'); os.chmod('locked/f', 0); os.chmod('locked', 0)
os.symlink('/etc/passwd', 'link'); os.symlink('../../..', 'up'); os.mkfifo('pipe')
socket.socket(socket.AF_UNIX).bind('socket')
os.truncate(os.open('sparse', os.O_CREAT | os.O_RDWR), 8 << 20)
open(b'\\xff\\n\\x1b[31m', 'w').close()
for _ in range(1100):
    os.mkdir('d'); os.chdir('d')
"""


def shell(text: str, **facts: object) -> Command:
    return Command(argv=("sh", "-c", text), **facts)  # type: ignore[arg-type]


async def ran(machine: NamespaceMachine, text: str) -> RunOutcome:
    outcome = await machine.run(shell(text))
    assert outcome.exit_code == 0, outcome.stderr
    return outcome


def folders(tmp_path: Path) -> list[str]:
    return sorted(p.name for p in (tmp_path / "state" / "namespaces" / "snapshots").iterdir())


async def test_files_as_they_were(backend: NamespaceBackend, machine: NamespaceMachine) -> None:
    await ran(machine, "mkdir d; echo then > d/a; printf '#!/bin/sh\\necho ran' > t; chmod +x t")
    kept = await machine.snapshot("s")
    assert (kept.id, kept.holds, kept.backend) == ("s", Kept.FILES, "namespaces")
    await ran(machine, "echo later > d/a; rm t")
    other = await backend.create(SPEC.but(snapshot="s"))
    assert (await ran(other, "cat d/a; ./t")).stdout == "then\nran\n"
    assert (await ran(other, "rm -r d; mkdir d; ls -A d; id -u")).stdout == "1000\n"
    third = await backend.create(SPEC.but(snapshot="s"))
    assert (await ran(third, "cat d/a")).stdout == "then\n"
    assert (await ran(machine, "cat d/a")).stdout == "later\n"


async def test_a_snapshot_of_a_snapshot_is_whole(
    backend: NamespaceBackend, machine: NamespaceMachine
) -> None:
    await ran(machine, "echo 1 > a; echo 1 > gone")
    await machine.snapshot("one")
    second = await backend.create(SPEC.but(snapshot="one"))
    await ran(second, "echo 2 > b; rm gone")
    await second.snapshot("two")
    assert await backend.forget("one")
    third = await backend.create(SPEC.but(snapshot="two"))
    assert (await ran(third, "ls")).stdout == "a\nb\n"


async def test_programs_go_on_and_the_files_are_of_one_moment(
    backend: NamespaceBackend, machine: NamespaceMachine
) -> None:
    counting = (
        "import os,time\nn=0\nwhile not os.path.exists('stop'):\n n+=1\n"
        " for name in ('a','b'):\n  with open('new','w') as f: f.write(str(n))\n"
        "  os.replace('new', name)\n"
        " if n==1: print('ready')\nprint(n)"
    )
    ready = asyncio.Event()
    command = Command(argv=("python3", "-c", counting))
    work = asyncio.create_task(machine.run(command, lambda *_: ready.set()))
    await ready.wait()
    await ran(machine, "head -c 20000000 /dev/zero > between")
    seen = []
    for number in range(3):
        await machine.snapshot(f"s{number}")
        other = await backend.create(SPEC.but(snapshot=f"s{number}"))
        seen.append([int(await other.read(name)) for name in ("a", "b")])
    await machine.write("stop", b"")
    assert int((await work).stdout.split()[1]) > seen[-1][0]
    assert seen[0][0] < seen[1][0] < seen[2][0]
    assert all(a - b in (0, 1) for a, b in seen)


async def test_what_was_stopped_stays_stopped(machine: NamespaceMachine) -> None:
    script = """
    sleep 60 & kill -STOP $!
    until grep -q stopped /proc/$!/status; do :; done
    echo ready; while [ ! -e done ]; do sleep 0.05; done
    cut -d' ' -f3 /proc/$!/stat
    """
    ready = asyncio.Event()
    work = asyncio.create_task(machine.run(shell(script), lambda *_: ready.set()))
    await ready.wait()
    await machine.snapshot("s")
    await machine.write("done", b"")
    assert (await work).stdout == "ready\nT\n"


async def test_runs_and_files_wait_for_the_end_of_a_snapshot(
    backend: NamespaceBackend, machine: NamespaceMachine
) -> None:
    await ran(machine, "head -c 5000000 /dev/urandom > big")
    taking = asyncio.create_task(machine.snapshot("s"))
    outcomes = await asyncio.gather(
        *(machine.run(shell(f"echo {n} > later{n}")) for n in range(5)), machine.write("w", b"1")
    )
    await taking
    assert all(outcome.exit_code == 0 for outcome in outcomes if outcome)
    assert len(await machine.list()) == 7


async def test_hostile_trees_are_kept_and_removed(
    backend: NamespaceBackend, machine: NamespaceMachine, tmp_path: Path
) -> None:
    assert (await machine.run(Command(argv=("python3", "-c", HOSTILE)))).exit_code == 0
    await machine.snapshot("s")
    other = await backend.create(SPEC.but(snapshot="s"))
    listing = (await ran(other, "ls -AQ; readlink link up; stat -c %s sparse")).stdout
    assert listing.count('"') == 2 * 6
    assert "pipe" not in listing
    assert "socket" not in listing
    assert listing.endswith("/etc/passwd\n../../..\n8388608\n")
    depth = "import os\nn=0\nwhile os.path.isdir('d'): os.chdir('d'); n+=1\nprint(n)"
    outcome = await other.run(Command(argv=("python3", "-c", depth)))
    assert outcome.stdout == "1100\n"
    await other.destroy()
    assert await backend.forget("s")
    assert folders(tmp_path) == []


async def test_what_is_written_over_a_snapshot_is_limited(
    backend: NamespaceBackend, machine: NamespaceMachine
) -> None:
    await ran(machine, "head -c 30000000 /dev/zero > base")
    await machine.snapshot("s")
    small = MachineLimits(disk_mb=8, inodes=100)
    other = await backend.create(SPEC.but(snapshot="s", limits=small))
    filling = await other.run(shell("head -c 20000000 /dev/zero > more"))
    assert filling.exit_code != 0
    many = await other.run(shell("rm -f more; for i in $(seq 200); do : > f$i || exit 3; done"))
    assert many.exit_code != 0
    assert (await other.run(shell("wc -c < base"))).stdout == "30000000\n"


async def test_snapshots_together_have_a_limit(tmp_path: Path) -> None:
    backend = NamespaceBackend(
        state_dir=tmp_path / "state", images=lambda _: None, snapshot_bytes=12 << 20
    )
    machine = await backend.create(SPEC)
    await ran(machine, "head -c 5000000 /dev/zero | tr '\\0' x > five")
    await machine.snapshot("one")
    await machine.snapshot("two")
    with pytest.raises(LimitReached) as caught:
        await machine.snapshot("three")
    assert caught.value.code == "snapshot_quota"
    assert folders(tmp_path) == ["one", "two"]
    assert (await ran(machine, "wc -c < five")).stdout == "5000000\n"
    await backend.forget("one")
    await machine.snapshot("three")
    await backend.close()


async def test_a_snapshot_in_use_goes_with_its_last_machine(
    backend: NamespaceBackend, machine: NamespaceMachine, tmp_path: Path
) -> None:
    await ran(machine, "echo 1 > a")
    await machine.snapshot("s")
    users = [await backend.create(SPEC.but(snapshot="s")) for _ in range(2)]
    assert await backend.forget("s")
    assert not await backend.forget("s")
    with pytest.raises(NotFound) as caught:
        await backend.create(SPEC.but(snapshot="s"))
    assert caught.value.code == "snapshot_unknown"
    await users[0].destroy()
    assert (await ran(users[1], "cat a; echo 2 > a; cat a")).stdout == "1\n2\n"
    await users[1].destroy()
    assert folders(tmp_path) == []


@pytest.mark.parametrize("name", ["nosuch", "..", ".new-x", "a/b"])
async def test_no_such_snapshot(backend: NamespaceBackend, name: str) -> None:
    with pytest.raises(NotFound):
        await backend.create(SPEC.but(snapshot=name))
    assert not await backend.forget(name)


async def test_what_a_killed_process_left_half_made_is_removed(
    backend: NamespaceBackend, machine: NamespaceMachine, tmp_path: Path
) -> None:
    await machine.snapshot("whole")
    place = tmp_path / "state" / "namespaces" / "snapshots"
    (place / ".new-half" / "files" / "a").mkdir(parents=True)
    (place / ".new-half" / "lock").touch()
    (place / ".gone-half" / "files").mkdir(parents=True)
    assert await backend.reap() >= 2  # and what other killed processes left on this host
    assert folders(tmp_path) == ["whole"]
    assert json.loads((place / "whole" / "facts.json").read_text())["bytes"] == 0


@pytest.fixture
async def vms(tmp_path: Path) -> AsyncIterator[VMController]:
    """A controller over real machines."""
    backend = NamespaceBackend(state_dir=tmp_path / "state", images=lambda _: None)
    vms = VMController([backend], images=None, snapshots=tmp_path / "notes", pool_size=0)
    await vms.open()
    yield vms
    await vms.close()


async def test_restore_and_fork_of_a_named_machine(vms: VMController, tmp_path: Path) -> None:
    await vms.create_vm("t", image="bare")
    await vms.execute_in_vm("t", "echo one > a")
    await vms.snapshot("t", "first")
    await vms.execute_in_vm("t", "echo two > a; echo b > b")
    forks = await vms.fork("t", names=["left", "right"])
    assert all(isinstance(fork, str) for fork in forks)
    await vms.execute_in_vm("left", "echo left > a")
    await vms.restore("t", "first")
    for name, files in (("t", "one\n"), ("left", "left\nb\n"), ("right", "two\nb\n")):
        assert (await vms.execute_in_vm(name, "cat *")).stdout == files
    for name in ("left", "right"):
        await vms.delete_vm(name)
    (snapshot,) = await vms.list_snapshots()
    assert folders(tmp_path) == [snapshot.id]


async def test_a_snapshot_that_is_broken_off_leaves_nothing_and_programs_go_on(
    machine: NamespaceMachine, tmp_path: Path
) -> None:
    await ran(machine, "head -c 30000000 /dev/urandom > big")
    for turns in (1, 5, 20):
        taking = asyncio.create_task(machine.snapshot(f"s{turns}"))
        for _ in range(turns):
            await asyncio.sleep(0)
        taking.cancel()
        await asyncio.gather(taking, return_exceptions=True)
        assert (await ran(machine, "echo alive")).stdout == "alive\n"
    await machine.snapshot("whole")
    assert folders(tmp_path) == ["whole"]


async def test_a_machine_that_is_removed_meanwhile_is_a_failure(
    machine: NamespaceMachine, tmp_path: Path
) -> None:
    await ran(machine, "head -c 30000000 /dev/urandom > big")
    taking = asyncio.create_task(machine.snapshot("s"))
    await asyncio.sleep(0.02)
    await machine.destroy()
    with pytest.raises(MachineFailed):
        await taking
    assert folders(tmp_path) == []


async def test_two_snapshots_at_the_same_time_take_turns(
    machine: NamespaceMachine, tmp_path: Path
) -> None:
    await asyncio.gather(*(machine.snapshot(f"s{n}") for n in range(3)))
    assert folders(tmp_path) == ["s0", "s1", "s2"]
