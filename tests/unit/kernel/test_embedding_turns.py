"""Vectors are asked for in turn with all model calls, and by the model named only."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from aios.contracts.clock import ManualClock
from aios.contracts.errors import AiosError, Cancelled
from aios.contracts.messages import Generation, Message, ModelRequest, Usage
from aios.contracts.ports import Endpoint
from aios.contracts.task import Priority
from aios.kernel.model_calls import ModelCalls
from aios.kernel.policy import Ticket


class OneSlot:
    """A server that does one thing at a time, and holds back its vectors until told."""

    def __init__(self) -> None:
        self.did: list[str] = []
        self.begun, self.ready = asyncio.Event(), asyncio.Event()

    async def endpoints(self, model: str) -> Sequence[Endpoint]:
        return (
            Endpoint(name="here", model="m"),
            Endpoint(name="there", model="another", spare=True),
        )

    def pause_s(self, error: AiosError, tries: int) -> float | None:
        return None

    async def embed(
        self, model: str, texts: Sequence[str], *, endpoint: str = ""
    ) -> list[list[float]]:
        self.did.append(f"embed {model} {endpoint}")
        self.begun.set()
        await self.ready.wait()
        return [[1.0] for _ in texts]

    async def generate(self, request: ModelRequest, **_: Any) -> Generation:
        self.did.append("answer")
        return Generation(text="yes", model="m", usage=Usage())


def ticket(name: str, priority: Priority) -> Ticket:
    return Ticket(id=name, priority=priority, agent=name)


@pytest.fixture
def server() -> OneSlot:
    return OneSlot()


@pytest.fixture
def calls(server: OneSlot) -> ModelCalls:
    return ModelCalls(server, ManualClock())


async def test_a_critical_call_goes_first_and_the_vectors_come_after(
    server: OneSlot, calls: ModelCalls
) -> None:
    low = asyncio.create_task(calls.embed("m", ["a", "b"], ticket("memory", Priority.LOW)))
    await server.begun.wait()
    asked = ModelRequest(model="m", messages=(Message(role="user", content="?"),))
    assert (await calls.make(asked, ticket("task", Priority.CRITICAL))).text == "yes"
    server.ready.set()
    assert await low == [[1.0], [1.0]]
    assert server.did == ["embed m here", "answer", "embed m here"]


async def test_who_waits_for_vectors_is_told_when_all_closes(
    server: OneSlot, calls: ModelCalls
) -> None:
    waiting = asyncio.create_task(calls.embed("m", ["a"], ticket("memory", Priority.LOW)))
    await server.begun.wait()
    calls.turns.close()
    with pytest.raises(Cancelled):
        await waiting
    with pytest.raises(Cancelled):
        await calls.embed("m", ["a"], ticket("memory", Priority.LOW))


async def test_a_slot_is_given_back_when_nobody_waits_any_more(
    server: OneSlot, calls: ModelCalls
) -> None:
    waiting = asyncio.create_task(calls.embed("m", ["a"], ticket("memory", Priority.HIGH)))
    await server.begun.wait()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    server.ready.set()
    assert await calls.embed("m", ["a"], ticket("memory", Priority.LOW)) == [[1.0]]
