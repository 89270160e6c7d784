"""Tasks that ask wait, show what, and hear the answer of any process; who answered is on record."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from aios import AsyncAIOS, BadRequest, Denied, LimitReached
from aios.contracts.task import Status, Task

PAID: list[str] = []


def pay(amount: str) -> str:
    """Pay so much."""
    PAID.append(amount)
    return f"paid {amount}"


class Buyer:
    name = "buyer"

    async def run(self, task: Any, calls: Any) -> str:
        return str(await calls.use_tool("pay", {"amount": "3 €"}))


@pytest.fixture(autouse=True)
def _nothing_paid() -> None:
    PAID.clear()


def opened(place: Path) -> AsyncAIOS:
    tools = [{"name": "pay", "function": pay, "effects": "write"}]
    return AsyncAIOS(place, drivers=[], backends=[], agents=[Buyer()], tools=tools)


@pytest.fixture
async def aios(tmp_path: Path) -> AsyncIterator[AsyncAIOS]:
    async with opened(tmp_path) as system:
        yield system


async def waiting(aios: AsyncAIOS, task_id: str) -> Task:
    async with asyncio.timeout(20):
        while (task := await aios.get_task(task_id)).status is not Status.WAITING:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return task


async def test_what_a_task_asks_is_shown_and_answered_from_another_process(
    aios: AsyncAIOS, tmp_path: Path
) -> None:
    handle = await aios.execute("buy tea", agent="buyer", answer_within=60)
    async with AsyncAIOS(tmp_path, drivers=[], backends=[]) as other:
        asked = await waiting(other, handle.id)
        assert (
            asked.question is not None and asked.question.text == "May the task use the tool pay?"
        )
        assert asked.question.details == {"arguments": {"amount": "3 €"}}
        assert PAID == []
        await other.approve(handle.id)
    assert (await handle.wait(timeout=20)).answer == "paid 3 €"
    ended = await aios.get_task(handle.id)
    assert ended.question is None and PAID == ["3 €"]


async def test_a_no_is_a_no(aios: AsyncAIOS) -> None:
    handle = await aios.execute("buy tea", agent="buyer", answer_within=60)
    await waiting(aios, handle.id)
    await handle.refuse()
    with pytest.raises(Denied) as refused:
        await handle.wait(timeout=20)
    assert refused.value.code == "not_granted" and PAID == []


@pytest.mark.parametrize("patience", [None, 0.05])
async def test_nobody_there_means_no(aios: AsyncAIOS, patience: float | None) -> None:
    handle = await aios.execute("buy tea", agent="buyer", answer_within=patience)
    with pytest.raises(Denied):
        await handle.wait(timeout=20)
    [decision] = await aios.list_decisions(handle.id)
    assert (decision.by, decision.answer, PAID) == ("nobody", False, [])


async def test_a_yes_is_remembered_if_wished_until_it_is_forgotten(aios: AsyncAIOS) -> None:
    first = await aios.execute("buy tea", agent="buyer", answer_within=60)
    await waiting(aios, first.id)
    await first.approve(always=True)
    await first.wait(timeout=20)
    await (await aios.execute("buy tea", agent="buyer")).wait(timeout=20)
    assert len(PAID) == 2
    [grant] = await aios.list_grants()
    assert (grant.agent, grant.subject) == ("buyer", "tool pay")
    assert await aios.forget_grant(grant.id) and not await aios.forget_grant(grant.id)
    with pytest.raises(Denied):
        await (await aios.execute("buy tea", agent="buyer")).wait(timeout=20)
    assert [d.by for d in await aios.list_decisions()] == ["nobody", "memory", "person"]


async def test_a_yes_for_one_agent_is_none_for_another(aios: AsyncAIOS) -> None:
    class Thief(Buyer):
        name = "thief"

    await aios.create_agent(Thief())
    first = await aios.execute("buy tea", agent="buyer", answer_within=60)
    await waiting(aios, first.id)
    await first.approve(always=True)
    await first.wait(timeout=20)
    with pytest.raises(Denied):
        await (await aios.execute("buy tea", agent="thief")).wait(timeout=20)


async def test_who_is_asked_directly_may_answer_for_always(aios: AsyncAIOS) -> None:
    asked = []

    async def person(task: Task, question: str, _details: Any) -> str:
        asked.append(question)
        assert (await aios.get_task(task.id)).status is Status.WAITING
        return "always"

    aios.answer_with(person)
    for _ in range(2):
        await (await aios.execute("buy tea", agent="buyer")).wait(timeout=20)
    assert len(asked) == 1 and len(PAID) == 2


async def test_a_task_that_asks_nothing_cannot_be_answered(aios: AsyncAIOS) -> None:
    handle = await aios.execute("buy tea", agent="buyer")
    with pytest.raises(Denied):
        await handle.wait(timeout=20)
    with pytest.raises(BadRequest) as refused:
        await handle.approve()
    assert refused.value.code == "task_not_waiting"


async def test_a_question_outlives_the_process_that_asked_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as first:
        handle = await first.execute("buy tea", agent="buyer", answer_within=60)
        await waiting(first, handle.id)
    async with opened(tmp_path) as second:
        await waiting(second, handle.id)
        await second.approve(handle.id)
        ended = await second.ended(handle.id, 20)
    assert ended.status is Status.COMPLETED and PAID == ["3 €"]


class Walker:
    name = "walker"

    async def run(self, task: Any, calls: Any) -> str:
        for number in range(5):
            await calls.remember(f"step {number}")
        return "there"


async def test_a_spent_budget_is_asked_for_anew(aios: AsyncAIOS) -> None:
    await aios.create_agent(Walker())
    handle = await aios.execute(
        "walk", agent="walker", budget={"calls": 2}, answer_within=60, assume_yes=True
    )
    for _ in range(2):
        asked = (await waiting(aios, handle.id)).question
        assert asked is not None and asked.text.endswith("May it spend 2 more?")
        await handle.approve()
        async with asyncio.timeout(20):
            while (await aios.get_task(handle.id)).question == asked:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    assert (await handle.wait(timeout=20)).answer == "there"
    assert len((await aios.get_task(handle.id)).steps) == 5


@pytest.mark.parametrize("yes", [True, False])
async def test_with_nobody_there_a_spent_budget_ends_the_task(aios: AsyncAIOS, yes: bool) -> None:
    await aios.create_agent(Walker())
    handle = await aios.execute("walk", agent="walker", budget={"calls": 2}, assume_yes=yes)
    with pytest.raises(LimitReached) as spent:
        await handle.wait(timeout=20)
    assert spent.value.code == "budget_spent"
    assert spent.value.details == {"budget": "calls", "limit": 2, "used": 2}
