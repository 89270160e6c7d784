"""What one order, gift or deal is worth: "average order value", "median gift size", "客单价"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from linetotals import line_totals
from mentions import meanings_of
from sentence import normal
from table import NUMBER

_NOUN = r"gift|donation|deal|purchase|sale|invoice|payment|contribution|expense|transaction|bill"
_ONE = rf"\b(?P<a>average|avg|mean|median|typical|largest|biggest|smallest) (?:single )?(?P<n>{_NOUN})(?=\W*(?:$|[,.?]|(?:and|by|per|in|for|from|each|vs|among|with|was|is|who)\b))"
_COUNTED = rf"\b(?P<lead>how many|(?:the )?(?:number|count|no\.?) of) (?P<n>(?:{_NOUN}|order|visit|booking|trip|call)s)\b"
_MONEY = r"amount|value|price|total|usd|eur|gbp"
_SAID = (
    r"\b(?P<a>average|avg|mean|median|typical|largest|biggest|smallest|highest|lowest|total) (?:(?:order|basket|ticket|transaction|cart) (?:values?|sizes?|amounts?)"
    r"|(?:gift|donation|deal|purchase|sale|invoice|payment|contract|grant|pledge|contribution|expense) (?:values?|sizes?))\b|\baov\b"
)


def order_values(text, table):
    """The text with the column of money for it, where the table has one and none is called so."""
    text = line_totals(text, table)
    names = " ".join(normal(c.name) for c in table.columns)
    counted = re.compile(_COUNTED)
    text = counted.sub(
        lambda m: m[0] if m["n"].rstrip("s")[:5] in names else f"{m['lead']} rows", text
    )
    held = any("sales" in meanings_of(c) for c in table.columns)
    if held and "客单价" not in names:
        text = text.replace("客单价", "平均销售额")
    money = (c for c in table.of_kind(NUMBER) if re.search(_MONEY, normal(c.name)))
    said = "sales" if held else next((normal(c.name) for c in money), "")
    if not said or re.search(r"size|\baov\b", names):
        return text
    text = re.sub(_SAID, lambda m: f"{m['a'] or 'average'} {said}", text)
    single = {"mean": "average", "typical": "average", "avg": "average"}
    owned = {normal(c.name).rstrip("s") for c in table.columns}

    def use(match):
        if match["n"] in owned:
            return match.group()
        way = single.get(match["a"], match["a"])
        return f"{way} {said}" if way in ("average", "median") else f"{way} single {said}"

    return re.sub(_ONE, use, text)
