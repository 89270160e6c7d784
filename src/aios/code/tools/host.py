"""The tools that look at the host; a machine hides it, so these run outside, and only look."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from aios.contracts.ports import ToolContext, ToolFunction
from aios.contracts.tool import Tool

THRESHOLD = {"type": "number", "minimum": 0, "maximum": 100, "description": "Percent."}
PARAMETERS: dict[str, dict[str, Any]] = {
    "cpu": {"threshold": THRESHOLD, "seconds": {"type": "number", "minimum": 0.1}},
    "memory": {"threshold": THRESHOLD},
    "disks": {"threshold": THRESHOLD},
    "processes": {
        "sort": {"enum": ["cpu", "memory"]},
        "count": {"type": "integer", "minimum": 1},
        "name": {"type": "string"},
    },
    "ports": {"port": {"type": "integer", "minimum": 1, "maximum": 65535}},
    "overview": {"threshold": THRESHOLD},
}
DESCRIPTIONS = {
    "cpu": "How busy the CPU is.",
    "memory": "How much memory is used, and by whom.",
    "disks": "How full the disks are.",
    "processes": "The processes that use most CPU or memory.",
    "ports": "Which ports are listened on, and by whom.",
    "overview": "CPU, memory and disks together.",
}


def host_tools() -> Iterator[tuple[Tool, ToolFunction]]:
    """Each tool with the function behind it."""
    for name, properties in PARAMETERS.items():
        tool = Tool(
            name=f"system.{name}",
            description=DESCRIPTIONS[name],
            parameters={"type": "object", "properties": properties},
        )
        yield tool, _measuring(name)


def _measuring(name: str) -> ToolFunction:
    async def measure(arguments: Mapping[str, Any], context: ToolContext) -> dict[str, Any]:
        from aios.code.tools import report, system

        facts = await asyncio.to_thread(getattr(system, name), arguments)
        write: Callable[..., str] = getattr(report, name)
        now = datetime.now().astimezone()
        said = write(facts, lambda zh, en: zh if context.language == "zh" else en)
        return {"answer": said, "data": {**facts, "measured_at": now.isoformat(timespec="seconds")}}

    return measure
