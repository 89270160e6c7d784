"""The Ollama driver and the model client against a server that speaks Ollama's API.

Covered: answers, usage, tools, thinking, formats, embeddings, lists, pulls; every way in which a
server fails; cancelling, lanes, silence, environment.
Not covered: Ollama itself, with a real model.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.doubles.ollama_server import PATIENT_S, Model, OllamaServer, Reply

from aios import AIOS
from aios.code.models.ollama import OllamaDriver
from aios.contracts.errors import AiosError, BadRequest, Denied, ModelFailed, NoModel, TimedOut
from aios.contracts.messages import Message, ModelChunk, ModelRequest, ToolSpec
from aios.system import AsyncAIOS

QWEN = "qwen2.5:7b"


@pytest.fixture
async def server() -> AsyncIterator[OllamaServer]:
    async with OllamaServer().serving() as serving:
        yield serving


def asking(prompt: str = "hello", model: str = QWEN, **more: Any) -> ModelRequest:
    return ModelRequest(model=model, messages=(Message(role="user", content=prompt),), **more)


async def answer_of(driver: OllamaDriver, request: ModelRequest) -> list[ModelChunk]:
    return [chunk async for chunk in driver.generate(request)]


def text_of(chunks: list[ModelChunk]) -> str:
    return "".join(chunk.text for chunk in chunks)


def system(server: OllamaServer, place: Path, **knobs: Any) -> AsyncAIOS:
    driver = OllamaDriver(server.url, **{"probe_s": PATIENT_S, **knobs})
    return AsyncAIOS(place, drivers=[driver], backends=[])


async def test_the_model_client_returns_text_that_carries_its_usage(
    server: OllamaServer, tmp_path: Path
) -> None:
    server.replies = ["你好，world! It is a fine day."]
    async with system(server, tmp_path) as aios:
        text = await aios.ollama_client.generate(QWEN, "say hello")
        assert text == "你好，world! It is a fine day."
        assert isinstance(text, str)
        assert text.usage.tokens_out > 0 and text.usage.tokens_in > 0
        assert (text.finish_reason, text.model) == ("stop", QWEN)
        assert aios.scheduler.status()["model:ollama"] == {"slots": 1, "busy": 0, "waiting": 0}


async def test_the_synchronous_client_too_and_two_systems_beside_each_other(
    server: OllamaServer, tmp_path: Path
) -> None:
    server.replies = ["one", "two"]
    driver = OllamaDriver(server.url)  # one driver, two event loops

    def ask(folder: str) -> str:
        with AIOS(tmp_path / folder, drivers=[driver], backends=[]) as aios:
            return str(aios.ollama_client.generate(QWEN, "count"))

    answers = await asyncio.gather(asyncio.to_thread(ask, "a"), asyncio.to_thread(ask, "b"))
    assert sorted(answers) == ["one", "two"]


async def test_what_is_asked_reaches_the_server_under_its_own_names(server: OllamaServer) -> None:
    server.replies = ['{"a": 1}']
    schema = {"type": "object"}
    await answer_of(
        OllamaDriver(server.url),
        asking("问", format=schema, max_tokens=64, temperature=0.5, stop=("END",)),
    )
    [body] = server.generations
    assert body["prompt"] == "问" and "messages" not in body
    assert (body["format"], body["stream"]) == (schema, True)
    options = {"num_ctx": 8192, "num_predict": 64, "temperature": 0.5, "stop": ["END"]}
    assert body["options"] == options


async def test_tools_and_thinking(server: OllamaServer) -> None:
    call = {"function": {"name": "add", "arguments": {"a": 1}}}
    server.replies = [Reply(thinking="let me see", tool_calls=[call])]
    tool = ToolSpec(name="add", description="Add.", parameters={"type": "object"})
    chunks = await answer_of(OllamaDriver(server.url), asking(tools=(tool,)))
    assert "".join(c.thinking for c in chunks) == "let me see"
    [used] = [c for chunk in chunks for c in chunk.tool_calls]
    assert (used.name, used.arguments) == ("add", {"a": 1})
    assert server.generations[0]["tools"][0]["function"]["name"] == "add"


async def test_the_window_grows_and_never_shrinks(server: OllamaServer) -> None:
    server.replies = ["a", "b", "c"]
    driver = OllamaDriver(server.url)
    for prompt in ("short", "long words " * 8000, "short"):
        await answer_of(driver, asking(prompt))
    windows = [body["options"]["num_ctx"] for body in server.generations]
    assert windows[0] < windows[1] == windows[2]


async def test_a_prompt_larger_than_the_model_reads_is_refused(server: OllamaServer) -> None:
    server.models = [Model(context=2048)]
    driver = OllamaDriver(server.url)
    await driver.models()
    with pytest.raises(ModelFailed) as caught:
        await answer_of(driver, asking("long words " * 8000))
    assert caught.value.code == "context_full"
    assert server.generations == []


CROWDED = "a b c d e f g h " * 2400  # more tokens than its letters would make one think


async def test_a_window_that_was_too_small_is_widened_as_far_as_the_model_reads(
    server: OllamaServer,
) -> None:
    server.replies = ["read it all", "again"]
    driver = OllamaDriver(server.url)
    assert text_of(await answer_of(driver, asking(CROWDED))) == "read it all"
    refused, taken = (chat["options"]["num_ctx"] for chat in server.generations)
    assert refused < 19_200 < taken <= 32_768
    assert server.generations[0]["truncate"] is False
    await answer_of(driver, asking("short"))
    assert server.generations[2]["options"]["num_ctx"] == taken  # a smaller one would be a reload


async def test_what_the_model_cannot_read_is_refused_with_the_servers_count(
    server: OllamaServer,
) -> None:
    server.models = [Model(context=16_384)]
    with pytest.raises(ModelFailed) as caught:
        await answer_of(OllamaDriver(server.url), asking(CROWDED))
    assert caught.value.code == "context_full"
    assert caught.value.details["prompt_tokens"] == 19_201


async def test_a_cut_without_a_word_is_measured_and_told(server: OllamaServer) -> None:
    server.cuts, server.replies = True, ["half of it", "all of it"]
    driver = OllamaDriver(server.url)
    with pytest.raises(ModelFailed, match="cut the prompt") as caught:
        await answer_of(driver, asking(CROWDED))
    assert caught.value.code == "context_full"
    assert text_of(await answer_of(driver, asking(CROWDED))) == "all of it"


async def test_a_model_in_memory_keeps_its_window(server: OllamaServer) -> None:
    server.loaded, server.replies, server.window = {QWEN}, ["a"], 20_480
    driver = OllamaDriver(server.url)
    await driver.models()
    await answer_of(driver, asking("short"))
    assert server.generations[0]["options"]["num_ctx"] == 20_480


async def test_thinking_is_asked_for_only_where_the_model_can(server: OllamaServer) -> None:
    server.models = [Model("deep", capabilities=("completion", "thinking")), Model()]
    server.replies = ["a", "b", "c"]
    driver = OllamaDriver(server.url)
    for request in (asking(model="deep", think=False), asking(think=True), asking(model="deep")):
        await answer_of(driver, request)
    assert [chat.get("think") for chat in server.generations] == [False, None, None]


async def test_images_go_along(server: OllamaServer) -> None:
    server.replies = ["a cat"]
    message = Message(role="user", content="what is it?", images=("iVBORw0KGgo=",))
    request = ModelRequest(model=QWEN, messages=(message,))
    await answer_of(OllamaDriver(server.url), request)
    assert server.generations[0]["images"] == ["iVBORw0KGgo="]


async def test_a_conversation_is_a_chat_and_one_prompt_is_not(server: OllamaServer) -> None:
    server.replies = ["one", "two", Reply(thinking="hm", text="three")]
    driver = OllamaDriver(server.url)
    said = tuple(Message(role=r, content=r) for r in ("system", "user"))
    for request in (
        asking("q"),
        ModelRequest(model=QWEN, messages=said),
        asking("q", think=True),
    ):
        chunks = await answer_of(driver, request)
        assert chunks[-1].done and chunks[-1].usage is not None
    asked = [path for path, _ in server.requests if path in ("/api/chat", "/api/generate")]
    assert asked == ["/api/generate", "/api/chat", "/api/generate"]
    assert server.generations[1]["messages"][0] == {"role": "system", "content": "system"}
    assert "".join(chunk.thinking for chunk in chunks) == "hm"


async def test_models_are_shown_and_removed(server: OllamaServer, tmp_path: Path) -> None:
    async with system(server, tmp_path) as aios:
        shown = await aios.ollama_client.show(QWEN)
        assert (shown["name"], shown["endpoint"]) == (QWEN, "ollama")
        assert shown["capabilities"] == ["completion", "tools"] and "template" in shown
        await aios.ollama_client.delete(QWEN)
        assert server.models == []
        with pytest.raises(NoModel, match="has no model"):
            await aios.ollama_client.delete(QWEN)


async def test_a_server_that_loads_its_model_is_waited_for(
    server: OllamaServer, tmp_path: Path
) -> None:
    loading = Reply(status=500, error="llm server loading model")
    server.replies = [loading, "loaded"]
    async with system(server, tmp_path) as aios:
        assert (await aios.generate("hi", model=QWEN)).text == "loaded"
    assert len(server.generations) == 2


async def test_models_are_listed_with_what_is_known_of_them(server: OllamaServer) -> None:
    server.models = [Model(), Model("nomic-embed-text:latest", 10, 2048, ("embedding",), "bert")]
    server.loaded = {QWEN}
    driver = OllamaDriver(server.url)
    qwen, nomic = await driver.models()
    assert (qwen.context_tokens, qwen.loaded) == (32768, True)
    assert qwen.capabilities == ("completion", "tools")
    assert (nomic.context_tokens, nomic.loaded) == (2048, False)
    await driver.models()
    shown = [body["model"] for path, body in server.requests if path == "/api/show"]
    assert sorted(shown) == ["nomic-embed-text:latest", QWEN]  # each once


async def test_embeddings(server: OllamaServer) -> None:
    vectors = await OllamaDriver(server.url).embed(QWEN, ["a", "十个字"])
    assert len(vectors) == 2 and len(vectors[0]) == 3


FAILURES = [
    (Reply(status=503), ModelFailed, "model_busy", "busy"),
    (Reply(status=500, error="llama runner process has terminated"), ModelFailed, "", "runner"),
    (
        Reply(status=500, error="model requires more system memory"),
        ModelFailed,
        "model_too_large",
        "memory",
    ),
    (Reply(status=401, error="unauthorized"), Denied, "denied", "unauthorized"),
    (Reply("half an ans", error="an error was encountered"), ModelFailed, "", "encountered"),
    (Reply("half an ans", cut=True), ModelFailed, "model_cut_off", "broke"),
    (
        Reply(raw=b'{"message": {"content": "a"}, "done": false}\n'),
        ModelFailed,
        "model_cut_off",
        "",
    ),
    (Reply(raw=b"<html>not json</html>\n"), ModelFailed, "model_unreadable", "html"),
    (Reply(raw=b"[1, 2]\n"), ModelFailed, "model_unreadable", ""),
    (Reply(raw=b'{"message": "text"}\n'), ModelFailed, "model_unreadable", ""),
    (Reply(raw=b'{"message": {"content": 5}}\n'), ModelFailed, "model_unreadable", ""),
    (Reply(raw=b"\xff\xfe\n"), ModelFailed, "model_unreadable", ""),
    (Reply(raw=b"[" * 100_000 + b"\n"), ModelFailed, "model_unreadable", ""),
    (Reply(raw=b"x" * 5_000_000), ModelFailed, "model_unreadable", ""),
]


@pytest.mark.parametrize(("reply", "kind", "code", "word"), FAILURES)
async def test_every_failure_is_one_typed_error(
    server: OllamaServer, reply: Reply, kind: type[AiosError], code: str, word: str
) -> None:
    server.replies = [reply]
    with pytest.raises(kind) as caught:
        await answer_of(OllamaDriver(server.url), asking())
    assert caught.value.code == (code or kind.default_code)
    assert word in caught.value.message
    assert caught.value.hint


async def test_an_absent_model_is_named_with_how_to_fetch_it(server: OllamaServer) -> None:
    with pytest.raises(NoModel, match="mistral") as caught:
        await answer_of(OllamaDriver(server.url), asking(model="mistral:7b"))
    assert "pull mistral:7b" in caught.value.hint


async def test_a_model_without_tools_is_named(server: OllamaServer) -> None:
    server.models = [Model(capabilities=("completion",))]
    tool = ToolSpec(name="add", description="Add.", parameters={})
    with pytest.raises(ModelFailed, match=QWEN) as caught:
        await answer_of(OllamaDriver(server.url), asking(tools=(tool,)))
    assert caught.value.code == "model_without_tools"


async def test_an_empty_answer_is_an_error(server: OllamaServer, tmp_path: Path) -> None:
    server.replies = [""]
    async with system(server, tmp_path) as aios:
        with pytest.raises(ModelFailed, match="nothing"):
            await aios.ollama_client.generate(QWEN, "hello")


async def test_options_reach_the_model_and_bad_ones_are_refused(
    server: OllamaServer, tmp_path: Path
) -> None:
    server.replies = ["a very long answer indeed"]
    async with system(server, tmp_path) as aios:
        options = {"max_tokens": 2, "temperature": 0.1, "priority": "high"}
        text = await aios.ollama_client.generate(QWEN, "hello", **options)
        assert (text, text.finish_reason) == ("a very", "length")
        with pytest.raises(BadRequest, match="urgent"):
            await aios.ollama_client.generate(QWEN, "hello", priority="urgent")
        with pytest.raises(BadRequest, match="NoneType"):
            await aios.ollama_client.generate(QWEN, None)


async def test_an_endless_answer_is_stopped(server: OllamaServer, tmp_path: Path) -> None:
    server.replies = [Reply("word " * 1000, endless=True)]
    async with system(server, tmp_path) as aios:
        text = await asyncio.wait_for(aios.ollama_client.generate(QWEN, "go on"), 60)
        assert text.finish_reason == "length"
    await asyncio.wait_for(server.left.wait(), 10)


async def test_silence_ends_in_a_timeout(server: OllamaServer) -> None:
    server.replies = [Reply(hang=True), Reply("said", hang=True)]
    driver = OllamaDriver(server.url, silence_s=0.2)
    for _before_and_within in range(2):
        with pytest.raises(TimedOut, match=r"0\.2 s"):
            await answer_of(driver, asking())


async def test_a_slow_first_token_is_waited_for(server: OllamaServer) -> None:
    server.replies = [Reply("at last", delay_s=0.3)]
    chunks = await answer_of(OllamaDriver(server.url), asking())
    assert "".join(c.text for c in chunks) == "at last"


async def test_cancelling_closes_the_connection_and_frees_the_lane(
    server: OllamaServer, tmp_path: Path
) -> None:
    server.replies = [Reply("one two", hang=True), "free again"]
    async with system(server, tmp_path) as aios:
        asking = asyncio.create_task(aios.ollama_client.generate(QWEN, "hello"))
        await asyncio.wait_for(server.asked.wait(), 20)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.wait_for(server.left.wait(), 10)
        assert await aios.ollama_client.generate(QWEN, "hello") == "free again"


async def test_calls_take_turns_on_the_endpoint(server: OllamaServer, tmp_path: Path) -> None:
    server.replies = [Reply(f"answer {n}", delay_s=0.02) for n in range(5)]
    async with system(server, tmp_path) as aios:
        asked = [aios.ollama_client.generate(QWEN, f"number {n}") for n in range(5)]
        assert len(set(await asyncio.gather(*asked))) == 5
    assert server.most_busy == 1


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_where_nothing_listens_it_is_told_at_once(closed_port: int) -> None:
    driver = OllamaDriver(f"127.0.0.1:{closed_port}")
    began = time.monotonic()
    with pytest.raises(NoModel, match=str(closed_port)) as caught:
        await driver.models()
    assert time.monotonic() - began < 0.9
    assert "ollama serve" in caught.value.hint
    with pytest.raises(NoModel):
        await answer_of(driver, asking())


async def test_a_server_that_never_answers_is_given_up_within_a_second(
    server: OllamaServer, tmp_path: Path
) -> None:
    server.silent = True
    began = time.monotonic()
    with pytest.raises(NoModel, match="did not answer"):
        await OllamaDriver(server.url, probe_s=1).models()
    assert 0.9 < time.monotonic() - began < 3


async def test_something_else_that_listens_is_told_apart(server: OllamaServer) -> None:
    with pytest.raises(ModelFailed, match="404"):
        await OllamaDriver(f"{server.url}/elsewhere").models()


async def test_proxies_of_the_environment_are_not_for_it(
    server: OllamaServer, closed_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port}")
    assert await OllamaDriver(server.url).models()


async def test_pulling_tells_its_progress(server: OllamaServer, tmp_path: Path) -> None:
    told: list[dict[str, Any]] = []
    async with system(server, tmp_path) as aios:
        await aios.pull_model("llama3.2:3b", told.append)
        assert "llama3.2:3b" in [m.name for m in await aios.ollama_client.list()]
        with pytest.raises(NoModel, match="library has no model 'no-such:1b'"):
            await aios.pull_model("no-such:1b", told.append)
    assert told[0] == {"status": "pulling manifest"}
    sizes = [line["completed"] for line in told if "completed" in line]
    assert sizes == sorted(sizes) and sizes[-1] > 0


async def aios_command(server: OllamaServer, place: Path, *words: str) -> tuple[int, str, str]:
    """What the installed command returns and prints, with this server as its Ollama."""
    host = {"OLLAMA_HOST": server.url.removeprefix("http://"), "AIOS_WORKSPACE": str(place)}
    command = Path(sys.executable).parent / "aios"
    running = await asyncio.create_subprocess_exec(
        command, *words, env={**os.environ, **host}, stdout=-1, stderr=-1
    )
    out, err = await asyncio.wait_for(running.communicate(), 60)
    assert running.returncode is not None
    return running.returncode, out.decode(), err.decode()


async def test_models_are_listed_and_pulled_from_the_terminal(
    server: OllamaServer, tmp_path: Path
) -> None:
    code, out, _err = await aios_command(server, tmp_path, "model", "pull", "llama3.2:3b")
    assert code == 0
    assert "50 % of 4.7 GB" in out and "llama3.2:3b is ready" in out and "\r" not in out
    code, out, _err = await aios_command(server, tmp_path, "model", "list", "--json")
    assert [model["name"] for model in json.loads(out)] == [QWEN, "llama3.2:3b"]
    code, _out, err = await aios_command(server, tmp_path, "model", "pull", "no-such:1b")
    assert code != 0
    assert "no-such:1b" in err and "Traceback" not in err


def test_where_nothing_listens_no_http_client_is_loaded(closed_port: int) -> None:
    code = f"""
import asyncio, sys
from aios.code.models.ollama import OllamaDriver
try:
    asyncio.run(OllamaDriver("127.0.0.1:{closed_port}").models())
except Exception as error:
    print(type(error).__name__, "aiohttp" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "NoModel False\n"
