"""What an answer stands on: rows read and used, cells missing or unreadable, lines skipped."""

# ruff: noqa: E501 - a sentence in two languages is one line

from feeding import CONTINUED
from sqltext import counted_columns
from table import DATE
from terms import rows_text


def standing(table, query, tally, broken, say):
    """(facts, remarks): the rows it stands on, what was missing, unreadable or skipped."""
    read, matched, *counts = tally
    continued = sum(why == CONTINUED for _, why in broken)
    broken = [line for line in broken if line[1] != CONTINUED]
    facts = {
        "rows_read": read,
        "rows_used": matched,
        "lines_skipped": len(broken),
        "missing": {},
        "unreadable": {},
    }
    remarks = []
    for place, column in enumerate(counted_columns(query)):
        used, odd = counts[2 * place], counts[2 * place + 1]
        missing = matched - used - odd
        if missing:
            facts["missing"][column.name] = missing
            remarks.append(_gap(query, column, missing, say))
        if odd:
            kind = say("日期", "date") if column.kind == DATE else say("数字", "number")
            facts["unreadable"][column.name] = odd
            remarks.append(
                say(
                    f"{column.name} 有 {odd} 行不是{kind}，未计入",
                    f"{column.name} is no {kind} in {rows_text(odd)}, left out",
                )
            )
    if continued:
        remarks.append(
            say(
                f"另有 {continued} 行是上一条日志的续行（如 Traceback），不单独计数",
                f"{continued} more line{'s' if continued != 1 else ''} (such as tracebacks) belong to the entry above",
            )
        )
    if broken:
        lines = [str(line) for line, _ in broken[:5] if line]
        at = (
            say(
                f"（第 {'、'.join(lines)} 行{'等' if len(broken) > 5 else ''}）",
                f" (line {', '.join(lines)}{' …' if len(broken) > 5 else ''})",
            )
            if lines
            else ""
        )
        remarks.append(
            say(
                f"跳过了 {len(broken)} 行格式错误的行{at}",
                f"{len(broken)} broken line{'s' if len(broken) != 1 else ''} skipped{at}",
            )
        )
    return facts, remarks


def _gap(query, column, missing, say):
    """That cells are missing; of what is grouped by, their rows are a group of their own."""
    own = any(g.column is column and not g.unit for g in query.groups) and not query.focus
    return say(
        f"{column.name} 有 {missing} 行缺失值，{'归入（空）一组' if own else '未计入'}",
        f"{column.name} is missing in {rows_text(missing)}",
    )
