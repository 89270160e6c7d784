"""What each of several sources says on one matter, and where their numbers and dates differ."""

import re

import aios_skill
from asked import asked_about, question_of, questions_in
from citing import as_data, cite, result, where
from extremes import asks_extreme, extreme, most_said, numbers_by_unit, subject_of
from finding import WORTH, find_passages, nothing_fits, ranked
from moments import first_moment, moments_asked
from outlining import outline_of
from passages import cut, units
from words import words_of

COUNT = 2
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
ALIKE = 0.4
MOST = 600
SHOWN = 8


def compare_sources(request, reading, names):
    """For each document, the passages that fit the question best; without one, all that differs."""
    matter, asked = asked_about(request, names)
    if not asked and len(reading.documents) == 1:
        return outline_of(request, reading)
    if not asked:
        return compare_whole(request, reading)
    if len(reading.documents) == 1:
        return find_passages(request, reading, names)
    found = by_source(request, reading, matter, asked)
    lines = []
    subjects = {document.name: subject_of(document) for document in reading.documents}
    for name, mine in found.items():
        about = subjects[name] if all(subjects[name] not in hit.quote for hit in mine) else ""
        lines.append(f"{name} ({about}):" if about else f"{name}:")
        lines += [f"  {cite(request, number, hit)}" for number, hit in enumerate(mine, 1)]
        lines += [] if mine else [request.say("  （没有相关段落）", "  (nothing on this)")]
    quotes = {name: telling(mine) for name, mine in found.items() if mine}
    lines = first_of(request, reading, quotes, subjects, asked) + lines
    lines += verdict(request, quotes, found, asked)
    data = {"sources": {name: [as_data(hit) for hit in mine] for name, mine in found.items()}}
    return result(request, reading, lines, data)


def has_first(request, reading, names):
    """Whether the sources have numbers of which the question asks for the least or the most."""
    matter, asked = asked_about(request, names)
    if not asked or not asks_extreme(question_of(request)):
        return False
    quotes = quotes_on(request, reading, matter, asked)
    question = question_of(request)
    return bool(first_moment(question, quotes) or extreme(question, quotes, asked))


def quotes_on(request, reading, question, asked):
    """The telling quote of each source on one of several questions; {} where nothing fits."""
    try:
        found = by_source(request, reading, question, asked)
    except aios_skill.Failure:
        return {}
    return {name: telling(mine) for name, mine in found.items() if mine}


def by_source(request, reading, matter, asked):
    """For each document the hits that fit the matter best, none where it says nothing of it."""
    passages = [passage for document in reading.documents for passage in cut(document)]
    hits = ranked(request, passages, asked, matter)
    if not hits:
        raise nothing_fits(request, reading, passages, asked)
    count = request.parameters.get("count") or COUNT
    found = {document.name: [] for document in reading.documents}
    for hit in hits:
        mine = found[hit.passage.document.name]
        best = mine[0].score if mine else hits[0].score / 2
        whole = not mine and hit.cover >= hits[0].cover  # a long sentence has a low score
        if len(mine) < count and (whole or hit.score >= WORTH * best):
            mine.append(hit)
    # what speaks of all that is asked goes before what speaks of a part of it
    covers = {name: round(mine[0].cover, 2) if mine else 0.0 for name, mine in found.items()}
    return dict(sorted(found.items(), key=lambda one: -covers[one[0]]))


def first_of(request, reading, quotes, subjects, asked):
    """The line for the source with the smallest or largest number, where that is asked."""
    question = question_of(request)
    # "who is cheapest, and how long does each take": one of two questions
    parts = [part for part in questions_in(question) if asks_extreme(part[0])]
    found = None
    if len(parts) == 1:
        own = quotes_on(request, reading, *parts[0])
        found = first_moment(parts[0][0], own) or extreme(parts[0][0], own, parts[0][1])
    if not found or len(found[0]) == len(quotes):
        found = first_moment(question, quotes) or extreme(question, quotes, asked)
    if not found:
        return []
    names, numbers = found
    told = (n if isinstance(n, str) else f"{n:g}" for n in numbers)
    number = request.say("、", ", ").join(told)
    shown = [f"{name} ({subjects[name]})" if subjects[name] else name for name in names]
    listed = request.say("、", ", ").join(shown)
    said = most_said(question)
    zh, en = (f"（{said}）", f" (the {said})") if said else ("", "")
    zh, en = f"所问的最值：{listed}，{number}{zh}", f"As asked: {listed}, with {number}{en}"
    return [request.say(zh, en)]


def telling(hits):
    """The best quote that has a number, else the best."""
    return next((hit.quote for hit in hits if NUMBER.search(hit.quote)), hits[0].quote)


def verdict(request, quotes, sources, asked):
    """Plainly: whether the numbers of the best quotes are the same, and who is silent."""
    question = question_of(request)
    told = moments_asked(question, quotes) or {
        name: dict(zip(values, values, strict=True))
        for name, values in figures_of(question, quotes, asked).items()
    }
    told = {name: values for name, values in told.items() if values}
    lines = []
    if len(told) > 1 and len({frozenset(values) for values in told.values()}) > 1:
        shown = "; ".join(f"{name}: {', '.join(v.values())}" for name, v in told.items())
        lines.append(
            request.say(f"数字不同（说法不一致）：{shown}", f"They differ in numbers: {shown}")
        )
    elif len(told) > 1:
        shown = ", ".join(next(iter(told.values())).values())
        lines.append(request.say(f"数字一致：{shown}", f"They give the same numbers: {shown}"))
    elif len(quotes) > 1 and len({" ".join(q.split()) for q in quotes.values()}) == 1:
        lines.append(request.say("各来源的原文相同。", "The sources use the same words."))
    silent = [name for name in sources if name not in quotes]
    if silent and quotes:
        names = request.say("、", ", ").join(silent)
        lines.append(request.say(f"没有说到这一点的：{names}", f"Silent on this: {names}"))
    return lines


def figures_of(question, quotes, asked):
    """The numbers of each quote that are held together: without those that the question says, and,
    of quotes with several, those in the unit that all of them share."""
    said = numbers_of(question)
    left = {n: [v for v in numbers_of(q) if v not in said] for n, q in quotes.items()}
    if all(len(values) < 2 for values in left.values()):
        return left
    bare = {name: without_numbers(quote, said) for name, quote in quotes.items()}
    of_unit = numbers_by_unit(question, bare, asked)
    same_unit = of_unit and all(len(values) == 1 for values in of_unit.values())
    return {n: [f"{v:g}" for v in values] for n, values in of_unit.items()} if same_unit else left


def without_numbers(text, numbers):
    """A text without these numbers."""
    return NUMBER.sub(lambda hit: "" if hit.group().replace(",", "") in numbers else hit[0], text)


def numbers_of(text):
    """The numbers of a text without commas, each once, as they stand."""
    return list(dict.fromkeys(n.replace(",", "").rstrip(".") for n in NUMBER.findall(text)))


def compare_whole(request, reading):
    """The sentences in which the first document differs from each other, near ones in pairs."""
    first, lines, data = reading.documents[0], [], []
    mine = sentences_of(first)
    for other in reading.documents[1:]:
        theirs = sentences_of(other)
        same = {plain(u.text) for u in mine} & {plain(u.text) for u in theirs}
        left = [u for u in mine if plain(u.text) not in same]
        right = [u for u in theirs if plain(u.text) not in same]
        pairs = matched(left, right)
        lines.append(
            request.say(
                f"{first.name} 与 {other.name}：相同 {len(same)} 句，改动 {len(pairs)} 句，"
                f"只在前者 {len(left) - len(pairs)} 句，只在后者 {len(right) - len(pairs)} 句。",
                f"{first.name} and {other.name}: {len(same)} sentences the same, "
                f"{len(pairs)} changed, {len(left) - len(pairs)} only in the first, "
                f"{len(right) - len(pairs)} only in the second.",
            )
        )
        for a, b in pairs[:SHOWN]:
            lines += [quoted(request, "  - ", first, a), quoted(request, "  + ", other, b)]
            data.append({"first": a.text, "second": b.text})
        paired = {id(u) for pair in pairs for u in pair}
        lines += [quoted(request, "  - ", first, u) for u in left if id(u) not in paired][:SHOWN]
        lines += [quoted(request, "  + ", other, u) for u in right if id(u) not in paired][:SHOWN]
    return result(request, reading, lines, {"changed": data})


def quoted(request, mark, document, unit):
    """One sentence with its place."""
    return f"{mark}“{unit.text}” — {where(request, document.name, unit.place)}"


def sentences_of(document):
    """The sentences of a document."""
    return [unit for passage in cut(document) for unit in units(passage)][:MOST]


def plain(text):
    """A sentence as it counts for being the same."""
    return " ".join(text.split()).strip("-*•. 。")


def matched(left, right):
    """Pairs of sentences that share most of their words, each sentence once."""
    words = {id(u): set(words_of(u.text)) for u in (*left, *right)}
    near = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            share = len(words[id(a)] & words[id(b)]) / max(len(words[id(a)] | words[id(b)]), 1)
            near += [(-share, i, j)] if share >= ALIKE else []
    pairs, used = [], set()
    for _, i, j in sorted(near):
        if ("a", i) not in used and ("b", j) not in used:
            used |= {("a", i), ("b", j)}
            pairs.append((left[i], right[j]))
    return pairs
