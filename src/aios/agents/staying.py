"""A clause that stays with the action before: it asks for nothing that another action would find.

"…, and how many were there?", "Give all seven with counts.", "做成一张表", "only the top level".
"""

import re

from aios.agents.asking import does_something
from aios.agents.choose import Fit
from aios.agents.deeds import asks_for_nothing, deed
from aios.agents.fill import Context, Sentence
from aios.agents.putting import puts
from aios.agents.split import asks, begins_with_verb, wish
from aios.contracts.patterns import Pattern
from aios.skills.library import said

# Below this the words of a first clause do not say much, above the other those of a later do.
_UNSURE, _SURE = 0.5, 0.8
_DRAWN = Pattern(r"画|绘|作图|图表|\b(?:plot|draw|chart|graph|histogram)", re.IGNORECASE)
_READS = frozenset({"path", "paths", "folder", "url", "urls", "text"})
# How the answer is to be told, or of which it is: no question of its own.
_TELLS = Pattern(
    r"(?:(?:and|then|also|please|now|finally|just)\s+)*(?:(?:can|could|would)\s+you\s+)?"
    r"(?:give|show|list|print|tell|name|state|report|display|mark|put\s+(?:it|them)\s+together|only|just|a\s+(?:list|table)"
    r"|the\s+(?:rest|others?)|what\s+is\s+missing|how\s+(?:many|much|often))\b"
    r"|(?:请|再|并|也|还|同时|顺便|最后|结果|把它们?)*(?:给出|告诉我?|列出|列成|列|标[出明]|注明|写[出明]|说明|做成|整理成|汇总成"
    r"|只|仅|其[余他它]|别的|看|一?共|总共|各|多少|几)",
    re.IGNORECASE,
)
_COUNTED = Pattern(
    r"\W*(?:(?:and|also|please|tell|show|give|me|say|how|many|much|often|of|them|they|these|those|there|are|is|were|was"
    r"|in|all|total|totals?|bytes|altogether|then|exactly|it|that)\b\W*)+"
    r"|(?:[请再并也还]|告诉我|说|给出|一共|总共|合计|分别|各|它们?|这些|那些|都|共|是|有|占|达|为|多少|几|[个条次行份张家本篇天名位种人%呢了吗]|\W)+",
    re.IGNORECASE,
)


def stays(before: Fit | None, found: Fit | None, text: str, context: Context) -> bool:
    """True for a clause (`text`) that names no thing of its own, whose best action `found` is of
    another skill only by the look of a word or two.

    What changes files must say so, what looks at the computer itself must name what it looks at;
    the action before must be one that later clauses are told to (`x-goes-on`), or nothing but the
    number of what it finds be asked for.
    """
    if before is None or found is None or before.skill == found.skill:
        return False
    if wish(text) or puts(text) or deed(text) or _DRAWN.search(text):
        return False
    if Sentence(text, context, frozenset()).named or not _hears(before):
        return False
    spoken = bool(said(text, found.action.words))
    if spoken and before.evidence < _UNSURE and found.evidence >= _SURE and found.from_inputs:
        return False
    tells = bool(_TELLS.match(text.strip()))
    if does_something(found.action) and spoken and not tells:
        return False  # "compress it as zip"
    if does_something(found.action) or not (_reads(found) or spoken):
        return True
    if _COUNTED.fullmatch(text) or asks_for_nothing(text):
        return True
    alone = _reads(found) or not spoken
    fragment = not (asks(text) or begins_with_verb(text))
    return _goes_on(before) and alone and (fragment or tells)


def is_of_the_computer(found: Fit | None, text: str) -> bool:
    """True for "how much disk is left": the action looks at the computer, and its word is said."""
    if found is None or _reads(found):
        return False
    return bool(said(text, found.action.words))


def _reads(found: Fit) -> bool:
    """True for an action that reads a file, folder or page, and not only the computer itself."""
    if found.action.tool:
        return False
    fills = {p.get("x-fill") for p in found.action.parameters.get("properties", {}).values()}
    return bool(fills & _READS)


def _hears(found: Fit) -> bool:
    """True for an action that reads the whole text itself."""
    properties = found.action.parameters.get("properties", {}).values()
    return any(p.get("x-fill") == "text" for p in properties)


def _goes_on(found: Fit) -> bool:
    properties = found.action.parameters.get("properties", {}).values()
    return any(p.get("x-goes-on") for p in properties)
