"""The forms of a column's name: without its unit, without its last word, one and several of it."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from words import GENERIC_HEADS, MEANINGS, WORDS

_UNIT = re.compile(r"\s*[(\[【（].{1,12}[)\]】）]\s*$")
_GLUED = re.compile(  # "续航km", "售价万元"
    r"(?<=[\u4e00-\u9fff]{2})(?:[a-z%°]{1,4}|[百千万亿]元|公里|公斤|千克|平方?米)$"
)
# What stands apart at the end of a name and only says the unit: "产量_公斤", "用时 分钟".
UNIT_ZH = r"(?:[百千万亿]?元|人民币|公?吨|公?斤|千克|克|毫?升|立方米?|方|平方?米|平米|㎡|亩|公顷|公里|千米|米|厘米|毫米|分钟?|小时|秒|毫秒|天|个?月|年|岁|度|千瓦时|摄氏度|人次?|件|个|箱|瓶|张|次|台|辆|份|册|只|头|株|棵|百分比)"
_APART = re.compile(rf"(?<=[\u4e00-\u9fff]) {UNIT_ZH}$")
SIGNS = " ?!*#:%"  # at the end of a name: "Remote?", "Discount %"
_MINUTES = re.compile(r"(?<=delay|ength| time| wait| call| ride| trip|ation|ntime) min$")
_UNIT_WORDS = {*WORDS["units"], "c", "f", "s"}


def unitless(name):
    """The name without the unit it ends with: "arr delay" of "arr delay min", "temp min" as it is."""
    name = _MINUTES.sub("", _APART.sub("", _GLUED.sub("", _UNIT.sub("", name.rstrip(SIGNS)))))
    words = name.split(" ")
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in _UNIT_WORDS else name


def headless(name):
    """`customer name` as `customer`, `产品编号` as `产品`."""
    for head in GENERIC_HEADS:
        separator = " " if head.isascii() else ""
        if name.endswith(separator + head) and len(name) > len(head) + len(separator):
            return name[: -len(head) - len(separator)]
    return name


def head_of(name):
    """The last word: what the column is, after what it is of; "price" of "price per night"."""
    name = name.split(" per ")[0]
    if name.isascii():
        return name.split(" ")[-1].split(".")[-1]
    suffixes = (name[i:] for i in range(1, len(name)))
    return next((suffix for suffix in suffixes if len(suffix) > 1 and suffix in MEANINGS), name)


def forms_of(word):
    """Singular and plural of an English word or of the last word of several."""
    if not word or not word.isascii() or not word[-1].isalpha() or len(word) < 3:
        return []
    forms = [] if word.endswith("s") else [word + "s"]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    elif word.endswith(("ses", "xes", "ches")):
        forms.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
    elif word.endswith("y"):
        forms.append(word[:-1] + "ies")
    elif word.endswith(("s", "x", "ch", "sh")):
        forms.append(word + "es")
    return forms
