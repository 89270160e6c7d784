"""Functions as skills: what they are called with, and what becomes of what they return."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from aios.agents.executor import arguments_for, awaitable, outcome_of_value
from aios.contracts.errors import BadRequest
from aios.contracts.plan import Outcome


@dataclass
class Point:
    x: int
    y: float


class Frame:
    """A thing that only prints itself, as data frames do."""

    def __str__(self) -> str:
        return "a  b\n1  2"


def two(first: str, second: str) -> str:
    return first + second


async def call(function: Callable[..., Any], declared: dict[str, Any], text: str) -> Any:
    wanted, arguments = arguments_for(function, declared, text)
    return await awaitable(wanted)(**arguments)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (lambda: "none", "none"),
        (lambda text: text, "hi"),
        (lambda text, times=2: text * times, "hihi"),
        (lambda times=2: times, "hi"),
        (lambda *words: words, ("hi",)),
        (lambda **options: options, {}),
        (functools.partial(two, "> "), "> hi"),
        (functools.partial(two, second="!"), "hi!"),
        (str.upper, "HI"),
        (len, 2),
        (Point(1, 2.0).__eq__, NotImplemented),
    ],
)
async def test_a_function_gets_the_text_where_it_wants_one(
    function: Callable[..., Any], expected: Any
) -> None:
    assert await call(function, {}, "hi") == expected


async def test_declared_parameters_are_given_by_name() -> None:
    assert await call(two, {"first": "a", "second": "b"}, "hi") == "ab"


def test_several_arguments_must_be_declared() -> None:
    with pytest.raises(BadRequest, match="first, second"):
        arguments_for(two, {}, "hi")


async def test_what_a_function_raises_is_not_swallowed() -> None:
    def broken(text: str) -> str:
        raise ValueError(text)

    with pytest.raises(ValueError, match="hi"):
        await call(broken, {}, "hi")


@pytest.mark.parametrize(
    ("value", "answer", "data"),
    [
        (None, "", None),
        ("done", "done", None),
        (7, "7", 7),
        (2.5, "2.5", 2.5),
        (True, "true", True),
        ([1, "二"], '[1, "二"]', [1, "二"]),
        ({"n": 1}, '{"n": 1}', {"n": 1}),
        (Point(1, 2.5), '{"x": 1, "y": 2.5}', {"x": 1, "y": 2.5}),
        (Frame(), "a  b\n1  2", "a  b\n1  2"),
        ({}, "{}", {}),
    ],
)
def test_what_is_returned_becomes_answer_and_data(value: Any, answer: str, data: Any) -> None:
    outcome = outcome_of_value(value)
    assert (outcome.answer, outcome.data) == (answer, data)


def test_a_mapping_with_the_fields_of_an_outcome_gives_them() -> None:
    told = {"answer": "ok", "code": "x = 1", "notes": "short", "data": Point(1, 2.0)}
    outcome = outcome_of_value(told)
    assert (outcome.answer, outcome.code, outcome.notes) == ("ok", "x = 1", ("short",))
    assert outcome.data == {"x": 1, "y": 2.0}
    assert outcome_of_value(Outcome(answer="same")).answer == "same"
