"""Actions for which a text is a question by its very form go before all that fit its words."""

from collections.abc import Sequence
from dataclasses import replace

from aios.contracts.forms import forms, is_whole
from aios.skills.library import RankedAction, SkillLibrary, said

_SPOKEN = 0.2
_REASON = "the text is just such a question"


def with_formed(
    ranked: Sequence[RankedAction], library: SkillLibrary, skills: Sequence[str], text: str
) -> list[RankedAction]:
    """The ranked actions, before them those of the skills that the text is a question for by its
    form: whatever its words are, there is no doubt of it. Without its form it is for none of them,
    nor for those that must be spoken of (`x-spoken = "only"`) and are not.
    """
    formed = [
        RankedAction(skill=skill, action=action, score=0.0, evidence=1.0, reasons=(_REASON,))
        for skill in map(library.get, skills)
        for action in skill.actions
        if is_whole(action, text)
    ]
    others = (_heard(other, text) for other in ranked if not forms(other.action))
    return [*formed, *filter(None, others)]


def _heard(ranked: RankedAction, text: str) -> RankedAction | None:
    properties = ranked.action.parameters.get("properties", {}).values()
    if not any(entry.get("x-spoken") == "only" for entry in properties):
        return ranked
    surer = min(1.0, ranked.evidence + _SPOKEN)
    return replace(ranked, evidence=surer) if said(text, ranked.action.words) else None
