"""Thoughts that a model writes into its answer between marks are told apart by every driver."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.doubles.llama_server import llama_server
from tests.doubles.ollama_server import PATIENT_S, Model, OllamaServer
from tests.doubles.openai_server import OpenAIServer, Said
from tests.doubles.tiny_gguf import tiny_gguf

from aios.code.models.clouds import CloudDriver
from aios.code.models.llamacpp import LlamaDriver
from aios.code.models.ollama import OllamaDriver
from aios.code.models.openai import OpenAIDriver
from aios.contracts.messages import Message, ModelRequest, ToolSpec
from aios.contracts.ports import ModelDriver

PIECES = ("<th", "ink>", "let me ", "see 一", "</th", "ink>\n", "yes", " 二")
SAID = "".join(PIECES)
TOOL = ToolSpec(name="add", description="Add.", parameters={"type": "object"})


@pytest.fixture(params=["ollama", "openai", "whole", "cloud", "llama-server", "llamacpp"])
async def thinking(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[tuple[ModelDriver, str]]:
    """A driver whose model thinks aloud, and the model's name."""
    kind = request.param
    if kind == "ollama":
        async with OllamaServer(models=[Model("small")], replies=[SAID] * 2).serving() as server:
            yield OllamaDriver(server.url, probe_s=PATIENT_S), "small"
    elif kind == "llamacpp":
        engine = LlamaDriver(tiny_gguf(tmp_path / "m.gguf", says=PIECES, context_tokens=2048))
        yield engine, engine.model
        await engine.close()
    elif kind == "llama-server":
        with llama_server(tmp_path, PIECES) as url:
            driver = OpenAIDriver(url)
            yield driver, "tiny"
            await driver.close()
    else:
        replies: list[Said | str] = [Said(SAID, whole=kind == "whole")] * 2
        async with OpenAIServer(replies=replies).serving() as open_server:
            url, name = open_server.url, "openai-chat:small" if kind == "cloud" else "small"
            used = CloudDriver(base_url=url, key="k") if kind == "cloud" else OpenAIDriver(url)
            yield used, name
            await used.close()


@pytest.mark.parametrize("tools", [(), (TOOL,)], ids=["plain", "tools"])
async def test_thoughts_and_the_answer_are_told_apart(
    thinking: tuple[ModelDriver, str], tools: tuple[ToolSpec, ...]
) -> None:
    driver, model = thinking
    asked = ModelRequest(model=model, messages=(Message(role="user", content="?"),), tools=tools)
    chunks = [chunk async for chunk in driver.generate(asked)]
    assert "".join(chunk.text for chunk in chunks) == "yes 二"
    assert "".join(chunk.thinking for chunk in chunks).strip() == "let me see 一"
    assert [chunk.done for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
