"""Starting the watcher of a confined program, and telling it what to start."""

import asyncio
import contextlib
import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aios.code.machines.launcher import base_interpreter

_PACKAGES = str(Path(__file__).resolve().parents[4])
_BOOTSTRAP = (
    "import sys; sys.path[:0] = [sys.argv[1]]; from aios.code.machines.landlock.confine import main"
    "; main(int(sys.argv[2]))"
)


def watcher(line: int) -> list[str]:
    """The command of a watcher that takes its order from the descriptor `line`."""
    return [str(base_interpreter()), "-I", "-S", "-c", _BOOTSTRAP, _PACKAGES, str(line)]


async def give(line: socket.socket, order: Mapping[str, Any]) -> None:
    """Tell a watcher what to start, and how."""
    line.setblocking(False)
    with contextlib.suppress(OSError):  # it ended at once; its exit code says so
        message = json.dumps(order).encode() + b"\n"
        await asyncio.get_running_loop().sock_sendall(line, message)


async def start(
    order: Mapping[str, Any], *, stdin: socket.socket
) -> tuple[asyncio.subprocess.Process, socket.socket]:
    """Start a confined program that talks over `stdin` only; closing the line ends it."""
    ours, theirs = socket.socketpair()
    try:
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *watcher(theirs.fileno()),
                stdin=stdin.fileno(),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                env={},
                cwd="/",
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        await give(ours, order)
    except BaseException:
        ours.close()
        raise
    return process, ours
