"""How fast addresses answered over time, as a table and a plot."""

import csv
import os

from plots import names_of, program_of, run


def draw(request, times_s, answers):
    """Write both from the answers of each address; the sentence that names them, the program."""
    table, picture = names_of(request, "latency")
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
        }
    )
    run(program, request)
    return request.say(
        f"图：{picture}；数据：{table}", f"Plot: {picture}; samples: {table}"
    ), program
