"""What is asked of two tables beside the rows that only one has: "who never ordered, and how much was spent per country"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from lacking import NOBODY

_ENDS = r"(?<=[?？。;；!！])\s*(?=\S)|(?<=[a-z0-9)])\.\s+(?=[A-Z])"
_NEXT = r"[,，:：]?\s*\b(?:and|also|plus|then|as well as)\b[\s,]+(?=(?:also |then |please )*(?:what|which|how|who|whose|tell|show|give|list|compute|calculate|the (?:total|average|mean|number|sum)|total|average|mean)\b)|[,，:：]\s*(?=(?:另外|此外|还有|并且?|同时|以及|再|顺便)(?!没))|[:：,，]\s*(?=(?:total|average|sum|the (?:total|average)|which|what|who|哪|各|每)(?=[\s\u4e00-\u9fff]))"
_FIGURE = r"\b(?:per|by (?:each |every )?(?!how\b)\w+|for each|for every|each|every|average|mean|median|most|least|highest|lowest|top)\b|[每各按]|平均|最|中位"
_LACKING = rf"{NOBODY}|\b(?:missing|absent|lack(?:s|ing)?|without|not (?:in|on|among)|only in)\b|没有|不在|缺|未"


def split_figures(text):
    """(the text of what only one has, [what is asked beside that], whether that comes first)."""
    parts = [p.strip(" ,，") for s in re.split(_ENDS, text) for p in re.split(_NEXT, s)]
    parts = [part for part in parts if re.search(r"\w", part)]
    lacking = [part for part in parts if re.search(_LACKING, part, re.I)]
    figures = [part for part in parts if part not in lacking and re.search(_FIGURE, part, re.I)]
    if not (lacking and figures):
        return text, [], False
    rest = " ".join(part for part in parts if part not in figures)
    return rest, figures, parts.index(figures[0]) < parts.index(lacking[0])
