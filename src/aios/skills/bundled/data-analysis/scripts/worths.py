"""What is in stock times what one costs: "库存总价值", "most valuable"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import meanings_of
from sentence import normal
from spoken import marked_column
from table import NUMBER, Column

_WORTH = r"\b(?:total )?(?:stock|inventory)(?:'s)? (?:value|worth)\b|\b(?:value|worth) of (?:the |our |all )?(?:stock|inventory|goods|items)\b|(?:库存|存货|货物)?的?总?(?:价值|总值|货值)|(?:库存|存货)(?:总?金额|总额|占用资金|资金)"
_WORTHIEST = r"(?:的?(?:库存|存货|货))?最值钱的?|\b(?:most valuable|worth (?:the )?most)\b"


def mark_value(sentence, table):
    """ "total stock value", "库存总价值": quantity times price, where no column is called so."""
    called = re.compile("value|worth|价值|总值|货值")
    named = next((c for c in table.of_kind(NUMBER) if called.search(normal(c.name))), None)
    product = named or worth(table)
    if product is None:
        return

    def use(most):
        mark = marked_column(sentence, product)
        return f"{most} {mark} " if most.isascii() else f" {mark}{most} "

    most = " highest" if sentence.text.isascii() else "最高"
    sentence.take(_WORTHIEST, lambda _: use(most))
    if named is None:
        sentence.take(_WORTH, lambda _: use(""))


def worth(table):
    """What is in stock times what one costs, or None."""
    numbers = table.of_kind(NUMBER)
    stock = next((c for c in numbers if meanings_of(c) & {"stock", "quantity"}), None)
    price = next((c for c in numbers if meanings_of(c) & {"price", "cost", "unit_cost"}), None)
    if stock is None or price is None:
        return None
    return Column(name=f"{stock.name} × {price.name}", kind=NUMBER, factors=(stock, price))
