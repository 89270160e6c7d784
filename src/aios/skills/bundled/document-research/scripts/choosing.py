"""Things named one by one for a comparison: "v1 or v2", "A 和 B 哪个更重"; each is a document."""

import re
from itertools import pairwise
from pathlib import Path

import aios_skill
from asked import question_of
from pairing import is_called
from words import concepts

NAME = r"[A-Za-z0-9][\w.+-]*(?: (?:[A-Z0-9][\w.+-]*|\d+))*"
ENDS = r"(?=\s*(?:$|[?,.;!]|\b(?:in|from|according|has|have|is|are|does|do)\b))"
THAN = r"[\w ]{0,30}?(?:er|more|less|better|worse)\b[\w ]{0,20}? than"
JOINS = (
    r"\s*(?:和|与|跟|同|还是|或者?|比|对比|、|,|，"
    r"|\bor\b|\band\b|\bvs\.?|\bversus\b|\bthan\b)\s*(?:the )?"
)
LONE = r"(?=\s*(?:$|[和与跟同比哪谁或、，,。？?]|还是|对比))"
ASKS = (
    r"哪|谁|更|比|差|对比|区别|不同|差别|差异|还是|一样"
    r"|\b(?:which|who|compare|compared|comparison|between|versus|vs|than|or|differ\w*|same)\b"
)
BETWEEN = [
    re.compile(pattern)
    for pattern in (
        rf"\b({NAME})(?:,? or |,? versus |,? vs\.? )(?:the )?({NAME}){ENDS}",
        rf"\b(?:between|compare|comparing) (?:the )?({NAME}) (?:and|with|to) (?:the )?({NAME})\b",
        rf"\b(?:is|are|does|do|has|have) (?:the )?({NAME}) {THAN} (?:the )?({NAME})\b",
        rf"({NAME})\s*(?:和|与|跟|还是|或者?|对比|比)\s*({NAME})(?=[^，,。]{{0,20}}(?:{ASKS}|$))",
    )
]


def chosen(request, reading):
    """(the reading of those documents between which the question asks to choose, their names as
    said); (reading, []) where it names no two, or files.

    A failure that says which one is missing where only one of two is there.
    """
    text = without_folders(request)
    if request.parameters.get("files") or len(reading.documents) < 2:
        return reading, []
    if not re.search(ASKS, text, re.IGNORECASE):
        return reading, []
    said = joined_names(reading, text)
    if len(said) > 1:
        documents = [d for d in reading.documents if any(d in named(reading, n) for n in said)]
        return reading._replace(documents=documents), said
    for pattern in BETWEEN:
        for hit in pattern.finditer(text):
            pair = [name.strip(" ,.?") for name in hit.groups()]
            missing = [name for name in pair if not named(reading, name)]
            if len(missing) == 1 and not is_within(reading, missing[0]):
                raise not_there(request, reading, missing[0])
    return reading, []


def joined_names(reading, text):
    """The names of documents that a text has beside one another: "甲和乙", "Nova X or Pico"."""
    stems = sorted({Path(d.name).stem for d in reading.documents}, key=len, reverse=True)
    spans = []
    for stem in stems:
        said = re.escape(stem).replace("_", "[ _]")
        whole = rf"(?<![A-Za-z0-9]){said}(?![A-Za-z0-9])"
        whole += LONE if len(stem) == 1 and not stem.isascii() else ""  # 三 is not of 三家
        spans += [(hit.start(), hit.end(), stem) for hit in re.finditer(whole, text, re.IGNORECASE)
                  if not any(a <= hit.start() < b for a, b, _ in spans)]  # fmt: skip
    spans.sort()
    found = []
    for (_, end, one), (start, _, other) in pairwise(spans):
        between = text[end:start]
        short = not re.search(r"[。？?；;]", between) and len(between) < 40
        if re.fullmatch(JOINS, between) or (short and re.search("比|than", between)):
            found += [one, other]
    return list(dict.fromkeys(found))


def without_folders(request):
    """The question without what names places: they are no things to compare."""
    text = question_of(request)
    for name in request.parameters.get("folders") or []:
        text = text.replace(Path(name).name, " ")
    return text


def named(reading, name):
    """The documents that are called so: by the whole name or a part of it, or by the heading."""
    exact = [d for d in reading.documents if Path(d.name).stem.lower() == name.lower()]
    parts = rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
    like = [d for d in reading.documents if re.search(parts, Path(d.name).stem, re.IGNORECASE)]
    if exact or like:
        return exact or like
    wanted = concepts(name)
    called = [d for d in reading.documents if wanted and is_called(d, name, wanted)]
    return called if len(called) == 1 else []


def is_within(reading, name):
    """Whether some document speaks of a name in its text."""
    whole = re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", re.IGNORECASE)
    return any(whole.search(line.text) for d in reading.documents for line in d.lines)


def not_there(request, reading, name):
    """The failure of a comparison with what no document is about."""
    names = [document.name for document in reading.documents[:8]]
    shown = request.say("、", ", ").join(names)
    return aios_skill.Failure(
        "nothing_found",
        request.say(
            f"没有名为“{name}”的文档，也没有文档提到它，无法比较。",
            f"No document is called “{name}” and none mentions it, so there is nothing to compare.",
        ),
        request.say(f"读到的文档有：{shown}。", f"The documents read: {shown}."),
        {"missing": name, "documents": names},
    )
