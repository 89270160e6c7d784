"""Memories found by meaning, with models that are really asked: Ollama's protocol, llama.cpp."""

import asyncio
import re
import struct
import time
from pathlib import Path

import pytest
from tests.doubles.ollama_server import PATIENT_S, Model, OllamaServer

from aios.code.models.llamacpp import LlamaDriver
from aios.code.models.ollama import OllamaDriver
from aios.kernel.meanings import WAIT_S, MeaningsState
from aios.system import AsyncAIOS
from aios.testing import DryBackend

BGE = "bge-m3:latest"
SAME = (("automobile", "汽车"), ("rain", "雨"))


def meaning(text: str) -> list[float]:
    return [0.1, *(float(any(word in text for word in words)) for words in SAME)]


def opened(place: Path, driver: object, model: str) -> AsyncAIOS:
    return AsyncAIOS(place / "ws", drivers=[driver], backends=[DryBackend()], embedding_model=model)  # type: ignore[list-item]


async def caught_up(aios: AsyncAIOS) -> MeaningsState:
    async with asyncio.timeout(20):
        while (state := await aios.memory_manager.meanings()).waiting:
            await asyncio.to_thread(lambda: None)
    return state


async def test_ollama_reads_old_memories_in_the_background_and_searches_go_on_without(
    tmp_path: Path,
) -> None:
    async with AsyncAIOS(tmp_path / "ws", drivers=[], backends=[DryBackend()]) as aios:
        for n in range(20):
            await aios.memory_manager.store(f"the automobile number {n} is red")
        state = await aios.memory_manager.meanings()
        assert (state.model, await aios.memory_manager.search("汽车")) == ("", [])
    server = OllamaServer(models=[Model(BGE, 10, 8192, ("embedding",), "bert")], vector_of=meaning)
    async with server.serving():
        async with opened(tmp_path, OllamaDriver(server.url, probe_s=PATIENT_S), "bge-m3") as aios:
            assert (await caught_up(aios)).embedded == 20
            found = await aios.memory_manager.search("汽车", k=3)
            assert [m.found_by for m in found] == [("meaning",)] * 3
            lanes = (await aios.stats())["lanes"]
            assert any(name.startswith("model:") for name in lanes), "in turn with other calls"
        sizes = [len(body["input"]) for path, body in server.requests if path == "/api/embed"]
        assert sizes == [16, 4, 1]
    async with opened(
        tmp_path, OllamaDriver(server.url, probe_s=PATIENT_S), "bge-m3"
    ) as aios:  # the server is gone
        began = time.monotonic()
        found = await aios.memory_manager.search("automobile number 7", k=1)
        assert time.monotonic() - began < WAIT_S + 2
        assert (found[0].text, found[0].found_by) == ("the automobile number 7 is red", ("words",))
        assert (await aios.memory_manager.meanings()).problem


async def test_llamacpp_gives_vectors_that_outlive_a_restart_and_are_forgotten(
    tmp_path: Path, tiny_model: Path
) -> None:
    model = str(tiny_model)
    async with opened(tmp_path, LlamaDriver(tiny_model, threads=1), model) as aios:
        memory = aios.memory_manager
        keys = [await memory.store(text) for text in ("天气怎么样", "the port is 80", "茶")]
        assert (await caught_up(aios)).to_dict() == {
            "model": model,
            "embedded": 3,
            "waiting": 0,
            "problem": "",
        }
        [vector] = await aios.ollama_client.embed(model, ["天气怎么样"])
    length = sum(x * x for x in vector) ** 0.5
    first, second, _ = struct.iter_unpack(
        "4s", struct.pack("<3f", *(x / length for x in vector[:3]))
    )
    # The lowest byte is the rounding's.
    trace = re.compile(re.escape(first[0][1:]) + b"." + re.escape(second[0][1:]), re.DOTALL)
    database = tmp_path / "ws" / "aios.db"
    assert trace.search(database.read_bytes())
    async with opened(tmp_path, LlamaDriver(tiny_model, threads=1), model) as aios:
        memory = aios.memory_manager
        assert (await memory.meanings()).embedded == 3
        [best, *_] = await memory.search("天气怎么样")
        assert best.id == keys[0] and set(best.found_by) == {"words", "meaning"}
        assert await memory.forget(keys[0])
        assert (await memory.meanings()).embedded == 2
        assert keys[0] not in [m.id for m in await memory.search("天气怎么样")]
        for file in (tmp_path / "ws").glob("aios.db*"):
            content = file.read_bytes()
            assert "天气".encode() not in content and not trace.search(content)


@pytest.mark.parametrize("model", ["", "no-such-model"])
async def test_without_a_model_that_embeds_words_find_as_ever(tmp_path: Path, model: str) -> None:
    async with (
        OllamaServer().serving() as server,
        opened(tmp_path, OllamaDriver(server.url, probe_s=PATIENT_S), model) as aios,
    ):
        await aios.memory_manager.store("the port is 80")
        [found] = await aios.memory_manager.search("port")
        assert found.found_by == ("words",)
        assert (await aios.memory_manager.meanings()).embedded == 0
