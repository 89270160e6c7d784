"""A table turned over: its columns as rows and its rows as columns."""

from rowtext import SHOWN
from terms import number_text

_MOST_ACROSS = 12
MOST_ROWS = 500  # that become columns
TURNED = "transposed.csv"
TURN = """
# Columns as rows, rows as columns.
columns, rows = [columns[0], *(str(row[0]) for row in rows)], [
    [name, *(row[place] for row in rows)] for place, name in enumerate(columns) if place
]
"""


def transposed(pieces, out):
    """Whether the table is to be turned over; then `out` is its rows, to be turned."""
    if "transposed" not in pieces.parts.flags:
        return False
    out.kind, out.turned, out.limit = "rows", True, MOST_ROWS
    out.export = out.export or TURNED
    return True


def turned_text(words, columns, rows):
    """The turned table as Markdown, as far as it can be read at a glance."""
    say, shown = words.say, columns[:_MOST_ACROSS]
    lines = ["| " + " | ".join(map(str, shown)) + " |", "|" + " --- |" * len(shown)]
    for row in rows[:SHOWN]:
        cells = ("" if cell is None else number_text(cell) for cell in row[: len(shown)])
        lines.append("| " + " | ".join(cells) + " |")
    whole = say(
        f"转置后 {len(rows)} 行 {len(columns)} 列，存为 {words.query.export}",
        f"Transposed: {len(rows)} rows and {len(columns)} columns, kept as {words.query.export}",
    )
    if len(rows) > SHOWN or len(columns) > len(shown):
        whole += say("；开头是", "; it begins")
    return "\n".join([whole + say("：", ":"), *lines])
