"""Rows that are there several times, kept once: "dedupe by email and save", "按手机号去重", "remove duplicate rows"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from query import Filter
from table import DATE, NUMBER, Column

_ROWS = r"(?:rows?|records?|entries|entry|lines?|ones|values?)\b"
_DROP = r"(?:remov(?:e|ed|ing)|drop(?:ped|ping)?|delet(?:e|ed|ing)|eliminat(?:e|ed|ing)|discard(?:ed|ing)?|filter(?:ed)? out|strip(?:ped)?|get rid of)"
_DROP_ZH = r"(?:去掉|去除|删掉|删去|删除|剔除|移除|清除|清掉|去)"
_ONCE = (
    rf"\b(?:de-?dup(?:e[ds]?|licat(?:e[ds]?|ion|ing))?|{_DROP} (?:all |the |any )*(?:duplicated?|duplicates|repeated|doubled?|repeats)(?: {_ROWS})?)(?:,? (?:and )?keep(?:ing)? (?:only )?(?:the )?(?P<en>first|last|latest|newest|one)(?: {_ROWS})?)?",
    r"\bkeep(?:ing)? (?:only )?(?:the )?(?P<en>first|last|latest|newest|one) (?:(?:row|record|entry|line|one) )?(?=(?:per|for each|of each|for every)\b)",
    rf"{_DROP_ZH}(?P<mid>[^,，。;；]{{0,20}}?)重复的?(?:行|记录|数据|项|值|条目)?|去重(?:一下|处理)?(?!后|[计个数]|的)|重复的?(?:行|记录|数据)?(?:都|就)?只?(?:保?留)(?P<zh>第?一|最后一?|最新的?一?)[条个行]",
)
_KEPT_LAST = r"(?:保?留|只要)(?:最后|最新)|\bkeep(?:ing)? (?:only )?(?:the )?(?:last|latest|newest|most recent)\b"
_HOW_MANY = r"\bhow many\b|\bcount\b|\bnumber of\b|多少|几[个条行人]|个数|数量|人数"


def take_once(sentence, parts):
    """Keep in `parts.once` that rows are to be kept once: "first" or "last" of them."""
    if re.search(_HOW_MANY, sentence.text):
        return
    last = re.search(_KEPT_LAST, sentence.text)

    def use(match):
        parts.once = "last" if last else "first"
        return f" {match.groupdict().get('mid') or ''} "

    for pattern in _ONCE:
        sentence.take(pattern, use)
    if parts.once:
        sentence.take(
            r"[,，;]?\s*(?:并且?|且|每[个组人]?)?(?:只|仅)?(?:需)?(?:保留|留下?)(?:第一|一|首)[条个行](?:数据|记录)?"
        )
    if parts.once and last:
        sentence.take(
            rf"[,，;]?\s*(?:\band )?(?:{_KEPT_LAST})(?:的|一|[条个行]|记录|(?: {_ROWS}))*"
        )


def kept_once(pieces, out):
    """Whether rows are kept once; then `out` is one row for each value of the columns named, else of all."""
    kept = pieces.parts.once
    if not kept:
        return False
    groups = [g.column for g in pieces.groups]
    mentions = [m for _, m in pieces.pairs] + pieces.numbers + pieces.names
    named = list({c.name: c for c in [*groups, *(m.best() for m in mentions)]}.values())
    dates = [c for c in pieces.table.of_kind(DATE) if c not in named]
    if kept == "last" and not dates:
        return False
    keys = tuple(named or pieces.table.columns)
    order = f" ORDER BY {{{len(keys)}}} DESC" if kept == "last" else ""
    inside = ", ".join(f"{{{n}}}" for n in range(len(keys)))
    said = pieces.say("、", ", ").join(c.name for c in named)
    copy = Column(
        name=pieces.say(f"同一 {said or '内容'} 的第几行", f"row of the same {said or 'cells'}"), kind=NUMBER,
        factors=(*keys, *(dates[:1] if order else ())), integer=True, untold=True,
        formula=f"row_number() OVER (PARTITION BY {inside}{order})",
    )  # fmt: skip
    out.filters.append(Filter(column=copy, operator="=", values=(1,)))
    place = Column(name="place in the file", kind=NUMBER, factors=keys[:1], formula="row_number() OVER ()", untold=True)  # fmt: skip
    out.kind, out.then, out.limit = "rows", place, pieces.parts.limit
    out.export = out.export or "result.csv"
    return True
