"""The model planner: plan, pick a skill, work with tools and programs, repair, integrate."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aios.agents.builtin import BuiltinPlanner
from aios.agents.changing import changed
from aios.agents.model_bench import Bench, BenchTool
from aios.agents.model_plan import plan_schema, subtasks_of
from aios.agents.model_programs import reach
from aios.agents.model_talk import MIN_SHOWN_TOKENS, Room, Talk
from aios.agents.model_tools import FileTools, Perform, action_tools, delegate_tool, files_of
from aios.agents.recollection import Recollection, recollect
from aios.agents.replies import json_in, words_in
from aios.agents.said import files, whole
from aios.agents.untrusted import untrusted
from aios.agents.wording import LANGUAGES, prompt, sentence
from aios.contracts.agent import Agent
from aios.contracts.errors import ActionFailed, AiosError
from aios.contracts.messages import Message
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.ports import Calls
from aios.contracts.route import Route
from aios.contracts.skill import Action, Skill
from aios.contracts.task import Result, Task
from aios.contracts.text import clip
from aios.kernel.context_manager import ContextManager
from aios.kernel.context_tokens import Exactly, TokenCounter, family_of, tokens_of_tools
from aios.skills.library import SkillLibrary

MAX_PLANS = 3
# The part of the window that a skill's actions may take; the least likely ones make room.
TOOLS_SHARE = 0.2
# And the part that all tools may take.
MOST_TOOLS_SHARE = 0.3

Tools = Sequence[BenchTool]

WorkOff = Callable[[Bench, Talk], Awaitable[Outcome]]


class ModelPlanner:
    """Works with any model that can write Python.

    `agent_prompt` is the agent's own; `model` and `context_tokens` are who is asked and how much
    it reads, "" and 0 if unknown; `count` is its own tokenizer, if that can be asked; `tools`
    whether it can ask for tools: one that cannot writes its programs into its answers. `agents` are
    those it may hand work to. With `recalls` it plans with what is remembered of similar tasks.

    Skills whose actions are functions or tools of the host are used as the built-in planner
    uses them where their parameters can be filled without a model: a program in a machine could
    not see what they see.
    """

    name = "model"

    def __init__(
        self,
        library: SkillLibrary,
        route: Callable[[str], Route],
        *,
        agent_prompt: str = "",
        model: str = "",
        context_tokens: int = 0,
        count: Exactly | None = None,
        tools: bool = False,
        contexts: ContextManager | None = None,
        agents: Callable[[], Sequence[Agent]] = tuple,
        recalls: bool = False,
    ) -> None:
        self._library = library
        self._route = route
        self._builtin = BuiltinPlanner(library, route)
        self._system = Message(role="system", content=prompt("system", agent=agent_prompt))
        self._tools, self._agents = tools, agents
        # Of this planner's own: a task that goes on after a crash has to count as it did before.
        self._counter = TokenCounter(family=family_of(model))
        self._exactly = count
        self._contexts = contexts or ContextManager()
        self._room = Room(context_tokens)
        self._shown = self._room.shown
        self._recalls = recalls

    # ------------------------------------------------------------ plan

    async def plan(self, task: Task, calls: Calls) -> tuple[Subtask, ...]:
        """The model's plan; an unreadable one is asked for again with what was wrong with it.

        A model that cannot plan may still be able to program: then the task is one subtask.
        """
        await self._measure(task)
        skills = self._offered(calls)
        known = await recollect(task.description, calls) if self._recalls else Recollection()
        talk = self._talk(calls, self._planning(calls, skills, known))
        problem = ""
        for _attempt in range(MAX_PLANS):
            reply = await talk.think("plan", plan_schema(skills))
            try:
                subtasks = subtasks_of(json_in(reply.text), skills)
                told = (s.but(reasons=(*s.reasons, *known.reasons)) for s in subtasks)
                return tuple(self._with_action(s, task, calls) for s in told)
            except ValueError as error:
                problem = str(error)
            said = f"That cannot be used: {problem}. Answer again, with JSON only."
            wrong = clip(words_in(reply.text), self._shown)
            await talk.add(
                Message(role="assistant", content=wrong), Message(role="user", content=said)
            )
        reason = f"no usable plan in {MAX_PLANS} answers of the model: {problem}"
        routed = self._route(task.description).skills
        likely = (*routed, *(skills if calls.spec.skills else ()))
        best = next((s for s in likely if s in skills), "")
        alone = Subtask(index=0, text=task.description, skill=best, reasons=(reason,))
        return (self._with_action(alone, task, calls),)

    def _offered(self, calls: Calls) -> list[str]:
        """The skills the user named, else all, those first that the router would take."""
        if calls.spec.skills:
            return [self._library.get(name).id for name in calls.spec.skills]
        routed = self._route(calls.spec.description).skills
        names = dict.fromkeys((*routed, *(s.id for s in self._library.list())))
        return [name for name in names if name in self._library]

    def _planning(self, calls: Calls, skills: Sequence[str], known: Recollection) -> str:
        offered = "\n".join(f"- {s}: {self._library.get(s).description}" for s in skills)
        return prompt(
            "plan",
            task=whole(calls, self._shown),
            skills=clip(offered, 2 * self._shown),
            memory=known.told(self._shown),
        )

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

    async def others(
        self, task: Task, calls: Calls, failed: Sequence[Subtask]
    ) -> tuple[tuple[Subtask, ...], ...]:
        """None: the model has seen the whole text already."""
        return ()

    async def perform(self, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls) -> Outcome:
        """Have the model do the subtask with programs and tools; what fails goes back to it."""
        if subtask.action:
            return await self._builtin.perform(subtask, earlier, calls)
        await self._measure(calls.task)
        skill = self._library.get(subtask.skill) if subtask.skill else None
        bench = Bench(subtask, skill, earlier, calls, shown=self._shown)
        reading = FileTools(skill, calls, bench, shown=self._shown)
        actions = self._action_tools(subtask, skill, earlier, calls, bench)
        self._offer(bench, actions, reading.tools, self._delegating(calls, bench))
        talk = self._talk(
            calls,
            self._assignment(subtask, skill, actions, earlier, calls),
            name=re.sub(r"[^\w.-]", "-", f"{calls.task.id}.{calls.task.agent}.{subtask.index}"),
            bench=bench,
        )
        reading.window = talk.window
        # pydantic-ai takes a second to import: only where a model works, and beside the event loop.
        work_off = await asyncio.to_thread(_tool_loop)
        done = await work_off(bench, talk)
        return await changed(done, subtask.but(skill=""), earlier, calls)

    def _action_tools(
        self,
        subtask: Subtask,
        skill: Skill | None,
        earlier: Sequence[Outcome],
        calls: Calls,
        bench: Bench,
    ) -> Sequence[BenchTool]:
        if skill is None or not skill.actions:
            return ()
        ranked = [r.action for r in self._library.actions(subtask.text, (skill.id,))]
        # One without examples of what people say is made for callers that fill it themselves.
        likely = sorted(ranked, key=lambda action: bool(action.utterances))
        offered = action_tools(skill, likely, self._performing(subtask, earlier, calls), bench)
        while offered and self._told(offered) > self._room.window * TOOLS_SHARE:
            offered = offered[:-1]
        return offered

    def _offer(self, bench: Bench, actions: Tools, reading: Tools, others: Tools) -> None:
        """As many tools as leave room to work; a window too small for any has programs in words."""
        for more in ((*reading, *others), reading, ()) if self._tools else ():
            bench.offer(*actions, *more)
            if tokens_of_tools(bench.specs, self._counter) <= self._room.window * MOST_TOOLS_SHARE:
                return
        self._tools = False
        bench.offer(*actions)

    def _told(self, tools: Sequence[BenchTool]) -> int:
        return tokens_of_tools([tool.spec for tool in tools], self._counter)

    def _performing(self, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls) -> Perform:
        async def perform(action: Action, values: Mapping[str, Any]) -> Outcome:
            wanted = subtask.but(action=action.name, parameters=dict(values), inputs=())
            try:
                return (await self._builtin.perform(wanted, earlier, calls)).but(changes=())
            except AiosError:
                raise
            except Exception as problem:
                # Whatever a user's own function raises at the arguments a model chose.
                raise ActionFailed(f"{type(problem).__name__}: {problem}") from problem

        return perform

    def _delegating(self, calls: Calls, bench: Bench) -> list[BenchTool]:
        others = [a for a in self._agents() if a.id != calls.task.agent]
        return [delegate_tool(others, calls, bench)] if others and calls.may_delegate else []

    def _assignment(
        self,
        subtask: Subtask,
        skill: Skill | None,
        actions: Sequence[BenchTool],
        earlier: Sequence[Outcome],
        calls: Calls,
    ) -> str:
        return prompt(
            "perform",
            how=self._how(actions),
            task=whole(calls, self._shown),
            subtask=subtask.text,
            skill=self._disclosed(skill),
            files=", ".join(files(calls)) or "none",
            hosts=", ".join(reach(skill, calls)[1]) or "none",
            earlier=self._results(earlier) or "nothing",
            language=LANGUAGES[calls.language],
        )

    def _how(self, actions: Sequence[BenchTool]) -> str:
        if self._tools:
            return prompt("with_tools")
        lines = [json.dumps(a.spec.to_dict(), ensure_ascii=False) for a in actions]
        offered = prompt("actions", actions=clip("\n".join(lines), self._shown)) if lines else ""
        return prompt("without_tools", actions=offered)

    def _disclosed(self, skill: Skill | None) -> str:
        """The skill's body and, for a model that can read them, the names of its files."""
        if skill is None:
            return ""
        body = f"Skill {skill.id}:\n{clip(skill.instructions, 2 * self._shown)}"
        names = files_of(skill) if self._tools else []
        return f"{body}\nFiles of the skill, for read_file: {', '.join(names)}" if names else body

    # ------------------------------------------------------------ integrate

    async def integrate(self, task: Task, outcomes: Sequence[Outcome], calls: Calls) -> Result:
        """The model's answer from what the programs printed; the last program, all their files."""
        await self._measure(task)
        asked = prompt(
            "integrate",
            task=whole(calls, self._shown),
            outcomes=self._results(outcomes),
            language=LANGUAGES[calls.language],
        )
        reply = await self._talk(calls, asked).think("integrate")
        ran = [o for o in outcomes if o.code]
        told = sentence(
            "explained", calls.language, model=reply.model, ran=len(ran), count=len(outcomes)
        )
        explained = [told, *(o.explanation for o in outcomes if o.explanation)]
        return Result(
            answer=words_in(reply.text) or "\n".join(o.answer for o in outcomes if o.answer),
            code=ran[-1].code if ran else "",
            explanation="\n".join([*explained, *(n for o in outcomes for n in o.notes)]),
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
                    untrusted(f"subtask {place}", "\n".join([clip(o.answer, room), *o.notes])),
                    *(f"File made: {a.path}" for a in o.artifacts),
                ]
            )
            for place, o in enumerate(outcomes, 1)
        )

    # ------------------------------------------------------------ the conversation

    async def _measure(self, task: Task) -> None:
        """See how many tokens texts are to this model, before it is decided how much is shown."""
        if self._exactly is None:
            return
        if not await self._counter.ask((self._system.content, task.description), self._exactly):
            self._exactly = None
        self._shown = max(MIN_SHOWN_TOKENS, int(self._room.shown / max(1.0, self._counter.ratio)))

    def _talk(
        self, calls: Calls, asked: str, *, name: str = "", bench: Bench | None = None
    ) -> Talk:
        pinned = (self._system, Message(role="user", content=asked))
        tools = bench.specs if bench is not None and self._tools else ()
        return Talk(
            calls,
            self._contexts,
            self._room,
            pinned,
            counter=self._counter,
            exactly=self._exactly,
            name=name,
            tools=tools,
        )


def _tool_loop() -> WorkOff:
    from aios.agents.model_loop import work_off

    return work_off
