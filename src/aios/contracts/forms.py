"""Texts that are questions for an action by their very form: "15% of 240", "10 km in miles"."""

import re

from aios.contracts.patterns import Pattern
from aios.contracts.skill import Action

# Such patterns may take long for what is long.
_LONGEST = 200
# What people say around a question: "你好，…", "…, thanks a lot!"
_AROUND = Pattern(
    r"^(?:(?:hi|hello|hey|good\s+(?:morning|afternoon|evening))(?:\s+(?:there|all|team|everyone))?"
    r"|你好|您好|嗨|大家好|劳驾)[,，!！.。~]\s*"
    r"|^请问[一下]*(?:[,，:：]\s*|(?=\S))"
    r"|^(?:(?:a\s+)?quick|one(?:\s+quick)?|small)\s+(?:check|question|one|thing)\s*[:,-]\s*"
    r"|^(?:(?:please,?\s+)?(?:can|could|would)\s+you\s+(?:please\s+|kindly\s+)?)?"
    r"(?:please\s+)?(?:tell\s+me|let\s+me\s+know|check|have\s+a\s+look)\s*[,:]\s*"
    r"|^(?:麻烦|拜托|劳烦|辛苦)?[你您]?(?:帮忙|帮我|给我|请)?(?:看|查|问)(?:一?下|看|一看)[,，:：]\s*"
    r"|^(?:please,?\s+|(?:can|could)\s+you\s+(?:please\s+)?)?tell\s+me,?\s+"
    r"|(?<=\S)(?:(?<=[?？.。!！])\s*|[,，.。!！;；\s]+)(?:(?:many\s+)?thanks?(?:\s+you)?(?:\s+(?:so|very)\s+much|\s+a\s+lot|\s+in\s+advance)?"
    r"|thx|cheers|谢谢(?:你|您|啦|了)?|多谢|辛苦了?|拜托了?)[.!！。~\s]*$",
    re.IGNORECASE,
)


def forms(action: Action) -> list[str]:
    """How a text for the action looks from beginning to end (`x-whole`, a regular expression)."""
    properties = action.parameters.get("properties", {}).values()
    return [entry["x-whole"] for entry in properties if "x-whole" in entry]


def bare(text: str) -> str:
    """The text without the courtesies around it; the text itself where it is nothing else."""
    said = text.strip()
    while (left := _AROUND.sub("", said)) != said and left:
        said = left
    return said


def is_whole(action: Action, text: str) -> bool:
    """True for a text that is nothing but a question for the action, and a word of courtesy."""
    if len(text) > _LONGEST:
        return False
    said = dict.fromkeys((text.strip(), bare(text)))
    return any(re.fullmatch(f, one, re.IGNORECASE) for f in forms(action) for one in said)
