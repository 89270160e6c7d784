"""What is to be left of the files meant: "all but the PDFs", "只保留 pdf", "除了 a 以外"."""

import re

from aios_file_words import FLAGS, bare_kinds_of, says
from words import WORDS

NAME = r"[\"“'‘「]?([^\s\"“”'’」，,。]+?)[\"”'’」]?"
EXCEPT = (
    rf"(?:除了?|保留|不包括|排除)\s*{NAME}\s*(?:文件)?(?:以外|之外|外|[，,。]|$)"
    rf"|\b(?:keep(?:ing)?|leav(?:e|ing))\s+(?=[^\s,]+\.\w){NAME}(?=[\s,，。]|$)"
    rf"|(?:except|but not|excluding|other than)\s+(?:for\s+)?(?:the\s+)?{NAME}(?=[\s,，。]|$)"
)

STOPS = (
    r"(?=\s*(?:[,;，；。]|\.(?:\s|$)|$|\b(?:and|but)\s+(?:\w+\s+){0,2}?(?:delet|remov|eras|get"
    r"|throw|mov|trash)|\s(?:in|from|under)\s))"
)
REST = r"(?:其余|其他|其它|别的|剩下|剩余)"
KEPT = (
    rf"\bkeep(?:ing)?\s+(?:only|just)\s+(?:the\s+|my\s+)?(.+?){STOPS}",
    rf"\b(?:except|but|other\s+than|apart\s+from|excluding)\s+(?:for\s+)?(?:the\s+)?(?!not\b|nothing\b|none\b"
    rf"|keep|leave)(.+?){STOPS}",
    rf"\b(?:that|which)\s+(?:are\s+not|aren.t|is\s+not|isn.t)\s+(?:an?\s+|the\s+)?(.+?){STOPS}",
    r"\b(?:all|every|the|any)\s+non-(\S+)",
    rf"\b(?:only|just)\s+(?:the\s+)?(.+?)\s+(?:should|may|can|must|are\s+to)\s+(?:stay|remain"
    rf"|be\s+(?:kept|left)){STOPS}",
    r"(?<![不别])(?:只|仅)(?:要|需)?(?:保留|留下?|要)\s*([^，,。；;]+)",
    r"(?<![删移清去解扣])除了?\s*([^，,。；;]+?)\s*(?:以外|之外|外(?!部)|[，,])",
    r"(?:不是|非)\s*([^，,。；;的]+?)\s*(?:格式|类型)?的",
    rf"保留\s*([^，,。；;]+)[，,][^，,。；;]*{REST}",
)


def kept_of(text):
    """(the words for what is to be left, the text without them); ("", text) where all go."""
    for pattern in KEPT:
        if found := re.search(pattern, text, FLAGS):
            return found[1].strip(), text[: found.start()] + " " + text[found.end() :]
    return "", text


def kinds_apart(kinds, kept, rest):
    """(kinds of those that are left, kinds that are spoken of besides)."""
    besides = [
        kind for kind in kinds if kind in bare_kinds_of(rest) and kind not in bare_kinds_of(kept)
    ]
    return [kind for kind in kinds if kind not in besides], besides


def category_kinds(words):
    """Patterns for a category of files that is spoken of: "documents", "音乐"."""
    said = (name for name, spoken in WORDS["categories_said"].items() if says(spoken, words))
    kinds = (WORDS["categories"][name].split() for name in said if name in WORDS["categories"])
    return [f"*.{kind}" for some in kinds for kind in some]


def excluded(found):
    """Patterns for what is to be left alone: a kind, or a name."""
    part = next(filter(None, found.groups()), "")
    return bare_kinds_of(part) or [part if "*" in part or "." in part else f"*{part}*"]
