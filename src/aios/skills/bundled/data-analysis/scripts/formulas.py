"""Sums written out: "high minus low", "sets * reps * weight", "cost per click", as one column."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from chains import mark_chains
from derived import difference, marked
from mentions import meanings_of
from pieces import intensive
from query import RATIO
from sentence import AGGREGATE, COLUMN, EXTREME
from sums import mark_sums
from table import NUMBER, Column
from words import MEANINGS, NEVER_MEASURED

_MINUS, _TIMES, _PLUS = (
    r"(?:-|−|minus|减去?)",
    r"(?:\*|×|x|乘以?|times|multiplied by)",
    r"(?:\+|plus|加上?)",
)

# What is asked for, where a product in brackets says how much it is.
_PAID = r"(?:pay|owe|owed|due|paid|earn|earned|get|cost|make|made|bring in|charge|bill|spend|spent|take in|collect|transfer)(?![a-z])"
_OWED = (
    r"\b(?:how much (?:money )?|what )(?:(?:do|does|did|will|would|should|must|can|have|has|had|is|am|are|to|i|we|they|you|he|she|it)\s+)*"
    rf"(?P<each>(?:each|every|our|the|my)\s+(?:{COLUMN}|[a-z]+)\s+)?(?:(?:has|have|had|is|was) )?(?:{COLUMN}|{_PAID})"
)


def mark_formulas(sentence, table):
    """Mark "high minus low", "sets * reps * weight", "A 和 B 之差" as one column; their names are marked already."""

    def numbers(match):
        marks = re.findall(COLUMN, match.group().split("(")[-1])
        found = [sentence.things[m].best() for m in marks]  # "district" is no area in m²
        return found if all(c.kind == NUMBER for c in found) else []

    def use(match, make):
        columns = numbers(match)
        return f" {marked(sentence, make(columns))} " if len(columns) > 1 else False

    _take_what_is_paid(sentence)
    name = rf"{AGGREGATE}?(?:{COLUMN}\s*|\b[a-z]+(?: [a-z]+)?\s*|[\u4e00-\u9fff]{{1,4}}\s*)?[(]"
    sentence.take(  # "revenue by author (price * copies)"
        rf"\b(?P<w>[a-z]+)(?P<mid>\s+(?:by|per|for|of|in)\s[^()]*)\((?P<sum>\s*{COLUMN}(?:\s*{_TIMES}\s*{COLUMN})+\s*)\)",
        lambda m: f" {m['sum']} {m['mid']}" if m["w"] in MEANINGS else False,
    )
    sentence.take(  # "the stock value (quantity x unit cost)": the product is there already
        rf"(?P<c>{COLUMN})\s*[(][^()]*\s(?:{_TIMES})\s[^()]*[)]",
        lambda m: m["c"] if " × " in sentence.things[m["c"]].best().name else False,
    )
    mark_chains(sentence, marked)
    mark_sums(sentence, table)  # "进球和助攻加起来", "math and english combined"
    for sign, make in ((_TIMES, _joined(" * ", " × ")), (_PLUS, _joined(" + ", " + "))):
        several = rf"{COLUMN}(?:\s*{sign}\s*{COLUMN})+"
        for pattern in (rf"{name}\s*{several}\s*[)]", several):
            sentence.take(pattern, lambda m, make=make: use(m, make))
    sentence.take(
        rf"{COLUMN}\s*(?:和|与|跟|(?:is |are |does |do )?(?:and|!=))?\s*{COLUMN}\s*(?:不一致|不相[等符]|不等|不同|对不上|不匹配)的?|{COLUMN} (?:is not equal to|(?:does not|doesn't|do not|don't) (?:match|equal)|differs? from|!=) (?:the )?{COLUMN}",
        lambda m: f" {marked(sentence, _apart(numbers(m)))} > 0.005 " if numbers(m) else False,
    )
    sentence.take(
        rf"{COLUMN}\s*(?:per (?:unit of )?(?:the )?|divided by (?:the |their |its )?|over (?:the )?|/\s*|÷\s*|除以|与|和|跟|to (?:the )?){COLUMN}(?P<z>\s*(?:之比|的?比[值率例]?(?=$|[\s，,。]))|\s+ratios?\b)?",
        lambda m: use(m, _divided) if _is_ratio(m, numbers(m)) else False,
    )
    sentence.take(  # "每平米物业费", "场均进球": one number for each unit of another
        rf"(?:(?:平均)?每一?个?|单位)(?P<z>{COLUMN})的?(?P<c>{COLUMN})",
        lambda m: use(m, lambda c: _divided(c[::-1])) if _is_each(m, numbers(m)) else False,
    )
    sentence.take(  # "net pay (gross minus tax)", "average hourly pay by contract (gross / hours)"
        rf"\b(?:[a-z]+ )?(?P<w>[a-z]+)(?P<mid>\s+(?:by|per|for|of|in)\s[^()]*[\ue000-\uf3ff][^()]*)?\s*[(]\s*(?P<m>{COLUMN}(?:\s*{_MINUS}\s*{COLUMN})?)\s*[)]",
        lambda m: (
            f" {m['m']} {m['mid'] or ''}"
            if m["w"] in MEANINGS and _is_made(m["m"], sentence)
            else False
        ),
    )
    sentence.take(  # "average spend per head (food plus drinks divided by covers)"
        rf"(?P<a>{AGGREGATE}\s*)?(?:{COLUMN}|\b(?!by\b|per\b|for\b|each\b)[a-z]+(?: per [a-z]+)?)\s*[(]\s*=?\s*(?P<m>{COLUMN})\s*[)]",
        lambda m: f" {m['a'] or ''}{m['m']} " if sentence.things[m["m"]].best().factors else False,
    )
    _mark_unit_costs(sentence, table)
    _mark_cheapest_per(sentence, table)
    sentence.take(
        rf"\bratios? (?:of|between) (?:the )?{COLUMN} (?:to|and|over) (?:the )?{COLUMN}",
        lambda m: use(m, _divided),
    )
    for pattern in (
        rf"\b(?:difference|gap|spread)s? (?:between|of) (?:the )?{COLUMN} (?:and|to) (?:the )?{COLUMN}",
        rf"{COLUMN}\s*(?:和|与|跟|减去?)\s*{COLUMN}\s*(?:之间)?的?(?:之差|差[值额距]?|相差(?:多少)?)",
        rf"{COLUMN}\s*{_MINUS}\s*(?:the )?{COLUMN}",
    ):
        sentence.take(pattern, lambda m: use(m, lambda columns: difference(*columns[:2])))


def _take_what_is_paid(sentence):
    """ "How much do I owe each of them, that is hours times rate?": the sum says what is owed."""
    product = rf"{COLUMN}(?:\s*{_TIMES}\s*(?:the |their |its |each )*{COLUMN})+"
    that = r"(?:i\.?e\.?|(?:that|which|it)(?:'s| is| would be)|meaning|calculated as|just|simply|so|也?就?是|即|等于|用|按|=)"
    sentence.take(
        rf"(?P<asked>{_OWED})(?P<mid>[^()?]*?)\s*(?:[(,:]\s*)+(?:{that}[\s,:]*)*(?:the |their )?(?P<sum>{product})\s*(?:[)]|(?=[,.;?]|$))",
        lambda m: (
            f" {re.sub('(?:the|their|its|each) ', '', m['sum'])} {m['each'] or ''} {m['mid']} "
        ),
    )


def _is_made(marks, sentence):
    """Whether it is a sum written out: of several columns, or a column that was made."""
    columns = [sentence.things[mark].best() for mark in re.findall(COLUMN, marks)]
    return len(columns) > 1 or bool(columns[0].factors)


def _mark_unit_costs(sentence, table):
    """ "每次转化花了多少钱", "what does each click cost": what was spent by how many there were."""
    spent = next((c for c in table.of_kind(NUMBER) if "cost" in meanings_of(c)), None)
    sums = "".join(m for m, thing in sentence.things.items() if thing == "sum")

    def use(match):
        counted = sentence.things[match["n"]].best(NUMBER)
        costs = [sentence.things[m] for m in match["cost"] if m in sentence.things]
        told = all(t == "sum" or t.best(NUMBER) is spent for t in costs)
        if counted in (None, spent) or intensive(counted) or not told:
            return False
        return f" {marked(sentence, _divided((spent, counted)))} "

    if spent is not None:
        money = rf"(?P<cost>[{sums}]|{COLUMN})" if sums else rf"(?P<cost>{COLUMN})"
        sentence.take(rf"(?:平均)?每[一个次笔单件名位]*(?P<n>{COLUMN})的?{money}", use)
        sentence.take(rf"\b(?:each|every|a|an|one|single)\s+(?P<n>{COLUMN})\s*{money}", use)


def _mark_cheapest_per(sentence, table):
    """ "cheapest per kg": by what one costs, not by the price that "cheapest" alone points at."""
    numbers = table.of_kind(NUMBER)
    money = [
        next((c for c in numbers if m in meanings_of(c)), None) for m in ("price", "cost", "sales")
    ]

    def use(match):
        way, meaning = sentence.things[match["e"]]
        paid = next(filter(None, money), None)
        per = sentence.things[match["n"]].best(NUMBER)
        if meaning != "price" or paid is None or per in (None, paid):
            return False
        return f" {sentence.mark('extreme', (way, ''))} {marked(sentence, _divided((paid, per)))} "

    sentence.take(rf"(?P<e>{EXTREME})\s*(?:per|for each|by the)\s+(?P<n>{COLUMN})", use)


def _is_ratio(match, columns):
    """Whether "price per sqft" is one number by another: "sales per month" has no second number,
    "rating per stars" groups by a few kinds."""
    if len(columns) < 2 or columns[0] is columns[1] or meanings_of(columns[1]) & NEVER_MEASURED:
        return False
    said = re.search(r"\bper\b|divided|/|÷|除以", match.group())
    divided = re.search(r"divided|/|÷|除以", match.group())
    return bool(match["z"] or divided or (said and len(columns[1].sample) > 11))


def _is_each(match, columns):
    """Whether "每面积物业费" is one number by another: numbers of many kinds are no groups."""
    if len(columns) < 2 or columns[0] is columns[1]:
        return False
    many = len(columns[0].sample) > 6 or match.group().startswith("单位")
    return many and not meanings_of(columns[0]) & NEVER_MEASURED


def _divided(columns):
    """One column by another, row by row."""
    name = " ÷ ".join(c.name for c in columns[:2])
    return Column(name=name, kind=NUMBER, factors=tuple(columns[:2]), unit=f"/{columns[1].name}", formula=RATIO, averaged=True)  # fmt: skip


def _apart(columns):
    """How far two columns are from each other."""
    name = " − ".join(c.name for c in columns[:2])
    return Column(name=f"|{name}|", kind=NUMBER, factors=tuple(columns[:2]), formula="abs({0} - ({1}))", averaged=True)  # fmt: skip


def _joined(sign, written):
    def make(columns):
        averaged = sign == " + " and all(intensive(c) for c in columns)
        return Column(name=written.join(c.name for c in columns), kind=NUMBER, factors=tuple(columns), joined=sign, averaged=averaged)  # fmt: skip

    return make
