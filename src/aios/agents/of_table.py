"""What is said around a question to a table belongs to it: "… Give all seven with counts."."""

import re
from collections.abc import Callable, Sequence

from aios.agents.choose import Fit, fit
from aios.agents.deeds import deed
from aios.agents.fill import Context, Sentence
from aios.agents.staying import is_of_the_computer
from aios.contracts import mentions
from aios.contracts.patterns import Pattern

_LONGEST = 160
_TABLE = Pattern(r"\.(?:csv|tsv|xlsx?|xlsm|parquet|jsonl?|ndjson)\b", re.IGNORECASE)
_HAN = Pattern(r"[\u4e00-\u9fff]")
_DRAWN = Pattern(r"[画绘]|作图")  # a picture of other groups is a question of its own
# A sentence that says more of the answer, or of what the table holds.
_BESIDE = Pattern(
    r"\s*(?:(?:please|also|and|then|but|just)\s+)*"
    r"(?:give|show|list|tell|state|include|report|skip|ignore|leave\s+out|exclude|disregard|only|count|round|sort|rank"
    r"|add\s+the|with|(?:it|that)(?:['’]s|\s+is)\s+the|(?:dates?|ages?|times?|prices?|amounts?|the\s+\w+)\s+(?:are|is)"
    r"|which|what|who|how\s+(?:many|much|often|long)|by\s+how\s+(?:many|much))\b"
    # "把有问题的那几行整行列出来"
    r"|\s*(?:请|并|再|也|然后)*[把将](?:(?:有问题|异常|这样|对应|符合|不正常|找到|出错)的)?(?:这|那)?(?:些|几)?[行条个][^，,。]{0,6}(?:列|找|显示|标|写|贴|打印?)[出给]",
    re.IGNORECASE,
)
_TOGETHER = Pattern(r"\b(?:merge|combine|join|stack|put)\b|合并|合在|拼|汇总", re.IGNORECASE)
_KEPT = Pattern(
    r"\b(?:into|as|to)\s+(?:an?|one|single|the)?\s*\S*(?:file|csv|xlsx|excel|workbook|sheet|table)\b|\bsave|\bwrite"
    r"|[成为到]一?[个张份]?\s*(?:文件|表格?|csv|excel|xlsx|工作簿)|保存|写入|存[成为到]",
    re.IGNORECASE,
)
# "…, and by how many days on average", "and what was the average there?": of what the clause
# before counts, or finds.
_GOES_ON = Pattern(
    r"\s*(?:and\s+)?(?:by\s+how\s+(?:many|much)\b|(?:what|how)\b[^?]*\bthere\W*$)", re.IGNORECASE
)


def of_one_table(
    text: str, steps: Sequence[tuple[Fit | None, str]], context: Context
) -> Fit | None:
    """The question of the first step put with the whole text, where a later sentence that names
    nothing was given to another action, or to none; in Chinese whatever it was given to: the skill
    itself reads there several questions of one table, each with what it leaves unsaid."""
    first, said = steps[0] if steps else (None, "")
    if first is None or not _asks_a_table(first, said):
        return None
    if _HAN.search(said) and all(_goes_along(f, p, first, context) for f, p in steps[1:]):
        return _whole(first, text, context)
    later = [
        (found, piece)
        for found, piece in steps[1:]
        if not _same(found, first) or _GOES_ON.match(piece)
    ]
    if any(is_of_the_computer(found, piece) for found, piece in later):
        return None
    if not later or not all(_belongs(piece, context) for _, piece in later):
        return None
    return _whole(first, text, context)


def _goes_along(found: Fit | None, piece: str, first: Fit, context: Context) -> bool:
    """True for another question of the same table, put in words alone."""
    return _same(found, first) and _unnamed(piece, context) and not _DRAWN.search(piece)


def of_tables(steps: Sequence[tuple[Fit | None, str]], fits: Callable[[], list[Fit]]) -> Fit | None:
    """The question of a later step put to several tables at once, where the step before it would
    only put them together: "combine the csv files and show the total per store".

    Where the text says what file that is to become, or anything else is asked, it is a step.
    """
    (first, said), *later = steps or [(None, "")]
    if first is None or not later or _KEPT.search(said) or first.parameters.get("output"):
        return None
    if not _TOGETHER.search(said) or len(first.parameters.get("files") or ()) < 2:
        return None
    several = {_of_several(found) for found, _ in later if found}
    if len(several) != 1 or None in several:
        return None
    return next((one for one in fits() if one.ready and one.action.name in several), None)


def _of_several(found: Fit) -> str | None:
    """The name of the like action on several files; None where there is none."""
    entries = found.action.parameters.get("properties", {}).values()
    return next((str(e["x-several"]) for e in entries if e.get("x-several")), None)


def _whole(first: Fit, text: str, context: Context) -> Fit | None:
    """The action put with the whole text; None where that lacks something."""
    found = fit(first.action, text, context)
    return found.but(skill=first.skill, evidence=first.evidence) if found.ready else None


def _asks_a_table(found: Fit, said: str) -> bool:
    """True for an action that is put a question in words, on a table that the text names."""
    entries = found.action.parameters.get("properties", {}).values()
    return any(e.get("x-fill") == "before" for e in entries) and bool(_TABLE.search(said))


def _same(found: Fit | None, first: Fit) -> bool:
    return found is not None and found.action == first.action


def _belongs(piece: str, context: Context) -> bool:
    """True for a sentence on the answer that names no file or page, and asks for no deed."""
    return bool(len(piece) <= _LONGEST and _BESIDE.match(piece)) and _unnamed(piece, context)


def _unnamed(piece: str, context: Context) -> bool:
    """True for words that name no file or page, and ask for no deed."""
    if deed(piece):
        return False
    return not (mentions.urls(piece) or Sentence(piece, context, frozenset()).named)
