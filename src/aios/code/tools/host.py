"""The tools that look at the host; a machine hides it, so these run outside, and only look."""

import asyncio
import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from aios.code.tools.catalogue import CATALOGUE, HostTool
from aios.contracts.tool import Tool, ToolContext, ToolFunction


def host_tools(workspace: Path) -> Iterator[tuple[Tool, ToolFunction]]:
    """Each tool with the function behind it; baselines are kept below `workspace`."""
    for entry in CATALOGUE:
        yield entry.tool(), _measuring(entry, workspace / "baselines")


def _measuring(entry: HostTool, baselines: Path) -> ToolFunction:
    async def measure(arguments: Mapping[str, Any], context: ToolContext) -> dict[str, Any]:
        def say(zh: str, en: str) -> str:
            return zh if context.language == "zh" else en

        function = _method(entry, baselines) if entry.keeps else _function(entry.measure)
        if inspect.iscoroutinefunction(function):
            facts = await function(arguments, say)
        else:
            facts = await asyncio.to_thread(function, arguments, say)
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        said = _function(entry.report)(facts, say)
        return {"answer": said, "data": {"measured_at": now, **facts}}

    return measure


def _function(name: str) -> Callable[..., Any]:
    """What measures or reports; it is imported at its first use."""
    module, _, function = name.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"aios.code.tools.{module}"), function)
    return found


def _method(entry: HostTool, folder: Path) -> Callable[..., Any]:
    from aios.code.tools.baseline import Baselines

    found: Callable[..., Any] = getattr(Baselines(folder), entry.measure)
    return found
