"""The model planner: plan, pick a skill, write code, run it in a machine, repair it, integrate."""

from collections.abc import Callable, Sequence
from typing import Any

from aios.agents.builtin import BuiltinPlanner
from aios.agents.changing import changed
from aios.agents.replies import code_in, json_in, words_in
from aios.agents.said import files, hosts_named, whole
from aios.agents.wording import LANGUAGES, prompt, sentence, title
from aios.contracts.machine import Bind, NetworkPolicy, Program
from aios.contracts.messages import Generation, Message
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.ports import Calls, RunResult
from aios.contracts.route import Route
from aios.contracts.skill import skill_id
from aios.contracts.task import Result, Task, TaskError
from aios.contracts.text import clip
from aios.kernel.context import Window
from aios.skills.action import outcome_of
from aios.skills.library import SkillLibrary

MAX_SUBTASKS = 8
MAX_PLANS = 3
MAX_REPAIRS = 3
MAX_SHOWN_TOKENS = 2000
DEFAULT_CONTEXT_TOKENS = 8192
MAX_ANSWER_TOKENS = 8192
MAX_REASON_CHARS = 300
TEMPERATURE = 0.2
SERVER_AFTER_S = 6.0
NO_PROGRAM = "NO PROGRAM"


class ModelPlanner:
    """Works with any model that can write Python.

    `agent_prompt` is the agent's own; `context_tokens` is what the model reads, 0 if unknown.
    Skills whose actions are functions or tools of the host are used as the built-in planner
    uses them: a program in a machine could not see what they see.
    """

    name = "model"

    def __init__(
        self,
        library: SkillLibrary,
        route: Callable[[str], Route],
        *,
        agent_prompt: str = "",
        context_tokens: int = 0,
    ) -> None:
        self._library = library
        self._route = route
        self._builtin = BuiltinPlanner(library, route)
        self._system = Message(role="system", content=prompt("system", agent=agent_prompt))
        context = context_tokens or DEFAULT_CONTEXT_TOKENS
        self._answer_tokens = min(context // 4, MAX_ANSWER_TOKENS)
        self._window_tokens = context - self._answer_tokens
        self._shown = min(self._window_tokens // 8, MAX_SHOWN_TOKENS)

    # ------------------------------------------------------------ plan

    async def plan(self, task: Task, calls: Calls) -> tuple[Subtask, ...]:
        """The model's plan; an unreadable one is asked for again with what was wrong with it.

        A model that cannot plan may still be able to program: then the task is one subtask.
        """
        skills = self._offered(calls)
        window = self._window(self._planning(calls, skills))
        problem = ""
        for _attempt in range(MAX_PLANS):
            reply = await self._think(window, calls, "plan", schema=_schema(skills))
            try:
                subtasks = _subtasks(json_in(reply.text), skills)
                return tuple(self._with_action(s, task, calls) for s in subtasks)
            except ValueError as error:
                problem = str(error)
            said = f"That cannot be used: {problem}. Answer again, with JSON only."
            window.add(self._answered(words_in(reply.text)), Message(role="user", content=said))
        reason = f"no usable plan in {MAX_PLANS} answers of the model: {problem}"
        routed = self._route(task.description).skills
        likely = (*routed, *(skills if calls.spec.skills else ()))
        best = next((s for s in likely if s in skills), "")
        whole = Subtask(index=0, text=task.description, skill=best, reasons=(reason,))
        return (self._with_action(whole, task, calls),)

    def _offered(self, calls: Calls) -> list[str]:
        """The skills the user named, else all, those first that the router would take."""
        if calls.spec.skills:
            return [self._library.get(name).id for name in calls.spec.skills]
        routed = self._route(calls.spec.description).skills
        names = dict.fromkeys((*routed, *(s.id for s in self._library.list())))
        return [name for name in names if name in self._library]

    def _planning(self, calls: Calls, skills: Sequence[str]) -> str:
        offered = "\n".join(f"- {s}: {self._library.get(s).description}" for s in skills)
        return prompt("plan", task=whole(calls, self._shown), skills=clip(offered, 2 * self._shown))

    def _with_action(self, subtask: Subtask, task: Task, calls: Calls) -> Subtask:
        """The subtask with its action, where the skill acts on the host."""
        actions = self._library.get(subtask.skill).actions if subtask.skill else ()
        if not any(a.tool or a.executor is not None for a in actions):
            return subtask
        for text in (subtask.text, task.description):
            fit = self._builtin.best(text, calls.spec.cwd, (subtask.skill,))
            if fit is not None and fit.ready and (fit.action.tool or fit.action.executor):
                return subtask.but(text=text, action=fit.action.name, parameters=fit.parameters)
        return subtask

    # ------------------------------------------------------------ perform

    async def perform(self, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls) -> Outcome:
        """Have a program written and run; a failing one goes back with what it printed."""
        if subtask.action:
            return await self._builtin.perform(subtask, earlier, calls)
        window = self._window(self._assignment(subtask, earlier, calls))
        code, ran = "", None
        for attempt in range(MAX_REPAIRS + 1):
            doing = f"repair the program ({attempt})" if ran else "write a program"
            reply = await self._think(window, calls, f"{doing}: {title(subtask.text)}")
            found = code_in(reply.text)
            if not found and _needs_none(reply):
                return _in_words(reply)
            if found:
                code, ran = found, await calls.run(self._program(found, subtask, earlier, calls))
                calls.note(origin=f"model/{reply.model}")
                if _worked(ran):
                    done = self._done(ran, code, reply.model, calls)
                    return await changed(done, subtask.but(skill=""), earlier, calls)
            window.add(
                self._answered(f"```python\n{found}```" if found else words_in(reply.text)),
                Message(role="user", content=self._complaint(reply, ran if found else None)),
            )
        return _failed(ran, code, subtask, calls.language)

    def _assignment(self, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls) -> str:
        skill = self._library.get(subtask.skill) if subtask.skill else None
        return prompt(
            "perform",
            task=whole(calls, self._shown),
            subtask=subtask.text,
            skill=f"Skill {skill.id}:\n{clip(skill.instructions, self._shown)}" if skill else "",
            files=", ".join(files(calls)) or "none",
            hosts=", ".join(self._reach(subtask, calls)[1]) or "none",
            earlier=self._results(earlier) or "nothing",
            language=LANGUAGES[calls.language],
        )

    def _program(
        self, code: str, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls
    ) -> Program:
        made = [a.path for o in earlier for a in o.artifacts]
        skill, hosts = self._reach(subtask, calls)
        return Program(
            title=title(subtask.text),
            argv=("python3", "main.py"),
            source=code,
            files={"main.py": code.encode("utf-8", "replace")},
            binds=tuple(Bind(host=p) for p in dict.fromkeys([*files(calls), *made])),
            network=NetworkPolicy(hosts=hosts, private=hosts_named(calls)),
            linger_s=SERVER_AFTER_S,
            skill=skill,
            idempotent=False,
        )

    def _reach(self, subtask: Subtask, calls: Calls) -> tuple[str, tuple[str, ...]]:
        """In whose name the program runs, and the hosts it may reach.

        A skill that declares hosts of its own opens them to the program, which then gets no more
        than that skill's permissions; else it runs in the name of the task alone.
        """
        named = hosts_named(calls)
        if not subtask.skill:
            return "", named
        given = self._library.get(subtask.skill).permissions
        declared = [host for host in given.network if host != "named"]
        covers = given.machine and (given.files != "none" or not files(calls))
        if not (declared and covers and ("named" in given.network or not named)):
            return "", named
        return subtask.skill, tuple(dict.fromkeys((*named, *declared)))

    def _done(self, ran: RunResult, code: str, model: str, calls: Calls) -> Outcome:
        printed = ran.outcome.stdout.strip()
        if ran.outcome.running:
            ports = ", ".join(map(str, ran.outcome.ports))
            listens = sentence("listens", calls.language, ports=ports)
            printed = f"{printed}\n{listens}".strip()
        return outcome_of(ran).but(
            error=None,
            answer=clip(printed, self._shown),
            output=printed,
            code=code,
            origin=f"model/{model}",
        )

    def _complaint(self, reply: Generation, ran: RunResult | None) -> str:
        if ran is None:
            problem = "The answer holds no program in a ```python block."
        else:
            printed = f"{ran.outcome.stdout}\n{ran.outcome.stderr}".strip()
            problem = f"{_ending(ran)} What it printed:\n\n{clip(printed, self._shown)}"
        if reply.finish_reason == "length":
            problem += "\n\nThe answer was cut off at its greatest length: be much shorter."
        return prompt("repair", problem=problem)

    # ------------------------------------------------------------ integrate

    async def integrate(self, task: Task, outcomes: Sequence[Outcome], calls: Calls) -> Result:
        """The model's answer from what the programs printed; the last program, all their files."""
        asked = prompt(
            "integrate",
            task=whole(calls, self._shown),
            outcomes=self._results(outcomes),
            language=LANGUAGES[calls.language],
        )
        reply = await self._think(self._window(asked), calls, "integrate")
        ran = [o for o in outcomes if o.code]
        told = sentence(
            "explained", calls.language, model=reply.model, ran=len(ran), count=len(outcomes)
        )
        explained = [told, *(o.explanation for o in outcomes if o.explanation)]
        return Result(
            answer=words_in(reply.text) or "\n".join(o.answer for o in outcomes if o.answer),
            code=ran[-1].code if ran else "",
            explanation="\n".join(explained),
            output="\n".join(o.output or o.answer for o in outcomes if o.output or o.answer),
            data=next((o.data for o in reversed(outcomes) if o.data is not None), None),
            artifacts=tuple({a.path: a for o in outcomes for a in o.artifacts}.values()),
        )

    def _results(self, outcomes: Sequence[Outcome]) -> str:
        """What subtasks brought, each clipped so that all of them fit."""
        room = self._shown // max(1, len(outcomes))
        return "\n\n".join(
            "\n".join(
                [
                    f"{place}. {clip(o.answer, room)}",
                    *o.notes,
                    *(f"File made: {a.path}" for a in o.artifacts),
                ]
            )
            for place, o in enumerate(outcomes, 1)
        )

    # ------------------------------------------------------------ the conversation

    def _window(self, asked: str) -> Window:
        window = Window(limit_tokens=self._window_tokens)
        window.pin(self._system, Message(role="user", content=asked))
        return window

    def _answered(self, text: str) -> Message:
        return Message(role="assistant", content=clip(text, self._answer_tokens) or "(nothing)")

    async def _think(
        self, window: Window, calls: Calls, what: str, schema: dict[str, Any] | None = None
    ) -> Generation:
        return await calls.think(
            window.messages(),
            title=what,
            format=schema,
            max_tokens=self._answer_tokens,
            temperature=TEMPERATURE,
        )


def _schema(skills: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a plan: a server that can holds the model to it."""
    subtask = {
        "type": "object",
        "required": ["text", "skill"],
        "properties": {
            "text": {"type": "string"},
            "skill": {"type": "string", "enum": list(skills)},
        },
    }
    subtasks = {"type": "array", "minItems": 1, "maxItems": MAX_SUBTASKS, "items": subtask}
    return {"type": "object", "required": ["subtasks"], "properties": {"subtasks": subtasks}}


def _subtasks(plan: Any, skills: Sequence[str]) -> tuple[Subtask, ...]:
    found = plan.get("subtasks") if isinstance(plan, dict) else plan
    if not isinstance(found, list) or not 1 <= len(found) <= MAX_SUBTASKS:
        raise ValueError(f"subtasks must be a list of 1 to {MAX_SUBTASKS}")
    subtasks = []
    for index, entry in enumerate(found):
        text, skill = (entry.get(k) if isinstance(entry, dict) else None for k in ("text", "skill"))
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"subtask {index + 1} has no text")
        name = skill_id(str(skill))
        if name not in skills:
            raise ValueError(f"there is no skill {skill!r}; use one of {', '.join(skills)}")
        subtasks.append(
            Subtask(index=index, text=text.strip(), skill=name, inputs=tuple(range(index)))
        )
    return tuple(subtasks)


def _needs_none(reply: Generation) -> bool:
    return words_in(reply.text).upper().startswith(NO_PROGRAM)


def _in_words(reply: Generation) -> Outcome:
    words = words_in(reply.text)[len(NO_PROGRAM) :].lstrip(".:：。 \n")
    return Outcome(answer=words, output=words, origin=f"model/{reply.model}")


def _worked(ran: RunResult) -> bool:
    ended = ran.outcome
    return (ended.exit_code == 0 or ended.running) and not (ended.timed_out or ended.oom)


def _ending(ran: RunResult) -> str:
    ended = ran.outcome
    if ended.timed_out:
        return f"The program did not end within {ended.duration_s:.0f} s and was stopped."
    if ended.oom:
        return "The program used up its memory and was stopped."
    return f"The program failed with exit code {ended.exit_code}."


def _failed(ran: RunResult | None, code: str, subtask: Subtask, language: str) -> Outcome:
    """The outcome that names the last error, or that no program was ever written."""
    hint, named = sentence("hint", language), title(subtask.text)
    if ran is None:
        wrong = sentence("missing", language, subtask=named, asked=MAX_REPAIRS + 1)
        return Outcome(error=TaskError(code="program_missing", message=wrong, hint=hint))
    last = (ran.outcome.stderr.strip().splitlines() or [_ending(ran)])[-1]
    reason = last.strip()[:MAX_REASON_CHARS]
    wrong = sentence("failed", language, subtask=named, repairs=MAX_REPAIRS, reason=reason)
    error = TaskError(
        code="program_failed",
        message=wrong,
        hint=hint,
        details={"exit_code": ran.outcome.exit_code, "code": code},
    )
    return Outcome(code=code, output=ran.outcome.stderr, error=error)
