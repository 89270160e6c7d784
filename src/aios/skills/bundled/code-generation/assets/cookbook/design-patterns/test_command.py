"""Undoing and redoing, at random too."""

import random

import pytest
from command import Delete, Document, History, Insert


def test_undo_and_redo() -> None:
    page, history = Document(), History()
    history.do(Insert(page, 0, "world"))
    history.do(Insert(page, 0, "hello "))
    history.do(Delete(page, 5, 11))
    assert page.text == "hello"
    assert history.undo()
    assert page.text == "hello world"
    assert history.undo()
    assert page.text == "world"
    assert history.redo()
    assert page.text == "hello world"
    history.do(Insert(page, 11, "!"))
    assert not history.redo()
    assert page.text == "hello world!"


def test_nothing_to_undo() -> None:
    history = History()
    assert not history.undo()
    assert not history.redo()


def test_a_command_that_fails_is_not_remembered() -> None:
    page, history = Document(), History()
    with pytest.raises(IndexError, match="no place 9"):
        history.do(Insert(page, 9, "x"))
    assert not history.undo()


def test_the_oldest_steps_are_forgotten() -> None:
    page, history = Document(), History(most_steps=2)
    for letter in "abc":
        history.do(Insert(page, len(page.text), letter))
    assert [history.undo() for _ in range(3)] == [True, True, False]
    assert page.text == "a"


@pytest.mark.parametrize("seed", range(20))
def test_undoing_everything_leads_back(seed: int) -> None:
    draw, page, history = random.Random(seed), Document("start"), History()
    states = ["start"]
    for _ in range(30):
        size = len(page.text)
        if draw.random() < 0.6 or not size:
            history.do(Insert(page, draw.randint(0, size), draw.choice(["ab", "c", "文字"])))
        else:
            start = draw.randrange(size)
            history.do(Delete(page, start, draw.randint(start, size)))
        states.append(page.text)
    for state in reversed(states[:-1]):
        assert history.undo()
        assert page.text == state
    for state in states[1:]:
        assert history.redo()
        assert page.text == state
