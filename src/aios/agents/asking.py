"""Texts that only ask, which no action may take for a wish to change or make something; and what a
text says is not to be done, which speaks for no action."""

import re

from aios.agents.deeds import asks_for_nothing, deed
from aios.agents.split import begins_with_verb
from aios.contracts.addresses import blank
from aios.contracts.patterns import Pattern
from aios.contracts.skill import Action

_HAN = Pattern("[\u4e00-\u9fff]")
_UNITS = Pattern(
    r"[!?;\n。！？；，,]|\.(?=\s|$)|\s-\s|\b(?:and|then)\b|然后|并且?|再", re.IGNORECASE
)
_LEAD_EN = (
    r"(?:(?:(?:can|could|would)\s+you\s+)?(?:please\s+)?(?:tell\s+me|check|see|look|say|let\s+me\s+know|find\s+out)"
    r"|(?:i\s+(?:just\s+)?)?(?:wonder(?:ing)?|want(?:ed)?\s+to\s+know|need\s+to\s+know)|(?:i['’]d\s+like\s+to|do\s+you)\s+know"
    r"|hi|hey|hello|ok|okay|so|well|just|quick\s+question|sorry|please|also)\W+"
)
_ASKS_EN = Pattern(
    rf"^\s*(?:{_LEAD_EN}){{0,3}}(?:(?:in|of|from|on|at|by|for)\s+)?(?:(?:which|what(?!\s+about)(?:['’]s)?|when|where|whose|who|if|whether"
    r"|how\s+(?:many|much|long|big|large|old|often|far|full|heavy|small))\b|(?:is|are|was|were|does|did|has)\s+(?!to\b)"
    r"|(?:do|have|had)\s+(?:i|we|you|they|any|these|those|all|both|there)\b)",
    re.IGNORECASE,
)
_ASKS_ZH = Pattern(
    r"哪[些个里儿一几天年种位张份]|什么时候|何时|多少|多[大长久]|(?<![好这那前后的最十第])几[个行条次张份本页]|有没有|有无|是不是|是否|谁"
    r"|为什么|为啥|(?:是|有|叫|些)(?:什么|啥)|[吗么呢]\s*$"
)
# What bids although it asks, or asks what would come of it.
_BIDS_ZH = Pattern(
    r"[把将]|(?:帮我?|给我|请|麻烦你?|劳驾)(?!你|我|忙|一下)*(?!问|看|查|找|数|列|瞧|说|讲|告诉|算|检查|确认)"
    r"|能不能|可不可以|可以|可否|能否|能.*[吗么]|如果|要是|假如|会|怎么|怎样|如何|好吗|行吗|不管|无论|都要"
    r"|(?:存|转|变|改|换|合|拆|分|做|压缩|打包)(?:成|为)|[移放挪搬收装][到进入]|合并|解压"
)
_WOULD = Pattern(
    r"\b(?:would|if\s+(?:i|we|you)|how\s+about|what\s+about|will|should|must|ought|look\s+like|in\s+(?:json|yaml|csv|excel|markdown|xml)|as\s+(?:an?\s+)?\w+)\b|如果|要是|假如|会被?",
    re.I,
)
_BIDS_EN = Pattern(
    r"\s*(?:(?:please|also|just|now|so|but)\s+)*(?:copy|clean|tidy|organi[sz]e|split|append|add|replace|change|insert|archive"
    r"|back\s*up|number|i\s+(?:want|need)\s+(?:it|them|that|this|the)|(?:can|could|would|will)\s+you)\b",
    re.IGNORECASE,
)
_ONLY_LOOKS = Pattern(
    r"(?:(?:and|please|just|also)\s+)*(?:tell|check|see|look|say|let\s+me\s+know|find\s+out|show|list|give\s+me)\b",
    re.I,
)
# "别解压", "先别删", "don't delete anything yet", "without unpacking it"
_NOT_TO_BE_DONE = Pattern(
    r"(?:但是?|请|你|先|暂时|千万|\s)*(?:别|不要|不用|不必|无需|勿)(?:着急|急着|先|给我|帮我|随便|去)*"
    r"(?:解压缩?|解开|打开|删[除掉]?|移动?|改[动名]?|动|清理|复制|覆盖|压缩|打包|转换?|重命名|合并|保存)"
    r"(?:它们?|任何(?:东西|文件)|文件|原[件文]|掉|了|开|哦|啊)*\s*(?=[，,。；;！!]|$)"
    r"|(?:\b(?:but|please|and)\s+)*(?:\b(?:don['’]?t|do\s+not|never|no\s+need\s+to)\s+"
    r"(?:unpack|unzip|extract|open|delete|remove|move|rename|change|touch|copy|convert|merge|save)"
    r"|\bwithout\s+(?:unpacking|unzipping|extracting|opening|deleting|removing|moving|renaming|changing|touching|converting))"
    r"(?:\s+(?:it|them|anything|any\s+of\s+(?:it|them)|the\s+\w+|yet|now|please|though)){0,3}\s*(?=[,.;!]|$)",
    re.IGNORECASE,
)


def only_asks(text: str) -> bool:
    """True for a text that asks and bids nothing be done: "is a.txt empty?", "哪些行是重复的"."""
    if _WOULD.search(text):
        return False
    units = [unit for unit in _UNITS.sub("\n", text).split("\n") if unit.strip()]
    asking = [unit for unit in units if _asks(unit)]
    return bool(asking) and not any(_bids(unit) for unit in units if unit not in asking)


def without_what_is_not_to_be_done(text: str) -> str:
    """A text with blanks for "别解压", "don't delete anything"; itself where nothing is left."""
    rest = blank(text, [found.span() for found in _NOT_TO_BE_DONE.finditer(text)])
    return rest if re.search(r"\w", rest) else text


def does_something(action: Action) -> bool:
    """True for an action that changes or makes files (`x-deed`), and so answers no question."""
    properties = action.parameters.get("properties", {}).values()
    return any(entry.get("x-deed") for entry in properties)


def _asks(unit: str) -> bool:
    if _HAN.search(unit) and not _ASKS_EN.search(unit):
        return bool(_ASKS_ZH.search(unit)) and not (_BIDS_ZH.search(unit) or deed(unit))
    return bool(_ASKS_EN.search(unit))


def _bids(unit: str) -> bool:
    if asks_for_nothing(unit):
        return False
    begins = begins_with_verb(unit) and not _ONLY_LOOKS.match(unit.strip())
    zh = bool(_HAN.search(unit)) and bool(_BIDS_ZH.search(unit))
    return begins or zh or bool(deed(unit) or _BIDS_EN.match(unit))
