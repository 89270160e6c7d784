"""Words that mean a cell without being written like it: "women" for f, "shipped" for 已发货."""

from dataclasses import replace

from mentions import Value, column_words, happened
from sentence import normal
from table import DATE
from words import WORDS

_FEW = 12  # cells; a column of more kinds holds no states or sides


def said_values(table):
    """{word: Value} for words that mean a cell of the table without being written like it."""
    found, dated = {}, _verbs_of_dates(table)
    for column in table.columns:
        cells = {normal(cell): cell for cell in column.sample}
        if len(cells) > _FEW:
            continue
        for said in WORDS["said"]:
            for cell in set(said["cells"]) & set(cells):
                words = (word for word in said["words"] if word == cell or word not in dated)
                found |= {word: Value(word, ((column, cells[cell]),)) for word in words}
    return found


def _verbs_of_dates(table):
    """ "shipped" where a column is shipped_on: what happened then, and no state by another name."""
    mentions = column_words(replace(table, columns=table.of_kind(DATE)))
    return {word for word, mention in mentions.items() if happened(mention)}
