"""Sentences that only tell who asks, and why: what is to be done is chosen by the others.

"I inherited app.py from a colleague who left. What would worry you about it?" is a question of
eight words, not of sixteen.
"""

import re
from collections.abc import Callable

from aios.agents.deeds import deed
from aios.agents.split import Piece, begins_with_verb
from aios.contracts.patterns import Pattern

Span = tuple[int, int]
_SENTENCE = Pattern(r"(?:[^.!?。！？\n]|[.](?=\S))+[.!?。！？]*\s*|\n+")
# In Chinese what is asked for follows the reasons after a comma.
_CLAUSE = Pattern(r"[^，,；;]+[，,；;]?\s*")
_HAN = Pattern("[\u4e00-\u9fff]")
# What asks, wants something, or says how the thing asked for is to be.
_WANTS = Pattern(
    r"[?？]|请|帮|麻烦|想|要|给|希望|需|应[该当]|必须|能|可[以否]|不用|别|只|按|用|把|将|最|超过|多少|几|谁|哪|什么|怎|如何|为何|是否|有没有|[吗呢吧呗么]"
    r"|\b(?:want|need|would|like|please|pls|must|should|shall|can|could|let|make|who|whom|whose|what|when"
    r"|where|which|why|how|wonder\w*|looking|help|hope|wish\w*|if|whenever|curious|know|tell|show|each|every|most|least)\b",
    re.IGNORECASE,
)
# "(I'll paste it into our wiki)": an aside of the one who asks.
_ASIDE = Pattern(
    r"[(（]\s*(?:i|we|it|this|that|they|my|our|because|since|我|我们|因为|这)(?:['’]\w+)?[^()（）]{4,120}[)）]",
    re.IGNORECASE,
)
# What goes on with the thing asked for: "It returns the longest."
_GOES_ON = Pattern(
    r"\W*(?:(?:it|its|they|their|each|this|that|these|those|one|same|no|not)\b|它|其|结果|输出|每|不)",
    re.IGNORECASE,
)

# What is not wanted is nothing to do: "菜单、订阅栏都不要", "No ads or footers, please."
_UNWANTED = Pattern(
    r"[^，,。；;！!？?]{1,24}?(?:都|也|一律|统统|全部?|就)?(?:不要了?|不用了?|不需要|不必要?)[，,。；;.!！\s]*$"
    r"|\W*(?:no|skip|ignore|leave\s+out|leaving\s+out|without)\s[^.!?;:。]{1,60}[.!\s]*$",
    re.IGNORECASE,
)
# "My boss can't open a.parquet. Can you turn it into Excel?": what is so, then what to do with it.
_OF_SOMEBODY = Pattern(
    r"\W*(?:(?:hi|hello|hey|so|well|sorry|ok|okay)\W+)?(?:i|we|he|she|they|nobody|no\s+one|somebody|someone"
    r"|everybody|everyone|people|my|our|his|her|their|the|this|these|those|there|some|all)\b"
    r"(?!\s+(?:want|need|would|wish|must|should))[^?？]{3,160}",
    re.IGNORECASE,
)
_POINTS_BACK = Pattern(
    r"\W+(?:[^.!?]{0,80}\s)?(?:it|them|that|those|these|each|one)\b", re.IGNORECASE
)
_NAMES = Pattern(r"\w\.[A-Za-z]\w{1,6}\b|://")


# "My colleague has no CSV viewer; give me …", "老板要 Excel，把 … 转一下"
_IS_SO = Pattern(
    r"\b(?:is|are|was|were|has|have|had|got|looks?|seems?|feels?|keeps?|contains?|holds?|only|never"
    r"|\w+n\Wt|cannot|broke|stopped|arrived|came|left|sent|gave|asked|wants?|needs?|prefers?"
    r"|likes?|uses?|reads?|should)\b",
    re.IGNORECASE,
)
_SOMEBODY_WANTS = Pattern(
    r"\W*(?:我们?的?|你的?|[他她]们?的?|咱们?)?(?:老板|老师|同事|客户|领导|上司|对方|甲方|公司|学校|别人|朋友|家[人里]"
    r"|爸爸?|妈妈?|新?系统|那边)们?(?:那?边)?\s*(?:只|就|想|说|也|又)*(?:需要|想[要看]|要|认|收|用)"
)
# "磁盘快满了，看看哪个文件夹最占地方": how full it is is worth a look of its own.
_COMPLAINS = Pattern(r"(?:卡|慢|满|热|烫)(?:死|得|了|很|不行|要命)*$")
_ORDERS = Pattern(
    r"[，,。；;！!\s]*(?:所以|因此|那么?|现在)?\s*(?:请|麻烦|劳驾|拜托|帮|替我|给我|把|将|看看|看一?下|查|算|统计|画|列出|转|告诉|(?:我)?想知道)"
)


def tells_first(text: str, piece: Piece) -> bool:
    """True for a first sentence that only says what is so, where an order follows, or where the
    rest of the text points back to the thing told of and names none itself."""
    then = text[piece.end :]
    told = piece.text.strip()
    if _says_what_is_so(told, then):
        return True
    if not _OF_SOMEBODY.fullmatch(told) or _NAMES.search(then):
        return False
    return then.lstrip()[:1] in (".", "!", ",") and bool(_POINTS_BACK.match(then))


def _says_what_is_so(told: str, then: str) -> bool:
    if re.search("[?？]", told) or deed(told) or begins_with_verb(told):
        return False
    if _HAN.search(told):
        wants = _WANTS.search(told) and not _SOMEBODY_WANTS.match(told)
        return not (wants or _COMPLAINS.search(told)) and bool(_ORDERS.match(then))
    so = _OF_SOMEBODY.fullmatch(told) and _IS_SO.search(told)
    return bool(so) and begins_with_verb(then.lstrip(" .;:!,\n"))


def asked(text: str, speaks: Callable[[str], object]) -> str:
    """The text with blanks for what only tells: it asks for nothing, and holds no word of anything
    that can be done, as `speaks` knows. The text itself where nothing else is left."""
    asides = [m.span() for m in _ASIDE.finditer(text) if not _calls(m.group())]
    text = _blanked(text, asides)
    told = [span for span in _units(text) if _tells(text, span, speaks)]
    left = _blanked(text, told)
    return left if told and _calls(left) else text


def _blanked(text: str, spans: list[Span]) -> str:
    """The text with blanks in these places."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _units(text: str) -> list[Span]:
    """The sentences; of one in Chinese its clauses."""
    spans: list[Span] = []
    for found in _SENTENCE.finditer(text):
        parts = _CLAUSE.finditer(found.group()) if _HAN.search(found.group()) else ()
        clauses = [(found.start() + p.start(), found.start() + p.end()) for p in parts]
        spans += clauses or [found.span()]
    return spans


def _tells(text: str, span: Span, speaks: Callable[[str], object]) -> bool:
    unit = text[slice(*span)]
    if span[0] and _UNWANTED.match(unit):
        return True
    if _calls(unit) or speaks(unit):
        return False
    before = text[: span[0]].strip()
    if _HAN.search(unit):
        return not _calls(before)  # reasons come first
    return not (before and _GOES_ON.match(unit))


def _calls(text: str) -> bool:
    """True for what asks for something, or tells what to do."""
    return bool(_WANTS.search(text) or deed(text) or begins_with_verb(text))
