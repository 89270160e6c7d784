"""Several things asked at once in Chinese: each is read by itself where the whole leaves some of them unread."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re
from dataclasses import dataclass, replace

from aios_skill import Failure
from aside import alone, also, kept_picture
from askcuts import asked_apart, both_ends, in_full
from frames import without_frame
from leftaside import opposite
from query import Measure, Query
from rounding import rounded
from studysql import STUDIES
from table import DATE, NUMBER

# A question that goes on from the one before it has no subject of its own.
_GOES_ON = r"^(?:其中|[比较和跟同][上前去]|环比|同比|那么?|它|他|她|这些?|其[他它余]|和其|比|占|又|分别|各(?:是|占|有|花|多)|平均(?:值|数)?(?:是|为|呢|多少)|(?:哪|谁)[^,，]{0,6}最[^,，]{0,3}[?？。]?$)|呢[?？。]?$"
_COUNTED = r"(?:多少|几)(?!钱|元|块|分(?!之)|千|公|米|度|毫|小时|岁|秒|%)[个名位条行笔次单人件种家份场篇本张间套辆台天项例道门科起趟步]|[人次件单条笔个天户]数|数量|次|比例|占|率|最[多少]|百分之|有多少|多少(?=[个名位条行笔次单人件种家份场篇本张间套辆台天项例道门科起趟步])"
_PRONOUN = r"^\s*(?:那么?)?(?:他|她|它|他们|其|该[\u4e00-\u9fff]{1,3}|[这那当](?:[个家位天月周年场种款名]|[\u4e00-\u9fff]{2})?)(?:们)?(?:的|总共|一共)?(?=[\u4e00-\u9fff])"
_ASKS_WHICH = r"哪|谁|最|[每各]|其[他它余]|分别|占|比|呢[?？]?$"
_ON_AVERAGE = r"\s*(?:那么?|它们的?|并|再)?(?:平均|人均|中位)"
# "再给出总计": of all the groups together
_GRAND = r"[,，。;；]\s*(?:再|并且?|最后|同时|另外|还要?|也|请)*(?:给[出个]?|告诉我|说[出明]?|算出?|列出|加上|求出?|附上|计算|统计)(?:一下|一个|所有|全部|整体)?的?(?:总计|合计|总和|总额|总数)(?:数|额|值)?(?:是多少|多少)?\s*[。.!！]?\s*$"
_APART, _MENDED = r"[每各]|按", ("question_not_understood", "column_unknown", "not_numeric")
_OF_ALL = r"全部|所有|总共|一共|整体|总体|全[年校厂店公体部]"

_OF_EVERY_ROW = r"全部|所有|整体|总体|全[年校厂店公体部班组]"


@dataclass(frozen=True)
class Read:
    """A text that was read: its Query, the Question, and the words that were not used."""

    query: object
    question: object
    unused: tuple
    weak: bool = False
    sure: bool = False

    def words(self):
        """How many letters were left over."""
        return sum(map(len, self.unused))


def several(text, table, whole, read):
    """The Read of a text that asks several things, or None where `whole` answers them all.

    `whole` is the Read of the whole text, or the Failure; `read(texts)` reads the last of texts.
    """
    if text.isascii() or table.events:
        return None
    plain = without_frame(text, table.path, os.path.basename(table.path))
    if match := re.search(_GRAND, plain):
        first = _read(plain[: match.start()], [], read)
        if with_grand_total(first):
            return first
    asks, digits = asked_apart(both_ends(plain), table)
    asks = in_full(asks)
    if not asks or [ask for ask, _ in asks] in ([text], [plain]):
        return None
    reads, failed = _each(asks, read)
    if all(one.weak for one in reads) or (failed and not isinstance(whole, Failure)):
        return None
    if isinstance(whole, Failure):
        return _together(reads, failed, digits) if whole.code in _MENDED else None
    return _together(reads, failed, digits) if _better(reads, whole, len(asks)) else None


def with_grand_total(first):
    """Whether the Read is of groups; then the same of all of them is told after it."""
    if first is None or first.query.kind != "aggregate" or not first.query.groups:
        return False
    held = {"groups": [], "order": "", "limit": 0, "share": False, "growth": ""}
    first.query.others.append(also(replace(alone(first.query), **held)))
    return True


_SHARE = r"\s*(?:并且?|又|各自?|分别|它|他们|她)?(?:各)?占(?:比|了)?(?:总[^,，。]{0,6}|全[^,，。]{0,4}|整体)?的?(?:是|为)?(?:百分之(?:几|多少)|多少|几成|多大(?:比例|比重)|比例)[^,，。]{0,4}[?？。,，]?\s*$"
_THE_REST = r"\s*(?:那么?)?(?:[和跟与同比])?(?:其[他它余]|剩下|另外)的?(?:[\u4e00-\u9fff]{0,4}?)(?:相比|比较?|对比)?(?:呢|怎么?样|如何|(?:是|有|各是)?多少[^,，。]{0,2}|有什么(?:差别|区别|不同))[?？。]?\s*$"
_EACH = r"^\s*(?:那么?)?(?:[每各]一?[个类种家项位款组]?|分别)(?=占|是|有|多少|花|卖|平均|的)"
_LIST_THEM = r"\s*(?:并|再|请|把|帮我)*(?:(?:列出|列一下|给出|告诉我|显示)|(?:他们|她们|它们|这些人?|这几[个位]))"
_SORTED, _UPWARDS = r"按|从|排序?|序", r"从[低小少短早旧].{0,2}到|升序|由[低小少]"
_CARRIED = r"不?及格|优秀|平均|总(?!共)|合计|最[高低大小]|中位数"


def _each(asks, read):
    """([Read], [text that was not understood]) of each of them."""
    reads, failed, before = [], [], []
    for ask, same in asks:
        if reads and _shared(ask, reads[-1]):
            continue
        ask = _named_again(ask, reads)
        rest = _rest_of(ask, reads)
        if rest:
            reads.append(rest)
            continue
        won = _of_the_winner(ask, reads, read)
        if won is not None:
            reads[-1] = won
            continue
        grouped = (
            (same or re.match(_ON_AVERAGE, ask))
            and re.search(_APART, before[-1] if before else "")
            and not re.search(f"{_APART}|{_OF_ALL}", ask)
        )
        found = _read(ask, before, read, grouped or re.search(_GOES_ON, ask.strip(" ，,。")))
        found = _of_the_same(found, reads, ask, read) if found and reads else found
        if found is None:
            failed.append(ask)
            continue
        found = _those_listed(found, reads, ask)
        if reads:
            found = _in_the_same(_of_the_listed(found, reads[-1], ask, same), reads[0], ask)
        reads.append(found)
        before.append(ask)
    return reads, failed


def _shared(ask, one):
    """Whether it asks for the share of what was ranked before; that is told with it then."""
    told = one.query.kind == "aggregate" and one.query.groups and re.match(_SHARE, ask)
    one.query.share = one.query.share or bool(
        told and all(m.aggregate in ("count", "sum") for m in one.query.measures)
    )
    return bool(told and one.query.share)


def _of_the_winner(ask, reads, read):
    """ "哪个客服的工单最多？他的平均评分是多少": of the one that came first; of all where it may mean that too."""
    first = reads[-1].query if reads else None
    plain = re.sub(_PRONOUN, "", ask)
    if (
        first is None
        or first.kind != "aggregate"
        or first.limit != 1
        or not first.groups
        or re.search(_ASKS_WHICH, plain)
    ):
        return None
    found = _read(plain, [], read)
    asked = found.query if found else None
    if asked is None or asked.kind != "aggregate" or asked.groups or found.unused or asked.growth:
        return None
    new = [f for f in asked.filters if str(f) not in set(map(str, first.filters))]
    measures = [_fitting(m, new) for m in asked.measures]
    if None in measures:
        return None
    if not (new or re.search(_OF_ALL, ask)) and _ranked_by(first.measures[0], measures):
        return replace(reads[-1], query=first)  # the number that it was ranked by is asked again
    beside = [m for m in measures if m.title not in {held.title for held in first.measures}]
    query = replace(first, measures=[*first.measures, *beside])
    query.others = [*first.others, *([also(alone(asked))] if re.search(_OF_ALL, ask) else [])]
    return replace(reads[-1], query=query, sure=bool(beside))


def _ranked_by(first, measures):
    """Whether these ask for the figure of a ranking: of its column, and no other of its figures."""
    return all(
        m.column == first.column and m.aggregate in ("sum", first.aggregate) for m in measures
    )


def _fitting(measure, conditions):
    """The measure of those rows of a group that fit; None where that cannot be told."""
    if not conditions:
        return measure
    if measure != Measure(aggregate="count") or len(conditions) > 1:
        return None
    return Measure(aggregate="fitting", column=conditions[0].column, condition=conditions[0])


def _rest_of(ask, reads):
    """ "和其他人比呢": the same of the rows that the condition before leaves out; or None."""
    held = reads[-1].query.filters if reads and re.match(_THE_REST, ask) else []
    turned = opposite([f for f in held if f.column.kind != DATE])
    if turned is None:
        return None
    kept = [f for f in held if f.column.kind == DATE]
    return replace(
        reads[-1], query=replace(alone(reads[-1].query), filters=[*kept, *turned]), sure=True
    )


def _named_again(ask, reads):
    """ "哪类问题最多？每类占多少": each of the groups that were spoken of."""
    groups = reads[-1].query.groups if reads else ()
    return re.sub(_EACH, f"每个{groups[0].column.name}", ask) if len(groups) == 1 else ask


def _of_the_same(found, reads, ask, read):
    """ "数学不及格的有几人？每个班的不及格率是多少": of the only number that was named before."""
    named = _numbers(reads[-1])
    if len(named) != 1 or _numbers(found) or not re.search(_CARRIED, ask):
        return found
    carried = _read(re.sub(_CARRIED, lambda m: f"{named[0]}{m[0]}", ask, count=1), [], read)
    return carried if carried and carried.words() <= found.words() else found


def _numbers(one):
    """The names of the columns of numbers that a text names."""
    things = one.question.sentence.things.values()
    columns = [thing.best(NUMBER) for thing in things if hasattr(thing, "best")]
    held = [(f.column.name, f.operator) for f in one.query.filters]
    there = {name for name, _ in held} - {name for name, operator in held if operator != "present"}
    return list(dict.fromkeys(c.name for c in columns if c and c.name not in there))


def _read(ask, before, read, goes_on=False):
    """The Read of one, by itself or going on from those before it; None where it says nothing."""
    ways = [[ask]]
    if before:
        on = [before[-1], ask]
        ways = [on, [ask]] if goes_on else [[ask], on]
    found = []
    for texts in ways:
        try:
            query, question = read(texts)
        except Failure:
            continue
        if query.kind == "summary":
            continue
        one = Read(
            replace(query, continues=False),
            question,
            tuple(question.parts.unused),
            _weak(query, question, ask),
        )
        if not (one.unused or one.weak):
            return one
        found.append(one)
    return min(found, key=lambda one: (one.weak, one.words()), default=None)


def _weak(query, question, ask):
    """Whether it was only half understood: rows counted where nothing says so, or one by one."""
    if query.kind == "rows":
        return not (query.filters or query.limit)
    if query.kind != "aggregate" or any(m.aggregate != "count" for m in query.measures):
        return False
    if any(m.column and m.column.kind == NUMBER for m in query.measures):
        return True  # nobody counts the cells of a number
    alone = any(question.table.unique(g.column) and g.unit in ("", "minute") for g in query.groups)
    return alone or not re.search(_COUNTED, ask)


def _in_the_same(found, first, ask):
    """The time that the first question is about holds for those after it, too."""
    held = {c.name for f in found.query.filters for c in f.columns()}
    held |= {g.column.name for g in found.query.groups}
    kept = [f for f in first.query.filters if f.column.kind == DATE and f.column.name not in held]
    if not kept or re.search(_OF_ALL, ask):
        return found
    return replace(found, query=replace(found.query, filters=[*kept, *found.query.filters]))


def _those_listed(found, reads, ask):
    """ "90 分以上的占多少？列出他们的姓名和部门", "…有几笔？列出日期和金额": the rows that were told of."""
    told = reads[-1].query if reads and re.match(_LIST_THEM, ask) else Query(kind="")
    rates = [m.condition for m in told.measures if m.aggregate == "rate"]
    counted = told.filters and {m.title for m in told.measures} == {"count"}
    named = found.query.kind == "aggregate" and not (found.query.filters or found.query.limit)
    if told.groups or not named or not (len(rates) == 1 or counted) or "各" in ask:
        return found
    measured = [m.column for m in found.query.measures if m.column]
    fields = [*(group.column for group in found.query.groups if not group.unit), *measured]
    fields += [g.column for g in found.query.groups if g.unit]
    rows = Query(kind="rows", filters=[*told.filters, *rates], fields=tuple(c.name for c in fields))
    if measured and re.search(_SORTED, ask):
        rows.order, rows.descending = measured[0], not re.search(_UPWARDS, ask)
    return replace(found, query=rows, sure=True)


def _of_the_listed(found, before, ask, same):
    """ "超过90天的有哪些？一共欠多少钱", "华南的订单有几个，金额合计多少": of the rows that were listed
    or counted, where it says no others; in a sentence of its own it is told of all rows as well."""
    query = before.query
    counted = query.kind == "aggregate" and {m.title for m in query.measures} == {"count"}
    picked = (
        (query.kind == "rows" or counted) and query.filters and not (query.limit or query.groups)
    )
    plain = found.query.kind == "aggregate" and not (found.query.filters or found.query.groups)
    if not (picked and plain) or re.search(_OF_EVERY_ROW, ask):
        return found
    of_those = replace(found.query, filters=list(query.filters))
    if query.kind == "rows" or same:
        return replace(found, query=of_those)
    measured = {m.column.name for m in found.query.measures if m.column}
    if measured & {c.name for f in query.filters for c in f.columns()}:
        return found  # "不及格的有几人？平均分是多少？": hardly of those who failed
    of_those.others = [*of_those.others, also(alone(found.query))]
    return replace(found, query=of_those, sure=True)


def _better(reads, whole, asked):
    """Whether the whole leaves something unread that the parts tell."""
    if sum(map(Read.words, reads)) > whole.words():
        return False
    if whole.query.kind in (*STUDIES, "relation") and not whole.unused:
        return False
    told = [whole.query, *(r.query for r in whole.query.others if r.also)]
    sure = any(one.sure for one in reads) or not any(_covers(big, reads[0].query) for big in told)
    if not (whole.unused or sure) and len(told) > 1:
        return False  # it tells several already
    if (
        not (whole.unused or whole.query.groups)
        and len(whole.query.measures) >= asked > 1
        and reads[0].query.having
    ):
        return False  # a figure for each of them
    seen, lost = (
        _things(reads[0]),
        reads[0].sure or not any(_covers(big, reads[0].query) for big in told),
    )
    for one in reads[1:]:
        new = _things(one) - seen
        ranked = (
            (one.query.limit > 1 and one.query.order == "value")
            or one.query.share
            or one.query.growth
        )
        lost = lost or (
            (bool(new) or ranked or one.sure)
            and not (one.weak or any(_covers(big, one.query) for big in told))
        )
        seen |= new
    return lost and (asked > 1 or sum(map(Read.words, reads)) < whole.words())


def _things(one):
    """What the text speaks of: columns, cells, periods, and figures but counts and totals."""
    found = set()
    for thing in one.question.sentence.things.values():
        if isinstance(thing, str):
            found |= {thing} - {"count", "sum", "distinct", ""}
        else:
            found.add(
                thing.best().name if hasattr(thing, "best") else str(getattr(thing, "text", thing))
            )
    return found


def _covers(big, small):
    """Whether an answer to the one tells the other as well."""
    if big.kind != small.kind:
        return False
    if big.kind in STUDIES or big.kind not in ("aggregate", "rows"):
        return True
    fitting = [str(m.condition) for m in big.measures if m.aggregate == "fitting"]
    if [m.title for m in small.measures] == ["count"] and fitting:
        return fitting == list(map(str, small.filters)) and not (big.groups or small.groups)
    if set(map(str, big.filters)) != set(map(str, small.filters)):
        return False
    if big.kind == "rows":
        return not big.limit or big.limit == small.limit
    ranked = small.limit and (big.order, big.descending, big.measures[:1]) != (
        small.order,
        small.descending,
        small.measures[:1],
    )
    return (
        {g.title for g in big.groups} == {g.title for g in small.groups}
        and set(map(_told_by, small.measures)) <= set(map(_told_by, big.measures))
        and (not big.limit or big.limit == small.limit)
        and not ranked
        and big.share >= small.share
        and bool(big.growth) >= bool(small.growth)
    )


def _told_by(measure):
    """What tells one figure from another: of two rates of a column, what each is the rate of."""
    return measure.title, str(measure.condition)


def leading(reads):
    """The Read that the others are told after: what is saved, what has limits to tell, the first."""
    ranked = (
        *(one for one in reads if one.query.export),
        *(one for one in reads if one.query.kind == "outliers"),
    )
    return next(iter(ranked), reads[0])


def _together(reads, failed, digits):
    """One Read of them all: the one that leads, the others beside it."""
    main = leading(reads)
    out = main.query
    rest = [r for r in reads if r is not main]
    for one in rest:
        out.others += [also(kept_picture(one.query)), *one.query.others]
        out.notes += [note for note in one.query.notes if note not in out.notes]
    rounded(digits, out)
    lost = [*(w for r in reads for w in r.unused), *(part.strip(" ，,。？?") for part in failed)]
    main.question.parts.unused = list(dict.fromkeys(lost))
    return replace(main, unused=tuple(main.question.parts.unused))
