"""Which of several papers gained or lost the most from its first row to its last."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention, meanings_of
from sentence import normal
from table import DATE, NUMBER, TEXT, Column
from words import DERIVED

_TIME = r"(?:\s*(?:over|during|in|across|for) (?:the |this )?(?:whole |entire |full )?(?:period|time|file|data)| overall)?"
_UP = rf"\b(?:gain(?:ed|s)?|r[oi]se|grew|climbed|increased|appreciated|went up|did|performed) (?:the )?(?:more|most|best|better){_TIME}"
_DOWN = rf"\b(?:lost|fell|dropped|declined|decreased|went down|did|performed) (?:the )?(?:more|most|worst|worse){_TIME}"
_UP_ZH, _DOWN_ZH = r"(?:涨得?|涨幅)[更最][多大高]的?", r"(?:跌得?|跌幅)[更最][多大惨狠]的?"
_WHICH = r"\b(?:which|what) (?:of the )?(?:{0})s?\b|哪一?[只个支家]?(?:{0})"
_DAILY = r"\bdays?\b|\bdaily\b|\d|[天日]"


def mark_gains(sentence, table):
    """Mark "gained more" as the highest change of a price, where it is asked of which paper."""
    dates = table.of_kind(DATE)
    papers = [c for c in table.of_kind(TEXT) if re.search(DERIVED["paper"], normal(c.name))][:1]
    prices = [c for wanted in ("close", "price") for c in table.of_kind(NUMBER) if wanted in meanings_of(c)]  # fmt: skip
    if not (dates and papers and prices) or re.search(_DAILY, sentence.text):
        return
    if not re.search(_WHICH.format(DERIVED["paper"]), sentence.text):
        return
    zh = not sentence.text.isascii()
    mention = Mention("change", ((100, _change(prices[0], dates[0], papers[0], zh)),))
    text = "{c}{e}" if zh else " has the {e} {c} "
    for words, extreme in (
        (f"{_UP}|{_UP_ZH}", "最高 highest"),
        (f"{_DOWN}|{_DOWN_ZH}", "最低 lowest"),
    ):
        said = extreme.split()[0 if zh else 1]
        sentence.take(words, lambda _, e=said: text.format(c=sentence.mark("column", mention), e=e))


def _change(price, day, paper, zh):
    """The change of a paper's price from its first row to its last, in percent: one for all its rows."""
    ends = "OVER (PARTITION BY {2} ORDER BY {1} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"
    return Column(
        name=f"{price.name} {'从第一天到最后一天的涨跌幅' if zh else 'change from the first day to the last'}", kind=NUMBER,
        unit="%", factors=(price, day, paper), averaged=True,
        formula=f"(last_value({{0}}) {ends} / nullif(first_value({{0}}) {ends}, 0) - 1) * 100",
    )  # fmt: skip
