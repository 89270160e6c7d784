"""In time, too late, and what passes through."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from timeout import TIMEOUT_S, timeout


def test_in_time() -> None:
    @timeout(5)
    def add(a: int, b: int = 1) -> int:
        """Add."""
        return a + b

    assert (add(1), add(1, b=2)) == (2, 3)
    assert (add.__name__, add.__doc__) == ("add", "Add.")
    assert TIMEOUT_S > 0


def test_too_late() -> None:
    end = threading.Event()
    slow: Callable[[], bool] = timeout(0.05)(lambda: end.wait(5))
    with pytest.raises(TimeoutError, match=r"took longer than 0\.05 s"):
        slow()
    end.set()


@pytest.mark.parametrize("error", [KeyError("x"), TimeoutError("its own"), SystemExit(3)])
def test_errors_pass_through(error: BaseException) -> None:
    @timeout(5)
    def fail() -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        fail()
    assert caught.value is error


def test_coroutines_are_cancelled() -> None:
    cancelled = list[bool]()

    @timeout(0.05)
    async def slow() -> None:
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    @timeout(5)
    async def quick() -> int:
        return 7

    with pytest.raises(TimeoutError, match="slow took longer"):
        asyncio.run(slow())
    assert cancelled == [True]
    assert asyncio.run(quick()) == 7
    with pytest.raises(ValueError, match="above 0"):
        timeout(0)
