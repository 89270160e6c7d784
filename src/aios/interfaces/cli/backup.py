"""`aios backup`, `aios restore`, `aios fsck`: a workspace as a whole."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from aios.contracts.record import plain
from aios.interfaces.cli.exits import COMPLETED, FAILED
from aios.interfaces.cli.records import cell
from aios.interfaces.cli.session import guarded
from aios.interfaces.cli.terminal import console, print_json, safe


def back_up(target: Path, *, workspace: Path | None, as_json: bool) -> None:
    """Copy the workspace into one file."""

    async def work() -> int:
        from aios.upkeep import back_up

        shown(await back_up(place_of(workspace), target), as_json=as_json)
        return COMPLETED

    led(work(), as_json=as_json)


def restore(source: Path, *, force: bool, workspace: Path | None, as_json: bool) -> None:
    """Put a backup in the workspace's place."""

    async def work() -> int:
        from aios.upkeep import restore

        shown(await restore(source, place_of(workspace), force=force), as_json=as_json)
        return COMPLETED

    led(work(), as_json=as_json)


def check(*, mend: bool, workspace: Path | None, as_json: bool) -> None:
    """Look for damage, and put right what can be; leaves with 1 when there is any left."""

    async def work() -> int:
        from aios.upkeep import check, repair

        health = await (repair if mend else check)(place_of(workspace))
        if as_json:
            print_json(plain(health))
        else:
            tell(health)
        return COMPLETED if health.sound else FAILED

    led(work(), as_json=as_json)


def recount(*, workspace: Path | None, as_json: bool) -> None:
    """Count anew what tasks did."""

    async def work() -> int:
        from aios.upkeep import recount

        await recount(place_of(workspace))
        if as_json:
            print_json({"rebuilt": True})
        else:
            console().print("Counted anew; `aios stats` shows it.")
        return COMPLETED

    led(work(), as_json=as_json)


def led(work: Coroutine[Any, Any, int], *, as_json: bool) -> None:
    """Do it on a loop of its own; errors become one sentence and an exit code."""
    guarded(lambda: asyncio.run(work), as_json=as_json)


def place_of(workspace: Path | None) -> Path:
    """The folder of the workspace; nothing is made."""
    from aios.settings import Settings

    return Settings.load(workspace=workspace).workspace


def shown(record: Any, *, as_json: bool) -> None:
    """A record as JSON, or as lines."""
    told = plain(record)
    if as_json:
        print_json(told)
        return
    for name, value in told.items():
        if value not in ("", [], None):
            console().print(f"{name}: {safe(cell(value))}")


def tell(health: Any) -> None:
    """What was found, each with how to mend it, and what was put right."""
    for finding in health.repaired:
        console().print(safe(f"put right: {finding.message}"))
    for finding in health.findings:
        console().print(safe(f"{finding.level}: {finding.message}"))
        console().print(safe(f"  {finding.mend}"))
    if health.busy:
        console().print("Others are at work: what may be under way was not judged.")
    counts = f"{health.tasks} tasks, {health.artifacts} artifacts, {health.contents} contents"
    console().print(f"{health.workspace}: {'sound' if health.sound else 'damaged'} ({counts}).")
