"""Texts that are questions for an action by their very form: "15% of 240", "10 km in miles"."""

import re

from aios.contracts.patterns import Pattern
from aios.contracts.skill import Action

# Such patterns may take long for what is long.
_LONGEST = 200
# What people say around a question: "你好，…", "…, thanks a lot!"
_AROUND = Pattern(
    r"^(?:(?:hi|hello|hey|good\s+(?:morning|afternoon|evening))(?:\s+there)?|你好|您好|嗨|请问|劳驾)[,，!！.。~]\s*"
    r"|^(?:please,?\s+|(?:can|could)\s+you\s+(?:please\s+)?)?tell\s+me,?\s+"
    r"|(?<=\S)[,，.。!！?？;；\s]+(?:thanks?(?:\s+you)?(?:\s+(?:so|very)\s+much|\s+a\s+lot)?|thx|cheers"
    r"|谢谢(?:你|您|啦|了)?|多谢|辛苦了?|拜托了?)[.!！。~\s]*$",
    re.IGNORECASE,
)


def forms(action: Action) -> list[str]:
    """How a text for the action looks from beginning to end (`x-whole`, a regular expression)."""
    properties = action.parameters.get("properties", {}).values()
    return [entry["x-whole"] for entry in properties if "x-whole" in entry]


def bare(text: str) -> str:
    """The text without the courtesies around it; the text itself where it is nothing else."""
    return _AROUND.sub("", text.strip()) or text.strip()


def is_whole(action: Action, text: str) -> bool:
    """True for a text that is nothing but a question for the action, and a word of courtesy."""
    if len(text) > _LONGEST:
        return False
    said = dict.fromkeys((text.strip(), bare(text)))
    return any(re.fullmatch(f, one, re.IGNORECASE) for f in forms(action) for one in said)
