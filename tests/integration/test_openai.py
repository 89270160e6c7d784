"""The driver for OpenAI's API, against a server that fails in every way, and the real llama.cpp.

Covered: answers, tools, thinking, usage, schemas, embeddings, lists, kept connections; refusals,
cuts, silence, pages instead of streams; keys; cancelling; slots; the command line.
Not covered: a provider's server on the internet.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from tests.doubles.llama_server import llama_server
from tests.doubles.openai_server import OpenAIServer, Said

from aios import AsyncAIOS
from aios.code.models.openai import OpenAIDriver
from aios.contracts.errors import AiosError, Denied, LimitReached, ModelFailed, NoModel, TimedOut
from aios.contracts.messages import Message, ModelChunk, ModelRequest, ToolSpec
from aios.settings import Settings

KEY = "sk-0123456789secret"
SCHEMA = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}


@pytest.fixture
async def server() -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer().serving() as serving:
        yield serving


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory, tiny_model: Path) -> Iterator[str]:
    place = tmp_path_factory.mktemp("llama")
    with llama_server(place, ["to ", "be ", "or ", "not "], key=KEY) as url:
        yield url


@asynccontextmanager
async def driving(url: str, **more: Any) -> AsyncIterator[OpenAIDriver]:
    driver = OpenAIDriver(url, **more)
    yield driver
    await driver.close()


def asking(prompt: str = "hello", model: str = "small", **more: Any) -> ModelRequest:
    return ModelRequest(model=model, messages=(Message(role="user", content=prompt),), **more)


async def answer_of(driver: OpenAIDriver, request: ModelRequest) -> list[ModelChunk]:
    return [chunk async for chunk in driver.generate(request)]


def text_of(chunks: list[ModelChunk]) -> str:
    return "".join(chunk.text for chunk in chunks)


def system(server: OpenAIServer, place: Path, **entry: Any) -> AsyncAIOS:
    known = {"name": "small", "driver": "openai", "base_url": server.url, **entry}
    settings = Settings(models=[known])  # type: ignore[arg-type]
    return AsyncAIOS(place, settings=settings, backends=[])


async def test_thinking_text_tools_and_usage(server: OpenAIServer) -> None:
    add = {"name": "add", "arguments": json.dumps({"a": [1, 2], "b": "长"})}
    server.replies = [
        Said("一 and two", thinking="let me see", tool_calls=[add, add], finish="tool_calls"),
        Said(thinking="so", thinking_field="reasoning", text="yes"),
    ]
    tool = ToolSpec(name="add", description="Add.", parameters={"type": "object"})
    async with driving(server.url) as driver:
        chunks = await answer_of(driver, asking(tools=(tool,)))
        other = await answer_of(driver, asking())
    assert text_of(chunks) == "一 and two"
    assert "".join(chunk.thinking for chunk in chunks) == "let me see"
    last = chunks[-1]
    assert [(c.id, c.arguments) for c in last.tool_calls] == [
        ("call_0", {"a": [1, 2], "b": "长"}),
        ("call_1", {"a": [1, 2], "b": "长"}),
    ]
    assert last.usage is not None
    assert (last.finish_reason, last.usage.tokens_in, last.usage.cached_tokens) == (
        "tool_calls",
        9,
        4,
    )
    assert "".join(chunk.thinking for chunk in other) == "so"
    assert server.chats[0]["tools"][0]["function"]["name"] == "add"


@pytest.mark.parametrize(
    "said", [Said("all at once", whole=True), Said("all at once", marked=False)]
)
async def test_servers_that_stream_otherwise_are_understood(
    server: OpenAIServer, said: Said
) -> None:
    server.replies = [said]
    async with driving(server.url) as driver:
        chunks = await answer_of(driver, asking())
    assert text_of(chunks) == "all at once"
    assert chunks[-1].done and chunks[-1].finish_reason == "stop"


FAILURES = [
    (Said(status=500), ModelFailed, "model_failed", "500"),
    (Said(status=429, headers={"Retry-After": "9"}), ModelFailed, "model_busy", "busy"),
    (
        Said(status=503, body={"error": {"message": "Loading model"}}),
        ModelFailed,
        "model_loading",
        "",
    ),
    (
        Said(status=307, headers={"Location": "http://elsewhere/"}),
        ModelFailed,
        "model_unreadable",
        "",
    ),
    (Said("half an ans", error={"message": "it broke"}), ModelFailed, "model_failed", "it broke"),
    (Said("half an ans", cut=True), ModelFailed, "model_cut_off", "broke"),
    (Said("half", raw=b"data: {not json\n\n"), ModelFailed, "model_unreadable", "not json"),
    (Said("half", raw=b"Traceback (most recent\n"), ModelFailed, "model_unreadable", "Traceback"),
    (Said("half", raw=b": only a comment\n\n"), ModelFailed, "model_cut_off", "cut off"),
    (Said(page="<html>It works!</html>"), ModelFailed, "model_unreadable", "It works"),
]


@pytest.mark.parametrize(("said", "kind", "code", "word"), FAILURES)
async def test_every_failure_is_one_typed_error(
    server: OpenAIServer, said: Said, kind: type[AiosError], code: str, word: str
) -> None:
    server.replies = [said, "fine"]
    async with driving(server.url) as driver:
        with pytest.raises(kind) as caught:
            await answer_of(driver, asking())
        assert caught.value.code == code
        assert word in caught.value.message and caught.value.hint
        assert text_of(await answer_of(driver, asking())) == "fine"  # and the next call works


async def test_an_absent_server_and_an_absent_model(server: OpenAIServer) -> None:
    async with driving("127.0.0.1:9") as driver:
        with pytest.raises(NoModel, match="No model server answers at http://127"):
            await answer_of(driver, asking())
        with pytest.raises(NoModel):
            await driver.models()
    async with driving(server.url) as driver:
        with pytest.raises(NoModel, match="no model 'large'"):
            await answer_of(driver, asking(model="large"))


async def test_silence_ends_in_a_timeout(server: OpenAIServer) -> None:
    server.replies = [Said("so far", hang=True)]
    async with driving(server.url, silence_s=0.2) as driver:
        with pytest.raises(TimedOut, match="said nothing"):
            await answer_of(driver, asking())


async def test_leaving_an_answer_stops_the_server(server: OpenAIServer) -> None:
    server.replies = [Said("so far", hang=True)]
    async with driving(server.url) as driver:
        async with aclosing(cast(Any, driver.generate(asking()))) as chunks:
            assert (await anext(chunks)).text == "so"
        async with asyncio.timeout(5):
            await server.left.wait()


def unknown(message: str) -> Said:
    return Said(status=400, body={"error": {"message": message}})


async def test_what_a_server_lacks_is_learnt_and_left_out(server: OpenAIServer) -> None:
    server.replies = [
        unknown("This response_format type is unavailable now"),
        unknown("'max_tokens' is not supported with this model. Use 'max_completion_tokens'."),
        '{"ready": true}',
        '{"ready": false}',
    ]
    async with driving(server.url) as driver:
        for wanted in ('{"ready": true}', '{"ready": false}'):
            chunks = await answer_of(driver, asking(format=SCHEMA, max_tokens=99))
            assert text_of(chunks) == wanted
    kinds = [chat["response_format"]["type"] for chat in server.chats]
    assert kinds == ["json_schema", "json_object", "json_object", "json_object"]
    assert server.chats[-1]["max_completion_tokens"] == 99


async def test_what_is_refused_again_is_an_error(server: OpenAIServer) -> None:
    server.replies = [unknown("temperature is not supported")] * 2
    async with driving(server.url) as driver:
        with pytest.raises(ModelFailed, match="temperature") as caught:
            await answer_of(driver, asking(temperature=0.5))
    assert caught.value.code == "feature_unsupported"


async def test_what_does_not_list_its_models_is_of_use_all_the_same(
    server: OpenAIServer, tmp_path: Path
) -> None:
    server.lists, server.echo = False, "here I am"
    async with driving(server.url) as driver:
        assert await driver.models() == []
    async with system(server, tmp_path) as aios:
        assert (await aios.generate("hi")).text == "here I am"
        assert (await aios.doctor())["model"]["model"] == "small"


async def test_embeddings_keep_their_order(server: OpenAIServer) -> None:
    async with driving(server.url) as driver:
        assert await driver.embed("small", ["a", "bb", "ccc"]) == [[1, 0.5], [2, 0.5], [3, 0.5]]


async def test_a_wrong_key_is_told_without_the_key(server: OpenAIServer, tmp_path: Path) -> None:
    server.key = "another"
    async with driving(server.url, key=KEY, key_from="$MY_KEY") as driver:
        with pytest.raises(Denied, match="refused the key") as caught:
            await answer_of(driver, asking())
    error = caught.value
    assert "$MY_KEY" in error.hint and error.code == "model_key_refused"
    assert KEY not in f"{error!r} {error.message} {error.hint} {error.details} {error.__cause__!r}"
    async with system(server, tmp_path, key=KEY) as aios:
        report = await aios.doctor()
        assert KEY not in json.dumps(report)
        assert "refused the key" in report["endpoints"][0]["problem"]


async def test_calls_go_through_the_scheduler_with_the_slots_of_the_entry(
    server: OpenAIServer, tmp_path: Path
) -> None:
    server.echo, server.takes_s, server.slots = "done", 0.01, 99
    async with system(server, tmp_path, slots=3) as aios:
        answers = await asyncio.gather(
            *(aios.generate(f"{n}", model="small", agent=f"agent-{n % 2}") for n in range(12))
        )
        assert {a.text for a in answers} == {"done"}
        assert answers[0].usage.tokens_in == 9
        assert (answers[0].model, answers[0].endpoint in server.url) == ("small", True)
        assert server.most_busy == 3
        assert (await aios.stats())["models"]["small"]["requests"] == 12


async def test_busy_and_loading_are_waited_for(server: OpenAIServer, tmp_path: Path) -> None:
    busy = Said(status=429, headers={"Retry-After": "0.05"})
    server.replies = [busy, busy, "at last"]
    async with system(server, tmp_path) as aios:
        assert (await aios.generate("hi", model="small")).text == "at last"
    assert len(server.chats) == 3


async def test_another_endpoint_takes_over(server: OpenAIServer, tmp_path: Path) -> None:
    server.echo = "I am here"
    entries = [
        {"name": "small", "base_url": "http://127.0.0.1:9/v1"},
        {"name": "small", "base_url": server.url},
    ]
    settings = Settings(models=entries)  # type: ignore[arg-type]
    async with AsyncAIOS(tmp_path, settings=settings, backends=[]) as aios:
        answer = await aios.generate("hi", model="small")
        assert (answer.text, answer.endpoint in server.url) == ("I am here", True)
        states = (await aios.doctor())["endpoints"]
        assert [bool(state["problem"]) for state in states] == [True, False]


# ---------------------------------------------------------------- the real llama.cpp


async def test_llama_cpp_answers_by_schema_counts_and_caches(llama: str) -> None:
    async with driving(llama, key=KEY) as driver:
        [model] = await driver.models()
        assert (model.name, model.context_tokens, model.loaded) == ("tiny", 2048, True)
        assert await driver.count_tokens("tiny", "hi 你") == 6  # one for each byte
        found = await answer_of(driver, asking(model="tiny", format=SCHEMA, max_tokens=400))
        assert isinstance(json.loads(text_of(found))["ready"], bool)
        for _ in range(2):
            last = (await answer_of(driver, asking("again and again", "tiny")))[-1]
        assert last.usage is not None and last.usage.cached_tokens > 20
        short = await answer_of(driver, asking(model="tiny", max_tokens=2))
        assert (text_of(short), short[-1].finish_reason) == ("to be ", "length")


async def test_llama_cpp_refuses_in_our_words(llama: str) -> None:
    async with driving(llama, key=KEY) as driver:
        with pytest.raises(ModelFailed) as caught:
            await answer_of(driver, asking("long " * 2000, "tiny"))
        assert caught.value.code == "context_full"
        assert caught.value.details["context_tokens"] == 2048
    async with driving(llama, key="wrong", key_from="$K") as driver:
        with pytest.raises(Denied, match="refused the key"):
            await answer_of(driver, asking(model="tiny"))


async def test_the_command_line_tries_it_out(llama: str, tmp_path: Path) -> None:
    environ = {
        **os.environ,
        "AIOS_WORKSPACE": str(tmp_path),
        "OPENAI_BASE_URL": llama,
        "OPENAI_API_KEY": KEY,
        "OLLAMA_HOST": "127.0.0.1:9",
    }

    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "aios", "model", "test", "--json", env=environ, stdout=-1, stderr=-1
    )
    out, err = await running.communicate()
    assert KEY not in (out + err).decode()
    tested = json.loads(out)
    assert (tested["model"], tested["text"], tested["schemas"]) == ("tiny", "to be or not", "ok")
    assert tested["tools"].startswith("not used")


async def test_one_call_too_many_is_told_when_to_come_again(
    server: OpenAIServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIOS_CALL_QUEUE", "2")
    server.replies = [Said("begun", hang=True)] * 3
    known = {"name": "small", "driver": "openai", "base_url": server.url, "slots": 1}
    async with AsyncAIOS(tmp_path, models=[known], backends=[]) as aios:
        calls = [asyncio.create_task(aios.generate(str(n), model="small")) for n in range(3)]
        while sum(lane["waiting"] for lane in aios.scheduler.status().values()) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0)
        with pytest.raises(LimitReached) as caught:
            await aios.generate("one too many", model="small")
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
    assert caught.value.code == "busy"
    assert caught.value.details["waiting"] == 2
    assert f"{caught.value.details['retry_after_s']} s" in caught.value.hint
