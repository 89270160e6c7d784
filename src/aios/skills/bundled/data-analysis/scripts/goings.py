"""What people do in English, as what a table holds of it: "personal best", "behind with the rent", "leases run out"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import meanings_of
from sentence import normal
from table import DATE, NUMBER
from units import in_full, named_unit
from wordforms import head_of, unitless
from words import INTENSIVE

_ADVERB = r"(?:usually|typically|normally|generally|on average|as a rule|tend to)"
_SPENT = r"(?:take|need|spend|require|want)s?"
_UNIT = r"(?:hours|minutes|days|weeks)"
# "how many hours does each agent need on average to close one", "how long does each take to ship"
_EACH_TAKES = rf"\bhow (?:long|many (?P<unit>{_UNIT})) (?:does|do|did) (?:each|every)(?: of (?:our|the|my))? (?P<who>\w+)(?: {_ADVERB})? {_SPENT}(?: {_ADVERB})? to (?:be )?(?P<verb>\w+)(?: (?:it|one|them|an? \w+|the \w+|\w+s)\b)?"
# "how long does Riverside School usually take to pay"
_ONE_TAKES = rf"\bhow (?:long|many (?P<unit>{_UNIT})) (?:does|do|did) (?!it\b|an?\b|the \w+ (?:take|need)|each\b|every\b|that\b)(?P<who>[^?,.;]{{2,40}}?)(?: {_ADVERB})? {_SPENT}(?: {_ADVERB})? to (?:be )?(?P<verb>\w+)"
_PEOPLE = {"name", "employee", "student", "athlete", "customer"}
_WHO_IN_ALL = r"\bwho(?: all)?(?= (?:has |have )?(?:spent|gave|given|donated|paid|contributed|raised|earned|made|took|sold|brought in|ordered|pledged)\b[^.?]*\b(?:in total|in all|altogether|overall)\b)"
_PEOPLE_FIRST = r"\b(?:the )?(?P<way>largest|biggest|highest|smallest|lowest) {name}s? first\b"
_TOGETHER = r"\b(?:go(?:es)? (?:along|together|hand in hand)|correlat\w+|affects?|influences?|related|linked|connect(?:ed|ion)|depends?|relationship|link between|lead(?:s)? to|mean(?:s)? (?:better|worse|higher|lower|more|less|fewer))\b"
_SEE = r"\b(?:see|look at|check|use|using|compare|columns?(?: are)?:?)(?: the)?(?: columns?)? (?P<a>{names}),? (?:and|vs\.?|versus|against) (?P<b>{names})\b"
_EVERYONES = r"\b(?:everyone|everybody|each (?:one|person|of them))'s (?P<what>(?:(?!\b(?:in|for|from|at|with|during|where)\b)[^,.;?]){2,40})"
_BEST_TIME = r"\b(?:personal (?:bests?|records?)|best times?|season bests?|pbs?)\b(?: time)?"
_BEST_TIME_NAMED = r"\btime\b|duration|seconds|\bsplit\b"
_RAN = r"\b(?:swam|swims?|ran|runs?|finished|raced|rode|rowed|skated|skied|cycled|completed) (?:the )?(?P<way>fastest|quickest|slowest)\b"
_OWING = r"arrears|overdue|outstanding|balance due|amount due|owed|owing|unpaid|debt"
_OWES = (
    r"\b(?:(?:still|yet) )?(?:(?:is|are|has been|have been) (?:still )?(?:behind|in arrears|in debt|late)(?: (?:with|on) (?:the |their )?(?:rent|payments?|fees?|money|dues))?"
    r"|ow(?:es?|ing)(?: (?:us|me|something|anything))*(?: (?:the |their |any |some )?(?:rent|money|fees?|payments?|dues))?|(?:has|have)(?: not|n't) paid (?:up|everything|all)|owe(?:s|d)? (?:us|me))\b(?! (?:most|the most|least))"
)
_ENDS = r"end|expir|until|valid to|terminat|finish|到期|结束|截止"
_STARTS = r"start|begin|from\b|commence|开始|起始"
_END_SAID = r"\b(?:run(?:s|ning)? out|end(?:s|ed|ing)?|expir(?:es?|ed|ing)|laps(?:es?|ed|ing)|(?:is|are|comes?|coming) (?:up|due|to an end)|finish(?:es|ed|ing)?)(?= (?:before|after|by|in|within|between|on|during|this|next|until|from|since)\b)"
_START_SAID = r"\b(?:start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|commenc(?:es?|ed|ing))(?= (?:before|after|by|in|within|between|on|during|this|next|from|since)\b)"
_SECONDS = {"s", "sec", "min", "h", "ms"}
_HAS_MOST = r"\b(?P<who>(?:which|what)(?: [a-z]+){{1,2}}?|who) (?!are\b|is\b|was\b|were\b|has\b|have\b|had\b|the\b)[a-z]+(?: us| up)?(?: the)? (?P<way>most|least|fewest) (?P<c>{names})\b(?! (?:per|of)\b)"
_RATED = r"\b(?P<c>{names})(?: (?:score|rating|mark|value|grade))?s? of (?P<ns>\d+(?:(?:, ?| or |, or )\d+)+)(?![\d.%])"


def gone(text, table):
    """The text with these in words of the table."""
    for told in (
        _related,
        _everyones,
        _takes,
        _best_time,
        _owing,
        _runs_out,
        _one_of_marks,
        _has_most,
    ):
        text = told(text, table)
    return text


def _related(text, table):
    """ "Do long days go along with bad marks? See hours and marks.": how the two go together."""
    names = "|".join(re.escape(normal(c.name)) for c in table.of_kind(NUMBER)) or "(?!)"
    named = re.search(_SEE.format(names=names), text)
    if named is None or not re.search(_TOGETHER, text):
        return text
    return f"correlation between {named['a']} and {named['b']}"


def _everyones(text, table):
    """ "everyone's best mark", "everybody's total": of each of the people."""
    found = (c for c in table.columns if meanings_of(c) & _PEOPLE)
    people = next(found, None)
    if people is None:
        return text
    text = re.sub(_WHO_IN_ALL, f"which {normal(people.name)}", text)
    text = re.sub(_PEOPLE_FIRST.format(name=re.escape(normal(people.name))), r"\g<way> first", text)
    return re.sub(_EVERYONES, lambda m: f" {m['what']} by {normal(people.name)} ", text)


def _takes(text, table):
    """ "how long does Hill Farm usually take to deliver": the average of the days between two dates."""
    if len(table.of_kind(DATE)) < 2:
        return text

    def use(match, link):
        unit = f" in {match['unit']}" if match["unit"] else ""
        return f"average time to {match['verb']} {link} {match['who']}{unit}"

    text = re.sub(_EACH_TAKES, lambda m: use(m, "by"), text)
    return re.sub(_ONE_TAKES, lambda m: use(m, "for"), text)


def _timed(table):
    """The one number that is a time in seconds, minutes or hours by its name; or None."""
    found = [
        c
        for c in table.of_kind(NUMBER)
        if re.search(_BEST_TIME_NAMED, normal(c.name).replace("_", " "))
        or named_unit(c.name) in _SECONDS
    ]
    return found[0] if len(found) == 1 else None


def _best_time(text, table):
    """ "personal best", "who swam the fastest": the lowest time, where a table of results has one."""
    column = _timed(table)
    if column is None:
        return text
    name = normal(unitless(normal(column.name).replace("_", " ")))
    if "weight" not in text:
        text = re.sub(_BEST_TIME, f"minimum {name}", text)
    return re.sub(
        _RAN, lambda m: f"has the {'highest' if m['way'] == 'slowest' else 'lowest'} {name}", text
    )


def _owing(text, table):
    """ "who is behind with the rent": a column of what is owed holds more than nothing."""
    owed = [c for c in table.of_kind(NUMBER) if re.search(_OWING, normal(c.name).replace("_", " "))]
    if len(owed) != 1 or re.search(r"\bhow much\b|\bmost\b|\btotal\b", text):
        return text
    name = normal(owed[0].name)
    changed = re.sub(_OWES, f" with {name} > 0 ", text)
    if changed == text:
        return text
    changed = re.sub(r"\bwho\b\s*(?= with)", "list the rows ", changed)
    order = rf"sorted by {name}, \g<way> first"
    return re.sub(
        r"\b(?:the )?(?P<way>biggest|largest|highest|smallest|lowest) first\b", order, changed
    )


def _runs_out(text, table):
    """ "leases run out before …": the column of dates that says until when, or from when."""
    for said, held in ((_END_SAID, _ENDS), (_START_SAID, _STARTS)):
        dates = [c for c in table.of_kind(DATE) if re.search(held, normal(c.name))]
        if len(dates) == 1 and len(table.of_kind(DATE)) > 1:
            text = re.sub(said, f"with {normal(dates[0].name)}", text)
    return text


def _has_most(text, table):
    """ "which farm delivered most litres": the total of a column, by its name or its unit in full."""
    names = {}
    for column in table.of_kind(NUMBER):
        name = normal(unitless(normal(column.name).replace("_", " ")))
        if not meanings_of(column) & INTENSIVE:
            words = (name, normal(column.name), named_unit(column.name).lower())
            names |= dict.fromkeys((*words, *in_full(column.name)[0]), normal(column.name))
    listed = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True) if len(n) > 1)

    def use(match):
        way = "highest" if match["way"] == "most" else "lowest"
        return f"{match['who']} has the {way} total {names[match['c']]}"

    return re.sub(_HAS_MOST.format(names=listed or "(?!)"), use, text)


def _one_of_marks(text, table):
    """ "tickets with a csat of 4 or 5": one of several numbers."""
    names = [normal(c.name) for c in table.of_kind(NUMBER)]
    names += [head_of(n.replace("_", " ")) for n in names if meanings_of_score(n, table)]
    if not names:
        return text
    pattern = _RATED.format(names="|".join(map(re.escape, names)))
    return re.sub(
        rf"(?:\b(?:with|of|have|has|had|having|gave|got) )?(?:an? |the )?{pattern}",
        r" with \g<c> \g<ns> ",
        text,
    )


def meanings_of_score(name, table):
    """Whether the column of this name holds marks."""
    return any(normal(c.name) == name and "score" in meanings_of(c) for c in table.of_kind(NUMBER))
