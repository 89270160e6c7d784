"""Sheets that are each one of a kind: "two classes" of a workbook with the sheets 一班 and 二班."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from itertools import takewhile

from reading import open_table
from sentence import normal
from workbooks import opened

_ZH = r"(?:[两二三四五六七八九十\d]+[个家间所]?|各[个家]?|每一?[个家间所]?|哪一?[个家间所]?|不同的?|按照?)(?:不同的?)?{kind}(?:级|别|铺|面)?(?![\w\u4e00-\u9fff]{{0,2}}[率额价量])的?"
_EN = (
    r"\b(?:(?:each|every|per|by|which|what|both|all|the|of|two|three|four|five) )+{kind}(?:e?s)?\b"
)
# "three sheets, one for each branch", "每个分公司一个工作表": what a sheet is, told beside the question.
_SHEETS = r"(?:(?:work)?sheets?|tabs?|工作表|表页|页签|标签页?)"
_TOLD = (
    rf"[,，:：]?\s*\b(?:with )?(?:one|an?)(?: {_SHEETS})?(?: for| per) (?:each |every )?(?P<a>[a-z]+)\b"
    rf"|\b(?:each|every|one|an?) {_SHEETS} (?:is|holds?|has|covers?|stands for|per|for)(?: (?:an?|one|each|every|the(?: data of)?))*(?: single)? (?P<b>[a-z]+)\b"
    rf"|里?(?:每一?个?|一个|[两二三四五六七八九十\d]+个?)(?P<c>[\u4e00-\u9fff]{{1,5}}?)(?:各|占|有|对应|都?是|单独)*一[个张页]\s*{_SHEETS}"
    rf"|(?:每一?|一)[个张]?\s*{_SHEETS}(?:里|中)?(?:都|就)?(?:是|对应|代表|放|存|记)?(?:着|了|的是)?(?:一[个家间所座门]|某[个家]|各)(?P<d>[\u4e00-\u9fff]{{1,4}}?)(?:的(?:数据|情况|明细))?(?=[,，。;；]|$)"
)
_TOGETHER = (
    r"(?:请|先|帮我)*(?:[把将])?(?:它们?|这些(?:工作表|表)?|所有的?|各个?表)?(?:都|全部?)*(?:给我)?(?:拼接?|合并?|汇总|放|叠加?|堆)(?:到|在|成)?(?:一起|起来|一[张个]表?)(?:之?后)?[，,]?(?:再|然后)?"
    r"|\b(?:put|stack|combine|merge|append|add|glue)\b(?: (?:them|it|these|those|all|the sheets|everything))* (?:together|into one(?: table| sheet)?|one below the other|up)\b,?(?: (?:and )?then| and)?"
)
# "把三个月合起来", "put the three months together": all sheets of that kind
_EACH_ONE = r"\b(?:in|of|for) each(?: one| of them)?(?=\s*(?:[,.;?!]|$|and\b))"
_ALL_OF = (
    r"(?:请|先|帮我)*[把将]?(?:这|所有|全部|各个?)?[两三四五六七八九十几\d]*个?{kind}份?的?(?:数据|表格?|内容|工作表)?(?:都|全部?)?(?:合|加|汇总|合并|拼|放|叠加)(?:在一起|到一起|起来|一起|并|成一[张个]表?)(?:之?后)?[，,]?(?:再|然后)?"
    r"|\b(?:put|stack|combine|merge|append|add)(?: all)?(?: the| these| those)?(?: \w+)? {kind}s(?: together| up| into one(?: table| sheet)?)?,?(?: (?:and )?then| and)?"
)
# "每个年级（工作表）": what each sheet is, named right before it
_CALLED = (
    rf"[\u4e00-\u9fff]{{1,4}}?\s*[(（]\s*(?:即|也就是|就是|每个|一个|每)*(?P<s>{_SHEETS})\s*[)）]"
)
_YEARS_AT_SCHOOL = r"(?:[高初大][一二三四]|[一二三四五六七八九1-9]年级)(?:年级)?"
_IN_ALL = r"(?:里面?|内|的|人|数据|表)*(?:一共|总共|合计|[加合]起来|[加合]在一起|总的)"
_WHICH = r"\bwhich|\bwhat|哪"


def by_kind(path, question, say):
    """The question with "sheet" for what each sheet is: "which class", "两个班"; "" where it asks none.

    What a sheet is may be told in the question, or be in the names of all.

    A column of that name is meant rather than the sheets.
    """
    names = opened(path, say)[1]
    called = re.sub(rf"(?P<lead>[每各]个?|按){_CALLED}", r"\g<lead>\g<s>", question)
    if called != question:
        return called
    told = re.search(_TOLD, question, re.I) if re.search(_SHEETS, question, re.I) else None
    if told and len(names) > 1:
        kind = next(filter(None, told.groups())).lower()
        question = f"{question[: told.start()]} {question[told.end() :]}"
        if kind not in question and re.search(rf"[每各哪][一个家间所]*{kind[-1]}", question):
            kind = kind[-1]  # "每个工作表是一家分店，每家店…"
        together = f"{_TOGETHER}|{_ALL_OF.format(kind=re.escape(kind))}"
        question = re.sub(together, " ", question, flags=re.I)
        question = re.sub(_EACH_ONE, f"in each {kind}", question, flags=re.I)
    else:
        told, kind = None, _kind_of([name.strip().lower() for name in names])
    pattern = (_EN if kind.isascii() else _ZH).format(kind=re.escape(kind))
    if not kind or not re.search(pattern, question, re.I):
        return question if told else ""
    tables = [open_table(path, say, f"工作表“{name}”") for name in names]
    if any(kind in normal(column.name) for table in tables for column in table.columns):
        return ""
    named = re.search(pattern, question, re.I)
    which = named.group()
    over = re.search(r"\b(?:over|across|during|throughout)\s*$", question[: named.start()], re.I)
    over = over or re.search(r"\ball\b", which, re.I)
    if over or re.match(_IN_ALL, question[named.end() :]):
        return re.sub(pattern, " ", question, flags=re.I)  # "over all three months"
    if re.search(_WHICH, which, re.I):
        return re.sub(pattern, say("哪个工作表", "which sheet"), question, flags=re.I)
    if len(re.findall(pattern, question, re.I)) > 1:  # two questions, each of every sheet
        return re.sub(pattern, say(" 每个工作表 ", " in each sheet "), question, flags=re.I)
    return re.sub(pattern, " ", question, flags=re.I) + say(" 按工作表", " by sheet")


def _kind_of(names):
    """What all the names end or begin with: "班" of 一班 and 二班, "class" of Class A and Class B."""
    if len(names) < 2:
        return ""
    if all(re.fullmatch(_YEARS_AT_SCHOOL, name) for name in names):
        return "年级"
    for word in (_shared([name[::-1] for name in names])[::-1], _shared(names)):
        word = word.strip(" -_()（）0123456789")
        whole = rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        long = len(word) > 2 or (word and not word.isascii())
        if long and word not in names and all(re.search(whole, name) for name in names):
            return word
    return ""


def _shared(names):
    """The letters that all the names begin with."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in same)
