"""The actions of data-analysis: a question in words, a typed query, a summary."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re
from dataclasses import replace

import aios_skill
from adding import added_text
from aios_han import TRADITIONAL
from aios_skill import Failure
from answers import Answer
from aside import alone, also
from asks import Read, several
from clauses import plain_clauses
from clock import without_clock
from differing import with_their_names
from drawing import drawing
from elided import of_those
from englishasks import several_english
from fields import told_fields
from followup import understood
from leftaside import left_aside, opposites
from logasks import log_query
from logs import plain_words
from occurrences import occurrences
from parting import parted, parted_text
from pieces import main_number
from pivoting import pivot_text
from probe import probed
from program import program_text, run_program
from proper import narrow_by_names
from quality import asked_of_all, columns_beside
from query import Filter, Query, typed_query
from question import Question
from reading import open_table
from readings import Reading, short_result, told
from reasons import reasons_text
from reshaped import reshaped
from rewording import reworded
from rowtext import matching
from saving import FORMATS, PICTURES, kept_whole, only_kept, wished
from sentence import normal
from sheets import by_sheet, sheets_together
from sqltext import MOST_ROWS
from stages import changed_between
from standing import standing
from statusclasses import classes_in_bands
from studies import typed_study
from studysql import STUDIES
from studytext import relation_text, study_text
from summary import summary_text
from table import Column
from transposing import turned_text
from turns import turn, united
from workbooks import asks_for_sheets, sheets_told

MOST_SHARED = 2
_CALLED = r"(?:叫做?|名为|文件名(?:叫|为|是)?|\bcalled|\bnamed)\s*(?P<name>[\w-]+\.(?:csv|tsv|xlsx|jsonl?|parquet))"
_NOTHING = r"[\s,，.。;；:：]|\b(?:and|the|in|of|from|sheets?|worksheets?|tables?|files?|please|them|it|show|me|result)\b|工作表|并|且|里|中|的|表|请|然后|两个|起来|显示|结果|给我|看看|[把将请叫]|合并|合成|拼接?|[成到为作]|一个|整个|全部|所有|各个?|[两三四五六几\d]+个|内容|数据|名字|放|变|\b(?:combine|merge|all|into|one|together|sheets|single|put|called|named|every|each|month|data)\b|一?份|一张"


def analyze(request):
    """Answer a question asked in words."""
    text = request.parameters.get("question") or request.text
    if asks_for_sheets(_path(request), text):
        return sheets_told(_path(request), request.say)
    first, *later = [*(request.parameters.get("before") or []), text]
    together = sheets_together(_path(request), first, request.say)
    if together and later:  # the first text says which sheets it is about
        last = by_sheet(later[-1], together[0], request.say)
        return asked(request, together[0], last, [together[1], *later[:-1]])
    if together:
        return asked_or_kept(request, *together)
    table = _table(request, text)
    for words in table.said:
        text = text.replace(words, " ")
    apart = parted(text, table)
    if apart:
        return answered(request, table, Query(kind="rows", parted=apart), [])
    if only_kept(text, table.path) and not request.parameters.get("before"):
        stem, suffix = (
            os.path.basename(table.path).split(".")[0],
            wished(normal(text))[2].split("."),
        )
        name = f"{stem}.{suffix[1]}" if suffix[0] == "result" else ".".join(suffix)
        return answered(request, table, Query(kind="rows", export=name), [])
    return asked(request, table, text)


def asked(request, table, text, before=()):
    """Answer what a text asks of a table; `before` are the texts that it goes on from."""
    held = before or request.parameters.get("before") or ()
    table, text = reshaped(table, text, request.say, held)
    texts = [*held, text := reworded(text, table)]
    text = classes_in_bands(text, table) if table.events else text
    at_once = log_query(text, table) if table.events and not texts[1:] else None
    if at_once is not None:
        notes = (*table.notes, *(request.say(*note) for note in at_once[1]))
        return answered(request, replace(table, notes=notes), at_once[0], at_once[2])
    if table.events:
        notes = plain_words(text, table)[1]
        table = replace(table, notes=(*table.notes, *(request.say(*note) for note in notes)))
    else:
        text, told = columns_beside(text, table, request.say)
        table = replace(table, notes=(*table.notes, *([told] if told else [])))
    first, then = of_those(plain_clauses(asked_of_all(text, request.say), table))
    texts = [*held, first]
    query, question = _all_asked(table, texts, request.say)
    if then:  # "how many are open, and how many of those are urgent": both
        query.others.append(also(alone(read_query(table, [*texts, then], request.say)[0])))
    return answered(request, question.table, query, question.parts.unused)


def _all_asked(table, texts, say):
    """(Query, Question) of a text; of several questions in one, with each of them told."""
    staged = changed_between(texts, table, lambda t: read_query(table, t, say))
    if staged is not None:
        return staged
    try:
        whole = Read(*(found := read_query(table, texts, say)), tuple(found[1].parts.unused))
    except Failure as failure:
        if len(texts) > 1:
            raise
        whole = failure
    told = None
    if len(texts) == 1:
        again = (texts[0], table, whole, lambda t: read_query(table, t, say))
        told = several(*again) or several_english(*again)
    if told is None and isinstance(whole, Failure):
        raise whole
    query, question = (told or whole).query, (told or whole).question
    return with_their_names(query, texts[-1]), question


def read_query(table, texts, say):
    """(Query, Question) of the last of the texts, which goes on from the others."""

    def read(words):
        words = plain_words(words, table)[0] if table.events else words
        plain, fields = told_fields(words)
        rest, aside = left_aside(plain)
        question = asking(rest, lambda: main_number(table))
        question.parts.fields = fields
        for what in aside:
            opposed = opposites(what, question, asking)
            if opposed is None:  # not understood by itself: the text is read as it stands
                return asking(words, lambda: main_number(table))
            question.parts.filters += opposed
        return question

    def asking(words, default):
        question = Question(words, table, default)
        question.table, cells = probed(table, _said(question), say)
        question.read(cells)
        narrow_by_names(question, say)
        return question

    def at_once(text, past):
        found = occurrences(text, table, past[-1] if past else None) if table.events else None
        return found or turn(past, text, table)

    query, question = understood([without_clock(text) for text in texts], read, say, at_once)
    query.filters = united(query.filters)
    return query, question


def _said(question):
    """The question's text; what is written in traditional characters as it is written as well."""
    written, plain = question.sentence.original, question.plain
    traditional = any(character in TRADITIONAL for character in written)
    return f"{plain} {written.lower()}" if traditional else plain


def asked_or_kept(request, table, text):
    """Answer what a text asks of a table of several; where it asks nothing, give the table."""
    named = re.search(_CALLED, text)
    plain = text.replace(named.group() if named else table.path, " ")
    rest, _, export = wished(normal(plain.replace(os.path.basename(table.path), " ")))
    if re.sub(_NOTHING, "", rest):
        return asked(request, table, text)
    export = export or (named["name"] if named else "")
    name = export or result_name(request) or request.say("合并.csv", "combined.csv")
    return answered(request, table, Query(kind="rows", export=name), [])


def summarize(request):
    """Say what is in the file; where the user's sentence asks something definite, answer that."""
    if request.text:
        try:
            return analyze(request)
        except Failure as failure:
            if failure.code not in ("question_not_understood", "column_unknown"):
                raise
    return answered(request, _table(request), Query(kind="summary"), [])


def query(request):
    """Answer a typed query."""
    table = _table(request)
    return answered(request, table, typed_query(table, request.parameters, request.say), [])


def statistics(request):
    """Study the columns a caller names."""
    table = _table(request)
    return answered(request, table, typed_study(table, request.parameters, request.say), [])


def _table(request, question=""):
    return open_table(_path(request), request.say, question or request.text)


def _path(request):
    """The file's path, absolute."""
    path = request.parameters.get("file") or ""
    return os.path.join(request.cwd or os.getcwd(), path)


def result_name(request):
    """The name of the file the caller wants the result in, "" for none."""
    name, wanted = request.parameters.get("output", ""), request.parameters.get("format", "")
    if name and not name.lower().endswith(PICTURES):
        return name
    return f"result.{FORMATS[wanted.lower()]}" if wanted.lower() in FORMATS else ""


def answered(request, table, query, unused):
    """Run the query's program and put its result into words."""
    query = kept_whole(query, table, query.export or result_name(request))
    say, words = request.say, Answer(table, query, request.say)
    title = (
        say(f"分析 {os.path.basename(table.path)}：", f"{os.path.basename(table.path)}: ")
        + words.reading()
    )
    code = program_text(table, query, title, say, drawing(table, query, words))
    names, printed = run_program(code, say)
    columns, rows = names["columns"], [[_plain(value) for value in row] for row in names["rows"]]
    facts, remarks = standing(table, query, names["tally"], names["broken"], say)
    if facts["rows_read"] == 0:
        raise Failure(
            "file_empty",
            say(f"{table.path} 里没有数据行。", f"{table.path} has no rows."),
            say("请换一个文件。", "Give a file with rows."),
        )
    instead = next((r for r in query.others if r.instead), None)
    if instead and not facts["rows_used"]:
        return answered(request, table, _taken_instead(query, instead), unused)
    remarks = [*table.notes, *remarks]
    others = [
        _other(table, reading, held, facts["rows_used"], say)
        for reading, held in _results(query, names)
    ]
    pairs = zip(query.others, names.get("others", []), strict=False)
    silent = [held for reading, held in pairs if reading.silent]
    answer = _text(words, columns, rows, facts["rows_used"], silent)
    if query.parted:
        answer = parted_text(names["written"], query.parted[0], say)
    answer = "\n".join([*_continued(words), answer, *told(others, say)])
    answer += "\n" + _ground(table, facts, remarks, say)
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
            "readings": others,
            **facts,
        },
        "notes": [*remarks, *readings],
    }


def _text(words, columns, rows, matched, others):
    """The answer's own words, by the kind of the question."""
    query = words.query
    if query.kind == "summary":
        return summary_text(words.table, rows, words.say)
    if matched and query.kind in STUDIES:
        return study_text(words, columns, rows, others)
    if matched and query.kind == "reasons":
        return reasons_text(words, rows)
    if matched and query.kind == "relation":
        return relation_text(words, rows[0])
    if matched and query.pivot:
        return pivot_text(words, columns, rows)
    if matched and query.turned:
        return turned_text(words, columns, rows)
    text = words.text(columns, rows, matched)
    return "\n".join([added_text(query, words.say), text]) if query.added else text


def _taken_instead(query, reading):
    """The other reading's query, where the one taken first has no rows."""
    taken = replace(reading.query, chart=query.chart, picture=query.picture, export=query.export)
    zh, en = reading.taken
    taken.notes = [
        *query.notes,
        (f"{zh}没有数据，取{reading.other[0]}", f"{en} has no rows: {reading.other[1]} was taken"),
    ]
    taken.others = [Reading(reading.other, reading.taken, replace(query, others=[], chart=""))]
    taken.continues = query.continues
    return taken


def _continued(words):
    """How a text that goes on from the question before was understood."""
    if not words.query.continues:
        return []
    return [words.say("接着上一个问题，", "Continuing the question before. ") + words.reading()]


def _ground(table, facts, remarks, say):
    """How many rows the answer stands on, what was left out, and the file they are from."""
    used, read, name = facts["rows_used"], facts["rows_read"], os.path.basename(table.path)
    some = used != read
    rows = say(
        f"依据 {used} 行" + (f"（共 {read} 行）" if some else ""),
        f"Based on {used} row{'s' if used != 1 else ''}" + (f" of {read}" if some else ""),
    )
    text = say("；", "; ").join([rows, *remarks])
    return text + say(f"。文件：{name}。", f". File: {name}.")


def _results(query, names):
    """(Reading, (columns, rows)) of the other readings that are told."""
    pairs = zip(query.others, names.get("others", []), strict=True)
    return [(r, held) for r, held in pairs if r.also or _tells(r, held[1], names["rows"])]


def _tells(reading, rows, taken):
    """Whether the other reading says something else; a first place shared by many says nothing."""
    shared = reading.query.limit == 1 and len(rows) > MOST_SHARED
    return not (reading.silent or rows == taken or shared)


def _other(table, reading, held, matched, say):
    """The other reading with its result, as data and in few words; in full where it was asked too."""
    columns, rows = held[0], [[_plain(value) for value in row] for row in held[1]]
    words = Answer(table, reading.query, say)
    if reading.also:
        text = _text(words, columns, rows, matching(reading.query, rows, matched), [])
        return {"also": words.reading(), "columns": columns, "rows": rows[:MOST_ROWS], "text": text}
    return {
        "taken": say(*reading.taken), "other": say(*reading.other), "columns": columns,
        "rows": rows[:MOST_ROWS], "text": short_result(words, columns, rows),
    }  # fmt: skip


def _plain(value):
    """A cell of the result as JSON holds it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return int(value) if value == int(value) and abs(value) < 2**53 else value
    return str(value)


def _written(value):
    if isinstance(value, Filter):
        return f"{value.column.name} {value.operator} {' '.join(map(str, map(_written, value.values)))}"
    return value.name if isinstance(value, Column) else value


def _interpretation(query, words):
    return {
        "kind": query.kind,
        "measures": [
            {"aggregate": m.aggregate, "column": m.column.name if m.column else None}
            for m in query.measures
        ],
        "group_by": [{"column": g.column.name, "time_unit": g.unit or None} for g in query.groups],
        "filters": [
            {
                "column": f.column.name,
                "op": f.operator,
                "value": [_written(value) for value in f.values],
            }
            for f in query.filters
        ],
        "limit": query.limit or None,
        "chart": query.chart or None,
        "text": words.reading(),
    }


if __name__ == "__main__":
    aios_skill.main(
        {"analyze": analyze, "summarize": summarize, "query": query, "statistics": statistics}
    )
