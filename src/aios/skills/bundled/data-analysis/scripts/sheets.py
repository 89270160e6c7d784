"""Several sheets of a workbook as one table: stacked, or joined by what they share."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re
from dataclasses import replace
from itertools import combinations

from against import held_against
from aios_skill import Failure
from joining import JOINING, alike, of_several, stacked
from reading import open_table
from sheetkinds import by_kind
from sheetlinks import MOST_SHEETS, related_sheets
from stagenames import forms_of
from stages import between_stages
from table import DATE
from words import COMPARED
from workbooks import EVERY, asks_for_every_sheet, opened, sheet_named

_PERIOD = re.compile(
    r"(?:20\d\d)?[-_ 年]?(?:(?:[一二三四五六七八九十]{1,2}|\d{1,2})月份?|第?[一二三四1-4]季度?"
    r"|q[1-4]|[上下]半年|20\d\d年?|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)"
    r"(?:[-_ ]?20\d\d)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:周|星期|礼拜)[一二三四五六日天]"
)
_OF_TIME = re.compile(
    r"\b(?:(?:per|by|for each|each) (?:day|week|month|quarter|year)|daily|monthly)\b"
    r"|[按每各](?:个?月份?|天|日|周|个?季度?|年)",
    re.IGNORECASE,
)
MOST_ALIKE = 12  # sheets that are opened to see whether they are all of one kind
_WORKBOOKS = (".xlsx", ".xlsm", ".xls")
_EACH = rf"{COMPARED}|谁|\bwho(?:se)?\b|\bwhich\b|\beach\b|哪|分别|各"

# All of the named sheets at once, and what only says that there is one of each.
_AS_ONE = r"合(?:在一|到一)?起|合并|合计|汇总|加(?:在一|到一)?起|加总|总共|一共|整体|\bover(?:all| (?:all|the (?:two|three|four|whole)))\b|\ball (?:two|three|four|five|six|the)? ?(?:sheets|months|quarters|years|of them)\b|\bcombined?\b|\btogether\b|\bin total\b|\baltogether\b|\bacross\b|\bput\b.*\btogether\b"
_ONE_OF_EACH = r"各(?:自?有?|占|是|为|在)*一?[个张](?:工作)?(?:表|sheet)|\b(?:one|a) (?:sheet|month|quarter) (?:each|per \w+|for (?:each|every) \w+)\b|\bhold(?:s|ing)? (?:one|a) \w+ each\b"
_EACH_SHEET = r"分别|各自|[每各哪]一?个?(?:月|季|年|工作表|表|sheet)|\b(?:each|every|which|per|by) (?:month|quarter|year|sheet|tab)|\brespectively\b"
# "of each region, and overall? by sheet": the sheets first, then all of them
_OVERALL = (
    (r",?\s+(?:and|plus|as well as) (?:also )?(?:what is it |what's it )?(?:overall|in total|altogether|all together|(?:for |of |over )?all(?: of them)?(?: together| combined)?)\s*[?.]*\s*(by sheet)?\s*$", r" \1, and the grand total"),
    (r"\s*(?:[,，;；。？?]|以及|和|并)\s*(?:以及|和|并|还有)?(?:那?全部|总共|一共|所有的?|整体)?(?:加(?:在一)?起来|合(?:在一)?起来|合计|总计|总共|一共|总和)(?:总共|一共|又)?(?:是|有)?(?:多少)?[?？。]*\s*(按工作表)?\s*$", r" \1，再给出总计"),
)  # fmt: skip


def sheets_together(path, question, say):
    """(Table, what is still asked) of the sheets the question is put to; None where it is one."""
    if against := _held_against(path, question, say):
        return against
    joined = re.search(JOINING, question, re.I)
    plain = re.sub(_ONE_OF_EACH, " ", question, flags=re.I)
    named = _named(path, plain, say)
    alike_named = not named and path.lower().endswith(_WORKBOOKS) and by_kind(path, question, say)
    question = alike_named or plain
    every = bool(alike_named) or asks_for_every_sheet(path, question)
    every = every or (not named and _in_time(path, question, say))
    every = every or (not (named or joined) and _all_alike(path, question, say))
    related = None if every or joined else related_sheets(path, question, named, say)
    if related:
        return related
    if len(named) < 2 and not every:
        return None
    tables, left_out = _tables(path, named if len(named) > 1 else opened(path, say)[1], say)
    if len(tables) < 2:
        return None
    if every and not joined:
        staged = _between(path, tables, question, say)
        rest = question if _apart(question) else _without(named, question)
        return staged or _stacked(path, tables, left_out, rest, say)
    if not joined and not alike(tables):
        return None  # "员工平均工资按部门": words that are names of sheets by chance
    named = [table.name for table in tables]
    if alike(tables) and not joined:
        staged = _between(path, tables, question, say)
        if staged:
            return staged
        rest = _without(named, question)
        each = say(" 按工作表 ", " by sheet ") if _apart(rest) else ""
        return _stacked(path, tables, [], rest + each, say)
    for name in named:
        question = re.sub(re.escape(name), f" {path} ", question, count=1, flags=re.I)
    table, rest = of_several(tables, question, say)
    return replace(table, path=path), rest


def _without(names, question):
    """The question without the names of the sheets that it is put to."""
    said = "|".join(map(re.escape, names))
    return re.sub(rf"(?:{said})(?:\s*(?:,|，|、|and|和|与|及)+\s*(?={said}))?", " ", question, flags=re.I) if names else question  # fmt: skip


def _apart(text):
    """Whether the sheets named are told apart, and not as one: "把三个月合起来，谁第一"."""
    together = re.search(_AS_ONE, text, re.I) and not re.search(_EACH_SHEET, text, re.I)
    return bool(re.search(_EACH, text, re.I)) and not together


def by_sheet(text, table, say):
    """The text with the sheets for the days or months it asks by, where only they tell of time."""
    sheets = say(" 按工作表 ", " by sheet ")
    return text if table.of_kind(DATE) else _OF_TIME.sub(sheets, text)


def _held_against(path, question, say):
    """Two sheets held against each other: what came in and went out, a budget and its bills; or None."""
    names = opened(path, say)[1] if path.lower().endswith(_WORKBOOKS) else []
    if not 1 < len(names) <= MOST_SHEETS:
        return None
    text = question.replace(path, " ").replace(os.path.basename(path), " ")
    for pair in combinations(_tables(path, names, say)[0], 2):
        if held_against(list(pair), text, say):
            table, rest = of_several(list(pair), text, say)
            return replace(table, path=path), rest
    return None


def _named(path, question, say):
    """The sheets that the question names, where it names several."""
    if not path.lower().endswith(_WORKBOOKS):
        return []
    text = question.replace(path, " ")
    found = []
    for name in sorted(opened(path, say)[1], key=len, reverse=True):
        known = rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
        if len(name) > 1 and re.search(known, text, re.I):
            found.append((re.search(known, question, re.I).start(), name))
            text = re.sub(known, " ", text, flags=re.I)
    return [name for _, name in sorted(found)]


def _in_time(path, question, say):
    """Whether every sheet is called like a month, a quarter or a year, and none is asked for."""
    if not path.lower().endswith(_WORKBOOKS) or sheet_named(path, question, say):
        return False
    names = opened(path, say)[1]
    return len(names) > 1 and all(_PERIOD.fullmatch(name.strip().lower()) for name in names)


def _all_alike(path, question, say):
    """Whether all sheets have the same columns, and none of them is asked for: "缺考的有谁" of three classes."""
    names = opened(path, say)[1] if path.lower().endswith(_WORKBOOKS) else []
    if not 1 < len(names) <= MOST_ALIKE or sheet_named(path, question, say):
        return False
    tables = _tables(path, names, say)[0]
    return len(tables) == len(names) and alike(tables)


def _tables(path, names, say):
    """(the Tables in the sheets, the names of the sheets that hold none)."""
    tables, left_out = [], []
    for name in names:
        try:
            table = open_table(path, say, f"工作表“{name}”")
        except Failure as failure:
            if failure.code not in ("not_a_table", "sheet_empty", "file_empty"):
                raise
            left_out.append(name)
        else:
            tables.append(replace(table, name=name, notes=table.notes[1:], said=()))
    return tables, left_out


def _between(path, tables, question, say):
    """(Table, question) of all sheets where a change from one to another is asked; else None."""
    if not alike(tables):
        return None
    table = stacked(tables, say, say("工作表", "sheet"))
    for asked in (question, *_of_two(tables, question, say)):
        if between_stages(asked.replace(path, " "), table)[1] is not None:
            return _stacked(path, tables, [], asked, say)
    return None


def _of_two(tables, question, say):
    """The question with the sheets it is about said, where there are but two, in time's order."""
    names = [table.name for table in tables]
    if len(names) != 2 or not all(forms_of(name) for name in names):
        return []
    if all(re.search(r"20\d\d", name) for name in names):
        names.sort(key=lambda name: re.search(r"20\d\d", name).group())
    first, last = names
    return [
        f"{question.rstrip(' .?。？')}{say(f'，从{first}到{last}', f' from {first} to {last}')}?"
    ]


def _stacked(path, tables, left_out, question, say):
    """All sheets that have the columns of the largest, one below the other."""
    largest = max(tables, key=lambda table: table.size)
    fitting = [table for table in tables if alike([largest, table])]
    if len(fitting) < 2:
        return None
    left_out = [*left_out, *(table.name for table in tables if table not in fitting)]
    table = stacked(fitting, say, say("工作表", "sheet"))
    names = [part.name for part in fitting]
    notes = [
        say(
            f"{'、'.join(names)} 各工作表上下合并",
            f"the sheets {', '.join(names)} one below the other",
        )
    ]
    if left_out:
        listed = ", ".join(left_out)
        notes.append(
            say(
                f"没有这些列的工作表未计入：{listed}",
                f"sheets without these columns left out: {listed}",
            )
        )
    whole = [note for part in fitting for note in part.notes]
    each = say(" 按工作表 ", " by sheet ")
    ranked = re.search(r"\bwhich\b|哪", EVERY.sub(" ", question))
    rest = EVERY.sub(lambda match: each if _single(match.group()) and not ranked else " ", question)
    return replace(table, path=path, notes=(*whole, *notes)), _whole_last(rest)


def _whole_last(text):
    """The text with what is asked of all sheets, "and overall", as a grand total after the rest."""
    apart = re.search(r"按工作表|[每各]|\bby sheet\b|\b(?:per|each|every)\b", text, re.I)
    for pattern, plain in _OVERALL if apart else ():
        text = re.sub(pattern, plain, text, flags=re.I)
    return text


def _single(said):
    """Whether each sheet is meant by itself: "每个工作表", not "所有工作表"."""
    return bool(re.search(r"\b(?:each|every)\b|每|各", said, re.I))
