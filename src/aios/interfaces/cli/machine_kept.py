"""`aios vm create|ps|cp|forward|snapshot|snapshots|restore|fork|rm`: machines that are kept."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Json, Workspace

COLUMNS = ("name", "id", "status", "backend", "level", "image", "created_at")
SNAPSHOT_COLUMNS = ("name", "id", "machine", "holds", "bytes", "backend", "created_at")

_SHOWN = 10  # names of what was left out of a copy

VM = Annotated[str, typer.Argument(metavar="VM", help="A machine's name or id.")]


def attach(app: typer.Typer) -> None:
    """Hang the commands on `aios vm`."""
    for command in (create, ps, cp, forward, snapshot, snapshots, restore, fork, rm):
        app.command()(command)


def create(
    name: Annotated[str, typer.Argument(help="What it is to be called.")],
    backend: Annotated[str, typer.Option(help="How it is isolated; `aios vm doctor`.")] = "",
    image: Annotated[str, typer.Option(help="python, or bare for none of its packages.")] = "",
    network: Annotated[
        list[str] | None, typer.Option(help="A host that it may reach; several times for several.")
    ] = None,
    secret: Annotated[
        list[str] | None, typer.Option(help="A secret of the settings that it may use unseen.")
    ] = None,
    memory_mb: Annotated[int | None, typer.Option(help="Memory in MiB.")] = None,
    disk_mb: Annotated[int | None, typer.Option(help="Disk in MiB.")] = None,
    cpus: Annotated[float | None, typer.Option(help="Processors.")] = None,
    snapshot: Annotated[str, typer.Option(help="Start as this snapshot is.")] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Make and start a machine; it runs until `aios vm rm`, or until this computer stops."""
    limits = {"memory_mb": memory_mb, "disk_mb": disk_mb, "cpus": cpus}
    what: dict[str, Any] = {
        "backend": backend,
        "image": image,
        "network": network,
        "secrets": secret,
        "limits": {name: value for name, value in limits.items() if value is not None},
        "snapshot": snapshot,
    }
    given = {name: value for name, value in what.items() if value}

    async def work(ask: Any) -> None:
        made = await ask("create", start=True, name=name, **given)
        _tell(made, f"{made['name']} runs ({made['backend']}, level {made['level']})", as_json)

    _at_keeper(work, workspace, as_json)


def ps(workspace: Workspace = None, as_json: Json = False) -> None:
    """The machines that are kept."""

    async def work(ask: Any) -> None:
        _show(await _all(ask), COLUMNS, as_json)

    _at_keeper(work, workspace, as_json)


def cp(
    source: Annotated[str, typer.Argument(help="A file or folder here, or VM:PATH.")],
    target: Annotated[str, typer.Argument(help="VM:PATH, or a file or folder here.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Copy files between this computer and a machine's /workspace."""
    from aios.contracts.errors import BadRequest

    here, there = _place(source), _place(target)

    async def work(ask: Any) -> None:
        if bool(here[0]) == bool(there[0]):
            raise BadRequest(
                "one of the two must be in a machine and the other one here",
                hint="aios vm cp data.csv box:   or   aios vm cp box:plot.png .",
            )
        if there[0]:
            asked = {"vm": there[0], "source": here[1], "target": there[1] or None}
            copied = await ask("upload", **asked)
            _tell(copied, f"copied to {there[0]}:/workspace/{copied['path']}", as_json)
            _left_out(copied["left_out"], "links, pipes, devices and empty folders", as_json)
            return
        if target.endswith("/") and not Path(target).is_dir():
            raise BadRequest(f"there is no folder {target} here", hint="make it, or name a file")
        copied = await ask("download", vm=here[0], source=here[1] or ".", target=there[1])
        _tell(copied, f"copied to {copied['path']}", as_json)
        _left_out(copied["left_out"], "links, pipes and devices", as_json)

    _at_keeper(work, workspace, as_json)


def forward(
    vm: VM,
    port: Annotated[int, typer.Argument(help="Where a server listens in the machine.")],
    host_port: Annotated[int, typer.Option(help="The port here; 0 takes a free one.")] = 0,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Lead a port of this computer to a server in a machine, for as long as that runs."""

    async def work(ask: Any) -> None:
        made = await ask("forward", vm=vm, port=port, host_port=host_port)
        _tell(made, f"{made['url']} leads to port {made['port']} of {vm}", as_json)

    _at_keeper(work, workspace, as_json)


def snapshot(
    vm: VM,
    name: Annotated[str, typer.Argument(help="What to call it.")] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Keep on disk what a machine is now; it goes on."""

    async def work(ask: Any) -> None:
        kept = await ask("snapshot", vm=vm, name=name or None)
        words = f"{kept['name'] or kept['id']} holds {kept['holds']}, {kept['bytes']:,} bytes"
        _tell(kept, words, as_json)

    _at_keeper(work, workspace, as_json)


def snapshots(
    remove: Annotated[str, typer.Option(help="Remove this one, by name or id.")] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """The snapshots of this workspace."""
    from aios.contracts.errors import NotFound

    async def work(ask: Any) -> None:
        if not remove:
            _show(await ask("snapshots", start=True), SNAPSHOT_COLUMNS, as_json)
        elif not (done := await ask("delete_snapshot", start=True, snapshot=remove))["removed"]:
            raise NotFound(f"there is no snapshot {remove!r}", hint="see: aios vm snapshots")
        else:
            _tell(done, f"removed {remove}", as_json)

    _at_keeper(work, workspace, as_json)


def restore(
    vm: VM,
    snapshot: Annotated[str, typer.Argument(help="A snapshot's name or id.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Make a machine as it was when a snapshot was taken; what runs in it now ends."""

    async def work(ask: Any) -> None:
        _tell(await ask("restore", vm=vm, snapshot=snapshot), f"{vm} is as {snapshot}", as_json)

    _at_keeper(work, workspace, as_json)


def fork(
    vm: VM,
    names: Annotated[list[str] | None, typer.Argument(help="What to call them.")] = None,
    count: Annotated[int, typer.Option(help="How many, where no names are given.")] = 1,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Make machines that are as this one is now."""
    from aios.keeper.wire import error_from_json

    async def work(ask: Any) -> None:
        made = await ask("fork", vm=vm, count=len(names or ()) or count, names=names or None)
        for failed in (one["error"] for one in made if "error" in one):
            raise error_from_json(failed)
        _show([one["vm"] for one in made], COLUMNS, as_json)

    _at_keeper(work, workspace, as_json)


def rm(
    vms: Annotated[list[str] | None, typer.Argument(metavar="VM…", help="Names or ids.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Remove machines, with all that is in them."""
    from aios.contracts.errors import BadRequest, NotFound

    async def work(ask: Any) -> None:
        known = await _all(ask)
        wanted = [record["name"] for record in known] if every else list(dict.fromkeys(vms or ()))
        if not (wanted or every):
            raise BadRequest("no machine was named", hint="aios vm rm NAME, or --all")
        there = {one for record in known for one in (record["name"], record["id"])}
        for name in wanted:
            if name not in there:
                raise NotFound(f"there is no machine {name!r}", hint="see them with: aios vm ps")
        for name in wanted:
            await ask("delete", vm=name)
        _tell(wanted, f"removed {', '.join(wanted) or 'none: there are none'}", as_json)

    _at_keeper(work, workspace, as_json)


# ---------------------------------------------------------------- inside


def _at_keeper(work: Any, workspace: Path | None, as_json: bool) -> None:
    """Do `work(ask)`, where `ask` calls the workspace's keeper."""
    import asyncio
    from functools import partial

    from aios.interfaces.cli.session import guarded
    from aios.keeper.client import ask

    def run() -> int:
        asyncio.run(work(partial(ask, workspace)))
        return 0

    guarded(run, as_json=as_json)


async def _all(ask: Any) -> Any:
    """Every kept machine; none where there is no keeper."""
    from aios.contracts.errors import NotFound

    try:
        return await ask("ps")
    except NotFound:
        return []


def _place(text: str) -> tuple[str, str]:
    """The machine ("" for this computer) and the path of one end of a copy."""
    vm, colon, path = text.partition(":")
    is_drive = os.name == "nt" and len(vm) == 1
    if colon and vm and not is_drive and not set(vm) & set("/\\"):
        return vm, path
    return "", str(Path(text).absolute())


def _tell(value: Any, words: str, as_json: bool) -> None:
    from aios.interfaces.cli.terminal import console, print_json, safe

    if as_json:
        print_json(value)
    else:
        console().print(safe(words))


def _left_out(names: list[str], kinds: str, as_json: bool) -> None:
    """Say aside what was not copied; in JSON it is said already."""
    from aios.interfaces.cli.terminal import errors

    if names and not as_json:
        shown = [name if name.isprintable() else repr(name) for name in names[:_SHOWN]]
        if more := names[_SHOWN:]:
            shown.append(f"and {len(more)} more (--json names them all)")
        errors().print(f"left out {len(names)}, as {kinds} are not copied: {', '.join(shown)}")


def _show(records: Any, columns: Any, as_json: bool) -> None:
    from aios.interfaces.cli.terminal import print_json, table

    if as_json:
        print_json(records)
        return
    heads = [name.replace("_", " ") for name in columns]
    table(heads, [[_cell(name, record[name]) for name in columns] for record in records])


def _cell(name: str, value: Any) -> str:
    from aios.interfaces.cli.records import cell

    return value[:16].replace("T", " ") if name == "created_at" else cell(value)
