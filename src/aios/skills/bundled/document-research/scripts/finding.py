"""The passages of documents that fit a question best, or a plain word that there are none."""

import re
from collections import Counter
from pathlib import Path

import aios_skill
from asked import asked_about, question_of, questions_in, speaks_of
from citing import account, as_data, cite, plural, result
from dating import days_of
from outlining import outline_of
from passages import cut, rank
from words import is_chinese, lone, stop_words, words_of

COUNT = 5
# A summary begins with passages on a matter when they cover this part of it.
CLEAR = 0.6
# Passages of less than this part of the best one's score are not worth the reader's time.
WORTH = 0.4
# Below this part of the question the best passage hardly answers it.
COVERED = 0.34
# Passages of a document whose name the question has ("the contract") count so much more.
NAMED = 2.5
# A passage that speaks of all that is asked comes before a short one on a part of it.
COVERS = 1.5
ALMOST = 0.95
COUNTS = re.compile(
    r"几[份次篇封]|多少[份次篇封]|\bhow\s+many\s+(?:\w+\s+)?(?:letters?|documents?|files?|contracts?|notes|minutes|meetings|offers?|times)\b",
    re.IGNORECASE,
)
# Of what kind an answer is, which it need not say: 上线日期, 年假天数.
KIND_ALONE = re.compile("日期|天数|人数|次数|数量|数额|金额")
DEFINES = re.compile(
    r"\b(?:means|defined as|refers? to|stands? for|denotes?)\b|是指|指的是|定义为|系指|的缩写|简称"
)
IS = re.compile(r"\bis an?\b|\bare\b|是一|就是|即")


def find_passages(request, reading, names):
    """The passages that fit the question best, each with its place."""
    matter, asked = asked_about(request, names)
    if not asked:
        return outline_of(request, reading)
    passages = [passage for document in reading.documents for passage in cut(document)]
    hits = ranked(request, passages, asked, matter)
    if not hits:
        raise nothing_fits(request, reading, passages, asked)
    count = request.parameters.get("count") or COUNT
    shown = [hit for hit in hits[:count] if hit.score >= WORTH * hits[0].score]
    shown += of_others(hits, shown)[: max(0, count - len(shown))]
    shown += of_each(request, passages, matter, shown)
    lines = [heading(request, reading, passages, shown, asked)]
    lines += [cite(request, number, hit) for number, hit in enumerate(shown, 1)]
    lines += days_of(request, shown)
    lines += counted(request, hits)
    data = {"passages": [as_data(hit) for hit in shown], "documents": len(reading.documents)}
    return result(request, reading, lines, data)


def counted(request, hits):
    """How many documents hold what is asked for, where the question counts."""
    if not COUNTS.search(question_of(request)):
        return []
    fitting = [hit for hit in hits if hit.cover >= ALMOST * hits[0].cover]
    names = list(dict.fromkeys(hit.passage.document.name for hit in fitting))
    listed = request.say("、", ", ").join(names)
    zh = f"共 {len(names)} 份文档符合：{listed}。"
    return [request.say(zh, f"{plural(len(names), 'document')} of that kind: {listed}.")]


def of_each(request, passages, matter, shown):
    """The best hit for each of several questions in one, where it is not shown yet."""
    found = []
    for part, asked in questions_in(matter, referring=True):
        best = next(iter(ranked(request, passages, asked, part)), None)
        seen = {hit.quote for hit in (*shown, *found)}
        if best and best.cover >= COVERED and best.quote not in seen:
            found.append(best)
    return found


def of_others(hits, shown):
    """The best hits of documents not yet shown that cover as much of the question as the first:
    what two contracts say of notice is told of both, however long the one's passage is."""
    told, found = {hit.passage.document.path for hit in shown}, []
    for hit in hits:
        if hit.passage.document.path not in told and hit.cover >= shown[0].cover:
            told.add(hit.passage.document.path)
            found.append(hit)
    return found


def outline(request, reading, names):
    """The outline of each document, after what they say on the matter when one is named."""
    matter, asked = asked_about(request, names)
    passages = [passage for document in reading.documents for passage in cut(document)]
    hits = ranked(request, passages, asked, matter) if asked else []
    shown = [
        hit for hit in hits[:COUNT] if hit.cover >= CLEAR and hit.score >= WORTH * hits[0].score
    ]
    lines = [cite(request, number, hit) for number, hit in enumerate(shown, 1)]
    return outline_of(request, reading, lines)


def ranked(request, passages, asked, matter):
    """The hits, best first; sentences that define come first when a definition is asked for."""
    names = {p.document.path: words_of(Path(p.document.name).stem) for p in passages}
    asked = without_joints(asked, passages)
    named = [c for c in asked if any(set(c.forms[0][0]) <= set(w) for w in names.values())]
    matters = [c for c in asked if c not in named] or asked
    hits = rank(passages, matters, f"{matter} {question_of(request)}")
    hits = hits or rank(passages, asked, f"{matter} {question_of(request)}")
    defines = speaks_of("definition", question_of(request))
    weighed = []
    for hit in hits:
        own = Counter(names[hit.passage.document.path])
        score = hit.score * (NAMED if any(c.times(own) for c in named) else 1)
        score *= defining(hit.quote, matters) if defines else 1
        score *= hit.cover**COVERS
        weighed.append(hit._replace(score=round(score, 4)))
    return sorted(weighed, key=lambda hit: -hit.score)


def without_joints(asked, passages):
    """What is asked, less the pairs of signs that stand nowhere and may only join two words."""
    telling = [c for c in asked if not KIND_ALONE.fullmatch(c.written)]
    asked = telling or asked
    held = [c for c in asked if not c.joins or any(c.times(p.words) for p in passages)]
    return [*held, *alone(asked, held)] or asked


def alone(asked, held):
    """The signs that only such a pair has: 狗 of "狗要隔离"."""
    said = {sign for c in held for words, _ in c.forms for word in words for sign in word}
    lost = dict.fromkeys(s for c in asked if c not in held for s in "".join(c.forms[0][0]))
    return [lone(sign) for sign in lost if sign not in said and sign not in stop_words()[2]]


def defining(quote, asked):
    """How much a sentence counts that is to be a definition of what is asked."""
    head = re.split(r"\s*(?:\||—|–|:|：|\s-\s)", quote.strip("| "), maxsplit=1)
    term = {word for concept in asked for word in concept.forms[0][0]}
    if len(head) > 1 and set(words_of(head[0])) == term:
        return 4.0
    return 3.0 if DEFINES.search(quote) else 1.5 if IS.search(quote) else 1.0


def heading(request, reading, passages, shown, asked):
    """How many of how many passages follow; plainly, when they hold but little of the question."""
    left = without_joints(asked, passages)
    lost = (c.written for c in left if not any(c.times(p.words) for p in passages))
    missing = list(dict.fromkeys(lost))
    documents = len(reading.documents)
    text = request.say(
        f"在 {documents} 个文档的 {len(passages)} 个段落中，最相关的 {len(shown)} 处：",
        f"The best {len(shown)} of {plural(len(passages), 'passage')} "
        f"in {plural(documents, 'document')}:",
    )
    words = request.say("、", ", ").join(f"“{word}”" for word in missing[:6])
    if shown[0].cover >= COVERED and missing and not any(map(is_chinese, missing)):
        return (
            text
            + "\n"
            + request.say(
                f"（{words} 在这些文档里都没有出现，请核对摘录说的是否就是所问的。）",
                f"(None of them mentions {words}: see whether the quotations are of what you ask.)",
            )
        )
    if shown[0].cover >= COVERED or not missing:
        return text
    return request.say(
        f"没有找到直接的回答：{documents} 个文档都没有提到 {words}。最接近的 {len(shown)} 处：",
        f"No passage answers this: not found in {plural(documents, 'document')}: {words}. "
        f"The nearest {plural(len(shown), 'passage')}:",
    )


def nothing_fits(request, reading, passages, asked):
    """The failure for a question none of whose words stand in the documents."""
    documents = reading.documents
    words = request.say("、", ", ").join(dict.fromkeys(f"“{c.written}”" for c in asked))
    hint = request.say(
        "请换用文档里的词语，或换一个文件夹。", "Use other words, or name another folder."
    )
    sample = " ".join(p.text for p in passages[:20])[:4000]
    if is_chinese(sample) != is_chinese(question_of(request)):
        hint = request.say(
            "文档是用另一种语言写的，词表里没有这些词的译法；请用文档的语言再问一次。",
            "The documents are in another language and these words are not in the word list; "
            "ask again in the language of the documents.",
        )
    topics = list(dict.fromkeys(p.heading for p in passages if p.heading))[:5]
    if topics:
        shown = request.say("、", ", ").join(topics)
        hint += request.say(f"文档的标题有：{shown}。", f" Their headings are: {shown}.")
    return aios_skill.Failure(
        "nothing_found",
        request.say(
            f"{len(documents)} 个文档的 {len(passages)} 个段落都没有提到这个问题里的词：{words}。",
            f"None of the {plural(len(passages), 'passage')} in "
            f"{plural(len(documents), 'document')} mentions {words}.",
        )
        + (" " + account(request, reading) if reading.skipped else ""),
        hint,
        {
            "documents": [document.name for document in documents[:50]],
            "skipped": [s._asdict() for s in reading.skipped],
        },
    )
