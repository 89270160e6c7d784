"""The driver for pydantic-ai's providers, with pydantic-ai's own models in their place.

Covered: text, tools, schemas in the model's way or in words, usage, refusals, keys, packages; and
with the providers' real clients and a server on loopback, whatever can go wrong between them.
Not covered: a provider on the internet. The contract suite runs against a real llama.cpp server.
"""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from pydantic_ai import exceptions as theirs
from pydantic_ai.messages import ModelMessage
from pydantic_ai.models.function import AgentInfo, DeltaToolCall, FunctionModel
from pydantic_ai.profiles import ModelProfile
from tests.doubles.openai_server import OpenAIServer, Said

from aios.code.models.clouds import CloudDriver
from aios.code.models.connect import connect
from aios.contracts.errors import AiosError, BadRequest, Denied, ModelFailed, NoModel, TimedOut
from aios.contracts.messages import Message, ModelChunk, ModelRequest, ToolCall, ToolSpec
from aios.contracts.ports import ModelDriver
from aios.settings import Settings

Speaks = Callable[[list[ModelMessage], AgentInfo], AsyncIterator[Any]]
TOLD = {"error": {"message": "no"}}
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}


def driver(speaks: Speaks, **profile: Any) -> CloudDriver:
    known = ModelProfile(**profile) if profile else None
    return CloudDriver(resolve=lambda _name: FunctionModel(stream_function=speaks, profile=known))


def asking(*messages: Message, **more: Any) -> ModelRequest:
    asked = messages or (Message(role="user", content="hello"),)
    return ModelRequest(model="anthropic:claude", messages=asked, **more)


async def answer_of(made: ModelDriver, request: ModelRequest) -> list[ModelChunk]:
    return [chunk async for chunk in made.generate(request)]


async def test_text_tools_and_usage_come_through() -> None:
    seen: list[Any] = []

    async def speaks(messages: list[ModelMessage], info: AgentInfo) -> AsyncIterator[Any]:
        seen.extend([messages, info])
        yield "一 and "
        yield "two"
        yield {1: DeltaToolCall(name="add", json_args='{"a":', tool_call_id="c1")}
        yield {1: DeltaToolCall(json_args=" [1]}")}

    tool = ToolSpec(name="add", description="Add.", parameters=SCHEMA)
    called = ToolCall(id="c0", name="add", arguments={"a": 1})
    conversation = (
        Message(role="system", content="Be brief."),
        Message(role="user", content="look", images=("iVBORw0KGgo=",)),
        Message(role="assistant", content="I add.", tool_calls=(called,)),
        Message(role="tool", content="1", tool_name="add", tool_call_id="c0"),
    )
    chunks = await answer_of(driver(speaks), asking(*conversation, tools=(tool,), max_tokens=9))
    assert "".join(chunk.text for chunk in chunks) == "一 and two"
    [call] = chunks[-1].tool_calls
    assert (call.id, call.name, call.arguments) == ("c1", "add", {"a": [1]})
    usage = chunks[-1].usage
    assert usage is not None and usage.tokens_in > 0 and usage.tokens_out > 0
    messages, info = seen
    parts = [part.part_kind for message in messages for part in message.parts]
    assert parts == ["system-prompt", "user-prompt", "text", "tool-call", "tool-return"]
    assert messages[1].parts[0].content[1].media_type == "image/png"
    assert info.function_tools[0].name == "add"
    assert info.model_settings["max_tokens"] == 9


@pytest.mark.parametrize("native", [True, False])
async def test_a_schema_goes_in_the_models_way_or_in_words(native: bool) -> None:
    seen: list[Any] = []

    async def speaks(messages: list[ModelMessage], info: AgentInfo) -> AsyncIterator[str]:
        seen.extend([messages, info])
        yield '{"a": 1}'

    made = driver(speaks, supports_json_schema_output=native)
    await answer_of(made, asking(format=SCHEMA))
    messages, info = seen
    told = "".join(str(part.content) for message in messages for part in message.parts)
    assert (json.dumps(SCHEMA) in told) == (not native)
    held = info.model_request_parameters.output_object
    assert (held is not None and held.json_schema == SCHEMA) == native


FAILURES = [
    (theirs.ModelHTTPError(401, "m", {"error": "bad key sk-a1b2"}), Denied, "model_key_refused"),
    (theirs.ModelHTTPError(429, "m", {"error": {"message": "slow"}}), ModelFailed, "model_busy"),
    (theirs.ModelHTTPError(404, "m", "model: claude not found"), NoModel, "no_model"),
    (theirs.ModelHTTPError(500, "m", None), ModelFailed, "model_failed"),
    (theirs.ModelAPIError("m", "Connection error."), ModelFailed, "model_cut_off"),
    (theirs.UserError("Set the `ANTHROPIC_API_KEY` variable"), Denied, "model_key_refused"),
    (theirs.UserError("Unknown model: x"), NoModel, "no_model"),
    (theirs.UnexpectedModelBehavior("nonsense"), ModelFailed, "model_unreadable"),
    (ImportError("Please install `anthropic`"), NoModel, "no_model"),
]


@pytest.mark.parametrize(("problem", "kind", "code"), FAILURES)
async def test_every_failure_is_one_typed_error(
    problem: Exception, kind: type[AiosError], code: str
) -> None:
    async def speaks(_messages: list[ModelMessage], _info: AgentInfo) -> AsyncIterator[str]:
        raise problem
        yield ""

    with pytest.raises(kind) as caught:
        await answer_of(driver(speaks), asking())
    assert caught.value.code == code and caught.value.hint
    assert "sk-a1b2" not in f"{caught.value.message} {caught.value.hint} {caught.value.details}"


async def test_a_package_that_is_missing_is_named() -> None:
    with pytest.raises(NoModel) as caught:
        await answer_of(CloudDriver(), asking().but(model="cohere:command-r"))
    assert "pydantic-ai-slim[cohere]" in caught.value.hint


WRONG = [
    (Said(status=429, body=TOLD, headers={"Retry-After": "7"}), ModelFailed, "model_busy"),
    (Said(status=500, body=TOLD), ModelFailed, "model_failed"),
    (Said(status=401, body={"error": {"message": "not k-3f1e"}}), Denied, "model_key_refused"),
    (Said("half", cut=True), ModelFailed, "model_cut_off"),
    (Said("half", error={"message": "out of memory"}), ModelFailed, "model_failed"),
    (Said(raw=b"data: {nonsense\n\n"), ModelFailed, "model_unreadable"),
    (Said(page="<html>Log in</html>"), ModelFailed, "model_unreadable"),
    (Said("half", hang=True), TimedOut, "timed_out"),
]


@pytest.mark.parametrize(("said", "kind", "code"), WRONG)
async def test_a_real_clients_failure_is_told_once_and_asked_once(
    said: Said, kind: type[AiosError], code: str
) -> None:
    async with OpenAIServer(replies=[said]).serving() as server:
        cloud = CloudDriver(base_url=server.url, key="k-3f1e", silence_s=0.3)
        with pytest.raises(kind) as caught:
            await answer_of(cloud, asking().but(model="openai-chat:small"))
        await cloud.close()
    assert caught.value.code == code and caught.value.hint
    assert len(server.chats) == 1, "asking again is the kernel's business"
    assert caught.value.details.get("retry_after_s") == (7.0 if said.headers else None)
    assert "k-3f1e" not in f"{caught.value.message} {caught.value.hint} {caught.value.details}"


async def test_a_provider_that_does_not_answer_or_exist_is_no_model() -> None:
    for model, base in (("openai-chat:small", "http://127.0.0.1:9/v1"), ("nobody:small", "")):
        cloud = CloudDriver(base_url=base, key="k")
        with pytest.raises(NoModel, match=r"small|nobody"):
            await answer_of(cloud, asking().but(model=model))
        await cloud.close()


async def test_an_entry_says_where_a_provider_is_and_with_which_key() -> None:
    async with OpenAIServer(replies=["hello"], key="k-1").serving() as server:
        entry = {"driver": "pydantic-ai", "name": "openai-chat:small", "key_env": "MINE"}
        entries = Settings.load({}, models=[{**entry, "base_url": server.url}]).models
        drivers, _book = connect(
            entries, ollama_host="", openai_base_url="", environ={"MINE": "k-1"}
        )
        chunks = await answer_of(drivers[0], asking().but(model="openai-chat:small"))
        await drivers[0].close()
    assert "".join(chunk.text for chunk in chunks) == "hello"


def test_an_entry_names_provider_and_model() -> None:
    [entry] = Settings.load({}, models=[{"driver": "pydantic-ai", "name": "google:gemini"}]).models
    assert entry.driver == "pydantic-ai"
    with pytest.raises(BadRequest, match="provider"):
        Settings.load({}, models=[{"driver": "pydantic-ai", "name": "claude"}])
