"""A question with the table's own words for what it says in others, before it is read."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from frames import without_fields_told
from outstanding import outstanding
from people import is_person, numbers_people
from related import the_more
from table import DATE, IDENTIFIER, NUMBER, TEXT

_PARTS = r"[A-Za-z]+(?:[ _-][A-Za-z]+)*"
_SPELT = ((r"(?:er|re)$", "(?:er|re)"), (r"ou?r$", "ou?r"), (r"[sz]e$", "[sz]e"))
_HOW_LONG = r"^(?:nights?|days|duration|length|stay)|(?:nights?|_days|duration|length|hours|minutes)$|时长|天数|晚数|分钟数?|小时数?"
_PER = r"price|cost|rate|per|fee|pay|价|费|薪"
_PEOPLE_SHARE = (
    r"的(?:员工|职工|学生|同学|人员?|会员|教师|老师)(?=占(?:比|多少|百分|全体|总|所有|了))"
)
_PLACED = r"(?P<how>\bhow many (?!different|distinct|unique)[a-z]+(?: [a-z]+)?) (?:did|do|have) (?:the |our |all )?(?:customers|guests|members|users|people|clients|students|employees|patients|readers|visitors|buyers|drivers)\b(?P<where>[^.?!]*?)\s(?:placed?|make|made|have|had|take|taken|get|got|submit(?:ted)?|buy|bought|borrow(?:ed)?|book(?:ed)?|pay|paid)\b(?P<end>[^.?!]*)"
_EXPLAINED = r"(?P<lead>每一?个?|各个?|按照?|的|和|与|、|，|,|是|对|以)[^\W\d_每各按的和与是对以个]{1,6}\s*[（(]\s*(?P<name>NAMES)\s*(?:列|字段)?[)）]"
_USED = r"(?P<which>哪一?[种个类款]?[\u4e00-\u9fff]{0,6}?(?:方式|渠道|平台|工具|软件|功能|设备|浏览器|语言|语种|套餐))(?:被)?(?:使用|用)(?:得|的)?(?:次数)?最(?P<end>多|少)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SPAN = rf"(?P<span>{_MONTH}\s*(?:to|through|until|till|-|–)\s*{_MONTH})"
_YEARS = r"(?P<one>(?:19|20)\d\d)(?P<mid>\s*(?:and|vs\.?|versus|compared (?:to|with)|with|against|,)\s*)(?P<two>(?:19|20)\d\d)(?!\d)"
_OF_YEARS = (
    (
        rf"\b(?:from )?{_SPAN},?\s*(?:of |in |for )?(?:the years )?{_YEARS}",
        r"\g<span> \g<one>\g<mid>\g<span> \g<two>",
    ),
    (
        rf"\b{_YEARS},?\s*(?:for |in |from |between )?{_SPAN}",
        r"\g<span> \g<one>\g<mid>\g<span> \g<two>",
    ),
    (
        r"(?P<one>(?:19|20)\d\d)\s*年?\s*(?P<mid>[和与跟比]|对比)\s*(?P<two>(?:19|20)\d\d)\s*年?的?\s*(?P<a>1?\d)\s*月?\s*(?:到|至|-|~)\s*(?P<b>1?\d)\s*月",
        r"\g<one>年\g<a>到\g<b>月\g<mid>\g<two>年\g<a>到\g<b>月",
    ),
)
# "median wait by doctor, the 3 highest"
_ENDS = r",\s*(?:but )?(?:just |only )?(?:the )?(?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:(?P<up>highest|largest|biggest|greatest|longest|best)|lowest|smallest|shortest|worst)(?=\s*(?:[,.?!]|$|in\b|from\b|of\b))"
# "compare the last two months": each of them.
_RECENT_EN = r"\bcompar\w*\b(?P<mid>[^.?!]{0,40}?)\b(?:the )?(?:last|past|latest|most recent) (?P<n>two|three|four|six|2|3|4|6) (?P<unit>month|week|quarter|year|day)s\b(?:'|’)?"
_RECENT_ZH = r"(?P<lead>最近|近|过去)(?P<n>[两二三四六2346])(?P<each>个?(?P<unit>月|周|季度|年|天))(?P<of>的?[^，。？?]{1,12}?)(?:的?(?:对比|比较|相比))"
_THIS_AND_LAST = r"\bthis (?P<unit>month|week|quarter|year) (?:against|vs\.?|versus) (?:the )?(?:last|previous) (?:one|month|week|quarter|year)\b"
_SHORTEST = 6  # letters: shorter names are parts of other words


def reworded(text, table):
    """The text without what it tells of the table's make, with its columns by their names."""
    named = _by_names(without_fields_told(text), table)
    for put in (
        _in_brackets,
        _recent,
        _used_most,
        _ends,
        the_more,
        _months_of_years,
        _counted_of_people,
        _lengths,
        _plural_cells,
        _shares_of_people,
    ):
        named = put(named, table)
    return outstanding(named, table)


def _ends(text, _table):
    """ "…, the 3 highest": the top 3."""
    return re.sub(_ENDS, lambda m: f", {'top' if m['up'] else 'bottom'} {m['n']}", text, flags=re.I)


def _recent(text, table):
    """The last few periods that are compared, one by one."""
    if not table.of_kind(DATE):
        return text
    text = re.sub(_THIS_AND_LAST, r"by \g<unit> in the last 2 \g<unit>s", text, flags=re.I)
    text = re.sub(_RECENT_EN, r"\g<mid> by \g<unit> in the last \g<n> \g<unit>s", text, flags=re.I)
    return re.sub(_RECENT_ZH, r"\g<lead>\g<n>\g<each>每\g<unit>\g<of>", text)


def _used_most(text, _table):
    """ "哪种支付方式用得最多": how often, not for how much."""
    return re.sub(_USED, r"\g<which>的笔数最\g<end>", text)


def _months_of_years(text, _table):
    """ "January to April of 2025 and 2026": those months of each of the years."""
    for pattern, plain in _OF_YEARS:
        text = re.sub(pattern, plain, text, flags=re.I)
    spans = rf"(?:\b(?:from|between) )?{_SPAN}\s*(?:of |in )?(?P<year>(?:19|20)\d\d)"
    several = len(re.findall(spans, text, re.I)) > 1
    return re.sub(spans, _joined, text, flags=re.I) if several else text


def _joined(match):
    """ "January to April 2025" as one word and its year."""
    first, last = re.findall(_MONTH, match["span"], re.I)
    return f"{first[:3]}-{last[:3]} {match['year']}"


def _in_brackets(text, table):
    """ "每个等级（tier）" as that column."""
    names = "|".join(re.escape(column.name) for column in table.columns if column.name)
    return re.sub(_EXPLAINED.replace("NAMES", names), r"\g<lead>\g<name>", text)


def _counted_of_people(text, _table):
    """ "How many orders did customers from Berlin place": the orders are counted."""
    return re.sub(_PLACED, r"\g<how> \g<where>\g<end>", text, flags=re.I)


def _lengths(text, table):
    """ "the length of stay" and "longest first", where one column says how long."""
    numbers = [c.name for c in table.of_kind(NUMBER) if not re.search(_PER, c.name, re.I)]
    long = [name for name in numbers if re.search(_HOW_LONG, name, re.I)]
    if len(long) != 1:
        return text
    text = re.sub(
        r"\b(?:length|duration) of (?:the |their |a )?stays?\b", long[0], text, flags=re.I
    )
    return re.sub(r",?\s+(longest|shortest) first\b", rf", sorted by {long[0]}, \1 first", text)


def _plural_cells(text, table):
    """ "no-shows" as rows with that cell."""
    cells = {cell for c in table.of_kind(TEXT) for cell in c.sample if "-" in cell}
    for cell in cells if text.isascii() else ():
        text = re.sub(rf"\b{re.escape(cell)}s\b", f"{cell} rows", text, flags=re.I)
    return text


def _shares_of_people(text, table):
    """ "90 分以上的员工占比", where each row is one of them: the share of the rows."""
    people = [c for c in table.of_kind(IDENTIFIER, TEXT) if is_person(c) or numbers_people(c)]
    each = any(len(set(c.sample)) == len(c.sample) > 1 for c in people)
    return re.sub(_PEOPLE_SHARE, "的", text) if each else text


def _by_names(text, table):
    """ "data centre" for datacenter, "minutes of downtime" for minutes_down."""
    for column in table.columns:
        name = column.name.strip()
        letters = re.sub(r"[ _-]", "", name)
        if not re.fullmatch(_PARTS, name) or len(letters) < _SHORTEST:
            continue
        if not re.search(rf"\b{re.escape(name)}\b", text, re.I):
            said = _spelt(letters) + (_turned(name) if column.kind == NUMBER else "")
            text = re.sub(rf"(?<![\w./-])(?:{said})(?![\w./-])", name, text, flags=re.I)
    return text


def _spelt(letters):
    """The pattern of a name with and without what stands between its words, British or American."""
    ending = next((to for of, to in _SPELT if re.search(of, letters, re.I)), "")
    stem = letters[:-2] if ending else letters
    return "[ _-]?".join(stem) + ("[ _-]?" + ending if ending else "") + "s?"


def _turned(name):
    """The pattern of a name of two words the other way round: "downtime minutes"."""
    parts = re.split(r"[ _-]", name)
    if len(parts) != 2 or min(map(len, parts)) < 3:
        return ""
    first, last = (part.removesuffix("s") for part in parts)
    timed = rf"{last}(?:s|time)?"
    return rf"|{first}s? of {timed}|{timed} {first}s?|{last}time(?: in {first}s?)?"
