"""Which number is meant where none is named: what sells, what was spent, what rose, all marks."""

import re

from linetotals import product_column
from mentions import meanings_of
from pieces import measurable
from spoken import is_subject, sum_column
from table import NUMBER

_POPULAR = r"\bpopular|受欢迎|热门|畅销"
_ROSE = r"涨|跌|股价|\b(?:gain|gained|rise|rose|fall|fell|drop)\b"
_SPENT = r"花|\bspen[dt]"
_BEST = r"\b(?:best|worst)\b|最[好差]"


def meant(text, table):
    """The column of numbers that the words speak of, or None."""
    for guess in (_popularity, _spent, _course, _marks, _taken):
        column = guess(text, table)
        if column is not None:
            return column
    return None


def _popularity(text, table):
    """What tells how popular a thing is that stands in one row: copies, votes, views."""
    if not re.search(_POPULAR, text):
        return None
    told = ({"quantity", "views", "likes", "comments"}, {"sales"})
    found = (c for wanted in told for c in measurable(table) if meanings_of(c) & wanted)
    return next(found, None)


def _spent(text, table):
    """What was spent, where the sentence speaks of spending."""
    if not re.search(_SPENT, text):
        return None
    return next((c for c in measurable(table) if "cost" in meanings_of(c)), None)


def _course(text, table):
    """The closing price, where the sentence speaks of rising and falling."""
    if not re.search(_ROSE, text):
        return None
    return next((c for c in table.of_kind(NUMBER) if "close" in meanings_of(c)), None)


def _marks(_, table):
    """The sum of all subjects, where the table holds the marks of several."""
    subjects = [c for c in table.of_kind(NUMBER) if is_subject(c)]
    return sum_column(subjects) if len(subjects) > 1 else None


def _taken(text, table):
    """The money taken, where the best or the worst of what was sold is asked for."""
    return product_column(table) if re.search(_BEST, text) else None
