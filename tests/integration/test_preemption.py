"""A critical call breaks off a low one on the real llama.cpp engine, and no word is lost by it."""

import asyncio
from pathlib import Path

from aios.code.models.llamacpp import LlamaDriver
from aios.code.models.registry import Models
from aios.contracts.messages import Message, ModelRequest
from aios.contracts.task import Priority
from aios.kernel.clock import SystemClock
from aios.kernel.model_calls import ModelCalls
from aios.kernel.policy import Ticket

ASKED = "讲一个很长的故事 and tell it well"


def asking(model: str, text: str, tokens: int) -> ModelRequest:
    messages = (Message(role="user", content=text),)
    return ModelRequest(model=model, messages=messages, temperature=0.0, max_tokens=tokens)


async def test_an_answer_that_gave_way_is_the_answer_that_did_not(tiny_model: Path) -> None:
    driver = LlamaDriver(tiny_model, slots=1, context_tokens=2048, threads=1)
    calls = ModelCalls(Models([driver]), SystemClock())
    model = driver.model
    whole = await calls.make(asking(model, ASKED, 400), Ticket(id="whole"))
    begun, broken, told = asyncio.Event(), list[bool](), list[str]()

    def hear(text: str) -> None:
        told.append(text)
        if len(told) == 30:
            begun.set()

    low = asyncio.ensure_future(
        calls.make(
            asking(model, ASKED, 400),
            Ticket(id="low", priority=Priority.LOW, agent="writer"),
            hear,
            broken.append,
        )
    )
    async with asyncio.timeout(60):
        await begun.wait()
        urgent = Ticket(id="urgent", priority=Priority.CRITICAL, agent="boss")
        answer = await calls.make(asking(model, "quick! " * 30, 10), urgent)
        assert answer.text and not low.done()
        resumed = await low
    assert broken == [True]
    assert "".join(told) == resumed.text == whole.text
    assert resumed.usage.tokens_out == whole.usage.tokens_out == 400
    await driver.close()
