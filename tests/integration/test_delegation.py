"""Agents that hand work to others: whose steps, budget and rights these are.

Covered: an agent of the user that hands work to bundled ones without any model, files it may not
open by naming them, depth, nonsense, budgets.
Not covered: models that hand work on (tests/integration/test_model_work.py).
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from aios import AsyncAIOS
from aios.contracts.errors import BadRequest, Denied, LimitReached, NotFound
from aios.contracts.task import Result, Status

Work = Callable[[Any, Any], Awaitable[Any]]


class Giver:
    """An agent that does what a test tells it."""

    def __init__(self, name: str, work: Work) -> None:
        self.name = name
        self._work = work

    async def run(self, task: Any, calls: Any) -> Any:
        return await self._work(task, calls)


@pytest.fixture
async def aios(tmp_path: Path) -> AsyncIterator[AsyncAIOS]:
    async with AsyncAIOS(tmp_path / "ws", drivers=[], backends=[]) as opened:
        tea = {"name": "tea-brewing", "keywords": ["tea"], "executor": str.upper}
        await opened.register_skill(tea)
        yield opened


async def ended(aios: AsyncAIOS, work: Work, text: str = "brew tea", **options: Any) -> Any:
    await aios.create_agent(Giver("giver", work))
    handle = await aios.execute(text, agent="giver", **options)
    return await aios.ended(handle, 30)


async def test_another_agent_does_a_piece_within_the_same_task(aios: AsyncAIOS) -> None:
    async def work(task: Any, calls: Any) -> str:
        first = await calls.delegate("operator-agent", "brew green tea")
        second = await calls.delegate("coder-agent", "brew black tea")
        assert isinstance(first, Result)
        return f"{first.answer}, {second.answer}"

    task = await ended(aios, work)
    assert task.result.answer == "BREW GREEN TEA, BREW BLACK TEA"
    assert task.agent == "giver" and [s.skill for s in task.steps] == ["tea-brewing"] * 2
    assert len(await aios.list_tasks()) == 1


async def test_naming_a_file_in_the_work_handed_on_does_not_open_it(
    aios: AsyncAIOS, tmp_path: Path
) -> None:
    named, other = tmp_path / "named.txt", tmp_path / "other.txt"
    named.write_text("open")
    other.write_text("closed")
    read: list[Any] = []

    class Reader:
        name = "reader"

        async def run(self, task: Any, calls: Any) -> str:
            read.append(await calls.read(str(named)))
            with pytest.raises(Denied):
                await calls.read(str(other))
            return "read"

    async def work(task: Any, calls: Any) -> Any:
        return await calls.delegate("reader", f"read {other}")

    await aios.create_agent(Reader())
    task = await ended(aios, work, f"look into {named}")
    assert task.status is Status.COMPLETED, task.error
    assert read == [b"open"]


async def test_it_ends_after_two_hands(aios: AsyncAIOS) -> None:
    depths: list[bool] = []

    async def work(task: Any, calls: Any) -> Any:
        depths.append(calls.may_delegate)
        other = "second" if task.agent == "giver" else "giver"
        return await calls.delegate(other, "go on")

    await aios.create_agent(Giver("second", work))
    task = await ended(aios, work)
    assert task.error.code == "delegation_too_deep"
    assert depths == [True, True, False]


async def test_nonsense_is_refused_and_can_be_caught(aios: AsyncAIOS) -> None:
    async def work(task: Any, calls: Any) -> str:
        for agent, text, kind in (
            ("nobody", "go", NotFound),
            ("giver", "go", BadRequest),
            ("operator-agent", "  ", BadRequest),
        ):
            with pytest.raises(kind):
                await calls.delegate(agent, text)
        return "caught"

    assert (await ended(aios, work)).result.answer == "caught"


async def test_the_budget_is_one(aios: AsyncAIOS) -> None:
    async def work(task: Any, calls: Any) -> Any:
        for _ in range(5):
            await calls.delegate("operator-agent", "brew tea")

    task = await ended(aios, work, budget={"calls": 2})
    assert task.error.code == "budget_spent" and len(task.steps) == 2
    assert LimitReached.default_code == task.error.kind
