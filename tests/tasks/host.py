"""Processes, ports and growing files that tasks on this computer look at."""

import shutil
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from tests.tasks.world import World


def running(world: World, *arguments: str) -> subprocess.Popen[bytes]:
    """A process that lives until the task has been judged."""
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE)

    def end() -> None:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()

    world.defer(end)
    return process


def holding(world: World, megabytes: int) -> subprocess.Popen[bytes]:
    """A process that holds so much memory."""
    code = f"x = b'x' * ({megabytes} << 20); print(len(x), flush=True); input()"
    process = subprocess.Popen(
        (sys.executable, "-c", code), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout and process.stdin
    process.stdout.readline()
    world.defer(lambda: (process.kill(), process.communicate()))
    return process


def named(world: World) -> tuple[str, int]:
    """A process of a name nobody else has: (name, pid)."""
    name = "wren" + "".join(world.chance.choices("abcdefghkmnpr", k=7))
    place = Path(shutil.copy(shutil.which("sleep") or "/bin/sleep", world.folder / name))
    place.chmod(0o755)
    return name, running(world, str(place), "300").pid


def listening(world: World) -> int:
    """A port of this process that accepts connections."""
    server = socket.create_server(("127.0.0.1", 0))
    world.defer(server.close)

    def accept() -> None:
        with suppress(OSError):
            while True:
                server.accept()[0].close()

    threading.Thread(target=accept, daemon=True).start()
    return int(server.getsockname()[1])


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def growing(world: World, name: str, lines: list[str], every_s: float = 0.35) -> Path:
    """A log to which these lines are added, one after the other, again and again."""
    path, stopped = world.folder / name, threading.Event()

    def write() -> None:
        for line in lines:
            if stopped.wait(every_s):
                return
            with path.open("a", encoding="utf-8") as log:
                log.write(line + "\n")

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    world.defer(lambda: (stopped.set(), thread.join()))
    return path
