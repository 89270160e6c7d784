"""Frames, and a controller that is lied to."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.machines.channel import Channel
from aios.code.machines.wire import (
    MAX_PAYLOAD,
    Kind,
    Splitter,
    WireError,
    pack,
    unpack_json,
)
from aios.contracts.errors import BadRequest, LimitReached, MachineFailed, NotFound

frames = st.lists(
    st.tuples(st.sampled_from(list(Kind)), st.integers(0, 2**32 - 1), st.binary(max_size=200)),
    max_size=8,
)


@given(frames=frames, cuts=st.lists(st.integers(1, 50), min_size=1))
def test_frames_survive_any_cutting(frames, cuts) -> None:
    stream = b"".join(pack(*frame) for frame in frames)
    splitter, got, start, turn = Splitter(), [], 0, 0
    while start < len(stream):
        piece = stream[start : start + cuts[turn % len(cuts)]]
        start, turn = start + len(piece), turn + 1
        got += list(splitter.feed(piece))
    assert got == frames
    assert splitter.empty


@given(noise=st.binary(max_size=300))
def test_noise_is_frames_or_an_error(noise: bytes) -> None:
    splitter = Splitter()
    try:
        for kind, _, payload in splitter.feed(noise):
            assert isinstance(kind, Kind) and len(payload) <= MAX_PAYLOAD
    except WireError:
        pass


def test_an_oversized_frame_is_refused_before_it_arrives() -> None:
    with pytest.raises(WireError):
        list(Splitter().feed(struct.pack("<IBI", MAX_PAYLOAD + 1, Kind.STDOUT, 1)))
    with pytest.raises(WireError):
        pack(Kind.WRITE, 1, bytes(MAX_PAYLOAD + 1))


@pytest.mark.parametrize("payload", [b"", b"{", b"[1]", b"\xff", b"[" * 100_000])
def test_control_frames_hold_objects(payload: bytes) -> None:
    with pytest.raises(WireError):
        unpack_json(payload)


class Liar:
    """An agent under the control of an attacker."""

    def __init__(self, channel: Channel, end: socket.socket) -> None:
        self.channel = channel
        self._end = end
        self._splitter = Splitter()
        self._frames: list[tuple[Kind, int, bytes]] = []

    async def hear(self) -> tuple[Kind, int, bytes]:
        while not self._frames:
            data = await asyncio.get_running_loop().sock_recv(self._end, 1 << 16)
            self._frames += list(self._splitter.feed(data))
        return self._frames.pop(0)

    async def say(self, data: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self._end, data)

    def hang_up(self) -> None:
        self._end.close()


@pytest.fixture
async def liar() -> AsyncIterator[Liar]:
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    channel = await Channel.over(ours)
    yield Liar(channel, theirs)
    await channel.close()
    theirs.close()


async def _start(liar: Liar, limit: int = 1000):
    talk = await liar.channel.start({"argv": ["x"]}, b"", limit, None)
    await liar.hear()
    return talk


async def test_a_run_as_it_should_be(liar: Liar) -> None:
    talk = await _start(liar)
    await liar.say(pack(Kind.STDOUT, talk.number, "你".encode()[:2]))
    await liar.say(pack(Kind.STDOUT, talk.number, "你".encode()[2:]))
    await liar.say(pack(Kind.EXIT, talk.number, {"exit_code": 3}))
    assert await talk.ended == 3
    assert talk.text("stdout") == "你"


@pytest.mark.parametrize(
    "forged",
    [
        struct.pack("<IBI", 2**32 - 1, 66, 1),
        struct.pack("<IBI", 0, 99, 1),
        pack(Kind.EXIT, 1, b"no json"),
        pack(Kind.EXIT, 1, {"exit_code": "0"}),
        pack(Kind.EXIT, 1, {}),
        pack(Kind.EXIT, 77, {"exit_code": 0}),
        pack(Kind.DONE, 1, {}),
        pack(Kind.READY, 1, {}),
        pack(Kind.RUN, 1, {}),
        pack(Kind.STDIN, 1, b"x"),
    ],
)
async def test_a_forged_frame_ends_the_machine(liar: Liar, forged: bytes) -> None:
    talk = await _start(liar)
    await liar.say(forged)
    with pytest.raises(MachineFailed):
        await asyncio.wait_for(talk.ended, 5)
    with pytest.raises(MachineFailed):
        await liar.channel.start({"argv": ["x"]}, b"", 1, None)


@pytest.mark.parametrize("last_words", [b"", pack(Kind.STDOUT, 1, b"all done")[:-3], b"\x01"])
async def test_the_end_of_the_stream_is_never_success(liar: Liar, last_words: bytes) -> None:
    talk = await _start(liar)
    await liar.say(last_words)
    liar.hang_up()
    with pytest.raises(MachineFailed):
        await asyncio.wait_for(talk.ended, 5)


async def test_output_over_the_limit_is_dropped_and_the_program_killed_once(liar: Liar) -> None:
    talk = await _start(liar, limit=10)
    for _ in range(5):
        await liar.say(pack(Kind.STDERR, talk.number, b"12345678"))
    kind, number, payload = await liar.hear()
    assert (kind, number, json.loads(payload)) == (Kind.SIGNAL, talk.number, {"number": 9})
    await liar.say(pack(Kind.EXIT, talk.number, {"exit_code": -9}))
    assert await talk.ended == -9
    assert talk.truncated and talk.text("stderr") == "1234567812"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("not_found", NotFound),
        ("limit_reached", LimitReached),
        ("bad_request", BadRequest),
        ("machine_failed", MachineFailed),
        ("of no kind", BadRequest),
    ],
)
async def test_refusals_become_errors(liar: Liar, code: str, error: type[Exception]) -> None:
    asking = asyncio.create_task(liar.channel.read("x", 0))
    _, number, _ = await liar.hear()
    await liar.say(pack(Kind.ERROR, number, {"code": code, "message": "so"}))
    with pytest.raises(error, match="so"):
        await asking


@pytest.mark.parametrize("kind", [Kind.DONE, Kind.STDOUT, Kind.EXIT, Kind.LIST])
async def test_a_wrong_answer_ends_the_machine(liar: Liar, kind: Kind) -> None:
    asking = asyncio.create_task(liar.channel.read("x", 0))
    _, number, _ = await liar.hear()
    await liar.say(pack(kind, number, {}))
    with pytest.raises(MachineFailed):
        await asyncio.wait_for(asking, 5)


async def test_late_answers_to_given_up_questions_are_ignored(liar: Liar) -> None:
    asking = asyncio.create_task(liar.channel.read("x", 0))
    _, number, _ = await liar.hear()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await liar.say(pack(Kind.DATA, number, b"late"))
    again = asyncio.create_task(liar.channel.read("x", 0))
    _, number, _ = await liar.hear()
    await liar.say(pack(Kind.DATA, number, b"fresh"))
    assert await again == b"fresh"


async def test_a_machine_that_does_not_listen_can_be_removed(liar: Liar) -> None:
    writing = asyncio.create_task(liar.channel.write("big", bytes(4 << 20)))
    _, pending = await asyncio.wait([writing], timeout=0.01)
    assert pending
    await asyncio.wait_for(liar.channel.close(), 5)
    with pytest.raises(MachineFailed):
        await writing


async def test_a_broken_listener_of_output_fails_its_run_only(liar: Liar) -> None:
    def broken(stream: str, data: bytes) -> None:
        raise RuntimeError("no room")

    talk = await liar.channel.start({"argv": ["x"]}, b"", 100, broken)
    await liar.hear()
    await liar.say(pack(Kind.STDOUT, talk.number, b"x"))
    with pytest.raises(RuntimeError):
        await asyncio.wait_for(talk.ended, 5)
    other = await _start(liar)
    await liar.say(pack(Kind.EXIT, other.number, {"exit_code": 0}))
    assert await asyncio.wait_for(other.ended, 5) == 0
