"""`python -m aios.keeper WORKSPACE`: keep the machines of a workspace until there are none."""

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from aios.house import House
from aios.keeper import note
from aios.keeper.server import Keeper
from aios.settings import Settings


async def keep(workspace: Path) -> None:
    """Serve until idle, or until SIGTERM."""
    house = House(Settings.load(workspace=workspace))
    keeper = Keeper(house.machines)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(house.proxy.stop)
        await house.machines.open()
        stack.push_async_callback(house.machines.close)
        stack.push_async_callback(keeper.close)
        note.write(workspace, await keeper.listen(), keeper.token)
        stack.callback(note.remove, workspace)
        await _until(asyncio.create_task(keeper.until_idle()))


async def _until(idle: "asyncio.Task[None]") -> None:
    with contextlib.suppress(NotImplementedError):  # Windows ends its processes without asking
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, idle.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await idle


def main(workspace: Path) -> None:
    """Be the keeper of the workspace, unless another process is."""
    handle = note.hold(workspace)
    if handle is None:
        return
    try:
        asyncio.run(keep(workspace))
    finally:
        os.close(handle)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
