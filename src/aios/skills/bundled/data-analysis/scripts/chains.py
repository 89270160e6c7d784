"""Sums of several signs written out as one column: "基本工资加奖金减扣款", "(revenue - cost) / revenue"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from pieces import intensive
from query import RATIO
from sentence import COLUMN
from table import NUMBER, Column

_SIGNS = (
    ("+", r"\+|＋|\bplus\b|再?加上?"),
    ("-", r"−|-|\bminus\b|再?减去?|再?扣[除掉去]"),
    ("*", r"\*|×|\btimes\b|\bmultiplied by\b|乘以?"),
    ("/", r"/|÷|\bdivided by\b|除以"),
)
_SIGN = "|".join(words for _, words in _SIGNS)
_NUMBER = r"\d+(?:\.\d+)?"
_ONE = rf"(?:{COLUMN}|{_NUMBER}(?![\d%]))"
_OPEN, _CLOSE = r"(?:[(]\s*)*", r"(?:\s*[)])*"
_CHAIN = rf"{_OPEN}{_ONE}(?:{_CLOSE}\s*(?:{_SIGN})\s*(?:the )?{_OPEN}{_ONE})+{_CLOSE}"
_TOKEN = rf"(?P<column>{COLUMN})|(?P<number>{_NUMBER})|(?P<sign>{_SIGN})|(?P<paren>[()])"
_WRITTEN = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}


def mark_chains(sentence, mark):
    """Put one column for a sum of several signs; sums of one sign alone are read elsewhere."""

    def use(match):
        text, outside = _balanced(match.group())
        tokens = list(re.finditer(_TOKEN, text))
        columns = [sentence.things[t["column"]].best() for t in tokens if t["column"]]
        signs = {_sign(t["sign"]) for t in tokens if t["sign"]}
        mixed = len(signs) > 1 or any(t["number"] for t in tokens)
        if not mixed or len(columns) < 2 or any(c.kind != NUMBER for c in columns):
            return False
        made = _parted(tokens, sentence, columns) or _of(tokens, sentence, signs, columns)
        return f"{outside[0]} {mark(sentence, made)} {outside[1]}"

    sentence.take(_CHAIN, use)


def _balanced(text):
    """(the sum, (what opens before it, what closes after it)) where brackets surround it."""
    text = text.strip()
    more = text.count("(") - text.count(")")
    if more > 0:
        return text[more:].strip(), (text[:more], "")
    if more < 0:
        return text[:more].strip(), ("", text[more:])
    return text, ("", "")


def _sign(word):
    return next(sign for sign, words in _SIGNS if re.fullmatch(words, word))


def _cell(place, formula, signs):
    """A column of the sum: nothing is divided by zero, a bonus that nobody was given adds nothing."""
    if formula.rstrip(" (").endswith("/"):
        return f"nullif({{{place}}}, 0)"
    return f"coalesce({{{place}}}, 0)" if place and signs <= {"+", "-"} else f"{{{place}}}"


def _parted(tokens, sentence, columns):
    """ "(revenue - cost) / revenue": one sum by a column, so that of several rows the totals are
    divided; None for another."""
    inner = tokens[1:-3]
    whole = tokens[-1]["column"] and tokens[-2]["sign"] and _sign(tokens[-2]["sign"]) == "/"
    opened = tokens[0].group() == "(" and tokens[-3].group() == ")"
    if not (whole and opened) or any(t["paren"] for t in inner):
        return None
    signs = {_sign(t["sign"]) for t in inner if t["sign"]}
    if signs - {"+", "-"}:
        return None
    made = _of(inner, sentence, signs, columns[:-1])
    name = f"({made.name}) ÷ {columns[-1].name}"
    factors, unit = (made, columns[-1]), f"/{columns[-1].name}"
    return Column(name=name, kind=NUMBER, factors=factors, unit=unit, formula=RATIO, averaged=True)


def _of(tokens, sentence, signs, columns):
    """The column that the sum is."""
    formula, name, place = "", "", 0
    for token in tokens:
        if token["column"]:
            formula += _cell(place, formula, signs)
            name += sentence.things[token["column"]].best().name
            place += 1
        elif token["sign"]:
            sign = _sign(token["sign"])
            formula, name = f"{formula} {sign} ", name + _WRITTEN[sign]
        else:
            formula, name = formula + token.group(), name + token.group()
    averaged = "/" in signs or ("*" not in signs and all(map(intensive, columns)))
    return Column(
        name=name, kind=NUMBER, factors=tuple(columns), formula=formula, averaged=averaged
    )
