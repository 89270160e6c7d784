"""The tool manager: Python functions and HTTP endpoints that agents may use."""

import asyncio
import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aios.code.tools.endpoint import call_endpoint, check_endpoint
from aios.code.tools.signature import parameters_of
from aios.contracts.errors import ActionFailed, AiosError, BadRequest, Conflict, NotFound
from aios.contracts.nearest import did_you_mean, nearest
from aios.contracts.tool import Tool, ToolContext, ToolFunction, ToolStats

NAME = re.compile(r"[A-Za-z_][\w.-]{0,63}")
OPTIONAL = ("description", "parameters", "effects", "idempotent", "timeout_s", "method")
FIELDS = frozenset(("name", "function", "endpoint", *OPTIONAL))


class ToolManager:
    """Tools by name."""

    def __init__(self, stats: Callable[[str], ToolStats] | None = None) -> None:
        self._tools: dict[str, Tool] = {}
        self._functions: dict[str, ToolFunction] = {}
        self._stats = stats

    def register(self, spec: Mapping[str, Any] | Callable[..., Any]) -> Tool:
        """Add a tool: a function, or {"name", "endpoint"} or {"name", "function"}.

        BadRequest says what is wrong with the spec; Conflict that the name is taken.
        """
        spec = spec if isinstance(spec, Mapping) else {"name": spec.__name__, "function": spec}
        self._check(spec)
        name, function = spec["name"], spec.get("function")
        if function is not None:
            self.add(_python_tool(spec), _adapt(function))
        else:
            tool = _http_tool(spec)
            self.add(tool, _endpoint_tool(tool, str(spec.get("method", "POST"))))
        return self.get(name)

    def add(self, tool: Tool, function: ToolFunction) -> None:
        """Add a tool whose record is ready."""
        if tool.name in self._tools:
            raise Conflict(
                f"There is a tool {tool.name!r} already.",
                hint="Choose another name.",
                details={"tool": tool.name},
            )
        self._tools[tool.name] = tool
        self._functions[tool.name] = function

    def get(self, name: str) -> Tool:
        """The tool; NotFound names the nearest ones."""
        tool = self._tools.get(name)
        if tool is None:
            raise NotFound(
                f"There is no tool {name!r}.",
                hint=did_you_mean(name, self._tools),
                code="tool_unknown",
                details={"tool": name, "nearest": nearest(name, self._tools)},
            )
        return tool.but(stats=self._stats(name)) if self._stats else tool

    def list(self) -> list[Tool]:
        """All of them."""
        return [self.get(name) for name in self._tools]

    async def use(self, name: str, arguments: Mapping[str, Any], context: ToolContext) -> Any:
        """What the tool returns. A tool that raises is an ActionFailed that says so."""
        tool = self.get(name)
        try:
            async with asyncio.timeout(tool.timeout_s):
                return await self._functions[name](arguments, context)
        except AiosError:
            raise
        except TimeoutError:
            raise ActionFailed(
                f"The tool {name} did not answer within {tool.timeout_s:g} s.",
                hint="Give it a longer timeout_s.",
                code="timed_out",
            ) from None
        except Exception as problem:
            # A tool is somebody else's code: whatever it raises is its failure, not ours.
            raise ActionFailed(
                f"The tool {name} stopped with {type(problem).__name__}: {problem}",
                code="tool_failed",
                details={"tool": name},
            ) from problem

    def _check(self, spec: Mapping[str, Any]) -> None:
        unknown = sorted(set(spec) - FIELDS)
        if unknown:
            raise BadRequest(
                f"A tool has no field {unknown[0]!r}.",
                hint=f"The fields are: {', '.join(sorted(FIELDS))}.",
            )
        name = spec.get("name")
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise BadRequest(
                f"A tool needs a name of letters, digits, _ . or -; got {name!r}.",
                hint='For example: register_tool({"name": "weather", "endpoint": "http://…"})',
            )
        if (spec.get("function") is None) == (spec.get("endpoint") is None):
            raise BadRequest(
                f"The tool {name!r} needs exactly one of function and endpoint.",
                hint='For example: register_tool({"name": "weather", "endpoint": "http://…"})',
            )


def _python_tool(spec: Mapping[str, Any]) -> Tool:
    function = spec["function"]
    if not callable(function):
        raise BadRequest(f"The function of the tool {spec['name']!r} cannot be called.")
    return Tool(
        name=spec["name"],
        description=str(spec.get("description") or inspect.getdoc(function) or ""),
        parameters=dict(spec.get("parameters") or parameters_of(function)),
        effects=str(spec.get("effects", "read")),
        idempotent=bool(spec.get("idempotent", False)),
        timeout_s=float(spec.get("timeout_s", 60.0)),
    )


def _http_tool(spec: Mapping[str, Any]) -> Tool:
    check_endpoint(spec["name"], spec["endpoint"])
    return Tool(
        name=spec["name"],
        description=str(spec.get("description", "")),
        kind="http",
        endpoint=spec["endpoint"],
        parameters=dict(spec.get("parameters") or {"type": "object", "properties": {}}),
        effects=str(spec.get("effects", "read")),
        idempotent=bool(spec.get("idempotent", False)),
        timeout_s=float(spec.get("timeout_s", 60.0)),
    )


def _endpoint_tool(tool: Tool, method: str) -> ToolFunction:
    def call(arguments: Mapping[str, Any], _context: ToolContext) -> Awaitable[Any]:
        return call_endpoint(tool, method, arguments)

    return call


def _adapt(function: Callable[..., Any]) -> ToolFunction:
    async def call(arguments: Mapping[str, Any], _context: ToolContext) -> Any:
        if inspect.iscoroutinefunction(function):
            return await function(**arguments)
        return await asyncio.to_thread(function, **arguments)

    return call
