"""What is ordered held against what is in stock: "哪些商品库存不够卖", "which items will run short"."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from matching import held_by, keys_between
from mentions import meanings_of
from table import NUMBER, Column, quote

_SHORT = (
    r"库存(?:数?量)?(?:都|会|可能)?(?:不太?够|不足|够不够|够吗|是否[足够]|撑不住)|(?:不够|缺)(?:卖|发货?|货|用|的?件)|缺货|缺口|断货|供不上"
    r"|\bn[o'’]t (?:\w+ ){0,3}?enough\b|\bnot enough\b|\benough (?:stock|inventory|of)\b|\b(?:runs?|running|ran|falls?|falling|fell|be|are|is) (?:out|short)\b|\bshort(?:age|fall)s?\b"
    r"|\b(?:can(?:['’]t|not)|unable to|can not) (?:be )?(?:fulfil|ship|deliver|cover|suppl)\w*|\bout of stock\b|\bexceeds? (?:the |our |what)|\bmore (?:was |were |has been |have been )?(?:ordered|sold) than\b"
)


def shortage(tables, text, say):
    """(source, columns, question, notes) of what is missing of each thing; None where that is not asked."""
    if len(tables) != 2 or not re.search(_SHORT, text, re.I):
        return None
    held = [held_by(table, say) for table in tables]
    for place, other in ((0, 1), (1, 0)):
        stock, orders = tables[place], tables[other]
        keys = [k for k in keys_between(stock, orders, held[place], held[other]) if k.unique[0]]
        had, wanted = _amount(stock, ("stock", "quantity")), _amount(orders, ("quantity",))
        repeats = keys and not keys[0].unique[1]
        told = had is not None and "stock" in meanings_of(had)
        if keys and wanted is not None and had is not None and (told or repeats):
            return _set_against(stock, orders, keys[0], had, wanted, say)
    return None


def _amount(table, meanings):
    """The column of how much there is, by the first of the meanings that one has."""
    found = (c for m in meanings for c in table.of_kind(NUMBER) if m in meanings_of(c))
    return next(found, None)


def _set_against(stock, orders, key, had, wanted, say):
    """Each thing in stock with what all orders want of it, and what is missing."""
    needed, missing = say("需要", "needed"), say("缺口", "missing")
    thing, number = quote(key.right.name), "TRY_CAST(replace({}, ',', '') AS DOUBLE)"
    sums = f"SELECT {thing} AS wanted_thing, sum({number.format(quote(wanted.name))}) AS wanted_sum FROM {quote(orders.name)} GROUP BY 1"
    kept = [c for c in stock.columns if c is not had]
    cells = ", ".join(quote(c.name) for c in [*kept, had])
    there = number.format(quote(had.name))
    source = (
        f"(SELECT {cells}, coalesce(wanted_sum, 0)::VARCHAR AS {quote(needed)},"
        f" (coalesce(wanted_sum, 0) - {there})::VARCHAR AS {quote(missing)}\n"
        f"  FROM {quote(stock.name)} LEFT JOIN ({sums}) ON {quote(key.left.name)} = wanted_thing)"
    )
    numbers = [Column(name=name, kind=NUMBER, style="number") for name in (needed, missing)]
    files = [os.path.basename(table.path) for table in (orders, stock)]
    note = say(
        f"{needed}是 {files[0]} 里 {wanted.name} 之和，{missing}是它减去 {files[1]} 的 {had.name}，按 {key.text} 对应",
        f"{needed} is the sum of {wanted.name} in {files[0]}, {missing} is that less {had.name} in {files[1]}, by {key.text}",
    )
    question = say(
        f"列出 {missing} 大于 0 的行，按 {missing} 从高到低",
        f"list the rows with {missing} over 0, sorted by {missing} from high to low",
    )
    return source, (*kept, had, *numbers), question, [note]
