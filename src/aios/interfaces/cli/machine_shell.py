"""`aios vm shell`: a person's terminal, led into a machine."""

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Workspace

_PIECE = 64 * 1024
_LONGEST_S = 7 * 24 * 3600.0


def attach(app: typer.Typer) -> None:
    """Hang the command on `aios vm`."""
    app.command()(shell)


def shell(
    vm: Annotated[
        str, typer.Argument(metavar="VM", help="A kept machine; without one, a fresh one.")
    ] = "",
    image: Annotated[str, typer.Option(help="Of a fresh one: python, or bare.")] = "python",
    workspace: Workspace = None,
) -> None:
    """A shell in a machine; `exit` leaves it, a fresh machine is then removed."""
    from aios.interfaces.cli.session import guarded

    guarded(lambda: asyncio.run(_shell(vm, image, workspace)))


async def _shell(vm: str, image: str, workspace: Path | None) -> int:
    from aios.keeper.client import calling

    if not sys.stdin.isatty():
        return await _script(vm, image, workspace)
    size = shutil.get_terminal_size()
    async with (
        _machine(vm, image, workspace) as name,
        calling(workspace, "shell", vm=name, columns=size.columns, rows=size.lines) as call,
    ):
        with _raw(call):
            ended = await call.result(lambda stream, data: _print(data))
    return int(ended["exit_code"])


async def _script(vm: str, image: str, workspace: Path | None) -> int:
    """What is piped in, run by a shell without a terminal: keys would be taken from its bytes."""
    from aios.interfaces.cli.machine_exec import in_kept, piped_program

    text = piped_program()
    async with _machine(vm, image, workspace) as name:
        if not text.strip():
            return 0
        return await in_kept(
            name, text, workspace=workspace, language="shell", timeout_s=_LONGEST_S
        )


@contextlib.asynccontextmanager
async def _machine(vm: str, image: str, workspace: Path | None) -> AsyncIterator[str]:
    """The machine of that name, or one for as long as this lasts."""
    from aios.keeper.client import ask

    if vm:
        yield vm
        return
    name = f"shell-{secrets.token_hex(3)}"
    made = await ask(workspace, "create", start=True, name=name, image=image)
    try:
        yield made["name"]
    finally:
        await ask(workspace, "delete", vm=made["id"])


@contextlib.contextmanager
def _raw(call: Any) -> Iterator[None]:
    """Every key goes to the machine, Ctrl-C too; the terminal is as before afterwards."""
    import termios
    import tty

    keys = sys.stdin.fileno()
    before = termios.tcgetattr(keys)
    loop = asyncio.get_running_loop()

    def typed() -> None:
        said = b""
        with contextlib.suppress(OSError):  # the terminal is gone
            said = os.read(keys, _PIECE)
        if said:
            call.type(said)
        else:
            loop.remove_reader(keys)
            call.hang_up()

    def resized() -> None:
        size = shutil.get_terminal_size()
        call.resize(size.columns, size.lines)

    try:
        tty.setraw(keys, termios.TCSADRAIN)  # what was typed ahead is kept
        loop.add_reader(keys, typed)
        loop.add_signal_handler(signal.SIGWINCH, resized)
        yield
    finally:
        loop.remove_reader(keys)
        loop.remove_signal_handler(signal.SIGWINCH)
        with contextlib.suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(keys, termios.TCSADRAIN, before)


def _print(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
