"""Order, minimum and emptiness."""

import random

import pytest
from stack import Stack


def test_last_in_first_out() -> None:
    stack: Stack[str] = Stack()
    for letter in "abc":
        stack.push(letter)
    assert (stack.peek(), len(stack)) == ("c", 3)
    assert [stack.pop() for _ in range(3)] == ["c", "b", "a"]
    assert stack.is_empty()


def test_the_minimum_follows_every_move() -> None:
    draw, stack, wanted = random.Random(6), Stack[int](), []
    for _ in range(500):
        if wanted and draw.random() < 0.45:
            assert stack.pop() == wanted.pop()
        else:
            wanted.append(draw.randint(0, 9))
            stack.push(wanted[-1])
        if wanted:
            assert stack.minimum() == min(wanted)


@pytest.mark.parametrize("method", ["pop", "peek", "minimum"])
def test_an_empty_stack_has_nothing(method: str) -> None:
    with pytest.raises(IndexError, match="empty"):
        getattr(Stack(), method)()
