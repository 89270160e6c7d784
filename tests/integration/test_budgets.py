"""Budgets of agents and owners in the whole system: tasks race, wait, ask, and are given more."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from aios import AsyncAIOS, BadRequest, LimitReached, NotFound
from aios.contracts.messages import Message, ModelChunk, ModelRequest, Usage
from aios.contracts.task import Status, Task
from aios.testing import ScriptedModel

WALKED: Counter[str] = Counter()


class Walker:
    name = "walker"

    async def run(self, task: Any, calls: Any) -> str:
        for number in range(4):
            await calls.remember(f"step {number} of {task.id}")
            WALKED[task.agent] += 1
        return "there"


class Thinker:
    name = "thinker"

    async def run(self, task: Any, calls: Any) -> str:
        said = [await calls.think([Message(role="user", content="hm?")]) for _ in range(3)]
        return str(said[-1].text)


class Wordy(ScriptedModel):
    """Every answer is a thousand tokens."""

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        yield ModelChunk(text="hm", done=True, usage=Usage(tokens_in=900, tokens_out=100))


def opened(place: Path, **knobs: Any) -> AsyncAIOS:
    drivers, agents = [Wordy(name="m", slots=8)], [Walker(), Thinker()]
    return AsyncAIOS(place, drivers=drivers, backends=[], agents=agents, **knobs)


@pytest.fixture
async def aios(tmp_path: Path) -> AsyncIterator[AsyncAIOS]:
    WALKED.clear()
    async with opened(tmp_path) as system:
        yield system


async def waiting(aios: AsyncAIOS, count: int) -> list[Task]:
    async with asyncio.timeout(30):
        while len(found := await aios.list_tasks("waiting")) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return found


async def test_tasks_that_race_for_a_budget_wait_and_one_answer_frees_them_all(
    aios: AsyncAIOS, tmp_path: Path
) -> None:
    await aios.budgets.set(agent="walker", calls=10, per="ever")
    tasks = [await aios.execute(f"walk {n}", agent="walker", answer_within=60) for n in range(4)]
    asking = await waiting(aios, 2)
    assert (await aios.budgets.list())[0].spent.calls == 10
    question = asking[0].question
    assert question is not None and question.details["used"] == 10
    async with AsyncAIOS(tmp_path, drivers=[], backends=[]) as other:
        await other.approve(asking[0].id)
    assert [(await task.wait(timeout=30)).answer for task in tasks] == ["there"] * 4
    [balance] = await aios.budgets.list()
    assert (balance.spent.calls, balance.limits.calls, WALKED["walker"]) == (16, 20, 16)


async def test_a_no_stops_the_task_with_the_reason(aios: AsyncAIOS) -> None:
    await aios.budgets.set(owner="local", calls=2)
    task = await aios.execute("walk", agent="walker", answer_within=60)
    await waiting(aios, 1)
    await task.refuse()
    with pytest.raises(LimitReached, match="The owner local has spent its budget of 2 calls per"):
        await task.wait(timeout=20)
    other = await aios.execute("walk", agent="walker", owner="somebody")
    assert (await other.wait(timeout=20)).answer == "there"


async def test_what_was_spent_outlives_the_process(tmp_path: Path) -> None:
    budgets = [{"agent": "thinker", "tokens": 4000, "money": 100.0, "per": "ever"}]
    models = [{"name": "m", "driver": "ollama", "price_in": 2.0, "price_out": 10.0}]
    knobs: dict[str, Any] = {"budgets": budgets, "models": models, "model": "m"}
    async with opened(tmp_path, **knobs) as first:
        task = await first.execute("think", agent="thinker")
        await task.wait(timeout=20)
        assert (await first.get_task(task.id)).usage.cost == pytest.approx(3 * 2800 / 1e6)
    async with opened(tmp_path, **knobs) as second:
        [balance] = await second.budgets.list()
        assert (balance.spent.tokens, balance.spent.calls) == (3000, 3)
        assert balance.spent.money == pytest.approx(3 * 2800 / 1e6)
        ended = await second.ended((await second.execute("think", agent="thinker")).id, 20)
        assert ended.status is Status.FAILED and ended.error is not None
        assert ended.error.code == "budget_spent"
        assert ended.usage.tokens_in == 900, "one call was left"
        with pytest.raises(LimitReached):
            await second.generate("hm?", model="m", agent="thinker")
        assert (await second.generate("hm?", model="m")).text == "hm"


async def test_work_handed_to_another_agent_draws_on_what_that_one_has(aios: AsyncAIOS) -> None:
    class Boss:
        name = "boss"

        async def run(self, task: Any, calls: Any) -> str:
            return str((await calls.delegate("walker", "walk")).answer)

    await aios.create_agent(Boss())
    await aios.budgets.set(agent="walker", calls=3)
    await aios.budgets.set(agent="boss", calls=3)
    with pytest.raises(LimitReached, match="The agent walker has spent"):
        await (await aios.execute("walk", agent="boss")).wait(timeout=20)
    spent = {b.allowance.name: b.spent.calls for b in await aios.budgets.list()}
    assert spent == {"walker": 3, "boss": 0}


async def test_budgets_are_set_listed_and_removed(aios: AsyncAIOS) -> None:
    balance = await aios.budgets.set(agent="coder", tokens=5)
    assert balance.allowance.name == "coder-agent", "short names are understood"
    await aios.budgets.remove(balance.allowance.id)
    assert await aios.budgets.list() == []
    with pytest.raises(NotFound):
        await aios.budgets.remove(balance.allowance.id)
    with pytest.raises(BadRequest):
        await aios.budgets.set(agent="coder", beers=5)
    with pytest.raises(BadRequest):
        await aios.budgets.set(agent="coder", tokens=5, zone="Moon/Crater")


async def test_what_a_task_was_granted_outlives_the_process(tmp_path: Path) -> None:
    begun = asyncio.Event()

    class Stopping(Walker):
        async def run(self, task: Any, calls: Any) -> str:
            for number in range(3):
                await calls.remember(f"step {number} of {task.id}")
            begun.set()
            await asyncio.sleep(60)
            return "there"

    first = AsyncAIOS(tmp_path, drivers=[], backends=[], agents=[Stopping()])
    async with first:
        task = await first.execute("walk", agent="walker", budget={"calls": 2}, answer_within=60)
        await waiting(first, 1)
        await task.approve()
        await asyncio.wait_for(begun.wait(), 20)
    async with opened(tmp_path) as second:
        assert (await second.ended(task.id, 20)).status is Status.COMPLETED
