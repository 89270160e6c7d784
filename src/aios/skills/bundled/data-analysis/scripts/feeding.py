"""The first part of every program: what it reads, how, and `ask(sql)`."""

# ruff: noqa: E501 - the lines of the written program

import inspect

import feeders
from table import SMALL_BYTES, macros_for, quote

CONTINUED = "goes on with the entry above"  # why a line of a log is no entry of its own
_HEAD = '''"""{title}"""

import os
{imports}
import duckdb

{files}
OUT = os.environ.get("AIOS_OUT", ".")

db = duckdb.connect(config={{"memory_limit": "{memory}MB", "temp_directory": "/tmp/duckdb", "threads": {threads}}})
'''
_RUN = '''

def run(sql):
    """One statement, over the file."""
    {set}return db.execute(sql)
'''
_ASK = '''

def ask(sql):
    """The names and rows of one statement's result."""
    cursor = run(sql)
    return [column[0] for column in cursor.description], cursor.fetchall()


def every(sql):
    """The rows of one statement's result, some thousand at a time."""
    cursor = run(sql)
    while block := cursor.fetchmany(5000):
        yield from block

'''
_PIPED = '''

def run(sql):
    """One statement; the file flows in as UTF-8 through a pipe."""
    with tempfile.TemporaryDirectory() as folder:
        pipe = os.path.join(folder, "table")
        os.mkfifo(pipe)  # no second copy on disk, however large the file is
        threading.Thread(target={name}, args=(FILE, pipe, *{arguments!r}), daemon=True).start()
        db.execute("SET VARIABLE file = $1", [pipe])
        return db.execute(sql)
'''
_COPIED = """
FOLDER = tempfile.TemporaryDirectory()
{copies}"""
_COPY = """{variable} = os.path.join(FOLDER.name, "{name}")
{feeder}({file}, {variable}{arguments})
"""
_VIEW = '''
db.execute("SET VARIABLE {variable} = $1", [{file}])
db.execute("""
CREATE VIEW {name} AS
SELECT {columns}
FROM {source}
""")
'''


def preamble(table, columns, title="Look over the table.", more=()):
    """The file or files, the database, and `ask(sql)`."""
    title = title.replace("\\", " ").replace('"', "'")
    parts = table.parts or (table,)
    piped = len(parts) == 1 and table.piped
    copied = [part.feeder and not piped for part in parts]
    imports = {
        *more,
        *(["tempfile"] if any(copied) or piped else []),
        *(["threading"] if piped else []),
    }
    names = ["FILE"] if not table.parts else [f"FILE_{n + 1}" for n in range(len(parts))]
    text = [
        _HEAD.format(
            title=title, imports="".join(f"import {name}\n" for name in sorted(imports)), memory=_memory(table),
            files="\n".join(f"{name} = {part.path!r}" for name, part in zip(names, parts, strict=True)),
            threads=_threads(table),
        ),
        *(f'db.execute("""CREATE MACRO {escaped(macro)}""")\n' for macro in macros_for(columns)),
        *(f"\n\n{inspect.getsource(getattr(feeders, name))}" for name in _called(parts)),
    ]  # fmt: skip
    if piped:
        name, *arguments = table.feeder
        return "".join([*text, _PIPED.format(name=name, arguments=tuple(arguments)), _ASK])
    if any(copied):
        text.append(_copies(parts, names))
    read = [n.replace("FILE", "TABLE") if c else n for n, c in zip(names, copied, strict=True)]
    if not table.parts:
        return "".join(
            [
                *text,
                _RUN.format(set=f'db.execute("SET VARIABLE file = $1", [{read[0]}])\n    '),
                _ASK,
            ]
        )
    views = (_view(part, file) for part, file in zip(parts, read, strict=True))
    return "".join([*text, *views, _RUN.format(set=""), _ASK])


def _called(parts):
    return dict.fromkeys(part.feeder[0] for part in parts if part.feeder)


def _copies(parts, names):
    return _COPIED.format(
        copies="".join(
            _COPY.format(
                variable=name.replace("FILE", "TABLE"), name=name.replace("FILE", "table").lower(), file=name,
                feeder=part.feeder[0], arguments="".join(f", {value!r}" for value in part.feeder[1:]),
            )
            for name, part in zip(names, parts, strict=True)
            if part.feeder
        )
    )  # fmt: skip


def _view(part, file):
    """A part of a table of several as a view of its text cells, under the part's name."""
    variable = file.lower()
    source = part.source.replace("getvariable('file')", f"getvariable('{variable}')")
    whole = "\nWHERE json IS NOT NULL" if part.is_json else ""
    cells = ", ".join(f"cell({column.raw()}) AS {quote(column.name)}" for column in part.columns)
    return _VIEW.format(
        variable=variable, file=file, name=escaped(quote(part.name)), columns=escaped(cells),
        source=escaped(source + whole),
    )  # fmt: skip


def _threads(table):
    """Each thread holds buffers of tens of megabytes, and only a large file has work for several."""
    return 1 if table.size < SMALL_BYTES else 4


def _memory(table):
    """Copies of sheets lie in a folder that is memory too."""
    return 400 if any(part.feeder for part in table.parts or (table,)) else 500


def broken_lines(table):
    """Program text that puts the lines that could not be read into `broken`: (line or None, why)."""
    if table.misfits:
        return _MISFITS.format(count=escaped(table.misfits), continued=CONTINUED)
    if table.is_json and "newline_delimited" in table.source:
        count = f"SELECT count(*) FROM {table.source} WHERE json IS NULL"
        return _COUNTED.format(count=escaped(count), why="not JSON")
    if any("store_rejects" in part.source for part in table.parts or (table,)):
        return _REJECTED.format(line="NULL" if table.parts else "line")
    return "broken = []\n"


_REJECTED = '''broken = db.execute("""
SELECT {line}, any_value(error_message) FROM reject_errors
WHERE scan_id = (SELECT max(scan_id) FROM reject_errors) GROUP BY file_id, reject_errors.line ORDER BY reject_errors.line
""").fetchall()
'''
_MISFITS = '''_, [[count, continued]] = ask("""
{count}
""")
broken = [(None, "not a line of such a log")] * count + [(None, {continued!r})] * continued
'''
_COUNTED = '''_, [[count]] = ask("""
{count}
""")
broken = [(None, {why!r})] * count
'''


def escaped(sql):
    """SQL as it stands between triple quotes in Python."""
    return sql.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
