"""OpenAI's wire format: addresses, bodies, events, calls of tools in pieces, refusals."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.models.openai_errors import refusal
from aios.code.models.openai_url import base_of, name_of
from aios.code.models.openai_wire import Reader, chat_body, data_of, models_of, parsed, vectors_of
from aios.code.models.wire import is_near
from aios.contracts.errors import AiosError, BadRequest, Denied, ModelFailed, NoModel
from aios.contracts.messages import Message, ModelRequest, ToolCall

CLOSED = {
    "type": "object",
    "properties": {"a": {"type": "integer"}},
    "required": ["a"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("", "https://api.openai.com/v1"),
        ("localhost:8080", "http://localhost:8080/v1"),
        ("http://127.0.0.1:1234/v1/", "http://127.0.0.1:1234/v1"),
        ("https://api.deepseek.com", "https://api.deepseek.com/v1"),
        ("HTTPS://gpu/openai/v1", "https://gpu/openai/v1"),
        ("http://gpu:9/v1/chat/completions", "http://gpu:9/v1"),
        (' "http://gpu:9/v1" ', "http://gpu:9/v1"),
    ],
)
def test_every_form_of_the_address_is_understood(written: str, base: str) -> None:
    assert base_of(written) == base


@pytest.mark.parametrize("written", ["ftp://gpu", "http://", "://", "http:///v1"])
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(BadRequest, match="address"):
        base_of(written)


def test_endpoints_are_called_by_where_they_are() -> None:
    assert name_of("http://gpu:8080/v1") == "gpu:8080"
    assert name_of("https://openrouter.ai/api/v1") == "openrouter.ai/api"


def test_what_is_near_needs_no_proxy() -> None:
    near = [
        "http://localhost:1",
        "http://10.0.0.5",
        "http://gpu/v1",
        "http://[::1]:8",
        "http://a.lan",
    ]
    assert all(map(is_near, near))
    assert not is_near("https://api.openai.com/v1") and not is_near("http://8.8.8.8/v1")


def asking(**more: Any) -> ModelRequest:
    return ModelRequest(model="m", messages=(Message(role="user", content="hi"),), **more)


def test_a_request_says_only_what_was_chosen() -> None:
    assert chat_body(asking()) == {
        "model": "m",
        "messages": [{"role": "user", "content": "hi"}],
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def test_what_a_server_refused_is_left_out_or_said_otherwise() -> None:
    request = asking(max_tokens=5, temperature=0.5, think=True)
    assert chat_body(request)["max_tokens"] == 5
    lacking = chat_body(request, lacks={"usage", "max_tokens", "temperature", "thinking"})
    assert lacking["max_completion_tokens"] == 5
    left_out = {"max_tokens", "temperature", "stream_options", "reasoning_effort"}
    assert not left_out & lacking.keys()


@pytest.mark.parametrize(
    ("owner", "think", "told"),
    [
        ("llamacpp", False, {"chat_template_kwargs": {"enable_thinking": False}}),
        ("vllm", True, {"chat_template_kwargs": {"enable_thinking": True}}),
        ("openai", False, {"reasoning_effort": "none"}),
    ],
)
def test_thinking_is_asked_for_in_the_servers_way(
    owner: str, think: bool, told: dict[str, Any]
) -> None:
    assert told.items() <= chat_body(asking(think=think), owner=owner).items()


@pytest.mark.parametrize(
    ("schema", "strict"),
    [
        (CLOSED, True),
        ({**CLOSED, "required": []}, False),
        ({"type": "object", "properties": {}}, False),
        ({"type": "array", "items": CLOSED}, True),
        ({"anyOf": [CLOSED, {"type": "object"}]}, False),
        ({"type": "string"}, True),
    ],
)
def test_only_closed_schemas_are_strict(schema: dict[str, Any], strict: bool) -> None:
    shape = chat_body(asking(format=schema))["response_format"]["json_schema"]
    assert (shape["schema"], shape["strict"]) == (schema, strict)


def test_a_server_without_schemas_is_told_in_words() -> None:
    body = chat_body(asking(format=CLOSED), lacks={"schemas"})
    assert body["response_format"] == {"type": "json_object"}
    assert json.dumps(CLOSED) in body["messages"][0]["content"]
    assert "JSON" in body["messages"][0]["content"]


def test_images_calls_and_their_results_are_shaped() -> None:
    call = ToolCall(id="c1", name="add", arguments={"a": "一"})
    messages = (
        Message(role="user", content="look", images=("iVBORw0", "/9j/4AAQ")),
        Message(role="assistant", tool_calls=(call,)),
        Message(role="tool", content="1", tool_call_id="c1", tool_name="add"),
    )
    shown, called, result = chat_body(ModelRequest(model="m", messages=messages))["messages"]
    assert [part["type"] for part in shown["content"]] == ["text", "image_url", "image_url"]
    assert shown["content"][1]["image_url"]["url"] == "data:image/png;base64,iVBORw0"
    assert shown["content"][2]["image_url"]["url"].startswith("data:image/jpeg;")
    assert json.loads(called["tool_calls"][0]["function"]["arguments"]) == {"a": "一"}
    assert result == {"role": "tool", "content": "1", "tool_call_id": "c1"}


@pytest.mark.parametrize(
    ("line", "data"),
    [
        (b'data: {"a": 1}\r', b'{"a": 1}'),
        (b"data:[DONE]", b"[DONE]"),
        (b": ping", b""),
        (b"event: message", b""),
        (b"id: 7", b""),
    ],
)
def test_lines_of_an_event_stream(line: bytes, data: bytes) -> None:
    assert data_of(line, "m") == data


@pytest.mark.parametrize("line", [b"<html>", b'{"message": {}}', b"what: is this", b"\xff\xfe"])
def test_other_lines_cannot_be_read(line: bytes) -> None:
    with pytest.raises(ModelFailed) as caught:
        data_of(line, "m")
    assert caught.value.code == "model_unreadable"


def event(**delta: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}


ENDED = {"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]}


@given(st.lists(st.integers(1, 40), max_size=8), st.booleans())
def test_calls_come_together_however_they_are_cut(cuts: list[int], indexed: bool) -> None:
    wanted = [("add", {"a": "一二", "b": [1, {"c": None}]}), ("now", {})]
    reader = Reader("m")
    for number, (name, arguments) in enumerate(wanted):
        place = {"index": number} if indexed else {}
        text = json.dumps(arguments) if arguments else ""
        opening = {"name": name, "arguments": "" if indexed else text}
        reader.take(event(tool_calls=[{**place, "id": f"c{number}", "function": opening}]))
        rest = text if indexed else ""
        for size in [*cuts, len(rest)]:
            piece, rest = rest[:size], rest[size:]
            if piece:
                reader.take(event(tool_calls=[{**place, "function": {"arguments": piece}}]))
    reader.take(ENDED)
    last = reader.last()
    assert [(c.id, c.name, c.arguments) for c in last.tool_calls] == [
        ("c0", *wanted[0]),
        ("c1", *wanted[1]),
    ]
    assert last.finish_reason == "tool_calls"


@pytest.mark.parametrize("arguments", ["{", "[1]", "7", "not json"])
def test_arguments_that_are_no_object_are_an_error(arguments: str) -> None:
    reader = Reader("m")
    call = {"index": 0, "id": "c", "function": {"name": "add", "arguments": arguments}}
    reader.take(event(tool_calls=[call]))
    reader.take(ENDED)
    with pytest.raises(ModelFailed, match="add"):
        reader.last()


def test_thinking_comes_under_either_name() -> None:
    reader = Reader("m")
    assert reader.take(event(reasoning_content="hm")).thinking == "hm"
    assert reader.take(event(reasoning="so")).thinking == "so"
    assert reader.take(event(content="yes")).text == "yes"


def test_usage_counts_what_was_cached() -> None:
    reader = Reader("m")
    told = {
        "prompt_tokens": 30,
        "completion_tokens": 2,
        "prompt_tokens_details": {"cached_tokens": 9},
    }
    reader.take({"choices": [], "usage": told})
    reader.take(ENDED)
    usage = reader.last().usage
    assert usage is not None
    assert (usage.tokens_in, usage.tokens_out, usage.cached_tokens) == (30, 2, 9)


def test_an_answer_without_an_end_is_cut_off() -> None:
    reader = Reader("m")
    reader.take(event(content="half an ans"))
    with pytest.raises(ModelFailed) as caught:
        reader.last()
    assert caught.value.code == "model_cut_off"


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["choices", "delta", "content", "tool_calls", "function", "usage", "error"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(ODD)
def test_whatever_comes_is_an_answer_or_a_typed_error(found: Any) -> None:
    reader = Reader("m")
    try:
        reader.take(parsed(json.dumps(found).encode(), "m"))
        reader.last()
    except AiosError as error:
        assert error.message and error.hint


def test_models_are_listed_as_far_as_told() -> None:
    llama = {
        "id": "a",
        "owned_by": "llamacpp",
        "meta": {"n_ctx": 2048, "n_ctx_train": 9, "size": 7},
    }
    vllm = {"id": "b", "owned_by": "vllm", "max_model_len": 4096}
    found, owners = models_of({"data": [llama, vllm, {"id": "c"}, {"no": "id"}, "odd"]}, "e")
    assert [(m.name, m.context_tokens, m.loaded) for m in found] == [
        ("a", 2048, True),
        ("b", 4096, False),
        ("c", 0, False),
    ]
    assert owners == {"a": "llamacpp", "b": "vllm", "c": ""}


def test_vectors_are_put_in_order_and_counted() -> None:
    data = [{"index": 1, "embedding": [2.0]}, {"index": 0, "embedding": [1.0]}]
    assert vectors_of({"data": data}, 2, "m") == [[1.0], [2.0]]
    with pytest.raises(ModelFailed, match="one vector per text"):
        vectors_of({"data": data}, 3, "m")


def refused(status: int, body: Any, retry_after: str = "", key_from: str = "$KEY") -> AiosError:
    text = body if isinstance(body, str) else json.dumps(body)
    return refusal(status, text, "m", "http://gpu/v1", key_from=key_from, retry_after=retry_after)


def told(message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"message": message, **more}}


REFUSALS = [
    (401, told("no"), Denied, "model_key_refused"),
    (403, "forbidden", Denied, "model_key_refused"),
    (402, told("Insufficient Balance"), ModelFailed, "model_quota"),
    (429, told("You exceeded", code="insufficient_quota"), ModelFailed, "model_quota"),
    (429, told("Rate limit reached"), ModelFailed, "model_busy"),
    (503, told("Loading model", type="unavailable_error"), ModelFailed, "model_loading"),
    (503, "upstream is down", ModelFailed, "model_busy"),
    (404, told("The model `m` does not exist", code="model_not_found"), NoModel, "no_model"),
    (400, told("Model Not Exist"), NoModel, "no_model"),
    (404, {"detail": "Not Found"}, ModelFailed, "endpoint_wrong"),
    (404, "404 page not found", ModelFailed, "endpoint_wrong"),
    (501, "<html>\n<title>Error\x1b[31m</title> no model m found", ModelFailed, "endpoint_wrong"),
    (502, "<html><title>502 Bad Gateway</title>", ModelFailed, "model_failed"),
    (400, told("x", code="context_length_exceeded"), ModelFailed, "context_full"),
    (400, told("This model's maximum context length is 9"), ModelFailed, "context_full"),
    (400, told("m does not support tools"), ModelFailed, "model_without_tools"),
    (500, told("tools param requires --jinja flag"), ModelFailed, "model_without_tools"),
    (
        400,
        told('"auto" tool choice requires --tool-call-parser'),
        ModelFailed,
        "model_without_tools",
    ),
    (400, told("This response_format type is unavailable now"), ModelFailed, "feature_unsupported"),
    (
        422,
        told("stream_options: Extra inputs are not permitted"),
        ModelFailed,
        "feature_unsupported",
    ),
    (400, told("temperature must be at most 2"), ModelFailed, "model_failed"),
    (500, told("out of cheese"), ModelFailed, "model_failed"),
    (302, "", ModelFailed, "model_unreadable"),
    (400, [1, 2], ModelFailed, "model_failed"),
    (400, "", ModelFailed, "model_failed"),
]


@pytest.mark.parametrize(("status", "body", "kind", "code"), REFUSALS)
def test_every_refusal_is_one_typed_error(
    status: int, body: Any, kind: type[AiosError], code: str
) -> None:
    error = refused(status, body)
    assert (type(error), error.code) == (kind, code)
    assert error.message.isprintable() and error.hint


def test_a_long_prompt_is_counted_where_the_server_did() -> None:
    body = told("too long", type="exceed_context_size_error", n_prompt_tokens=900, n_ctx=512)
    details = refused(
        400, {"error": {**body["error"], "message": "exceeds the context size"}}
    ).details
    assert (details["prompt_tokens"], details["context_tokens"]) == (900, 512)


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("7", 7, 7), ("0.5", 0.5, 0.5), ("-3", 0, 0), ("Sun, 01 Jan 2012 00:00:00 GMT", 0, 0)],
)
def test_retry_after_is_seconds_or_a_date(header: str, least: float, most: float) -> None:
    assert least <= refused(429, told("slow down"), header).details["retry_after_s"] <= most
    assert "retry_after_s" not in refused(429, told("slow down"), "soon").details


def test_where_the_key_comes_from_is_told_and_no_more() -> None:
    error = refused(401, told("Incorrect API key provided: sk-a1b2"), key_from="$MY_KEY")
    assert "$MY_KEY" in error.hint
    assert "sk-a1b2" not in f"{error.message} {error.hint} {error.details}"
    assert "key_env" in refused(401, told("no"), key_from="").hint
