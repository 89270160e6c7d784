"""The keeper of machines: a process of its own, real machines, commands that come and go."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from aios.code.machines.controller import VMController
from aios.code.machines.namespaces import NamespaceBackend
from aios.contracts.errors import BadRequest, Conflict, Denied, NotFound
from aios.keeper import note
from aios.keeper.client import ask, calling
from aios.keeper.server import Keeper
from aios.keeper.wire import Broken, Kind, error_from_json, pack, read_frame, unpack_json

pytestmark = pytest.mark.machine


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Path]:
    """A workspace; its machines, and so its keeper, are ended afterwards."""
    yield tmp_path
    if (kept := note.read(tmp_path)) is not None:
        await end(kept.pid, signal.SIGTERM)
        assert note.read(tmp_path) is None


async def end(pid: int, number: signal.Signals) -> None:
    """Signal a keeper that this process started, and wait until it has ended."""
    os.kill(pid, number)
    async with asyncio.timeout(10):
        await asyncio.to_thread(os.waitpid, pid, 0)


async def create(place: Path, name: str) -> Any:
    return await ask(place, "create", start=True, name=name, image="bare")


async def run(place: Path, vm: str, text: str, **how: Any) -> Any:
    return await ask(place, "execute", vm=vm, text=text, cwd=str(place), **how)


async def test_a_machine_outlives_the_commands_that_use_it(place: Path) -> None:
    made = await create(place, "box")
    assert (made["status"], made["level"]) == ("running", 30)
    heard: list[tuple[str, bytes]] = []
    said = "echo kept > note; echo out; echo err >&2"
    outcome = await run(place, "box", said, hear=lambda *piece: heard.append(piece))
    assert (outcome["exit_code"], sorted(heard)) == (
        0,
        [("stderr", b"err\n"), ("stdout", b"out\n")],
    )
    (place / "mine.txt").write_text("from here")
    assert (await run(place, made["id"], "cat note mine.txt"))["stdout"] == "kept\nfrom here"
    assert [vm["name"] for vm in await ask(place, "ps")] == ["box"]
    assert (note.folder(place) / "note.json").stat().st_mode & 0o077 == 0


async def test_commands_at_once_share_one_keeper(place: Path) -> None:
    names = {"a", "b", "c"}
    await asyncio.gather(*(create(place, name) for name in names))
    assert {vm["name"] for vm in await ask(place, "ps")} == names


async def test_errors_are_those_of_the_controller(place: Path) -> None:
    await create(place, "box")
    with pytest.raises(Conflict, match="already a machine named 'box'"):
        await create(place, "box")
    with pytest.raises(NotFound, match="known: box"):
        await run(place, "nobody", "true")
    with pytest.raises(BadRequest, match="knows no call 'destroy_all'"):
        await ask(place, "destroy_all")
    assert [vm["name"] for vm in await ask(place, "ps")] == ["box"]


async def test_a_killed_keeper_is_replaced_and_its_machines_are_gone(place: Path) -> None:
    await create(place, "box")
    kept = note.read(place)
    assert kept is not None
    await end(kept.pid, signal.SIGKILL)
    with pytest.raises(NotFound) as refused:
        await ask(place, "ps")
    assert refused.value.code == "no_machines"
    await create(place, "box")
    assert (await run(place, "box", "ls"))["stdout"] == ""


async def test_a_shell_has_a_terminal_of_the_callers_size(place: Path) -> None:
    await create(place, "box")
    screen = bytearray()
    async with calling(place, "shell", vm="box", columns=71, rows=17) as call:
        call.type(b"stty size; exit 5\n")
        ended = await call.result(lambda _stream, data: screen.extend(data))
    assert ended == {"exit_code": 5}
    assert b"17 71" in screen


# ---------------------------------------------------------------- within this process


@pytest.fixture
async def keeper(tmp_path: Path) -> AsyncIterator[tuple[Keeper, int, VMController]]:
    backend = NamespaceBackend(state_dir=tmp_path, images=lambda _: None)
    machines = VMController([backend], images=None, pool_size=0)
    await machines.open()
    keeper = Keeper(machines, idle_s=0.05)
    yield keeper, await keeper.listen(), machines
    await keeper.close()
    await machines.close()


async def talk(port: int, said: bytes) -> tuple[Kind, bytes]:
    reader, writer = await asyncio.open_connection(note.HOST, port)
    assert (await read_frame(reader))[0] is Kind.HELLO
    writer.write(said)
    try:
        return await read_frame(reader)
    finally:
        writer.close()


async def test_it_ends_when_it_keeps_nothing(keeper: tuple[Keeper, int, VMController]) -> None:
    kept, _, machines = keeper
    vm = await machines.create_vm("box", image="bare")
    ending = asyncio.create_task(kept.until_idle())
    done, _ = await asyncio.wait([ending], timeout=0.2)
    assert not done
    call = {"token": kept.token, "method": "delete", "arguments": {"vm": vm}}
    kind, payload = await talk(keeper[1], pack(Kind.CALL, call))
    assert (kind, unpack_json(payload)) == (Kind.RESULT, {"value": {"removed": True}})
    async with asyncio.timeout(5):
        await ending


@pytest.mark.parametrize("token", ["", "0" * 64, None, 7])
async def test_who_lacks_the_token_is_refused(
    keeper: tuple[Keeper, int, VMController], token: Any
) -> None:
    kind, payload = await talk(keeper[1], pack(Kind.CALL, {"token": token, "method": "ps"}))
    assert kind is Kind.ERROR
    assert isinstance(error_from_json(unpack_json(payload)), Denied)


@pytest.mark.parametrize("said", [b"GET / HTTP/1.1\r\n\r\n", b"\x01\xff\xff\xff\xff", b"\x01"])
async def test_who_talks_nonsense_is_hung_up_on(
    keeper: tuple[Keeper, int, VMController], said: bytes
) -> None:
    reader, writer = await asyncio.open_connection(note.HOST, keeper[1])
    await read_frame(reader)
    writer.write(said)
    writer.write_eof()
    with pytest.raises(Broken):
        await read_frame(reader)
    writer.close()


async def test_an_error_is_heard_though_keys_follow_the_call(
    keeper: tuple[Keeper, int, VMController],
) -> None:
    arguments = {"vm": "nobody", "columns": 80, "rows": 24}
    call = {"token": keeper[0].token, "method": "shell", "arguments": arguments}
    typed = pack(Kind.KEYS, b"x" * 500_000)
    kind, payload = await talk(keeper[1], pack(Kind.CALL, call) + typed * 4)
    assert kind is Kind.ERROR
    assert isinstance(error_from_json(unpack_json(payload)), NotFound)


async def test_who_hangs_up_ends_what_was_asked_for(
    keeper: tuple[Keeper, int, VMController],
) -> None:
    kept, port, machines = keeper
    vm = await machines.create_vm("box", image="bare")
    arguments = {"vm": vm, "text": "echo on; sleep 60", "cwd": "/"}
    call = {"token": kept.token, "method": "execute", "arguments": arguments}
    assert await talk(port, pack(Kind.CALL, call)) == (Kind.OUTPUT, b"on\n")
    async with asyncio.timeout(10):
        outcome = await machines.execute_in_vm(vm, "ps -e -o args= | grep -c '[s]leep' || true")
    assert outcome.stdout.strip() == "0"
