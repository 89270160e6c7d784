"""Which of several documents is the latest or the oldest, by its name, its heading or a field, where
a question is about that one: "the latest minutes", "最新版本的制度"."""

# ruff: noqa: E501 - a pattern in two languages is one line

import re
from pathlib import Path

from aios_numerals import value_of
from asked import question_of
from citing import result
from facts import named, statements
from moments import days
from quantities import MONTH, MONTHS
from words import concepts

NOUN = (
    r"(?:versions?|editions?|issues?|drafts?|revisions?|minutes|reports?|contracts?|agreements?|documents?|files?"
    r"|notes?|memos?|newsletters?|letters?|polic(?:y|ies)|price\s?lists?|manuals?|handbooks?|guidelines?|rules"
    r"|offers?|quotes?|quotations?|invoices?|plans?|catalogues?|menus?|releases?|protocols?|statutes|ones?)"
)
KIND = r"(?:版本?|文件|文档|会议纪要|纪要|记录|制度|规定|办法|周报|月报|年报|报告|合同|协议|通知|公告|手册|报价单?|说明书?|价目表|方案|计划|邮件|条款|章程|指南)"
SAID = re.compile(
    rf"(?:\b(?:the|our|my)\s+)?\b(?P<en>latest|newest|most\s+recent|most\s+up-to-date|current|oldest|earliest|original)\s+(?:[a-z]+\s+){{0,2}}?{NOUN}\b(?:\s+of\s+(?=the\b))?"
    rf"|(?P<zh>最新|最近|最后|最早|最旧|最老|现行|当前)的?(?:[一那这]?[份版期次篇封](?:的)?|(?:[一-鿿]{{2,6}}?)?{KIND})的?",
    re.IGNORECASE,
)
# "Which version is the newest?" asks for the document itself.
WHICH = re.compile(
    rf"(?:哪一?[份个版篇期]|哪个?{KIND})[^，,。？?]{{0,12}}?(?:最新|最旧|最老)|哪一?[份版篇期](?:{KIND})?是?最[早晚近]|(?:最新|最早|最旧|最老)的(?:是|[一-鿿]{{0,6}}是)哪"
    rf"|\bwhich\b[^,.?]{{0,70}}\b(?:is|are|was)\s+(?:the\s+)?(?:newest|latest|most\s+recent|most\s+up-to-date|current|oldest|earliest)\b(?=\s*(?:$|[?,.]|and\b|one\b|{NOUN}\b))",
    re.IGNORECASE,
)
OLD = re.compile(r"最早|最旧|最老|oldest|earliest|original", re.IGNORECASE)
VERSION = re.compile(
    r"(?<![A-Za-z])(?:v|ver|version|rev|r)[ ._-]?(\d+(?:\.\d+)*)(?![A-Za-z])|第\s*([\d一二三四五六七八九十]+)\s*[版次期]|(\d+(?:\.\d+)*)\s*版",
    re.IGNORECASE,
)
MONTH_OF = re.compile(rf"(?<!\d)((?:19|20)\d\d)[-_.年/ ]?(\d{{1,2}})(?!\d)|\b({MONTH})\s+((?:19|20)\d\d)\b", re.I)  # fmt: skip
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
LABEL = re.compile(
    r"(?:生效|发布|修订|更新|签订|签署|实施|制定|修改|编制)?(?:日期|时间)|版本号?|\b(?:date|effective|issued|updated|revised|published|valid\s+from|version|revision)\b",
    re.IGNORECASE,
)
NEXT = re.compile(r"下次|下一|截止|到期|\b(?:next|due|until|deadline|expir\w*)\b", re.IGNORECASE)


def of_version(request, reading):
    """(the reading of the one document that a question means by its age, how that is told); the
    whole reading and "" where it means none, or their ages cannot be told."""
    question = question_of(request)
    said = SAID.search(question)
    if len(reading.documents) < 2 or not (said or WHICH.search(question)):
        return reading, ""
    family = family_of(reading.documents, question)
    ages = next(filter(None, (aged(family, by) for by in (by_name, by_field, by_heading))), None)
    wished = ends_meant(question)
    best = [(min if old else max)(ages, key=lambda one: one[0]) for old in wished] if ages else []
    if not best or any(sum(age == one[0] for age, _, _ in ages) > 1 for one in best):
        return reading, ""
    rest = SAID.sub(" ", question)
    request.parameters["question"] = rest if concepts(rest) else question
    lines = [
        request.say(
            f"{'最早' if old else '最新'}的一份：{named(document)}（{shown}）",
            f"The {'oldest' if old else 'latest'}: {named(document)} ({shown})",
        )
        for old, (_, document, shown) in zip(wished, best, strict=True)
    ]
    documents = [d for d in reading.documents if any(d is one for _, one, _ in best)]
    return reading._replace(documents=documents), "\n".join(lines)


def ends_meant(question):
    """Whether a question means the oldest (True), the latest (False), or both of them."""
    said = [hit.group() for hit in (*SAID.finditer(question), *WHICH.finditer(question))]
    return sorted({bool(OLD.search(text)) for text in said})


def only_which(request, reading):
    """The result, where the question asks for nothing but which document it is; None elsewhere."""
    question = WHICH.sub(" ", question_of(request))
    told = re.split(r"[,，。？?]|\band\b", question)
    if not WHICH.search(request.text) or any(re.search(r"多少|几|什么|怎|谁|\b(?:what|how|who|when)\b", t, re.I) for t in told):  # fmt: skip
        return None
    return result(request, reading, [], {"document": reading.documents[0].name})


def family_of(documents, question):
    """The documents that are versions of one: whose names differ in numbers alone; the family that
    the question speaks of, all of them where there is none."""
    families = {}
    for document in documents:
        stem = re.sub(
            rf"{VERSION.pattern}|{MONTH}|[\d年月日._\s()（）-]+",
            "",
            Path(document.name).stem,
            flags=re.I,
        )
        families.setdefault(stem.lower(), []).append(document)
    several = {stem: family for stem, family in families.items() if len(family) > 1}
    spoken = [family for stem, family in several.items() if stem and stem in question.lower()]
    if len(spoken) == 1:
        return spoken[0]
    return next(iter(several.values())) if len(several) == 1 else documents


def aged(documents, age_of):
    """[(age, document, as it is told)], None unless every document tells its age in that way."""
    found = [(told[0], document, told[1]) for document in documents if (told := age_of(document))]
    kinds = {len(age) > 0 and age[0] for age, _, _ in found}
    return found if len(found) == len(documents) > 1 and len(kinds) == 1 else None


def by_name(document):
    """The age that a document's name tells."""
    return age_in(Path(document.name).stem)


def by_heading(document):
    """The age that a document's first lines tell."""
    first = [line.text for line in document.lines if line.text.strip()][:2]
    return next(filter(None, map(age_in, first)), None)


def by_field(document):
    """The age that a field of a document tells."""
    own = (s for s in statements(document) if LABEL.search(s.label) and not NEXT.search(s.label))
    return next(filter(None, (age_in(statement.value) for statement in own)), None)


def age_in(text):
    """(an age that can be held against others of its kind, as it is written), None for none."""
    text = text.replace("_", " ")
    if compact := COMPACT.search(text):
        return ("day", *map(int, compact.groups())), compact.group()
    if told := days(text):
        day, shown = next(iter(told.items()))
        return ("day", *(day if len(day) == 3 else (0, *day))), shown
    if month := MONTH_OF.search(text):
        year, at = (month[1], int(month[2])) if month[1] else (month[4], MONTHS.index(month[3][:3].lower()) + 1)  # fmt: skip
        if 1 <= at <= 12:
            return ("day", int(year), at), month.group()
    if version := VERSION.search(text):
        number = next(filter(None, version.groups()))
        parts = [value_of(part) or 0 for part in number.split(".")]
        if not YEAR.fullmatch(number):
            return ("version", *parts), version.group()
    year = YEAR.search(text)
    return (("day", int(year[1])), year[1]) if year else None
