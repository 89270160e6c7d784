"""Answers in any wording, scores, and files that are wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from quiz import EXAMPLE, Question, main, play, read_questions

CHOICE = Question("Pick", "Mars", ("Venus", "Mars"))


def played(*answers: str) -> tuple[tuple[int, int], list[str]]:
    said: list[str] = []
    coming = iter(answers)

    def ask(_: str) -> str:
        try:
            return next(coming)
        except StopIteration:
            raise EOFError from None

    return play([CHOICE, Question("Type", "Paris")], ask, said.append), said


@pytest.mark.parametrize("said", ["b", "B", " 2 ", "２", "mars", "MARS "])
def test_a_choice_may_be_said_in_many_ways(said: str) -> None:
    assert CHOICE.is_right(said)


@pytest.mark.parametrize("said", ["a", "1", "3", "z", "", "venus"])
def test_what_is_not_right(said: str) -> None:
    assert not CHOICE.is_right(said)


def test_the_score_and_the_right_answer_are_told() -> None:
    score, said = played("b", "London")
    assert score == (1, 2)
    assert "Right!" in said
    assert "No: Paris" in said
    assert said[-1] == "\n1 of 2 right (50%)."


def test_the_end_of_input_ends_the_quiz() -> None:
    assert played("b")[0] == (1, 1)
    assert played()[0] == (0, 0)


def test_every_example_is_answered_by_its_answer() -> None:
    assert all(question.is_right(question.answer) for question in EXAMPLE)


def written(folder: Path, value: Any) -> Path:
    path = folder / "q.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_questions_come_from_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, [{"question": "1+1?", "answer": 2, "choices": [1, 2]}])
    assert read_questions(path) == [Question("1+1?", "2", ("1", "2"))]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "no list"),
        ({}, "no list"),
        ([{"question": "x"}], "question 1"),
        (["x"], "question 1"),
        ([{"question": "x", "answer": "c", "choices": ["a", "b"]}], "none of the choices"),
    ],
)
def test_a_file_that_is_wrong_is_told(
    tmp_path: Path, value: Any, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(written(tmp_path, value))]) == 1
    assert message in capsys.readouterr().err
