"""Who came back: "复购率", "how many customers bought again", as customers of several rows."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention, meanings_of
from sentence import normal
from table import IDENTIFIER, TEXT

_RATE = r"(?:复购|回购|重复购买|回头客?)(?:率|占比|比例)(?:是|有)?(?:多少)?|\b(?:repeat(?:[- ]purchase|[- ]customer|[- ]buyer)?|repurchase) rates?\b"
_WHO = r"(?:客户|用户|顾客|会员|买家|人)"
_HOW_MANY = rf"(?:有多少|多少|几)个?{_WHO}(?:有过?)?(?:复购|回购|重复购买)过?了?[,，、]?"


def mark_repeats(sentence, table):
    """Mark "复购率" as the customers of several rows, of all: their number and their share."""
    named = any(re.search("复购|回购|repeat", normal(c.name)) for c in table.columns)
    customer = next((c for c in table.of_kind(TEXT, IDENTIFIER) if _is_customer(c)), None)
    if named or customer is None or not re.search(_RATE, sentence.text):
        return
    mention = Mention(customer.name, ((100, customer),))
    sentence.take(_HOW_MANY)

    def use(_):
        marks = (sentence.mark("aggregate", name) for name in ("repeaters", "repeat"))
        return "".join(f" {mark}{sentence.mark('column', mention)} " for mark in marks)

    sentence.take(_RATE, use)


def _is_customer(column):
    return bool(meanings_of(column) & {"customer", "name"}) and column.sample
