"""Which documents mention something, how often, and where first."""

import re
from collections import Counter

from asked import matter_of, question_of
from citing import plural, result, where
from finding import find_passages
from passages import cut, units
from words import concepts

QUOTED = re.compile(r"“([^”]+)”|「([^」]+)」|‘([^’]+)’|\"([^\"]+)\"|'([^']+)'|《([^》]+)》")
# Where the words stand whose mentions are asked for, the surest way of saying it first.
TERM = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:is|are|was|were|do|does|has|have)\s+(?P<term>.+?)\s+(?:been )?"
        r"(?:mentioned|named|appear|occur|come up)",
        r"(?:mention(?:s|ed|ing)?|contain(?:s|ing)?|talk(?:s|ing)? about|refer(?:s|ring)? to"
        r"|speak(?:s|ing)? of|say(?:s|ing)? anything about|(?:is|are) about|occurrences of"
        r"|references? to|includ(?:e|es|ing))\s+"
        r"(?:the )?(?:words?|names?|terms?|phrase)?\s*(?P<term>[^?？,，;；]+)",
        r"(?:提到|提及|出现|包含|含有|说到|讲到|涉及|写到|谈到|有关于|关于)(?:了|过)?"
        r"(?P<term>[^?？，,。；;]+)",
        r"(?P<term>[^，,。；;？?]{2,30}?)(?:在|都在)?(?:哪些|哪个|哪几个|哪份)?"
        r"(?:文档|文件|资料|/|里|中)*(?:被)?(?:出现|提到|提及)",
    )
)
TAIL = re.compile(
    r"(?:的(?:文档|文件|资料|地方|次数|段落|内容|有哪些).*|各(?:提|出|有).*|分别.*|吗$|几次.*|多少次.*|[/\s]+$"
    r"|\s+(?:in|under|from|of|inside|within|and how|and list|with|list|how)\b\s*"
    r"(?:the|these|my|those|this|all)?\s*"
    r"(?:notes|docs?|documents?|files?|folders?|counts?|many|often|them|each|order|/|\s)*.*)$",
    re.IGNORECASE,
)
APART = re.compile(r"\s*(?:、|,|，|\bor\b|\band\b|以及|或者?|和|与)\s*", re.IGNORECASE)
QUOTES = 3


def which_mention(request, reading, names):
    """The documents that hold the words asked for, most first, with counts and first places."""
    terms = terms_of(request, names)
    if not terms:
        return find_passages(request, reading, names)
    found = []
    for document in reading.documents:
        counts, quotes = mentions(document, terms)
        if counts:
            found.append((document, counts, quotes))
    if not found:
        return otherwise(request, reading, names, terms)
    found.sort(key=lambda one: (-one[1].total(), one[0].name))
    lines = [summary(request, reading, found, terms)]
    for document, counts, quotes in found:
        each = request.say("；", "; ").join(f"{t} {n}" for t, n in counts.items())
        split = request.say(f"（{each}）", f" ({each})") if len(terms) > 1 else ""
        lines.append(
            request.say(
                f"{document.name}  {counts.total()} 处{split}",
                f"{document.name}  {counts.total()}{split}",
            )
        )
        lines += [
            f"    “{u.text[:300]}” — {where(request, document.name, u.place)}" for u in quotes
        ]
    data = {
        "mentions": [
            {"source": d.name, "file": d.path, "count": c.total(), "each": dict(c),
             "first": [{**u.place, "text": u.text} for u in q]} for d, c, q in found
        ],
        "terms": terms,
    }  # fmt: skip
    return result(request, reading, lines, data, honest=False)


def terms_of(request, names):
    """The words whose mentions are asked for; [] when the text names none."""
    question = question_of(request)
    quoted = [next(filter(None, groups)) for groups in QUOTED.findall(question)]
    quoted = [term for term in quoted if term not in names]
    if quoted:
        return quoted
    matter = matter_of(request, question, names)
    for pattern in TERM:
        match = pattern.search(matter)
        if match:
            term = TAIL.sub("", match["term"].strip()).strip(" /.。的\t")
            term = re.sub(r"^(?:an?|the|any)\s+", "", term, flags=re.IGNORECASE)
            found = [t.strip(" /") for t in APART.split(term) if t.strip(" /")]
            if found and concepts(term):
                return found
    if request.parameters.get("before"):  # "and Bob?" after a question for mentions
        return list(dict.fromkeys(concept.written for concept in concepts(matter)))
    return []


def pattern_of(term):
    """How a term may stand in a text: any case, any blanks, a plural."""
    bare = r"\s+".join(map(re.escape, term.split()))
    if not re.match(r"[A-Za-z0-9]", term):
        return re.compile(bare, re.IGNORECASE)
    return re.compile(rf"(?<![A-Za-z0-9_]){bare}(?:s|es)?(?![A-Za-z0-9_])", re.IGNORECASE)


def mentions(document, terms):
    """(how often each term stands in a document, its first sentences with one)."""
    counts, quotes = Counter(), []
    patterns = {term: pattern_of(term) for term in terms}
    for passage in cut(document):
        for unit in units(passage):
            hits = {t: len(p.findall(unit.text)) for t, p in patterns.items()}
            counts.update({t: n for t, n in hits.items() if n})
            if any(hits.values()) and len(quotes) < QUOTES:
                quotes.append(unit)
    return counts, quotes


def summary(request, reading, found, terms):
    """How many documents mention it, how often in all."""
    shown = request.say("、", ", ").join(f"“{term}”" for term in terms)
    total = sum(counts.total() for _, counts, _ in found)
    return request.say(
        f"{len(reading.documents)} 个文档中有 {len(found)} 个提到 {shown}，共 {total} 处：",
        f"{shown} stands in {len(found)} of {plural(len(reading.documents), 'document')}, "
        f"{plural(total, 'time')} in all:",
    )


def otherwise(request, reading, names, terms):
    """What comes near when none holds the very words; the failure tells when nothing does."""
    shown = request.say("、", ", ").join(f"“{term}”" for term in terms)
    found = find_passages(request, reading, names)
    head = request.say(
        f"没有文档原样提到 {shown}；意思相近的段落：",
        f"No document mentions {shown} in these words. Near in meaning:",
    )
    return {**found, "answer": f"{head}\n{found['answer']}"}
