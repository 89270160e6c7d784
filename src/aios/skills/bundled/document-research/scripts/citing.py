"""How a quotation tells its place, what was read and what not, and the report of it all."""

from pathlib import Path

HONEST = (
    "以上是原文摘录，没有模型参与，不作推论。",
    "These are quotations; without a model no conclusion is drawn from them.",
)
# The first part of a place that is there tells it.
PLACES = (
    ("page", " 第 {page} 页", ", page {page}"),
    ("table", " 表 {table} 第 {row} 行", ", table {table}, row {row}"),
    ("sheet", " 工作表 {sheet} 第 {row} 行", ", sheet {sheet}, row {row}"),
    ("slide", " 第 {slide} 张幻灯片", ", slide {slide}"),
    ("chapter", " 第 {chapter} 章", ", chapter {chapter}"),
    ("paragraph", " 第 {paragraph} 段", ", paragraph {paragraph}"),
    ("line", ":{line}", ":{line}"),
)


def where(request, name, place):
    """A place as a reader would find it: notes.md:3, "book.pdf, page 2", "信.docx 第 4 段"."""
    for part, zh, en in PLACES:
        if part in place:
            return name + request.say(zh, en).format(**place)
    return name


def cite(request, number, hit):
    """One quotation with its place and the heading or table header above it."""
    passage = hit.passage
    above = " > ".join(filter(None, (passage.heading, passage.header)))
    section = f" [{above}]" if above else ""
    return f"{number}. “{hit.quote}” — {where(request, passage.document.name, hit.place)}{section}"


def as_data(hit):
    """A hit as plain data."""
    passage = hit.passage
    first, last = passage.lines[0].place, passage.lines[-1].place
    lines = {"lines": [first["line"], last["line"]]} if set(first) == {"line"} else {}
    return {
        "source": passage.document.name, "file": passage.document.path, **hit.place, **lines,
        "heading": passage.heading, "quote": hit.quote, "text": passage.text[:2000],
        "score": hit.score,
    }  # fmt: skip


def plural(count, noun):
    """ "1 passage", "2 passages"."""
    return f"{count} {noun}{'s' * (count != 1)}"


def account(request, reading):
    """How many documents were read, and those that were not with the reason."""
    count = len(reading.documents)
    text = request.say(f"读了 {count} 个文档", f"{plural(count, 'document')} read")
    if reading.skipped:
        shown = [
            request.say(f"{s.name}（{s.reason}）", f"{s.name} ({s.reason})")
            for s in reading.skipped[:10]
        ]
        more = "…" if len(reading.skipped) > len(shown) else ""
        listed = request.say("、", ", ").join(shown) + more
        text += request.say(
            f"，跳过 {len(reading.skipped)} 个：{listed}",
            f"; {len(reading.skipped)} skipped: {listed}",
        )
    return text + request.say("。", ".")


def result(request, reading, lines, data, honest=True):
    """The result of an action: its lines, then what was read; a report when one is asked for."""
    closing = [account(request, reading), *([request.say(*HONEST)] if honest else [])]
    answer = "\n".join([*lines, *closing])
    skipped = [s._asdict() for s in reading.skipped]
    data = {**data, "documents_read": len(reading.documents), "skipped": skipped}
    name = report_name(request)
    if name and name not in {document.name for document in reading.documents}:
        write_report(request, name, lines, closing)
        answer += "\n" + request.say(f"报告：{name}", f"The report: {name}")
    notes = [*reading.notes, *(f"{s.name}: {s.reason}" for s in reading.skipped)]
    return {"answer": answer, "data": data, "notes": notes}


def report_name(request):
    """The name of the report asked for, "" when none is."""
    name = Path(request.parameters.get("output") or "").name
    if name:
        return (
            name if name.lower().endswith((".md", ".txt", ".markdown")) else f"{Path(name).stem}.md"
        )
    return "report.md" if request.parameters.get("report") else ""


def write_report(request, name, lines, closing):
    """The report with its citations, as Markdown."""
    title = request.say("报告", "Report")
    body = "\n".join(f"{line}\n" if not line.startswith("  ") else line for line in lines)
    text = f"# {title}: {request.text.strip()}\n\n{body}\n\n---\n\n" + "\n".join(closing) + "\n"
    (Path(request.out) / name).write_text(text, encoding="utf-8")
