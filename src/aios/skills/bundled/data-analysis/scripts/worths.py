"""What is in stock times what one costs: "库存总价值", "most valuable"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import meanings_of
from sentence import normal
from spoken import LEAST, marked_column
from table import NUMBER, Column
from words import MEANINGS

_PRICES = {"price", "cost", "unit_cost"}
_WORTH = r"\b(?:total )?(?:stock|inventory)(?:'s)? (?:value|worth)\b|\b(?:value|worth) of (?:the |our |all )?(?:stock|inventory|goods|items)\b|(?:库存|存货|货物)?的?总?(?:价值|总值|货值)|(?:库存|存货)(?:总?金额|总额|占用资金|资金)"
_WORTHIEST = r"(?:的?(?:库存|存货|货))?最值钱的?|\b(?:most valuable|worth (?:the )?most)\b"


_VALUED_AT = r"按照?(?P<price>[\u4e00-\u9fff]{2,4}?)(?:来|去)?(?:计?算|折算|估算)(?:下来|的话)?"
_IN_ALL = r"[,，]?(?:库存|存货|货物?|它们|现在|目前)*(?:总共|一共|合计|全部)?的?(?:库存|存货|货物?|它们)*(?:总?价值|总值|货值|总?金额|总?值|是)*(?:多少钱?)?"


def mark_value(sentence, table):
    """ "total stock value", "库存总价值": quantity times price, where no column is called so."""
    _mark_valued_at(sentence, table)
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


def _mark_valued_at(sentence, table):
    """ "按进价算一共值多少钱": what is in stock times the price that is named."""

    def use(match):
        said, prices = match["price"], _prices(table)
        meant = set(MEANINGS.get(said, ()))
        price = next((c for c in prices if said in normal(c.name)), None)
        price = price or next((c for c in prices if meant & meanings_of(c)), None)
        product = worth(table, price) if price else None
        return f" {marked_column(sentence, product)}总和 " if product else False

    sentence.take(_VALUED_AT + _IN_ALL, use)


def _prices(table):
    return [c for c in table.of_kind(NUMBER) if meanings_of(c) & _PRICES]


def worth(table, price=None):
    """What is in stock times what one costs, or None."""
    numbers = table.of_kind(NUMBER)
    held = [c for c in numbers if meanings_of(c) & {"stock", "quantity"}]
    stock = next((c for c in held if not re.search(LEAST, normal(c.name))), None)
    price = price or next(iter(_prices(table)), None)
    if stock is None or price is None:
        return None
    return Column(name=f"{stock.name} × {price.name}", kind=NUMBER, factors=(stock, price))
