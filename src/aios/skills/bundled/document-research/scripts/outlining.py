"""The headings of documents and their most central sentences, quoted: a summary without a model."""

import re
from collections import Counter
from functools import cache

from asked import speaks_of
from citing import plural, result, where
from passages import cut, units
from words import PIECE, stop_words, words_of

SHOWN = 20
HEADINGS = 30
COUNT = 5
SENTENCE = 300
LEAST = 3
OPENS, MATTERS = 1.4, 1.3


def outline_of(request, reading, first=()):
    """The headings of each document and its most central sentences, after the lines `first`."""
    answer, data = list(first), []
    for document in reading.documents[:SHOWN]:
        headings = [line for line in document.lines if line.kind == "heading"]
        central = central_sentences(document, request.parameters.get("count") or COUNT)
        shown = () if request.parameters.get("count") else headings[:HEADINGS]
        answer.append(size_of(request, document, bool(shown)))
        answer += [f"{'  ' * line.level}{line.text}" for line in shown]
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


def size_of(request, document, headed):
    """The name of a document and how long it is; in Chinese every sign is a word."""
    characters = sum(len(line.text) for line in document.lines)
    pieces = (piece for line in document.lines for piece in PIECE.finditer(line.text))
    words = sum(len(p.group()) if p.lastgroup == "han" else 1 for p in pieces)
    pages = max((line.place.get("page", 0) for line in document.lines), default=0)
    counted = request.say(f"{pages} 页，", f"{plural(pages, 'page')}, ") if pages else ""
    zh, en = ("标题与", "headings and ") if headed else ("", "the ")
    return request.say(
        f"{document.name}（{counted}{words} 字，{characters} 个字符）的{zh}最核心的原句：",
        f"{document.name} ({counted}{plural(words, 'word')}, {characters} characters), "
        f"{en}most central sentences:",
    )


def central_sentences(document, count):
    """The sentences that share most with the whole document, in the order they stand; those that
    open it, that tell a number or that say what came of it count more."""
    told = [unit for passage in cut(document) for unit in sentences(passage)]
    whole = Counter(word for unit in told for word in telling(unit.text))
    found = []
    for place, unit in enumerate(told):
        words = set(telling(unit.text))
        if len(words) >= LEAST:
            score = sum(whole[word] for word in words) / (len(words) + 8)
            score *= OPENS if place < 2 else 1
            score *= MATTERS if re.search(r"\d", unit.text) else 1
            score *= MATTERS if speaks_of("weighty", unit.text) else 1
            found.append((score, -place, unit._replace(text=unit.text[:SENTENCE])))
    best = sorted(found, key=lambda one: one[:2], reverse=True)[:count]
    return [unit for _, _, unit in sorted(best, key=lambda one: -one[1])]


def telling(text):
    """The words of a text but those that say nothing of any matter."""
    silent = silent_stems()
    return [word for word in words_of(text) if word not in silent]


@cache
def silent_stems():
    """The stems of English words that say nothing of any matter."""
    return frozenset(word for entry in stop_words()[0] for word in words_of(entry))


def sentences(passage):
    """The sentences of running text; tables, headings and programs have none."""
    return [] if passage.lines[0].kind in ("row", "heading", "code") else units(passage)
