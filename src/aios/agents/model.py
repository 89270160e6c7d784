"""The model planner: plan, pick a skill, write code, run it in a machine, repair it, integrate."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from aios.agents.places import Places
from aios.agents.replies import code_in, json_in
from aios.contracts import mentions
from aios.contracts.errors import ModelFailed
from aios.contracts.machine import Bind, NetworkPolicy, Program
from aios.contracts.messages import Message
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.ports import Calls, RunResult
from aios.contracts.route import Route
from aios.contracts.task import Result, Task, TaskError
from aios.kernel.access import host_entry
from aios.skills.action import outcome_of
from aios.skills.library import SkillLibrary

PROMPTS = Path(__file__).parent / "prompts"
MAX_SUBTASKS = 8
MAX_PLANS = 3
MAX_REPAIRS = 3
MAX_SHOWN_CHARS = 6000
PLAN_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["subtasks"],
    "properties": {
        "subtasks": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["text", "skill"],
                "properties": {"text": {"type": "string"}, "skill": {"type": "string"}},
            },
        }
    },
}


def prompt(name: str, **facts: object) -> str:
    """A prompt from its file, with the facts filled in."""
    return (PROMPTS / f"{name}.md").read_text(encoding="utf-8").format(**facts)


class ModelPlanner:
    """Works with any model that can write Python; `agent_prompt` is the agent's own."""

    name = "model"

    def __init__(
        self, library: SkillLibrary, route: Callable[[str], Route], *, agent_prompt: str = ""
    ) -> None:
        self._library = library
        self._route = route
        self._agent_prompt = agent_prompt

    async def plan(self, task: Task, calls: Calls) -> tuple[Subtask, ...]:
        """The model's plan; an unreadable one is asked for again with what was wrong with it."""
        skills = self._offered(task)
        catalogue = "\n".join(f"- {s}: {self._library.get(s).description}" for s in skills)
        asked = prompt("plan", task=task.description, skills=catalogue)
        messages = [Message(role="user", content=asked)]
        problem = ""
        for _attempt in range(MAX_PLANS):
            reply = await calls.think(messages, title="plan", format=PLAN_SCHEMA)
            try:
                return _subtasks(json_in(reply.text), skills)
            except ValueError as error:
                problem = str(error)
            messages += [
                Message(role="assistant", content=reply.text),
                Message(role="user", content=f"That cannot be used: {problem}. Answer again."),
            ]
        raise ModelFailed(
            f"The model made no usable plan in {MAX_PLANS} attempts: {problem}.",
            hint="Use a larger model, or --no-model for what needs none.",
            code="plan_unreadable",
        )

    async def perform(self, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls) -> Outcome:
        """Have a program written and run; a failing one goes back with its traceback."""
        messages = [Message(role="user", content=self._assignment(subtask, earlier, calls))]
        reply = await calls.think(messages, title=f"write a program: {subtask.text[:60]}")
        code = code_in(reply.text)
        if not code:
            return Outcome(answer=reply.text.strip(), origin=f"model/{reply.model}")
        for attempt in range(MAX_REPAIRS + 1):
            ran = await calls.run(self._program(code, subtask, earlier, calls))
            if ran.outcome.exit_code == 0:
                return _done(ran, code, reply.model)
            if attempt == MAX_REPAIRS:
                break
            messages += [
                Message(role="assistant", content=reply.text),
                Message(role="user", content=_complaint(ran)),
            ]
            reply = await calls.think(messages, title=f"repair the program ({attempt + 1})")
            code = code_in(reply.text) or code
        return _failed(ran, code, subtask)

    async def integrate(self, task: Task, outcomes: Sequence[Outcome], calls: Calls) -> Result:
        """The model's answer from what the programs printed; their code and files as they are."""
        shown = "\n\n".join(
            f"{i + 1}. {o.answer}\n{_clip(o.output)}" for i, o in enumerate(outcomes)
        )
        language = "Chinese" if calls.language == "zh" else "English"
        asked = prompt("integrate", task=task.description, outcomes=shown, language=language)
        reply = await calls.think([Message(role="user", content=asked)], title="integrate")
        ran = [o for o in outcomes if o.code]
        return Result(
            answer=reply.text.strip(),
            code="\n\n".join(o.code for o in ran),
            explanation=f"Worked with {reply.model}: {len(ran)} of {len(outcomes)} subtasks by a "
            "program that was run in a machine.",
            output="\n".join(o.output for o in outcomes if o.output),
            artifacts=tuple(a for o in outcomes for a in o.artifacts),
        )

    # ------------------------------------------------------------ what the model is told

    def _offered(self, task: Task) -> list[str]:
        routed = self._route(task.description).skills
        names = [*task.skills, *routed, *(s.id for s in self._library.list())]
        return [name for name in dict.fromkeys(names) if name in self._library]

    def _assignment(self, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls) -> str:
        skill = self._library.get(subtask.skill)
        return prompt(
            "perform",
            agent=self._agent_prompt,
            task=calls.spec.description,
            subtask=subtask.text,
            skill=f"Skill {skill.id}:\n{_clip(skill.instructions)}",
            files=", ".join(self._files(calls)) or "none",
            earlier="\n".join(_clip(f"{o.answer}\n{o.output}") for o in earlier) or "none",
            hosts=", ".join(_hosts(calls)) or "none",
        )

    def _files(self, calls: Calls) -> list[str]:
        places, text = Places(calls.spec.cwd), calls.spec.description
        named = (*mentions.paths(text, places.exists), *mentions.folders(text, places.exists))
        return [places.whole(name) for name in named]

    def _program(
        self, code: str, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls
    ) -> Program:
        made = [a.path for o in earlier for a in o.artifacts]
        hosts = _hosts(calls)
        return Program(
            title=subtask.text[:60],
            argv=("python3", "main.py"),
            source=code,
            files={"main.py": code.encode(), "out/.keep": b""},
            binds=tuple(Bind(host=p) for p in dict.fromkeys([*self._files(calls), *made])),
            network=NetworkPolicy(hosts=hosts, private=hosts),
            idempotent=False,
        )


def _subtasks(plan: Any, skills: Sequence[str]) -> tuple[Subtask, ...]:
    found = plan.get("subtasks") if isinstance(plan, dict) else None
    if not isinstance(found, list) or not 1 <= len(found) <= MAX_SUBTASKS:
        raise ValueError(f"subtasks must be a list of 1 to {MAX_SUBTASKS}")
    subtasks = []
    for index, entry in enumerate(found):
        text, skill = (entry.get(k) if isinstance(entry, dict) else None for k in ("text", "skill"))
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"subtask {index + 1} has no text")
        name = str(skill).strip().lower().replace("_", "-")
        if name not in skills:
            raise ValueError(f"there is no skill {skill!r}; use one of {', '.join(skills)}")
        subtasks.append(Subtask(index=index, text=text, skill=name, inputs=tuple(range(index))))
    return tuple(subtasks)


def _hosts(calls: Calls) -> tuple[str, ...]:
    urls = mentions.urls(calls.spec.description)
    return tuple(dict.fromkeys((*map(host_entry, urls), *calls.spec.hosts)))


def _done(ran: RunResult, code: str, model: str) -> Outcome:
    printed = ran.outcome.stdout.strip()
    return outcome_of(ran).but(
        error=None, answer=_clip(printed), output=printed, code=code, origin=f"model/{model}"
    )


def _failed(ran: RunResult, code: str, subtask: Subtask) -> Outcome:
    reason = (ran.outcome.stderr.strip().splitlines() or ["it was stopped"])[-1]
    error = TaskError(
        code="program_failed",
        message=f"The program for {json.dumps(subtask.text[:60], ensure_ascii=False)} still fails "
        f"after {MAX_REPAIRS} repairs: {reason}",
        hint="Use a larger model, or say more exactly what you want.",
        details={"exit_code": ran.outcome.exit_code, "code": code},
    )
    return Outcome(code=code, output=ran.outcome.stderr, error=error)


def _complaint(ran: RunResult) -> str:
    printed = f"{ran.outcome.stdout}\n{ran.outcome.stderr}".strip()
    if ran.outcome.timed_out:
        printed += "\nIt ran out of time."
    return prompt("repair", exit_code=ran.outcome.exit_code, output=_clip(printed))


def _clip(text: str) -> str:
    """The beginning and the end of a text that is too long to show."""
    if len(text) <= MAX_SHOWN_CHARS:
        return text
    half = MAX_SHOWN_CHARS // 2
    return f"{text[:half]}\n… {len(text) - 2 * half} characters …\n{text[-half:]}"
