"""What can be asked of the keeper: one method for each call, its arguments those of the call."""

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from aios.code.machines.controller import VMController
from aios.contracts.errors import AiosError, BadRequest
from aios.contracts.ports import OnOutput
from aios.keeper.wire import Kind, error_as_json, unpack_json


class Caller(Protocol):
    """The other end of a call."""

    def hear(self, stream: str, data: bytes) -> None:
        """Take a piece of output."""
        ...

    def typed(self) -> AsyncIterator[tuple[Kind, bytes]]:
        """The frames that follow the call."""
        ...


Method = Callable[..., Awaitable[Any]]
CALLS: dict[str, Method] = {}


def call(method: Method) -> Method:
    """Let commands call the method by its name."""
    CALLS[method.__name__] = method
    return method


async def answer(
    machines: VMController, caller: Caller, method: str, arguments: Mapping[str, Any]
) -> Any:
    """What the call gives; BadRequest for one that nobody knows."""
    if method not in CALLS:
        raise BadRequest(
            f"the keeper of machines knows no call {method!r}",
            hint="it is of another version: remove its machines with `aios vm rm --all`",
        )
    return await CALLS[method](machines, caller, **arguments)


@call
async def create(machines: VMController, caller: Caller, name: str, **what: Any) -> Any:
    """Make a machine and start it; it is forgotten again when it cannot start."""
    vm = await machines.create_vm(name, **what)
    try:
        return await machines.start_vm(vm)
    except BaseException:
        await machines.delete_vm(vm)
        raise


@call
async def ps(machines: VMController, caller: Caller) -> Any:
    """Every machine."""
    return await machines.list_vms()


@call
async def execute(
    machines: VMController,
    caller: Caller,
    vm: str,
    text: str,
    cwd: str,
    stdin: str = "",
    **how: Any,
) -> Any:
    """Run a command or code in a machine, its output told as it comes; `stdin` is in base64."""
    hear: OnOutput = caller.hear
    given = base64.b64decode(stdin)
    return await machines.execute_in_vm(vm, text, stdin=given, cwd=Path(cwd), on_output=hear, **how)


@call
async def shell(
    machines: VMController,
    caller: Caller,
    vm: str,
    columns: int,
    rows: int,
    argv: Sequence[str] = (),
) -> Any:
    """A program at a terminal; its exit code."""
    terminal = await machines.terminal(vm, columns=columns, rows=rows, argv=tuple(argv))
    try:
        typing = asyncio.create_task(_type(caller, terminal))
        while data := await terminal.read():
            caller.hear("stdout", data)
        return {"exit_code": await terminal.wait()}
    finally:
        typing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await typing
        await terminal.close()


async def _type(caller: Caller, terminal: Any) -> None:
    async for kind, payload in caller.typed():
        if kind is Kind.SIZE:
            size = unpack_json(payload)
            await terminal.resize(int(size["columns"]), int(size["rows"]))
        else:
            await terminal.write(payload)


@call
async def upload(
    machines: VMController, caller: Caller, vm: str, source: str, target: str | None
) -> Any:
    """Copy a file or folder of this host into a machine; where it is there, what is not."""
    left: list[str] = []
    path = await machines.upload(vm, source, target, on_left_out=left.append)
    return {"path": path, "left_out": left}


@call
async def download(
    machines: VMController, caller: Caller, vm: str, source: str, target: str
) -> Any:
    """Copy a file or folder of a machine to this host; where it is here, what is not."""
    left: list[str] = []
    path = await machines.download(vm, source, target, on_left_out=left.append)
    return {"path": str(path), "left_out": left}


@call
async def forward(
    machines: VMController, caller: Caller, vm: str, port: int, host_port: int = 0
) -> Any:
    """Lead a port of this host to one of the machine's."""
    made = await machines.forward(vm, port, host_port)
    return {**made.to_dict(), "url": made.url}


@call
async def snapshot(machines: VMController, caller: Caller, vm: str, name: str | None = None) -> Any:
    """Keep the state of a machine."""
    return await machines.snapshot(vm, name)


@call
async def snapshots(machines: VMController, caller: Caller) -> Any:
    """Every snapshot."""
    return await machines.list_snapshots()


@call
async def delete_snapshot(machines: VMController, caller: Caller, snapshot: str) -> Any:
    """Remove a snapshot; whether there was one."""
    return {"removed": await machines.delete_snapshot(snapshot)}


@call
async def restore(machines: VMController, caller: Caller, vm: str, snapshot: str) -> Any:
    """Make a machine as it was."""
    return await machines.restore(vm, snapshot)


@call
async def fork(
    machines: VMController, caller: Caller, vm: str, count: int, names: Sequence[str] | None
) -> Any:
    """Make machines that are as this one is; in place of one that was not made, its error."""
    made = await machines.fork(vm, count=count, names=names)
    records = {record.id: record for record in await machines.list_vms()}
    return [
        {"error": error_as_json(one)} if isinstance(one, AiosError) else {"vm": records[one]}
        for one in made
    ]


@call
async def delete(machines: VMController, caller: Caller, vm: str) -> Any:
    """Remove a machine; whether there was one."""
    return {"removed": await machines.delete_vm(vm)}
