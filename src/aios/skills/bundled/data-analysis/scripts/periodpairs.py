"""The same things in two periods side by side: "change per product between sales_2024.csv and sales_2025.csv", "每个月同比增长多少"."""

# ruff: noqa: E501 - a sentence in two languages is one line

import re

from matching import plain_name
from mentions import meanings_of
from pieces import main_number, measurable
from sentence import count_word, normal
from stagenames import forms_of
from table import DATE, NUMBER, TEXT, Column, literal, quote
from words import MEANINGS

CHANGE = (
    r"\bchang(?:e|ed|es)\b|\bcompar(?:e|ed|ing|ison)\b|\bdiffer(?:s|ence)?\b|\bgr[eo]w(?:n|th)?\b|\brise|\brose\b|\bincreas|\bdecreas|\bdeclin|\bf[ae]ll(?:en)?\b|\bdrop|\bgain|\blost\b|\bup\b|\bdown\b|\bthan\b|\bvs\b|\bversus\b|\byear[- ]o[nv]e?r?[- ]year\b"
    r"|变化|变动|增减|增长|增加|上涨|上升|涨|下降|减少|下跌|跌|降|同比|环比|对比|比较|相比|[比较].*[多少高低]"
)
_FALLS = r"\bf[ae]ll(?:en)?\b|\bdeclin|\bdecreas|\bdrop|\blost\b|\b(?:went|gone|go|gone) down\b|\b(?:fewer|less|lower|cheaper|worse|down)\b|下降|减少|下跌|跌|降|退步|(?<!多)少(?:了|的)?"
_RISES = r"\bgr[eo]w(?:n|th)?\b|\brise|\brose\b|\bincreas|\bgain|\b(?:went|gone|go) up\b|\b(?:more|higher|better|dearer|up)\b|增长|增加|上涨|上升|提高|涨|进步|多了"
_MOST = r"\b(?:most|biggest|largest|greatest|fastest|strongest|highest|top)\b|最"
_PERCENT = r"percent|%|\brates?\b|百分|率|幅|同比|环比|比例|relative"
_WHICH = r"\bwhich\b|\bwho\b|\bwhat \w+s\b|哪|谁"
_EACH = r"\b(?:per|each|every|all)\b|[每各按]|分别"
_EACH_PERIOD = r"\b(?:each|every|per|both|all) (?:of the )?(?:years?|months?|quarters?|files?|sheets?|periods?)\b|[每各]个?(?:年份?|文件|表|工作表|季度|年度)"
_NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten"
_SOME = rf"\b(?:top|the|which) (?P<n>\d+|{_NUMBER_WORDS})\b|前(?P<z>\d+|[一二三四五六七八九十])|(?P<y>\d+|[两二三四五六七八九十])[个种家款名]"
_VALUE = "TRY_CAST(regexp_replace({}, '[,，¥￥$€£%元\\s]', '', 'g') AS DOUBLE)"


def period_pairs(tables, text, say):
    """(source, columns, question, notes) of both periods and the change of each thing; None where not asked."""
    if len(tables) != 2 or not re.search(CHANGE, text, re.I) or not re.search(f"{_EACH}|{_WHICH}|{_PERCENT}", text, re.I):  # fmt: skip
        return None
    periods = [_period(table.name) for table in tables]
    if None in periods or periods[0] == periods[1]:
        return None
    one, other = (t for _, t in sorted(zip(periods, tables, strict=True), key=lambda p: p[0]))
    key, number = _thing(one, other, text), _number(one, other, text)
    if number is None or (key is None and not _of_all(text)):
        return None
    if _of_all(text) and not _names(key, text):
        key = Column(name=say("合计", "total"), kind=TEXT)
    names = [f"{number.name} {table.name}" for table in (one, other)]
    sums = [_sums(table, key, number) for table in (one, other)]
    source = (
        f"(SELECT coalesce(a.thing, b.thing) AS {quote(key.name)}, a.total AS before, b.total AS after\n"
        f"  FROM {sums[0]} a FULL JOIN {sums[1]} b ON a.thing = b.thing)"
    )
    source, columns = side_by_side(source, [key.name], names, say)
    asked = question_of_change(text, columns[-2:], say)
    note = say(
        f"{names[0]} 与 {names[1]} 按 {key.name} 对应",
        f"{names[0]} and {names[1]} held against each other by {key.name}",
    )
    return source, (key, *columns[1:]), asked, [note]


def _of_all(text):
    """Whether the change of the whole is asked for: of each year, and of no thing."""
    return not re.search(_WHICH, text, re.I) and not re.search(_EACH, re.sub(_EACH_PERIOD, " ", text, flags=re.I), re.I)  # fmt: skip


def _names(column, text):
    return column is not None and normal(column.name).rstrip("s") in normal(text)


def side_by_side(source, keys, names, say):
    """(source, columns) with the numbers `before` and `after` under their names, and the change."""
    change, percent = say("变化量", "change"), say("变化幅度 %", "change in %")
    cells = ", ".join(map(quote, keys))
    made = (
        ("before", names[0]),
        ("after", names[1]),
        ("round(after - before, 6)", change),
        ("round((after / nullif(before, 0) - 1) * 100, 2) || '%'", percent),
    )
    told = ", ".join(f"({sql})::VARCHAR AS {quote(name)}" for sql, name in made)
    columns = [Column(name=key, kind="text") for key in keys]
    columns += [Column(name=name, kind=NUMBER, style="amount") for _, name in made]
    return f"(SELECT {cells}, {told} FROM {source})", columns


def question_of_change(text, changes, say):
    """What is asked of the change of each thing, in plain words: all of them, those that fell, the first few."""
    change, percent = (column.name for column in changes)
    falls, rises = (bool(re.search(words, text, re.I)) for words in (_FALLS, _RISES))
    by = percent if re.search(_PERCENT, text, re.I) else change
    down = falls and not rises
    if re.search(_MOST, text, re.I) and re.search(_WHICH, text, re.I) and not re.search(_EACH, text, re.I):  # fmt: skip
        way = say("从低到高" if down else "从高到低", "from low to high" if down else "from high to low")  # fmt: skip
        count = _how_many(text)
        return say(f"按 {by} {way}，列出前 {count} 行", f"list the first {count} rows sorted by {by} {way}")  # fmt: skip
    if re.search(_WHICH, text, re.I) and falls != rises:
        sign, way = ("小于", "从低到高") if down else ("大于", "从高到低")
        zh = f"列出 {change} {sign} 0 的行，按 {by} {way}"
        sign, way = ("under", "low to high") if down else ("over", "high to low")
        return say(zh, f"list the rows with {change} {sign} 0, sorted by {by} from {way}")
    return say("列出所有行", "list all rows")


def _how_many(text):
    match = re.search(_SOME, text, re.I)
    said = match and (match["n"] or match["z"] or match["y"])
    if not said:
        return 1
    return count_word(said.lower()) or 1


def _period(name):
    """Which year, quarter or month a name tells, in the order of time; None for none."""
    plain = normal(name)
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", plain)
    if year:
        rest = plain.replace(year.group(), " ").strip(" _-年")
        month = re.search(r"(?<!\d)(1[0-2]|0?[1-9])(?!\d)|q([1-4])", rest)
        return (int(year.group()), int(next(filter(None, month.groups()))) if month else 0)
    for part in re.split(r"[\s_.-]+", plain):
        said = [place for place in range(12) if _tells_month(part, place)]
        if said:
            return (0, said[0] + 1)
    return (0, int(quarter[1])) if (quarter := re.search(r"\bq([1-4])\b", plain)) else _told(plain)


def _told(plain):
    """The period before and the one after, by a word: last year and this, old and new."""
    for place, words in enumerate((r"去年|上[月年期]|期初|旧|\b(?:last|old|before|previous)", r"今年|本[月年期]|期末|新|\b(?:this|new|after|current)")):  # fmt: skip
        if re.search(words, plain):
            return (0, place)
    return None


def _tells_month(part, place):
    forms = forms_of(f"{place + 1}月")
    return any(re.fullmatch(form, part) for form in forms)


def _thing(one, other, text):
    """The column by which both are held against each other: named after "each", else the first."""
    names = {plain_name(c.name) for c in other.columns}
    numbers = {c.name for c in measurable(one)}
    shared = [c for c in one.columns if plain_name(c.name) in names and c.name not in numbers]
    shared = [c for c in shared if c.kind != DATE]
    return next(iter([c for c in shared if _names(c, text)] or shared), None)


def _number(one, other, text):
    """The number that both have: named, by its meaning, or the main one."""
    names = {plain_name(c.name) for c in other.of_kind(NUMBER)}
    shared = [c for c in measurable(one) if plain_name(c.name) in names]
    named = [c for c in shared if _names(c, text)]
    words = set(re.findall(r"[a-z]+|[\u4e00-\u9fff]{2,}", normal(text)))
    meant = [c for c in shared if meanings_of(c) & _meanings(words)]
    main = main_number(one)
    return next(iter(named or meant or [c for c in shared if c is main] or shared), None)


def _meanings(words):
    return {meaning for word in words for meaning in MEANINGS.get(word, ())}


def _sums(table, key, number):
    own = {plain_name(c.name): c.name for c in table.columns}
    value, name = own[plain_name(number.name)], own.get(plain_name(key.name))
    thing = quote(name) if name else literal(key.name)
    return f"(SELECT {thing} AS thing, sum({_VALUE.format(quote(value))}) AS total FROM {quote(table.name)} GROUP BY 1)"
