"""Who has no row of a kind: "谁一次都没迟到过", "哪些学生从没缺过课", "who was never late"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from attended import among
from mentions import amount_of, meanings_of
from people import is_person
from query import Filter, Measure
from rates import yes_of
from sentence import COLUMN, VALUE, normal
from table import IDENTIFIER, NUMBER, TEXT

_EVER = r"(?:从来?|一直|压根|始终|全程|根本|一[次天回节堂个][\u4e00-\u9fff]{0,2}?)(?:都|也|就)?"
_WHAT = rf"(?P<what>{VALUE}|{COLUMN})"
_NEVER = (
    rf"(?P<sure>{_EVER})?(?:还|都)?(?:没有?|未曾?|不曾)(?:[买订借选点用去看报](?=过))?(?:过|任何|出现过?|发生过?|被)?{_WHAT}(?:[过了]|记录|情况)*的?",
    rf"\b(?P<sure>(?:was|were|is|are|has|have|had|been) )?(?:never|not (?:even )?once)(?: ever| been| marked| recorded| as| had an?)*(?: [a-z]+)?(?: any)? {_WHAT}(?: before| at all)?",
    rf"\b(?P<sure>did|have|has|had)(?: not|n't)(?: ever)? [a-z]+(?: any)? {_WHAT}(?: yet| at all| before)?",
)
# "bought pots but no tea": of the one there are rows, of the other none
_BUT = rf"(?P<one>{VALUE})(?:[过了]|的)*[,，]?\s*(?:(?:but|and|yet|though)\s+(?:has |have |had |did )?(?:not|never|no|none of|without)(?: ever)?(?: (?!{VALUE})[a-z]+)?(?: any)?|(?:但是?|却|可|而|然而)?(?:从来?|一次都|又)?(?:没有?|未)(?:[买订借选点用去看]过?|过)?)\s*{_WHAT}"
_ALWAYS = rf"(?P<sure>一直|始终|次次|天天|每[次天回])(?:都|全都?)?(?:是|很)?{_WHAT}(?=的|\W*$)的?"
_WHO = r"谁|哪[些几]?[个位名]?|\bwho\b|\bwhich\b|有[多几]少?个?人|(?:用户|客户|顾客|会员|学生|同学|员工|学员|读者|患者|病人|人)(?:一共|总共)?[有是]?(?:多少|几)[个位名]?人?|(?:用户|客户|顾客|会员|学生|同学|员工|学员|读者|患者|病人|人)的?(?:名单|列表|清单|有?哪些|是谁)|(?:多少|几)[个位名]?(?:用户|客户|顾客|会员|学生|同学|员工|学员|读者|患者|病人)"
_ROWS_ASKED = r"(?:多少|几)(?:天|次|条|行|笔|单)"
_WHOSE = {"employee", "customer", "student", "name", "product", "store", "supplier"}


def take_never(sentence, table, parts):
    """Keep in `parts.having` that no row of a group may fit what is said of it."""
    asked = re.search(_WHO, parts.said) and not re.search(_ROWS_ASKED, parts.said)
    entities = any(
        meanings_of(c) & _WHOSE and not table.unique(c) for c in table.of_kind(TEXT, IDENTIFIER)
    )
    if parts.having or not (asked and entities):
        return

    whose = _whose(sentence, table)

    def use(match, always):
        condition = _condition(sentence.things[match["what"]], always, whose)
        if condition is None:
            return False
        parts.having = ("=", 0, "fitting", condition)
        return " "

    def but(match):
        one, other = (sentence.things[match[key]] for key in ("one", "what"))
        alike = [
            c for c, _ in one.cells if any(c is held for held, _ in getattr(other, "cells", ()))
        ]
        if not alike:
            return False
        cells = [cell for thing in (one, other) for c, cell in thing.cells if c is alike[0]]
        parts.filters.append(among(alike[0], cells, True))
        return use(match, False)

    sentence.take(_BUT, but)
    sentence.take(_ALWAYS, lambda m: use(m, True))
    for pattern in () if parts.having else _NEVER:
        sentence.take(pattern, lambda m: use(m, False))


def _whose(sentence, table):
    """What is asked for is not what it never had: products, where the customers are named."""
    named = [thing.best() for thing in sentence.all("column")]
    who = re.search(r"\bwho\b|谁|哪[些几]?个?人|有[多几]少?个?人", sentence.text)
    people = [c for c in table.of_kind(TEXT) if is_person(c)]
    found = [c for c in named if meanings_of(c) & _WHOSE] or (people if who else [])
    return [c for c in found if not table.unique(c)]


def _condition(thing, always, whose):
    """The Filter of the rows of which there are none; of "always" those that do not fit."""
    cells = [
        (c, cell)
        for c, cell in getattr(thing, "cells", ())
        if not meanings_of(c) & _WHOSE or (whose and c not in whose)
    ]
    if cells:
        column = cells[0][0]
        return among(column, [cell for c, cell in cells if c is column], not always)
    column = thing.best() if hasattr(thing, "best") else None
    if column is None:
        return None
    if yes_of(column) is not None:
        return Filter(column=column, operator="!=" if always else "=", values=(yes_of(column),))
    counted = column.kind == NUMBER and thing.text == amount_of(normal(column.name))
    return Filter(column=column, operator=">", values=(0,)) if counted and not always else None


def fitting(condition):
    """How many rows of a group fit the condition."""
    return Measure(aggregate="fitting", column=condition.column, condition=condition)
