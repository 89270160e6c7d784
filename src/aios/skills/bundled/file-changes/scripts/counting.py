"""Numbers in names: in place of them, or before them."""

import os
import re

from aios_file_words import FLAGS, quoted, says
from spoken import TO, X, first_of, picked

NUMBERED = (
    rf"(?:{TO}|按照?|依照|[:：]|\blike\b|叫做?|\bthe\s+names?\b|\b(?:call|name)\s+(?:them"
    rf"|these|those|it"
    rf"|the\s+\w+))\s*[\"“'「]?([^\s\"“”'，,、。/]*?)(\d{{1,6}})([^\d\s\"“”'，,、。.…/；;"
    rf"]{{0,4}})(\.\w{{1,5}})?"
    r"(?=[\"”'」\s，,、。…；;]|等|and\b|\.\.|$)"
)
# What is in place of a part of the names is no pattern for numbers: "replace v1 with v2".
NO_NUMBERS = (
    r"\breplac|替换|\bfrom\b|\bchange\b|prefix|suffix|前缀|后缀|(?:文件名|名字|名称)(?:里面?|中)的"
)
NUMBER_WORDS = r"编号|序号|按顺序|依次|\bnumber(?:ed|s|ing)?\b|\bsequen|\bcounter\b"
AFTER_BASE = r"(?=\s|[，,。+]|加|开头|后面|$)"
BASES = (
    rf"(?:prefix(?:ed with)?|前缀(?:为|是)?|base name)\s*{X}{AFTER_BASE}",
    rf"{TO}\s*{X}{AFTER_BASE}",
)
# The number goes before the name: "01_, 02_ in front of the names", "名字前面加上序号".
ONE_NUMBER = (
    r"(?:\bnumbers?\b|\bcounters?\b|(?<![\w.])\d{1,4}[_ .-]?[\"”']?\s*(?:[,，、…]|\.\.|and\b))"
)
BEFORE = (
    rf"\b(?:put|add|prepend|prefix|write|stick"
    rf"|number)\b[^;；。]{{0,80}}?{ONE_NUMBER}[^;；。]{{0,60}}?"
    r"(?:\bin\s+front\b|\bbefore\s+(?:the|each|every|their|its|all)\b|\b(?:to"
    r"|at)\s+the\s+(?:start|beginning|front)\b)"
    rf"|\bprefix(?:ed|ing)?\b[^;；。]{{0,60}}?\bwith\s+(?:an?\s+|the\s+)?(?:\w+\s+)?{ONE_NUMBER}"
    r"|(?:前面?|前头|开头|之前)(?:都|统一|依次|按顺序|分别|\s)*(?:加上?|添加|加个"
    r"|标上?)(?:一个|个|连续的?|\s)*(?:序号|编号|数字|顺序号)"
    r"|(?:加上?|添加)(?:一个|个|\s)*(?:序号|编号|数字)\s*(?:作为?)?前缀"
)
FIRST_NUMBER = r"(?<![\w.])(\d{1,4})([_ .、-]{1,2}|(?=[,，、\s]|$))"
# All new names are told, one by one, and nothing says that it goes on.
GOES_ON = r"等|…|\.\.\.|\band so (?:on|forth)\b|\betc\b|依次|类推|这样|\blike\b"
EACH_NAME = r"[^\s\"“”'，,、。/:：]*\d+\.[A-Za-z]\w{0,4}(?!\w)"
FEWEST_TOLD = 3


def names_told(text):
    """How many new names a text tells one by one; 0 where it only shows how they go on."""
    names = re.findall(EACH_NAME, text)
    return len(names) if len(names) >= FEWEST_TOLD and not says(GOES_ON, text) else 0


def counted(request, text):
    """A number before each name, as the text shows the first of them."""
    if not says(BEFORE, text):
        return None
    shown = re.search(FIRST_NUMBER, text, FLAGS)
    first, sign = (shown[1], shown[2].rstrip(",，、") or "_") if shown else ("01", "_")
    return [], lambda item, place: f"{int(first) + place:0{len(first)}}{sign}{item.name}"


def numbered(request, text):
    """The same name with numbers; what the text shows first is the pattern."""
    part = says(NO_NUMBERS, text) and not says(NUMBER_WORDS, text)
    found = None if part else re.search(NUMBERED, text, FLAGS)
    tail = ""
    if found:
        base, digits, tail, kind = found.groups()
        start, width = int(digits), len(digits)
    elif says(NUMBER_WORDS, text):
        shown = first_of(BASES, text)
        base = picked(shown) if shown else next(iter(quoted(text)), "")
        base = base if not base or base[-1] in "_- " else f"{base}_"
        start, width, kind = 1, 3, None
    else:
        return None
    return (
        [],
        lambda item, place: (
            f"{base}{start + place:0{width}}{tail}{kind or os.path.splitext(item.name)[1]}"
        ),
    )
