"""Days, weeks or months that have no row: "没有订单的日期有哪些", "on which days was nothing sold"."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from bilingual import translations
from mentions import column_words
from sentence import normal
from table import DATE, TEXT, Column, literal, quote

_NONE_ZH = r"(?:完全|根本|一直)?(?:没有?|无|缺少?|漏了?|空缺)(?:任何|一[个笔条单次])?(?P<w>[\u4e00-\u9fff]{0,4}?)(?:记录|数据|过)?"
_UNITS_ZH = r"(?P<u>日期|日子|工作日|[天日]|周|星期|月份|月)"
_ZH = (
    rf"{_NONE_ZH}的{_UNITS_ZH}(?:都|一共|总共)?(?:[有是]?(?:哪|多少|几|什么)|列|找|$|[,，。？?])",
    rf"(?:哪[些几]?[个一]?|有?(?:几|多少)[个]?){_UNITS_ZH}(?:里|是|都|完全|连)*(?:{_NONE_ZH}(?=\W*$|[,，。？?])|一[个笔条单次件](?P<x>[\u4e00-\u9fff]{{0,3}})(?:也|都)没有?(?P<y>[\u4e00-\u9fff]{{0,3}}))",
    rf"(?:哪[些几]?[个一]?){_UNITS_ZH}(?:的)?(?P<w>[\u4e00-\u9fff]{{0,4}}?)(?:数据|记录)?(?:是)?(?:缺失|缺了|漏了|断了|空着)",
)
_EN = (
    r"\b(?P<u>days?|dates?|weeks?|months?|workdays?|weekdays?)\b(?: [a-z]+){0,3}? (?:(?:had|have|has|saw|with|got|did we (?:have|get|sell)|were there|was there|are there|there (?:was|were|are)) (?:absolutely |literally )?(?:no|not a single|zero|not any)|without (?:a single |any |an? )?)\s*(?P<w>[a-z]+)",
    r"\b(?P<u>days?|dates?|weeks?|months?|workdays?|weekdays?)\b (?:[a-z]+ ){0,2}?(?:was|were|did|is|are|have|has) (?:nothing|nobody|no one|none)\b(?: [a-z]+)?(?P<w>)",
    r"\b(?P<u>days?|dates?|weeks?|months?) (?:are|were|is|was) (?:missing|skipped|absent)(?: (?:from|in) (?P<w>[a-z]+))?",
)
_ROW_WORDS = r"|订单|单子?|记录|数据|销售|交易|支出|消费|开支|花费|花钱|收入|流水|人|打卡|出勤|读数|业务|生意|orders?|sales?|sold|records?|rows?|entr(?:y|ies)|data|transactions?|expenses?|spending|readings?|visits?|bookings?|activity|business|purchases?|at|all|in|on"
_STEP = {"week": "week", "month": "month"}
_MONTH = r"(?<![\d年])(?P<m>1[0-2]|[1-9])月份?(?!\d)|\b(?P<e>january|february|march|april|may|june|july|august|september|october|november|december)\b"
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def empty_days(table, text, say):
    """(source, columns, question, notes) of the days between the first and the last that have no row; None where not asked."""
    dates = table.of_kind(DATE)
    plain = normal(text.replace(table.path, " ").replace(os.path.basename(table.path), " "))
    match = next((m for p in (*_ZH, *_EN) for m in [re.search(p, plain)] if m), None)
    if match is None or not dates or (dates[0].formats[:1] or ("",))[0].startswith(("epoch", "moment")):  # fmt: skip
        return None
    said = match.groupdict()
    noun = next((said[key] for key in ("w", "x", "y") if said.get(key)), "")
    held = _held(noun, plain, match, table)
    if held is None:
        return None
    unit = _unit(said["u"])
    day, whole = dates[0], quote(table.name)
    moment = f"date_trunc('{unit}', {day.value()})"
    fits = "".join(f" AND cell({quote(c.name)}) = {literal(cell)}" for c, cell in held)
    ends = f"(SELECT min({moment}) AS lo, max({moment}) AS hi FROM {whole})"
    source = (
        f"(SELECT strftime(day, '%Y-%m-%d') AS {quote(day.name)}\n"
        f"  FROM (SELECT unnest(generate_series(lo, hi, INTERVAL 1 {unit.upper()})) AS day FROM {ends})\n"
        f"  WHERE day NOT IN (SELECT {moment} FROM {whole} WHERE {day.value()} IS NOT NULL{fits}){_some(plain, said['u'])})"
    )
    column = Column(name=day.name, kind=DATE, formats=("%Y-%m-%d",))
    note = say(
        f"从 {day.name} 的第一天到最后一天之间没有记录的日期",
        f"the {unit}s from the first to the last {day.name} of which there is no row",
    )
    return source, (column,), say("列出所有行", "list all rows"), [note]


def _held(noun, plain, match, table):
    """[(column, cell)] that the rows must hold; None where the word is no name of the rows."""
    rest = plain[: match.start()] + " " + plain[match.end() :]
    columns = [c for c in table.of_kind(TEXT) if len(c.sample) < 60]
    held = [(c, cell) for c in columns for cell in c.sample if len(cell) > 1 and _says(rest, cell)]
    own = [(c, cell) for c in columns for cell in c.sample if noun and normal(cell) == noun]
    if own:
        return [*held, *own]
    stem = normal(os.path.splitext(os.path.basename(table.path))[0])
    names = [part for part in re.split(r"[\W_\d]+", stem) if part]
    names += [said for part in names for said in translations(part)]
    rows = re.fullmatch(_ROW_WORDS, noun) or any(noun.rstrip("s") in n or n in noun for n in names)
    known = noun in column_words(table) and not re.fullmatch(_ROW_WORDS, noun)
    return held if rows and not known else None


def _says(text, cell):
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(normal(cell))}(?![a-z0-9])", text))


def _unit(said):
    if re.match(r"week(?!day)|周|星期", said):
        return "week"
    return "month" if re.match(r"month|月", said) else "day"


def _some(plain, said):
    """The SQL of what more is said of the days: a month of theirs, working days alone."""
    month = re.search(_MONTH, plain)
    number = 0
    if month:
        number = int(month["m"]) if month["m"] else _MONTHS.index(month["e"]) + 1
    some = f" AND month(day) = {number}" if number else ""
    return some + (" AND isodow(day) < 6" if re.match(r"工作日|workday|weekday", said) else "")
