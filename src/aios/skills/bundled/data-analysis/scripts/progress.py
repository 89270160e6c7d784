"""Who improved from one stage to the next: "进步最大的同学" of 期中 and 期末, "improved most"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention, meanings_of
from sentence import normal
from spoken import sum_column
from table import NUMBER, Column
from words import NEVER_MEASURED, WORDS

_STAGES = [(re.compile(before), re.compile(after)) for before, after in WORDS["stages"]["pairs"]]
_RISES = r"进步|提[高升]|上升|增重|长高|变[重胖]|\bimprov(?:ed?|ements?|ing)\b|\bprogress(?:ed)?\b"
_FALLS = r"退步|下[降滑]|降低|倒退|减[重肥掉]|瘦(?:下来|身)?|\b(?:got worse|worsened|regressed|declined?|dropped)\b"
_MOST = r"(?:了|得|幅度)?最(?:大|多|快|明显|显著|厉害)|(?: by)? the most\b| most\b"
_MUCH = r"(?=\s*(?:了|幅度)?\s*(?:的?平均|多少|几分|超过|大于|多于|不少于|至少|\d|(?:by )?(?:more than|over|at least)))"
_WHO = r"(?:了|过)?的?(?=\s*(?:$|[，,。?？有]|人|同学|学生|员工|哪|是|\bfrom\b|\bin\b|\bbetween\b))"


def mark_progress(sentence, table):
    """Mark "improved most" as the highest of the later number less the earlier."""
    pairs = _pairs(table, sentence.text)
    if not pairs:
        return
    before, after = (_together([pair[side] for pair in pairs]) for side in (0, 1))
    for words, one, other in ((_RISES, after, before), (_FALLS, before, after)):
        _mark(sentence, words, _difference(one, other))


def _mark(sentence, words, column):
    def put(text):
        mark = sentence.mark("column", Mention(column.name, ((100, column),)))
        zh = not sentence.text.isascii()
        return f" {text[not zh].format(mark)} "

    sentence.take(
        rf"\b(?:biggest|largest|greatest|most) (?:{words})", lambda _: put(("{}最高", "highest {}"))
    )
    sentence.take(rf"(?:{words})(?:{_MOST})", lambda _: put(("{}最高", "has the highest {}")))
    sentence.take(rf"(?<=平均)(?:{words})|(?:{words}){_MUCH}了?", lambda _: put(("{}", "{}")))
    sentence.take(rf"(?:{words}){_WHO}", lambda _: put(("{}大于0的", "{} above 0")))


def _pairs(table, text):
    """(earlier, later) columns of one thing; of several things those that the text names."""
    numbers = [c for c in table.of_kind(NUMBER) if not meanings_of(c) & NEVER_MEASURED]
    for before, after in _STAGES:
        later = {after.sub("#", normal(c.name)): c for c in numbers if after.search(normal(c.name))}
        found = {}
        for column in numbers:
            rest = before.sub("#", normal(column.name))
            if "#" in rest and rest in later and later[rest] is not column:
                found[rest] = (column, later[rest])
        named = [p for rest, p in found.items() if re.sub(r"[#\W_]|成绩|分数", "", rest) in text]
        if found:
            return named if 0 < len(named) < len(found) else list(found.values())
    return []


def _together(columns):
    return columns[0] if len(columns) == 1 else sum_column(columns)


def _difference(one, other):
    return Column(
        name=f"{_named(one)} − {_named(other)}", kind=NUMBER, factors=(one, other), averaged=True,
        formula="({0}) - ({1})",
    )  # fmt: skip


def _named(column):
    return f"({column.name})" if column.factors else column.name
