"""The headings of documents and their most central sentences, quoted: a summary without a model."""

from collections import Counter

from citing import plural, result, where
from passages import cut, units
from words import PIECE, words_of

SHOWN = 20
HEADINGS = 30
COUNT = 5
SENTENCE = 300


def outline_of(request, reading, first=()):
    """The headings of each document and its most central sentences, after the lines `first`."""
    answer, data = list(first), []
    for document in reading.documents[:SHOWN]:
        headings = [line for line in document.lines if line.kind == "heading"]
        central = central_sentences(document, request.parameters.get("count") or COUNT)
        answer.append(size_of(request, document))
        answer += [f"{'  ' * line.level}{line.text}" for line in headings[:HEADINGS]]
        answer += [f"- “{u.text}” ({where(request, document.name, u.place)})" for u in central]
        data.append({
            "source": document.name, "file": document.path,
            "characters": sum(len(line.text) for line in document.lines),
            "headings": [{**h.place, "text": h.text, "level": h.level} for h in headings],
            "sentences": [{**unit.place, "text": unit.text} for unit in central],
        })  # fmt: skip
    rest = len(reading.documents) - SHOWN
    if rest > 0:
        answer.append(
            request.say(f"另有 {rest} 个文档未列出。", f"{rest} more documents are not shown.")
        )
    return result(request, reading, answer, {"documents": data})


def size_of(request, document):
    """The name of a document and how long it is; in Chinese every sign is a word."""
    characters = sum(len(line.text) for line in document.lines)
    pieces = (piece for line in document.lines for piece in PIECE.finditer(line.text))
    words = sum(len(p.group()) if p.lastgroup == "han" else 1 for p in pieces)
    pages = max((line.place.get("page", 0) for line in document.lines), default=0)
    counted = request.say(f"{pages} 页，", f"{plural(pages, 'page')}, ") if pages else ""
    return request.say(
        f"{document.name}（{counted}{words} 字，{characters} 个字符）的标题与最核心的原句：",
        f"{document.name} ({counted}{plural(words, 'word')}, {characters} characters), "
        "headings and most central sentences:",
    )


def central_sentences(document, count):
    """The sentences that share most with the whole document, in the order they stand."""
    passages, whole = cut(document), Counter()
    for passage in passages:
        whole.update(passage.words)
    found = []
    for place, unit in enumerate(u for passage in passages for u in sentences(passage)):
        words = set(words_of(unit.text))
        if len(words) >= 4:
            score = sum(whole[word] for word in words) / (len(words) + 8)
            found.append((score, -place, unit._replace(text=unit.text[:SENTENCE])))
    best = sorted(found, key=lambda one: one[:2], reverse=True)[:count]
    return [unit for _, _, unit in sorted(best, key=lambda one: -one[1])]


def sentences(passage):
    """The sentences of running text; tables, headings and programs have none."""
    return [] if passage.lines[0].kind in ("row", "heading", "code") else units(passage)
