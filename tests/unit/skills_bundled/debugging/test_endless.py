"""What cannot come to an end is told from the text of a program; what may end is not accused."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import aios

SDK = str(Path(aios.__file__).parent / "skills" / "sdk")

ENDLESS = {
    "i = 0\nwhile i < 9:\n    print(i)": ("unchanged", 2, "i += 1"),
    "n = 5\nwhile n > 0:\n    n += 1": ("wrong-way", 2, "n -= 1"),
    "done = False\nwhile not done:\n    print(1)": ("unchanged", 2, ""),
    "while True:\n    for x in range(3):\n        break": ("no-way-out", 1, ""),
    "def fact(n):\n    return n * fact(n - 1)": ("calls-itself", 1, ""),
}
ENDING = [
    "while True:\n    serve()",
    "while True:\n    if input() == 'q':\n        break",
    "n = 5\nwhile n > 0:\n    n = n - 1",
    "while rows:\n    rows.pop()",
    "while running:\n    step(running)",
    "def stop():\n    global on\n    on = False\nwhile on:\n    stop()",
    "while lo <= hi:\n    if lo < x: lo = lo + 1\n    else: hi = lo - 1",
    "def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)",
    "def f(:",
]


@pytest.fixture
def endless_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Any]]:
    monkeypatch.syspath_prepend(SDK)
    monkeypatch.delitem(sys.modules, "aios_endless", raising=False)
    from aios_endless import endless_in as found

    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("code", ENDLESS)
def test_what_cannot_end_is_found(endless_in: Callable[[str], list[Any]], code: str) -> None:
    (found,) = endless_in(code)
    assert (found.kind, found.line, found.step) == ENDLESS[code]


@pytest.mark.parametrize("code", ENDING)
def test_what_may_end_is_not_accused(endless_in: Callable[[str], list[Any]], code: str) -> None:
    assert endless_in(code) == []
