"""What every machine keeps to, whichever backend made it."""

import asyncio
import importlib
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from aios.code.machines import scratch
from aios.code.machines.dry import DryBackend
from aios.code.machines.image import ImageStore
from aios.code.machines.microsandbox.backend import MicrosandboxBackend
from aios.code.machines.process import ProcessBackend
from aios.code.machines.qemu.backend import QemuBackend
from aios.code.machines.qemu.guest_image import GuestImages
from aios.code.machines.wasi.backend import WasiBackend
from aios.contracts.errors import BadRequest, LimitReached, MachineFailed, NotFound
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, MachineSpec
from aios.contracts.ports import Machine, MachineBackend

SPEC = MachineSpec(image="bare")
ODD_NAMES = ["文件 名.txt", "-rf", "a'b\"c", "$(id)", "new\nline", "\x1b[31mred", "x" * 250, "..x"]
REAL = [
    "process",
    pytest.param("namespaces", marks=pytest.mark.machine),
    pytest.param("landlock", marks=pytest.mark.landlock),
    pytest.param("qemu", marks=pytest.mark.qemu),
    pytest.param("microsandbox", marks=pytest.mark.microsandbox),
]
CLASSES = {
    "namespaces": "aios.code.machines.namespaces:NamespaceBackend",
    "landlock": "aios.code.machines.landlock.backend:LandlockBackend",
}
WASI = pytest.param("wasi", marks=pytest.mark.wasi)
# What a kind of machine cannot do by its nature; its documentation says so. That of WebAssembly
# runs Python alone, and takes part where no shell is asked for.
CANNOT_LISTEN = {"landlock"}


@asynccontextmanager
async def opened(name: str, state: Path) -> AsyncIterator[MachineBackend]:
    """The backend of that name."""
    backend: MachineBackend
    if name == "dry":
        backend = DryBackend()
    elif name == "process":
        backend = ProcessBackend(state_dir=state)
    elif name == "qemu":
        backend = QemuBackend(state_dir=state, images=GuestImages(ImageStore()))
    elif name == "microsandbox":
        backend = MicrosandboxBackend(state_dir=state, home=ImageStore().root / name)
    elif name == "wasi":
        backend = WasiBackend(state_dir=state, cache=ImageStore().root / "wasi")
    else:
        module, _, kind = CLASSES[name].partition(":")
        made = getattr(importlib.import_module(module), kind)
        backend = made(state_dir=state, images=lambda name: None)
    try:
        probe = await backend.probe()  # the marks have looked deeper, once for all tests
        assert probe.ok, probe.reason
        yield backend
    finally:
        await backend.close()


@pytest.fixture(params=REAL)
async def backend(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[MachineBackend]:
    """A backend that really runs programs."""
    async with opened(request.param, tmp_path / "state") as backend:
        yield backend


@pytest.fixture
async def machine(backend: MachineBackend) -> Machine:
    """A machine that really runs programs."""
    return await backend.create(SPEC)


@pytest.fixture(params=[*REAL, WASI])
async def snake(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Machine]:
    """A machine that really runs Python, and perhaps nothing else."""
    async with opened(request.param, tmp_path / "state") as backend:
        yield await backend.create(SPEC)


@pytest.fixture(params=["dry", *REAL, WASI])
async def box(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Machine]:
    """Any machine, the one that runs nothing included."""
    async with opened(request.param, tmp_path / "state") as backend:
        yield await backend.create(SPEC)


def python(code: str, **facts: object) -> Command:
    return Command(argv=("python3", "-c", code), **facts)  # type: ignore[arg-type]


def shell(text: str, **facts: object) -> Command:
    return Command(argv=("sh", "-c", text), **facts)  # type: ignore[arg-type]


# ---------------------------------------------------------------- files and life, also when dry


async def test_any_name_a_file_can_have(box: Machine) -> None:
    for number, name in enumerate(ODD_NAMES):
        await box.write(f"{number}/{name}", b"1")
        assert await box.read(f"{number}/{name}") == b"1"
        assert [(info.path, info.bytes) for info in await box.list(f"{number}")] == [(name, 1)]


async def test_a_big_file_goes_in_and_comes_out(box: Machine) -> None:
    content = os.urandom(1024) * 20_000
    await box.write("big.bin", content)
    assert await box.read("/workspace/big.bin") == content
    assert b"".join([piece async for piece in box.stream("big.bin")]) == content


async def test_a_file_that_is_written_again_is_the_new_one(box: Machine) -> None:
    for content in (b"1" * 600_000, b"2", b""):
        await box.write("d/a", content)
        assert await box.read("d/a") == content
        assert [info.path for info in await box.list() if info.kind == "file"] == ["d/a"]


async def test_reading_has_a_bound(box: Machine) -> None:
    await box.write("a", b"12345")
    assert await box.read("a", limit=5) == b"12345"
    with pytest.raises(LimitReached):
        await box.read("a", limit=4)


async def test_no_path_leaves_the_working_folder(box: Machine) -> None:
    for path in ("", "../x", "a/../../x", "/etc/passwd", "a\0b", "/workspace/../x"):
        with pytest.raises(BadRequest):
            await box.write(path, b"")
        with pytest.raises(BadRequest):
            await box.read(path)
        assert await box.list() == []


async def test_what_is_not_there(box: Machine) -> None:
    with pytest.raises(NotFound, match="nosuch"):
        await box.read("nosuch")
    with pytest.raises(NotFound, match="nosuch"):
        _ = [piece async for piece in box.stream("nosuch")]
    await box.write("file", b"")
    for path in ("nosuch", "file"):
        with pytest.raises(NotFound, match=path):
            await box.list(path)


async def test_a_command_brings_its_files(box: Machine) -> None:
    await box.run(python("pass", files={"数据/a.txt": "你好".encode()}))
    assert await box.read("数据/a.txt") == "你好".encode()


async def test_destroy_is_idempotent_and_final(box: Machine) -> None:
    assert await box.destroy()
    assert not await box.destroy()
    with pytest.raises(MachineFailed):
        await box.run(Command(argv=("true",)))
    with pytest.raises(MachineFailed):
        await box.read("a")


async def test_machines_do_not_share_files(backend: MachineBackend) -> None:
    one, two = await backend.create(SPEC), await backend.create(SPEC)
    await one.write("a", b"1")
    assert one.id != two.id
    assert await two.list() == []


async def test_closing_a_backend_destroys_its_machines(backend: MachineBackend) -> None:
    machine = await backend.create(SPEC)
    await backend.close()
    await backend.close()
    with pytest.raises(MachineFailed):
        await machine.run(Command(argv=("true",)))


# ---------------------------------------------------------------- running


async def test_an_outcome_tells_everything(snake: Machine) -> None:
    outcome = await snake.run(python("import sys; print('好'); print('坏', file=sys.stderr)"))
    assert (outcome.stdout, outcome.stderr, outcome.exit_code) == ("好\n", "坏\n", 0)
    assert (outcome.level, outcome.backend) == (snake.level, snake.backend)
    assert outcome.limits_not_enforced == snake.limits_not_enforced
    assert 0 < outcome.duration_s < 30
    assert not (outcome.timed_out or outcome.truncated or outcome.running or outcome.oom)


async def test_a_nonzero_exit_is_an_outcome(machine: Machine) -> None:
    assert (await machine.run(shell("exit 3"))).exit_code == 3
    assert (await machine.run(python("1/0"))).exit_code == 1
    assert (await machine.run(shell("kill -9 $$"))).exit_code == -9


async def test_a_program_that_is_not_there(machine: Machine) -> None:
    outcome = await machine.run(Command(argv=("no-such-program",)))
    assert outcome.exit_code == 127
    assert "no-such-program" in outcome.stderr


async def test_input_reaches_the_program(snake: Machine) -> None:
    data = os.urandom(2_000_000)
    code = "import sys, hashlib; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())"
    import hashlib

    outcome = await snake.run(python(code, stdin=data))
    assert outcome.stdout.strip() == hashlib.sha256(data).hexdigest()


async def test_input_nobody_reads_is_no_error(machine: Machine) -> None:
    assert (await machine.run(shell("exit 0", stdin=b"x" * 5_000_000))).exit_code == 0


async def test_without_input_a_reader_sees_the_end(machine: Machine) -> None:
    assert (await machine.run(shell("cat", timeout_s=20))).exit_code == 0


async def test_output_streams_as_it_comes(machine: Machine) -> None:
    heard: list[tuple[str, bytes]] = []
    at: list[float] = []

    def hear(stream: str, data: bytes) -> None:
        heard.append((stream, data))
        at.append(time.monotonic())

    text = "echo one; sleep 0.4; echo two >&2"
    await machine.run(shell(text), hear)
    assert heard == [("stdout", b"one\n"), ("stderr", b"two\n")]
    assert at[1] - at[0] > 0.2


async def test_output_that_is_no_text(snake: Machine) -> None:
    heard = bytearray()
    code = "import sys; sys.stdout.buffer.write(bytes(range(256)))"
    outcome = await snake.run(python(code), lambda stream, data: heard.extend(data))
    assert bytes(heard) == bytes(range(256))
    assert outcome.stdout.startswith("\x00\x01")
    assert "\ufffd" in outcome.stdout


async def test_output_has_a_bound(machine: Machine) -> None:
    heard = bytearray()
    outcome = await machine.run(
        shell("yes 好", output_bytes=100_000, timeout_s=30),
        lambda stream, data: heard.extend(data),
    )
    assert outcome.truncated
    assert not outcome.timed_out
    assert len(heard) <= 100_000
    assert 90_000 < len(outcome.stdout.encode()) <= 100_100


async def test_files_stay_from_run_to_run(machine: Machine) -> None:
    await machine.run(shell("mkdir d; echo 1 > d/a"))
    assert (await machine.run(shell("cat d/a; pwd"))).stdout.startswith("1\n")
    listed = {(info.path, info.kind) for info in await machine.list()}
    assert listed == {("d", "dir"), ("d/a", "file")}


async def test_variables(machine: Machine) -> None:
    outcome = await machine.run(shell("echo $GREETING $HOME", env={"GREETING": "你 好"}))
    assert outcome.stdout.startswith("你 好 /")


async def test_nothing_of_the_hosts_environment_is_inside(
    backend: MachineBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANARY_SECRET", "hunter2")
    outcome = await (await backend.create(SPEC)).run(shell("env"))
    assert "hunter2" not in outcome.stdout


async def test_the_working_folder_can_be_chosen(machine: Machine) -> None:
    await machine.run(shell("mkdir -p 深/b"))
    assert (await machine.run(shell("pwd", cwd="/workspace/深/b"))).stdout.endswith("深/b\n")


async def test_a_working_folder_that_is_not_there(machine: Machine) -> None:
    with pytest.raises((BadRequest, NotFound)):
        await machine.run(shell("pwd", cwd="/workspace/nosuch"))


# ---------------------------------------------------------------- deadlines and cancels


async def test_a_deadline_holds_against_a_program_that_ignores_signals(machine: Machine) -> None:
    text = "trap '' TERM INT HUP; echo begun; while :; do sleep 1; done"
    await machine.run(shell("true"))  # where a processor is emulated, the first one takes its time
    started = time.monotonic()
    outcome = await machine.run(shell(text, timeout_s=2))
    assert outcome.timed_out
    assert outcome.stdout == "begun\n"
    assert outcome.exit_code not in (0, None)
    assert time.monotonic() - started < 7


async def test_a_deadline_holds_against_a_child_that_keeps_the_output_open(
    machine: Machine,
) -> None:
    started = time.monotonic()
    outcome = await machine.run(shell("sleep 60 & echo done", timeout_s=30))
    assert outcome.stdout == "done\n"
    assert time.monotonic() - started < 15


async def test_cancelling_stops_the_program(machine: Machine) -> None:
    begun = asyncio.Event()
    text = "echo begun; sleep 3; echo late > late.txt"
    run = asyncio.create_task(machine.run(shell(text), lambda stream, data: begun.set()))
    await asyncio.wait_for(begun.wait(), 10)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    await asyncio.sleep(3.2)
    assert await machine.list() == []


async def test_destroying_ends_what_runs(machine: Machine) -> None:
    begun = asyncio.Event()
    run = asyncio.create_task(
        machine.run(shell("echo begun; sleep 60"), lambda stream, data: begun.set())
    )
    await asyncio.wait_for(begun.wait(), 10)
    await machine.destroy()
    with pytest.raises(MachineFailed):
        await asyncio.wait_for(run, 10)


async def test_a_server_is_left_running(machine: Machine) -> None:
    code = (
        "import socket, time; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen();"
        "print(s.getsockname()[1], flush=True); time.sleep(60)"
    )
    outcome = await machine.run(python(code, linger_s=0.5, timeout_s=30))
    if machine.backend in CANNOT_LISTEN:
        assert (outcome.running, outcome.exit_code) == (False, 1)
        assert "PermissionError" in outcome.stderr or "OSError" in outcome.stderr
        with pytest.raises(NotFound, match="cannot"):
            await machine.dial(5000)
        return
    assert outcome.running
    assert outcome.exit_code is None
    assert outcome.ports == (int(outcome.stdout),)
    assert (await machine.run(shell("echo still here"))).stdout == "still here\n"


async def test_a_program_that_lingers_without_listening_runs_to_its_end(machine: Machine) -> None:
    outcome = await machine.run(shell("sleep 1; echo end", linger_s=0.2))
    assert (outcome.stdout, outcome.running) == ("end\n", False)


# ---------------------------------------------------------------- many, and hostile


async def test_twenty_at_once(backend: MachineBackend) -> None:
    async def one(number: int) -> str:
        machine = await backend.create(SPEC)
        await machine.write("n", str(number).encode())
        outcome = await machine.run(shell("cat n"))
        await machine.destroy()
        return outcome.stdout

    assert await asyncio.gather(*map(one, range(20))) == [str(n) for n in range(20)]


async def test_memory_is_limited(backend: MachineBackend) -> None:
    machine = await backend.create(SPEC.but(limits=MachineLimits(memory_mb=128)))
    outcome = await machine.run(python("x = bytearray(400 * 1024 * 1024)", timeout_s=30))
    assert outcome.exit_code != 0


async def test_a_file_that_does_not_fit_leaves_what_was_there(snake: Machine) -> None:
    if "disk" in snake.limits_not_enforced:
        pytest.skip("its disk has no limit")
    await snake.write("d/a", b"before")
    with pytest.raises(LimitReached) as caught:
        await snake.write("d/a", bytes(SPEC.limits.disk_mb * 2**20 + 1))
    assert caught.value.code == "machine_full"
    assert await snake.read("d/a") == b"before"
    outcome = await snake.run(python("import os\nprint(os.listdir('.'), os.listdir('d'))"))
    assert outcome.stdout == "['d'] ['a']\n"


@pytest.mark.parametrize("ending", ["pass", "raise SystemExit(3)", "while True: pass"])
async def test_scratch_files_go_with_their_program(snake: Machine, ending: str) -> None:
    path = scratch.new_name("program")
    program = f"import os, sys\nprint(os.path.isfile(sys.argv[0]), flush=True)\n{ending}"
    command = Command(
        argv=("python3", path), scratch={path: program.encode(), f"{path}1/a": b""}, timeout_s=2
    )
    outcome = await snake.run(command)
    assert outcome.stdout == "True\n" or outcome.timed_out
    seen = await snake.run(python("import os\nprint(os.listdir('.'))"))
    assert seen.stdout == "[]\n"


async def test_a_deep_tree_can_be_listed_and_removed(machine: Machine) -> None:
    code = "import os\nfor _ in range(1500):\n    os.mkdir('d'); os.chdir('d')"
    assert (await machine.run(python(code, timeout_s=30))).exit_code == 0
    assert len(await machine.list()) > 100
    assert await machine.destroy()


async def test_only_regular_files_are_read(machine: Machine) -> None:
    await machine.run(shell("mkfifo pipe; mkdir folder; ln -s /etc/passwd link"))
    for name in ("pipe", "folder", "link"):
        with pytest.raises((NotFound, BadRequest)):
            await asyncio.wait_for(machine.read(name), 5)


async def test_a_huge_sparse_file_is_refused_unread(machine: Machine) -> None:
    await machine.run(python("open('sparse', 'wb').truncate(200 * 1024 * 1024)"))
    with pytest.raises(LimitReached):
        await machine.read("sparse")


async def test_posture_says_how_strong_it_is(snake: Machine) -> None:
    assert await snake.posture()
