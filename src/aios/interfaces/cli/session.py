"""One command's session with AIOS: open, work, close; errors become one sentence and a code."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import typer

from aios.contracts.errors import AiosError, Bug, StoreFailed
from aios.interfaces.cli.exits import INTERRUPTED, exit_of_error
from aios.interfaces.cli.shapes import error_shape
from aios.interfaces.cli.terminal import (
    forget_closed_output,
    print_error,
    print_json,
    print_progress,
)

T = TypeVar("T")
Work = Callable[[Any], Awaitable[int | None]]


def session(
    work: Work,
    *,
    workspace: Path | None = None,
    as_json: bool = False,
    shape: Callable[[AiosError], Any] = lambda error: {"error": error_shape(error)},
    **knobs: Any,
) -> None:
    """Run `work(aios)` and leave with the exit code it returns; never with a traceback."""

    async def opened() -> int:
        from aios.system import AsyncAIOS

        knobs.setdefault("recover", "fail")
        knobs.setdefault("on_progress", print_progress)
        code: int | None = None
        try:
            async with AsyncAIOS(workspace, **knobs) as aios:
                code = await work(aios) or 0
        except StoreFailed as error:
            if code is None:
                raise
            print_error(error.message, error.hint)  # in closing: what was told stands
        return code or 0

    guarded(lambda: asyncio.run(opened()), as_json=as_json, shape=shape)


def guarded(
    run: Callable[[], int],
    *,
    as_json: bool = False,
    shape: Callable[[AiosError], Any] = lambda error: {"error": error_shape(error)},
) -> None:
    """Leave with what `run` returns, or with the exit code of the error it raises."""
    try:
        code = run()
    except AiosError as error:
        if as_json:
            print_json(shape(error))
        else:
            print_error(error.message, error.hint)
        code = exit_of_error(error)
    except (KeyboardInterrupt, asyncio.CancelledError):  # Ctrl-C, and a second one
        code = INTERRUPTED
    except BrokenPipeError:
        forget_closed_output()
        code = 0
    except Exception as problem:
        # The last line before a person: whatever is left is our bug, told in one sentence.
        if os.environ.get("AIOS_DEBUG"):
            raise
        code = _report_bug(problem, as_json, shape)
    raise typer.Exit(code)


def _report_bug(problem: Exception, as_json: bool, shape: Callable[[AiosError], Any]) -> int:
    bug = Bug(
        f"AIOS itself stopped with {type(problem).__name__}: {problem}",
        hint="Please report it; AIOS_DEBUG=1 shows where it happened.",
    )
    if as_json:
        print_json(shape(bug))
    else:
        print_error(bug.message, bug.hint)
    return exit_of_error(bug)


async def until_interrupted(work: Awaitable[T], stop: Callable[[], Awaitable[Any]]) -> T:
    """Wait for `work`; Ctrl-C asks for `stop` first, a second one ends it at once."""
    loop = asyncio.get_running_loop()
    waiting = asyncio.ensure_future(work)
    stopping: list[asyncio.Future[Any]] = []

    def interrupted() -> None:
        if stopping:
            waiting.cancel()
        else:
            stopping.append(asyncio.ensure_future(stop()))

    try:
        loop.add_signal_handler(signal.SIGINT, interrupted)
        loop.add_signal_handler(signal.SIGTERM, interrupted)
    except (NotImplementedError, RuntimeError):
        return await waiting  # Windows: Ctrl-C arrives as KeyboardInterrupt
    try:
        return await waiting
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        loop.remove_signal_handler(signal.SIGTERM)
