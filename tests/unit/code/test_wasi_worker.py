"""The process of a WebAssembly machine: its own failures are errors, never a program's words."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator

import pytest

from aios.code.machines.channel import Channel
from aios.code.machines.wasi.worker import Worker
from aios.code.machines.wire import Kind
from aios.contracts.errors import AiosError, BadRequest, MachineFailed


@pytest.fixture
async def channel() -> AsyncIterator[Channel]:
    """The talk with a worker that nobody has set up, so that it has no guest to run."""
    ours, theirs = socket.socketpair()
    serving = threading.Thread(target=Worker(theirs).serve)
    serving.start()
    channel = await Channel.over(ours)
    yield channel
    await channel.close()
    await asyncio.to_thread(serving.join, 5)
    theirs.close()
    assert not serving.is_alive()


@pytest.mark.parametrize(
    ("cwd", "error", "said"),
    [
        ("/workspace", MachineFailed, "the machine cannot run it"),
        ("/workspace/nowhere", BadRequest, "no folder /workspace/nowhere"),
    ],
)
async def test_what_the_worker_cannot_run_is_an_error_and_it_goes_on(
    channel: Channel, cwd: str, error: type[AiosError], said: str
) -> None:
    request = {"argv": ["python3", "-c", "print(1)"], "env": {}, "cwd": cwd}
    talk = await channel.start(request, b"", 1000, None)
    with pytest.raises(error, match=said):
        await asyncio.wait_for(talk.ended, 5)
    assert (talk.text("stdout"), talk.text("stderr")) == ("", "")
    assert await channel.ask(Kind.PORTS, {}) == {"ports": []}
