"""New beginnings and ends of names: "IMG_ 开头的照片改成 云南_ 开头", "the prefix a_ to b_"."""

import os
import re

from aios_file_words import FLAGS
from namely import NAME, part_of

NEW = r"(?:(?:重?命名|替换|改名|改|换|变)(?:成|为)|->|→|=>)"
FIRST_ZH, LAST_ZH = "(?:开头|打头|起头)", "(?:结尾|收尾)"
FIRST_EN, LAST_EN = r"(?:start|begin)\w*\s+with", r"end\w*\s+(?:with|in)"
CASE = r"^(?:全部?)?[大小]写|^(?:lower|upper)\b"
STOP = r"(?=[\s,，。.;；]|$)"


def _zh(edge):
    """Names that have one edge and are to have another."""
    lead = r"(?:以|用|所有|全部|[把将给]|^|(?<=[\s里中下的]))"
    named = rf"{lead}\s*{NAME}(?<!文件名)(?<!名字)(?<!名称)\s*{edge}"
    return rf"{named}的?[^，,。]{{0,24}}?{NEW}\s*以?\s*{NAME}\s*(?:{edge}|{STOP})"


def _en(edge):
    """The same; what only goes "to" something ends there in a sign that joins: "to trip_"."""
    again = rf"{edge}\s+{NAME}\s+(?:[^,，。]{{0,40}}?\b)?{edge}\s+{NAME}{STOP}"
    return again, rf"{edge}\s+{NAME}\s+(?:in)?to\s+{NAME}(?<=[_-]){STOP}"


def _called(words):
    """One edge that is called so in place of another: "change the prefix a_ to b_"."""
    zh = rf"{words}\s*(?:名|从|由)?\s*{NAME}\s*(?:都|全部|统一)?{NEW}\s*{NAME}{STOP}"
    lead = rf"\b(?:chang|replac|swap|renam)\w*\b.{{0,40}}?{words}\s+(?:from\s+)?"
    en = rf"{lead}{NAME}\s+(?:in)?(?:to|with|by)\s+{NAME}{STOP}"
    return zh, en


RUNNING = (
    r"\d+(?:\.\w{1,4})?\s*(?:[、,，]|and)\s*[^\s、,，]*\d+(?:\.\w{1,4})?\s*(?:…|\.\.\.|等|[，,、]"
    r"|and\s+so)"
)
OF_NAMES = "名(?:字|称)?最?"
EDGES = (
    (True, (_zh(FIRST_ZH), *_en(FIRST_EN), *_called(f"(?:前缀|prefix|{OF_NAMES}(?:开头|前面)的)"))),
    (False, (_zh(LAST_ZH), *_en(LAST_EN), *_called(f"(?:后缀|suffix|{OF_NAMES}(?:末尾|后面)的)"))),
)


# What names end in too much: "the .txt at the end of the names", "最后的 .bak 去掉".
EXTRA = (
    r"(?:最后|末尾|结尾|后面|多余|多出来)(?:的|那个|多的)*\s*[\"“]?(\.\w{1,8})[\"”]?\s*(?:都"
    r"|全部?|给)*(?:去掉|去除|删掉|删除|拿掉|不要)",
    r"(?:去掉|去除|删掉|删除|拿掉)[^，,。]{0,8}?(?:最后|末尾|结尾|后面|多余|多出来)(?:的|那个"
    r"|多的)*\s*[\"“]?(\.\w{1,8})\b",
    r"\b(?:remove|drop|strip|delete|cut|take|get\s+rid\s+of)\s+(?:off\s+)?(?:the"
    r"|that)\s+(?:extra\s+|second\s+|last\s+|trailing\s+)?"
    r"[\"“]?(\.\w{1,8})[\"”]?\s+(?:(?:at|from|off)\s+the\s+end|in\s+the\s+end|ending)",
)


def shortened(request, text):
    """Names without a suffix too much at their end; None where the text speaks of none."""
    found = next((m for p in EXTRA if (m := re.search(p, text, FLAGS))), None)
    if not found:
        return None
    extra = next(filter(None, found.groups())).lower()

    def rename(item, place):
        ends = item.name.lower().endswith(extra) and len(item.name) > len(extra)
        return item.name[: -len(extra)] if ends else item.name

    return [f"*{extra}"], rename


def edged(request, text):
    """Names with another beginning or end; None where the text asks for neither."""
    if re.search(RUNNING, text, FLAGS):
        return None  # they are to be numbered
    for first, patterns in EDGES:
        found = next((m for p in patterns if (m := re.search(p, text, FLAGS))), None)
        if found:
            old, new = map(part_of, found.groups())
            if re.search(CASE, new, FLAGS):
                return None  # "the suffix to lower case" names no new one
            return [], _renamer(old, new, first)
    return None


def _renamer(old, new, first):
    """A rule for the names that begin, or end, with `old`; an end stands before the suffix."""

    def rename(item, place):
        stem, kind = os.path.splitext(item.name)
        if first and item.name.startswith(old):
            return new + item.name.removeprefix(old)
        if not first and old and stem.endswith(old):
            return stem.removesuffix(old) + new + kind
        return item.name

    return rename
