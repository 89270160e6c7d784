"""What commands and the keeper of machines say to each other, whole, cut and mangled."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.contracts.errors import BadRequest, Conflict, MachineFailed
from aios.keeper.wire import (
    Broken,
    Kind,
    error_as_json,
    error_from_json,
    pack,
    read_frame,
    unpack_json,
)

PAYLOADS = st.lists(st.tuples(st.sampled_from(Kind), st.binary(max_size=300)), max_size=8)


def read_all(data: bytes) -> tuple[list[tuple[Kind, bytes]], Exception | None]:
    """Every frame in `data`, and what ended the reading."""

    async def read() -> tuple[list[tuple[Kind, bytes]], Exception | None]:
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        frames: list[tuple[Kind, bytes]] = []
        try:
            while True:
                frames.append(await read_frame(reader))
        except Broken as end:
            return frames, end

    return asyncio.run(read())


@given(PAYLOADS)
def test_frames_arrive_as_they_were_sent(frames: list[tuple[Kind, bytes]]) -> None:
    assert read_all(b"".join(pack(*frame) for frame in frames))[0] == frames


@given(st.binary(max_size=200))
def test_nonsense_ends_the_talk_and_nothing_else(data: bytes) -> None:
    frames, end = read_all(data)
    assert isinstance(end, Broken)
    assert b"".join(pack(*frame) for frame in frames) == data[: sum(5 + len(f[1]) for f in frames)]


@pytest.mark.parametrize("payload", [b"", b"[]", b"{", b"\xff", b"null"])
def test_what_is_no_object_is_no_call(payload: bytes) -> None:
    with pytest.raises(Broken):
        unpack_json(payload)


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("wrong", hint="mend", code="odd", details={"a": [1]}),
        Conflict("taken"),
        MachineFailed("gone"),
    ],
)
def test_an_error_arrives_as_it_was_raised(error: Any) -> None:
    told = error_from_json(unpack_json(pack(Kind.ERROR, error_as_json(error))[5:]))
    assert type(told) is type(error)
    facts = ("message", "hint", "code", "details")
    assert [getattr(told, f) for f in facts] == [getattr(error, f) for f in facts]


@pytest.mark.parametrize("kind", ["Exception", "Mapping", "", None, "AiosErrors"])
def test_an_error_of_no_known_kind_is_a_failed_machine(kind: Any) -> None:
    assert type(error_from_json({"kind": kind, "message": "m"})) is MachineFailed
