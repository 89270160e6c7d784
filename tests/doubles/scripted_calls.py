"""The calls of one task: a scripted model thinks, machines answer from a list, files are a dict."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aios.code.models.scripted import Reply, ScriptedModel
from aios.contracts.errors import Denied
from aios.contracts.machine import Program, RunOutcome
from aios.contracts.messages import Generation, Message, ModelRequest, Usage
from aios.contracts.ports import RunResult
from aios.contracts.task import Artifact, Priority, Result, Status, Task, TaskSpec, Turn
from aios.contracts.text import language


class ScriptedCalls:
    """Calls of one task: a scripted model thinks, machines answer from a list."""

    def __init__(
        self,
        text: str,
        replies: Sequence[Reply],
        runs: Sequence[RunOutcome],
        cwd: Path,
        **spec: Any,
    ) -> None:
        self.spec = TaskSpec(description=text, cwd=str(cwd), **spec)
        self.language = language(text)
        self.before: tuple[Turn, ...] = ()
        self.model = ScriptedModel(replies)
        self.runs = list(runs)
        self.programs: list[Program] = []
        self.origins: list[str] = []
        self.priorities: list[str] = []
        self.handed: list[tuple[str, str]] = []
        self.written: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}
        self.may_delegate = True
        self.task = Task(
            id="t1",
            type="",
            description=text,
            priority=Priority.NORMAL,
            agent="a",
            skills=(),
            status=Status.RUNNING,
            created_at=datetime.now(UTC),
        )

    async def think(
        self, messages: Sequence[Message], *, title: str = "", priority: str = "", **options: Any
    ) -> Generation:
        request = ModelRequest(model="m", messages=tuple(messages), **options)
        self.priorities.append(priority)
        chunks = [chunk async for chunk in self.model.generate(request)]
        last = chunks[-1]
        return Generation(
            text="".join(c.text for c in chunks),
            model="m",
            tool_calls=last.tool_calls,
            finish_reason=last.finish_reason,
            usage=last.usage or Usage(),
        )

    async def read(self, path: str) -> bytes:
        if path not in self.files:
            raise Denied(f"The task may not read {path}.", hint="Name it.", code="read_denied")
        return self.files[path]

    async def write(self, name: str, content: bytes, media_type: str = "") -> Artifact:
        self.written[name] = content
        return Artifact(name=name, path=f"/kept/{name}", media_type="", bytes=1, sha256="")

    async def delegate(self, agent: str, text: str) -> Result:
        self.handed.append((agent, text))
        return Result(answer=f"{agent} did it")

    async def run(self, program: Program) -> RunResult:
        self.programs.append(program)
        return RunResult(outcome=self.runs.pop(0))

    async def invoke(
        self, function: Callable[..., Any], arguments: Mapping[str, Any], **_: str
    ) -> Any:
        return await function(**arguments)

    def note(self, *, origin: str = "") -> None:
        self.origins.append(origin)

    @property
    def asked(self) -> list[str]:
        """The last message of every request."""
        return [request.messages[-1].content for request in self.model.requests]
