"""Which matters a question is about, in the words of the documents: the labels of their fields that
it speaks of; and which of the documents it means, by what a field of theirs says or their name."""

# ruff: noqa: E501 - a pattern or a sentence in two languages is one line

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from extremes import subject_of
from facts import kind_asked, statements
from words import concepts, stem, words_of

LONGEST = 20
NEAR = 0.7
HALF = 0.5
CLAUSES = re.compile(r"[，,。；;?？!！]|(?<=[a-z])\.\s|\band\s+(?=(?:which|what|who|how)\b)")
NARROWER = {
    "next",
    "last",
    "first",
    "previous",
    "minimum",
    "maximum",
    "old",
    "new",
    "extra",
    "final",
}
# How things are to be told, and in which order: no matter of a document's.
WAYS = re.compile(
    r"从.{1,2}到.{1,3}|排[序列名个]?一?[下个]?序?|先后|[最更].{1,2}|放在?|前面|按照?|日期|时间|列出?|一[下张个]|平均|保留|小数|[一二三四五六七八九十\d]+[份个家位种]?"
    r"|多少钱?|多[长久高大重快慢远宽深]|变化|差|哪[一个家份些种款]*|谁|几[个天]?|各是?|分别|其中|当时|请|帮我|告诉|比较|对比|说法|的"
    r"|\b(?:\w+est|fast|quick|quickly|slow|high|low|short|big|small|large|far|near|heavy|put|difference|between|chang\w+|across|over|more|less|\w+er|than|first|last|from|to|sort\w*|order|rank\w*|by|average|mean|each|every|all|both|one|two|three|four|five"
    r"|decimals?|rounded|list|give|tell|show|compare|which|what|who|whose|how|much|many|date|day|when|and|the|of|in|please|them|it|they|folder|line)\b",
    re.IGNORECASE,
)
ENDS_OF_ALL = ("date", "name", "number", "no", "id", "日期", "名称", "编号", "名字", "情况")
FRAME = re.compile(
    r"文件夹|目录|资料|文件|哪一?[家份个]|没有?写|其[他余]|几[家份]|[份个家条篇台次]?(?:从.{1,2}到.{1,2})|[两三四五六七八九十几各\d]+[家份个位](?:公司|供应商|厂家|商家|企业|酒店|机构|单位)?|每[份个家台次]|\b(?:folder|files?|documents?|please)\b",
    re.IGNORECASE,
)


class Matter(NamedTuple):
    """A matter: as the documents call it, its concepts, and the clause of the question on it."""

    label: str
    asked: list
    clause: str
    at: int
    shown: str = ""


def matters_of(reading, question):
    """The matters that a question speaks of, in its order."""
    labels = shared_labels(reading)
    found = [
        one
        for label in labels
        if (one := spoken(label, question) or by_end(label, labels, question))
    ]
    best = []
    for words, _, matter in sorted(found, key=lambda one: (-one[1], -len(one[0]))):
        if not any(words <= other for other, _ in best):
            best.append((words, matter))
    return sorted((matter for _, matter in best), key=lambda one: one.at)


def shared_labels(reading):
    """The labels that two or more documents have, as they write them, the commonest first."""
    held, written = Counter(), {}
    for document in reading.documents:
        own = {s.label.strip("*_ ").lower(): s.label.strip("*_ ") for s in statements(document)}
        for low, label in own.items():
            if 0 < len(low) <= LONGEST and not re.fullmatch(r"[\d\s./-]*", low):
                held[low] += 1
                written.setdefault(low, label)
    return [written[low] for low, count in held.most_common() if count > 1]


def spoken(label, question):
    """(the words of the question that speak of a label, the share of the label they say, the
    matter); None where the question does not speak of it."""
    asked = concepts(label) or concepts(f"{label} {label}")
    if not asked and label.lower() not in question.lower():
        return None
    apart = NARROWER & set(re.findall(r"[a-z]+", label.lower()))
    if not apart <= set(re.findall(r"[a-z]+", question.lower())):
        return None  # a meeting is not the next one
    said, at = set(), len(question)
    whole = label.lower() in question.lower()
    if whole:
        at = question.lower().index(label.lower())
        said = set(range(at, at + len(label)))
    hits = 0
    for concept in asked:
        places = mentions_of(concept, question)
        if places:
            hits += 1
            at = min(at, min(start for start, _ in places))
            said |= {place for start, end in places for place in range(start, end)}
    share = 1.5 if whole else hits / max(len(asked), 1)
    if share < HALF or not said:
        return None
    clause = clause_at(question, at)
    return frozenset(said), share, Matter(label, asked, clause, at, label)


def by_end(label, labels, question):
    """What `spoken` gives, where a question says but the end that no other label has: 时间 of
    反应时间."""
    end = label[-2:]
    alone = sum(other.lower().endswith(end.lower()) for other in labels) == 1
    at = question.lower().find(end.lower())
    if not re.fullmatch(r"[一-鿿]{3,}", label) or not alone or at < 0 or end.lower() in ENDS_OF_ALL:
        return None
    matter = Matter(
        label, concepts(label) or concepts(label * 2), clause_at(question, at), at, label
    )
    return frozenset(range(at, at + len(end))), HALF, matter


def mentions_of(concept, question):
    """Where a question has one of the forms of a concept: [(start, end)]."""
    found = []
    for form, weight in concept.forms:
        if weight < NEAR or (len(form) == 1 and len(form[0]) < 2 and form[0].isascii()):
            continue
        places = [places_of(word, question) for word in form]
        found += [place for each in places for place in each] if all(places) else []
    return found


def places_of(word, question):
    """Where a question has a word, an English one in any of its endings."""
    if not word.isascii():
        return [hit.span() for hit in re.finditer(re.escape(word), question)]
    said = re.finditer(r"[A-Za-z]+|\d+", question)
    return [hit.span() for hit in said if stem(hit.group().lower()) == word]


def clause_at(question, at):
    """The clause of a question that holds a place."""
    start = max((hit.end() for hit in CLAUSES.finditer(question) if hit.end() <= at), default=0)
    end = min((hit.start() for hit in CLAUSES.finditer(question) if hit.start() > at), default=len(question))  # fmt: skip
    return question[start:end]


def those_meant(reading, question, matters):
    """(the documents that a question means, the words for it): those of which a field that it
    speaks of has the value it names, or whose names it gives; all where it gives none."""
    for matter in matters:
        values = {}
        for document in reading.documents:
            for s in statements(document):
                if s.label.lower() == matter.label.lower() and 1 < len(s.value) <= 12:
                    values.setdefault(s.value.strip(" .。"), []).append(document)
        for value, documents in values.items():
            named = not re.search(r"\d", value) and value.lower() in question.lower()
            if named and len(documents) < len(reading.documents):
                return documents, f"{matter.label}：{value}", matter
    documents = [d for d in reading.documents if is_named(d, reading.documents, question)]
    if documents and len(documents) < len(reading.documents):
        return documents, "", None
    return reading.documents, "", None


def is_named(document, documents, question):
    """Whether a question gives a document's name, or how only this one begins."""
    name, subject = Path(document.name).stem, subject_of(document)
    if len(name) > 2 and name.lower().replace("_", " ") in question.lower().replace("_", " "):
        return True
    number = re.search(r"\d+$", name)
    if number and len(re.findall(r"(?<!\d)\d{2,}(?!\d)", question)) > 1:
        return number.group() in re.findall(r"(?<!\d)\d{2,}(?!\d)", question)
    heads = [title[:2] for title in (name, subject) if re.match(r"[一-鿿]{2}", title)]
    alone = [h for h in heads if sum(Path(d.name).stem.startswith(h) or subject_of(d).startswith(h) for d in documents) == 1]  # fmt: skip
    return any(head in question for head in alone)


def standing(concept, reading):
    """In how many documents a concept stands."""
    return sum(
        any(concept.times(Counter(words_of(s.text))) for s in statements(d))
        for d in reading.documents
    )


def common_matter(reading, question, share=HALF):
    """The matter of the words that so many of the documents use, None where they use none."""
    asked, count = [], len(reading.documents)
    plain = FRAME.sub(" ", question)
    telling = {concept.written for concept in concepts(WAYS.sub(" ", plain))}
    held = set()  # the runs of Chinese signs of which some pair stands there
    for concept in sorted(concepts(plain), key=lambda one: -standing(one, reading)):
        holding = standing(concept, reading)
        kind_alone = kind_asked(concept.written) is not None and len(telling) > 1  # 天数 of 年假
        held |= {concept.written} if holding else set()
        lost = not holding and concept.written in telling - held
        if lost and share and not kind_alone:
            return None  # what it is about stands nowhere: the rest would answer another question
        asked += [concept] if holding and holding >= share * count else []
    return Matter(" ".join(c.written for c in asked), asked, question, 0) if asked else None
