"""How fast addresses answered over time, as a table and a plot."""

import csv
import os
import re

from fielded import said
from plots import names_of, program_of, run
from wishes import limit_ms_of

MARKED = re.compile(
    r"(?:\b(?:line|threshold|limit|mark\w*)\b|[线限]|阈值)[^\d.]{0,14}(\d+(?:\.\d+)?)\s*(ms|毫秒|s|秒)",
    re.I,
)


def draw(request, times_s, answers):
    """Write both from the answers of each address; the sentence that names them, the program."""
    table, picture = names_of(request, "latency")
    if os.path.exists(os.path.join(request.out, table)):
        table = "latency.csv"  # the rows wished for have that name
    if shown := asked_for(request, answers):
        return of_a_field(request, times_s, answers, shown, (table, picture))
    columns = {url: f"latency_ms_{place}" for place, url in enumerate(answers, 1)}
    if len(columns) == 1:
        columns = dict.fromkeys(answers, "latency_ms")
    with open(os.path.join(request.out, table), "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["seconds", *columns.values()])
        for place, seconds in enumerate(times_s):
            spent = (answers[url][place].get("ms") for url in columns)
            rows.writerow([seconds, *("" if ms is None else round(ms, 2) for ms in spent)])
    program = program_of(
        {
            "TABLE": table,
            "PICTURE": picture,
            "TITLE": request.say("应答延迟", "response latency"),
            "ACROSS": request.say("秒", "seconds"),
            "SERIES": {column: (url, "ms") for url, column in columns.items()},
            "LIMITS": limits_of(request, columns.values()),
        }
    )
    run(program, request)
    return request.say(
        f"图：{picture}；数据：{table}", f"Plot: {picture}; samples: {table}"
    ), program


def limits_of(request, columns):
    """Where a line marks the limit that is told: at 300 ms."""
    marked = MARKED.search(request.text)
    limit = request.parameters.get("limit_ms") or limit_ms_of(request.text)
    limit = (
        float(marked[1]) * (1000 if marked[2].lower() in ("s", "秒") else 1) if marked else limit
    )
    return dict.fromkeys(columns, limit) if limit else {}


def asked_for(request, answers):
    """The field that is to be drawn in place of the time that answers took; "" for none."""
    if re.search(
        r"latenc|response\s+time|\bms\b|how\s+(?:long|fast)|延迟|耗时|响应时间|毫秒",
        request.text,
        re.I,
    ):
        return ""
    (first, *more) = answers.values()
    names = dict.fromkeys(n for one in first for n, v in one.get("fields", {}).items() if number(v))
    return next((n for n in names if said(n, request.text) is not None), "") if not more else ""


def number(value):
    """True for a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def of_a_field(request, times_s, answers, name, names):
    """How a field of the answers went, drawn; the sentence that names the files, the program."""
    (found,) = answers.values()
    table, picture = names
    column = re.sub(r"\W+", "_", name).strip("_") or "value"
    with open(os.path.join(request.out, table), "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["seconds", column])
        for seconds, one in zip(times_s, found, strict=True):
            value = one.get("fields", {}).get(name)
            rows.writerow([seconds, str(value) if number(value) else ""])
    program = program_of(
        {
            "TABLE": table,
            "PICTURE": picture,
            "TITLE": name,
            "ACROSS": request.say("秒", "seconds"),
            "SERIES": {column: (name, "")},
        }
    )
    run(program, request)
    return request.say(
        f"图：{picture}；数据：{table}", f"Plot: {picture}; samples: {table}"
    ), program
