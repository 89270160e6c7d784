"""Values, names, exceptions and coroutines."""

import asyncio

import pytest
from timed import measured, timed, total


def test_value_and_name_stay(capsys: pytest.CaptureFixture[str]) -> None:
    assert (total(4), total.__name__, total.__doc__) == (6, "total", "Something that takes time.")
    assert capsys.readouterr().out.startswith("total took 0.")


def test_exceptions_are_timed_and_pass() -> None:
    lines: list[str] = []
    with pytest.raises(ZeroDivisionError):
        timed(lambda: 1 / 0, lines.append)()
    assert len(lines) == 1


def test_coroutines_are_awaited() -> None:
    lines: list[str] = []

    async def later() -> int:
        assert lines == []
        await asyncio.sleep(0)
        return 5

    assert asyncio.run(timed(later, lines.append)()) == 5
    assert "later took" in lines[0]


def test_blocks() -> None:
    lines: list[str] = []
    with measured("block", lines.append):
        assert lines == []
    assert lines[0].startswith("block took")
