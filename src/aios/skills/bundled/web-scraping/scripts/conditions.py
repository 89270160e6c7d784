"""Conditions on items in a sentence: "评论数大于20", "price between 5 and 9", "标题包含 Python"."""

import re
import tomllib
from pathlib import Path

from aios_numerals import value_of
from kinds import WORDS, asked_fields
from parts.arranging import amount, day
from recency import recent_bounds
from valued import conditions_said, flagged, named_author, of_address, topic

SAID = tomllib.loads((Path(__file__).parent / "conditions.toml").read_text("utf-8"))
DATE = r"(\d{4}\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}\s?日?|\s?月)?)"
NUMBER = r"[¥￥$€£]?\s*(-?\d[\d,]*(?:\.\d+)?(?:\s?[kK千万](?![A-Za-z]))?)(?!\d)"
ZH_MONTH = re.compile(r"(?<![\d一二三四五六七八九十几个])(十[一二]?|[一二三四五六七八九])月(?!\d)")
COUNTED = r"\s*(?:个|条|元|块钱?|分|dollars?|yuan|usd|points?)?\s*的?\s*"
BETWEEN = r"(?:数量?|量|值|s\b)?\s*(?:is|are|be|was|为|在|要|必须|than|costs?|[:：])?\s*"
RANGE = (
    rf"(?:between|from|介于|在|从)?\s*{NUMBER}\s*(?:元|块|分)?\s*(?:and|to|-|–|—|~|～|到|至|和|与)"
    rf"\s*{NUMBER}\s*(?:元|块|分)?(?:之间|以内)?"
)
# What may follow "contains" or "有" without being words to look for.
NO_WORDS = (
    r"(?:多少|几|哪|什么|谁|没)|(?:the|an?|at|more|less|no|any|all|each|every"
    r"|products?|items?|results?|entries|posts?|articles?|books?|goods)\b"
)
IN_TITLE = (
    r"with (?:[\"'“‘]([^\"'”’]+)[\"'”’]|([\w.+#-]+)) in (?:the |its |their )?(?:title|name)s?"
)
IS = r"(?:\s*(?:is|are|equals?|==?|为|是|等于|[:：])\s*)"
WORD = r"(?:[“\"'‘「]([^”\"'’」]+)[”\"'’」]|([\w.+#/:%-]+(?: [A-Z][\w.+#-]*)*))"
ZH_WORD = (
    r"(?:[“\"'‘「《]([^”\"'’」》]+)[”\"'’」》]|\s*([\w.+#/:%一-鿿-]+?)(?=的|[，,。；;？?！\s]|$))"
)


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
    for sign, said in SAID["signs"].items():
        after = rf"{near}(?:{said})\s*{NUMBER}"
        before = rf"(?:{said})\s*{NUMBER}{COUNTED}(?:{words})"
        found += [(sign, hit) for p in (after, before) if (hit := re.search(p, text, WORDS))][:1]
    for sign, said in SAID["behind"].items():
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
    money = r"\s*(?:元|块钱?|yuan|dollars?|rmb|minutes?|mins?|分钟)?"
    if (hit := re.search(RANGE, text, WORDS)) and re.search(unit, hit.group(), WORDS):
        return [(">=", number(hit, -2)), ("<=", number(hit, -1))]
    for sign, said in SAID["signs"].items():
        if hit := re.search(rf"(?:{said})\s*{NUMBER}{money}", text, WORDS):
            return [(sign, number(hit))]
    for sign, said in SAID["behind"].items():
        if hit := re.search(rf"{NUMBER}{money}\s*(?:{said})", text, WORDS):
            return [(sign, number(hit))]
    return []


def date_bounds(text):
    """Bounds on dates: "after 2026-03-01"; "2026年3月以后" has that month in it."""
    tries = [(sign, rf"(?:{said})\s*{DATE}") for sign, said in SAID["dated"].items()]
    tries += [(sign, rf"{DATE}\s*(?:{said})") for sign, said in SAID["dated_behind"].items()]
    found = []
    for sign, pattern in tries:
        if hit := re.search(pattern, text, WORDS):
            whole_month = re.fullmatch(r"\d{4}\D+\d{1,2}\D*", hit.group(1).strip())
            found.append((">=" if sign == ">" and whole_month else sign, day(hit.group(1))))
    return found[:2] or in_month(text) or in_years(text) or recent_bounds(text)


def in_month(text):
    """Bounds on dates of one month: "in June 2026", "2026年6月的"."""
    hit = re.search(SAID["months"]["zh"], text) or re.search(SAID["months"]["en"], text, WORDS)
    if not hit:
        return []
    return whole_month(hit["year"], hit["month"])


def month_bounds(text, dates):
    """Bounds of a month said without its year: "3月份的", "in March"; of the latest year that the
    dates have."""
    years = [day(date)[:4] for date in dates if day(date)]
    for sign, said in SAID["months"]["from"].items():
        if years and (hit := re.search(said, text, WORDS)):
            month = next(filter(None, hit.groups()))
            return [(sign, whole_month(max(years), month)[0][1])]
    text = ZH_MONTH.sub(lambda hit: f"{value_of(hit[1])}月", text)
    hit = re.search(SAID["months"]["zh_bare"], text)
    hit = hit or re.search(SAID["months"]["en_bare"], text, WORDS)
    return whole_month(max(years), hit["month"]) if hit and years else []


def whole_month(year, month):
    """Bounds on dates from the first of a month to that of the next."""
    first = day(f"{month} 1, {year}" if month.isalpha() else f"{year}-{month}-1")
    year, month = int(first[:4]), int(first[5:7])
    after = f"{year + month // 12}-{month % 12 + 1:02}-01"
    return [(">=", first), ("<", after)]


def in_years(text):
    """Bounds on dates of whole years: "after 2000", "2015年以前", "from 2021"."""
    found = []
    for entry in SAID["years"]:
        if hit := re.search(entry["words"], text, WORDS):
            year = int(next(filter(None, hit.groups()))) + entry["more"]
            found.append((entry["sign"], f"{year}-01-01"))
    return found


def comparatives(text, names):
    """Conditions on the columns that comparatives speak of: "older than 40" is of the age."""
    found = []
    for entry in SAID["comparatives"]:
        hit = re.search(rf"(?:{entry['words']})\s*{NUMBER}", text, WORDS)
        name = next((n for n in names if re.search(entry["field"], n, WORDS)), "")
        found += [(name, entry["sign"], number(hit))] if hit and name else []
    return found


def text_conditions(text, columns):
    """Conditions (field, sign, words) on text: has, has not, =."""
    wordy = [name for name in columns.names if name not in columns.numeric()]
    named = [(name, rf"(?:{columns.words(name)})\s*(?:中|里面?|内)?\s*(?:that|which)?\s*", verbs)
             for name in columns.said(text, wordy) for verbs in (SAID["named"],)]  # fmt: skip
    title = next((n for n in ("title", "name", "link") if n in columns.names), "")
    for field, before, verbs in [*named, *([(title, "", SAID["loose"])] if title else [])]:
        for sign, verb in verbs.items():
            words = ZH_WORD if re.search("[一-鿿]", text) else WORD
            hit = re.search(rf"{before}{verb}\s*(?:the words? |关键[词字])?{words}", text, WORDS)
            if hit and (said := wanted_words(hit)):
                return [(field, sign, said)]
    if title and (hit := re.search(IN_TITLE, text, WORDS)):
        return [(title, "has", wanted_words(hit))]
    found = of_address(text, columns, "paths") or equals(text, columns, wordy)
    found = found or flagged(text, columns) or conditions_said(text, columns)
    return found or named_author(text, columns) or topic(text, columns)


def wanted_words(hit):
    """What is to be contained; "" where an unquoted word only names a field: "包含标题和价格"."""
    quoted, plain = hit.groups()[-2:]
    if quoted or not plain or not (asked_fields(plain) or re.match(NO_WORDS, plain, re.I)):
        return quoted or plain or ""
    return ""


def equals(text, columns, wordy):
    """Conditions of one value of a column: "category is Fruit", "the Fruit category", "by Ann"."""
    found = []
    said = columns.said(text, wordy)
    for name in dict.fromkeys([*said, *(["author"] if "author" in wordy else [])]):
        values = sorted({str(v) for v in columns.values(name)}, key=len, reverse=True)
        for value in values if name not in ("title", "link") else ():
            plain, words = rf"(?<![A-Za-z]){re.escape(value)}(?![A-Za-z])", columns.words(name)
            patterns = [rf"(?:{words}){IS}[“\"'‘]?{plain}"] if name in said else []
            patterns += [rf"{plain}[”\"'’]?\s*的?(?:{words})"] if name in said else []
            last = re.escape(value.split()[-1])  # "by Einstein" is by Albert Einstein
            patterns += [rf"\bby (?:{plain}|{last}\b)", rf"{plain}\s*(?:写|发布|发表)"] * (
                name == "author"
            )
            if any(re.search(pattern, text, WORDS) for pattern in patterns):
                found.append((name, "=", value))
                break
    return found


def number(hit, which=-1):
    """A number of a match; the words of a field may hold groups of their own."""
    said = [g for g in hit.groups() if g and re.fullmatch(r"-?\d[\d,]*(\.\d+)?\s?[kK千万]?", g)]
    return amount(said[which])
