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


# Two ends of one order in one breath: "the cheapest and the dearest", "最贵的和最便宜的".
ENDS = "|".join(most["words"] for most in WISHES["most"])
THEN = r"(?: ones?| \w+)?(?:\s+and|,| &)\s+(?:(?:which|what)(?: is| are|'s)? )?(?:the )?"
ZH_THEN = r"的?(?:\w{1,4}?)?(?:和|与|跟|及|以及|、|还有)"
BOTH = re.compile(rf"(?P<one>{ENDS})(?:{THEN}|{ZH_THEN})(?P<other>{ENDS})", WORDS)


# A question in between chose nothing for what is asked later, unless that speaks of what it found.
OF_THOSE = re.compile(r"\bof (?:those|these|them|the ones)\b|其中|这些|那些|它们|他们", WORDS)
QUESTION = re.compile(
    r"[?？]\s*$|^\s*(?:which|what|who|when|where|how|is|are|does)\b|哪|谁|几|多少", WORDS
)
KEEPS = re.compile(r"\b(?:save|export|store|write|download)\b|保存|导出|存[成为到]", WORDS)
ADDRESS = re.compile(r"https?://")


def without_asides(text):
    """The texts of several turns, the newest before all others, without the questions between it
    and the first, which names the page; what is one turn as it stands."""
    newest, *before = text.split("\n")
    turns = before and ADDRESS.search(before[0]) and not ADDRESS.search(newest)
    if not turns or OF_THOSE.search(newest):
        return text
    last = len(before) - 1 if KEEPS.search(newest) else 0  # what is saved is what was found last
    kept = [line for place, line in enumerate(before)
            if place in (0, last) or ADDRESS.search(line) or not QUESTION.search(line)]  # fmt: skip
    return "\n".join([newest, *kept])


def questions_apart(text):
    """The questions of a text, each with what the first says before its question; the text alone
    where not each of several wants an order or a figure of its own."""
    if both := BOTH.search(text):
        before, after = text[: both.start()], text[both.end() :]
        return [f"{before}{both[end]}{after}" for end in ("one", "other")]
    parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
    questions = [p for p in parts if ASKS.search(p) and re.search(MOST, p, WORDS)]
    if len(questions) < 2 or len(questions) < len(parts):
        return [text]
    context = questions[0][: ASKS.search(questions[0]).start()]
    return [questions[0], *(f"{context} {question}".strip() for question in questions[1:])]
