"""GGUF files on the real llama.cpp engine, run by a tiny model that babbles."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import need

from aios.code.models import llamacpp_engine
from aios.code.models.llamacpp import LlamaDriver
from aios.contracts.errors import AiosError, BadRequest, ModelFailed, NoModel, TimedOut
from aios.contracts.messages import Message, ModelChunk, ModelRequest, ToolSpec

WINDOW = 4096
TOOL = ToolSpec(name="look", description="Looks.", parameters={"type": "object"})


@pytest.fixture(scope="module")
def llama(tiny_model: Path) -> Iterator[LlamaDriver]:
    """Two slots of the babbling model, loaded once."""
    driver = LlamaDriver(tiny_model, slots=2, context_tokens=WINDOW, threads=1)
    yield driver
    asyncio.run(driver.close())


def asking(content: str, **more: Any) -> ModelRequest:
    more = {"max_tokens": 40, "temperature": 0.0, **more}
    return ModelRequest(model="tiny", messages=(Message(role="user", content=content),), **more)


async def heard(driver: LlamaDriver, request: ModelRequest) -> list[ModelChunk]:
    return [chunk async for chunk in driver.generate(request)]


def said(chunks: list[ModelChunk]) -> str:
    return "".join(chunk.text for chunk in chunks)


def ids(chunks: list[ModelChunk]) -> tuple[int, ...]:
    return tuple(token for chunk in chunks for token in chunk.tokens)


# ---------------------------------------------------------------- going on


@pytest.mark.parametrize("cut", [1, 2, 17, 90, 119])
async def test_an_answer_goes_on_by_its_tokens_as_if_it_had_never_stopped(
    llama: LlamaDriver, cut: int
) -> None:
    whole = await heard(llama, asking("讲一个故事", max_tokens=120))
    first: list[ModelChunk] = []
    async with aclosing(cast(Any, llama.generate(asking("讲一个故事", max_tokens=120)))) as chunks:
        async for chunk in chunks:
            first.append(chunk)
            if len(ids(first)) >= cut:
                break
    await heard(llama, asking("somebody more urgent " * 20))
    await heard(llama, asking("and another one " * 20))
    left = 120 - len(ids(first))
    rest = await heard(llama, asking("讲一个故事", max_tokens=left, continued=ids(first)))
    assert said(first) + said(rest) == said(whole)
    assert ids(first) + ids(rest) == ids(whole)


async def answer_of(folder: Path, *says: str | bytes, **more: Any) -> list[ModelChunk]:
    """What a model that says just this is heard to say."""
    need("llama")
    from tests.doubles.tiny_gguf import tiny_gguf

    driver = LlamaDriver(tiny_gguf(folder / "says.gguf", says=says), threads=1)
    chunks = await heard(driver, asking("count", **more))
    await driver.close()
    return chunks


async def test_a_letter_of_several_tokens_has_all_of_them(tmp_path: Path) -> None:
    says = ("(", *(bytes([byte]) for byte in "三".encode()), ")")
    chunks = await answer_of(tmp_path, *says)
    assert [(c.text, len(c.tokens)) for c in chunks if c.text] == [("(", 1), ("三", 3), (")", 1)]
    assert said(await answer_of(tmp_path, *says, continued=ids(chunks[:2]))) == ")"


async def test_where_tokens_are_not_sure_none_are_told_any_more(tmp_path: Path) -> None:
    chunks = await answer_of(tmp_path, "(", b"\xe4", b"\xb8", "a", "b")  # no letter begins so
    assert said(chunks).startswith("(\ufffd") and said(chunks).endswith("b")
    assert ids(chunks) == chunks[0].tokens and chunks[0].text == "("


async def test_what_is_held_to_a_schema_cannot_go_on(llama: LlamaDriver) -> None:
    with pytest.raises(BadRequest, match="cannot be continued"):
        await heard(llama, asking("x", format={}, continued=(40,)))


# ---------------------------------------------------------------- JSON

BOUNDED: list[dict[str, Any]] = [
    {"type": "array", "items": {"enum": ["红", "green", None, 3]}, "minItems": 2, "maxItems": 4},
    {"type": "string", "maxLength": 20},
    {"anyOf": [{"type": "boolean"}, {"type": "array", "items": {"type": "null"}, "maxItems": 3}]},
    {"type": "string", "pattern": "^[a-c]{3,5}$", "not": {"const": "abc"}},
]
OPEN: list[dict[str, Any]] = [
    {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
    {"type": ["number", "null"]},
    {
        "$defs": {"node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}}}},
        "$ref": "#/$defs/node",
    },
    {},
]


@pytest.mark.parametrize(
    ("schema", "temperature"),
    [*((schema, 0.0) for schema in BOUNDED), *((schema, 1.0) for schema in OPEN)],
)
async def test_answers_to_a_schema_are_json(
    llama: LlamaDriver, schema: dict[str, Any], temperature: float
) -> None:
    request = asking("给我 JSON", format=schema, temperature=temperature, max_tokens=3000)
    chunks = await heard(llama, request)
    assert chunks[-1].finish_reason == "stop"
    json.loads(said(chunks))


NAMES = st.sampled_from(["a", "名字", "long name", 'quo"te'])
LEAVES = st.sampled_from(
    [
        {"type": "integer", "minimum": 0, "maximum": 99},
        {"type": "boolean"},
        {"type": "null"},
        {"const": "固定"},
        {"type": "string", "maxLength": 5},
        {"enum": ["x", 1, None]},
    ]
)


def composed(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Arrays, objects and choices of other schemas."""
    return st.one_of(
        inner.map(lambda items: {"type": "array", "items": items, "maxItems": 3}),
        st.lists(inner, min_size=1, max_size=2).map(lambda choices: {"anyOf": choices}),
        st.dictionaries(NAMES, inner, max_size=3).map(
            lambda named: {
                "type": "object",
                "properties": named,
                "required": list(named),
                "additionalProperties": False,
            }
        ),
    )


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.recursive(LEAVES, composed, max_leaves=6))
def test_any_schema_is_satisfied(llama: LlamaDriver, schema: dict[str, Any]) -> None:
    request = asking("JSON", format=schema, temperature=1.0, max_tokens=2000)
    chunks = asyncio.run(heard(llama, request))
    assert fits(json.loads(said(chunks)), schema)


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value satisfies a schema of those above."""
    if "anyOf" in schema:
        return any(fits(value, choice) for choice in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    kinds = {"integer": int, "boolean": bool, "null": type(None), "string": str, "array": list}
    if not isinstance(value, kinds.get(schema["type"], dict)):
        return False
    if isinstance(value, list):
        return len(value) <= 3 and all(fits(item, schema["items"]) for item in value)
    if isinstance(value, dict):
        inner = schema["properties"]
        return value.keys() == inner.keys() and all(fits(value[k], inner[k]) for k in value)
    return not isinstance(value, str) or len(value) <= 5


@pytest.mark.parametrize("schema", [{"type": "strin"}, {"$ref": "#/nowhere"}])
async def test_a_schema_that_is_none_is_said_instead_of_ignored(
    llama: LlamaDriver, schema: dict[str, Any]
) -> None:
    with pytest.raises(ModelFailed) as caught:
        await heard(llama, asking("JSON", format=schema, max_tokens=400))
    assert caught.value.code == "schema_not_understood"


# ---------------------------------------------------------------- slots and the cache


async def test_what_was_read_is_not_read_again(llama: LlamaDriver) -> None:
    prefixes = {"ann": "You are Ann. " * 40, "ben": "你是本。" * 40, "cleo": "Cleo! " * 80}
    for prefix in prefixes.values():
        await heard(llama, asking(prefix, max_tokens=4))
    for prefix in prefixes.values():  # more of them than slots: the others come from main memory
        usage = (await heard(llama, asking(prefix + "And now?", max_tokens=4)))[-1].usage
        assert usage is not None
        read = await llama.count_tokens("tiny", prefix)
        assert read is not None
        assert read <= usage.cached_tokens < usage.tokens_in < usage.cached_tokens + 60


async def test_slots_work_side_by_side_and_hanging_up_frees_one(llama: LlamaDriver) -> None:
    long = [llama.generate(asking(f"story {n}", max_tokens=3500)) for n in range(3)]
    first, second, third = (cast(Any, chunks) for chunks in long)
    async with aclosing(first), aclosing(second), aclosing(third), asyncio.timeout(30):
        assert (await anext(first)).text and (await anext(second)).text
        waiting = asyncio.ensure_future(anext(third))
        assert (await anext(first)).text and not waiting.done()
        await second.aclose()
        assert (await waiting).text
        assert (await anext(first)).text


async def test_a_cancelled_call_frees_its_slot(llama: LlamaDriver) -> None:
    calls = [asyncio.ensure_future(heard(llama, asking(f"{n}", max_tokens=3500))) for n in range(2)]
    await asyncio.sleep(0)
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    async with asyncio.timeout(20):
        assert said(await heard(llama, asking("next")))


# ---------------------------------------------------------------- the rest of the socket


async def test_counts_are_exact(llama: LlamaDriver) -> None:
    text = "Ünï三 code();"
    counted = await llama.count_tokens("tiny", text)
    usage = (await heard(llama, asking(text, max_tokens=1)))[-1].usage
    empty = (await heard(llama, asking("", max_tokens=1)))[-1].usage
    assert usage is not None and empty is not None
    assert counted == len(text.encode()) == usage.tokens_in - empty.tokens_in


async def test_texts_that_are_alike_have_vectors_that_are_alike(llama: LlamaDriver) -> None:
    one, same, other = await llama.embed("tiny", ["天气怎么样", "天气怎么样", "x" * 3000])
    assert one == pytest.approx(same, abs=1e-4) and one != pytest.approx(other, abs=1e-2)
    assert await llama.embed("tiny", []) == []
    assert len(await llama.embed("tiny", ["", "x"])) == 2


async def test_tools_are_offered_by_the_models_own_template(llama: LlamaDriver) -> None:
    chunks = await heard(llama, asking("look!", tools=(TOOL,), max_tokens=8))
    usage = chunks[-1].usage
    assert chunks[-1].done and usage is not None and usage.tokens_out == 8


async def test_an_answer_that_is_cut_off_says_so(llama: LlamaDriver) -> None:
    chunks = await heard(llama, asking("x", max_tokens=3))
    assert (len(ids(chunks)), chunks[-1].finish_reason) == (3, "length")


async def test_the_file_tells_what_it_is_before_it_is_loaded(tiny_model: Path) -> None:
    driver = LlamaDriver(tiny_model)
    (info,) = await driver.models()
    assert (info.name, info.context_tokens, info.loaded) == (str(tiny_model), 8192, False)
    assert "completion" in info.capabilities and info.size_bytes == tiny_model.stat().st_size


# ---------------------------------------------------------------- what goes wrong


async def refused(driver: LlamaDriver, request: ModelRequest) -> AiosError:
    with pytest.raises(AiosError) as caught:
        await heard(driver, request)
    await driver.close()
    assert caught.value.message and caught.value.hint
    return caught.value


async def test_a_prompt_longer_than_the_window_is_said(tiny_model: Path) -> None:
    driver = LlamaDriver(tiny_model, context_tokens=512, threads=1)
    error = await refused(driver, asking("太长" * 400))
    assert (type(error), error.code) == (ModelFailed, "context_full")
    assert error.details["context_tokens"] == 512
    assert error.details["prompt_tokens"] > 2400


async def test_a_file_that_is_not_there_or_no_model_is_said(tmp_path: Path) -> None:
    absent = await refused(LlamaDriver(tmp_path / "absent.gguf"), asking("x"))
    assert isinstance(absent, NoModel) and "absent.gguf" in absent.message
    (tmp_path / "notes.gguf").write_text("dear diary")
    assert (await refused(LlamaDriver(tmp_path / "notes.gguf"), asking("x"))).code == (
        "model_file_unreadable"
    )


async def test_a_file_cut_off_in_the_download_is_said(tiny_model: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.gguf"
    half.write_bytes(tiny_model.read_bytes()[:200_000])
    assert (await refused(LlamaDriver(half, threads=1), asking("x"))).code == "model_not_loaded"


async def test_the_missing_engine_is_said(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llamacpp_engine, "PACKAGE", "no_such_engine")
    driver = LlamaDriver(tiny_model)
    with pytest.raises(NoModel, match="not installed"):
        await driver.models()
    error = await refused(driver, asking("x"))
    assert error.code == "engine_missing" and "aios[llama]" in error.hint


async def test_pictures_are_refused_and_not_ignored(llama: LlamaDriver) -> None:
    seen = Message(role="user", content="what is this?", images=("iVBORw0KGgo=",))
    with pytest.raises(ModelFailed, match="pictures"):
        await heard(llama, ModelRequest(model="tiny", messages=(seen,)))


async def test_what_the_engine_refuses_is_said(llama: LlamaDriver) -> None:
    with pytest.raises(ModelFailed, match="refused") as caught:
        await heard(llama, asking("x", continued=(10**6,)))
    assert caught.value.details["reason"]


async def test_silence_has_an_end(tiny_model: Path) -> None:
    driver = LlamaDriver(tiny_model, threads=1, silence_s=0.0001)
    assert isinstance(await refused(driver, asking("x")), TimedOut)


async def test_closing_breaks_off_what_is_under_way(tiny_model: Path) -> None:
    driver = LlamaDriver(tiny_model, threads=1)
    chunks = cast(Any, driver.generate(asking("x", max_tokens=8000)))
    assert (await anext(chunks)).text
    await driver.close()
    with pytest.raises(ModelFailed, match="cut off"):
        async for _ in chunks:
            pass
    assert "closed" in (await refused(driver, asking("x"))).message


# ---------------------------------------------------------------- a good guest in the process


async def test_loading_does_not_hold_up_the_loop(tiny_model: Path) -> None:
    driver = LlamaDriver(tiny_model, threads=1)
    turns = 0

    async def turning() -> AsyncIterator[int]:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)
            yield turns

    async def turn() -> None:
        async for _ in turning():
            pass

    beside = asyncio.ensure_future(turn())
    await driver.count_tokens("tiny", "x")
    beside.cancel()
    assert turns > 20
    await driver.close()


def test_ctrl_c_is_still_ours(llama: LlamaDriver) -> None:
    asyncio.run(llama.count_tokens("tiny", "loaded"))
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_a_process_that_forgets_to_close_it_ends_all_the_same(tiny_model: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from aios.code.models.llamacpp import LlamaDriver\n"
        "driver = LlamaDriver(sys.argv[1], threads=1)\n"
        "print(asyncio.run(driver.count_tokens('m', 'four')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tiny_model)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "4\n", "")
