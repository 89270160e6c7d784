"""What was planned for each thing held against all that was booked for it: a budget and its many bills, targets and sales."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re

from matching import held_by, keys_between
from mentions import meanings_of
from pieces import main_number, measurable
from sentence import normal
from table import IDENTIFIER, NUMBER, TEXT, Column, quote

_BUDGET, _TARGET = (
    r"budget|allowance|\bquota\b|预算|额度|限额",
    r"target|\bgoal|\bplan(?:ned)?\b|目标|指标|计划|任务|定额",
)
_HELD = (
    r"\bover|\bexceed|\bunder\b|\bwithin\b|\bleft\b|\bremain|\bcompar|\bvs\b|\bversus\b|\bagainst\b|\bpercent|%|\bshare\b|\bspent\b|\bspend|\bused?\b|\breach|\bm[ei]e?t\b|\bmiss|\bachiev|\bhit\b|\bshort\b|\bhow far\b|\bactual"
    r"|超|剩|余|对比|比较|相比|差|占|百分|使用|执行|用了|花了|完成|达成|达标|达到|实际"
)
_OVER = r"\bover(?:spen\w+|run|shot)?\b|\bexceed|超"
_WITHIN = r"\bwithin\b|\bunder\b|\bnot (?:gone |go )?over\b|\bbelow\b|没有?超|未超|不超|以内"
_MISSED = r"\bmiss(?:ed)?\b|\b(?:not|n't|never|failed to) (?:reach|me?et|hit|achiev)|\bf[ae]ll short|\bbelow\b|\bunder\b|没有?(?:完成|达|到)|未(?:完成|达|到)|不达标|没到"
_MADE = r"\breach|\bm[ei]e?t\b|\bhit\b|\bachiev|\bexceed|\bover\b|\babove\b|完成|达标|达成|达到|超"
_MOST = r"\b(?:most|largest|biggest|highest|furthest|worst|best)\b|最"
_LEAST = r"\b(?:least|smallest|lowest|fewest)\b|最[少低小]"
_LEFT = r"\bleft\b|\bremain|剩|余"
_WHICH = r"\bwhich\b|哪"
_EACH = r"\b(?:each|every|per|by|which)\b|[每各哪按]|分别"
_ALTOGETHER = r"\b(?:in total|altogether|overall|total|in all)\b|一共|总共|总的|合计|全部|整体"
_VALUE = "TRY_CAST(regexp_replace({}, '[,，¥￥$€£元\\s]', '', 'g') AS DOUBLE)"


def planned(tables, text, say):
    """(source, columns, question, notes) of plan, sum and what is left of each thing; None where not asked."""
    if len(tables) != 2 or not re.search(_HELD, text, re.I):
        return None
    for plan, facts in (tables, tables[::-1]):
        kind, number = _plan(plan)
        if not kind or not (re.search(kind, text, re.I) or _plan(facts)[0]):
            continue
        if _plan(facts)[1] is not None or not re.search(f"{_BUDGET}|{_TARGET}|{_OVER}", text, re.I):
            continue
        key, booked = _key(plan, facts, say), _booked(facts)
        if key is not None and booked is not None:
            return _against(plan, facts, key, (number, booked), kind == _TARGET, text, say)
    return None


def _plan(table):
    """(which kind of plan it is, the column that tells it); ("", None) where it is none."""
    numbers = measurable(table)
    for kind in (_BUDGET, _TARGET):
        named = [c for c in numbers if re.search(kind, normal(c.name).replace("_", " "))]
        if named or (re.search(kind, normal(table.name).replace("_", " ")) and len(numbers) == 1):
            return kind, next(iter(named or numbers))
    return "", None


def _key(plan, facts, say):
    """The Key by which each planned thing has several rows on the other side."""
    found = keys_between(plan, facts, held_by(plan, say), held_by(facts, say))
    fitting = [k for k in found if k.unique == (True, False) and k.left.kind in (TEXT, IDENTIFIER)]
    return next(iter(fitting), None)


def _booked(facts):
    """The number of the rows that is added up: money before others."""
    paid = [c for c in measurable(facts) if meanings_of(c) & {"sales", "cost"}]
    return next(iter(paid), main_number(facts))


def _against(plan, facts, key, numbers, target, text, say):
    number, booked = numbers
    actual = say(f"实际{booked.name}", f"actual {booked.name}")
    left = say("差额", "difference") if target else say("剩余", "left")
    part = say("完成率 %", "reached %") if target else say("使用率 %", "used %")
    thing, total = quote(key.right.name), f"sum({_VALUE.format(quote(booked.name))})"
    sums = f"SELECT {thing} AS booked_thing, {total} AS booked FROM {quote(facts.name)} GROUP BY 1"
    due = _VALUE.format(quote(number.name))
    kept = [c for c in plan.columns if c is not number]
    rest = f"booked - {due}" if target else f"{due} - booked"
    made = (
        (due, number.name), ("booked", actual),
        (f"round({rest}, 6)", left), (f"round(booked * 100.0 / nullif({due}, 0), 2) || '%'", part),
    )  # fmt: skip
    told = ", ".join([*(quote(c.name) for c in kept), *(f"({sql})::VARCHAR AS {quote(name)}" for sql, name in made)])  # fmt: skip
    source = (
        f"(SELECT {told}\n  FROM (SELECT p.*, coalesce(booked, 0) AS booked FROM {quote(plan.name)} p"
        f" LEFT JOIN ({sums}) ON p.{quote(key.left.name)} = booked_thing))"
    )
    columns = [*kept, *(Column(name=name, kind=NUMBER, style="amount") for _, name in made)]
    files = [t.name if plan.path == facts.path else os.path.basename(t.path) for t in (plan, facts)]
    note = say(
        f"{actual}是 {files[1]} 里 {booked.name} 之和，与 {files[0]} 的 {number.name} 按 {key.text} 对应",
        f"{actual} is the sum of {booked.name} in {files[1]}, held against {number.name} of {files[0]} by {key.text}",
    )
    return source, columns, _question(text, plan, key, (number.name, actual, left, part), target, say), [note]  # fmt: skip


def _question(text, plan, key, names, target, say):
    """What is asked of these, in plain words."""
    number, actual, left, part = names
    one = [cell for cell in key.left.sample if _names(cell, text)]
    if len(one) == 1 and not re.search(_EACH, text, re.I):
        return say(
            f"列出 {key.left.name} 为 {one[0]} 的行",
            f"list the rows where {key.left.name} is {one[0]}",
        )
    if re.search(_ALTOGETHER, text, re.I) and not re.search(_EACH, text, re.I):
        return say(
            f"{number}总和、{actual}总和、{left}总和",
            f"total {number}, total {actual} and total {left}",
        )
    if re.search(_WHICH, text, re.I) and re.search(f"{_MOST}|{_LEAST}", text, re.I):
        return _ranked(text, left, part, target, say)
    limit = _limit(text, target) if re.search(_WHICH, text, re.I) else None
    if limit:
        sign, value = limit
        zh = {">=": "不小于", "<": "小于", "<=": "不大于"}[sign]
        en = {">=": "at least", "<": "under", "<=": "at most"}[sign]
        return say(f"列出 {left} {zh} {value} 的行", f"list the rows with {left} {en} {value}")
    return say("列出所有行", "list all rows")


def _names(cell, text):
    """Whether the text names the cell, as a word of its own and as it is written where it is short."""
    word = rf"(?<![A-Za-z0-9]){re.escape(cell)}(?![A-Za-z0-9])"
    return len(cell) > 1 and bool(re.search(word, text, 0 if len(cell) < 4 else re.I))


def _limit(text, target):
    """(sign, number) of what the rows must have left; None where all are told."""
    if target:
        if re.search(_MISSED, text, re.I):
            return "<", 0
        return (">=", 0) if re.search(_MADE, text, re.I) else None
    if re.search(_WITHIN, text, re.I):
        return ">=", 0
    return ("<", 0) if re.search(_OVER, text, re.I) else None


def _ranked(text, left, part, target, say):
    """The first by what is left, by what was used, or by how far it is over."""
    over = bool(re.search(_OVER, text, re.I)) and not target
    by = left if re.search(_LEFT, text, re.I) or over else part
    low = over != bool(re.search(_LEAST, text, re.I))
    way = say("从低到高" if low else "从高到低", "from low to high" if low else "from high to low")
    return say(f"按 {by} {way}，列出前 1 行", f"list the first 1 rows sorted by {by} {way}")
