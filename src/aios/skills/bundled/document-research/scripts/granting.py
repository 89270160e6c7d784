"""Which of several documents grant a thing and which do not: "which hotels allow pets"."""

import re

from citing import result, where
from extremes import EXTREME
from facts import fact_on, named
from matters import common_matter
from quantities import quantities

ASKS = re.compile(
    r"\bwhich\b[^,.?]{0,60}?\b(?:allow|permit|accept|offer|includ|provid|support|have|has|come|cover|do|does|can|are|is)\w*\b"
    r"|哪[几些]?[家个份些款种位间]?[^，,。？?]{0,12}?(?:可以|能|允许|提供|支持|包含?|包括|含|带|有|接受)",
    re.IGNORECASE,
)
# What is asked with, which is no part of what is granted.
FRAME = re.compile(
    r"\bwhich\s+(?:of\s+(?:the|these|our)\s+)?(?:\w+\s+)?\w+\b(?=\s+(?:allow|permit|accept|offer|includ|provid|support|have|has|come|cover|do|can|are|is|in\s+/))"
    r"|\b(?:allow|permit|accept|offer|includ|provid|support|have|has|come|cover|with|do|does|not|can|are|is)\w*\b"
    r"|^.*?哪[几些]?[家个份些款种位间]?[一-鿿]{0,4}?(?=可以|能|允许|提供|支持|包|含|带|有|接受)|可以|不能|能|允许|提供|支持|包含?|包括|含|带|接受|没有|有|资料在.*$",
    re.IGNORECASE,
)
NO = re.compile(
    r"\b(?:no|not|never|none|without|neither|excluded|prohibited|forbidden|\w+n['’]t)\b|不|无|没有|未|禁止|否|谢绝|另[付收]",
    re.IGNORECASE,
)
INCLUDED = re.compile(r"\binclud\w*|包含?|包括|含", re.IGNORECASE)
WISH_NOT = re.compile(r"\b(?:not|n['’]t|without)\b|不|没有", re.IGNORECASE)


def granted(request, reading, question):
    """The result with those that grant what the question asks for, and those that do not; None
    where it asks for no such thing, or all of them say the same."""
    said = ASKS.search(question)
    if not said or quantities(question) or re.search(EXTREME, question, re.IGNORECASE):
        return None
    matter = common_matter(reading, FRAME.sub(" ", question))
    if matter is None:
        return None
    facts = [(d, fact_on(d, matter.label, matter.asked)) for d in reading.documents]
    told = [(d, fact) for d, fact in facts if fact]
    whole = INCLUDED.search(question)  # what has its own price is not included
    refused = [
        (d, fact) for d, fact in told
        if NO.search(fact.statement.value)
        or (whole and any(q.kind == "money" for q in quantities(fact.statement.value)))
    ]  # fmt: skip
    given = [one for one in told if one not in refused]
    if not refused or not given:
        return None
    lines = []
    for those, zh, en in ((given, "是", "Yes"), (refused, "否", "No")):
        lines.append(request.say(f"{zh}（{len(those)}）：", f"{en} ({len(those)}):"))
        lines += [
            f"- {named(d)}: “{f.statement.text}” — {where(request, d.name, f.statement.place)}"
            for d, f in those
        ]
    lines = lines[len(given) + 1 :] + lines[: len(given) + 1] if WISH_NOT.search(said[0]) else lines
    if silent := [named(d) for d, fact in facts if not fact]:
        listed = request.say("、", ", ").join(silent)
        lines.append(request.say(f"没有写的：{listed}", f"Silent on this: {listed}"))
    return result(request, reading, lines, {"granted": [d.name for d, _ in given]})
