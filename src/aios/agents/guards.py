"""Clauses that only say what is to stay as it is: "the rest of each name stays", "其余不动"."""

import re

from aios.contracts.patterns import Pattern

_OTHERS = (
    r"(?:(?:any|every)thing\s+else|(?:all\s+)?(?:the\s+|any\s+)?(?:rest|others?|originals?"
    r"|remaining)(?:\s+[\w.]+){0,4}?"
    r"|the\s+(?:extensions?|contents?|folders?|numbers?|order)(?:\s+themselves)?|nothing\s+else)"
)
_STAYS = Pattern(
    rf"\W*(?:(?:and|but|please|just)\s+)*{_OTHERS}\s+(?:(?:should|must|can|may|has\s+to|have\s+to"
    rf"|is\s+to|are\s+to)\s+)?"
    r"(?:all\s+)?(?:be\s+left|stays?|remains?|keeps?|changes?|be\s+(?:changed|touched))\b[^.;]*\W*"
    rf"|\W*(?:(?:and|but|please|just)\s+)*(?:leav\w+|keep)\s+{_OTHERS}\b[^.;]*\W*"
    r"|\W*(?:(?:and|but|please|just)\s+)*(?:don['’]?t|do\s+not|never)\s+(?:touch|change|move"
    r"|rename|delete|modify)\s+"
    r"(?:any|the\s+(?:rest|others?)|others?|originals?|nothing)[^.;]*\W*"
    r"|\W*(?:但是?|而|请|\s)*(?:其[余他它]|别的|剩下|剩余|原(?:文件|来|件))[^，,。；;]{0,12}"
    r"(?:不动|别动|不变|不改|不要动|不用动|不要改|保持|原样|不管|留着)[^，,。；;]{0,6}\W*",
    re.IGNORECASE,
)
# What only says where else to look, how much it is together, or in which order.
_ADDS = Pattern(
    r"\W*(?:并?且?|也|连)?\s*[^，,。；;\s]{0,12}?\s*的?子(?:文件夹|目录)(?:里面?的?)?(?:都|也"
    r"|里)*(?:要|得)?(?:看|算|查|找|包括|统计|一起)?(?:上|在内|进去)?\W*"
    r"|\W*(?:包括|包含|连同|含)\s*(?:所有)?子(?:文件夹|目录)[^，,。；;]{0,4}\W*"
    r"|\W*(?:它们|这些|总共|一共|合计|加起来|总|的|\s)*(?:总?大小|占(?:用)?(?:了)?(?:的)?空间"
    r"|体积)?\s*(?:是|有|一共|总共)*\s*多[少大]\s*(?:个?字节|[KMG]B|兆|空间)?\W*"
    r"|\W*(?:and\s+)?(?:including|(?:look|search)\s+in)\s+(?:all\s+)?(?:its\s+"
    r"|the\s+)?sub-?(?:folders|directories)(?:\s+too|\s+as\s+well)?\W*"
    r"|\W*(?:and\s+)?(?:how\s+(?:big|large)\s+are\s+(?:they|these)"
    r"|what\s+is\s+their\s+total\s+size|what\s+do\s+they\s+(?:add\s+up|come)\s+to)"
    r"(?:\s+(?:together|altogether|in\s+(?:all|total|bytes|[KMG]B)))*\W*"
    r"|\W*(?:列出|给出|写上|带上|附上|标出)(?:它们?|文件|每个)*的?(?:文件名|名字|名称|路径|大小"
    r"|日期|时间|修改时间|行号|位置|[和与及、\s])+\W*"
    r"|\W*(?:list|give|show|with|include)\s+(?:me\s+)?(?:(?:the|their|its|and|file"
    r"|full)\s+)*(?:names?|paths?|sizes?|dates?|line\s+numbers?)"
    r"(?:(?:\s*,\s*|\s+and\s+)+(?:(?:the|their|full)\s+)*(?:names?|paths?|sizes?|dates?"
    r"|line\s+numbers?))*\W*"
    r"|\W*只(?:看|算|统计|包括|数)[^，,。；;]+\W*"
    r"|\W*(?:文件名?|名字)(?:都)?(?:是|像|形如|叫)[^，,。；;]+(?:这种|这样|这类)(?:的)?\W*"
    r"|\W*(?:字母)?(?:大小写|空格)[^，,。；;]{0,6}?(?:不计较?|不论|不管|不限|不分|都行|均可"
    r"|不区分)\W*"
    r"|\W*(?:the\s+)?(?:biggest|largest|most|newest|oldest|smallest)\s+(?:\w+\s+)?first\W*",
    re.IGNORECASE,
)


def says_what_stays(clause: str) -> bool:
    """True for a clause that only says what stays as it is, where to look besides, or how much
    what is asked for makes together."""
    if _STAYS.fullmatch(clause.strip()):
        return True
    parts = [part for part in re.split(r"[，,。；;]|\.(?:\s|$)", clause) if part.strip()]
    return bool(parts) and all(_ADDS.fullmatch(part) for part in parts)


def without_columns(clause: str) -> str:
    """A clause without the columns that it wants of a table."""
    return _COLUMNS.sub("", clause)


_COLUMNS = Pattern(
    r"[,，]?\s*(?:\(|（)?\s*(?:with|having|using)\s+(?:the\s+|just\s+|only\s+|two\s+|three\s+"
    r"|these\s+)*columns?\b.*$"
    r"|[,，;；:：（(]?\s*(?:要有|包含|包括|有|含|共)?\s*(?:[一两二三四五\d]\s*)?(?:列名?|表头"
    r"|字段)(?:为|是|叫|分别|依次|：|:).*$"
    r"|[,，;；（(]\s*[^，,。]{1,20}(?:、[^，,。、]{1,20})+\s*(?:这?[两二三四五\d]\s*列)\W*$",
    re.IGNORECASE,
)
