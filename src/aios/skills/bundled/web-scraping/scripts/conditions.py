"""Conditions on items in a sentence: "评论数大于20", "price between 5 and 9", "标题包含 Python"."""

import re

from fields import WORDS, asked_fields
from parts.arranging import day

SIGNS = {
    ">=": r"不少于|不低于|不小于|至少有?|大于等于|at least|no less than|starting at|>=|≥",
    "<=": r"不超过|不多于|不高于|不大于|至多有?|最多|小于等于|at most|no more than|up to|<=|≤",
    ">": r"大于|超过|高于|多于|贵于|more than|greater than|higher than|larger than|bigger than|over|above|exceed(?:s|ing)?|>",
    "<": r"小于|低于|少于|不到|不足|less than|fewer than|lower than|smaller than|cheaper than|under|below|<",
}
BEHIND = {
    ">=": r"(?:个|条|元|分|块)?钱?(?:或|及)?以上|or (?:more|above|higher|better)|and (?:up|above)|\+",
    "<=": r"(?:个|条|元|分|块)?钱?(?:或|及)?(?:以下|以内|之内)|or (?:less|below|lower|under)|and below",
}
DATED = {
    ">=": r"since|from|自从?|从",
    ">": r"after|later than|newer than|晚于",
    "<": r"before|earlier than|older than|早于",
}
DATED_BEHIND = {">": r"之后|以后|后", "<": r"之前|以前|前", ">=": r"以来|起"}
DATE = r"(\d{4}\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}日?|月)?)"
NUMBER = r"[¥￥$€£]?\s*(-?\d[\d,]*(?:\.\d+)?)(?!\d)"
COUNTED = r"\s*(?:个|条|元|块钱?|分|dollars?|yuan|usd|points?)?\s*的?\s*"
BETWEEN = r"(?:数量?|量|值|s\b)?\s*(?:is|are|be|was|为|在|要|必须|than|costs?|[:：])?\s*"
RANGE = (
    rf"(?:between|from|介于|在|从)?\s*{NUMBER}\s*(?:元|块|分)?\s*(?:and|to|-|–|—|~|～|到|至|和|与)"
    rf"\s*{NUMBER}\s*(?:元|块|分)?(?:之间|以内)?"
)
NAMED = {
    "has not": r"(?:不包含|不含有?|不包括|不带|没有|(?:does|do)(?: not|n't) (?:contain|include|mention)"
    r"|not containing|without|excluding)",
    "has": r"(?:包含|含有|包括|带有|提到|含|有|contain(?:s|ing)?|include?(?:s|ing)?|mention(?:s|ing)?"
    r"|match(?:es|ing)|with|has|having)",
}
LOOSE = {
    "has not": r"(?:不包含|不含有?|(?:does|do)(?: not|n't) contain|not containing)",
    "has": r"(?:包含|含有|提到了?|contain(?:s|ing)?|mention(?:s|ing)?|matching)",
}
IN_TITLE = (
    r"with (?:[\"'“‘]([^\"'”’]+)[\"'”’]|([\w.+#-]+)) in (?:the |its |their )?(?:title|name)s?"
)
IS = r"(?:\s*(?:is|are|equals?|==?|为|是|等于|[:：])\s*)"
WORD = r"(?:[“\"'‘「]([^”\"'’」]+)[”\"'’」]|([\w.+#-]+(?: [A-Z][\w.+#-]*)*))"
ZH_WORD = r"(?:[“\"'‘「《]([^”\"'’」》]+)[”\"'’」》]|\s*([\w.+#一-鿿-]+?)(?=的|[，,。；;？?！\s]|$))"


def bound_of(text, words, unit="", dates=False):
    """The bounds (sign, number) that a text sets on the field these words name.

    Without words, numbers with a `unit`, such as 50元, or `dates` are bounded.
    """
    if dates:
        return date_bounds(text)
    if not words:
        return unit_bounds(text, unit)
    near = rf"(?:{words}){BETWEEN}"
    if hit := re.search(rf"{near}{RANGE}", text, WORDS):
        return [(">=", number(hit, -2)), ("<=", number(hit, -1))]
    found = []
    for sign, said in SIGNS.items():
        after = rf"{near}(?:{said})\s*{NUMBER}"
        before = rf"(?:{said})\s*{NUMBER}{COUNTED}(?:{words})"
        found += [(sign, hit) for p in (after, before) if (hit := re.search(p, text, WORDS))][:1]
    for sign, said in BEHIND.items():
        after = rf"{near}{NUMBER}\s*(?:{said})"
        before = rf"{NUMBER}\s*(?:{said})的?\s*(?:{words})"
        found += [(sign, hit) for p in (after, before) if (hit := re.search(p, text, WORDS))][:1]
    # ">=" holds ">" too: of two readings at one place the longer sign is meant.
    firm = [(s, h) for s, h in found if not any(
        h.end() == o.end() and len(t) > len(s) for t, o in found)]  # fmt: skip
    return [(sign, number(hit)) for sign, hit in firm]


def unit_bounds(text, unit):
    """Bounds on money where no field is named: "under $20", "50元以下的"."""
    spoken = re.search(unit, text, WORDS)
    if not spoken:
        return []
    money = r"\s*(?:元|块钱?|yuan|dollars?|rmb)?"
    if (hit := re.search(RANGE, text, WORDS)) and re.search(unit, hit.group(), WORDS):
        return [(">=", number(hit, -2)), ("<=", number(hit, -1))]
    for sign, said in SIGNS.items():
        if hit := re.search(rf"(?:{said})\s*{NUMBER}{money}", text, WORDS):
            return [(sign, number(hit))]
    for sign, said in BEHIND.items():
        if hit := re.search(rf"{NUMBER}{money}\s*(?:{said})", text, WORDS):
            return [(sign, number(hit))]
    return []


def date_bounds(text):
    """Bounds on dates: "after 2026-03-01", "2026年3月以后"."""
    found = []
    for sign, said in DATED.items():
        if hit := re.search(rf"(?:{said})\s*{DATE}", text, WORDS):
            found.append((sign, day(hit.group(1))))
    for sign, said in DATED_BEHIND.items():
        if hit := re.search(rf"{DATE}\s*(?:{said})", text, WORDS):
            found.append((sign, day(hit.group(1))))
    return found[:2]


def text_conditions(text, columns):
    """Conditions (field, sign, words) on text: has, has not, =."""
    wordy = [name for name in columns.names if name not in columns.numeric()]
    named = [(name, rf"(?:{columns.words(name)})\s*(?:中|里面?|内)?\s*(?:that|which)?\s*", verbs)
             for name in columns.said(text, wordy) for verbs in (NAMED,)]  # fmt: skip
    title = next((n for n in ("title", "name", "link") if n in columns.names), "")
    for field, before, verbs in [*named, *([(title, "", LOOSE)] if title else [])]:
        for sign, verb in verbs.items():
            words = ZH_WORD if re.search("[一-鿿]", text) else WORD
            hit = re.search(rf"{before}{verb}\s*(?:the words? |关键[词字])?{words}", text, WORDS)
            if hit and (said := wanted_words(hit)):
                return [(field, sign, said)]
    for field, pattern in ((title, IN_TITLE),) if title else ():
        if hit := re.search(pattern, text, WORDS):
            return [(field, "has", wanted_words(hit))]
    return equals(text, columns, wordy)


def wanted_words(hit):
    """What is to be contained; "" where an unquoted word only names a field: "包含标题和价格"."""
    quoted, plain = hit.groups()[-2:]
    return quoted or ("" if asked_fields(plain) else plain)


def equals(text, columns, wordy):
    """Conditions of one value of a column: "category is Fruit", "作者是张三"."""
    found = []
    for name in columns.said(text, wordy):
        values = sorted({str(v) for v in columns.values(name)}, key=len, reverse=True)
        for value in values:
            if re.search(rf"(?:{columns.words(name)}){IS}[“\"'‘]?{re.escape(value)}", text, WORDS):
                found.append((name, "=", value))
                break
    return found


def number(hit, which=-1):
    """A number of a match; the words of a field may hold groups of their own."""
    digits = [g for g in hit.groups() if g and re.fullmatch(r"-?\d[\d,]*(\.\d+)?", g)]
    value = float(digits[which].replace(",", ""))
    return int(value) if value.is_integer() else value
