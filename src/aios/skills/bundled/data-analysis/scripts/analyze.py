"""The actions of data-analysis: a question in words, a typed query, a summary."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os

import aios_skill
from aios_skill import Failure
from answers import Answer
from charts import chart_code
from intent import query_of
from pieces import main_number
from probe import probed
from program import program_text, run_program
from query import Query, typed_query
from question import Question
from reading import open_table
from sqltext import MOST_ROWS, points_sql
from standing import standing
from summary import summary_text


def analyze(request):
    """Answer a question asked in words."""
    text = request.parameters.get("question") or request.text
    table = _table(request, text)
    for words in table.said:
        text = text.replace(words, " ")
    question = Question(text, table, lambda: main_number(table))
    table, cells = probed(table, question.plain, request.say)
    question.table = table
    question.read(cells)
    query = query_of(question, request.say)
    return _answered(request, table, query, question.parts.unused)


def summarize(request):
    """Say what is in the file; where the user's sentence asks something definite, answer that."""
    if request.text:
        try:
            return analyze(request)
        except Failure as failure:
            if failure.code not in ("question_not_understood", "column_unknown"):
                raise
    return _answered(request, _table(request), Query(kind="summary"), [])


def query(request):
    """Answer a typed query."""
    table = _table(request)
    return _answered(request, table, typed_query(table, request.parameters, request.say), [])


def _table(request, question=""):
    path = request.parameters.get("file") or ""
    if not os.path.isabs(path):
        path = os.path.join(request.cwd or os.getcwd(), path)
    return open_table(path, request.say, question or request.text)


def _answered(request, table, query, unused):
    say, words = request.say, Answer(table, query, request.say)
    title = (
        say(f"分析 {os.path.basename(table.path)}：", f"{os.path.basename(table.path)}: ")
        + words.reading()
    )
    code = program_text(table, query, title, say, _drawing(table, query, words, say))
    names, printed = run_program(code, say)
    columns, rows = names["columns"], [[_plain(value) for value in row] for row in names["rows"]]
    facts, remarks = standing(table, query, names["tally"], names["broken"], say)
    if facts["rows_read"] == 0:
        raise Failure(
            "file_empty",
            say(f"{table.path} 里没有数据行。", f"{table.path} has no rows."),
            say("请换一个文件。", "Give a file with rows."),
        )
    remarks = [*table.notes, *remarks]
    answer = (
        summary_text(table, rows, say)
        if query.kind == "summary"
        else words.text(columns, rows, facts["rows_used"])
    )
    ground = say(
        f"依据 {facts['rows_used']} 行",
        f"Based on {facts['rows_used']} row{'s' if facts['rows_used'] != 1 else ''}",
    )
    if facts["rows_used"] != facts["rows_read"]:
        ground += say(f"（共 {facts['rows_read']} 行）", f" of {facts['rows_read']}")
    answer += "\n" + say("；", "; ").join([ground, *remarks]) + say("。", ".")
    readings = [say(zh, en) for zh, en in query.notes]
    if unused:
        readings.append(
            say(f"未用到的词：{'、'.join(unused)}", f"words not used: {', '.join(unused)}")
        )
    return {
        "answer": answer,
        "code": code,
        "explanation": "\n".join([words.reading(), *readings]),
        "output": printed,
        "data": {
            "columns": columns,
            "rows": rows[:MOST_ROWS],
            "sql": names["SQL"].strip(),
            "interpretation": _interpretation(query, words),
            **facts,
        },
        "notes": [*remarks, *readings],
    }


def _drawing(table, query, words, say):
    if not query.chart:
        return ""
    base = os.path.splitext(os.path.basename(table.path))[0]
    query.picture = query.picture or f"{base}-{query.chart}.png"
    measures = query.measures
    values = say("、", ", ").join(words.measure(m) for m in measures)
    if query.kind == "histogram":
        x, y, title = (
            _axis(measures[0].column),
            say("行数", "rows"),
            say(f"{measures[0].column.name} 的分布", f"Distribution of {measures[0].column.name}"),
        )
    elif query.kind == "relation":
        x, y = (_axis(measure.column) for measure in measures[:2])
        title = say(f"{x} 与 {y}", f"{y} against {x}")
    else:
        names = say("、", " and ").join(words.group(g) for g in query.groups)
        x, y = names, values
        title = say(f"按 {names} 的{values}", f"{values[:1].upper()}{values[1:]} by {names}")
    return chart_code(
        query.chart, title=title + words.where(), x=x, y=y, picture=query.picture, groups=len(query.groups),
        measures=len(measures), zh=words.zh,
        points=points_sql(table, query) if query.kind == "relation" else "",
    )  # fmt: skip


def _axis(column):
    return f"{column.name} ({column.unit})" if column.unit else column.name


def _plain(value):
    """A cell of the result as JSON holds it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return int(value) if value == int(value) and abs(value) < 2**53 else value
    return str(value)


def _interpretation(query, words):
    return {
        "kind": query.kind,
        "measures": [
            {"aggregate": m.aggregate, "column": m.column.name if m.column else None}
            for m in query.measures
        ],
        "group_by": [{"column": g.column.name, "time_unit": g.unit or None} for g in query.groups],
        "filters": [
            {"column": f.column.name, "op": f.operator, "value": list(f.values)}
            for f in query.filters
        ],
        "limit": query.limit or None,
        "chart": query.chart or None,
        "text": words.reading(),
    }


if __name__ == "__main__":
    aios_skill.main({"analyze": analyze, "summarize": summarize, "query": query})
