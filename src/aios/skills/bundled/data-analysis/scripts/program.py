"""The program that answers a query: a small standalone Python text, written here and really run."""

# ruff: noqa: E501 - the lines of the written program

import contextlib
import io

from aios_skill import Failure
from sqltext import answer_sql, tally_sql
from summary import summary_sql
from table import SMALL_BYTES, Column, macros_for

READ_AT_A_GLANCE = 50  # rows; a longer table is also written as a CSV file

_HEAD = '''"""{title}"""

import os
{imports}
import duckdb

FILE = {path!r}
OUT = os.environ.get("AIOS_OUT", ".")

db = duckdb.connect(config={{"memory_limit": "500MB", "temp_directory": "/tmp/duckdb", "threads": {threads}}})
'''
_DIRECT = '''

def ask(sql):
    """The names and rows of one statement's result."""
    db.execute("SET VARIABLE file = $1", [FILE])
    cursor = db.execute(sql)
    return [column[0] for column in cursor.description], cursor.fetchall()

'''
_RECODED = '''

def recode(target):
    """DuckDB reads UTF-8: copy the text, piece by piece."""
    with open(FILE, encoding={encoding!r}, errors="replace", newline="") as text:
        with contextlib.suppress(BrokenPipeError):  # the reader had enough
            with open(target, "w", encoding="utf-8", newline="") as out:
                shutil.copyfileobj(text, out, 1 << 20)


def ask(sql):
    """The names and rows of one statement's result, over the text as UTF-8."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "table")
        {feed}
        db.execute("SET VARIABLE file = $1", [copy])
        cursor = db.execute(sql)
        return [column[0] for column in cursor.description], cursor.fetchall()

'''
_PIPE = """os.mkfifo(copy)  # no second copy on disk, however large the file is
        threading.Thread(target=recode, args=(copy,), daemon=True).start()"""
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
_BROKEN_CSV = '''broken = db.execute("""
SELECT line, any_value(error_message) FROM reject_errors
WHERE scan_id = (SELECT max(scan_id) FROM reject_errors) GROUP BY line ORDER BY line
""").fetchall()
'''
_BROKEN_LINES = '''_, [[count]] = ask("""
SELECT count(*) FROM {source} WHERE json IS NULL
""")
broken = [(None, "not JSON")] * count
'''
_PRINT = """
print(*columns, sep="\\t")
for row in rows{some}:
    print(*row, sep="\\t")
"""
_EXPORT = """
with open(os.path.join(OUT, {name!r}), "w", encoding="utf-8-sig", newline="") as file:
    csv.writer(file).writerows([columns, *rows])
"""
_EXPORT_LONG = f"""
if len(rows) > {READ_AT_A_GLANCE}:  # more than can be read at a glance
    with open(os.path.join(OUT, "result.csv"), "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
"""


def program_text(table, query, title, drawing=""):
    """The program, as text."""
    columns = table.columns if query.kind in ("rows", "summary") else query.columns()
    if isinstance(query.order, Column):
        columns = [*columns, query.order]
    sql = summary_sql(table) if query.kind == "summary" else answer_sql(table, query)
    long = (query.kind == "rows" or query.groups) and not 0 < query.limit <= READ_AT_A_GLANCE
    export = _EXPORT.format(name=query.export) if query.export else _EXPORT_LONG if long else ""
    parts = [
        preamble(table, columns, title, ["csv"] if export else []),
        _BODY.format(
            answer=_escaped(sql),
            tally=_escaped(tally_sql(table, query)),
            broken=_broken(table),
        ),
        export,
        _PRINT.format(some="[:50]" if query.kind == "rows" or query.groups else ""),
        drawing,
    ]
    return "".join(parts)


def preamble(table, columns, title="Look over the table.", more=()):
    """The first part of every program: the file, the database, and `ask(sql)`."""
    title = title.replace("\\", " ").replace('"', "'")
    return "".join([
        _HEAD.format(title=title, path=table.path, imports=_imports(table, more), threads=_threads(table)),
        *(f'db.execute("""CREATE MACRO {_escaped(macro)}""")\n' for macro in macros_for(columns)),
        _reader(table),
    ])  # fmt: skip


def _threads(table):
    """Each thread holds buffers of tens of megabytes, and only a large file has work for several."""
    return 1 if table.size < SMALL_BYTES else 4


def _imports(table, more):
    names = list(more)
    if table.encoding:
        names += ["contextlib", "shutil", "tempfile"] + ([] if table.is_json else ["threading"])
    return "".join(f"import {name}\n" for name in sorted(names))


def _reader(table):
    if not table.encoding:
        return _DIRECT
    return _RECODED.format(encoding=table.encoding, feed="recode(copy)" if table.is_json else _PIPE)


def _broken(table):
    if not table.is_json:
        return _BROKEN_CSV
    if "newline_delimited" in table.source:
        return _BROKEN_LINES.format(source=_escaped(table.source))
    return "broken = []\n"


def _escaped(sql):
    """SQL as it stands between triple quotes in Python."""
    return sql.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


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
