"""What a page's own sentences say to the questions that are put to it."""

import re
import tomllib
from pathlib import Path

MEANT = tomllib.loads((Path(__file__).parent / "quoting.toml").read_text("utf-8"))["meant"]
# Where one question ends and the next begins.
BETWEEN = re.compile(
    r"[?？;；。]|[,，、]?\s*\b(?:and|also)\b\s+"
    r"(?=(?:(?:in|on|at|by|for|from|to) )?"
    r"(?:since when|how|what|when|where|which|who|why|is|does|do|did)\b)"
    r"|[，,]\s*(?=[^，,]{0,14}(?:多少|几|哪|谁|什么|何时|怎么|为什么))",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"多少|几|多[长高大深重宽久远快]|哪|谁|什么|何时|怎么|为什么|吗"
    r"|\b(?:how|what|when|where|which|who|whose|why|does|do|is|are|can)\b",
    re.IGNORECASE | re.ASCII,
)
# A question for a number or a day: a sentence that has one says more to it.
NUMBERED = re.compile(
    r"多少|几|哪[一]?[天年月日]|何时|什么时候|多[长高大深重宽久远快]"
    r"|\bhow (?:many|much|long|old|tall|high|deep|far|big|heavy)\b"
    r"|\bwhen\b|\b(?:what|which) (?:year|time|date|day|version)\b|\bversion\b",
    re.IGNORECASE | re.ASCII,
)
EMPTY = re.compile(
    r"\b(?:the|an?|of|to|in|on|at|for|by|and|or|is|are|was|were|be|do|does|did|has|have|had|can|it|its"
    r"|this|that|there|they|what|when|where|which|who|whose|why|how|many|much|long|need|want|according"
    r"|tell|me|my|page|please|says?|said|i|we|you|according|with|get|know)\b|[的了吗呢是有在里上中和与及多少几哪谁什么怎请问一个这那篇]"
    r"|\d+",
    re.IGNORECASE | re.ASCII,
)
# A question for a person: a sentence that has a name says more to it.
PERSON = re.compile(r"\bwho\b|\bwhose\b|谁|哪位", re.IGNORECASE | re.ASCII)
NAMED = re.compile(r"\bby (?:the \w+ )?[A-Z]\w+|(?<=[a-z] )[A-Z][a-z]+ [A-Z][a-z]+")
MOST = 2  # sentences to one question
LINES = 30  # of a section


def answering(text, sentences, besides=frozenset()):
    """The sentences, in the page's order, that say most to each of the questions of a text; the
    words `besides` are in all of them, and tell nothing."""
    chosen = []
    for question in filter(ASKS.search, BETWEEN.split(text)):
        wanted = (words_of(question) | words_meant(question)) - besides
        rated = [(worth(wanted, question, s, sentences), s) for s in sentences]
        best = max((rate for rate, _ in rated), default=0)
        near = [s for rate, s in rated if rate > 0 and rate >= 0.8 * best]
        chosen += near[:MOST] if best >= 1 else []
    return [s for s in sentences if s in chosen]


def words_meant(question):
    """The words that pages have for what a question means: weight, of how heavy a thing is."""
    entries = (
        entry["words"] for entry in MEANT if re.search(entry["asked"], question, re.I | re.A)
    )
    return {word for words in entries for word in words}


def sections_said(text, soup):
    """The lines of the sections of a page whose headings are what a text means: 用料, Method."""
    meant, said, lines = words_meant(text), words_of(text), []
    for heading in soup.find_all(["h2", "h3", "h4"]):
        words = words_of(heading.get_text(" "))
        if not (meant & words or (words and words <= said)):
            continue
        lines.append(" ".join(heading.get_text(" ").split()))
        for part in heading.find_next_siblings():
            if part.name in ("h1", "h2", "h3", "h4", "footer"):
                break
            rows = part.find_all(["tr", "li", "p"]) or [part]
            lines += [" ".join(row.get_text(" ").split()) for row in rows]
    return [line for line in lines if line][:LINES]


def words_of(text):
    """The words that tell what a text is about: English ones by how they begin, Chinese in twos."""
    plain = EMPTY.sub(" ", text.lower())
    found = {word[:5] for word in re.findall(r"[a-z][a-z-]{2,}", plain)}
    for run in re.findall(r"[一-鿿]{2,}", plain):
        found |= {run[i : i + 2] for i in range(len(run) - 1)}
    return found


def worth(wanted, question, sentence, others):
    """How much a sentence says to a question: by the words they share, the rare ones more."""
    shared = wanted & words_of(sentence)
    rare = sum(1 / sum(word in words_of(s) for s in others) ** 0.5 for word in shared)
    told = NUMBERED.search(question) and re.search(r"\d|[一二三四五六七八九十]", sentence)
    told = told or (PERSON.search(question) and NAMED.search(sentence))
    return rare * (1.5 if told else 1.0) if shared else 0


def sentences_of(text, facts):
    """The sentences of a Markdown text, and a page's facts as "label: value"."""
    plain = re.sub(
        r"\]\([^)]*\)|^#+ |[*_`>|]|(?<!\w)\[|\](?!\w|=)|\s-{3,}\s", " ", text, flags=re.MULTILINE
    )
    parts = re.split(r"(?<=[。！？])|(?<=[.!?])\s+|\n+", plain)
    found = [f"{label}: {value}" for label, value in facts.items()]
    found += [" ".join(part.split()) for part in parts]
    once = {
        re.sub(r"\W+", "", s).lower(): s for s in reversed(found)
    }  # a fact stands in the text too
    return [s for key, s in reversed(once.items()) if key and len(s) > 3]
