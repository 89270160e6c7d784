"""What a program uses up, floods, breaks or leaves behind; the host must hold, and say so."""

import asyncio
import contextlib
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from aios.contracts.errors import AiosError, LimitReached, MachineFailed
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, MachineSpec, NetworkPolicy, RunOutcome
from aios.contracts.ports import Machine, MachineBackend

SMALL = MachineLimits(memory_mb=256, disk_mb=16, processes=32, open_files=64, inodes=500)
MIB = 1 << 20


@dataclass
class Scene:
    """A machine with small limits, its neighbour, and a secret of the host that neither sees."""

    machine: Machine
    neighbour: Machine
    secret: str
    token: str

    async def run(self, code: str, timeout_s: float = 20, **how: object) -> RunOutcome:
        command = Command(argv=("python3", "-c", code), timeout_s=timeout_s, **how)  # type: ignore[arg-type]
        return await self.machine.run(command)

    @property
    def untouched(self) -> bool:
        """The secret is as it was."""
        return Path(self.secret).read_text() == self.token

    async def both_answer(self) -> bool:
        """The machine, as far as it still lives, and in any case its neighbour."""
        hello = Command(argv=("python3", "-c", "print('hello')"), timeout_s=10)
        return (await self.neighbour.run(hello)).stdout == "hello\n"


Judge = Callable[[Scene], Awaitable[bool]]


@dataclass(frozen=True)
class Bomb:
    """One case; `holds` is true when the machine and the host withstood it. `limit` is what
    must be enforced for it to be asked at all."""

    name: str
    group: str
    title: str
    holds: Judge
    limit: str = ""


BOMBS: list[Bomb] = []


def bomb(group: str, title: str, limit: str = "") -> Callable[[Judge], Judge]:
    """Add a case to the battery; its name is the function's."""

    def add(judge: Judge) -> Judge:
        name = judge.__name__.replace("_", "-")
        BOMBS.append(Bomb(name=name, group=group, title=title, holds=judge, limit=limit))
        return judge

    return add


UP, LEFT = "using everything up", "lies, leftovers and the file interface"


@bomb(UP, "fork without end", "processes")
async def fork_bomb(scene: Scene) -> bool:
    code = (
        "import os\ncount = 0\nwhile True:\n    try:\n"
        "        if os.fork() == 0: import time; time.sleep(60); os._exit(0)\n"
        "        count += 1\n    except OSError: print(count, flush=True); break\n"
    )
    done = await scene.run(code)
    return _counted(done) <= SMALL.processes and await scene.both_answer()


def _counted(done: RunOutcome) -> int:
    """How many a program made before it was stopped; none where the machine has no such thing."""
    if any(word in done.stderr for word in ("no attribute 'fork'", "can't start new thread")):
        return 0
    return int(done.stdout)


@bomb(UP, "fork faster than one can count", "processes")
async def endless_forks(scene: Scene) -> bool:
    endless = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n"
    run = asyncio.create_task(scene.run(endless, timeout_s=1))
    answered, done = await scene.both_answer(), await run
    return answered and (done.timed_out or "no attribute 'fork'" in done.stderr)


@bomb(UP, "threads without end", "processes")
async def thread_bomb(scene: Scene) -> bool:
    code = (
        "import threading, time\ntry:\n    for count in range(1000):\n"
        "        threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n"
        "except RuntimeError: print(count)\n"
    )
    return _counted(await scene.run(code)) <= SMALL.processes


@bomb(UP, "memory, in one piece", "memory")
async def memory_bomb(scene: Scene) -> bool:
    return _starved(await scene.run("x = b'x' * (1 << 30)"))


@bomb(UP, "memory, slowly", "memory")
async def memory_leak(scene: Scene) -> bool:
    done = await scene.run("x = []\nwhile True: x.append(bytearray(8 << 20))", timeout_s=40)
    return _starved(done) and await scene.both_answer()


@bomb(UP, "memory, by many processes", "memory")
async def memory_by_many(scene: Scene) -> bool:
    code = "import os, time\nfor _ in range(3): os.fork()\nx = b'x' * (100 << 20)\ntime.sleep(5)"
    done = await scene.run(code, timeout_s=40)
    return _starved(done) or "no attribute 'fork'" in done.stderr


def _starved(done: RunOutcome) -> bool:
    return (done.oom or "MemoryError" in done.stderr) and (done.exit_code != 0 or done.oom)


@bomb(UP, "the disk", "disk")
async def disk_fill(scene: Scene) -> bool:
    code = (
        "import os\nnames = ('a', '/tmp/b', '/dev/shm/c', 'd')\nfor name in names:\n    try:\n"
        "        with open(name, 'wb', buffering=0) as file:\n"
        "            for _ in range(64): file.write(bytes(1 << 20))\n"
        "    except OSError: pass\n"
        "print(sum(os.path.getsize(name) for name in names if os.path.exists(name)))\n"
    )
    return int((await scene.run(code, timeout_s=90)).stdout) <= SMALL.disk_mb * MIB


@bomb(UP, "files without end", "inodes")
async def inode_bomb(scene: Scene) -> bool:
    code = (
        "count = 0\ntry:\n    for count in range(10000): open(f'{count}', 'w').close()\n"
        "except OSError: pass\nprint(count)\n"
    )
    return int((await scene.run(code)).stdout or 0) <= SMALL.inodes


@bomb(UP, "descriptors without end", "open_files")
async def descriptor_bomb(scene: Scene) -> bool:
    code = "import os\nx=[]\ntry:\n  while 1: x.append(os.dup(0))\nexcept OSError: print(len(x))"
    return int((await scene.run(code)).stdout or 0) < SMALL.open_files


@bomb(UP, "the processor, beside a neighbour")
async def busy_loop(scene: Scene) -> bool:
    run = asyncio.create_task(scene.run("while True: pass", timeout_s=1.5))
    return await scene.both_answer() and (await run).timed_out


@bomb(UP, "output without end")
async def output_flood(scene: Scene) -> bool:
    code = "import os\nwhile True: os.write(1, b'x' * 65536)"
    done = await scene.run(code, timeout_s=60, output_bytes=1_000_000)
    return done.truncated and done.exit_code != 0 and len(done.stdout) == 1_000_000


@bomb(UP, "a program that ignores SIGTERM")
async def deaf_program(scene: Scene) -> bool:
    code = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)"
    started = time.monotonic()
    done = await scene.run(code, timeout_s=1)
    return done.timed_out and time.monotonic() - started < 12


@bomb(UP, "connections out without end, and nonsense on them")
async def connection_bomb(scene: Scene) -> bool:
    code = (
        "import socket, os\nfor _ in range(3): getattr(os, 'fork', int)()\nx = []\ntry:\n"
        "    while len(x) < 3000:\n"
        "        x.append(socket.create_connection(('127.0.0.1', 3128), 2))\n"
        "        x[-1].sendall(b'\\xff' * 4096)\n"
        "except OSError: pass\n"
    )
    await scene.run(code, timeout_s=30)
    again = await scene.run("print('hello')")
    return again.stdout == "hello\n" and await scene.both_answer()


@bomb(LEFT, "bytes that are no text, and escape codes")
async def odd_output(scene: Scene) -> bool:
    code = "import os; os.write(1, b'\\xff\\x00\\x1b[31m\\r\\n')"
    return (await scene.run(code)).stdout == "\ufffd\0\x1b[31m\r\n"


@bomb(LEFT, "a daemon that outlives its program")
async def daemon(scene: Scene) -> bool:
    code = (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork(): os._exit(0)\n"
        "    time.sleep(1)\n    open('alive', 'w')\nprint('gone')\n"
    )
    done = await scene.run(code)
    await scene.run("import time; time.sleep(1.3)")
    ended = done.stdout.startswith("gone") or "no attribute 'fork'" in done.stderr
    return ended and not await _has(scene.machine, "alive")


async def _has(machine: Machine, name: str) -> bool:
    return name in {info.path for info in await machine.list()}


@bomb(LEFT, "the end of its own agent")
async def agent_killed(scene: Scene) -> bool:
    """A success that never was must not be told."""
    code = (
        "import os, time\nfor pid in (os.getppid(), 1):\n"
        "    try: os.kill(pid, 9)\n    except OSError: pass\n"
    )
    try:
        done = await scene.run(code + "time.sleep(0.2); print('still here')", timeout_s=10)
    except MachineFailed:
        return await scene.both_answer()
    return (done.stdout == "still here\n" or done.exit_code != 0) and await scene.both_answer()


@bomb(LEFT, "a link to a secret, read by the host")
async def link_read(scene: Scene) -> bool:
    await scene.run(f"import os; os.symlink({scene.secret!r}, 'link')")
    try:
        return scene.token.encode() not in await scene.machine.read("link")
    except AiosError:
        return True


@bomb(LEFT, "a folder that is a link, written to by the host")
async def link_write(scene: Scene) -> bool:
    folder = os.path.dirname(scene.secret)
    await scene.run(f"import os; os.symlink({folder!r}, 'folder')")
    with contextlib.suppress(AiosError):
        await scene.machine.write("folder/secret", b"overwritten")
    return scene.untouched


@bomb(LEFT, "a folder swapped for a link while the host writes")
async def link_race(scene: Scene) -> bool:
    folder = os.path.dirname(scene.secret)
    code = (
        "import os, time\nend = time.time() + 1.5\nos.makedirs('race', exist_ok=True)\n"
        f"os.symlink({folder!r}, 'trap')\nwhile time.time() < end:\n"
        "    os.rename('race', 'aside')\n"
        "    os.rename('trap', 'race')\n"
        "    os.rename('race', 'trap')\n"
        "    os.rename('aside', 'race')\n"
    )
    swapping = asyncio.create_task(scene.run(code))
    while not swapping.done():
        with contextlib.suppress(AiosError):
            await scene.machine.write("race/secret", b"overwritten")
        await asyncio.sleep(0)
    return scene.untouched


@bomb(LEFT, "a pipe where the host expects a file")
async def pipe_read(scene: Scene) -> bool:
    await scene.run("import os; os.mkfifo('pipe')")
    try:
        async with asyncio.timeout(5):
            await scene.machine.read("pipe")
    except TimeoutError:
        return False
    except AiosError:
        return True
    return False


@bomb(LEFT, "a file that claims a terabyte")
async def sparse_file(scene: Scene) -> bool:
    await scene.run("open('huge', 'wb').truncate(1 << 40)")
    try:
        async with asyncio.timeout(20):
            return len(await scene.machine.read("huge", limit=MIB)) <= MIB  # it was not made so
    except LimitReached:
        return True


@bomb(LEFT, "folders in folders, 3,000 deep, then removed")
async def deep_folders(scene: Scene) -> bool:
    code = (
        "import os\ntry:\n"
        "    for _ in range(3000): os.mkdir('d'); os.chdir('d')\nexcept OSError: pass\n"
    )
    await scene.run(code)
    async with asyncio.timeout(20):
        await scene.machine.list()
    return True


@bomb(LEFT, "names made to be misread")
async def odd_names(scene: Scene) -> bool:
    code = (
        "for name in ('new\\nline', '\\x1b[31mred', 'x' * 255, '-rf'):\n"
        "    open(name, 'w').close()\n"
    )
    await scene.run(code)
    seen = {info.path for info in await scene.machine.list()}
    return {"new\nline", "\x1b[31mred", "x" * 255, "-rf"} <= seen


@bomb(LEFT, "a neighbour's files and servers")
async def across(scene: Scene) -> bool:
    code = (
        "import socket, time\nopen('/tmp/mine', 'w').write('mine')\n"
        "s = socket.create_server(('127.0.0.1', 4149))\nprint('on', flush=True)\ntime.sleep(20)\n"
    )
    started = asyncio.Event()
    theirs = Command(argv=("python3", "-c", code), timeout_s=30)
    run = asyncio.create_task(scene.neighbour.run(theirs, lambda *_: started.set()))
    await asyncio.wait({run, asyncio.create_task(started.wait())}, return_when="FIRST_COMPLETED")
    look = (
        "import os, socket\nif os.path.exists('/tmp/mine'): print('file')\n"
        "try: socket.create_connection(('127.0.0.1', 4149), 1); print('server')\n"
        "except OSError: pass\n"
    )
    seen = (await scene.run(look)).stdout
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    return seen == ""


async def staged(backend: MachineBackend, secret: str, token: str, network: NetworkPolicy) -> Scene:
    """Two fresh machines that may reach those hosts."""
    spec = MachineSpec(
        image="bare", limits=SMALL, min_isolation=10, backend=backend.name, network=network
    )
    one, other = [await backend.create(spec) for _ in range(2)]
    return Scene(one, other, secret, token)
