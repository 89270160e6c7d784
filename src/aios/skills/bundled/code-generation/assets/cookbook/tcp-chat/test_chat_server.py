"""Real connections to a real server."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from chat_server import HOST, MAX_LINE_BYTES, start


class Person:
    """One end of a connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    def say(self, text: str) -> None:
        self.writer.write(f"{text}\n".encode())

    async def hear(self) -> str:
        return (await asyncio.wait_for(self.reader.readline(), 3)).decode().rstrip("\n")


def in_a_room(scene: Callable[[Callable[[], Awaitable[Person]]], Awaitable[None]]) -> None:
    """Play a scene in which people can come in."""

    async def play() -> None:
        people: list[Person] = []

        async def come() -> Person:
            port = server.sockets[0].getsockname()[1]
            people.append(Person(*await asyncio.open_connection(HOST, port)))
            assert await people[-1].hear() == "Your name?"
            return people[-1]

        async with await start(0) as server:
            await scene(come)
            for person in people:
                person.writer.close()

    asyncio.run(play())


def test_people_hear_each_other() -> None:
    async def scene(come: Callable[[], Awaitable[Person]]) -> None:
        ada, bob = await come(), await come()
        ada.say("ada")
        assert (await ada.hear()).startswith("Welcome, ada")
        bob.say("小波")
        assert await ada.hear() == "* 小波 joined"
        assert (await bob.hear()).startswith("Welcome")
        ada.say("你好")
        assert await bob.hear() == "ada: 你好"
        bob.say("/who")
        assert await bob.hear() == "ada, 小波"
        bob.say("/quit")
        assert await ada.hear() == "* 小波 left"

    in_a_room(scene)


@pytest.mark.parametrize("name", ["", "two words", "x" * 30, "ada"])
def test_bad_and_taken_names_are_asked_again(name: str) -> None:
    async def scene(come: Callable[[], Awaitable[Person]]) -> None:
        ada, other = await come(), await come()
        ada.say("ada")
        await ada.hear()
        other.say(name)
        assert (await other.hear()).endswith("Your name?")

    in_a_room(scene)


def test_a_broken_connection_is_a_leave() -> None:
    async def scene(come: Callable[[], Awaitable[Person]]) -> None:
        ada, bob = await come(), await come()
        for person, name in ((ada, "ada"), (bob, "bob")):
            person.say(name)
            await person.hear()
        await ada.hear()
        bob.writer.transport.abort()
        assert await ada.hear() == "* bob left"

    in_a_room(scene)


def test_a_line_that_is_too_long_ends_the_talk() -> None:
    async def scene(come: Callable[[], Awaitable[Person]]) -> None:
        ada = await come()
        ada.say("ada")
        await ada.hear()
        ada.say("x" * 3 * MAX_LINE_BYTES)
        assert (await ada.hear()).startswith("Lines have at most")

    in_a_room(scene)
