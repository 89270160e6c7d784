"""The bench a model works at on one subtask: its tools, its programs, and what came of them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aios.agents.model_programs import ending, failed, printed_by, program_of, worked
from aios.agents.replies import code_in, words_in
from aios.agents.untrusted import untrusted
from aios.agents.wording import prompt, sentence, title
from aios.contracts.changes import Change
from aios.contracts.errors import ActionFailed, AiosError, BadRequest, Denied, NotFound
from aios.contracts.messages import Generation, ToolSpec
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.ports import Calls, RunResult
from aios.contracts.skill import Skill
from aios.contracts.task import Artifact, TaskError
from aios.contracts.text import clip
from aios.skills.action import outcome_of

MAX_REPAIRS = 3
MAX_SAME = 3
NO_PROGRAM = "NO PROGRAM"
FINISH = (
    "Call it when the subtask is done. `answer` says what was found or made, with numbers and "
    "units, from what programs and tools really returned."
)
CODE = {
    "type": "object",
    "required": ["code"],
    "properties": {"code": {"type": "string", "description": "a whole Python 3 program"}},
}
ANSWER = {
    "type": "object",
    "required": ["answer"],
    "properties": {"answer": {"type": "string"}},
}

# What the model can do something about; all else ends the task.
TELLABLE = (BadRequest, NotFound, Denied, ActionFailed)

Use = Callable[[Mapping[str, Any]], Awaitable[str]]


class Again(Exception):
    """The model is to try again; the text says what was wrong."""


class Ended(Exception):
    """The work on the subtask is over, with this outcome."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("ended")
        self.outcome = outcome


@dataclass(frozen=True)
class BenchTool:
    """A tool as the model sees it, and what using it does; the text is what the model is told."""

    spec: ToolSpec
    use: Use


class Bench:
    """One subtask's work. Every tool goes through `calls`; failures go back to the model, bounded.

    `shown` is how many tokens of an observation the model is shown; `reply` its newest answer.
    """

    def __init__(
        self,
        subtask: Subtask,
        skill: Skill | None,
        earlier: Sequence[Outcome],
        calls: Calls,
        *,
        shown: int,
    ) -> None:
        self._subtask, self._skill, self._calls = subtask, skill, calls
        self._shown = shown
        self._made = [a.path for o in earlier for a in o.artifacts]
        self.reply = Generation(text="", model="")
        self.tools: list[BenchTool] = []
        self._ran: RunResult | None = None
        self._code = ""
        self._done: list[Outcome] = []
        self._changes: tuple[Change, ...] = ()
        self._misses = 0
        self._uses: list[tuple[str, Mapping[str, Any]]] = []

    def offer(self, *tools: BenchTool) -> None:
        """Put tools onto the bench, beside the one that runs programs."""
        run = ToolSpec(name="run_code", description=prompt("run_code"), parameters=CODE)
        whole = (*tools, BenchTool(run, self._use_run))
        self.tools = [BenchTool(tool.spec, self._guarded(tool)) for tool in whole]

    @property
    def names(self) -> frozenset[str]:
        """The tools there are, with the one that finishes."""
        return frozenset((*(tool.spec.name for tool in self.tools), "finish"))

    @property
    def specs(self) -> tuple[ToolSpec, ...]:
        """All of them as a model sees them, always in the same order."""
        finish = ToolSpec(name="finish", description=FINISH, parameters=ANSWER)
        return (*(tool.spec for tool in self.tools), finish)

    def doing(self) -> str:
        """What the model is asked for now, as the title of a step."""
        named = title(self._subtask.text)
        if self._ran is not None and not worked(self._ran):
            return f"repair the program ({self._misses}): {named}"
        return f"go on: {named}" if self._done else f"write a program: {named}"

    # ------------------------------------------------------------ how it ends

    async def finish(self, answer: str) -> Outcome:
        """The model says it is done; not while the last thing it ran had failed."""
        if self._ran is not None and not worked(self._ran) and not self._done:
            raise self._again("No program has worked yet: repair it, or do it another way.")
        return self._outcome(words_in(answer))

    async def said(self, text: str) -> Outcome:
        """A model's answer in words: a program to run, words only, or the end of the work."""
        code = code_in(text)
        if code and not self._quotes():
            ran = await self._run(code)
            if not worked(ran):
                raise self._again(self._told(ran))
            return self._outcome(clip(self._done[-1].output, self._shown))
        if text.upper().startswith(NO_PROGRAM):
            return await self.finish(text[len(NO_PROGRAM) :].lstrip(".:：。 \n"))
        if self._done:
            return self._outcome(text)
        raise self._again("The answer holds no program and uses no tool.", form="nothing")

    def _quotes(self) -> bool:
        """Whether code in words only tells of a program that run_code ran, and that worked."""
        by_tool = any(name == "run_code" for name, _ in self._uses)
        return by_tool and self._ran is not None and worked(self._ran)

    def spent(self, steps: int) -> Outcome:
        """The outcome of a model that never came to an end: the last that worked, said so."""
        named, language = title(self._subtask.text), self._calls.language
        if self._done:
            note = sentence("unfinished", language, steps=steps)
            return self._outcome(clip(self._done[-1].output, self._shown)).but(notes=(note,))
        if self._ran is not None:
            return failed(self._ran, self._code, self._subtask, language, self._misses)
        wrong = sentence("spent", language, subtask=named, steps=steps)
        hint = sentence("hint", language)
        return Outcome(error=TaskError(code="steps_spent", message=wrong, hint=hint))

    def _again(self, problem: str, *, form: str = "repair") -> Exception:
        """Back to the model with the problem; or the end, when it missed too often in a row."""
        self._misses += 1
        if self._misses > MAX_REPAIRS:
            ran, language = self._ran, self._calls.language
            return Ended(failed(ran, self._code, self._subtask, language, self._misses))
        if self.reply.finish_reason == "length":
            problem += "\n\nThe answer was cut off at its greatest length: be much shorter."
        return Again(prompt(form, problem=problem))

    # ------------------------------------------------------------ what it does

    async def _use_run(self, arguments: Mapping[str, Any]) -> str:
        code = arguments.get("code")
        if not isinstance(code, str) or not code.strip():
            return "run_code wants `code`: a whole Python program."
        ran = await self._run((code_in(code) if "```" in code else "") or code)
        if worked(ran):
            done = self._done[-1]
            made = [f"File made: {a.path}" for a in done.artifacts]
            return "\n".join([untrusted("program", clip(done.output, self._shown)), *made])
        again = self._again(self._told(ran))
        if isinstance(again, Ended):
            raise again
        return str(again)

    async def _run(self, code: str) -> RunResult:
        made = [*self._made, *(a.path for o in self._done for a in o.artifacts)]
        program = program_of(code, self._subtask, self._skill, made, self._calls)
        self._code, self._ran = code, await self._calls.run(program)
        model = self.reply.model
        self._calls.note(origin=f"model/{model}")
        if worked(self._ran):
            brought = outcome_of(self._ran)
            self._changes = brought.changes
            printed = printed_by(self._ran, self._calls.language)
            self._keep(brought.but(error=None, output=printed, code=code, changes=()))
        return self._ran

    def _keep(self, outcome: Outcome) -> None:
        self._misses = 0
        self._done.append(outcome)

    def _told(self, ran: RunResult) -> str:
        printed = f"{ran.outcome.stdout}\n{ran.outcome.stderr}".strip()
        return (
            f"{ending(ran)} What it printed:\n\n{untrusted('program', clip(printed, self._shown))}"
        )

    def _guarded(self, tool: BenchTool) -> Use:
        """The tool, whose refusals the model is told, and who is told when it goes in a circle."""

        async def use(arguments: Mapping[str, Any]) -> str:
            self._uses.append((tool.spec.name, arguments))
            if self._uses[-MAX_SAME:] == [self._uses[-1]] * MAX_SAME:
                return f"You did exactly this {MAX_SAME} times. Do something else, or finish."
            try:
                return await tool.use(arguments)
            except TELLABLE as error:
                return _refused(error)

        return use

    def took(self, outcome: Outcome) -> str:
        """Keep what an action or another agent brought; the text the model is told."""
        if outcome.error is not None:
            return f"It failed: {untrusted('action', outcome.error.message)} {outcome.error.hint}"
        self._keep(outcome.but(output=outcome.output or outcome.answer))
        told = clip("\n".join([outcome.answer or outcome.output, *outcome.notes]), self._shown)
        made = [f"File made: {a.path}" for a in outcome.artifacts]
        return "\n".join([untrusted("action", told), *made])

    def kept(self, artifact: Artifact) -> None:
        """A file was written: it is part of what the subtask brings."""
        self._keep(Outcome(artifacts=(artifact,)))

    def _outcome(self, answer: str) -> Outcome:
        """One outcome of everything that worked."""
        done, model = self._done, self.reply.model
        coded = [o for o in done if o.code]
        return Outcome(
            answer=answer,
            output="\n".join(o.output for o in done if o.output) or answer,
            code=coded[-1].code if coded else "",
            explanation="\n".join(o.explanation for o in done if o.explanation),
            data=next((o.data for o in reversed(done) if o.data is not None), None),
            artifacts=tuple({a.path: a for o in done for a in o.artifacts}.values()),
            notes=tuple(note for o in done for note in o.notes),
            changes=self._changes,
            origin=f"model/{model}",
            exit_code=coded[-1].exit_code if coded else None,
        )


def _refused(error: AiosError) -> str:
    return f"Refused: {error.message} {error.hint}".strip()
