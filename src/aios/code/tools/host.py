"""The tools that look at the host; a machine hides it, so these run outside."""

from collections.abc import Iterator

from aios.contracts.ports import ToolFunction
from aios.contracts.tool import Tool


def host_tools() -> Iterator[tuple[Tool, ToolFunction]]:
    """Each tool with the function behind it."""
    yield from ()
