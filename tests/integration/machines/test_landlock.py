"""Landlock machines: what programs try against the host, on every version of the kernel's rules."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from aios.code.machines.landlock import rules
from aios.code.machines.landlock.backend import LandlockBackend
from aios.code.machines.process import ProcessBackend
from aios.code.machines.proxy import EgressProxy
from aios.contracts.errors import BadRequest
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Bind, Command, MachineSpec, NetworkPolicy
from aios.contracts.ports import Machine

pytestmark = pytest.mark.landlock

# Each line is tried; what gives no OSError got through.
ATTACKS = """
import ctypes, json, os, shutil, signal, socket
secret, folder, port, path, name, marker = json.loads(ARGUMENTS)
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
def connect(family, kind, address):
    with socket.socket(family, kind) as client:
        client.settimeout(2)
        client.connect(address)
        client.send(b"x")
attacks = {
    "read": lambda: open(secret).read(),
    "read by a link": lambda: (os.symlink(secret, "link"), open("link").read()),
    "hard link": lambda: os.link(secret, "hard"),
    "write": lambda: open(secret, "a").write("x"),
    "cut off": lambda: os.truncate(secret, 1),
    "cut off by reading": lambda: os.close(os.open(secret, os.O_RDONLY | os.O_TRUNC)),
    "rename": lambda: os.rename(secret, "mine"),
    "new file": lambda: open(folder + "/new", "w"),
    "new folder": lambda: os.mkdir(folder + "/new.d"),
    "mode": lambda: os.chmod(secret, 0o777),
    "times": lambda: os.utime(secret, (1, 1)),
    "attribute": lambda: os.setxattr(secret, "user.x", b"1"),
    "list": lambda: os.listdir(folder),
    "tcp": lambda: connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", port)),
    "udp": lambda: connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", port)),
    "listen": lambda: socket.create_server(("127.0.0.1", 0)),
    "unix": lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, path),
    "abstract": lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, chr(0) + name),
    "signal": lambda: os.kill(marker, 0),
    "environment": lambda: open(f"/proc/{marker}/environ").read(),
    "command line": lambda: open(f"/proc/{marker}/cmdline").read(),
    "memory": lambda: open(f"/proc/{marker}/mem", "rb"),
    "shared memory": lambda: open("/dev/shm/aios-canary", "w"),
    "segment": lambda: call("shmget", 0, 4096, 0o1600),
    "trace": lambda: call("ptrace", 16, marker, None, None),
    "user namespace": lambda: call("unshare", 0x10000000),
}
through = []
for attack, act in attacks.items():
    try:
        act()
        through.append(attack)
    except OSError:
        pass
print(json.dumps(through))
"""


@pytest.fixture
async def backend(tmp_path: Path) -> AsyncIterator[LandlockBackend]:
    backend = LandlockBackend(state_dir=tmp_path / "state")
    yield backend
    await backend.close()


@pytest.fixture
async def machine(backend: LandlockBackend) -> Machine:
    return await backend.create(MachineSpec(image="bare"))


def python(code: str, **facts: object) -> Command:
    return Command(argv=("python3", "-c", code), **facts)  # type: ignore[arg-type]


@pytest.fixture
def attacks(tmp_path: Path) -> Iterator[str]:
    """The program that tries everything, against things laid out for it on this host."""
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o755)
    secret = outside / "secret"
    secret.write_text("canary")
    secret.chmod(0o666)
    marker = subprocess.Popen(["sleep", "100"], env={"CANARY": "1"})
    name = f"aios-canary-{os.getpid()}"
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_UNIX) as unix,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        path = str(outside / "s")
        unix.bind(path)
        unix.listen()
        abstract.bind(f"\0{name}")
        abstract.listen()
        facts = [str(secret), str(outside), tcp.getsockname()[1], path, name, marker.pid]
        yield f"ARGUMENTS = {json.dumps(facts)!r}\n{ATTACKS}"
    marker.kill()
    marker.wait()
    Path("/dev/shm/aios-canary").unlink(missing_ok=True)


async def through(machine: Machine, attacks: str) -> set[str]:
    outcome = await machine.run(python(attacks, timeout_s=30))
    assert outcome.exit_code == 0, outcome.stderr
    return set(json.loads(outcome.stdout))


def gone(pid: int) -> bool:
    """Whether a process ends within ten seconds."""
    until = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.02)
    return not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("abi", range(1, 8))
async def test_nothing_gets_through_on_any_version(tmp_path: Path, attacks: str, abi: int) -> None:
    if abi > rules.version():
        pytest.skip(f"this kernel has Landlock {rules.version()}")
    backend = LandlockBackend(state_dir=tmp_path / "state", abi=lambda: abi)
    probe = await backend.probe(deep=True)
    assert probe.ok, probe.reason
    machine = await backend.create(MachineSpec(image="bare"))
    told = {"signal"} if "signals" in machine.limits_not_enforced else set()
    assert await through(machine, attacks) <= told
    await backend.close()


async def test_without_isolation_nearly_everything_gets_through(
    tmp_path: Path, attacks: str
) -> None:
    backend = ProcessBackend(state_dir=tmp_path / "state")
    found = await through(await backend.create(MachineSpec(image="bare")), attacks)
    await backend.close()
    assert len(found) >= 18, found


async def test_what_was_named_is_read_whatever_its_mode_and_never_written(
    backend: LandlockBackend, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "数据.csv"
    data.write_text("a,b\n1,2\n")
    data.chmod(0o600)
    (closed / "other").write_text("not named")
    machine = await backend.create(MachineSpec(image="bare", binds=(Bind(host=str(data)),)))
    code = (
        "import sys\n"
        f"print(open({str(data)!r}).read())\n"
        f"for path, mode in (({str(data)!r}, 'a'), ({str(closed / 'other')!r}, 'r')):\n"
        "    try: open(path, mode); print('open')\n"
        "    except PermissionError: print('closed')\n"
    )
    outcome = await machine.run(python(code))
    assert outcome.stdout.split() == ["a,b", "1,2", "closed", "closed"]


async def test_a_daemon_ends_with_the_program_that_started_it(machine: Machine) -> None:
    code = (
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        open('pid', 'w').write(str(os.getpid()))\n"
        "        time.sleep(100)\n"
        "    os._exit(0)\n"
        "while not os.path.exists('pid'): time.sleep(0.01)\n"
    )
    await machine.run(python(code))
    pid = int(await machine.read("pid"))
    assert not Path(f"/proc/{pid}").exists()


async def test_a_controller_that_is_killed_takes_its_programs_along(tmp_path: Path) -> None:
    program = textwrap.dedent(
        f"""
        import asyncio, sys
        from pathlib import Path
        from aios.code.machines.landlock.backend import LandlockBackend
        from aios.contracts.machine import Command, MachineSpec

        async def main():
            backend = LandlockBackend(state_dir=Path({str(tmp_path)!r}))
            machine = await backend.create(MachineSpec(image="bare"))
            text = "(setsid sleep 60 & echo $!); sleep 60"
            show = lambda stream, data: print(data.decode().strip(), flush=True)
            await machine.run(Command(argv=("sh", "-c", text)), show)

        asyncio.run(main())
        """
    )
    controller = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE
    )
    assert controller.stdout is not None
    pid = int(await controller.stdout.readline())
    controller.kill()
    await controller.wait()
    assert await asyncio.to_thread(gone, pid)
    backend = LandlockBackend(state_dir=tmp_path)
    assert await backend.reap() >= 1
    assert list((tmp_path / "landlock").glob("landlock-*")) == []


async def test_a_fork_bomb_is_bounded_and_cleared_up(backend: LandlockBackend) -> None:
    limits = MachineLimits(processes=20)
    machine = await backend.create(MachineSpec(image="bare", limits=limits))
    code = (
        "import os, time\n"
        "made = 0\n"
        "while made < 200:\n"
        "    try: pid = os.fork()\n"
        "    except OSError: break\n"
        "    if pid == 0: time.sleep(100)\n"
        "    made += 1\n"
        "print(made)\n"
    )
    outcome = await machine.run(python(code, timeout_s=20))
    if "processes" in machine.limits_not_enforced:
        assert int(outcome.stdout) <= 200
    else:
        assert int(outcome.stdout) <= 20


async def test_a_machine_cannot_look_into_another(backend: LandlockBackend) -> None:
    one, two = [await backend.create(MachineSpec(image="bare")) for _ in range(2)]
    await one.run(Command(argv=("sh", "-c", "echo secret > a; pwd > here")))
    folder = (await one.read("here")).decode().strip()
    outcome = await two.run(Command(argv=("cat", f"{folder}/a")))
    assert (outcome.stdout, outcome.exit_code) == ("", 1)


async def test_hosts_are_refused_rather_than_forgotten(backend: LandlockBackend) -> None:
    with pytest.raises(BadRequest, match="no proxy"):
        await backend.create(MachineSpec(network=NetworkPolicy(hosts=("example.com",))))


class Page(BaseHTTPRequestHandler):
    """Answers with one word, and says nothing."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"page")

    def log_message(self, *given: object) -> None:
        """Nothing."""


async def test_whatever_it_connects_to_is_the_proxy(tmp_path: Path) -> None:
    named, other = [ThreadingHTTPServer(("127.0.0.1", 0), Page) for _ in range(2)]
    for server in (named, other):
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    proxy = EgressProxy()
    backend = LandlockBackend(state_dir=tmp_path / "state", doors=proxy)
    allowed = NetworkPolicy(private=(f"127.0.0.1:{named.server_port}",))
    machine = await backend.create(MachineSpec(image="bare", network=allowed))
    code = f"""
import asyncio, socket, urllib.error, urllib.request
def get(port):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{{port}}/", timeout=10).read().decode()
    except urllib.error.HTTPError as error:
        return error.code
def raw(family, kind, address):
    with socket.socket(family, kind) as client:
        client.settimeout(10)
        client.connect(address)
        client.sendall(b"GET / HTTP/1.0\\r\\n\\r\\n")
        return client.recv(100)[:12]
async def streamed():
    reader, writer = await asyncio.open_connection("127.0.0.1", {other.server_port})
    writer.write(b"x" * 10)
    writer.close()
    return "connected"
print(get({named.server_port}), get({other.server_port}))
print(b"page" in raw(2, 1, ("127.0.0.1", {other.server_port})), raw(2, 1, ("8.8.8.8", 53)) != b"")
print(asyncio.run(streamed()))
for act in (lambda: raw(2, 2, ("127.0.0.1", 53)), lambda: socket.create_server(("", 0)),
            lambda: raw(socket.AF_UNIX, 1, "/run/docker.sock")):
    try: act(); print("through")
    except OSError: print("refused")
"""
    try:
        outcome = await machine.run(python(code, timeout_s=30))
    finally:
        await backend.close()
        await proxy.stop()
        for server in (named, other):
            server.shutdown()
            server.server_close()
    assert outcome.stdout.splitlines() == [
        "page 403",
        "False True",
        "connected",
        *["refused"] * 3,
    ], outcome.stderr
    assert {access.host for access in outcome.network} == {"127.0.0.1"}


@pytest.mark.root
async def test_each_machine_has_a_user_of_its_own(backend: LandlockBackend) -> None:
    machines = [await backend.create(MachineSpec(image="bare")) for _ in range(3)]
    found = {(await m.run(Command(argv=("id", "-u")))).stdout for m in machines}
    assert len(found) == 3
    assert not found & {"0\n", f"{os.getuid()}\n"}
