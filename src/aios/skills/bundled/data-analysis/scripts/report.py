"""The action `report`: a table on one HTML page, every number from SQL that is run, plots inside."""

# ruff: noqa: E501 - a sentence in two languages is one line

import inspect
import os
from datetime import datetime

import aios_skill
import page
from answers import number_text
from feeding import broken_lines, escaped, preamble
from joining import combined
from pieces import main_number
from probe import probed
from program import run_program
from reading import open_table
from reportparts import asked_parts
from saving import wished
from sentence import normal
from summary import summary_sql
from table import DATE, NUMBER, SMALL_BYTES, TEXT, literal, quote

MOST_NUMBERS, MOST_TEXTS, MOST_RELATED, BINS, TOP = 12, 8, 8, 20, 10
MOST_COPIED_BYTES = 2**30
# Values read once are kept in columns, packed: a tenth of the text, and quick to ask again.
_COPIED = '''
KEPT = tempfile.TemporaryDirectory()
FILE_OF_CELLS = os.path.join(KEPT.name, "cells.parquet")
ask("""
COPY (
{cells}
) TO '""" + FILE_OF_CELLS + """' (FORMAT parquet)
""")
ask(f"CREATE VIEW cells AS SELECT * FROM read_parquet('{{FILE_OF_CELLS}}')")
'''
_VIEWED = '''
ask("""
CREATE VIEW cells AS
{cells}
""")
'''
_SHOWN = """
PARTS = [
{parts}
]
results = [(kind, heading, *ask(sql), sql) for kind, heading, sql in PARTS]
{broken}
sections = []
for kind, heading, columns, rows, sql in results:
    if rows:
        drawn = plot(kind, heading, columns, rows) if kind not in ("columns", "facts") else ""
        shown = table(columns, rows)
        html = drawn + (f"<details><summary>{numbers}</summary>{{shown}}</details>" if drawn else shown)
        sections.append((heading, html + "<details><summary>SQL</summary><pre>" + sql.replace("&", "&amp;").replace("<", "&lt;") + "</pre></details>"))
LEAD = {lead!r}
if broken:
    LEAD.append({skipped!r}.format(len(broken)))
with open(os.path.join(OUT, {name!r}), "w", encoding="utf-8") as file:
    file.write(page({title!r}, {language!r}, LEAD, sections))
print(len(sections), "sections")
"""


def report(request):
    """Write the page and tell what stands out."""
    say, table = request.say, probed(_table(request), "", request.say)[0]
    stem = os.path.splitext(os.path.basename(table.path))[0]
    asked = request.parameters.get("output") or wished(normal(request.text))[2]
    name = (
        asked
        if asked.endswith((".html", ".htm"))
        else say(f"{stem}-报告.html", f"{stem}-report.html")
    )
    shown = os.path.basename(table.path)
    title = say(f"{shown} 数据报告", f"Report on {shown}")
    code = _program(table, name, title, request)
    names, printed = run_program(code, say)
    found = {part[0]: part[3] for part in names["results"]}
    lines, data = _findings(table, found, names["results"], say)
    notes = list(table.notes)
    if names["broken"]:
        notes.append(
            say(
                f"跳过了 {len(names['broken'])} 行格式错误的行",
                f"{len(names['broken'])} broken lines skipped",
            )
        )
    head = say(
        f"报告已写入 {name}（{len(names['sections'])} 节，图在页内）。",
        f"The report is {name} ({len(names['sections'])} sections, plots inside).",
    )
    return {
        "answer": "\n".join([head, *lines, *([say("；", "; ").join(notes)] if notes else [])]),
        "code": code, "output": printed, "data": data, "notes": notes,
        "explanation": say("每个数字都由页内所附的 SQL 算出", "every number comes from the SQL shown beside it"),
    }  # fmt: skip


def _table(request):
    """The table to report on: of one file, or of several put together."""
    here, files = request.cwd or os.getcwd(), request.parameters.get("files") or ()
    paths = list(dict.fromkeys(os.path.join(here, path) for path in files))
    if len(paths) > 1:
        return combined(paths, [request.text], request.say)[0]
    path = os.path.join(here, request.parameters.get("file") or "")
    return open_table(path, request.say, request.text)


def _program(table, name, title, request):
    say = request.say
    columns = ", ".join(f"{c.value()} AS {quote(c.name)}" for c in table.columns)
    whole = "\nWHERE json IS NOT NULL" if table.is_json else ""
    parts = _parts(table, say, request.text)
    lead = [
        say(f"来源：{table.path}（{table.layout}）", f"Source: {table.path} ({table.layout})"),
        say("生成时间：", "Written: ") + datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
        *table.notes,
    ]
    return "".join([
        preamble(table, table.columns, title, ("tempfile",)),
        *(f"\n\n{inspect.getsource(function)}" for function in (page.number, page.table, page.plot, page.page)),
        _kept(table).format(cells=escaped(f"SELECT {columns}\nFROM {table.source}{whole}")),
        _SHOWN.format(
            parts="\n".join(f'    ({kind!r}, {heading!r}, """\n{escaped(sql)}\n"""),' for kind, heading, sql in parts),
            broken=broken_lines(table), numbers=say("数字", "numbers"), lead=lead, name=name, title=title,
            skipped=say("跳过了 {} 行格式错误的行", "{} broken lines skipped"), language=request.language,
        ),
    ])  # fmt: skip


def _kept(table):
    """How the cells are kept for many questions: as a view where a copy would be too large."""
    return _COPIED if table.size < MOST_COPIED_BYTES or table.piped else _VIEWED


def _parts(table, say, asked):
    """(kind, heading, SQL) of every section; the SQL reads `cells`, the summary the file itself."""
    codes = [c for c in table.of_kind(NUMBER) if table.events and c.name == "status"]
    numbers = [c for c in table.of_kind(NUMBER) if c not in codes][:MOST_NUMBERS]
    texts = [*codes, *(c for c in table.of_kind(TEXT) if not table.unique(c))][:MOST_TEXTS]
    parts = [
        ("facts", say("概览", "Overview"), _overview_sql(table, say)),
        *asked_parts(table, asked, say),
        ("columns", say("各列", "Columns"), _columns_sql(table, say)),
    ]
    parts += [
        ("bars", say("各列缺失的单元格", "Missing cells per column"), _missing_sql(table, say))
    ]
    dates = table.of_kind(DATE)
    if dates:
        parts += _trend(dates[0], main_number(table), say)
    parts += [
        (
            "bars",
            say(f"{c.name}：最常见的 {TOP} 个", f"{c.name}: the {TOP} commonest"),
            _top_sql(c, say),
        )
        for c in texts
    ]
    parts += _totals(texts, numbers, main_number(table), asked, say)
    parts += [
        ("histogram", say(f"{c.name} 的分布", f"Distribution of {c.name}"), _spread_sql(c, say))
        for c in numbers
    ]
    if len(numbers) > 1:
        parts.append(
            (
                "heat",
                say("数字列之间的相关系数", "Correlations"),
                _related_sql(numbers[:MOST_RELATED], say),
            )
        )
    return parts


def _totals(texts, numbers, main, asked, say):
    """The total of each number by each text column that the request names; of the main number by
    the first one, too."""
    first = [(texts[0], main)] if main and texts else []
    named = [(t, n) for t in texts for n in numbers if {t.name, n.name} <= _named(asked, (t, n))]
    return [
        (
            "bars",
            say(f"各 {text.name} 的 {number.name} 总和", f"Total {number.name} by {text.name}"),
            _by_sql(text, number, say),
        )
        for text, number in dict.fromkeys([*first, *named])
    ]


def _named(asked, columns):
    """The names of the columns that the request says."""
    return {c.name for c in columns if normal(c.name) in normal(asked)}


def _overview_sql(table, say):
    facts = {
        say("行数", "rows"): "count(*)",
        say("列数", "columns"): str(len(table.columns)),
        say("缺失或无法识别的单元格", "missing or unreadable cells"): " + ".join(
            f"count(*) - count({quote(c.name)})" for c in table.columns
        ),
    }
    if table.size < SMALL_BYTES:
        facts[say("重复的行", "repeated rows")] = (
            "count(*) - (SELECT count(*) FROM (SELECT DISTINCT * FROM cells))"
        )
    for column in table.of_kind(DATE)[:1]:
        name = quote(column.name)
        shown = "{}" if column.has_time else "{}::DATE"
        facts[say(f"{column.name} 从", f"{column.name} from")] = shown.format(f"min({name})")
        facts[say(f"{column.name} 到", f"{column.name} to")] = shown.format(f"max({name})")
    return _listed(facts.items(), say("项目", "fact"), say("值", "value"))


def _listed(facts, what, value):
    """One row per (fact, SQL), all from one pass."""
    names = ", ".join(literal(fact) for fact, _ in facts)
    values = ", ".join(f"({sql})::VARCHAR" for _, sql in facts)
    held = f"SELECT [{names}] AS names, [{values}] AS held FROM cells"
    return (
        f"SELECT unnest(names) AS {quote(what)}, unnest(held) AS {quote(value)} FROM (\n{held}\n)"
    )


def _columns_sql(table, say):
    zh = (
        "列",
        "类型",
        "行数",
        "有值",
        "无法识别",
        "不同值",
        "最小",
        "平均",
        "中位数",
        "总和",
        "最大",
        "最常见",
    )
    en = (
        "column",
        "kind",
        "rows",
        "filled",
        "unreadable",
        "different",
        "minimum",
        "mean",
        "median",
        "total",
        "maximum",
        "commonest",
    )
    named = ", ".join(f"{quote(e)} AS {quote(say(z, e))}" for z, e in zip(zh, en, strict=True))
    return f"SELECT {named} FROM (\n{summary_sql(table)}\n)"


def _missing_sql(table, say):
    facts = [(c.name, f"count(*) - count({quote(c.name)})") for c in table.columns]
    column, missing = say("列", "column"), say("缺失", "missing")
    counted = _listed(facts, column, missing)
    return (
        f"SELECT {quote(column)}, {quote(missing)}::BIGINT AS {quote(missing)} FROM (\n{counted}\n)"
        f" WHERE {quote(missing)}::BIGINT > 0 ORDER BY 2 DESC LIMIT 30"
    )


def _trend(date, main, say):
    name = quote(date.name)
    unit = "month" if date.months > 2 else "day"
    key = f"strftime({name}, '{'%Y-%m' if unit == 'month' else '%Y-%m-%d'}')"
    word = say("月" if unit == "month" else "日", unit)
    rows = f"SELECT {key} AS {quote(word)}, count(*) AS {quote(say('行数', 'rows'))} FROM cells WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY 1"
    parts = [("line", say(f"每{word}的行数", f"Rows per {unit}"), rows)]
    if main:
        total = f"SELECT {key} AS {quote(word)}, fsum({quote(main.name)}) AS {quote(main.name)} FROM cells WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY 1"
        parts.append(
            ("line", say(f"每{word}的 {main.name} 总和", f"Total {main.name} per {unit}"), total)
        )
    return parts


def _top_sql(column, say):
    name = quote(column.name)
    return f"SELECT {name}, count(*) AS {quote(say('行数', 'rows'))} FROM cells WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}"


def _by_sql(column, main, say):
    name, total = quote(column.name), quote(say(f"{main.name} 总和", f"total {main.name}"))
    return f"SELECT {name}, fsum({quote(main.name)}) AS {total} FROM cells WHERE {name} IS NOT NULL AND {quote(main.name)} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}"


def _spread_sql(column, say):
    name = quote(column.name)
    low, high, count = say("从", "from"), say("到", "to"), say("行数", "rows")
    return f"""WITH ends AS (SELECT min({name}) AS low, max({name}) AS high FROM cells),
placed AS (
  SELECT coalesce(least(floor(({name} - low) / nullif(high - low, 0) * {BINS}), {BINS - 1}), 0) AS bin, low, (high - low) / {BINS} AS width
  FROM cells, ends WHERE {name} IS NOT NULL
)
SELECT low + bin * width AS {quote(low)}, low + (bin + 1) * width AS {quote(high)}, count(*) AS {quote(count)}
FROM placed GROUP BY bin, low, width ORDER BY bin"""


def _related_sql(columns, say):
    pairs = [(a, b) for a in columns for b in columns]
    lists = (
        [literal(a.name) for a, _ in pairs], [literal(b.name) for _, b in pairs],
        [f"corr({quote(a.name)}, {quote(b.name)})" for a, b in pairs],
    )  # fmt: skip
    named = (say("列", "column"), say("另一列", "other"), say("相关系数", "correlation"))
    shown = ", ".join(f"unnest(list_{i}) AS {quote(name)}" for i, name in enumerate(named))
    held = ", ".join(f"[{', '.join(cells)}] AS list_{i}" for i, cells in enumerate(lists))
    return f"SELECT {shown} FROM (SELECT {held} FROM cells)"


def _findings(table, found, results, say):
    """(lines, data) on what stands out."""
    overview = dict(found["facts"])
    lines = [
        say("概览：", "Overview: ")
        + say("，", ", ").join(f"{what} {_shown(value)}" for what, value in overview.items())
    ]
    data = {"overview": overview}
    for kind, heading, _, rows, _ in results:
        if kind == "bars" and rows and len(rows[0]) == 2:
            top = max(rows, key=lambda row: (row[1] is not None, row[1] or 0))
            lines.append(f"- {heading}{say('：', ': ')}{_shown(top[0])} {number_text(top[1])}")
        elif kind == "heat":
            pairs = [(a, b, r) for a, b, r in rows if a < b and r is not None]
            if pairs:
                a, b, r = max(pairs, key=lambda pair: abs(pair[2]))
                data["strongest"] = [a, b, r]
                lines.append(
                    say(
                        f"- 相关最强：{a} 与 {b}，{r:.3f}",
                        f"- strongest correlation: {a} and {b}, {r:.3f}",
                    )
                )
        elif kind == "line" and rows:
            best = max((row for row in rows if row[-1] is not None), key=lambda row: row[-1])
            lines.append(
                f"- {heading}{say('：最高 ', ': highest ')}{best[0]}{say('，', ', ')}{number_text(best[-1])}"
            )
    return lines, data


def _shown(value):
    return number_text(float(value)) if str(value).replace(".", "", 1).isdigit() else value


if __name__ == "__main__":
    aios_skill.main({"report": report})
