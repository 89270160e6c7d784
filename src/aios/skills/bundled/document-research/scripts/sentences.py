"""Several matters of which each document tells in its sentences, though in no field: a price and
a time of delivery, each with the question's own words for it."""

import re

from asked import questions_in
from facts import kind_asked
from matters import common_matter
from words import concepts

JOINED = re.compile(r"[、，,]|以及|[和与及]|\s+and\s+|\s*&\s*", re.IGNORECASE)
LAST = re.compile(r"^.*[.!。！]\s+(?=\w)")  # of several sentences the last one asks
# Of which each is asked, at the beginning: "for each seller:".
OF_EACH = re.compile(r"^\s*(?:for|of)\s+(?:each|every)\s+(?:of\s+the\s+)?\w+\s*[:,]", re.IGNORECASE)
FIGURES = ("money", "share", "time")
# What a clause asks with, which is no part of what its matter is called.
ASKING = re.compile(
    r"^\s*(?:and\s+)?(?:what|which|how)\s+(?:is|are|was|were|do|does|did)\s+"
    r"|\b(?:(?:in|of|for|from)\s+)?(?:each|every)\s+(?:of\s+)?(?:the\s+|them\b|our\s+)?\w*"
    r"|(?:\b(?:in|of|for|from)\s+)?(?:the\s+)?/(?:\s+(?:in\s+)?/)*"
    r"|分别|各?是多少|是多少|各自|^的|[?？。.]+$",
    re.IGNORECASE,
)


def matters_told(reading, question):
    """The matters that a question joins, or the one sum, time or share that it asks of each, as
    the documents' words have them; [] where one of them stands nowhere."""
    asking = [part for part, _ in questions_in(question, referring=True)]
    pieces = [piece for part in asking or [question] for piece in joined(part)]
    if len(pieces) < 2 and kind_asked(LAST.sub("", question)) not in FIGURES:
        return []
    plain = [OF_EACH.sub(" ", LAST.sub("", piece)) for piece in pieces]
    matters = [common_matter(reading, piece) for piece in plain]
    if None in matters or len({matter.label for matter in matters}) < len(matters):
        return []
    return [
        matter._replace(shown=heading(piece), at=number)
        for number, (piece, matter) in enumerate(zip(plain, matters, strict=True))
    ]


def joined(part):
    """The pieces of a question that each ask for a figure of their own: 单价和交货期; the whole
    where one does not."""
    pieces = [piece for piece in JOINED.split(part) if concepts(piece)]
    kinds = [kind_asked(piece) for piece in pieces]
    return pieces if len(pieces) > 1 and None not in kinds else [part]


def heading(piece):
    """What a question's piece calls its matter."""
    bare = " ".join(ASKING.sub(" ", piece.strip()).split())
    return re.sub(r"^(?:the|its|their) ", "", bare, flags=re.IGNORECASE)
