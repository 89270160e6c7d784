"""Texts that are questions for an action by their very form: "15% of 240", "10 km in miles"."""

import re
from collections.abc import Sequence

from aios.contracts.skill import Action
from aios.skills.library import RankedAction, SkillLibrary

# Such patterns may take long for what is long.
_LONGEST = 200
_REASON = "the text is just such a question"


def is_whole(action: Action, text: str) -> bool:
    """True for a text that is nothing but a question for the action."""
    short = len(text) <= _LONGEST
    return short and any(re.fullmatch(p, text.strip(), re.IGNORECASE) for p in _forms(action))


def with_formed(
    ranked: Sequence[RankedAction], library: SkillLibrary, skills: Sequence[str], text: str
) -> list[RankedAction]:
    """The ranked actions, before them those of the skills that the text is a question for by its
    form: whatever its words are, there is no doubt of it. Without its form it is for none of them.
    """
    formed = [
        RankedAction(skill=skill, action=action, score=0.0, evidence=1.0, reasons=(_REASON,))
        for skill in map(library.get, skills)
        for action in skill.actions
        if is_whole(action, text)
    ]
    return [*formed, *(other for other in ranked if not _forms(other.action))]


def _forms(action: Action) -> list[str]:
    """How a text for the action looks from beginning to end (`x-whole`, a regular expression)."""
    properties = action.parameters.get("properties", {}).values()
    return [entry["x-whole"] for entry in properties if "x-whole" in entry]
