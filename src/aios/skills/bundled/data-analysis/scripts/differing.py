"""How many different values there are, and which: "有几种产品？分别是什么", "how many products, and which"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace

from aside import alone, also
from query import Group, Measure

_WHICH_ONES = r"(?:多少|几)[个种类位家款样]?[^,，。;；?？]*[?？,，]\s*(?:它们|他们)?(?:分别|各自?|都)*(?:是|有|叫)(?:什么|哪些|哪几[个种类位家款样]|谁)|\bhow many\b[^,.;?]*,? (?:and|[?.]) ?(?:which|what|who)(?: are they| ones?(?: are they)?)?\W*$"


def with_their_names(query, text):
    """The Query of a number of different values with these told after it, where that is asked."""
    plain = query.kind == "aggregate" and not query.groups and len(query.measures) == 1
    if (
        not plain
        or query.measures[0].aggregate != "distinct"
        or not re.search(_WHICH_ONES, text, re.I)
    ):
        return query
    column = query.measures[0].column
    each = replace(alone(query), groups=[Group(column=column)], measures=[Measure(aggregate="count")], order="value")  # fmt: skip
    query.others.append(also(each))
    return query
