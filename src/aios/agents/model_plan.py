"""The plan of a model: what it may look like, and what is made of it."""

from collections.abc import Sequence
from typing import Any

from aios.contracts.plan import Subtask
from aios.contracts.skill import skill_id

MAX_SUBTASKS = 8
MAX_TEXT = 2000


def plan_schema(skills: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a plan: a server that can holds the model to it."""
    subtask = {
        "type": "object",
        "required": ["text", "skill"],
        "properties": {
            "text": {"type": "string", "maxLength": MAX_TEXT},
            "skill": {"type": "string", "enum": list(skills)},
        },
    }
    subtasks = {"type": "array", "minItems": 1, "maxItems": MAX_SUBTASKS, "items": subtask}
    return {"type": "object", "required": ["subtasks"], "properties": {"subtasks": subtasks}}


def subtasks_of(plan: Any, skills: Sequence[str]) -> tuple[Subtask, ...]:
    """The subtasks, each able to read what those before it made; ValueError says what is wrong."""
    found = plan.get("subtasks") if isinstance(plan, dict) else plan
    if not isinstance(found, list) or not 1 <= len(found) <= MAX_SUBTASKS:
        raise ValueError(f"subtasks must be a list of 1 to {MAX_SUBTASKS}")
    subtasks = []
    for index, entry in enumerate(found):
        text, skill = (entry.get(k) if isinstance(entry, dict) else None for k in ("text", "skill"))
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"subtask {index + 1} has no text")
        if len(text) > MAX_TEXT:
            raise ValueError(f"subtask {index + 1} has more than {MAX_TEXT} characters")
        name = skill_id(str(skill))
        if name not in skills:
            raise ValueError(f"there is no skill {skill!r}; use one of {', '.join(skills)}")
        subtasks.append(
            Subtask(index=index, text=text.strip(), skill=name, inputs=tuple(range(index)))
        )
    return tuple(subtasks)
