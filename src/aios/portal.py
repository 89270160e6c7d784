"""The portal: one thread with one event loop, through which synchronous code drives the core."""

import asyncio
import concurrent.futures.thread  # noqa: F401 - registers its own shutdown before ours
import inspect
import os
import threading
import weakref
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import Future
from typing import Any, TypeVar

from aios.contracts.errors import BadRequest

T = TypeVar("T")


class Portal:
    """An event loop in a daemon thread; started at the first call, stopped when forgotten."""

    def __init__(self, name: str) -> None:
        self._pid = os.getpid()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=_serve, args=(self._loop,), name=name, daemon=True)
        self._thread.start()

    @property
    def forked(self) -> bool:
        """True in a child that was forked off: the thread did not come along."""
        return os.getpid() != self._pid

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine there and wait for what it returns or raises; Ctrl-C cancels it."""
        problem, hint = self._problem()
        if problem:
            work.close()
            raise BadRequest(problem, hint=hint, code="closed")
        future: Future[T] = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def _problem(self) -> tuple[str, str]:
        """Why nothing can be called here, and what to do; ("", "") when it can."""
        if self.forked:
            return "This AIOS belongs to the process that forked this one.", "Make a new one here."
        if self._loop.is_closed():
            return "This AIOS is closed.", "Make a new one on the same workspace."
        if threading.current_thread() is self._thread:
            return (
                "The synchronous AIOS cannot be called from its own loop.",
                "Use AsyncAIOS there.",
            )
        return "", ""

    def iterate(self, events: AsyncIterator[T]) -> Iterator[T]:
        """The items of an asynchronous iterator, one by one."""

        async def following() -> T:
            return await anext(events)

        try:
            while True:
                try:
                    yield self.call(following())
                except StopAsyncIteration:
                    return
        finally:
            closing = getattr(events, "aclose", None)
            if closing is not None:
                self.call(closing())

    def stop(self) -> None:
        """End the loop and its thread. Idempotent."""
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=10)


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


class Driven:
    """An asynchronous object seen synchronously: each call is driven through the portal."""

    def __init__(self, target: Any, call: Callable[[Any], Any]) -> None:
        self._target = target
        self._call = call

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if not callable(value) or isinstance(value, type):
            return value

        def drive(*args: Any, **kwargs: Any) -> Any:
            return self._call(lambda: value(*args, **kwargs))

        return drive

    def __dir__(self) -> list[str]:
        return dir(self._target)

    def __repr__(self) -> str:
        return f"<synchronous {self._target!r}>"


async def settle(work: Callable[[], Any]) -> Any:
    """Call `work` on the loop, and wait for it if it wants to be waited for."""
    value = work()
    return await value if inspect.isawaitable(value) else value


def when_forgotten(owner: object, close: Callable[[], None]) -> Callable[[], object]:
    """Have `close` called once: when asked, when `owner` is collected, or when Python ends."""
    finalizer = weakref.finalize(owner, close)
    _open[:] = [f for f in _open if f.alive]
    _open.append(finalizer)
    return finalizer


def _close_all() -> None:
    for finalizer in _open:
        finalizer()


# The last moment at which threads still take work: `atexit` comes after concurrent.futures has
# shut its threads down, and closing needs them. Registered later, this runs before that.
_open: "list[weakref.finalize[..., Any]]" = []
threading._register_atexit(_close_all)  # type: ignore[attr-defined]
