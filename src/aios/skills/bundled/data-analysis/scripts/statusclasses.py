"""Each class of the answers of a server with its share: "2xx、3xx、4xx、5xx 各占百分之几", "by status class"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import meanings_of
from table import NUMBER

_SEPARATED = r"\s*(?:[、,，/]\s*(?:(?:and|or)\s+|和)?|以及|和|与|及|\b(?:and|or)\b)\s*"
_LISTED = rf"(?:[1-5]xx(?:{_SEPARATED}[1-5]xx)+)"
_IN = rf"(?:\s*[(（]\s*{_LISTED}\s*[)）])?"
_CODES = r"(?:http\s*)?(?:状态码?|响应码|返回码)"
_NAMED = (
    rf"{_CODES}的?(?:类别|大类|分类){_IN}|(?:[各每]个?|按)大?类{_CODES}{_IN}"
    rf"|\b(?:(?:each|every|by|per|the)\s+)*(?:http\s+)?(?:status|response)(?:[ -]codes?)?[ -]class(?:es)?\b{_IN}"
)
_EACH_LISTED = rf"(?:\bstatus(?:[ -]codes?)?\s+)?{_LISTED}\s*(?:的?{_CODES}|\b(?:status(?:[ -]codes?)?|codes?|class(?:es)?)\b)?"
_SHARE = r"占|比例|百分|%|\b(?:share|percent\w*|proportion|fraction)s?\b"
_APART = r"[各每]|分别|\b(?:each|every|respectively)\b"
_TOGETHER = r"合计|一共|总共|加起来|\b(?:together|combined|in total|altogether)\b"
_BANDS = [f"{n}00-{n}99" for n in range(1, 6)]


def classes_in_bands(text, table):
    """The text with the classes of status that are each to be told as bands of that column."""
    status = [c.name for c in table.of_kind(NUMBER) if "status" in meanings_of(c)]
    named = re.search(_NAMED, text, re.I) or _each_listed(text)
    if not status or named is None:
        return text
    zh = re.search(r"[\u4e00-\u9fff]", text)
    bands = (
        f" {status[0]} 分为 {'、'.join(_BANDS)} 这几段"
        if zh
        else f" each band of {status[0]} {', '.join(_BANDS)} "
    )
    return text[: named.start()] + bands + text[named.end() :]


def _each_listed(text):
    """The list of classes whose shares are asked for one by one; None where they are one."""
    found = re.search(_EACH_LISTED, text, re.I)
    if not found or not re.search(_SHARE, text, re.I) or re.search(_TOGETHER, text, re.I):
        return None
    several = len(re.findall(r"xx", found.group(), re.I)) > 2
    return found if several or re.search(_APART, text, re.I) else None
