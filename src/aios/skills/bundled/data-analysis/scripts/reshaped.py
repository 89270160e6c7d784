"""A table in the shape a question needs: days that have no row, columns that are kinds or years."""

from dataclasses import replace

from betweendates import days_of
from compound import several_as_one, viewed
from emptydays import empty_days
from incomes import told_apart
from rates import ranked_shares
from widetables import kinds_of_money, years_apart


def reshaped(table, text, say, before=()):
    """(Table, text): its columns called what they are, and in the shape that the text asks for."""
    table = told_apart(table)
    text = days_of(ranked_shares(text, table), table)
    if before or table.events or table.is_json:
        return table, text
    part = replace(table, name=table.name or "rows")
    for way in (empty_days, years_apart, kinds_of_money):
        found = way(part, text, say)
        if found:
            source, columns, asked, notes = found
            columns = [viewed(column) for column in columns]
            whole = several_as_one(part.parts or [part], say, columns, source, notes)
            notes = whole.notes if not part.parts else (*table.notes, *notes)
            return replace(whole, path=table.path, notes=notes), asked
    return table, text
