"""Another name told of before it is wished for: "Kim is called Lee now. Please change that in all
letters", "甲公司现在叫乙公司了，合同里的都改过来"."""

import re

_QUOTED = r"[\"“「][^\"”」]+[\"”」]"
_CAPITAL = r"[A-Z0-9][\w&'.-]*(?:\s+(?:(?:&|and|of|de|von)\s+)?[A-Z0-9&][\w&'.-]*)*"
_EN = re.compile(
    rf"(?:^|[\s(,])(?P<old>{_QUOTED}|{_CAPITAL})\s+(?:(?:is|are)\s+now\s+(?:called|named"
    rf"|known\s+as)"
    r"|(?:has|have)\s+(?:changed\s+(?:its|their|her|his)\s+name|been\s+renamed)\s+(?:in)?to"
    r"|(?:was|were|is)\s+renamed\s+(?:to|as)|now\s+goes\s+by|(?:is|are)\s+(?:called|named))"
    r"\s+(?P<new>.+?)(?:\s+(?:now|these days))?\s*(?:[.,;:!]\s+|\s+[-–]\s+|,?\s+(?:so|and)\s+)"
    r"(?P<wish>(?=.*\b(?:[Cc]hang|[Ff]ix|[Uu]pdat|[Cc]orrect|[Rr]eplac|[Aa]djust"
    r"|[Aa]mend)\w*\b).+)$",
    re.DOTALL,
)
_LEADS_EN = re.compile(r"^(?:Our|My|The|Their|His|Her|Since|Because|As)\s+")
_NAME_ZH = r"[\w（）()·&-]{2,20}?"
_ZH = re.compile(
    rf"(?:^|[，,。；;])\s*(?P<old>{_QUOTED}|{_NAME_ZH})\s*"
    r"(?:(?:现在|如今|已经?|最近|刚)+(?:改名|改|更名)?(?:叫做?|为)|(?:改名|更名)(?:叫做?|为"
    r"|成)|改叫)\s*"
    rf"(?P<new>{_QUOTED}|{_NAME_ZH})\s*了?[，,。；;]\s*(?P<wish>(?=.*(?:改|换|更新)).+)$",
    re.DOTALL,
)
_LEADS_ZH = re.compile(
    r"^(?:因为|由于|我们?的?|公司的|客户|供应商|合作方|甲方|乙方|同事|老师|领导|产品)+(?=\w{2})"
)


def as_exchange(text):
    """The text as the plain wish for one name in place of the other; any other text as it is."""
    if found := _ZH.search(text):
        old, new = (_bare(_LEADS_ZH.sub("", found[part])) for part in ("old", "new"))
        return f"把所有文件里的“{old}”替换成“{new}”"
    if found := _EN.search(text):
        old, new = (_bare(_LEADS_EN.sub("", found[part])) for part in ("old", "new"))
        return f'replace "{old}" with "{new}" in all files'
    return text


def _bare(name):
    return name.strip().strip('"“”「」')
