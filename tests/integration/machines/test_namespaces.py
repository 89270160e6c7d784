"""What a namespace machine promises: runs, files, deadlines, cancelling, inputs, the way out."""

import asyncio
import os
import socket
import time
from pathlib import Path

import pytest

from aios.code.machines.namespaces import NamespaceBackend
from aios.contracts.errors import BadRequest, LimitReached, MachineFailed, NotFound
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Access, Bind, Command, Level, MachineSpec, NetworkPolicy

pytestmark = pytest.mark.machine


async def test_a_program_runs_and_its_outcome_is_stamped(python) -> None:
    outcome = await python("print('你好, world')")
    assert outcome.stdout == "你好, world\n"
    assert outcome.exit_code == 0
    assert (outcome.level, outcome.backend) == (Level.NAMESPACES, "namespaces")


@pytest.mark.parametrize(
    ("code", "exit_code", "stderr"),
    [
        ("import sys; sys.exit(7)", 7, ""),
        ("raise SystemExit('no')", 1, "no\n"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -9, ""),
        ("1/0", 1, "ZeroDivisionError"),
        ("x = (", 1, "SyntaxError"),
    ],
)
async def test_a_failing_program_is_an_outcome(python, code, exit_code, stderr) -> None:
    outcome = await python(code)
    assert outcome.exit_code == exit_code
    assert stderr in outcome.stderr
    assert "aios" not in outcome.stderr  # a traceback holds frames of the program only


async def test_the_forked_interpreter_passes_for_a_fresh_one(machine) -> None:
    code = (
        "import sys, os\n"
        "print(__name__, sys.argv, sys.path[0], sorted(os.environ), sys.stdin.read(),"
        " [m for m in sys.modules if m.startswith('aios')], sys.flags.isolated,"
        " sys.stdout.encoding, len(os.listdir('/proc/self/fd')), exit)"
    )
    files = {"task/main.py": code.encode()}
    forked = await machine.run(Command(argv=("python3", "task/main.py", "a"), files=files))
    fresh = await machine.run(Command(argv=("/aios/bin/python3", "task/main.py", "a")))
    assert forked.stderr == fresh.stderr == ""
    # A forked program inherits nothing but its three streams, so it counts the same descriptors.
    assert forked.stdout.replace("Use exit() or Ctrl-D", "") == fresh.stdout.replace(
        "Use exit() or Ctrl-D", ""
    )


async def test_a_program_ends_like_in_a_fresh_interpreter(python, machine) -> None:
    outcome = await python(
        "import atexit, threading, time\n"
        "left_open = open('left.txt', 'w'); left_open.write('kept')\n"
        "class Loud:\n"
        "    def __del__(self): print('deleted')\n"
        "loud = Loud(); loud.itself = loud\n"
        "atexit.register(print, 'atexit')\n"
        "threading.Thread(target=lambda: (time.sleep(0.05), print('thread'))).start()\n"
        "print('main')\n"
    )
    assert outcome.stdout == "main\nthread\natexit\ndeleted\n"
    assert await machine.read("left.txt") == b"kept"


async def test_programs_beside_python_and_missing_ones(machine) -> None:
    shell = await machine.run(Command(argv=("sh", "-c", "echo $0 $HOME; pwd; exit 3")))
    assert (shell.stdout, shell.exit_code) == ("sh /workspace\n/workspace\n", 3)
    missing = await machine.run(Command(argv=("没有这个",)))
    assert missing.exit_code == 127
    assert "没有这个" in missing.stderr
    script = await machine.run(Command(argv=("python3", "none.py")))
    assert script.exit_code == 2
    with pytest.raises(BadRequest):
        await machine.run(Command(argv=("true",), cwd="/nowhere"))


async def test_stdin_files_and_environment_reach_the_program(machine) -> None:
    big = os.urandom(3_000_000)
    outcome = await machine.run(
        Command(
            argv=(
                "python3",
                "-c",
                "import sys, os, hashlib\n"
                "print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest(), os.environ['名'])\n"
                "print(open('资料/a.txt').read())",
            ),
            stdin=big,
            files={"资料/a.txt": "内容".encode()},
            env={"名": "值"},
        )
    )
    import hashlib

    assert outcome.stdout.split() == [hashlib.sha256(big).hexdigest(), "值", "内容"]


async def test_an_input_larger_than_the_machine_is_refused(backend) -> None:
    machine = await backend.create(MachineSpec(image="bare", limits=MachineLimits(disk_mb=1)))
    with pytest.raises(LimitReached):
        await machine.run(Command(argv=("cat",), stdin=bytes(2 << 20)))
    with pytest.raises(LimitReached):
        await machine.write("too-large", bytes(2 << 20))
    assert (await machine.run(Command(argv=("true",)))).exit_code == 0


async def test_output_streams_as_it_comes(machine) -> None:
    seen: list[tuple[float, str, bytes]] = []
    code = "import time,sys\nprint('a'); time.sleep(0.3); print('b', file=sys.stderr)"
    await machine.run(
        Command(argv=("python3", "-c", code)),
        on_output=lambda stream, data: seen.append((time.monotonic(), stream, data)),
    )
    assert [entry[1:] for entry in seen if entry[2].strip()] == [
        ("stdout", b"a"),
        ("stderr", b"b"),
    ] or b"".join(entry[2] for entry in seen) == b"a\nb\n"
    assert seen[-1][0] - seen[0][0] > 0.2


async def test_runs_go_on_side_by_side(machine) -> None:
    started = time.monotonic()
    outcomes = await asyncio.gather(
        *(
            machine.run(Command(argv=("sh", "-c", f"sleep 0.4; echo {number}")))
            for number in range(5)
        )
    )
    assert [outcome.stdout for outcome in outcomes] == [f"{number}\n" for number in range(5)]
    assert time.monotonic() - started < 2


async def test_the_deadline_is_the_hosts_even_when_sigterm_is_ignored(machine) -> None:
    started = time.monotonic()
    outcome = await machine.run(
        Command(argv=("sh", "-c", "trap '' TERM; echo on; sleep 60"), timeout_s=0.3)
    )
    assert outcome.timed_out
    assert outcome.stdout == "on\n"
    assert outcome.exit_code is not None and outcome.exit_code < 0
    assert time.monotonic() - started < 5
    assert (await machine.run(Command(argv=("true",)))).exit_code == 0


async def test_cancelling_stops_the_program_and_its_children(machine) -> None:
    run = asyncio.create_task(
        machine.run(Command(argv=("sh", "-c", "setsid sleep 77 & sleep 78 & wait")))
    )
    await asyncio.sleep(0.3)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    left = await machine.run(Command(argv=("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")))
    assert "sleep 7" not in left.stdout.replace(left.stdout.split("cat")[-1], "")


async def test_a_server_that_listens_is_left_running(machine) -> None:
    outcome = await machine.run(
        Command(argv=("python3", "-m", "http.server", "8123"), linger_s=0.5, timeout_s=20)
    )
    assert outcome.running
    assert outcome.ports == (8123,)
    assert outcome.exit_code is None
    code = "import urllib.request as u; print(u.urlopen('http://localhost:8123/').status)"
    assert (await machine.run(Command(argv=("python3", "-c", code)))).stdout == "200\n"


async def test_a_program_that_lingers_without_a_port_ends_as_usual(machine) -> None:
    outcome = await machine.run(Command(argv=("sleep", "0.6"), linger_s=0.2, timeout_s=20))
    assert not outcome.running
    assert outcome.exit_code == 0


async def test_files_come_and_go(machine) -> None:
    content = os.urandom(1_500_000)
    await machine.write("深/层/数据.bin", content)
    assert await machine.read("深/层/数据.bin") == content
    assert await machine.read("/workspace/深/层/数据.bin") == content
    pieces = [piece async for piece in machine.stream("深/层/数据.bin")]
    assert b"".join(pieces) == content and len(pieces) > 1
    await machine.write("深/层/数据.bin", b"")
    assert await machine.read("深/层/数据.bin") == b""
    listed = {info.path: (info.bytes, info.kind) for info in await machine.list("深")}
    assert listed == {"层": (listed["层"][0], "dir"), "层/数据.bin": (0, "file")}
    with pytest.raises(LimitReached):
        await machine.write("big", b"x" * 1000)
        await machine.read("big", limit=999)
    with pytest.raises(NotFound):
        await machine.read("none")
    with pytest.raises(NotFound):
        await machine.list("none")


@pytest.mark.parametrize(
    "path", ["../etc/passwd", "/etc/passwd", "a/../../x", "", "link/x", "nul\0"]
)
async def test_paths_that_leave_the_workspace_are_refused(machine, path) -> None:
    await machine.run(Command(argv=("ln", "-s", "/etc", "link")))
    for attempt in (machine.read(path), machine.write(path, b"x"), machine.list(path)):
        with pytest.raises((BadRequest, NotFound)):
            await attempt


async def test_pipes_devices_and_deep_folders_hold_up_nobody(machine) -> None:
    code = (
        "import os\nos.mkfifo('pipe')\nos.symlink('/dev/zero', 'zero')\n"
        "open('sparse','w').truncate(1 << 29)\nopen('a\\nb\\x1b[31m','w')\n"
        "for _ in range(3000):\n    os.mkdir('d'); os.chdir('d')\n"
    )
    await machine.run(Command(argv=("python3", "-c", code)))
    async with asyncio.timeout(10):
        for name in ("pipe", "zero"):
            with pytest.raises(BadRequest):
                await machine.read(name)
            with pytest.raises(BadRequest):
                await machine.write(name, b"x")
        with pytest.raises(LimitReached):
            await machine.read("sparse", limit=1_000_000)
        listed = await machine.list()
        assert len(listed) > 1000
        assert "a\nb\x1b[31m" in {info.path for info in listed}
        assert await machine.destroy()


async def test_a_long_listing_is_cut(machine) -> None:
    await machine.run(
        Command(argv=("python3", "-c", "for i in range(12000): open(f'{i:0200}', 'w')"))
    )
    assert len(await machine.list()) == 10_000


async def test_named_inputs_are_readable_at_their_own_path_and_never_writable(
    backend, tmp_path
) -> None:
    folder = tmp_path / "私人"
    folder.mkdir(mode=0o700)
    secret = folder / "data.csv"
    secret.write_text("a,b\n1,2\n")
    secret.chmod(0o600)
    single = tmp_path / "closed" / "one.txt"
    single.parent.mkdir(mode=0o700)
    single.write_text("one")
    single.chmod(0o400)
    machine = await backend.create(
        MachineSpec(
            image="bare",
            binds=(
                Bind(host=str(folder)),
                Bind(host=str(single)),
                Bind(host=str(single), guest="/in/x"),
            ),
        )
    )
    code = (
        f"print(open({str(secret)!r}).read(), open({str(single)!r}).read(), open('/in/x').read())\n"
        "import os\n"
        f"for path in ({str(secret)!r}, {str(single)!r}, '/in/x', {str(folder / 'new')!r}):\n"
        "    for attempt in (lambda: open(path, 'a'), lambda: os.chmod(path, 0o666),"
        " lambda: os.unlink(path), lambda: os.rename(path, path + '2')):\n"
        "        try: attempt(); print('WROTE', path)\n"
        "        except OSError: pass\n"
    )
    outcome = await machine.run(Command(argv=("python3", "-c", code)))
    assert outcome.stderr == ""
    assert outcome.stdout == "a,b\n1,2\n one one\n"
    assert secret.read_text() == "a,b\n1,2\n"
    assert secret.stat().st_mode & 0o777 == 0o600


async def test_inputs_of_another_owner_are_readable_too(backend, tmp_path) -> None:
    if os.getuid() != 0:
        pytest.skip("a plain user can read its own files only")
    folder = tmp_path / "theirs"
    folder.mkdir()
    for path in (folder / "a", tmp_path / "b"):
        path.write_text(path.name)
        path.chmod(0o600)
        os.chown(path, 4321, 4321)
    os.chown(folder, 4321, 4321)
    folder.chmod(0o700)
    binds = (Bind(host=str(folder)), Bind(host=str(tmp_path / "b")))
    machine = await backend.create(MachineSpec(image="bare", binds=binds))
    outcome = await machine.run(Command(argv=("cat", str(folder / "a"), str(tmp_path / "b"))))
    assert outcome.stdout == "ab", outcome.stderr


async def test_system_folders_can_be_named(backend) -> None:
    binds = tuple(Bind(host=path) for path in ("/usr", "/etc", "/tmp", "/usr/share"))
    machine = await backend.create(MachineSpec(image="bare", binds=binds))
    code = "import tempfile; tempfile.TemporaryFile(); open('/etc/hosts').read(); print('fine')"
    outcome = await machine.run(Command(argv=("python3", "-c", code)))
    assert outcome.stdout == "fine\n", outcome.stderr


async def test_a_large_input_is_not_copied_through_memory(backend, tmp_path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(2 << 30)
        file.seek(-3, 2)
        file.write(b"end")
    large.chmod(0o600)
    started = time.monotonic()
    machine = await backend.create(
        MachineSpec(
            image="bare", binds=(Bind(host=str(large)),), limits=MachineLimits(memory_mb=128)
        )
    )
    code = f"f=open({str(large)!r},'rb'); f.seek(-3,2); print(f.read())"
    assert (await machine.run(Command(argv=("python3", "-c", code)))).stdout == "b'end'\n"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("bind", "error"),
    [
        (Bind(host="/no/such/file"), NotFound),
        (Bind(host="relative"), BadRequest),
        (Bind(host="/etc/hostname", guest="/proc/x"), BadRequest),
        (Bind(host="/etc", guest="/"), BadRequest),
        (Bind(host="/etc/hostname", guest="/a/../b"), BadRequest),
        (Bind(host="/dev/null"), BadRequest),
    ],
)
async def test_binds_that_cannot_be_are_refused(backend, bind, error) -> None:
    with pytest.raises(error):
        await backend.create(MachineSpec(image="bare", binds=(bind,)))


async def test_the_image_and_the_sdk_are_importable(tmp_path, backend) -> None:
    image, sdk = tmp_path / "image", tmp_path / "sdk"
    for folder, name in ((image, "of_image"), (sdk, "of_sdk")):
        folder.mkdir(mode=0o700)
        (folder / f"{name}.py").write_text(f"NAME = {name!r}\n")
    other = NamespaceBackend(state_dir=tmp_path / "other", images=lambda name: image)
    try:
        machine = await other.create(
            MachineSpec(image="python", binds=(Bind(host=str(sdk), guest="/aios/sdk"),))
        )
        for interpreter in ("python3", "/aios/bin/python3"):
            code = "import of_image, of_sdk; print(of_image.NAME, of_sdk.NAME)"
            outcome = await machine.run(Command(argv=(interpreter, "-c", code)))
            assert outcome.stdout == "of_image of_sdk\n", outcome.stderr
    finally:
        await other.close()


class _Door:
    """A stand-in for the host's proxy: answers every connection with one line."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "door.sock"
        self.policies: list[NetworkPolicy] = []
        self.closed: list[Path] = []

    async def open(self, policy: NetworkPolicy, machine_id: str, secrets=()) -> Path:
        self.policies.append(policy)
        self.server = await asyncio.start_unix_server(self._serve, self.path)
        return self.path

    def variables(self, path: Path) -> dict[str, str]:
        return {}

    def bundle(self, path: Path) -> None:
        return None

    async def accesses(self, path: Path) -> tuple[Access, ...]:
        return ()

    async def close(self, path: Path) -> None:
        self.closed.append(path)
        self.server.close()

    async def _serve(self, reader, writer) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        body = head.split(b"\r\n")[0] * 1000
        writer.write(b"HTTP/1.1 200 ok\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()


async def test_the_only_way_out_is_the_proxy(tmp_path) -> None:
    door = _Door(tmp_path)
    backend = NamespaceBackend(state_dir=tmp_path / "s", images=lambda _: None, doors=door)
    try:
        policy = NetworkPolicy(hosts=("example.com",))
        machine = await backend.create(MachineSpec(image="bare", network=policy))
        code = (
            "import urllib.request as u\n"
            "body = u.urlopen('http://example.com/x').read()\n"
            "print(len(body), body[:30])\n"
        )
        for _ in range(2):  # the relay is killed with the first run and started again
            outcome = await machine.run(Command(argv=("python3", "-c", code)))
            assert outcome.stdout == "33000 b'GET http://example.com/x HTTP/'\n", outcome.stderr
        direct = "import socket; socket.create_connection(('1.1.1.1', 80), 2)"
        assert "unreachable" in (await machine.run(Command(argv=("python3", "-c", direct)))).stderr
        await machine.destroy()
        assert door.closed == [door.path]
        assert door.policies == [policy]
    finally:
        await backend.close()


async def test_destroy_is_idempotent_and_final(machine) -> None:
    assert await machine.destroy()
    assert not await machine.destroy()
    with pytest.raises(MachineFailed):
        await machine.run(Command(argv=("true",)))


async def test_a_dead_agent_is_a_failed_machine_never_a_result(backend, machine) -> None:
    run = asyncio.create_task(machine.run(Command(argv=("sleep", "30"))))
    await asyncio.sleep(0.2)
    machine.channel._writer.transport.get_extra_info("socket").shutdown(socket.SHUT_WR)
    with pytest.raises(MachineFailed):
        await run
    assert await machine.destroy()


async def test_the_deep_probe_measures_and_is_remembered(backend) -> None:
    first = await backend.probe(deep=True)
    assert first.ok, first.reason
    assert first.facts["uid"] == 1000
    again = await backend.probe(deep=True)
    assert again.ok and again.facts == first.facts
    assert again.took_ms < first.took_ms
