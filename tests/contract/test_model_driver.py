"""What every model driver promises (contracts/ports.py: ModelDriver).

The servers of OpenAI's and Anthropic's API and the engine in process are the real llama.cpp with
a tiny model.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from tests.doubles.llama_server import llama_server
from tests.doubles.ollama_server import Model as OllamaModel
from tests.doubles.ollama_server import OllamaServer

from aios.code.models.clouds import CloudDriver
from aios.code.models.llamacpp import LlamaDriver
from aios.code.models.ollama import OllamaDriver
from aios.code.models.openai import OpenAIDriver
from aios.code.models.scripted import ScriptedModel
from aios.contracts.errors import ModelFailed, NoModel
from aios.contracts.messages import Message, ModelChunk, ModelRequest
from aios.contracts.ports import ModelDriver

PIECES = ("one ", "two\n", "三 ", "four\n")
SAID = "".join(PIECES)
TOO_LONG = "word " * 4000


@dataclass
class Case:
    """A driver and its model, which says SAID and cannot read TOO_LONG.

    `embeds` is the name of its model for embeddings, "" where there is none; not every one `lists`
    its models.
    """

    driver: ModelDriver
    model: str
    embeds: str = ""
    lists: bool = True

    def asking(self, text: str = "count", **more: Any) -> ModelRequest:
        return ModelRequest(
            model=self.model, messages=(Message(role="user", content=text),), **more
        )

    async def answer(self, text: str = "count", **more: Any) -> list[ModelChunk]:
        return [chunk async for chunk in self.driver.generate(self.asking(text, **more))]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def llama_url(place: Path, tiny_model: Path) -> Iterator[str]:
    with llama_server(place, PIECES) as url:
        yield url


@pytest.fixture(scope="module")
def engine(place: Path, tiny_model: Path) -> Iterator[LlamaDriver]:
    """One for all tests: loading it takes longer than a test."""
    from tests.doubles.tiny_gguf import tiny_gguf

    driver = LlamaDriver(tiny_gguf(place / "engine.gguf", says=PIECES, context_tokens=2048))
    yield driver
    asyncio.run(driver.close())


CLOUDS = {"anthropic": "", "openai-chat": "openai:tiny"}


@pytest.fixture(params=["scripted", "ollama", "openai", "llamacpp", *CLOUDS])
async def case(request: pytest.FixtureRequest, place: Path) -> AsyncIterator[Case]:
    if request.param == "scripted":
        yield Case(ScriptedModel([scripted] * 9), "scripted", "scripted")
        return
    if request.param == "ollama":
        model = OllamaModel("tiny", context=2048)
        async with OllamaServer(models=[model], replies=[SAID] * 9).serving() as server:
            yield Case(OllamaDriver(server.url), "tiny", "tiny")
        return
    if request.param == "openai":
        driver = OpenAIDriver(request.getfixturevalue("llama_url"))
        yield Case(driver, "tiny", "tiny")
        await driver.close()
        return
    if request.param in CLOUDS:
        url = request.getfixturevalue("llama_url") + ("/v1" if "openai" in request.param else "")
        cloud = CloudDriver(base_url=url, key="none")
        yield Case(cloud, f"{request.param}:tiny", CLOUDS[request.param], lists=False)
        await cloud.close()
        return
    running: LlamaDriver = request.getfixturevalue("engine")
    yield Case(running, running.model, running.model)


def scripted(request: ModelRequest) -> str:
    if request.messages[-1].content == TOO_LONG:
        raise ModelFailed("It is too long.", hint="Shorten it.", code="context_full")
    return SAID


async def test_an_answer_comes_in_pieces_and_the_last_one_has_the_usage(case: Case) -> None:
    chunks = await case.answer()
    assert len(chunks) > 2
    assert "".join(chunk.text for chunk in chunks) == SAID
    assert [chunk.done for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
    assert chunks[-1].finish_reason == "stop"
    usage = chunks[-1].usage
    assert usage is not None
    assert usage.model_calls == 1 and usage.tokens_in > 0 and usage.tokens_out > 0


async def test_it_can_be_stopped_in_the_middle_and_asked_again(case: Case) -> None:
    for _ in range(3):
        async with aclosing(cast(Any, case.driver.generate(case.asking()))) as chunks:
            assert (await anext(chunks)).text
    assert "".join(chunk.text for chunk in await case.answer()) == SAID


async def test_calls_beside_each_other_do_not_mix(case: Case) -> None:
    answers = await asyncio.gather(*(case.answer(f"count {n}") for n in range(4)))
    assert {"".join(chunk.text for chunk in answer) for answer in answers} == {SAID}


async def test_what_is_too_long_is_refused_not_cut(case: Case) -> None:
    with pytest.raises(ModelFailed) as caught:
        await case.answer(TOO_LONG)
    assert caught.value.code == "context_full"
    assert caught.value.message and caught.value.hint


async def test_it_names_its_models(case: Case) -> None:
    named = [model.name for model in await case.driver.models()]
    assert named == [] if not case.lists else case.model in named


async def test_it_embeds_or_says_that_it_cannot(case: Case) -> None:
    if not case.embeds:
        with pytest.raises(NoModel, match=case.model):
            await case.driver.embed(case.model, ["a"])
        return
    vectors = await case.driver.embed(case.embeds, ["a", "b", "长"])
    assert len(vectors) == 3
    assert len({len(vector) for vector in vectors}) == 1
    assert all(isinstance(number, (int, float)) for number in vectors[0])


async def test_it_counts_exactly_or_not_at_all(case: Case) -> None:
    await case.driver.models()
    counted = await case.driver.count_tokens(case.model, "some words")
    assert counted is None or counted > 0


async def test_closing_twice_is_no_error(case: Case) -> None:  # the last: it closes what it tests
    await case.answer()
    await case.driver.close()
    await case.driver.close()
