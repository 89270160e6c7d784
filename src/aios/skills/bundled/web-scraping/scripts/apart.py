"""The questions of a sentence that are to be answered one by one: "which is the cheapest, and which
the best rated", "哪个人口最多？哪个增速最慢？"."""

import re

from arrange import WISHES
from kinds import WORDS
from quoting import ASKS, BETWEEN

# The one question wants an order, or a figure, and so does the other.
MOST = "|".join(
    [
        *(most["words"] for most in WISHES["most"]),
        *(WISHES["figures"][what] for what in ("average", "sum", "median")),
        r"最[高低多少大小]|\b(?:highest|lowest|most|least|fewest|largest|smallest|biggest)\b",
    ]
)


def questions_apart(text):
    """The questions of a text, each with what the first says before its question; the text alone
    where not each of several wants an order or a figure of its own."""
    parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
    questions = [p for p in parts if ASKS.search(p) and re.search(MOST, p, WORDS)]
    if len(questions) < 2 or len(questions) < len(parts):
        return [text]
    context = questions[0][: ASKS.search(questions[0]).start()]
    return [questions[0], *(f"{context} {question}".strip() for question in questions[1:])]
