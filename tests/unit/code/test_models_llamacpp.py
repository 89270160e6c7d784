"""What goes to llama.cpp and what comes back, without the engine."""

import json

import pytest

from aios.code.models.llamacpp import JsonWatch
from aios.code.models.llamacpp_wire import completion_body, event_of, template_body, usage_of
from aios.contracts.errors import ModelFailed
from aios.contracts.messages import Message, ModelRequest

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}
REQUEST = ModelRequest(model="m", messages=(Message(role="user", content="你好"),))


def test_what_is_continued_stands_after_the_prompt() -> None:
    body = completion_body(REQUEST.but(continued=(7, 8), max_tokens=5), "<s>")
    assert body["prompt"] == ["<s>", 7, 8]
    assert (body["n_predict"], "json_schema" in body, "temperature" in body) == (5, False, False)


def test_a_schema_forbids_blanks_and_thoughts() -> None:
    request = REQUEST.but(format=SCHEMA, think=True)
    schema = completion_body(request, "")["json_schema"]
    assert schema.items() >= SCHEMA.items() and not schema["x-guidance"]["whitespace_flexible"]
    assert template_body(request)["chat_template_kwargs"] == {"enable_thinking": False}
    assert "x-guidance" not in SCHEMA


@pytest.mark.parametrize("line", [b"", b"\n", b": ping", b"data: [DONE]"])
def test_lines_that_say_nothing(line: bytes) -> None:
    assert event_of(line, "m") is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"data: {cut", "model_unreadable"),
        (b'data: {"error": {"message": "no", "type": "server_error"}}', "model_failed"),
        (b'error: {"message": "no", "type": "invalid_request_error"}', "model_refused"),
        (b'error: {"type": "exceed_context_size_error", "n_ctx": 5}', "context_full"),
        (b"error: broken", "model_refused"),
        (b"data: 5", "model_refused"),
    ],
)
def test_lines_that_are_errors(line: bytes, code: str) -> None:
    with pytest.raises(ModelFailed) as caught:
        event_of(line, "m")
    assert caught.value.code == code and caught.value.hint


def test_what_was_cached_is_part_of_what_went_in() -> None:
    timings = {"cache_n": 90, "prompt_n": 10, "predicted_n": 4, "prompt_ms": 500.0}
    usage = usage_of(timings)
    assert (usage.tokens_in, usage.cached_tokens, usage.tokens_out) == (100, 90, 4)
    assert usage.seconds == 0.5
    assert usage_of({}).tokens_in == 0


WHOLE = json.dumps({"名字": [1.5, -2e9, None, True, "a\\u4e09\n"], "b": {}})


@pytest.mark.parametrize("cut", range(1, len(WHOLE) + 1))
def test_json_and_its_beginnings_are_json(cut: int) -> None:
    watch = JsonWatch(REQUEST.but(format={}))
    for letter in WHOLE[:cut]:
        watch.see(letter)
    watch.end()


@pytest.mark.parametrize("text", ["sure, here it is: {}", "free text, on and on", "{a: 1}"])
def test_what_is_no_json_is_said(text: str) -> None:
    watch = JsonWatch(REQUEST.but(format={}))
    with pytest.raises(ModelFailed) as caught:
        for letter in text + " and more of it":
            watch.see(letter)
        watch.end()
    assert caught.value.code == "schema_not_understood"


def test_without_a_schema_anything_may_be_said() -> None:
    watch = JsonWatch(REQUEST)
    watch.see("free text")
    watch.end()
