"""The models there are: which is chosen, how often endpoints are asked, how answers end."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from aios.code.models.registry import Models
from aios.code.models.scripted import ScriptedModel
from aios.contracts.errors import BadRequest, ModelFailed, NoModel
from aios.contracts.messages import (
    Generation,
    Message,
    ModelChunk,
    ModelInfo,
    ModelRequest,
    ToolCall,
)


class Offers(ScriptedModel):
    """An endpoint that offers these models and counts how often it is asked."""

    def __init__(self, models: Sequence[ModelInfo | str], name: str = "server") -> None:
        super().__init__(["said"] * 9, name=name)
        self.offered = [
            m if isinstance(m, ModelInfo) else ModelInfo(name=m, endpoint=name) for m in models
        ]
        self.looks = 0
        self.problem: Exception | None = None

    async def models(self) -> list[ModelInfo]:
        self.looks += 1
        if self.problem:
            raise self.problem
        return self.offered


def asking(model: str = "", **more: Any) -> ModelRequest:
    return ModelRequest(model=model, messages=(Message(role="user", content="hi"),), **more)


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (["mistral:7b", "qwen2.5:7b", "qwen2.5-coder:7b"], "qwen2.5-coder:7b"),
        (["zephyr:7b", "alpaca:7b"], "alpaca:7b"),
        (["nomic-embed-text:latest"], ""),
        ([ModelInfo(name="bge-m3", endpoint="", capabilities=("embedding",))], ""),
        (
            [
                ModelInfo(name="qwen2.5:1b", endpoint="", size_bytes=1),
                ModelInfo(name="qwen2.5:7b", endpoint="", size_bytes=7),
            ],
            "qwen2.5:7b",
        ),
        (
            [
                ModelInfo(name="qwen2.5:1b", endpoint="", size_bytes=1, loaded=True),
                ModelInfo(name="qwen2.5:7b", endpoint="", size_bytes=7),
            ],
            "qwen2.5:1b",
        ),
        ([], ""),
    ],
)
async def test_the_most_suitable_model_is_chosen(
    offered: Sequence[ModelInfo | str], chosen: str
) -> None:
    assert await Models([Offers(offered)]).reachable() == chosen


async def test_a_named_model_is_found_with_or_without_its_tag() -> None:
    models = Models([Offers(["llama3:latest", "qwen2.5:7b"])])
    assert await models.reachable("llama3") == "llama3:latest"
    assert await models.reachable("qwen2.5:7b") == "qwen2.5:7b"
    assert await models.reachable("qwen2.5:14b") == ""
    assert await Models([Offers(["a", "b"])], default="b").reachable() == "b"


async def test_endpoints_are_asked_at_most_every_few_seconds() -> None:
    now, server = 0.0, Offers(["a"])
    models = Models([server], monotonic=lambda: now)
    for _ in range(3):
        await models.reachable()
    assert server.looks == 1
    now = 6.0
    server.problem = NoModel("gone", hint="come back")
    assert await models.reachable() == ""
    with pytest.raises(NoModel, match="gone"):
        await models.available()
    now, server.problem = 12.0, None
    assert [m.name for m in await models.available()] == ["a"]


async def test_an_endpoint_that_fails_does_not_hide_the_others() -> None:
    broken, works = Offers([], "broken"), Offers(["b"], "works")
    broken.problem = ModelFailed("answers nonsense", hint="mend it")
    models = Models([broken, works])
    assert await models.reachable() == "b"
    for model in ("b", ""):
        (place,) = await models.endpoints(model)
        assert (place.name, place.model, place.slots) == ("works", "b", 1)
    await models.generate(asking("b"))
    assert len(works.requests) == 1


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["a\ud83d", "\ude00b"], "a\U0001f600b"),  # a character that came in two halves
        (["中\ud800", "文\udcff"], "中\ufffd文\ufffd"),
    ],
)
async def test_what_is_no_unicode_is_mended_before_anybody_sees_it(
    pieces: list[str], whole: str
) -> None:
    class Halves(Offers):
        async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
            for piece in pieces:
                yield ModelChunk(text=piece, thinking=piece)
            told = {"deep": [{"key": "".join(pieces)}]}
            call = ToolCall(id="1", name="read", arguments=told)
            yield ModelChunk(done=True, tool_calls=(call,))

    said = await Models([Halves(["a"])]).generate(asking("a"))
    assert (said.text, said.thinking) == (whole, whole)
    assert said.tool_calls[0].arguments == {"deep": [{"key": whole}]}


async def test_without_any_endpoint_the_error_says_how_to_get_one() -> None:
    for models in (Models([]), Models([Offers([])])):
        with pytest.raises(NoModel) as caught:
            await models.generate(asking())
        assert "ollama" in caught.value.hint


async def test_what_the_model_reads_is_known_as_far_as_told() -> None:
    models = Models([ScriptedModel(name="a", context_tokens=4096)])
    await models.available()
    assert (models.context_of("a"), models.context_of("b")) == (4096, 0)


async def test_pieces_are_told_and_add_up() -> None:
    told: list[str] = []
    model = ScriptedModel([Generation(text="a\nb\n", thinking="hm", model="")], name="m")
    answer = await Models([model]).generate(asking("m"), told.append)
    assert (answer.text, answer.thinking, told) == ("a\nb\n", "hm", ["a\n", "b\n"])
    assert (answer.model, answer.finish_reason, answer.usage.model_calls) == ("m", "stop", 1)
    assert answer.usage.tokens_out > 0


async def test_an_answer_of_nothing_is_an_error() -> None:
    with pytest.raises(ModelFailed) as caught:
        await Models([ScriptedModel([""])]).generate(asking("scripted"))
    assert caught.value.code == "model_silent"


async def test_an_answer_without_end_is_stopped_and_its_source_closed() -> None:
    closed = []

    class Endless(ScriptedModel):
        async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
            try:
                while True:
                    yield ModelChunk(text="x" * 100)
            finally:
                closed.append(True)

    answer = await Models([Endless()]).generate(asking("scripted", max_tokens=50))
    assert answer.finish_reason == "length"
    assert 600 <= len(answer.text) <= 800
    assert answer.usage.tokens_out > 0
    assert closed == [True]


async def test_pulling_needs_a_name_and_an_endpoint_that_can() -> None:
    with pytest.raises(BadRequest):
        await Models([]).pull(" ", print)
    with pytest.raises(NoModel):
        await Models([ScriptedModel()]).pull("a", print)


@pytest.mark.parametrize(
    ("wanted", "default", "offered", "words"),
    [
        ("b", "", ["a", "b"], "by name"),
        ("", "b", ["a", "b"], "setting model"),
        ("", "", ["a"], "only one"),
        ("", "", ["zephyr", "qwen3:8b"], "of 2 models, qwen3"),
        ("", "", [ModelInfo(name="x", endpoint="", loaded=True), "y"], "in memory"),
        ("c", "", ["a", "b"], "offers a, b"),
        ("", "c", ["a"], "named by the setting"),
        ("", "", [], "no endpoint"),
    ],
)
async def test_the_choice_says_why(
    wanted: str, default: str, offered: Sequence[ModelInfo | str], words: str
) -> None:
    found = await Models([Offers(offered)], default=default).choice(wanted)
    assert words in found.reason
    assert bool(found.model) == (bool(offered) and "c" not in (wanted, default))


async def test_a_model_that_nobody_offers_is_refused_with_those_there_are() -> None:
    models = Models([Offers(["a"], "one"), Offers(["b"], "two")])
    with pytest.raises(NoModel, match="'c'") as caught:
        await models.generate(asking("c"))
    assert "a, b" in caught.value.hint


async def test_a_file_is_an_endpoint_of_its_own_once_it_is_named() -> None:
    opened: list[str] = []

    def open_file(path: str) -> Offers:
        opened.append(path)
        return Offers([path], name=f"file:{path}")

    models = Models([Offers(["a"])], open_file=open_file)
    for _ in range(2):
        answer = await models.generate(asking("models/x.gguf"))
    assert (answer.endpoint, opened) == ("file:models/x.gguf", ["models/x.gguf"])
    assert await models.reachable("models/x.gguf") == "models/x.gguf"
    assert await models.reachable("a") == "a"


async def test_an_endpoint_waited_for_in_vain_is_left_alone_for_a_while() -> None:
    now = 0.0

    class Silent(Offers):
        async def models(self) -> list[ModelInfo]:
            nonlocal now
            now += 3
            return await super().models()

    silent, works = Silent([], "silent"), Offers(["b"], "works")
    silent.problem = NoModel("did not answer", hint="wait")
    models = Models([silent, works], monotonic=lambda: now)
    for _ in range(4):
        assert await models.reachable() == "b"
        now += 6
    assert (silent.looks, works.looks) == (1, 4)
    now += 30
    await models.reachable()
    assert silent.looks == 2


async def test_the_choice_of_nothing_says_what_keeps_it_away() -> None:
    server = Offers([])
    server.problem = NoModel("Nobody answers at gpu:1.", hint="start it")
    assert (await Models([server]).choice("m")).reason == "Nobody answers at gpu:1"


async def test_tokens_are_counted_where_the_model_is_or_not_at_all() -> None:
    class Counting(Offers):
        async def count_tokens(self, model: str, text: str) -> int | None:
            if text == "broken":
                raise ModelFailed("The tokenizer is broken.", hint="Mend it.")
            return len(text) if model == "b" else None

    models = Models([Counting(["a"], "one"), Counting(["b"], "two")])
    assert await models.count_tokens("b", "three") == 5
    assert await models.count_tokens("a", "three") is None
    assert await models.count_tokens("b", "broken") is None
    assert await models.count_tokens("nobody", "three") is None


@pytest.mark.parametrize("exact", [True, False])
async def test_it_is_told_how_tokens_are_counted(exact: bool) -> None:
    models = Models([Offers([ModelInfo(name="a", endpoint="one", counts_tokens=exact)])])
    assert (await models.choice()).tokens == ("exact" if exact else "estimated")
