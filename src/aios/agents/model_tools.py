"""The few tools a model is given on a bench: the skill's actions, files, other agents."""

import os
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from aios.agents.model_bench import Bench, BenchTool
from aios.agents.untrusted import untrusted
from aios.contracts.agent import Agent
from aios.contracts.errors import NotFound
from aios.contracts.messages import ToolSpec
from aios.contracts.plan import Outcome
from aios.contracts.ports import Calls
from aios.contracts.skill import Action, Skill
from aios.contracts.text import clip, estimate_tokens
from aios.kernel.context import Window
from aios.skills.schema import check

MAX_ACTIONS = 5
MAX_NAMED_FILES = 20
OWN = frozenset(("run_code", "read_file", "write_file", "delegate", "finish"))
READABLE = (".md", ".txt", ".toml", ".json", ".csv", ".py", ".sql", ".html", ".yaml")
OF_MACHINES = ("SKILL.md", "skill.toml")
CUT = re.compile(r"cut-\d+")

READ = ToolSpec(
    name="read_file",
    description=(
        "Read a text file: one that the task names or that was made, by its path; one of the "
        "skill's own, by its name; or what was cleared from this conversation, by its id (cut-1)."
    ),
    parameters={
        "type": "object",
        "required": ["path"],
        "properties": {
            "path": {"type": "string"},
            "start": {"type": "integer", "minimum": 0, "description": "first character to show"},
        },
    },
)
WRITE = ToolSpec(
    name="write_file",
    description="Keep a text as a file of the result.",
    parameters={
        "type": "object",
        "required": ["name", "content"],
        "properties": {"name": {"type": "string"}, "content": {"type": "string"}},
    },
)

Perform = Callable[[Action, Mapping[str, Any]], Awaitable[Outcome]]


def action_tools(
    skill: Skill, actions: Sequence[Action], perform: Perform, bench: Bench
) -> Sequence[BenchTool]:
    """The skill's actions as typed tools, the likeliest first and no more than a few."""
    return [_action_tool(skill, action, perform, bench) for action in actions[:MAX_ACTIONS]]


def _action_tool(skill: Skill, action: Action, perform: Perform, bench: Bench) -> BenchTool:
    name = re.sub(r"\W", "_", action.name, flags=re.ASCII)[:48]
    spec = ToolSpec(
        name=f"do_{name}" if name in OWN else name,
        description=action.description or skill.description,
        parameters=_schema(action.parameters),
    )

    async def use(arguments: Mapping[str, Any]) -> str:
        values = check(_closed(spec.parameters), arguments, spec.name)
        return bench.took(await perform(action, values))

    return BenchTool(spec=spec, use=use)


def _closed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema without room for parameters that nobody declared."""
    return {"additionalProperties": not schema["properties"], **schema}


def _schema(declared: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters without what only the built-in planner reads."""
    whole = {"type": "object", "properties": {}, **declared}
    return {key: _without_own(value) for key, value in whole.items() if not key.startswith("x-")}


def _without_own(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _without_own(v) for k, v in value.items() if not str(k).startswith("x-")}
    return [_without_own(v) for v in value] if isinstance(value, (list, tuple)) else value


def files_of(skill: Skill | None) -> list[str]:
    """The names of the skill's own files that help a model, below its folder.

    What its actions are made of can be read too, but is not told: it is for machines.
    """
    if skill is None or not skill.folder:
        return []
    root = Path(skill.folder)
    found = (p for p in sorted(root.rglob("*")) if p.suffix in READABLE and p.is_file())
    names = (path.relative_to(root).as_posix() for path in found)
    wanted = [n for n in names if n not in OF_MACHINES and not n.startswith("scripts/")]
    return sorted(wanted, key=lambda n: (not n.startswith("references/"), n))[:MAX_NAMED_FILES]


class FileTools:
    """Reading and writing for one subtask; `shown` is how many tokens are shown at once."""

    def __init__(self, skill: Skill | None, calls: Calls, bench: Bench, *, shown: int) -> None:
        self._skill, self._calls, self._bench, self._shown = skill, calls, bench, shown
        self.window: Window | None = None
        self.tools = (BenchTool(READ, self._read), BenchTool(WRITE, self._write))

    async def _read(self, arguments: Mapping[str, Any]) -> str:
        values = check(READ.parameters, arguments, READ.name)
        path, start = values["path"].strip(), values.get("start", 0)
        text = await self._text(path)
        shown = _from(text, start, self._shown)
        rest = len(text) - start - len(shown)
        more = (
            f"\n{rest} more characters; go on with start={start + len(shown)}" if rest > 0 else ""
        )
        return untrusted(path, shown) + more

    async def _text(self, path: str) -> str:
        if CUT.fullmatch(path) and self.window is not None:
            return self.window.read_back(path).content
        own = self._own(path)
        if own is not None:
            return own.read_text(encoding="utf-8", errors="replace")
        whole = Path(self._calls.spec.cwd or ".", os.path.expanduser(path))
        content = await self._calls.read(str(whole))
        if b"\0" in content[:4096]:
            raise NotFound(
                f"{path} is no text but {len(content)} bytes of data.", hint="Use a program."
            )
        return content.decode("utf-8", "replace")

    def _own(self, name: str) -> Path | None:
        """A file of the skill; never one that is not below its folder."""
        if self._skill is None or not self._skill.folder or not name:
            return None
        root = Path(self._skill.folder).resolve()
        try:
            path = (root / name).resolve()
            return path if path.is_relative_to(root) and path.is_file() else None
        except (OSError, ValueError):  # too long, or with a NUL: no file has such a name
            return None

    async def _write(self, arguments: Mapping[str, Any]) -> str:
        values = check(WRITE.parameters, arguments, WRITE.name)
        made = await self._calls.write(values["name"], values["content"].encode("utf-8", "replace"))
        self._bench.kept(made)
        return f"File made: {made.path}"


def _from(text: str, start: int, tokens: int) -> str:
    """As many characters from `start` on as are about so many tokens."""
    piece = text[start : start + 8 * tokens]
    needed = estimate_tokens(piece)
    return piece if needed <= tokens else piece[: max(1, len(piece) * tokens // needed)]


def delegate_tool(agents: Sequence[Agent], calls: Calls, bench: Bench) -> BenchTool:
    """Hands a piece of work to another agent, which gets no more than this one has."""
    known = "; ".join(f"{a.id}: {clip(a.description or a.type, 30)}" for a in agents)
    spec = ToolSpec(
        name="delegate",
        description=f"Hand a piece of work to another agent and get its result. {known}",
        parameters={
            "type": "object",
            "required": ["agent", "task"],
            "properties": {
                "agent": {"type": "string", "enum": [a.id for a in agents]},
                "task": {"type": "string", "minLength": 1, "description": "complete in itself"},
            },
        },
    )

    async def use(arguments: Mapping[str, Any]) -> str:
        values = check(spec.parameters, arguments, spec.name)
        result = await calls.delegate(values["agent"], values["task"])
        facts = {name: result[name] for name in ("answer", "code", "output", "data", "artifacts")}
        told = f"{values['agent']}: {result.explanation}".strip()
        return bench.took(Outcome(explanation=told, **facts))

    return BenchTool(spec=spec, use=use)
