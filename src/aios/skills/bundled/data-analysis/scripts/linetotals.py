"""The money a table tells by how many and at what price: "top countries by sales", "how much did the tea bring in"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import meanings_of
from sentence import normal
from table import NUMBER, TEXT, Column
from wordforms import forms_of
from words import CONCEPTS

_TAKEN = "|".join(w for w in CONCEPTS["sales"] if w.isascii())
_TAKEN_ZH = "|".join(w for w in CONCEPTS["sales"] if len(w) > 1 and not w.isascii())
_BY_SALES = rf"\bby (?:the |their |its |total |overall )*(?:{_TAKEN})\b(?! (?:rep|person|channel|area|date|price|quantity))"
_RANKED = r"\b(?:top|bottom|best|worst|rank\w*|sort\w*|order(?:ed)? by|\w+est|most|least)\b"
_BY_SALES_ZH = rf"按照?(?:总的?)?(?:{_TAKEN_ZH})"
# "how much did the croissants bring in", "how much money do mugs make us"
_EARNED = r"\bhow much(?: money| cash)? (?:did|do|does|have|has) (?P<what>(?:(?!\b(?:each|every|which)\b)[^?,.;]){1,40}?) (?:bring|brought|make|made|earn|earned|generate|generated|gross|grossed|take|taken|fetch|fetched|rake|raked|sell|sold)(?: us| me)?(?: for| in)?\b(?! (?:each|per|more|less)\b)"
# "how many croissants did we shift": so many as were sold
_SHIFTED = r"\bhow many (?P<what>[^?,.;]{2,40}?) (?:did|do|have|has|were|was|are)(?: (?:we|i|they|you|it))?(?: been)? (?:shift(?:ed)?|mov(?:e|ed)|sell|sold|ship(?:ped)?|get through|gone through|go through|g[eo]t rid of|flogged|bought|ordered)\b"
_WRITTEN_OUT = (
    r"\b(?:times|multiplied by)\s+(?:the |its |their )?[a-z]|[×*]|[乘]|(?<=[\w)]) x (?=[a-z(])"
)
_APIECE = r"(?:.* )?(?:price|rate|cost|fee|fare|charge|wage|pay|tariff) per ([a-z]+)(?: .*)?"
_PRICE_TOLD = r"(?:^|(?<=[.!?;] )|[,;(] ?)(?:the |unit |its |each )*(?:price|cost)s?(?: of (?:each|one|an item|a unit))? (?:is|are|stands|can be found|comes?) in (?:the )?(?:column )?[\w ]+?(?: column)?(?=[.,;)?!]|$)[.)]?"

# "结合单价，算一下每个车间的总金额", "using the prices, …": by what the money is told
_BY_PRICE = r"(?:结合|根据|利用|参[照考]|按照?|用)\s*的?(?:单价|价格|售价|进价|定价)(?:\s*[,，、]|(?=来?(?:计?算|求|统计|得)))|\b(?:using|with|by|based on) the (?:unit )?(?:prices?|costs?)(?: in| of| from)?\s*,"


def product_column(table):
    """Quantity times price, for a table that has both and no sales column; else None."""
    numbers = table.of_kind(NUMBER)
    named = {
        m: next((c for c in numbers if m in meanings_of(c)), None)
        for m in ("sales", "quantity", "price")
    }
    counted, paid = _paid_apiece(numbers)
    if paid and named["sales"] in (None, paid):
        named = {"sales": None, "quantity": counted, "price": paid}
    if (
        named["sales"] not in (None, named["quantity"])
        or not named["quantity"]
        or not named["price"]
    ):
        return None
    factors = (named["quantity"], named["price"])
    return Column(
        name=f"{factors[0].name} × {factors[1].name}",
        kind=NUMBER,
        factors=factors,
        unit=factors[1].unit,
    )


def _paid_apiece(numbers):
    """(nights, rate_per_night) of a table: how many, and what each of them costs; or (None, None)."""
    for paid in numbers:
        each = re.fullmatch(_APIECE, normal(paid.name).replace("_", " "))
        forms = (each[1], *forms_of(each[1])) if each else ()
        for counted in numbers:
            words = normal(counted.name).replace("_", " ").split(" ")
            if counted is not paid and forms and words[0] in forms:
                return counted, paid
    return None, None


def line_totals(text, table):
    """The text with "quantity times price" or the quantity for it, where the table holds both."""
    made = product_column(table)
    if made is None or re.search(_WRITTEN_OUT, text):
        return text
    names = [normal(column.name) for column in made.factors]
    text = re.sub(
        f"{_PRICE_TOLD}|{_BY_PRICE}", " ", text
    )  # which column holds the price asks for nothing
    ranked = "" if re.search(_RANKED, text) else "ranked "
    text = re.sub(_BY_SALES, f"{ranked}by {' times '.join(names)}", text)
    text = re.sub(_BY_SALES_ZH, f"按{'乘以'.join(names)}", text)
    text = re.sub(_EARNED, lambda m: f"total {' times '.join(names)} of {m['what']}", text)
    if not _cells_in(text, table):
        return text
    return re.sub(_SHIFTED, lambda m: f"total {names[0]} of {m['what']}", text)


def _cells_in(text, table):
    """Whether the text names a cell: "how many croissants", not "how many customers"."""
    cells = {normal(cell) for column in table.of_kind(TEXT) for cell in column.sample}
    return any(len(cell) > 2 and cell in text for cell in cells)
