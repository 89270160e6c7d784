"""Several matters of each of several documents side by side: "price, start and guarantee"."""

import re

from asked import asked_about, question_of
from citing import result
from comparing import quotes_on
from extremes import subject_of
from words import concepts

MOST = 20
TABLE = re.compile(
    r"\b(?:overview|table|side by side|matrix|chart|compare|comparison|summar\w+"
    r"|for each|of each)\b"
    r"|表|一览|对照|对比|比较|汇总|概览|列出|整理|各自|分别",
    re.IGNORECASE,
)
ZH_ITEM = r"[一-鿿]{2,6}"
LISTED = [
    re.compile(
        rf"(?:的|[：:])\s*({ZH_ITEM}?(?:[、，,]{ZH_ITEM}?)*(?:[、和及与]|以及){ZH_ITEM}?)"
        r"(?=整理|汇总|做成|做个|列|写|放|分别|各是|对比|比较|[，,。；;？?]|\s*$)"
    ),
    re.compile(
        r"(?::|\bwith (?:the |their |its )?|\bby\b|\bshowing\b|\bthe\b)\s*"
        r"([a-z][a-z ]{2,24}(?:, [a-z][a-z ]{2,24})*,? and [a-z][a-z ]{2,24}?)"
        r"(?=\s*(?:$|[.?!;]|\b(?:of|in|for|from)\b))",
        re.IGNORECASE,
    ),
]
APART = re.compile(r"[、，,]|以及|[和及与](?=[一-鿿])|\s+and\s+", re.IGNORECASE)


def matters_in(question):
    """The matters that a question lists to be told of each document, [] where it lists none."""
    if not TABLE.search(question):
        return []
    for pattern in LISTED:
        if hit := pattern.search(question):
            parts = (re.sub(r"^(?:and |the |their )+", "", p.strip()) for p in APART.split(hit[1]))
            found = [part for part in parts if part]
            return found if len(found) > 1 else []
    return []


def table_of(request, reading, names):
    """The result with one row for each document and one column for each matter; None where the
    question lists none, or no document tells of two of them."""
    matters = matters_in(question_of(request)) if 1 < len(reading.documents) <= MOST else []
    columns = {}
    for matter in matters:
        if asked := concepts(matter):
            columns[matter] = quotes_on(request, reading, matter, asked)
    if sum(bool(quotes) for quotes in columns.values()) < 2 or not asked_about(request, names)[1]:
        return None
    first = request.say("文档", "document")
    rows = []
    for document in reading.documents:
        subject = subject_of(document)
        called = f"{document.name} ({subject})" if subject else document.name
        told = {m: on_one_line(q.get(document.name, ""), m) for m, q in columns.items()}
        rows.append({first: called, **told})
    lines = [f"| {' | '.join(rows[0])} |", f"|{' --- |' * len(rows[0])}"]
    lines += [f"| {' | '.join(row.values())} |" for row in rows]
    return result(request, reading, lines, {"rows": rows})


def on_one_line(quote, matter):
    """A quote as a table's cell: of several lines the one with the matter's words."""
    lines = [
        line.strip(" -*•#")
        for line in re.split(r"[\n；;]|(?<=[.!?])\s+|(?<=。)", quote)
        if line.strip()
    ]
    fitting = [line for line in lines if matter.lower() in line.lower()]
    return " ".join((fitting or lines or ["—"])[0].split()).replace("|", "/")
