"""Numbers put into bands of one width: "年龄按每10岁一段", "ages in bands of 10", "5-year age groups"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from aios_numerals import ENGLISH
from birthdays import age_by_birth
from mentions import Mention, column_words, meanings_of, mention_pattern, of_years
from sentence import CHINESE_NUMBER, count_word, normal
from table import NUMBER, TEXT, Column

_UNIT = r"(?:岁|年|元|块|分钟?|公斤|千克|公里|小时|天|个)"
_BAND = r"(?:段|档|组|级|个?区间|个?年龄段)"
_EXAMPLES = r"(?:\s*[(][^()]*[)])?"  # "(20-29, 30-39 这样)"
_BANDS = r"(?:bands?|bins?|buckets?|brackets?|groups?|intervals?|ranges?)"
_ZH = rf"(?:按照?|以)?(?:每隔?(?P<a>\d+){_UNIT}?(?:为|是|作为|分成?)?一?{_BAND}|(?P<b>\d+){_UNIT}?(?:为|作为|分成?)?一{_BAND}){_EXAMPLES}(?:来|进行)?(?:分组|分段|统计|划分)?"
_DECADES = r"|\b(?:by |in(?:to)? |per )(?P<e>decades?|tens|10s)\b(?: of age)?|\b(?:by |in(?:to)? |per |for each )(?P<f>age (?:bands?|bins?|buckets?|brackets?|groups?|ranges?))\b"
_PUT = r"\b(?:bin|bucket|band|categori[sz]e|classify|split|divide|cut|break|put)(?:n?ed)?\b(?: up| down)?(?! by\b)"
_COUNT = rf"|\b(?:in(?:to)?|using|with)\s+(?P<g>\d{{1,2}}|{ENGLISH})\s+(?:equal(?:[- ]?(?:width|sized?|ly))? )?(?:[a-z_]+ )?(?:{_BANDS}|parts)\b|(?:等?分成?|划分[为成])(?P<h>\d{{1,2}}|{CHINESE_NUMBER})(?:个?区间|段|档|个?等级)"
_EN = rf"\b(?:by |in(?:to)? |per |for each )?(?:(?P<c>\d+|{ENGLISH})[- ](?:year|point|dollar|minute|unit)s?(?: wide)?[- ]?(?:age |price |score )?{_BANDS}|{_BANDS} of (?P<d>\d+|{ENGLISH}\b)(?: (?:years?|points?|dollars?|minutes?))?){_EXAMPLES}"
_BELOW, _WITH = (
    r"以下|以内|以前|低于|小于|不到|below|under|less|up to|<|≤",
    r"以内|及以下|up to|or less|<=|≤",
)
_FROM = r"以上|及以上|不低于|\band (?:above|over|up)|or more|\+|>=|≥"
_AND = r"\s*(?:[、,，;/]\s*(?:and )?|和|与|以及|\band (?!above|over|up|below))\s*"
_ONE = rf"(?:\d+(?:\.\d+)?\s?{_UNIT}?\s*(?:及?以[下上内]|\+|and (?:above|over|up)|or (?:more|less))|(?:低于|小于|不到|高于|大于|超过|below|under|over|above|less than|more than|up to|<=?|>=?|≤|≥)\s*\d+(?:\.\d+)?\s?{_UNIT}?|\d+(?:\.\d+)?\s?{_UNIT}?\s*(?:到|至|-|~|–|to)\s*\d+(?:\.\d+)?\s?{_UNIT}?)"
_EDGES = rf"(?:分成?|分为|划分[成为]|\b(?:into|as)\b)?\s*(?P<bands>{_ONE}(?:{_AND}{_ONE})+)\s*(?:这?[两三四五六几\d]个?{_BAND}|\b(?:\w+ )?{_BANDS}\b)?(?:来|进行)?(?:分组|分段|统计|划分)?"
_PEOPLE = r"\b(?:members|people|customers|patients|users|visitors|guests|clients|employees|staff|respondents|players|students|donors|residents|participants|riders|runners)\b|会员|客户|顾客|用户|患者|病人|员工|学员|居民|参与者|选手|人群"
_PARTED = r"分[成为]|划分|各|分别|[组段档]|\b(?:into|each|respectively|groups?|bands?|how many)\b"
_EACH = rf"[每各]一?{_BAND}(?:里|中|内)?(?:都?有)?|\b(?:each|every|per|in each|for each) (?:age )?{_BANDS}\b"


def mark_bands(sentence, table):
    """Put the bands of the number that is named in the words' place, as what is grouped by."""
    match = re.search(f"{_ZH}|{_EN}{_DECADES}{_COUNT}", sentence.text)
    if match is None:
        _mark_edges(sentence, table)
        return
    said, parts = next(n for n in match.groups() if n), match["g"] or match["h"]
    width = count_word(parts or said) or 10
    name, column = _banded(sentence.text, table, match)
    if column is None or not width or _called_so(match, column, table):
        return
    zh = not sentence.text.isascii()
    made = (_equal if parts else _bands)(column, width, zh)
    mark = sentence.mark("column", Mention(column.name, ((100, made),)))
    sentence.text = sentence.text.replace(match.group(), " \ue3ff ", 1)
    sentence.take(_EACH)
    sentence.take(_PUT)
    if name:
        words = r"(?:列|字段|成绩|分数|\s(?:marks?|scores?|grades?|values)\b)?"
        sentence.take(rf"(?:\b(?:the|of|by|group|their) )*{mention_pattern(name)}{words}")
    sentence.text = sentence.text.replace("\ue3ff", f"按{mark}分组" if zh else f"by {mark}", 1)


def _mark_edges(sentence, table):
    """ "30岁以下、30到40岁、40岁以上": bands between the numbers that are written out."""
    match = re.search(_EDGES, sentence.text)
    if match is None or not _are_bands(match["bands"], sentence.text):
        return
    name, column = _banded(sentence.text, table, match)
    if column is None:
        return
    made = _between(column, re.split(_AND, match["bands"]))
    mark = sentence.mark("column", Mention(column.name, ((100, made),)))
    sentence.text = sentence.text.replace(match.group(), " \ue3ff ", 1)
    sentence.take(_EACH)
    sentence.take(_PUT)
    if name:
        sentence.take(
            rf"(?:按照?|\b(?:the|of|by) )*{mention_pattern(name)}(?:列|字段|成绩|分数)?(?:按照?)?"
        )
    zh, apart = not sentence.text.isascii(), not _joined(match["bands"], column)
    only = f"{mark}{'不为空' if zh else ' not empty'} " * apart  # what lies between is in none
    sentence.text = sentence.text.replace(
        "\ue3ff", f"按{mark}分组 {only}" if zh else f"by {mark} {only}", 1
    )


def _are_bands(bands, text):
    """Whether they part a number: "大于30和小于60" alone is one condition."""
    if re.search(rf"\d[-/]{re.escape(bands)}|{re.escape(bands)}[-/]\d", text):
        return False  # parts of dates
    if re.search(r"[<>≤≥]", bands) and not re.search(r"\d\s*[-~–]\s*\d", bands):
        return False  # "price > 10 and < 50"
    compared = re.search(r"大于|小于|高于|低于|超过|不到|more|less|over|under|above|below", bands)
    sides = (re.search(_BELOW, bands), re.search(rf"{_FROM}|\bover\b|高于|大于|超过|>", bands))
    both = all(sides) and len(_numbers(bands)) > 1  # "5年以下、5年以上"
    return (len(set(_numbers(bands))) > 1 or both) and bool(
        not compared or re.search(_PARTED, text)
    )


def _joined(bands, column):
    """Whether nothing lies between the bands: "18-39, 40-59" of whole numbers."""
    numbers = set(map(float, _numbers(bands)))
    apart = [n for n in numbers if not (column.integer and n - 1 in numbers)]
    return len(apart) < len(re.split(_AND, bands))


def _numbers(text):
    return re.findall(r"\d+(?:\.\d+)?", text)


def _between(column, bands):
    """The bands as they are written; where two of them share a number, it is of the first."""
    cases = []
    for band in bands:
        numbers = _numbers(band)
        said = band.strip().replace("'", "''").replace("{", "").replace("}", "")
        if len(numbers) > 1:
            fits = f"{{0}} BETWEEN {numbers[0]} AND {numbers[1]}"
        elif re.search(_BELOW, band):
            fits = f"{{0}} <{'=' * bool(re.search(_WITH, band))} {numbers[0]}"
        else:
            fits = f"{{0}} >{'=' * bool(re.search(_FROM, band))} {numbers[0]}"
        cases.append(f"WHEN {fits} THEN '{said}'")
    return Column(
        name=f"{column.name} ({'、'.join(map(str.strip, bands))})", kind=TEXT, factors=(column,), banded=True,
        formula=f"CASE {' '.join(cases)} END",
    )  # fmt: skip


def _called_so(match, column, table):
    """Whether decades are those of years, or a column holds the groups of ages that are said."""
    if match["e"] and of_years(column):
        return True
    names = (normal(c.name).replace("_", " ") for c in table.columns)
    return bool(match["f"]) and any(re.search(r"age ?\w", name) for name in names)


def _banded(text, table, match):
    """(its word, the number column) that is named nearest to the bands; ages where years are said."""
    tens = (match.groupdict().get("e") or "").startswith("decade")
    aged = tens or re.search(r"岁|year|\bage\b", match.group())
    born, said = age_by_birth(table), re.search(r"\bage\b|年龄|岁", text)
    if born and said:
        return said.group(), born
    named = [
        (min(abs(m.start() - match.end()), abs(match.start() - m.end())), -len(word), word, column)
        for word, thing in column_words(table).items()
        for column in [thing.best(NUMBER)]
        if column and thing.weight > 50 and (not aged or "age" in meanings_of(column))
        for m in re.finditer(mention_pattern(word), text)
    ]
    parted = "bands" in match.groupdict() and re.search(
        rf"(?:{_PEOPLE})\W*(?:\w+ ){{0,2}}$", text[: match.start()]
    )
    if named and not (parted and not aged and _ages(table)):
        return min(named, key=lambda one: one[:2])[2:]
    parted = "bands" in match.groupdict() and re.search(_PEOPLE, text)
    return "", _ages(table) if (aged or parted) and not tens else None


def _ages(table):
    held = next((c for c in table.of_kind(NUMBER) if "age" in meanings_of(c)), None)
    return held or age_by_birth(table)


def _bands(column, width, zh):
    """A band as "20-29" of whole numbers, as "20-<30" of others."""
    low = f"(floor({{0}} / {width}) * {width})::BIGINT"
    high = f"'-' || ({low} + {width - 1})" if column.integer else f"'-<' || ({low} + {width})"
    name = f"{column.name} ({f'每 {width} 一段' if zh else f'bands of {width}'})"
    return Column(name=name, kind=TEXT, factors=(column,), formula=f"{low} || {high}", banded=True)


def _equal(column, count, zh):
    """So many ranges of one width from the lowest value to the highest."""
    low, high = "min({0}) OVER ()", "max({0}) OVER ()"
    step = f"(({high} - {low}) / {count})"
    place = f"least(floor(({{0}} - {low}) / nullif({step}, 0)), {count - 1})"
    edges = (f"format('{{{{:.6g}}}}', {low} + ({place} + {more}) * {step})" for more in (0, 1))
    name = f"{column.name} ({f'等分 {count} 段' if zh else f'{count} equal ranges'})"
    formula = f"CASE WHEN {{0}} IS NOT NULL THEN {' || chr(8211) || '.join(edges)} END"
    return Column(name=name, kind=TEXT, factors=(column,), formula=formula, banded=True)
