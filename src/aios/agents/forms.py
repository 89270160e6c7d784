"""Actions for which a text is a question by its very form go before all that fit its words."""

from collections.abc import Sequence

from aios.contracts.forms import forms, is_whole
from aios.skills.library import RankedAction, SkillLibrary

_REASON = "the text is just such a question"


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
    return [*formed, *(other for other in ranked if not forms(other.action))]
