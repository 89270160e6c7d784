"""The program that answers a query: a small standalone Python text, written here and really run."""

import contextlib
import io
import textwrap

from aios_skill import Failure
from feeding import broken_lines, escaped, preamble
from fields import of_result
from pivoting import pivot_code
from saving import export_code, parted_code
from sqltext import answer_sql, group_titles, tally_sql
from summary import summary_sql
from table import NUMBER, Column
from transposing import TURN

WHOLE = ("rows", "summary", "outliers", "limits", "duplicates", "missing")  # read every column
READ_AT_A_GLANCE = 50  # rows; a longer table is also written as a CSV file

_BODY = '''
# The answer.
SQL = """
{answer}
"""
columns, rows = ask(SQL)

# What it stands on: rows read, rows that fit, cells used and cells that could not be read.
_, [tally] = ask("""
{tally}
""")
{broken}
'''
_OTHER = '''
# {title}
others.append(ask("""
{answer}
"""))
'''
_ROUNDED = """
rows = [[round(c, {digits}) if isinstance(c, float) else c for c in row] for row in rows]
"""
_NAMES = """
told = columns, rows  # what is kept has names of its own
places = [columns.index(name) for name in {kept!r}]
columns, rows = {names!r}, [[row[place] for place in places] for row in rows]
"""
_NAMES_BACK = """
columns, rows = told
"""
_PRINT = """
print(*columns, sep="\\t")
for row in rows{some}:
    print(*row, sep="\\t")
"""
_LONG = f"""
if len(rows) > {READ_AT_A_GLANCE}:  # more than can be read at a glance
"""


def program_text(table, query, title, say, drawing=""):
    """The program, as text."""
    columns = _columns(table, query)
    sql = summary_sql(table) if query.kind == "summary" else answer_sql(table, query)
    long = (query.kind == "rows" or query.groups) and not 0 < query.limit <= READ_AT_A_GLANCE
    modules, export = ((), "")
    if query.parted:
        column, suffix = query.parted
        modules, export = parted_code(suffix, column.name, say, _every(table, query))
    elif query.export or query.pivot:
        modules, export = export_code(query.export or "pivot.csv", say, _every(table, query))
    elif long:
        modules, export = export_code("result.csv", say, _every(table, query))
        export = _LONG + textwrap.indent(export.strip() + "\n", "    ")
    digits = next((m.digits for m in query.measures if m.digits is not None), None)
    if export and query.kind == "aggregate":  # what adding leaves over goes as well
        export = _ROUNDED.format(digits=9 if digits is None else max(digits, 0) or None) + export
    if export and query.fields and query.kind == "aggregate" and not query.pivot:
        export = _renamed(table, query) + export + _NAMES_BACK
    parts = [
        preamble(table, columns, title, modules),
        _BODY.format(
            answer=escaped(sql), tally=escaped(tally_sql(table, query)), broken=broken_lines(table)
        ),
        pivot_code(query, say) if query.pivot else TURN * query.turned,
        export,
        _others(table, query, say),
        _PRINT.format(some="[:50]" if query.kind == "rows" or query.groups else ""),
        drawing,
    ]
    return "".join(parts)


def _renamed(table, query):
    """The lines that give the columns kept the names they are to have, where they fit."""
    titles = [*group_titles(query), *(measure.title for measure in query.measures)]
    fields = of_result(query, titles, table)
    if fields is None:
        return "\ntold = columns, rows\n"
    kept, names = [title for title, _ in fields], [name for _, name in fields]
    return _NAMES.format(kept=kept, names=names)


def _every(table, query):
    """The columns of plain numbers where all rows that fit are kept; None for other results."""
    if query.kind != "rows" or query.limit or query.turned:
        return None
    return [column.name for column in table.of_kind(NUMBER) if column.style == "number"]


def _columns(table, query):
    """Every column the program reads, those of other readings with them."""
    if {query.kind, *(other.query.kind for other in query.others)} & set(WHOLE) - {"limits"}:
        return table.columns
    columns = [*query.columns(), *(c for other in query.others for c in other.query.columns())]
    columns += [query.order] if isinstance(query.order, Column) else []
    return list({column.name: column for column in columns}.values())


def _others(table, query, say):
    """The statements of other readings, their results in `others`."""
    parts = [
        _OTHER.format(title=say(*reading.other), answer=escaped(answer_sql(table, reading.query)))
        for reading in query.others
    ]
    return "".join(["\nothers = []", *parts]) if parts else ""


def run_program(text, say):
    """Run the program; its names afterwards and what it printed."""
    import duckdb

    names, printed = {"__name__": "__main__"}, io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(text, "program.py", "exec"), names)
    except duckdb.OutOfMemoryException as problem:
        raise Failure(
            "out_of_memory",
            say(
                "这个计算需要的内存超过限制。", "The calculation needs more memory than it may use."
            ),
            say("请减少分组或先筛选。", "Group by fewer values, or filter first."),
            {"cause": str(problem)},
        ) from problem
    except (duckdb.InvalidInputException, duckdb.IOException) as problem:
        first = str(problem).splitlines()[0]
        raise Failure(
            "not_a_table",
            say(f"读取文件时出错：{first}", f"The file could not be read: {first}"),
            say("请检查文件在该处的内容。", "Look at the file at that place."),
        ) from problem
    finally:
        if "db" in names:
            names["db"].close()
    return names, printed.getvalue()
