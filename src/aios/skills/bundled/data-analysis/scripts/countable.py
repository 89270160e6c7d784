"""Numbers by what their names say: how many there are of a thing, or how much was paid."""

# ruff: noqa: E501 - a list of words is one line

import re

# "stars", "points": answers on a scale, though they are many.
_SCALE = r"\b(?:stars|points|marks|scores|grades|ratings|status|class|stress|happiness|fitness|satisfaction|answers|levels|years)\b"
_PLURAL = r"^(?:.* )?[a-z]{3,}(?<!s)s(?: \w+ed)?$"
_PAYMENTS = r"donations|gifts|contributions|pledges|sales|takings|expenses|spendings?|expenditures?|earnings|payments|costs|fees|revenues?|incomes?|wages|tips|deposits|withdrawals|refunds|fines|outgoings"


def countable(name):
    """Whether so many of it add up: "hours", "tickets", "nights"."""
    return bool(re.search(_PLURAL, name) and not re.search(_SCALE, name))


def pays(words):
    """Whether one of the words is what was paid or given: so many rows, which add up to so much."""
    return any(re.fullmatch(_PAYMENTS, word) for word in words)
