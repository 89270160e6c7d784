"""Names in another case: small letters, capitals, a sign between words; or their suffixes alone."""

import os
import re

from aios_file_words import FLAGS, says
from words import asks

# Names of which only one part is meant: "the extensions to lower case".
OF_SUFFIX = r"扩展名|后缀名?|\bextensions?\b|\bsuffix(?:es)?\b"
OF_STEM = (
    r"文件名|名字|名称|\b(?:file ?)?names?\b"
    r"|(?:包括|连同|和|及|including|and)\s*(?:the )?(?:扩展名|后缀|extensions?)"
    r"|\bextensions?,?\s+(?:too|also|as well)\b|(?:扩展名|后缀)也"
)

# How names are now is told first: "后缀都是大写的，改成小写", "they are all upper case, …".
STATE = (
    r"(?:全?都|全部|全)?是(?:大写|小写)的?\s*[，,。；;]\s*"
    r"|\b(?:are|is)\s+(?:all\s+)?(?:in\s+)?(?:upper|lower)[ -]?case\s*[,;.]\s*(?=\S)"
    r"(?:(?:and|but|so)\s+)?"
)

EITHER_CASE = r"\b(?:upper|lower)\s+or\s+(?:lower|upper)[- ]?case\b|大小写(?!转|互)"
FIRST_LETTER = r"首(?:个)?字母|第一个字母|\bfirst letters?\b"
EACH_WORD = r"每个(?:单)?词|各单词|单词的?首|\b(?:each|every) words?\b|\bwords\b|\btitle"


def without_state(text):
    """A text without the case that names have now, and what joins that to the wish."""
    return re.sub(STATE, " ", text, flags=FLAGS)


def cased(request, text):
    """Names in lower case, in upper case, or with capitals; suffixes keep theirs in the latter."""
    if says(EITHER_CASE, text):
        return None
    if says(FIRST_LETTER, text) and not says(EACH_WORD, text):
        return [], lambda item, place: item.name[:1].upper() + item.name[1:]
    if asks("case_title", text):
        return [], lambda item, place: titled(item.name)
    for case, sign in (("case_snake", "_"), ("case_kebab", "-")):
        if asks(case, text):
            return [], lambda item, place, sign=sign: re.sub(r"[\s_-]+", sign, item.name).lower()
    if says(OF_SUFFIX, text) and not says(OF_STEM, text) and asks_case(text):
        case = str.lower if asks("case_lower", text) else str.upper
        return [], lambda item, place: "".join(cased_suffix(item.name, case))
    if asks("case_lower", text):
        return [], lambda item, place: item.name.lower()
    if asks("case_upper", text):
        return [], lambda item, place: upper(item.name, text)
    return None


def asks_case(text):
    """True where a text wants small or capital letters."""
    return asks("case_lower", text) or asks("case_upper", text)


def cased_suffix(name, case):
    """The stem as it is, the suffix in another case."""
    stem, kind = os.path.splitext(name)
    return stem, case(kind)


def titled(name):
    """Every word with a capital; the suffix stays."""
    stem, kind = os.path.splitext(name)
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), stem) + kind


def upper(name, text):
    """In capitals; the suffix only where the text speaks of it."""
    stem, kind = os.path.splitext(name)
    return name.upper() if says(r"扩展名|后缀|extension", text) else stem.upper() + kind
