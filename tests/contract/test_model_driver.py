"""What every model driver promises (contracts/ports.py: ModelDriver)."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any, cast

import pytest
from tests.doubles.ollama_server import OllamaServer

from aios.code.models.ollama import OllamaDriver
from aios.code.models.scripted import ScriptedModel
from aios.contracts.errors import ModelFailed, NoModel
from aios.contracts.messages import Message, ModelRequest
from aios.contracts.ports import ModelDriver

MODEL = "qwen2.5:7b"
SAID = "one two\n三 four\n"


@pytest.fixture(params=["scripted", "ollama"])
async def driver(request: pytest.FixtureRequest) -> AsyncIterator[ModelDriver]:
    """A driver whose model says SAID, then fails."""
    if request.param == "scripted":
        yield ScriptedModel([SAID], name=MODEL)
        return
    async with OllamaServer(replies=[SAID]).serving() as server:
        made = OllamaDriver(server.url)
        yield made
        await made.close()


def asking(model: str = MODEL) -> ModelRequest:
    return ModelRequest(model=model, messages=(Message(role="user", content="count"),))


async def test_an_answer_comes_in_pieces_and_the_last_one_has_the_usage(
    driver: ModelDriver,
) -> None:
    chunks = [chunk async for chunk in driver.generate(asking())]
    assert len(chunks) > 2
    assert "".join(chunk.text for chunk in chunks) == SAID
    assert [chunk.done for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
    assert chunks[-1].finish_reason == "stop"
    usage = chunks[-1].usage
    assert usage is not None
    assert usage.model_calls == 1 and usage.tokens_in > 0 and usage.tokens_out > 0


async def test_it_can_be_stopped_in_the_middle(driver: ModelDriver) -> None:
    async with aclosing(cast(Any, driver.generate(asking()))) as chunks:
        assert (await anext(chunks)).text


async def test_failures_are_typed(driver: ModelDriver) -> None:
    async for _ in driver.generate(asking()):
        pass
    with pytest.raises((ModelFailed, NoModel)) as caught:
        async for _ in driver.generate(asking()):
            pass
    assert caught.value.message and caught.value.hint


async def test_it_names_its_models_and_embeds(driver: ModelDriver) -> None:
    assert MODEL in [model.name for model in await driver.models()]
    vectors = await driver.embed(MODEL, ["a", "b", "长"])
    assert len(vectors) == 3
    assert len({len(vector) for vector in vectors}) == 1


async def test_it_counts_exactly_or_not_at_all(driver: ModelDriver) -> None:
    counted = await driver.count_tokens(MODEL, "some words")
    assert counted is None or counted > 0


async def test_closing_twice_is_no_error(driver: ModelDriver) -> None:
    await driver.close()
    await driver.close()
