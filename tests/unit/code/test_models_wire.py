"""Ollama's wire format: addresses as its own client reads them, windows, lines, errors."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.models.ollama_window import Windows
from aios.code.models.ollama_wire import chunk_of, endpoint, refusal
from aios.contracts.errors import AiosError, ModelFailed
from aios.contracts.messages import Message, ModelRequest, Usage

LONG = (Message(role="user", content="word " * 6000),)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("", "http://localhost:11434"),
        ("http://localhost:11434", "http://localhost:11434"),
        ("0.0.0.0", "http://localhost:11434"),
        ("0.0.0.0:8080", "http://localhost:8080"),
        (":8080", "http://localhost:8080"),
        ("gpu", "http://gpu:11434"),
        ("gpu:1234", "http://gpu:1234"),
        ("192.168.1.5", "http://192.168.1.5:11434"),
        ("http://gpu", "http://gpu:80"),
        ("https://gpu", "https://gpu:443"),
        ("https://gpu:9/ollama/", "https://gpu:9/ollama"),
        ("::1", "http://[::1]:11434"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("[::]:8080", "http://localhost:8080"),
        ("::", "http://localhost:11434"),
        ("http://0.0.0.0:11434", "http://localhost:11434"),
        ("gpu:99999", "http://gpu:11434"),
        ("gpu:abc", "http://gpu:11434"),
        (' "gpu:1234" ', "http://gpu:1234"),
    ],
)
def test_every_form_of_the_address_is_understood(host: str, url: str) -> None:
    assert endpoint(host) == url


@given(st.text(max_size=40))
def test_no_address_is_a_crash(host: str) -> None:
    assert "://" in endpoint(host)


@given(st.integers(0, 60_000), st.one_of(st.none(), st.integers(1, 8000)))
def test_windows_hold_what_is_needed_in_steps(words: int, max_tokens: int | None) -> None:
    message = Message(role="user", content="word " * words)
    request = ModelRequest(model="m", messages=(message,), max_tokens=max_tokens)
    window = Windows().size(request, limit=0)
    assert window % 4096 == 0
    assert window >= max(8192, words * 0.9)


def test_the_last_line_carries_the_usage() -> None:
    line = {
        "done": True,
        "done_reason": "length",
        "total_duration": 2_500_000_000,
        "prompt_eval_count": 26,
        "eval_count": 298,
    }
    chunk = chunk_of(json.dumps(line).encode(), "m")
    assert chunk.done and chunk.finish_reason == "length" and chunk.usage is not None
    assert (chunk.usage.seconds, chunk.usage.tokens_in, chunk.usage.tokens_out) == (2.5, 26, 298)


def test_arguments_that_come_as_text_are_read() -> None:
    call = {"id": "call_7", "function": {"name": "add", "arguments": '{"a": 1}'}}
    [read] = chunk_of(json.dumps({"message": {"tool_calls": [call]}}).encode(), "m").tool_calls
    assert (read.id, read.arguments) == ("call_7", {"a": 1})


@given(st.binary(max_size=60))
def test_any_line_is_a_piece_or_a_typed_error(line: bytes) -> None:
    try:
        chunk_of(line, "m")
    except AiosError as error:
        assert error.hint


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "message": st.fixed_dictionaries(
                {}, optional={"content": JSON, "thinking": JSON, "tool_calls": JSON}
            )
            | JSON,
            "done": JSON,
            "done_reason": JSON,
            "eval_count": JSON,
            "total_duration": JSON,
        },
    )
)
def test_any_object_is_a_piece_or_a_typed_error(line: dict[str, object]) -> None:
    try:
        chunk_of(json.dumps(line).encode(), "m")
    except ModelFailed as error:
        assert error.hint


@pytest.mark.parametrize("body", ["", "<html>", "[]", '{"error": {"message": "x"}}', "null"])
def test_any_refusal_has_a_reason_and_a_mend(body: str) -> None:
    error = refusal(502, body, "m")
    assert "502" in error.message and error.hint


def test_another_web_server_is_told_from_ollama_in_one_line() -> None:
    page = "<!DOCTYPE html>\n<title>Not\nFound</title>\x1b[31m<p>model 'm' not found"
    error = refusal(404, page, "m")
    assert error.code == "endpoint_wrong" and "OLLAMA_HOST" in error.hint
    assert error.message.endswith("HTTP 404, a web page, Not Found.")


REQUESTS = st.builds(
    lambda words, limit: ModelRequest(
        model="m",
        messages=(Message(role="user", content="word " * words),),
        max_tokens=limit,
    ),
    st.integers(0, 4000),
    st.one_of(st.none(), st.integers(1, 8000)),
)


@given(st.lists(REQUESTS, min_size=1, max_size=6), st.sampled_from([0, 2048, 9000]))
def test_windows_never_shrink_nor_pass_what_the_model_reads(
    requests: list[ModelRequest], limit: int
) -> None:
    windows, last = Windows(), 0
    for request in requests:
        try:
            size = windows.size(request, limit)
        except ModelFailed as refused:
            assert refused.code == "context_full" and limit
            continue
        assert size >= last
        assert not limit or size <= limit
        last = size


def test_estimates_are_put_right_by_the_servers_counts() -> None:
    windows, request = Windows(), ModelRequest(model="m", messages=LONG)
    before = windows.size(request, limit=0)
    windows.measured(request, before, Usage(tokens_in=before - 100, tokens_out=10))
    assert windows.size(request, limit=0) > before


def test_a_window_filled_by_the_answer_is_larger_next_time() -> None:
    windows, request = Windows(), ModelRequest(model="m", messages=LONG)
    size = windows.size(request, limit=0)
    windows.measured(request, size, Usage(tokens_in=5000, tokens_out=size - 5000))
    assert windows.size(request, limit=0) == 2 * size


def test_a_window_that_was_asked_for_is_kept() -> None:
    request = ModelRequest(model="m", messages=LONG, context_tokens=6000)
    windows = Windows()
    assert windows.size(request, limit=0) == 6000
    refused = ModelFailed("Too long.", hint="", code="context_full", details={"status": 400})
    with pytest.raises(ModelFailed, match="Too long"):
        windows.widened(refused, request, limit=0)
