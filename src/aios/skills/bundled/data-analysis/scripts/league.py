"""What a table of wins, draws and goals implies: points, the goal difference, the rate of wins."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention
from sentence import normal
from table import NUMBER, Column

_NAMES = {
    "won": r"w|wins?|won|胜|胜场|胜利|赢",
    "drawn": r"d|draws?|drawn|ties?|tied|平|平局|平场",
    "lost": r"l|loss(?:es)?|lost|defeats?|负|负场|输|败",
    "scored": r"gf|goals[ _](?:for|scored)|scored|points[ _]for|进球数?|得球",
    "conceded": r"ga|goals[ _](?:against|conceded)|conceded|points[ _]against|失球数?|丢球",
}
_RULE = (
    r"[(,;:]?\s*(?:with |giving |counting |assuming |at )?(?P<w>\d)(?: points?| pts?)? (?:for|per|a) (?:a |each |every )?wins?(?:\s*,?\s*(?:and|,|&)?\s*(?P<d>\d)(?: points?| pts?)? (?:for|per|a) (?:a |each |every )?(?:draws?|ties?))?(?:\s*,?\s*(?:and|,|&)?\s*(?:0|none|nothing|zero)(?: points?)? (?:for|per|a) (?:a )?(?:loss|losses|defeats?))?\s*[)]?"
    r"|[(,，;；]?胜(?:一?场)?(?P<zw>\d)分[,，、]?平(?:一?场|局)?(?P<zd>\d)分(?:[,，、]?负(?:一?场)?(?:0|零|不得)分?)?[)）]?"
)
_POINTS = r"\b(?:league |total )?(?:points|pts)\b|积分"
_TABLE = r"\b(?:league table|(?:final |current )?standings|league standings)\b|积分榜|排行榜"
_DIFFERENCE = r"\bgoal[- ]differences?\b|净胜球数?"
_HOME = r"(?:home|h)[ _](?:goals|score|team[ _]goals)|fthg|主队(?:进球|得分|比分)"
_AWAY = r"(?:away|a)[ _](?:goals|score|team[ _]goals)|ftag|客队(?:进球|得分|比分)"
_RESULTS = {
    r"\b(?:(?:that |which )?(?:were|was|are) )?(?:ended (?:in|as) (?:an? )?(?:draws?|ties?)|drawn|draws?|ties?)\b|平局|打平": "=",
    r"\b(?:home (?:wins?|victor(?:y|ies)|team (?:won|wins?))|(?:won|wins?) (?:by (?:the )?home (?:team|side)s?|at home))\b|主队?胜|主场(?:获?胜|赢球?)": ">",
    r"\b(?:away (?:wins?|victor(?:y|ies)|team (?:won|wins?))|(?:won|wins?) (?:by (?:the )?away (?:team|side)s?|away))\b|客队?胜|客场(?:获?胜|赢球?)": "<",
}
_GOALS = r"\b(?P<a>average )?total goals(?: scored)?(?: (?:per|in (?:a|each)|a) (?:match|game))?\b|\b(?P<b>goals per (?:match|game))\b|总进球数?"
_RATE = r"\bwin(?:ning)?[- ](?:rates?|percentages?|pct|ratios?|%)|胜率"


def mark_league(sentence, table):
    """Mark the words for what the table does not hold as the columns made of those it does."""
    _mark_results(sentence, table)
    held = {key: _called(table, names) for key, names in _NAMES.items()}
    if held["won"] is not None and held["lost"] is not None:
        _mark_points(sentence, table, held)
        _mark_rate(sentence, table, held)
    pair = (held["scored"], held["conceded"])
    if None not in pair and not _has(table, r"diff|\bgd\b|净胜"):
        name = " − ".join(c.name for c in pair)
        made = Column(name=name, kind=NUMBER, factors=pair, joined=" - ")
        sentence.take(_DIFFERENCE, lambda _: f" {_marked(sentence, made)} ")


def _mark_results(sentence, table):
    """Draws, home and away wins of matches with the goals of both sides."""
    home, away = (_called(table, names) for names in (_HOME, _AWAY))
    if home is None or away is None:
        return
    pair = (home, away)
    apart = Column(name=f"{home.name} − {away.name}", kind=NUMBER, factors=pair, joined=" - ")
    both = Column(name=f"{home.name} + {away.name}", kind=NUMBER, factors=pair, joined=" + ")
    for words, sign in _RESULTS.items():
        sentence.take(words, lambda _, s=sign: f" {_marked(sentence, apart)} {s} 0 ")
    sentence.take(_GOALS, lambda m: f" {m['a'] or ''}{_marked(sentence, both)} ")


def _called(table, names):
    numbers = table.of_kind(NUMBER)
    return next((c for c in numbers if re.fullmatch(names, normal(c.name).strip())), None)


def _has(table, words):
    return any(re.search(words, normal(c.name)) for c in table.columns)


def _mark_points(sentence, table, held):
    """Three for a win and one for a draw, unless the sentence says otherwise."""
    if _has(table, r"\bpoints?\b|\bpts\b|积分"):
        return
    rule = re.search(_RULE, sentence.text)
    win = int((rule and (rule["w"] or rule["zw"])) or 3)
    draw = int((rule and (rule["d"] or rule["zd"])) or 1)
    drawn = held["drawn"]
    factors = (held["won"], *((drawn,) if drawn else ()))
    name = f"{win} × {held['won'].name}" + (f" + {draw} × {drawn.name}" if drawn else "")
    formula = f"{{0}} * {win}" + (f" + {{1}} * {draw}" if drawn else "")
    made = Column(name=name, kind=NUMBER, factors=factors, formula=formula)
    sentence.take(_RULE)
    if not sentence.take(_POINTS, lambda _: f" {_marked(sentence, made)} "):
        by = "按 {} 排名" if not sentence.text.isascii() else " ranked by {} "
        sentence.take(_TABLE, lambda _: by.format(_marked(sentence, made)))


def _mark_rate(sentence, table, held):
    if _has(table, r"rate|pct|percent|%|率"):
        return
    parts = [held[key] for key in ("won", "drawn", "lost") if held[key]]
    played = " + ".join(f"{{{place}}}" for place in range(len(parts)))
    made = Column(
        name=f"{held['won'].name} ÷ ({' + '.join(c.name for c in parts)})", kind=NUMBER, unit="%",
        factors=tuple(parts), formula=f"{{0}} * 100.0 / nullif({played}, 0)", averaged=True,
    )  # fmt: skip
    sentence.take(_RATE, lambda _: f" {_marked(sentence, made)} ")


def _marked(sentence, column):
    return sentence.mark("column", Mention(column.name, ((100, column),)))
