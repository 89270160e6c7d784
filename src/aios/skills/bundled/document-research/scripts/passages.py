"""Cut documents into passages and rank them for a question by BM25, in Chinese and English."""

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from words import HAN, expects_digit, words_of

LONG = 600
QUOTE = 400
SHORT = 60
K1, B = 1.4, 0.6
DIGIT_BONUS = 1.7
TITLE = 0.3
CLEARLY = 0.5
CLOSES = "[”’」』\"'）)】]*"
WHOLE = re.compile(rf"[.!?。！？]{CLOSES}\s*$")
# "工作年限：6 年": a line that begins with what it tells stands for itself.
FIELD = re.compile(rf"\s*(?:[{HAN}]{{2,8}}|[A-Z][A-Za-z]*(?: [A-Za-z]+){{0,2}})\s*[:：]\s*\S")
SENTENCE = re.compile(rf".+?(?:[。！？；]+{CLOSES}|[.!?]+{CLOSES}(?=\s|[{HAN}])|$)")


class Unit(NamedTuple):
    """A sentence, item or row: its place and text; `run` tells those of one running text."""

    place: dict
    text: str
    run: int = 0
    kind: str = "text"


@dataclass(eq=False)
class Passage:
    """A passage: its document, its lines, the heading above it, a table's header.

    What only titles (`title`), a heading or a table's first row, counts less than what tells.
    """

    document: object
    lines: list
    heading: str
    header: str
    title: bool = False

    @cached_property
    def text(self):
        """The passage in one line."""
        return joined([line.text for line in self.lines])[0]

    @cached_property
    def words(self):
        """Its words; those of its heading and its table's header count half."""
        above = Counter(words_of(f"{self.heading} / {self.header}"))
        words = Counter({word: times / 2 for word, times in above.items()})
        words.update(words_of(self.text))
        return words


class Hit(NamedTuple):
    """A passage that fits, how well, the part of the question it covers, the place, the quote."""

    passage: Passage
    score: float
    cover: float
    place: dict
    quote: str


def cut(document):
    """The passages of a document: paragraphs, long ones in pieces; rows one by one."""
    passages, block, state = [], [], {"heading": "", "header": "", "bare": None}

    def close():
        first = bool(block) and block[0].kind == "row" and not state["header"]
        plain = document.name.lower().endswith(".txt")
        for lines in statements(block) if plain else filter(None, [list(block)]):
            passages.append(Passage(document, lines, state["heading"], state["header"], first))
            state["bare"] = None
        block.clear()

    for line in document.lines:
        row = line.kind == "row"
        long = sum(len(other.text) for other in block) > LONG
        if row or line.kind == "heading" or not line.text.strip() or long:
            close()
        if line.kind == "heading":
            passages += [state["bare"]] if state["bare"] else []
            state |= {"heading": line.text, "bare": Passage(document, [line], "", "", True)}
        elif line.text.strip():
            block.append(line)
        if row:
            close()
            state["header"] = state["header"] or line.text
        else:
            state["header"] = ""
    close()
    return passages + ([state["bare"]] if state["bare"] else [])


def statements(block):
    """The lines of a block of plain text: each by itself where every one is a whole sentence,
    else all together."""
    alone = all(line.kind == "text" and WHOLE.search(line.text) for line in block)
    return [[line] for line in block] if alone else [list(block)]


def joined(texts):
    """(texts as one, where each begins): words broken at a line's end are made whole."""
    whole, starts = "", []
    for text in map(str.strip, texts):
        if re.search(r"[a-z]-$", whole) and re.match(r"[a-z]", text):
            whole = whole[:-1]
        elif whole and not (re.search(f"[{HAN}，。；：、]$", whole) and re.match(f"[{HAN}]", text)):
            whole += " "
        starts.append(len(whole))
        whole += text
    return whole, starts


def units(passage):
    """The sentences, items and rows of a passage, with the place where each begins."""
    runs = []
    for line in passage.lines:
        if runs and line.kind == "text" and goes_on(runs[-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    for number, run in enumerate(runs):
        whole, starts = joined([line.text for line in run])
        for match in SENTENCE.finditer(whole):
            if match.group().strip():
                at = match.start() + len(match.group()) - len(match.group().lstrip())
                first = max(i for i, start in enumerate(starts) if start <= at)
                yield Unit(run[first].place, match.group().strip(), number, run[0].kind)


def goes_on(run, line):
    """Whether a line of text goes on with the lines before it: never with a row, nor as a field;
    with an item only when it is indented, or begins in the middle of a sentence."""
    if FIELD.match(line.text):
        return False
    if run[-1].kind == "row" or run[0].kind != "item":
        return run[-1].kind != "row"
    before = run[-1].text.rstrip()
    wrapped = len(before) > SHORT // 2 and re.search(rf"[{HAN}，、]$", before)
    return line.text[:1].isspace() or line.text[:1].islower() or bool(wrapped)


def rank(passages, asked, question=""):
    """The passages that hold something of what is asked, best first."""
    total = len(passages)
    # A word that stands nowhere is as rare as one that stands once; to be near in meaning to a
    # word of the heading makes none common.
    spread = [max(sum(1 for p in passages if c.times(p.words) >= CLEARLY), 1) for c in asked]
    weights = [math.log(1 + (total - n + 0.5) / (n + 0.5)) for n in spread]
    mean = sum(p.words.total() for p in passages) / max(total, 1)
    digit, hits = expects_digit(question), []
    for one in passages:
        times = [concept.times(one.words) for concept in asked]
        if not any(times):
            continue
        length = K1 * (1 - B + B * one.words.total() / max(mean, 1))
        score = sum(w * t * (K1 + 1) / (t + length) for w, t in zip(weights, times, strict=True))
        cover = sum(w for w, t in zip(weights, times, strict=True) if t) / sum(weights)
        place, quote = best_quote(one, list(zip(asked, weights, strict=True)), digit)
        score *= DIGIT_BONUS if digit and re.search(r"\d", quote) else 1
        score *= TITLE if one.title else 1
        hits.append(Hit(one, round(score, 4), cover, place, quote))
    return sorted(hits, key=lambda hit: -hit.score)


def best_quote(passage, weighed, digit=False):
    """The place of the sentence that fits best, and the quote that begins there."""
    found = list(units(passage))

    def fit(unit):
        words = Counter(words_of(unit.text))
        score = sum(weight * min(concept.times(words), 1) for concept, weight in weighed)
        return score * (DIGIT_BONUS if digit and re.search(r"\d", unit.text) else 1)

    best = max(range(len(found)), key=lambda i: fit(found[i]))
    if found[best].kind == "item" and not fit(found[best]):  # the heading is what fits
        return found[0].place, window(joined([unit.text for unit in found])[0], weighed)
    quote, at = found[best].text, best + 1
    while at < len(found) and len(quote) + len(found[at].text) < QUOTE:
        asks = re.search(r"[?？:：]$", quote)
        same = found[at].run == found[best].run
        if not (asks or (same and len(quote) < SHORT) or more(quote, found[at].text, weighed)):
            break
        quote, at = joined([quote, found[at].text])[0], at + 1
    while best and len(quote) + len(found[best - 1].text) < QUOTE:
        before = found[best - 1].text
        # another number before the one asked for would be taken for it
        if not more(quote, before, weighed) or (digit and re.search(r"\d", before)):
            break
        quote, best = joined([found[best - 1].text, quote])[0], best - 1
    return found[best].place, window(quote, weighed)


def more(quote, text, weighed):
    """Whether a text speaks of something asked for that the quote before it does not."""
    said, new = Counter(words_of(quote)), Counter(words_of(text))
    return any(concept.times(new) and not concept.times(said) for concept, _ in weighed)


def window(quote, weighed):
    """The quote, or of a very long one the part about the first word asked for."""
    if len(quote) <= QUOTE:
        return quote
    lowered = quote.lower()
    places = [lowered.find(concept.written.lower()) for concept, _ in weighed]
    at = max(min((p for p in places if p >= 0), default=0) - QUOTE // 3, 0)
    return ("…" if at else "") + quote[at : at + QUOTE] + ("…" if at + QUOTE < len(quote) else "")
