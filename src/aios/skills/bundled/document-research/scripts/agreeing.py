"""Whether several documents tell the same date, sum or number of one matter."""

# ruff: noqa: E501 - a pattern in two languages is one line

import re

from citing import result, where
from each import facts_on, measure
from facts import kind_asked, named
from matters import common_matter

# What asks whether they agree, and is no part of the matter.
AGREE = re.compile(
    r"(?:是否|是不是|有没有|说法|写的|是)*(?:不?一致|相同|不同|一样|互?相?矛盾|对得上|冲突|出入)(?:吗|么|的话)?|如果.*$|分别|都?列出来?|各?是?哪[一几]?天"
    r"|\b(?:agree|disagree|consistent|inconsistent|contradict\w*|conflict\w*|the same|differ\w*|each other|one another|if\b.*$)",
    re.IGNORECASE,
)
LEAST = 2


def agreed(request, reading, question):
    """The result, with what each document tells and whether that is the same; None where fewer
    than two of them tell it in a figure or a date."""
    kind = kind_asked(question)
    matter = common_matter(reading, AGREE.sub(" ", question), 0) if kind is not None else None
    if matter is None:
        return None
    facts = facts_on(reading.documents, matter._replace(clause=question), kind)
    facts = {name: (d, f) for name, (d, f) in facts.items() if kept(measure(f), kind)}
    if len(facts) < LEAST:
        return None
    values = alike([measure(fact)[1] for _, fact in facts.values()])
    same = len(set(values)) == 1
    shown = "; ".join(f"{d.name}: {fact.shown}" for d, fact in facts.values())
    lines = [
        request.say(f"各份写的一致：{shown}", f"They agree: {shown}")
        if same
        else request.say(f"数字不同（说法不一致）：{shown}", f"They differ: {shown}")
    ]
    lines += [
        f"- {named(d)}: {f.shown}（“{f.statement.text}” — {where(request, d.name, f.statement.place)}）"
        for d, f in facts.values()
    ]
    if silent := [named(d) for d in reading.documents if d.name not in facts]:
        listed = request.say("、", ", ").join(silent)
        lines.append(request.say(f"没有说到这一点的：{listed}", f"Silent on this: {listed}"))
    return result(request, reading, lines, {"agree": same})


def kept(measured, kind):
    """Whether a fact is of the kind asked for."""
    return measured is not None and (kind == "" or measured[0] == kind)


def alike(values):
    """Days without their years, where not all of them have one."""
    days = [value for value in values if isinstance(value, tuple)]
    short = len({len(day) for day in days}) > 1
    return [value[-2:] if short and isinstance(value, tuple) else value for value in values]
