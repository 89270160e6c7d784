"""Who is called, how often, in which order."""

import pytest
from event_emitter import EventEmitter


def test_listeners_in_the_order_they_came() -> None:
    emitter, heard = EventEmitter(), list[str]()
    emitter.on("x", lambda a, b=0: heard.append(f"one {a} {b}"))
    emitter.on("x", lambda a, b=0: heard.append(f"two {a} {b}"))
    assert emitter.emit("x", 1, b=2) == 2
    assert heard == ["one 1 2", "two 1 2"]
    assert emitter.emit("nobody listens") == 0


def test_once_and_off() -> None:
    emitter, heard = EventEmitter(), list[int]()
    emitter.once("x", heard.append)
    emitter.emit("x", 1)
    emitter.emit("x", 2)
    assert heard == [1]
    emitter.on("x", heard.append)
    emitter.on("x", print)
    assert emitter.off("x", heard.append) == 1
    assert emitter.listeners("x") == [print]
    assert emitter.off("x") == 1
    assert emitter.off("x") == 0


def test_a_decorator_keeps_the_function() -> None:
    emitter = EventEmitter()

    @emitter.on("x")
    def double(number: int) -> int:
        return number * 2

    assert double(4) == 8
    assert emitter.listeners("x") == [double]


def test_a_failure_does_not_silence_the_others() -> None:
    emitter, heard = EventEmitter(), list[str]()

    def bad() -> None:
        raise KeyError("bad")

    emitter.on("x", bad)
    emitter.on("x", bad)
    emitter.on("x", lambda: heard.append("heard"))
    with pytest.raises(KeyError, match="bad") as caught:
        emitter.emit("x")
    assert heard == ["heard"]
    assert len(caught.value.__notes__) == 1


def test_listening_while_it_is_emitted() -> None:
    emitter, heard = EventEmitter(), list[int]()
    emitter.on("x", lambda: emitter.on("x", lambda: heard.append(1)))
    emitter.emit("x")
    assert heard == []
    emitter.emit("x")
    assert heard == [1]
