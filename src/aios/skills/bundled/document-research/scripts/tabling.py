"""Several matters of each of several documents side by side: "price, start and guarantee"."""

# ruff: noqa: E501 - a pattern or a sentence in two languages is one line

import re

from asked import matter_of, question_of
from citing import result
from each import EACH
from extremes import subject_of
from facts import any_of_kind, fact_on, kind_asked
from matters import shared_labels, spoken, those_meant
from tablefile import written
from words import concepts

MOST = 40
TABLE = re.compile(
    r"\b(?:overview|table|side by side|matrix|chart|compare|comparison|summar\w+|columns?|collect|csv|xlsx|excel"
    r"|for each|of each)\b"
    r"|表|一览|对照|对比|比较|汇总|概览|列出|整理|各自|分别|csv|xlsx",
    re.IGNORECASE,
)
ZH_ITEM = r"(?:[A-Za-z]{1,12}|[一-鿿]{1,10}?)"
JOINT_ZH = r"\s*(?:[、，,/]|以及|[和及与])\s*"
LISTED = [
    re.compile(
        rf"(?:的|[：:]|把|将|列出|整理|对比|比较|告诉我|[，,]|里)\s*(?P<list>{ZH_ITEM}(?:\s*[、/]\s*{ZH_ITEM})+(?:{JOINT_ZH}{ZH_ITEM})?|{ZH_ITEM}(?:和|以及|与){ZH_ITEM})\s*"
        r"(?=整理|汇总|做成|做个|列|写|放|分别|各是|各为|对比|比较|存|都|[，,。；;？?]|\s*$)"
    ),
    re.compile(
        r"(?::|\bwith (?:the |their |its )?(?:columns? |headings? |fields? )?|\bcolumns? |\bby\b|\bshow(?:ing)?\b|\bcollect:?|\blist(?:ing)?\b|\bgive\b(?: me)?|\bthe\b|\b(?:table|overview|list)\s+of\b)\s*"
        r"(?P<list>[a-z_][\w -]{1,28}?(?:, (?:and )?[a-z_][\w -]{1,28}?)*,? and [a-z_][\w -]{2,28}?(?: for (?:the |each )?\w+)?|[a-z_][\w -]{1,28}?(?:, [a-z_][\w -]{1,28}?){2,})"
        r"(?=\s*(?:$|[.?!;]|\b(?:of|in|for|from|as|into|to)\b))",
        re.IGNORECASE,
    ),
]
APART = re.compile(r"[、，,/]|以及|[和及与](?=\s?[一-鿿A-Za-z])|\s+and\s+|\band\s+", re.IGNORECASE)
LEADS = re.compile(
    r"^(?:and |the |their |its |[两三四五六七八几\d]+[份个家篇][一-鿿]{0,4}的|帮我|请|麻烦|把|将|[每各][份个家次台篇]的?|每人的|各自?的|它们的?|其)+",
    re.IGNORECASE,
)
COLUMNS = re.compile(r"(?:with (?:the )?)?(?:columns?|headings?|fields?)\b", re.IGNORECASE)
OF_FILE = re.compile(
    r"(?:file|document|source)(?:\s*names?)?|文件名?|文档|来源|出处", re.IGNORECASE
)
COUNTED = re.compile(
    r"几个?(?:天|月|年|个月|小时|人)$|多少(?:钱|天|元|人)?$|是多少$|多久$|有[什何]么?不同$|的?(?:区别|差别|对比|情况)$|各?是$|分别$"
)
SAVED = re.compile(
    r"\.(?:csv|xlsx|tsv)\b|表|\b(?:table|csv|excel|spreadsheet|columns?)\b", re.IGNORECASE
)


def matters_in(question):
    """The matters that a question lists to be told of each document, [] where it lists none."""
    if not TABLE.search(question):
        return []
    best = []
    for pattern in LISTED:
        for hit in pattern.finditer(question):
            parts = [LEADS.sub("", part.strip()) for part in APART.split(hit["list"])]
            found = [COUNTED.sub("", part) or part for part in parts if part]
            if len(found) > 1 and COLUMNS.match(hit.group()):
                return found
            best = found if len(found) > max(1, len(best)) else best
    return best


def table_of(request, reading, names):
    """The result with one row for each document and one column for each matter; None where the
    question lists none, or no document tells of two of them."""
    question = question_of(request)
    if not 1 < len(reading.documents) <= MOST:
        return None
    matters = matters_in(question)
    documents, _, _ = those_meant(reading, matter_of(request, question, names), [])
    reading = reading._replace(documents=documents)
    columns = {matter: column(reading, matter) for matter in matters}
    told = [m for m, facts in columns.items() if any(facts.values())]
    told = [m for m in told if not (m == matters[0] and only_told(columns[m]))]
    aside = [m for m in matters if OF_FILE.fullmatch(m)]
    titled = matters[:1] if matters and matters[0] not in (*told, *aside) else []
    if len(told) + len(aside) + len(titled) < 2 or not told:
        return None
    if not (SAVED.search(question) or EACH.search(question) or len(told) > 2):
        return None
    header, rows = laid_out(request, reading, columns, told)
    lines = [f"| {' | '.join(header)} |", f"|{' --- |' * len(header)}"]
    lines += [f"| {' | '.join(cell or '—' for cell in row)} |" for row in rows]
    if name := written(request, header, rows):
        lines.append(request.say(f"表格：{name}", f"The table: {name}"))
    empty = [m for m in matters if m not in told and not OF_FILE.fullmatch(m) and m != matters[0]]
    if empty:
        listed = request.say("、", ", ").join(empty)
        lines.append(
            request.say(f"文档里没有找到：{listed}", f"Not found in the documents: {listed}")
        )
    data = {"rows": [dict(zip(header, row, strict=True)) for row in rows]}
    return result(request, reading, lines, data)


def only_told(facts):
    """Whether what stands for a matter is but sentences here and there: no field, nor in all."""
    fields = sum(bool(fact and fact.statement.label) for fact in facts.values())
    return fields * 2 < len(facts) and (
        None in facts.values() or not any(f.quantity for f in facts.values())
    )


def column(reading, matter):
    """{document's name: the fact that it gives for a matter}: by the label that gives most."""
    said, best = matter.replace("_", " "), ({}, (-1, 0.0))
    labels = [(hit[1], label) for label in shared_labels(reading) if (hit := spoken(label, said))]
    for share, label in [*labels, (0.0, said)]:
        facts = column_of(reading, label, said, bool(labels))
        rank = (sum(fits_kind(fact, said) for fact in facts.values()), share)
        best = max(best, (facts, rank), key=lambda one: one[1])
    return best[0]


def fits_kind(fact, said):
    """Whether a fact tells what is asked for in its kind: no sum of money for a delivery time."""
    kind = kind_asked(said)
    return bool(fact) and (kind is None or any_of_kind(fact.statement.value, kind))


def column_of(reading, label, said, by_label=False):
    """{document's name: the fact on a label, or on the user's own words, None for none}."""
    asked, kind = concepts(label), kind_asked(said)
    found = {}
    for d in reading.documents:
        fact = fact_on(d, label, asked, kind, said, by_label=by_label)
        found[d.name] = fact or (fact_on(d, said, by_label=by_label) if label != said else None)
    return found


def cell_of(fact):
    """What a fact tells, as a cell."""
    return " ".join(fact.shown.split()).replace("|", "/") if fact else ""


def laid_out(request, reading, columns, told):
    """(header, rows): the documents' names come first, or where the question has a column for
    them; a matter that no document tells of, and that stands first, is what each is about."""
    matters = list(columns)
    files = next((m for m in matters if OF_FILE.fullmatch(m)), "")
    titled = next((m for m in matters[:1] if m not in told and m != files), "")
    header = [m for m in matters if m in told or m in (files, titled)]
    if not files and not titled:
        header = [request.say("文档", "document"), *header]
    rows = []
    for document in reading.documents:
        row = []
        for matter in header:
            if matter == titled:
                row.append(subject_of(document) or document.name)
            elif matter == files or matter not in columns:
                row.append(document.name.rpartition("/")[2] if files else whole(document))
            else:
                row.append(cell_of(columns[matter][document.name]))
        rows.append(row)
    return header, rows


def whole(document):
    """A document's name with what it is about."""
    subject = subject_of(document)
    return f"{document.name} ({subject})" if subject else document.name
