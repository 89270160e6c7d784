"""Several things asked of documents at once, of which one is the most or the least: "who is
cheapest, who delivers fastest", "which has the longest guarantee, and what does it charge"."""

import re
from itertools import pairwise

from asked import ASKS
from extremes import EXTREME, asks_extreme
from facts import kind_asked
from matters import CLAUSES, FRAME, WAYS, Matter, common_matter, matters_of
from words import concepts

# Between two extremes even a bare joint begins another ask: "the lowest price and the best terms".
JOINT = re.compile(r"\s+(?:and|but)\s+(?:the\s+)?|[和与及、又且]|以及|而且", re.IGNORECASE)
# Of whom it is asked, which no document need say: "which supplier has", "哪家公司".
WHO = re.compile(
    r"\b(?:which|what|whose)\s+(?:one\s+)?(?:of\s+(?:the|these|them|our)\s+(?:\w+\s+)?)?[a-z]+"
    r"(?=\s+(?:in\s+/\s+)?(?:has|have|is|are|do|does|can|will|would|(?!less)[a-z]+s)\b)"
    r"|\b(?:which|what|whose|who)\b|(?:哪一?[家个份位款种台部门本期篇间辆]|谁)[家的]?(?:[一-鿿]{1,3}(?=的))?",
    re.IGNORECASE,
)
CHEAP = re.compile(r"\b(?:cheapest|dearest|costs?|charges?)\b|最便宜|最贵", re.IGNORECASE)
# "几个工作日", "how many days": what only says in which unit.
UNITS = re.compile(
    r"几?个?(?:工作日|小时|分钟|天|年|月|周|元|万|块|人)|\b(?:day|week|month|year|hour|minute|euro|dollar)s?\b",
    re.IGNORECASE,
)
FRAMED = re.compile(r"^.*[:：]\s*")


def asks_of(reading, question):
    """The matters that a question weighs, each with the words that ask for it; [] where it weighs
    none. One of which no document tells has no concepts."""
    found = []
    for piece in pieces(question):
        own = matter_of(reading, piece)
        at = next((n for n, m in enumerate(found) if own and alike(own, m)), -1)
        if own and at < 0:
            found.append(own._replace(clause=piece, at=len(found)))
        elif found:
            found[at] = found[at]._replace(clause=f"{found[at].clause}，{piece}")
    weighed = sum(asks_extreme(f"{m.clause}, which") for m in found)
    return found if weighed else []


def alike(one, other):
    """Whether two matters are of the same: when it begins, which begins first."""
    words = [{c.forms[0][0] for c in matter.asked} for matter in (one, other)]
    return one.label == other.label or (bool(words[0]) and words[0] == words[1])


def matter_of(reading, piece):
    """What a piece of a question asks of each document; None where it only goes on."""
    piece = FRAMED.sub("", piece)
    weighs = re.search(EXTREME, piece, re.IGNORECASE)
    if not weighs and not tells(WHO.sub(" ", piece)):
        return None
    for own in ways_of(piece):
        if labelled := matters_of(reading, own):
            return labelled[0]._replace(shown=labelled[0].label)
        bare = re.sub(EXTREME, " ", own, flags=re.IGNORECASE)  # "begins first" is of when it begins
        told = common_matter(reading, bare if tells(bare) else own)
        if told and (weighs or kind_asked(piece) is not None or ASKS.search(piece)):
            return told._replace(shown=CHEAP.sub("¤", told.label))
    lost = weighs and tells(WHO.sub(" ", piece))
    return Matter(piece.strip(), [], piece, 0, piece.strip()) if lost else None


def ways_of(piece):
    """A piece without those it asks of, first what stands behind them, then what before them."""
    parts = [part for part in reversed(WHO.split(piece)) if tells(part)]
    return [*parts, *([piece] if len(parts) != 1 else [])]


def tells(text):
    """Whether a text says what it is about, and not only in which unit."""
    return bool(concepts(WAYS.sub(" ", FRAME.sub(" ", UNITS.sub(" ", text)))))


def pieces(question):
    """The clauses of a question, with those parted that hold several extremes."""
    found = []
    for clause in CLAUSES.split(question):
        hits, begin = list(re.finditer(EXTREME, clause, re.IGNORECASE)), 0
        for one, other in pairwise(hits):
            joints = list(JOINT.finditer(clause, one.end(), other.start()))
            if joints:
                found.append(clause[begin : joints[-1].start()])
                begin = joints[-1].end()
        found.append(clause[begin:])
    return [piece for piece in found if piece.strip()]
