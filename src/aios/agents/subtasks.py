"""The steps of a task as the subtasks of its plan, each with what it takes from earlier ones."""

from collections.abc import Sequence

from aios.agents.steps import KEEP, UNDONE, Step
from aios.contracts.plan import Subtask


def subtasks_of(steps: Sequence[Step]) -> tuple[Subtask, ...]:
    """The steps as subtasks; one that takes inputs takes them from all it builds on."""
    subtasks: list[Subtask] = []
    for index, step in enumerate(steps):
        inputs: tuple[int, ...] = ()
        if step.takes_inputs and index:
            inputs = (*subtasks[-1].inputs, index - 1)
        subtasks.append(_subtask(index, step, inputs, subtasks))
    return tuple(subtasks)


def _subtask(
    index: int, step: Step, inputs: tuple[int, ...], earlier: Sequence[Subtask]
) -> Subtask:
    if step.undone:
        return Subtask(index=index, text=step.piece.text, action=UNDONE)
    if step.wish is not None or step.fit is None or step.fit.skill is None:
        wanted = step.wish.to_dict() if step.wish else {}
        return Subtask(
            index=index, text=step.piece.text, action=KEEP, parameters=wanted, inputs=inputs
        )
    parameters = dict(step.fit.parameters)
    properties = step.fit.action.parameters.get("properties", {})
    for name in step.fit.from_inputs:
        # When the earlier step leaves no file, those it worked on itself will do.
        paths = _files_of(earlier, inputs)
        if paths and name not in parameters:
            parameters[name] = paths if properties[name].get("type") == "array" else paths[0]
    return Subtask(
        index=index,
        text=step.piece.text,
        type=step.fit.skill.category,
        skill=step.fit.skill.id,
        action=step.fit.action.name,
        parameters=parameters,
        inputs=inputs,
        reasons=step.fit.reasons,
    )


def _files_of(earlier: Sequence[Subtask], inputs: tuple[int, ...]) -> list[str]:
    """The files that the nearest of the earlier subtasks worked on."""
    for index in reversed(inputs):
        for name, value in earlier[index].parameters.items():
            if name in ("file", "path", "files", "paths") and value:
                return [value] if isinstance(value, str) else list(value)
    return []
