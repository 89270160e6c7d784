"""Clauses that only say how files that were asked for are to be told, or which of them count."""

import re

from aios.contracts.patterns import Pattern

_LONGEST = 80
_SUBFOLDERS_ZH = r"(?:里面?的?|各级|所有|全部)*子?(?:文件夹|目录)(?:里面?的?|中的?)?(?:文件)?"
_PARTS_ZH = r"(?:文件名?|名字|行号|内容|那一行|大小|路径|修改时间|日期|多大|多少)"
_PARTS_EN = r"(?:files?|names?|lines?|numbers?|text|sizes?|paths?|dates?|contents?)"
# "列出来就行", "告诉我在第几行", "给我文件、行号和那一行"
_TOLD_ZH = (
    r"(?:并|再|请|就|只要?|都|也|按组|分组)*(?:列出?来?|告诉我|给我|说一?下|写出来?|标出来?)"
    rf"(?:一下|清单|是哪些|哪些|出来|在?第几行|的|和|与|及|、|{_PARTS_ZH})*(?:就(?:行|好"
    rf"|可以)了?|即可)?"
    rf"|(?:也|要|带上?|附上?|连同|并|注明|各自?)*{_PARTS_ZH}(?:[、和与及]{_PARTS_ZH})*(?:也|都|要)?"
    r"(?:列出来?|给我|显示|标出来?)?"
)
# "子文件夹也算", "包括子文件夹"
_DEEP_ZH = (
    rf"(?:包括|包含|连同|含|算上)?{_SUBFOLDERS_ZH}(?:也|都|要|一起|一并|全)*"
    r"(?:算|包括|统计|看|查|数|要|计入|算上|算进去)?(?:在内|进去)?"
)
# "按后缀统计", "大的排前面", "相同的不用列"
_ORDER_ZH = (
    r"(?:按|以)[^，,。；;]{1,10}?(?:统计|分组|汇总|排序?|排列|列出?|从大到小|降序|升序)"
    r"|(?:最?大|最?小|最?新|最?旧|多|少)的?(?:排|放|列)?在?(?:最?前面?|最?后面?|上面)"
    r"|(?:并|再|请)*(?:列出|指出|告诉我|说明|给出)(?:一?下)?[^，,。；;]{0,24}(?:缺|少|多出|不一样|不同|差异|变化|改动)[^，,。；;]{0,12}"
    r"|从[大小多少高低新旧]到[大小多少高低新旧](?:排[列序一下]*)?"
    r"|(?:相同|一样|其他|其余|没变)的?(?:文件)?(?:就|都|可以)?(?:不用|不必|不要|别)(?:列|管|说"
    r"|写|看)?(?:出来|了)?"
)
# "just tell me which ones", "with line numbers", "I need file, line number and text"
_TOLD_EN = (
    r"(?:and\s+|but\s+|please\s+)*(?:just\s+|only\s+)?(?:tell|list|show|give|name)(?:\s+(?:me"
    r"|us))?\s+"
    r"(?:which|what|the|them|those|their|with|each|its|both|all|every)\b"
    rf"(?:\s+(?:ones?|both|all|them|those|kinds?|they|are|it|is|too|and|with|the|their|of|each|where|as|well|modified|was"
    rf"|were|changed|in|by"
    rf"|group(?:ed|s)?|{_PARTS_EN}))*"
    rf"|(?:with|including|include)\s+(?:all\s+)?(?:(?:the|their|its)\s+)*(?:sub-?(?:folders"
    rf"|directories)|nested\s+ones"
    rf"|line\s+numbers?|{_PARTS_EN})(?:\s+(?:too|as\s+well))?"
    rf"|i\s+(?:just\s+|only\s+)?(?:need|want)\s+(?:the\s+)?{_PARTS_EN}(?:[,\s]+(?:and|the"
    rf"|{_PARTS_EN}))*"
)
_ORDER_EN = (
    r"sub-?(?:folders|directories)\s+(?:included|too|count|as\s+well)"
    r"|(?:the\s+)?(?:largest|biggest|newest|oldest|smallest|most)(?:\s+ones?)?\s+(?:first"
    r"|on\s+top|at\s+the\s+top)"
    r"|(?:and\s+)?how\s+(?:big|large)\s+is\s+(?:each|every)(?:\s+(?:one|of\s+them))?"
    r"|i\s+(?:don[’']?t|do\s+not)\s+(?:need|want)\s+(?:to\s+see\s+)?the\s+(?:identical|same"
    r"|others?|equal|unchanged)"
    r"(?:\s+(?:ones?|files?))?"
)
_LIGHT = Pattern(
    rf"(?:{_TOLD_ZH}|{_DEEP_ZH}|{_ORDER_ZH}|{_TOLD_EN}|{_ORDER_EN})[。.!！?？\s]*", re.IGNORECASE
)


def lists_files(piece: str) -> bool:
    """True for a clause on how files are to be told, or that those in subfolders count."""
    said = piece.strip()
    parts = [part for part in re.split(r"[，,；;]\s*", said) if part.strip()]
    light = bool(_LIGHT.fullmatch(said)) or all(map(_LIGHT.fullmatch, parts))
    return bool(said) and len(said) <= _LONGEST and light
