"""A clause of a question about a log as an Ask: which rows, told apart by what, and what of them."""

# ruff: noqa: E501 - a sentence in two languages is one line

import re
from dataclasses import dataclass, field, replace

from query import Filter, Group, Measure

ENOUGH = {"many", "share", "rate", "first", "last", "when", "most", "least", "top", "sum", "mean", "median", "maxi", "mini", "centile", "per", "distinct", "list", "which", "any"}  # fmt: skip
_AGGREGATES = {"sum": "sum", "mean": "mean", "median": "median", "maxi": "max", "mini": "min"}
THINGS = {"dim", "unit", "numcol", "size", "rows", "filter"}
ORDERS = {"top", "num", "down", "most", "least"}
_TOLD = {
    "rows",
    "rate",
    "share",
    "numcol",
    "distinct",
    "first",
    "last",
    "many",
    "centile",
    *_AGGREGATES,
}


@dataclass(kw_only=True)
class Ask:
    """One thing that is asked: the rows it is about, what of them, told apart by what."""

    held: list = field(default_factory=list)  # conditions of the rows, as of a path
    own: list = field(default_factory=list)  # conditions that are what is counted, as of errors
    measures: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    extra: list = field(default_factory=list)  # conditions counted beside
    limit: int = 0
    way: str = ""
    having: tuple = ()
    share: bool = False
    many: bool = False
    worded: bool = False  # of a log whose messages are in words
    listed: str = ""  # the rows themselves: "all", or the column that they are ranked by
    told: bool = False  # it asks for the number of what was asked before


def filters_of(tokens, noun=None):
    return [f for t in tokens if t.kind == "filter" and noun in (None, t.noun) for f in t.meaning]


def clause_ask(clause, table):
    """The Ask of a clause; what "and" joins in it is told side by side."""
    parts = [_ask(part, table, _ranked(clause)) for part in _parts(clause)]
    if any(part is None for part in parts):
        return None
    ask, *more = parts
    ask.held = _merged(filters_of(clause, noun=False))
    ask.groups = list(dict.fromkeys(g for part in parts for g in part.groups))
    ask.groups += [Group(column=f.column) for f in ask.held if f.operator == "=" and len(f.values) > 1 and not ask.groups]  # fmt: skip
    sides = [part.own[0] for part in parts if len(part.own) == 1]
    if len(sides) == len(parts) > 1 and any(p.share for p in parts) and not ask.groups:
        return _shares_of(ask, sides)
    if len(sides) == len(parts) > 1 and not ask.groups and len({(f.column.name, f.operator) for f in sides}) == 1 and sides[0].operator == "=":  # fmt: skip
        more, ask.own = [], []
        ask.held += _merged(sides)
        ask.groups = [Group(column=sides[0].column)]
    for part in more:
        if not _joined(ask, part):
            return None
    ask.listed = _listed(clause, ask)
    if not _bounded(ask, clause, table):
        return None
    numbered = next((t.number for t in clause if t.kind in ("top", "num") and t.number), 0)
    _order(ask, clause, numbered)
    if ask.limit and not (ask.groups or ask.listed):
        return None  # so many of what is not said
    return ask


def _shares_of(ask, sides):
    """The share of each of several kinds of rows, and of those of one column together."""
    both = _merged(sides)
    ask.measures = [rate_of(one) for one in dict.fromkeys((*sides, *both))]
    ask.own, ask.share = [], False
    return ask


def _listed(clause, ask):
    """Whether the rows themselves are asked for: "show the 5xx lines", "the 5 slowest requests"."""
    kinds = {t.kind for t in clause}
    if (
        ask.groups
        or ask.share
        or kinds & {"many", "rate", "distinct", "first", "last", "sum", "mean"}
    ):
        return ""
    if "when" in kinds and (ask.own or ask.held) and not _ranked(clause):
        return "all"  # "when did they occur"
    numbers = [m.column.name for m in ask.measures if m.column]
    if (
        kinds & {"maxi", "mini"}
        and "rows" in kinds | ({"rows"} if "num" in kinds else set())
        and numbers
    ):
        return numbers[0]
    told = "rows" in kinds or (ask.own and "per" not in kinds)  # "list all warnings"
    return "all" if "list" in kinds and told and not _ranked(clause) else ""


def _joined(ask, part):
    """Whether what another part asks can be told in the same table."""
    if all(m.column and not m.condition for m in (*ask.measures, *part.measures)):
        ask.own = list(dict.fromkeys((*ask.own, *part.own)))
        ask.measures += [m for m in part.measures if m not in ask.measures]
    elif part.own and part.own == ask.own:
        ask.many = True
    elif part.own:
        ask.extra.append(part.own)
    elif ask.own and any(m.aggregate != "count" for m in part.measures):
        return False
    elif ask.own:
        ask.extra.append([])
    else:
        ask.measures += [m for m in part.measures if m not in ask.measures]
    ask.share = ask.share or part.share
    return len(part.own) < 2 and (not ask.extra or len(ask.own) < 2)


def _merged(filters):
    """Values of one column that are named side by side are alternatives."""
    found = []
    for one in filters:
        same = next((f for f in found if f.column == one.column and f.operator == one.operator == "="), None)  # fmt: skip
        if same:
            values = tuple(dict.fromkeys((*same.values, *one.values)))
            found[found.index(same)] = replace(same, values=values)
        elif one not in found:
            found.append(one)
    return found


def _parts(clause):
    """The clause cut where "and" joins two things to be counted or computed."""
    cut = [[]]
    for place, token in enumerate(clause):
        after = clause[place + 1 :]
        ending = next((i for i, t in enumerate(after) if t.kind == "and"), len(after))
        ends = {t.kind for t in cut[-1]} & {"first", "last"} and {
            t.kind for t in after[:ending]
        } & {"first", "last"}
        if token.kind == "and" and _counts(cut[-1]) and _counts(after[:ending]) and not ends:
            cut.append([])
        elif token.kind != "and":
            cut[-1].append(token)
    return [part for part in cut if part]


def _counts(tokens):
    """Whether the tokens name something that can be told by itself."""
    return any(t.noun or t.kind in _TOLD for t in tokens)


def _ranked(clause):
    return any(t.kind in ("most", "least", "top") for t in clause)


def _ask(part, table, ranked):
    """The Ask of a part: what rows are told apart by, and what is counted of them."""
    ask = Ask(own=_merged(filters_of(part, noun=True)))
    kinds = {t.kind for t in part}
    distinct = []
    dims = [t for t in part if t.kind in ("dim", "unit")]
    for place, token in enumerate(part):
        if token.kind == "dim" and token.meaning == "message" and not _pointed(part, place):
            continue  # "how many messages": rows
        if (
            token.kind == "dim"
            and not ranked
            and _how_many(part, place)
            and part[place - 1].said != "count"
        ):
            distinct.append(table.column(token.meaning))
        elif token.kind in ("dim", "unit"):
            ask.groups.append(grouped(token, table))
    if any(t.said in ("who", "谁", "都有谁", "有谁") for t in part) and not dims:
        name = "user" if table.column("message") and table.column("user") else "ip"
        ask.groups += [Group(column=table.column(name))] if table.column(name) else []
    ask.measures = _measures(part, table, distinct, ask)
    ask.worded = table.column("message") is not None
    ask.share, ask.many = "share" in kinds, "many" in kinds
    ask.told = not (ask.groups or ask.own or distinct or ask.share) and kinds <= {"many", "rows", "per", "and", "sum", "which", "it"}  # fmt: skip
    return ask if ask.measures else None


def _pointed(part, place):
    """Whether a word for messages is pointed at: "which message", "the most common message"."""
    pointing = {"which", "most", "top", "distinct", "per", "num", "least"}
    return any(t.kind in pointing for t in part[max(0, place - 2) : place])


def _how_many(part, place):
    """ "how many IPs", "the number of different users", "多少个不同的 IP"."""
    before = [t.kind for t in part[:place]]
    while before and before[-1] in ("rows", "num") and "many" in before:
        if part[len(before) - 1].said not in ("条", "个", "次", "种", "台"):
            return False
        before.pop()
    return before[-1:] in (["many"], ["distinct"])


def grouped(token, table):
    if token.kind == "unit":
        return Group(column=table.column("time"), unit=token.meaning)
    return Group(column=table.column(token.meaning))


def _measures(part, table, distinct, ask):
    """What is counted or computed; None where it names what the log does not tell."""
    kinds = {t.kind for t in part}
    numbers = [table.column(t.meaning) for t in part if t.kind == "numcol"]
    numbers = numbers or [table.column("bytes") for t in part if t.kind == "size"]
    took = [c for c in table.columns if c.name.startswith("duration")]
    if not numbers and kinds & {"mean", "median", "mini", "maxi", "centile"} and len(took) == 1:
        numbers = took
    if any(t.said == "traffic" for t in part) and any(g.unit for g in ask.groups):
        numbers = []  # the hour with the most traffic: requests
    if numbers:
        return _computed(part, numbers[0])
    if "rate" in kinds:
        condition = ask.own.pop() if ask.own else _error(table)
        return [rate_of(condition)] if condition and not ask.own else None
    if kinds & {"mean", "median", "mini", "maxi", "centile", "size"}:
        return None
    if kinds & {"first", "last"} and "num" in kinds:
        return None  # "the last 4 errors": lines
    if kinds & {"first", "last", "when"}:
        ends = [name for name, kind in (("min", "first"), ("max", "last")) if kind in kinds]
        counted = [Measure(aggregate="count")] if "many" in kinds else []
        ended = [Measure(aggregate=name, column=table.column("time")) for name in ends]
        if ended:
            return [*counted, *ended] if table.column("time") else None
    different = [Measure(aggregate="distinct", column=column) for column in distinct]
    return different or [Measure(aggregate="count")]


def _computed(part, column):
    """The measures of a number: the total of bytes, the mean of how long it took."""
    kinds = {t.kind for t in part}
    ranked = kinds & {"dim", "unit"} and kinds & {"mean", "median", "centile", "sum"}
    ends = {"maxi", "mini"} if ranked else set()  # "slowest on average": ranked by the average
    names = [_AGGREGATES[t.kind] for t in part if t.kind in _AGGREGATES and t.kind not in ends]
    names += [t.meaning for t in part if t.kind == "centile"]
    assumed = "sum" if column.name == "bytes" else "mean"
    return [Measure(aggregate=name, column=column) for name in dict.fromkeys(names or [assumed])]


def _error(table):
    """What an error is where nothing more is said of it."""
    if table.column("status"):
        return Filter(column=table.column("status"), operator=">=", values=(400,))
    level = table.column("level")
    cells = [str(c) for c in (level.sample if level else ()) if str(c).upper().startswith("ERR")]
    return Filter(column=level, operator="=", values=(cells[0],)) if cells else None


def rate_of(condition):
    return Measure(aggregate="rate", column=condition.column, condition=condition)


def _order(ask, clause, numbered):
    kinds = {t.kind for t in clause}
    ends = _ranked(clause) or (kinds & {"maxi", "mini"} and (ask.groups or ask.listed))
    if ends or (numbered and ("down" in kinds or not ask.groups)):
        ask.limit = numbered or (0 if "down" in kinds or _plural(clause) else 1)
    ask.way = "asc" if kinds & {"least", "mini"} else "desc" if ask.limit or "down" in kinds else ""


def _bounded(ask, clause, table):
    """Whether "more than 100" can be told of something: of a number that is named, or of the groups."""
    for place, token in enumerate(clause):
        if token.kind in ("over", "atleast"):
            operator = ">" if token.kind == "over" else ">="
            before = clause[place - 1] if place else token
            if before.kind == "numcol":
                column = table.column(before.meaning)
                ask.held.append(Filter(column=column, operator=operator, values=(token.number,)))
            elif ask.groups:
                ask.having = (operator, token.number)
            else:
                return False
    return True


def _plural(clause):
    """ "What are the most frequent messages", "最多的是哪些": several, with no number."""
    said = [t.said for t in clause if t.kind in ("dim", "which", "list")]
    return any(re.search(r"[^s]s$|哪些", word) for word in said)


def with_more(held, more):
    """The conditions with more; on the same column the later one takes the earlier's place."""
    names = {f.column.name for f in more}
    return [*(f for f in held if f.column.name not in names), *more]
