"""Names without a part of them: what is named, an edge, or how many signs of an end."""

import os
import re

from aios_file_words import FLAGS, WHOLE, amount, quoted
from spoken import NAMES, X, Y, first_of, picked
from words import sign_of, signs_in

TAKE_EN = r"\b(?:remov|strip|delet|eras|drop|tak|cut|chop|get)(?:e|ing|p|ping|t|ting)?"
TAKE_ZH = r"(?:去掉|去除|删除|删掉|删去|移除|拿掉|不要)"
TAKEN_ZH = rf"(?:都|全部?|统统|给|字样?|[一两三四五几]个字|这个?|的?部分|\s)*{TAKE_ZH}"
NAMES_ZH = (
    r"(?:文件名|名字|名称|(?:照片|图片|文档|视频|音乐|歌曲?|文件夹|目录)名|名(?=[里中的前后开头]))"
)
# A part of a name by its look: with a sign that joins, "IMG_", "-old".
PART = r"(?<![\w.-])((?=[\w-]*[_-])[A-Za-z0-9_-]+)(?![\w.-])()"
# Where in the names: "里", "最后面".
PLACE_ZH = r"(?:中|里面?|里头|最?(?:前面|开头|后面|末尾|结尾))"
GLUE_EN = r"(?:rid\s+of\s+|off\s+|away\s+)?(?:the\s+)?(?:(?:text|words?|part|string|letters?)\s+)?"
# "Some have “_a” in their names. Take that part out."
TOLD_BEFORE = rf"\bnames?\b.*{TAKE_EN}\s+(?:that|this|it)\b"
EXCHANGED = r"代替|取代|替换|[换改]成|\b(?:instead|replac\w+|becomes?|with)\b"
REMOVED = (
    rf"{TAKE_EN}\s+{GLUE_EN}{X}\s+(?:at|from|off)\s+the\s+"
    rf"(?:beginning|start|front|end)s?\s+of\s+(?:(?:the|all|every|each|their|my)\s+)*"
    rf"(?:\.?\w+\s+){{0,2}}?{NAMES}",
    rf"{TAKE_EN}\s+{GLUE_EN}(?:prefix\s+|suffix\s+)?{X}\s+(?:from|off"
    rf"|out\s+of)\s+(?:\w+\s+){{0,4}}{NAMES}",
    rf"{TAKE_EN}\s+{GLUE_EN}{X}\s+in\s+(?:(?:the|all|every|each|their"
    rf"|its)\s+)+(?:\w+\s+){{0,2}}{NAMES}",
    rf"(?:去掉|去除|删除|删掉|移除)\s*(?:所有)?{NAMES_ZH}(?:中|里面?)?的?(?!带|含|包含|有"
    rf"|以)\s*{Y}",
    rf"{TAKE_ZH}[^，,。；;\"“]{{0,30}}?{NAMES_ZH}{PLACE_ZH}?的?(?<!名)(?<!字)(?<!称)\s*"
    rf"(?!带|含|包含|有|以|是|为|前缀|后缀|[前后首末]){Y}",
    rf"{NAMES_ZH}{PLACE_ZH}?的?\s*{X}\s*{TAKEN_ZH}",
    rf"{NAMES_ZH}[^，,。；;\"“]{{0,6}}?(?:带着?|含有?|包含|多了个?"
    rf"|有)\s*[\"“「]([^\"”」]+)[\"”」]()"
    rf"(?:字样|[一两三四五几]个字)?\s*[，,；;]\s*[^，,。；;的]{{0,8}}?(?:去掉|去除|拿掉|删去|不要)",
    rf"{TAKE_ZH}[^，,。；;\w]*[\u4e00-\u9fff]{{0,8}}\s*{PART}",
    rf"{PART}\s*{TAKEN_ZH}",
)
# What is left of names: "only the number is left", "只保留数字".
LEFT = (
    r"[，,;]?\s*(?:\bso\s+(?:that\s+)?|\band\s+)?\b(?:keep(?:ing)?\s+only|only|just)\s+(?:the\s+)?(?:numbers?|digits?)\b"
    r"(?:\s+(?:is|are|remains?|stays?|left))*"
    r"|[，,]?\s*(?:就|让它们?)?(?:只|仅)(?:留下?|保留|剩下?|要)(?:后面的?|里面的?|那串|那个)?(?:数字|编号|号码)(?:就行|即可|部分|了)?"
)
# An edge that is called so: "the prefix a_", "后缀 _旧".
EDGES = (
    rf"{TAKE_EN}\s+(?:off\s+)?(?:the\s+)?(?P<edge>prefix|suffix)\s+{X}(?=\s|[,.;]|$)",
    rf"{TAKE_ZH}[^，,。；;\"“]{{0,30}}?(?P<edge>前缀|后缀)\s*(?:名|为|是|：|:)?\s*{Y}",
    rf"{X}\s*(?:这个|的)?\s*(?P<edge>前缀|后缀)\s*{TAKEN_ZH}",
    rf"(?P<edge>前缀|后缀)\s*(?:名|为|是|：|:)?\s*{X}\s*{TAKEN_ZH}",
    rf"{TAKE_EN}\s+(?:off\s+)?(?:the\s+)?{X}\s+(?P<edge>prefix|suffix)\b",
    rf"{TAKE_ZH}\s*[\"“「]([^\"”」]+)[\"”」]\s*(?:这个|的)?\s*(?P<edge>前缀|后缀)",
    rf"{TAKE_ZH}[^，,。；;\"“]{{0,30}}?(?:的|里|中)\s*{X}\s*(?:这个)?(?P<edge>前缀|后缀)",
)
SIGNS_ZH = r"个?\s*(?:字符|字母|汉字|位数字|位|字)"
ENDS = (
    rf"{TAKE_ZH}[^，,。；;]{{0,30}}?{NAMES_ZH}[中里]?的?\s*(?P<end>最?前面?|开头|最后面?|后面?"
    rf"|末尾|结尾)的?\s*(?P<many>{WHOLE})\s*{SIGNS_ZH}",
    rf"{NAMES_ZH}[中里]?的?\s*(?P<end>最?前面?|开头|最后面?|后面?|末尾"
    rf"|结尾)的?\s*(?P<many>{WHOLE})\s*{SIGNS_ZH}\s*{TAKEN_ZH}",
    rf"{TAKE_EN}\s+(?:off\s+)?(?:the\s+)?(?P<end>first|last)\s+(?P<many>{WHOLE})\s+"
    rf"(?:characters?|chars?|letters?|digits?|signs?)\s+(?:from|of|off|in)\b.*\b(?:{NAMES}"
    rf"|files?)\b",
)
FIRST = r"^(?:prefix|前缀|first|最?前面?|开头)$"


def removed(request, text):
    """Names without what the text says is to go; None where it speaks of nothing like it."""
    if len(signs_in(text)) == 2 and re.search(EXCHANGED, text, FLAGS):
        return None  # "不要空格，用下划线代替"
    shorter = cut_by(re.sub(LEFT, " ", text, flags=FLAGS))
    if not shorter and re.search(LEFT, text, FLAGS):
        shorter = number_of
    return ([], lambda item, place: trimmed(shorter(item.name))) if shorter else None


def cut_by(text):
    """A function that takes from a name what a text wants gone; None where it wants nothing."""
    if found := first_of(ENDS, text):
        return at_end(bool(re.match(FIRST, found["end"], FLAGS)), int(amount(found["many"])))
    if found := first_of(EDGES, text):
        groups = [found[i] for i in range(1, found.re.groups + 1)]
        part = next(filter(None, (g for g in groups if g and g != found["edge"])), "")
        return at_edge(bool(re.match(FIRST, found["edge"], FLAGS)), part)
    found = first_of(REMOVED, text)
    part = sign_of(picked(found)) if found else ""
    if not part and re.search(TOLD_BEFORE, text, FLAGS):
        part = next(iter(quoted(text)), "")
    return (lambda name: name.replace(part, "")) if part else None


def number_of(name):
    """What a name has from its first digit to its last one."""
    stem, kind = os.path.splitext(name)
    found = re.search(r"\d(?:.*\d)?", stem)
    return found[0] + kind if found else name


def at_end(first, many):
    """A function that takes so many signs from the beginning or the end of a stem."""

    def shorter(name):
        stem, kind = os.path.splitext(name)
        return (stem[many:] if first else stem[:-many] if many else stem) + kind

    return shorter


def at_edge(first, part):
    """A function that takes a part from names that begin, or end, with it."""

    def shorter(name):
        stem, kind = os.path.splitext(name)
        if first:
            return name.removeprefix(part)
        return name.removesuffix(part) if part.startswith(".") else stem.removesuffix(part) + kind

    return shorter


def trimmed(name):
    """A name without blanks at the edges of its stem: "report (1).txt" without "(1)"."""
    stem, kind = os.path.splitext(name)
    return stem.strip() + kind
