"""Which kind a file is of, and which kind the user's sentence asks for."""

import os
import re
import tomllib
from functools import cache

_HERE = os.path.dirname(os.path.abspath(__file__))
_TO = r"(?:\b(?:in)?to|\bas|\bin|2|成|为|為|转|轉|换|換|到|→|->)"
# What the result is to be opened with later is its kind only where none is named.
_OPENED_IN = re.compile(
    r"\b(?:i|we)\s+(?:(?:want|need|have|plan|would\s+like)\s+to|will|can)\s+(?:open|view|look\s+at|read|edit|use)\b[^.!?;\n]*"
    r"|(?:我们?|好)(?:要|想|得|会|准备|打算)?(?:用|在|拿)[^，。；！？\n]{1,20}?(?:打开|看|编辑|处理)",
    re.IGNORECASE,
)
_ARTICLE = r"(?:\s|an?\s|the\s|一个|一個|一份|\.)*"
_BEHIND = r"\s*(?:格式|版本?|文件|表格|table|file|format|version|copy)"
_TABLES = (
    "xlsx", "json", "csv", "tsv", "jsonl", "parquet", "md", "html", "yaml", "toml", "xml", "sqlite",
)  # fmt: skip
WRITINGS = ("md", "html", "txt", "docx")
# The tables of a text as any kind of table.
_OF_TEXTS = tuple(kind for kind in _TABLES if kind not in WRITINGS)
_DATA = (
    "json", "yaml", "toml", "ini", "xml", "jsonl", "csv", "tsv", "xlsx", "md", "html", "parquet",
    "sqlite",
)  # fmt: skip


@cache
def kinds():
    """Every kind: name → {family, suffixes, words, written}."""
    with open(os.path.join(_HERE, "kinds.toml"), "rb") as file:
        known = tomllib.load(file)
    return {name: {"written": True, **facts} for name, facts in known.items()}


def kind_of(path):
    """The kind of a file by its name, "" for an unknown one."""
    suffix = os.path.splitext(path)[1].lower()
    return next((k for k, facts in kinds().items() if suffix in facts["suffixes"]), "")


def family_of(kind):
    """table, data, text or picture."""
    return kinds()[kind]["family"] if kind else ""


def targets_of(kind):
    """What a file of the kind can be converted to."""
    by_family = {
        "table": _TABLES,
        "data": _DATA,
        "text": (*WRITINGS, *(_OF_TEXTS if kind in ("md", "html", "docx") else ())),
        "picture": (*(k for k, facts in kinds().items() if facts["family"] == "picture"), "pdf"),
    }
    return [target for target in by_family[family_of(kind)] if target != kind]


def suffix_of(kind):
    """The usual suffix of a kind, with its dot."""
    return kinds()[kind]["suffixes"][0]


def target_of(text, names, output=""):
    """The kind that is asked for: by the output's name, after "to" or 成, else another kind's word.

    `names` are the files that the text names: what is in them says nothing. Of several lines the
    first that asks for one is meant: a task that goes on from another stands above that one.
    """
    if kind_of(output):
        return kind_of(output)
    plainly = _OPENED_IN.sub(" ", text)
    lines = [*plainly.splitlines(), *text.splitlines()]
    asked = (_asked(line, names) for line in lines)
    found = next(filter(None, asked), "")
    plain = re.search(_TO + r"(?:\s|an?\s|the\s|一[个张份])*(?:表格?(?!格式)|table\b)", text, re.I)
    return found or ("csv" if plain else "")


def further_targets(text, names, first):
    """The other kinds in one list with the first that is asked for: "to xlsx and json"."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    words = sorted(((w, k) for k, facts in kinds().items() for w in facts["words"]), key=_long)
    one = "|".join(_word(word) for word, _ in words)
    between = (
        r"\s*(?:,|，|、|/|&|\+|\band\b|\bplus\b|和|与|及|以及|还有)\s*(?:(?:and|an?|the|也)\s*)*\.?"
    )
    listed = re.search(rf"{_TO}{_ARTICLE}(?:{one})(?:{between}(?:{one}))+", text, re.I)
    told = re.findall(one, listed.group(), re.I) if listed else []
    known = {word.lower(): kind for word, kind in words}
    found = dict.fromkeys(known[word.lower()] for word in told)
    return [kind for kind in found if kind != first]


def _long(pair):
    return -len(pair[0])


def _asked(text, names):
    """The kind that one line of the text asks for, or ""."""
    prose = text
    for name in sorted(names, key=len, reverse=True):
        prose = prose.replace(name, " ")
    words = [(word, kind) for kind, facts in kinds().items() for word in facts["words"]]
    words.sort(key=lambda pair: -len(pair[0]))
    sources = {kind_of(name) for name in names}
    for before, after in ((_TO + _ARTICLE, ""), ("", _BEHIND), ("", "")):
        found = [
            (match.start(), kind)
            for word, kind in words
            for match in re.finditer(
                before + _word(word, "s?" if before else "") + after, prose, re.IGNORECASE
            )
        ]
        others = [pair for pair in found if pair[1] not in sources]
        if before and found:
            return _last(found)
        if others:
            return _last(others)
    return ""


def said_of(text, names):
    """What stands after "to" or 成 though it is no known kind, such as mp3; "" for nothing."""
    for name in names:
        text = text.replace(name, " ")
    found = re.search(_TO + r"\s*(?:an?\s+)?\.?([A-Za-z][A-Za-z0-9]{1,11})(?![\w./])", text, re.I)
    known = found and not re.fullmatch(r"an?|the|it|this|that|be|me|my|other|one", found[1], re.I)
    return found[1] if known else ""


def first_of(text):
    """The kind that the sentence names first, "" when it names none."""
    words = [(word, kind) for kind, facts in kinds().items() for word in facts["words"]]
    found = [
        (match.start(), -len(word), kind)
        for word, kind in words
        for match in re.finditer(_word(word, plural="s?"), text, re.IGNORECASE)
    ]
    return min(found)[2] if found else ""


def _last(found):
    """The kind named last; of two words at one place the longer one, which comes first."""
    at = max(place for place, _ in found)
    return next(kind for place, kind in found if place == at)


def _word(word, plural=""):
    edge = plural + r"(?![A-Za-z0-9])" if word.isascii() else ""
    front = r"(?<![A-Za-z])" if word.isascii() else ""
    return front + re.escape(word) + edge
