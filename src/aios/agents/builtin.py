"""The built-in planner: no model; actions that fit, parameters from the text, honest refusals."""

import json
from collections.abc import Callable, Sequence

from aios.agents.asking import does_something
from aios.agents.changing import changed
from aios.agents.choose import Chooser, Fit
from aios.agents.executor import arguments_for, awaitable, outcome_of_value
from aios.agents.fill import Context, Filled, fill, suffix_of, suffixes_of
from aios.agents.followup import FollowUp
from aios.agents.keep import MEDIA_TYPES, content_of
from aios.agents.only_table import meant
from aios.agents.places import Places
from aios.agents.putting import written_there
from aios.agents.questions import Questions
from aios.agents.readings import others
from aios.agents.recollection import Recollection, recollect
from aios.agents.refusals import not_done, nothing_to_keep, nothing_to_take, refusal
from aios.agents.remembered import Remembered
from aios.agents.report import integrate
from aios.agents.steps import KEEP, UNDONE, Stepper
from aios.agents.subtasks import subtasks_of
from aios.contracts.errors import NotFound
from aios.contracts.forms import bare
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.ports import Calls
from aios.contracts.record import plain
from aios.contracts.route import Route
from aios.contracts.skill import Action, Skill
from aios.contracts.task import Artifact, Result, Task
from aios.skills.action import outcome_of, program_for
from aios.skills.library import SkillLibrary
from aios.skills.schema import check

# The steps that the planner takes itself, for callers that want a skill for every step.
OWN = Skill(
    id="planner",
    name="planner",
    description="Keep what was found as a file; say what was not done.",
    source="bundled",
)


def is_own(subtask: Subtask) -> bool:
    """True for a step that the planner takes itself, without a skill."""
    return subtask.action in (KEEP, UNDONE) and subtask.skill in ("", OWN.id)


class BuiltinPlanner:
    """Plans and performs tasks with installed skills alone.

    `route` tells the router's opinion of a text; `skills_of` the skills of an agent, which are
    preferred to others. With `recalls` a plan says what is remembered of similar tasks; what is
    done does not depend on it.
    """

    name = "builtin"

    def __init__(
        self,
        library: SkillLibrary,
        route: Callable[[str], Route],
        skills_of: Callable[[str], Sequence[str]] = lambda _: (),
        *,
        recalls: bool = False,
    ) -> None:
        self._library = library
        self._chooser = Chooser(library, route)
        self._skills_of = skills_of
        self._recalls = recalls

    async def plan(self, task: Task, calls: Calls) -> tuple[Subtask, ...]:
        """The subtasks; NoModel when nothing fits, ActionFailed when a file or address is missing.

        Skills the user named are the only ones tried; else the agent's come before others.
        """
        known = await recollect(task.description, calls) if self._recalls else Recollection()
        stepper = self._stepper(task, calls)
        text = meant(stepper, bare(task.description), first=not calls.before)
        follow = FollowUp(stepper=stepper, turns=calls.before)
        steps = follow.steps(text)
        if not (steps and calls.before):
            steps = Questions(stepper=stepper).answered(text, steps)
        if not steps:
            context = stepper.context()
            fits = stepper.chooser.fits(text, context, stepper.skills, stepper.preferred)
            raise refusal(text, fits, context, calls.language)
        told = subtasks_of(steps)
        return tuple(s.but(reasons=(*s.reasons, *known.reasons)) for s in told)

    async def others(
        self, task: Task, calls: Calls, failed: Sequence[Subtask]
    ) -> tuple[tuple[Subtask, ...], ...]:
        """Other plans for a task whose first plan failed on what the text does not say.

        A task that follows another was read as going on; its other reading is by itself.
        """
        stepper = self._stepper(task, calls)
        if calls.before:
            alone = subtasks_of(
                FollowUp(stepper=stepper, turns=calls.before).alone(task.description)
            )
            tried = {(s.skill, s.action) for s in failed}
            return (alone,) if alone and not {(s.skill, s.action) for s in alone} & tried else ()
        text = meant(stepper, bare(task.description), first=True)
        fits = stepper.chooser.fits(text, stepper.context(), stepper.skills, stepper.preferred)
        deed = any(does_something(self._action(s)[1]) for s in failed if not is_own(s))
        return tuple(subtasks_of(steps) for steps in others(text, fits, failed, deed=deed))

    def _stepper(self, task: Task, calls: Calls) -> Stepper:
        return Stepper(
            chooser=Remembered(self._library, self._chooser.route),
            places=Places(calls.spec.cwd),
            skills=calls.spec.skills,
            preferred=self._skills_of(task.agent),
            given=calls.spec.parameters,
        )

    async def perform(self, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls) -> Outcome:
        """Do the subtask; the outcome carries the action's own error when it has one."""
        before = [earlier[i] for i in subtask.inputs if i < len(earlier)]
        if is_own(subtask) and subtask.action == UNDONE:
            note = not_done(subtask.text, calls.language)
            return Outcome(notes=(note,), undone=subtask.text)
        if is_own(subtask):
            if subtask.parameters.get("folder"):
                put = await self._put(subtask, before, calls)
                mover = self._chooser.marked("x-puts")  # in whose name files are changed
                named = subtask.but(skill=mover[0].id) if mover else subtask
                return await changed(put, named, (), calls)
            return await self._keep(subtask, before, calls)
        skill, action = self._action(subtask)
        inputs = tuple(a for outcome in before for a in outcome.artifacts)
        if subtask.inputs and _lost(subtask, action, inputs, calls):
            inputs = (*inputs, *await _as_files(before, calls))
        action, subtask = _for_several(skill, action, subtask, inputs)
        bound = _bound(subtask, action, inputs, calls)
        outcome = await _named(
            await _act(skill, action, bound, inputs, calls), action, bound, calls
        )
        told = [f"{skill.id}/{action.name}", *filter(None, [outcome.explanation])]
        outcome = outcome.but(explanation="\n".join(told))
        return await changed(outcome, subtask, earlier, calls)

    async def integrate(self, task: Task, outcomes: Sequence[Outcome], calls: Calls) -> Result:
        """One result out of all outcomes; it adds no fact of its own."""
        return integrate(outcomes, calls.language)

    def best(self, text: str, cwd: str, skills: Sequence[str] = ()) -> Fit | None:
        """The best action for a text, None when none is near; it may still lack parameters."""
        fits = self._chooser.fits(text, Context(places=Places(cwd)), skills)
        return fits[0] if fits else None

    def skill_for(self, subtask: Subtask, cwd: str) -> Skill | None:
        """The skill that does a subtask which names none; None when no skill is near."""
        if is_own(subtask):
            return OWN
        found = self.best(subtask.text, cwd)
        return found.skill if found else None

    def _action(self, subtask: Subtask) -> tuple[Skill, Action]:
        skill = self._library.get(subtask.skill)
        for action in skill.actions:
            if action.name == subtask.action or (len(skill.actions) == 1 and not subtask.action):
                return skill, action
        known = ", ".join(action.name for action in skill.actions) or "none"
        raise NotFound(
            f"The skill {skill.id!r} has no action {subtask.action!r}.", hint=f"It has: {known}."
        )

    async def _put(self, subtask: Subtask, before: Sequence[Outcome], calls: Calls) -> Outcome:
        """What came before, written into the folder wished for when the changes are done."""
        folder = Places(calls.spec.cwd).whole(subtask.parameters["folder"])
        for outcome in reversed(before or _outcomes_before(calls)):
            left = list(outcome.artifacts)
            if not left and (content := content_of(outcome, "txt")):
                left = [await calls.write("result.txt", content, MEDIA_TYPES["txt"])]
            if left:
                changes = written_there(left, folder)
                told = "\n".join(change.path for change in changes)
                said = f"放到：\n{told}" if calls.language == "zh" else f"To be put at:\n{told}"
                return Outcome(answer=said, changes=changes)
        raise nothing_to_keep("txt", calls.language)

    async def _keep(self, subtask: Subtask, before: Sequence[Outcome], calls: Calls) -> Outcome:
        """Keep what came before as a file of the format wished for."""
        suffix, name = subtask.parameters["suffix"], subtask.parameters.get("name", "")
        for outcome in reversed(before or _outcomes_before(calls)):
            ready = [a for a in outcome.artifacts if a.name.lower().endswith(f".{suffix}")]
            if ready and name in ("", ready[-1].name):
                return Outcome(answer=_kept(ready[-1].path, calls.language))
            content = await calls.read(ready[-1].path) if ready else content_of(outcome, suffix)
            if content is not None:
                written = await calls.write(
                    name or f"result.{suffix}", content, MEDIA_TYPES[suffix]
                )
                return Outcome(answer=_kept(written.path, calls.language), artifacts=(written,))
        raise nothing_to_keep(suffix, calls.language)


def _outcomes_before(calls: Calls) -> list[Outcome]:
    """What the tasks that this one follows brought, oldest first."""
    results = [turn.task.result for turn in calls.before if turn.task.result is not None]
    return [Outcome(answer=r.answer, data=r.data, artifacts=r.artifacts) for r in results]


def _filled(subtask: Subtask, action: Action, inputs: tuple[Artifact, ...], calls: Calls) -> Filled:
    return fill(action, subtask.text, Context(places=Places(calls.spec.cwd), inputs=inputs))


def _lost(
    subtask: Subtask, action: Action, inputs: tuple[Artifact, ...], calls: Calls
) -> list[str]:
    """The parameters that neither the plan nor the inputs fill."""
    missing = _filled(subtask, action, inputs, calls).missing
    return [m.parameter for m in missing if m.parameter not in subtask.parameters]


def _for_several(
    skill: Skill, action: Action, subtask: Subtask, inputs: tuple[Artifact, ...]
) -> tuple[Action, Subtask]:
    """The skill's action for several files (`x-several`), where an earlier step left several of
    the kinds it reads under names of their own: two tables out of an archive."""
    properties = action.parameters.get("properties", {})
    wanted = {n: p["x-several"] for n, p in properties.items() if "x-several" in p}
    left = [artifact.name for artifact in inputs if suffix_of(artifact.name) in suffixes_of(action)]
    several = next((a for a in skill.actions if a.name in wanted.values()), None)
    if not several or not subtask.inputs or len({n.rpartition(".")[0] for n in left}) < 2:
        return action, subtask
    parameters = {n: v for n, v in subtask.parameters.items() if n not in wanted}
    return several, subtask.but(parameters=parameters, action=several.name)


def _bound(subtask: Subtask, action: Action, inputs: tuple[Artifact, ...], calls: Calls) -> Subtask:
    """The subtask with what the earlier steps really left in its parameters."""
    if subtask.inputs and _lost(subtask, action, inputs, calls):
        raise nothing_to_take(subtask.text, inputs, calls.language)
    filled = _filled(subtask, action, inputs, calls)
    taken = {k: v for k, v in filled.parameters.items() if k in filled.from_inputs}
    return subtask.but(parameters={**filled.parameters, **subtask.parameters, **taken})


async def _as_files(before: Sequence[Outcome], calls: Calls) -> list[Artifact]:
    """The latest table among the outcomes as a file, for a step that reads files."""
    for outcome in reversed(before):
        content = content_of(outcome, "csv")
        if content is not None:
            return [await calls.write("result.csv", content, MEDIA_TYPES["csv"])]
    return []


async def _named(outcome: Outcome, action: Action, done: Subtask, calls: Calls) -> Outcome:
    """The outcome with a file of the name wished for, where the action has not left it."""
    properties = action.parameters.get("properties", {})
    wished = [done.parameters.get(n) for n, p in properties.items() if p.get("x-fill") == "name"]
    name = next((w for w in wished if isinstance(w, str) and w), "")
    suffix = name.rpartition(".")[2].lower()
    there = any(artifact.name == name for artifact in outcome.artifacts)
    if not outcome.ok or there or outcome.changes or suffix not in MEDIA_TYPES:
        return outcome
    content = content_of(outcome, suffix)
    if content is None:
        return outcome
    written = await calls.write(name, content, MEDIA_TYPES[suffix])
    return outcome.but(
        answer=f"{outcome.answer}\n{_kept(written.path, calls.language)}".strip(),
        artifacts=(*outcome.artifacts, written),
    )


async def _act(
    skill: Skill, action: Action, subtask: Subtask, inputs: tuple[Artifact, ...], calls: Calls
) -> Outcome:
    """Call the action's function, use its tool or run its script, each through `calls`."""
    title = f"{skill.name}: {action.name}"
    if action.executor is not None:
        declared = subtask.parameters if action.parameters.get("properties") else {}
        function, arguments = arguments_for(action.executor, declared, subtask.text)
        done = await calls.invoke(
            awaitable(function),
            arguments,
            title=title,
            skill=skill.id,
            idempotent=action.idempotent,
        )
        return outcome_of_value(done)
    if action.tool:
        values = check(action.parameters, subtask.parameters, f"{skill.id}/{action.name}")
        done = await calls.use_tool(
            action.tool, values, title=title, skill=skill.id, action=action.name
        )
        if not action.script:
            return outcome_of_value(done)
        measured = json.dumps(plain(done), ensure_ascii=False).encode()
        inputs = (await calls.write(f"{action.name}.json", measured, "application/json"), *inputs)
    program = program_for(
        skill,
        action,
        subtask.parameters,
        inputs=inputs,
        language=calls.language,
        text=subtask.text,
        cwd=calls.spec.cwd,
    )
    return outcome_of(await calls.run(program), calls.language)


def _kept(path: str, language: str) -> str:
    return f"已保存：{path}" if language == "zh" else f"Saved: {path}"
