"""What the first of a ranking make up together: the five largest of all."""

from terms import measured, percent_text


def together(query, columns, rows, say):
    """A line with their total and its share; none where they are all, or no total is shared."""
    keys, first = len(query.groups), query.measures[0] if query.measures else None
    if "share %" not in columns or len(rows) < 2 or first.aggregate not in ("sum", "count"):
        return []
    share = sum(row[columns.index("share %")] or 0 for row in rows)
    if not query.limit or share >= 100:
        return []
    total = measured(first, sum(row[keys] or 0 for row in rows))
    part = percent_text(first, share)
    return [
        say(
            f"这 {len(rows)} 个合计 {total}，共占 {part}",
            f"These {len(rows)} together: {total}, share {part}",
        )
    ]
