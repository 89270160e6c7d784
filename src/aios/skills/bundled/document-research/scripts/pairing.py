"""Two documents that are spoken of but not named: "compare the two meeting notes", "两份合同"."""

import re
from pathlib import Path

import aios_skill
from asked import question_of, speaks_of
from words import concepts, words_of

TWO = re.compile(
    r"(?:这|那)?(?:两|二|2)\s*(?:[份篇版本张]|个(?!人|公司|部门|城市|国家))的?\s*(?P<zh>(?:(?!的)[一-鿿]){2,8}?)"
    r"(?=[，,。；;？?！!\s]|$|的|之间|有|哪|在|和|里)"
    r"|\b(?:two|both|2)\s+(?:of\s+)?(?:(?:the|my|our|these)\s+)?"
    r"(?P<en>[A-Za-z][\w-]*(?:\s+[\w-]+){0,2}?)"
    r"(?=\s*(?:$|[,.?;!:])|\s+(?:and|in|for|on|here|say|says|differ|about)\b)",
    re.IGNORECASE,
)
MOST_NAMED = 8
# "Two of our documents disagree": any two, and none that are called so.
ANY_KIND = re.compile(
    r"(?:documents?|files?|papers?|sources?|texts?)(?:\s+.*)?|文件|文档|资料|材料", re.I
)


def pair_meant(request, reading):
    """(the reading of the two documents spoken of, what they are called), where two are and none
    is named; (reading, "") elsewhere. A failure that asks which, where more, or fewer, look so.
    """
    said = TWO.search(question_of(request))
    named = request.parameters.get("files") or request.parameters.get("urls")
    if not said or named or not speaks_of("compare", question_of(request)):
        return reading, ""
    kind = said["zh"] or said["en"]
    if len(reading.documents) > 2 and ANY_KIND.fullmatch(kind):
        return reading, ""
    wanted = concepts(kind)
    like = [document for document in reading.documents if is_called(document, kind, wanted)]
    if len(like) != 2 and len(reading.documents) == 2:
        like = reading.documents
    if len(like) == 2:
        return reading._replace(documents=like), said.group()
    raise which_two(request, kind, like or reading.documents, bool(like))


def is_called(document, kind, wanted):
    """Whether a document's name or first heading says what was asked for."""
    first = next((line.text for line in document.lines if line.text.strip()), "")
    head = next((line.text for line in document.lines if line.kind == "heading"), first[:80])
    text = f"{Path(document.name).stem} {head}"
    if re.sub(r"[\W_]+", "", kind.lower()) in re.sub(r"[\W_]+", "", text.lower()):
        return True
    words = set(words_of(re.sub(r"[_-]+", " ", text)))
    fits = [any(words.issuperset(form) for form, _ in concept.forms) for concept in wanted]
    return bool(fits) and all(fits)


def which_two(request, kind, documents, alike):
    """The failure that asks which two documents are meant."""
    names = [document.name for document in documents[:MOST_NAMED]]
    shown = request.say("、", ", ").join(names)
    count = len(documents)
    return aios_skill.Failure(
        "which_two",
        request.say(
            f"要对比哪两份？像“{kind}”的文档有 {count} 份。"
            if alike
            else f"要对比哪两份？没有文档的名字或标题像“{kind}”。",
            f"Which two? {count} documents look like “{kind}”."
            if alike
            else f"Which two? No document is called anything like “{kind}”.",
        ),
        request.say(f"请写出两个文件的名字，例如：{shown}。", f"Name two files, such as: {shown}."),
        {"documents": names, "count": count},
    )
