"""What a text wants left as it is: "leave a.csv and what begins with x_ alone", "old 目录不动"."""

import re
from typing import NamedTuple

from aios_file_words import FLAGS, bare_kinds_of, photo_kinds_of

_STAYS_EN = (
    r"(?:alone|untouched|unchanged|in\s+(?:its|their)?\s*place|out|there|as\s+(?:they"
    r"|it)\s+(?:are|is)"
    r"|(?:exactly\s+)?where\s+(?:they|it)\s+(?:are|is))"
)
_STAYS_ZH = (
    r"(?:不要动|不用动|不动|别动|别碰|不用管|不管|除外|跳过|不改名?|不要改|不移动?|不删|不要删"
    r"|别删|保持原样|保持不变|留在原[处地位]|原样)"
)
_LEFT = (
    rf"(?:^|(?<=[.;,!])|\b(?:and|but)(?=\s))\s*(?:(?:and|but|please|just)\s+)*(?:leav\w+"
    rf"|keep\w*)\s+"
    rf"(?P<a>[^;!]+?)\s+{_STAYS_EN}(?=[.;,!]|$)",
    r"(?:^|(?<=[.;,!])|\b(?:and|but)(?=\s))\s*(?:(?:and|but|please|just)\s+)*(?:don.?t|do\s+not"
    r"|never|without)\s+"
    r"(?:touch|chang|mov|renam|delet|includ)\w*\s+(?P<b>[^;!,]+?)(?=\.(?:\s|$)|[;,!]|$)",
    r"(?:^|(?<=[.;!]))\s*(?P<c>[^.;!,]+?)\s+(?:should\s+|must\s+|can\s+|has\s+to\s+|have\s+to\s+"
    r"|are\s+to\s+)?"
    r"(?:(?:must|should|may|can)\s*(?:not|n.t)\s+be\s+(?:touched|changed|moved|deleted|renamed)"
    r"|stays?|remains?|be\s+left)\b[^.;!,]*(?=[.;!]|$)",
    rf"(?:^|[，,。；;])(?:但是?|而|其中|请|\s)*(?P<d>[^，,。；;]+?)(?:都|也|就|请|全部?|统统"
    rf"|的?文件|\s)*{_STAYS_ZH}"
    r"[^，,。；;]{0,3}(?=[，,。；;！!]|$)",
    r"(?:^|[，,。；;])(?:但是?|而|请|\s)*(?:不要动|别动|别碰|跳过|不要碰|不包括"
    r"|不含)(?P<e>[^，,。；;]+)",
)
_FILE = r"(?<![\w~$.-])[\w~$-][\w~$.-]*\.[A-Za-z]\w{0,4}(?![\w.])"
_STARTS = (
    r"(?:start|begin)\w*\s+with\s+[\"“'「]?([^\s\"”'」,)]+)",
    r"(?:以|用)?\s*[\"“'「]?([^\s\"“”'「」和与及、，]+?)[\"”'」]?\s*(?:开头|打头)",
)
_ENDS = (
    r"\bend\w*\s+(?:with|in)\s+[\"“'「]?([^\s\"”'」,)]+)",
    r"(?:以|用)?\s*[\"“'「]?([^\s\"“”'「」和与及、，]+?)[\"”'」]?\s*(?:结尾|收尾)",
)
_HOLDS = (
    r"(?:with|contain\w*|having)\s+[\"“'「]?([^\s\"”'」]+?)[\"”'」]?\s+in\s+(?:the|their"
    r"|its)\s+names?",
    r"(?:带有?|包含|含有?)\s*[\"“'「]?([^\s\"“”'「」，的]+)[\"”'」]?\s*(?:字样)?的",
)
_FOLDERS = (
    r"(?:\bthe\s+|\bmy\s+)([\w.-]+)\s+(?:sub-?)?(?:folder|directory)\b",
    r"([\w.-]+|[\u4e00-\u9fff]{1,8}?)\s*(?:这个|那个)?子?(?:文件夹|目录)",
    r"\b(?:folder|directory|in)\s+[\"“]?([\w.-]+)",
)
_OTHERS = (
    r"\b(?:else|others?|rest|remaining|originals?|themselves)\b|其[余他它]|剩下|剩余|别的"
    r"|原(?:文件|件|来)"
)
_PARTS = (
    r"\b(?:extensions?|numbers?|suffix(?:es)?|dates?|order|contents?)\b|扩展名|编号|后缀|数字"
    r"|序号|顺序|内容"
)


NO_KIND = "[no kind]"  # stands for names that have no suffix


class Spared(NamedTuple):
    """Patterns for names and names of folders that are left alone, and where the text says so."""

    patterns: tuple = ()
    folders: tuple = ()
    spans: tuple = ()


def spared(text):
    """What a text wants left as it is, where it says that by names, kinds or folders."""
    patterns, folders, spans = [], [], []
    for lead in _LEFT:
        for found in re.finditer(lead, text, FLAGS):
            words = next(filter(None, found.groups()))
            names = patterns_of(words)
            places = [place for place in matches(_FOLDERS, words) if place.lower() not in _NO_PLACE]
            if re.search(_PARTS, words, FLAGS) and not names:
                continue
            if names or places:
                patterns += [] if places and not names else names
                folders += places
                spans.append(found.span())
    return Spared(tuple(dict.fromkeys(patterns)), tuple(dict.fromkeys(folders)), tuple(spans))


_NO_PLACE = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "other",
        "rest",
        "whole",
        "its",
        "sub",
        "子",
        "其他",
        "其余",
        "别的",
        "这个",
        "那个",
    ]
)


def patterns_of(words):
    """Patterns for the files that some words speak of: by name, edge, part or kind."""
    found = [f"{part}*" for part in matches(_STARTS, words)]
    found += [f"*{part}" if part[0] == "." else f"*{part}.*" for part in matches(_ENDS, words)]
    found += [f"*{part}*" for part in matches(_HOLDS, words)]
    found += re.findall(_FILE, words, FLAGS)
    found += [f"*{kind}" for kind in re.findall(r"(?<![\w*.])(\.[A-Za-z]\w{0,8})\b", words)]
    if re.search(r"\bwithout\s+(?:an?\s+)?extension|没有(?:扩展名|后缀)", words, FLAGS):
        found.append(NO_KIND)
    if found or re.search(_OTHERS, words, FLAGS):
        return found
    return bare_kinds_of(words) + photo_kinds_of(words)


def matches(patterns, words):
    """What the first group of each pattern holds, wherever it is found."""
    return [found[1] for pattern in patterns for found in re.finditer(pattern, words, FLAGS)]


def without(text):
    """A text without the clauses that say by name or kind what is to stay."""
    for start, end in sorted(spared(text).spans, reverse=True):
        rest = text[:start] + " " + text[end:]
        text = rest if re.search(r"\w\W+\w", rest) else text
    return text
