"""Breaking off an await: the task goes on, and a cancel from elsewhere still counts."""

import asyncio

import pytest

from aios.kernel.interrupt import Interrupt


async def test_the_await_ends_and_the_task_goes_on() -> None:
    interrupt = Interrupt()
    asyncio.get_running_loop().call_soon(interrupt.fire)
    with interrupt:
        await asyncio.Event().wait()
    assert interrupt.fired
    await asyncio.sleep(0)  # no cancel is left over


async def test_a_cancel_at_the_same_time_still_cancels() -> None:
    interrupt, ended = Interrupt(), asyncio.Event()

    async def work() -> None:
        with interrupt:
            await asyncio.Event().wait()
        ended.set()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    interrupt.fire()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not ended.is_set()


async def test_an_error_on_the_way_out_is_raised() -> None:
    interrupt = Interrupt()
    asyncio.get_running_loop().call_soon(interrupt.fire)
    with pytest.raises(ValueError, match="cleanup failed"), interrupt:
        try:
            await asyncio.Event().wait()
        finally:
            raise ValueError("cleanup failed")
    await asyncio.sleep(0)


async def test_one_that_never_fires_does_nothing() -> None:
    interrupt = Interrupt()
    with pytest.raises(KeyError), interrupt:
        raise KeyError("x")
    with interrupt:
        pass
    interrupt.fire()
    await asyncio.sleep(0)
