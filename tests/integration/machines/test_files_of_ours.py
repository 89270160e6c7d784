"""What AIOS itself puts into a machine's /workspace: whole files, and programs that go again."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.code.machines.controller import VMController
from aios.code.machines.namespaces import NamespaceBackend, NamespaceMachine
from aios.contracts.errors import BadRequest, LimitReached, NotFound
from aios.contracts.machine import Command

pytestmark = pytest.mark.machine

SMALL = {"disk_mb": 16}
LONG = f"# {'x' * 40_000}\n"  # such programs travel as files
SERVER = (
    "import http.server\n"
    "http.server.HTTPServer(('127.0.0.1', 8123), http.server.SimpleHTTPRequestHandler)"
    ".serve_forever()"
)


@pytest.fixture
async def vms(tmp_path: Path) -> AsyncIterator[VMController]:
    """A controller over real machines."""
    backend = NamespaceBackend(state_dir=tmp_path / "state", images=lambda _: None)
    vms = VMController([backend], images=None, snapshots=tmp_path / "notes", pool_size=0)
    await vms.open()
    await vms.create_vm("t", image="bare", limits=SMALL)
    yield vms
    await vms.close()


async def everything(vms: VMController, vm: str = "t") -> list[str]:
    return (await vms.execute_in_vm(vm, "find . -mindepth 1 | sort")).stdout.split()


async def test_an_upload_onto_a_full_disk_leaves_nothing_of_it(
    vms: VMController, tmp_path: Path
) -> None:
    (tmp_path / "nine").write_bytes(b"9" * (9 << 20))
    await vms.upload("t", tmp_path / "nine", "first")
    for place in ("second", "in/second"):
        with pytest.raises(LimitReached, match=rf"{place} does not fit: .* disk is full") as caught:
            await vms.upload("t", tmp_path / "nine", place)
        assert caught.value.code == "machine_full"
        assert "--disk-mb" in caught.value.hint
    assert [path for path in await everything(vms) if path != "./in"] == ["./first"]
    with pytest.raises(LimitReached):
        await vms.upload("t", tmp_path / "nine", "first")
    assert await vms.download("t", "first") == b"9" * (9 << 20)
    await vms.execute_in_vm("t", "rm first")
    assert await vms.upload("t", tmp_path / "nine", "second") == "second"


async def test_an_upload_that_is_broken_off_leaves_what_was_there(
    machine: NamespaceMachine,
) -> None:
    await machine.write("a", b"before")
    for turns in (1, 3, 9, 30):
        writing = asyncio.create_task(machine.write("a", bytes(30 << 20)))
        for _ in range(turns):
            await asyncio.sleep(0)
        writing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await writing
        seen = await machine.run(Command(argv=("sh", "-c", "ls -A; cat a")))
        assert seen.stdout == "a\nbefore"


async def test_what_is_written_over_keeps_its_mode_and_its_link(machine: NamespaceMachine) -> None:
    made = "mkdir d; echo 1 > d/tool; chmod 700 d/tool; ln -s d/tool link; mkfifo pipe; ln -s / out"
    await machine.run(Command(argv=("sh", "-c", made)))
    await machine.write("link", b"2")
    seen = await machine.run(Command(argv=("sh", "-c", "cat d/tool; stat -c %a%F d/tool link")))
    assert seen.stdout == "2700regular file\n777symbolic link\n"
    for place in ("pipe", "d", "out/x", "link/x"):
        with pytest.raises((BadRequest, NotFound)):
            await machine.write(place, b"3")
    left = await machine.run(Command(argv=("sh", "-c", "ls -A . d")))
    assert left.stdout == ".:\nd\nlink\nout\npipe\n\nd:\ntool\n"


@pytest.mark.parametrize(
    ("ending", "how"),
    [
        ("print(1)", {}),
        ("raise SystemExit(3)", {}),
        ("import os; os.kill(os.getpid(), 9)", {}),
        ("while True: pass", {"timeout_s": 1.5}),
    ],
)
async def test_a_long_program_leaves_no_file(
    vms: VMController, ending: str, how: dict[str, float]
) -> None:
    await vms.execute_in_vm("t", LONG + ending, language="python", **how)  # type: ignore[arg-type]
    assert await everything(vms) == []


async def test_a_long_program_that_is_cancelled_or_never_starts_leaves_no_file(
    machine: NamespaceMachine,
) -> None:
    begun = asyncio.Event()
    command = Command(
        argv=("sh", ".program-00000000"), scratch={".program-00000000": b"echo 1; sleep 60"}
    )
    for wait in (begun.wait, lambda: asyncio.sleep(0)):
        work = asyncio.create_task(machine.run(command, lambda *_: begun.set()))
        await wait()
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        assert (await machine.run(Command(argv=("ls", "-A")))).stdout == ""
    with pytest.raises(BadRequest):
        await machine.run(command.but(cwd="/nosuch"))
    assert (await machine.run(Command(argv=("ls", "-A")))).stdout == ""


async def test_a_program_that_goes_on_is_in_no_download_and_no_snapshot(
    vms: VMController, tmp_path: Path
) -> None:
    ran = await vms.execute_in_vm("t", LONG + SERVER, language="python", timeout_s=30)
    assert ran.running
    await vms.execute_in_vm("t", "echo 1 > mine; touch .program-notes")
    await vms.download("t", ".", tmp_path / "all")
    assert sorted(p.name for p in (tmp_path / "all").iterdir()) == [".program-notes", "mine"]
    await vms.snapshot("t", "s")
    await vms.create_vm("u", snapshot="s")
    assert await everything(vms, "u") == ["./.program-notes", "./mine"]
