"""The VM controller over dry machines: names, states, refusals, what reaches the machine."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.code.machines import transfer
from aios.code.machines.controller import VMController
from aios.code.machines.dry import DryBackend, DryMachine
from aios.code.machines.image import ImageStore
from aios.contracts.errors import (
    BadRequest,
    Cancelled,
    Conflict,
    Denied,
    IsolationUnavailable,
    LimitReached,
    MachineFailed,
    NotFound,
    StoreFailed,
)
from aios.contracts.events import Event, ResourceUsed
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Bind, Command, FileInfo, MachineSpec, NetworkPolicy, RunOutcome

PROGRAMS = {"ls", "cat", "echo", "python3"}


def guest(command: Command, machine: DryMachine) -> RunOutcome:
    """Knows some programs; says what it was asked."""
    if command.argv[:3] == ("sh", "-c", 'command -v -- "$1"'):
        return RunOutcome(exit_code=0 if command.argv[-1] in PROGRAMS else 1)
    return RunOutcome(stdout=f"ran {command.argv[-1]}")


class Bench:
    def __init__(self, cwd: Path) -> None:
        self.backend = DryBackend(guest)
        self.events: list[Event] = []
        self.vms = VMController(
            [self.backend], images=None, pool_size=0, cwd=cwd, on_event=self.events.append
        )

    @property
    def machine(self) -> DryMachine:
        return self.backend.made[-1]


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path)
    await bench.vms.open()
    yield bench
    await bench.vms.close()


async def test_the_life_of_a_machine(bench: Bench) -> None:
    vm = await bench.vms.create_vm("t")
    assert isinstance(vm, str)
    (record,) = await bench.vms.list_vms()
    assert (record["id"], record["name"], record["status"]) == (vm, "t", "created")
    assert (record["backend"], record["level"], record["image"]) == ("dry", 30, "python")
    assert not bench.backend.made
    assert (await bench.vms.start_vm(vm)).status == "running"
    await bench.vms.start_vm("t")
    assert len(bench.backend.made) == 1
    assert (await bench.vms.stop_vm("t")).status == "stopped"
    assert not bench.machine.alive
    assert await bench.vms.delete_vm(vm)
    assert not await bench.vms.delete_vm(vm)
    assert await bench.vms.list_vms() == []


async def test_executing_starts_a_machine_that_is_not_running(bench: Bench) -> None:
    vm = await bench.vms.create_vm("t")
    await bench.vms.execute_in_vm(vm, "ls -la")
    assert (await bench.vms.list_vms())[0].status == "running"
    await bench.vms.stop_vm(vm)
    await bench.vms.execute_in_vm(vm, "ls -la")
    assert [machine.alive for machine in bench.backend.made] == [False, True]


@pytest.mark.parametrize(
    ("text", "language", "argv"),
    [
        ("ls -la", None, "sh"),
        ("import sys\nprint(sys.version)", None, "python3"),
        ("print(1)", None, "python3"),
        ("print(1)", "python", "python3"),
        ("ls", "python", "python3"),
        ("print(1)", "bash", "sh"),
        ("统计", None, "python3"),
    ],
)
async def test_the_choice_of_language_is_on_the_outcome(
    bench: Bench, text: str, language: str | None, argv: str
) -> None:
    vm = await bench.vms.create_vm("t")
    outcome = await bench.vms.execute_in_vm(vm, text, language=language)
    assert outcome.language == ("python" if argv == "python3" else "shell")
    assert bench.machine.commands[-1].argv[0] == argv
    assert outcome.stdout == f"ran {text}"
    assert (outcome.backend, outcome.level) == ("dry", 30)


async def test_a_long_program_goes_through_a_file(bench: Bench) -> None:
    text = "print('" + "长" * 100_000 + "')"
    await bench.vms.execute_in_vm(await bench.vms.create_vm("t"), text)
    command = bench.machine.commands[-1]
    assert all(len(word) < 1000 for word in command.argv)
    assert [content.decode() for content in command.scratch.values()] == [text]


async def test_input_files_and_deadline_reach_the_machine(bench: Bench) -> None:
    vm = await bench.vms.create_vm("t")
    heard: list[tuple[str, bytes]] = []
    await bench.vms.execute_in_vm(
        vm,
        "cat x",
        stdin="你好",
        files={"x": "文", "y/z": b"\xff"},
        timeout_s=7,
        on_output=lambda stream, data: heard.append((stream, data)),
    )
    command = bench.machine.commands[-1]
    assert command.stdin == "你好".encode()
    assert command.files == {"x": "文".encode(), "y/z": b"\xff"}
    assert (command.timeout_s, command.linger_s) == (7, 2.0)
    assert heard == [("stdout", b"ran cat x")]


async def test_indented_code_runs(bench: Bench) -> None:
    vm = await bench.vms.create_vm("t")
    outcome = await bench.vms.execute_in_vm(vm, "\n    import sys\n    print(sys.path)\n")
    assert outcome.language == "python"
    assert bench.machine.commands[-1].argv[-1] == "\nimport sys\nprint(sys.path)\n"


async def test_an_image_nobody_knows(tmp_path: Path) -> None:
    images = ImageStore(tmp_path / "images", lists=tmp_path)
    (tmp_path / "small.txt").write_text("")
    vms = VMController([DryBackend()], images=images, cwd=tmp_path, pool_size=0)
    with pytest.raises(NotFound, match="'nosuch'; known: small"):
        await vms.create_vm("t", image="nosuch")
    await vms.start_vm(await vms.create_vm("bare", image="bare"))
    await vms.close()


@pytest.mark.parametrize("text", ["", "  \n", "print(1)\0", "print('\ud800')", None, 7])
async def test_nothing_to_run(bench: Bench, text: str) -> None:
    vm = await bench.vms.create_vm("t")
    with pytest.raises(BadRequest):
        await bench.vms.execute_in_vm(vm, text)


@pytest.mark.parametrize("timeout_s", [0, -1, float("nan")])
async def test_a_deadline_that_is_none(bench: Bench, timeout_s: float) -> None:
    vm = await bench.vms.create_vm("t")
    with pytest.raises(BadRequest, match="timeout_s"):
        await bench.vms.execute_in_vm(vm, "ls", timeout_s=timeout_s)


async def test_names(bench: Bench) -> None:
    await bench.vms.create_vm("分析")
    with pytest.raises(Conflict, match="分析") as caught:
        await bench.vms.create_vm("分析")
    assert "delete_vm" in caught.value.hint
    for name in ("", "  ", "a\nb", "a\x1b[31m", None):
        with pytest.raises(BadRequest):
            await bench.vms.create_vm(name)  # type: ignore[arg-type]
    with pytest.raises(NotFound, match=r"nosuch.*known: 分析"):
        await bench.vms.start_vm("nosuch")
    with pytest.raises(NotFound):
        await bench.vms.execute_in_vm("nosuch", "ls")


async def test_two_at_once_cannot_take_one_name(bench: Bench) -> None:
    made = await asyncio.gather(
        *(bench.vms.create_vm("t") for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(each, str) for each in made) == 1
    assert sum(isinstance(each, Conflict) for each in made) == 4


async def test_limits_and_network(bench: Bench) -> None:
    vm = await bench.vms.create_vm("t", limits={"memory_mb": 64}, network=["example.com"])
    await bench.vms.start_vm(vm)
    assert bench.machine.spec.limits == MachineLimits(memory_mb=64)
    assert bench.machine.spec.network == NetworkPolicy(hosts=("example.com",))
    for limits in ({"nosuch": 1}, {"memory_mb": -1}, {"memory_mb": "big"}, {"cpus": True}):
        with pytest.raises(BadRequest, match="limit"):
            await bench.vms.create_vm("u", limits=limits)


async def test_files_named_in_a_command_are_copied_from_the_callers_folder(
    bench: Bench, tmp_path: Path
) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("销售.csv", "sub/b.txt", "c.py", "other.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "out").symlink_to("/etc/hostname")
    vm = await bench.vms.create_vm("t")
    await bench.vms.execute_in_vm(vm, "cat 销售.csv --with=sub/b.txt ../x /etc/passwd out nosuch")
    assert bench.machine.files == {"销售.csv": "销售.csv".encode(), "sub/b.txt": b"sub/b.txt"}
    await bench.vms.execute_in_vm(vm, "import csv\nopen('c.py')")
    assert "c.py" in bench.machine.files


async def test_a_file_of_the_machine_is_not_replaced(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("host")
    vm = await bench.vms.create_vm("t")
    await bench.vms.start_vm(vm)
    await bench.machine.write("a.txt", b"guest")
    await bench.vms.execute_in_vm(vm, "cat a.txt")
    assert bench.machine.files["a.txt"] == b"guest"


async def test_nothing_is_copied_when_that_is_off(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("host")
    backend = DryBackend(guest)
    vms = VMController([backend], images=None, cwd=tmp_path, copy_from_cwd=False, pool_size=0)
    await vms.execute_in_vm(await vms.create_vm("t"), "cat a.txt")
    assert backend.made[0].files == {}
    await vms.close()


async def test_upload_and_download(bench: Bench, tmp_path: Path) -> None:
    vm = await bench.vms.create_vm("t")
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    (tmp_path / "folder" / "deep" / "文件.txt").write_bytes(b"1")
    (tmp_path / "big").write_bytes(b"x" * 3_000_000)
    assert await bench.vms.upload(vm, "big") == "big"
    assert await bench.vms.upload(vm, tmp_path / "big", "data/") == "data/big"
    assert await bench.vms.upload(vm, "folder") == "folder"
    assert bench.machine.files["folder/deep/文件.txt"] == b"1"
    assert await bench.vms.download(vm, "data/big") == b"x" * 3_000_000
    path = await bench.vms.download(vm, "/workspace/big", "copy")
    assert path == tmp_path / "copy"
    assert (tmp_path / "copy").read_bytes() == b"x" * 3_000_000
    assert await bench.vms.download(vm, "data/big", tmp_path / "folder") == (
        tmp_path / "folder" / "big"
    )


async def test_uploads_and_downloads_that_cannot_be(bench: Bench, tmp_path: Path) -> None:
    vm = await bench.vms.create_vm("t")
    (tmp_path / "a").write_bytes(b"1")
    with pytest.raises(NotFound, match="nosuch"):
        await bench.vms.upload(vm, "nosuch")
    for path in ("../x", "/etc/passwd", "a\0b"):
        with pytest.raises(BadRequest):
            await bench.vms.upload(vm, "a", path)
        with pytest.raises(BadRequest):
            await bench.vms.download(vm, path)
    with pytest.raises(NotFound):
        await bench.vms.download(vm, "nosuch", "copy")
    await bench.vms.upload(vm, "a")
    with pytest.raises(StoreFailed, match="no/such/place"):
        await bench.vms.download(vm, "a", "no/such/place")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


async def test_a_file_larger_than_the_machines_disk_is_refused_unread(
    bench: Bench, tmp_path: Path
) -> None:
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(2 * 2**30)
    vm = await bench.vms.create_vm("t")
    for attempt in (bench.vms.upload(vm, "huge.csv"), bench.vms.execute_in_vm(vm, "cat huge.csv")):
        with pytest.raises(LimitReached, match=r"2048 MiB.*512 MiB") as caught:
            await attempt
        assert "disk_mb" in caught.value.hint


async def test_stopping_a_machine_cancels_what_runs_in_it(tmp_path: Path) -> None:
    begun, stopped = asyncio.Event(), asyncio.Event()

    async def slow(command: Command, machine: DryMachine) -> RunOutcome | Exception:
        begun.set()
        await stopped.wait()
        return MachineFailed("the machine is gone")

    vms = VMController([DryBackend(slow)], images=None, cwd=tmp_path, pool_size=0)
    vm = await vms.create_vm("t")
    run = asyncio.create_task(vms.execute_in_vm(vm, "x", language="python"))
    await begun.wait()
    await vms.stop_vm(vm)
    stopped.set()
    with pytest.raises(Cancelled, match="t was stopped"):
        await run
    await vms.close()


async def test_a_machine_that_fails_is_an_error_not_an_outcome(tmp_path: Path) -> None:
    vms = VMController(
        [DryBackend([MachineFailed("it broke")])], images=None, cwd=tmp_path, pool_size=0
    )
    vm = await vms.create_vm("t")
    with pytest.raises(MachineFailed, match="it broke"):
        await vms.execute_in_vm(vm, "x", language="python")
    await vms.close()


async def test_a_lease_is_fresh_and_ends_with_its_context(bench: Bench) -> None:
    spec = MachineSpec(binds=(Bind(host="/data"),))
    async with bench.vms.lease(spec) as machine:
        assert machine is bench.machine
        assert bench.machine.spec.binds == spec.binds
    assert not bench.machine.alive
    with pytest.raises(RuntimeError):
        async with bench.vms.lease(spec):
            raise RuntimeError
    assert len(bench.backend.made) == 2
    assert not any(machine.alive for machine in bench.backend.made)


async def test_switched_off_machines_refuse_everything(tmp_path: Path) -> None:
    backend = DryBackend()
    vms = VMController([backend], images=None, enabled=False, cwd=tmp_path)
    await vms.open()
    for attempt in (vms.create_vm("t"), vms.execute_in_vm("t", "ls"), vms.start_vm("t")):
        with pytest.raises(Denied) as caught:
            await attempt
        assert caught.value.code == "machines_off"
    with pytest.raises(Denied):
        async with vms.lease(MachineSpec()):
            pass
    await vms.close()
    assert backend.made == []


async def test_too_weak_backends_are_refused_when_a_machine_is_created(tmp_path: Path) -> None:
    vms = VMController([DryBackend(level=10)], images=None, cwd=tmp_path)
    with pytest.raises(IsolationUnavailable):
        await vms.create_vm("t")
    assert await vms.list_vms() == []
    await vms.close()


async def test_runs_are_counted_and_told(bench: Bench) -> None:
    vm = await bench.vms.create_vm("t")
    await bench.vms.execute_in_vm(vm, "ls")
    (event,) = bench.events
    assert isinstance(event, ResourceUsed)
    assert (event.resource, event.name, event.ok) == ("machine", "dry", True)
    stats = bench.vms.stats()
    assert (stats["vms"], stats["running"], stats["backends"]["dry"]["runs"]) == (1, 1, 1)


async def test_closing_destroys_everything(tmp_path: Path) -> None:
    backend = DryBackend()
    vms = VMController([backend], images=None, cwd=tmp_path, pool_size=2)
    await vms.start_vm(await vms.create_vm("t"))
    await vms.create_vm("u")
    await asyncio.sleep(0)
    await vms.close()
    await vms.close()
    assert backend.made
    assert not any(machine.alive for machine in backend.made)


@pytest.mark.parametrize("told", ["../up", "/etc/cron.d/x", "a/../../up", "nul\0"])
async def test_a_machine_that_names_paths_outside_writes_nothing(tmp_path: Path, told: str) -> None:
    class Liar(DryMachine):
        async def list(self, path: str = ".") -> list[FileInfo]:
            return [FileInfo(path=told, bytes=1)]

        async def stream(self, path: str) -> AsyncIterator[bytes]:
            yield b"theirs"

    target = tmp_path / "in"
    target.mkdir()
    with pytest.raises(BadRequest):
        await transfer.download(Liar("m", MachineSpec(), DryBackend(), {}), "out", target)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
