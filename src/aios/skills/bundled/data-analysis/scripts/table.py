"""What is known of the user's table: its columns, their kinds, how DuckDB reads it."""

from dataclasses import dataclass, field

MISSING = (
    "",
    "na",
    "n/a",
    "#n/a",
    "nan",
    "null",
    "none",
    "-",
    "--",
    "inf",
    "-inf",
    "infinity",
    "无",
    "缺失",
)
NUMBER, DATE, TEXT, IDENTIFIER = "number", "date", "text", "identifier"
SMALL_BYTES = 32 * 2**20  # of smaller files every cell of a column may be held at once

# Macros the programs use; only those a program needs are written into it.
_MISSING_PATTERN = rf"(?i)\s*({'|'.join(MISSING)})\s*"
MACROS = {
    # One pattern: DuckDB holds megabytes for every `IN (…)` of many words.
    "cell": (
        f"cell(v) AS CASE WHEN regexp_full_match(v, '{_MISSING_PATTERN}')"
        " THEN NULL ELSE trim(v) END"
    ),
    "number": "number(v) AS TRY_CAST(cell(v) AS DOUBLE)",
    "amount": (
        "amount(v) AS TRY_CAST(regexp_replace(regexp_replace(cell(v), '^\\((.*)\\)$', '-\\1'),"
        " '[,，\\s''¥￥$€£₹₩%％元円圆]|USD|CNY|RMB|EUR|GBP', '', 'gi') AS DOUBLE)"
    ),
    "scaled": (
        "scaled(v) AS amount(regexp_replace(cell(v), '(?i)(万|亿|千|百万|k|m|bn|b)\\s*(元|$)', ''))"
        " * CASE WHEN cell(v) LIKE '%百万%' THEN 1e6 WHEN cell(v) LIKE '%万%' THEN 1e4"
        " WHEN cell(v) LIKE '%亿%' THEN 1e8"
        " WHEN cell(v) LIKE '%千%' OR cell(v) ILIKE '%k' THEN 1e3 WHEN cell(v) ILIKE '%m' THEN 1e6"
        " WHEN cell(v) ILIKE '%b' OR cell(v) ILIKE '%bn' THEN 1e9 ELSE 1 END"
    ),
    "decimal_comma": "decimal_comma(v) AS amount(replace(replace(cell(v), '.', ''), ',', '.'))",
}
NEEDS = {"number": ("cell",), "amount": ("cell",), "scaled": ("cell", "amount")}
NEEDS["decimal_comma"] = ("cell", "amount")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: the header as written, what it holds, and how its cells become values.

    `style` is a macro for numbers; `formats` are strptime formats for dates (or the words
    "iso", "epoch_s", "epoch_ms", "moment" for timestamps). `path` is the JSON path
    for JSON files, else "".
    `low` and `high` bound the sampled numbers; `months` counts the sampled months of dates,
    `days` the sampled days of a log, `year` is the only sampled year or 0.
    `factors` are the columns whose product or sum (`joined`) this is, for a column the file does
    not have; or what a `formula` in SQL is made of, each as {0}, {1}. `averaged`: adding such
    values up says nothing. `banded`: the texts are ranges of numbers and stand in their order.
    `called` is what it may be called beside its name: 商品名称 for 名称. `untold`: rows are told
    without it.
    """

    name: str
    kind: str
    style: str = ""
    formats: tuple[str, ...] = ()
    path: str = ""
    unit: str = ""
    has_time: bool = False
    integer: bool = False
    factors: tuple["Column", ...] = ()
    joined: str = " * "
    formula: str = ""
    averaged: bool = False
    banded: bool = False
    sample: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    months: int = 0
    days: int = 0
    year: int = 0
    called: str = ""
    untold: bool = False

    def raw(self):
        """The cell as text, in SQL."""
        if self.formats == ("moment",):
            return f"{quote(self.name)}::VARCHAR"
        return f"json->>{literal(self.path)}" if self.path else quote(self.name)

    def value(self):
        """The cell as a number, timestamp or text, in SQL."""
        if self.formula:
            return self.formula.format(*map(_part, self.factors))
        if self.factors:
            return self.joined.join(map(_part, self.factors))
        if self.kind == NUMBER:
            return f"{self.style}({self.raw()})"
        if self.kind == DATE:
            return self._moment()
        return f"cell({self.raw()})"

    def _moment(self):
        first = self.formats[0]
        if first == "moment":
            return quote(self.name)
        if first.startswith("epoch"):
            divisor = 1000 if first == "epoch_ms" else 1
            return f"make_timestamp((number({self.raw()}) / {divisor} * 1000000)::BIGINT)"
        if first == "iso":
            zone = r"(Z|[+-]\d\d:?\d\d)$"
            return f"TRY_CAST(regexp_replace(cell({self.raw()}), '{zone}', '') AS TIMESTAMP)"
        formats = ", ".join(literal(form) for form in self.formats)
        return f"try_strptime(cell({self.raw()}), [{formats}])"


def _part(column):
    """A column within a formula."""
    return f"({column.value()})" if column.factors else column.value()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file that is a table: `source` is the DuckDB expression that reads it, cells as text.

    `feeder` is a function of feeders.py with what it needs beside the paths, for files DuckDB
    cannot read; `piped` when its output is read as it is written. `misfits` is SQL of two counts:
    lines left out, and lines that go on with the entry above; with `events` rows are counted
    where nothing is said to be measured. `parts` are the tables that `source` joins, as views
    under their `name`.
    `said` is what the question spent on saying which table. `rows` is None until counted.
    """

    path: str
    source: str
    columns: tuple[Column, ...]
    size: int
    feeder: tuple = ()
    piped: bool = False
    misfits: str = ""
    events: bool = False
    is_json: bool = False
    layout: str = ""
    notes: tuple[str, ...] = ()
    parts: tuple["Table", ...] = ()
    name: str = ""
    said: tuple[str, ...] = ()
    distinct: dict = field(default_factory=dict)
    rows: int | None = None

    def column(self, name):
        """The column of exactly this name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    def unique(self, column):
        """Whether every row has its own value of the column; large files are estimated."""
        most = self.rows if self.size < SMALL_BYTES else (self.rows or 0) * 0.8
        return bool(self.rows) and self.distinct.get(column.name, 0) >= most

    def of_kind(self, *kinds):
        """The columns of these kinds, in file order."""
        return [column for column in self.columns if column.kind in kinds]


def different(name, size):
    """How many values differ, in SQL; exact for small files.

    A hash table per column, as `count(DISTINCT …)` makes, takes megabytes however few the rows,
    and a table may have many columns: small files use lists, large ones are estimated.
    """
    return (
        f"len(list_distinct(list({name})))"
        if size < SMALL_BYTES
        else f"approx_count_distinct({name})"
    )


def quote(name):
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value):
    """A value as an SQL literal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def _plain_parts(column):
    """The columns of the file that a column is made of, or itself."""
    return [p for f in column.factors for p in _plain_parts(f)] if column.factors else [column]


def macros_for(columns):
    """The macros these columns' expressions call, in order of need."""
    wanted = {"cell"}
    for column in columns:
        for part in _plain_parts(column):
            style = part.style or (
                "number" if part.formats[:1] and "epoch" in part.formats[0] else ""
            )
            if style:
                wanted |= {style, *NEEDS[style]}
    return [text for name, text in MACROS.items() if name in wanted]
