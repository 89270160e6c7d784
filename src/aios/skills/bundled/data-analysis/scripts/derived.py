"""Columns a question speaks of and the file does not have: days between dates, spans, returns, what is left."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace

from bands import mark_bands
from betweendates import between_named, is_a_number, of_each
from birthdays import mark_age
from body import mark_body
from funnel import mark_funnel
from gains import mark_gains
from lasting import mark_lasting
from league import mark_league
from ledger import mark_ledger
from margins import mark_margins
from mentions import EXTENTS, Mention, Value, meanings_of, of_years
from owed import mark_owed
from paces import mark_speed
from pieces import intensive, main_number
from progress import mark_progress
from repeats import mark_repeats
from routes import mark_routes
from sentence import normal
from table import DATE, NUMBER, TEXT, Column
from wages import mark_pay
from words import DERIVED, WORDS

_EVENT = f"(?:{DERIVED['event']})"
_EVENT_ZH = f"(?:{DERIVED['event_zh']})"
_AVERAGE = r"\b(?:average|mean|avg|typical(?:ly)?)\b|平均"
_HOW_LONG = r"(?:多少天|几天|多久|多长时间|天数|时长|时间|间隔)"
_BETWEEN = (
    r"(?:how (?:many days|long)|(?:the |number of )*(?:days|hours|minutes|weeks)|(?:the )?(?:time|gap|lag|interval|difference)(?: in days)?)\b(?:(?! by | per |[,.?]).){0,30}?\b(?:between|from)\b[^.?,]{2,40}? (?:and|to|until) (?:the )?\w+(?: (?:date|time)\b)?",
    rf"从?[^\s，。,从]{{1,6}}(?:到|至)[^\s，。,]{{1,6}}?的?(?:平均)?(?:需要|要|用了?|花了?|隔了?|间隔|相[差隔]|经过)?{_HOW_LONG}",
    rf"[\w]{{2,6}}?(?:和|与|跟|距离?)[\w]{{2,6}}?(?:之间)?的?(?:平均)?(?:相[差隔]|间隔|差)了?(?:{_HOW_LONG})?",
)
_LASTED = (
    rf"how (?:long|many (?:days|hours|minutes)) (?:does|do|did) (?:it |an? |the )*(?:\w+ ){{0,3}}?(?:take|last)s?(?: on average)?(?: (?:to|for|until) (?:be )?(?:\w+ ){{0,2}}?{_EVENT})?",
    rf"\b{_EVENT}[ -](?:time|days|duration|delay|lag|period)s?\b(?: \(?in days\)?| \(days\))?",
    rf"{_EVENT_ZH}(?:所?需)?的?(?:平均)?(?:时长|时间|天数|周期|用时|耗时|时效|速度|间隔)(?:[是为要]?(?:大概|大约|约)?{_HOW_LONG})?",
    rf"\b(?:days|time) to (?:be )?{_EVENT}\b",
    r"\b(?:loan|borrowing|rental|visit|trip|lease|subscription|membership|contract|project|hire|ticket|repair|shift|session|course) (?:lengths?|durations?|periods?)\b(?: \(?in days\)?)?",
    r"\b(?:life ?times?|life ?spans?)\b(?: \(?in days\)?)?",
    r"\blengths? of (?:the )?(?:hospital )?stays?\b|\b(?:hospital )?stays? (?:lengths?|durations?)\b",
    rf"{_EVENT_ZH}(?:平均)?(?:需要|要|用了?|花了?)(?:多少天|几天|多久|多长时间)",
    r"(?<=平均)(?:时效|用时|耗时|周期)|(?:时效|用时|耗时|周期)(?=最[快慢长短])",
    rf"平均(?:每[本次个件])?(?:被)?(?:借|住|用|等|租|停|放|拖)了?(?:出|走)?(?:了)?{_HOW_LONG}",
)
_KEPT = (
    r"(?:took|takes?|taking|kept|keeps?|held|stayed|stays?|waited|waits?|lasted|borrowed|open|out)"
)
_NIGHTS = r"(?<!per )\bnights\b(?: stayed)?|(?:入住|住宿|住店)?(?:天|晚)数|住了?(?:多少|几)[天晚]"
_MOST = rf"\b{_KEPT}(?: \w+){{0,3}}? (?:the )?(?P<way>longest|shortest|(?:most|least)(?= (?:time|days)))(?: time| days)?(?: to (?:be )?\w+)?|\b(?P<slow>slowest|fastest|quickest) {_EVENT}|\b(?P<bare>longest|shortest|slowest|fastest|quickest)(?: ones?| times?)? to (?:be )?{_EVENT}|(?:{_EVENT_ZH}|借|住|等|用|拖|放|租)[得了]?(?:时间)?(?P<zh>最[慢快久长短])"
_LIMIT = rf"(?:\b(?:took|takes?|taking|{_EVENT})(?: to (?:be )?\w+)?|{_EVENT_ZH}(?:时间|用时|耗时|天数|时长)?)\s*(?P<o>(?:in )?(?:more than|less than|fewer than|longer than|over|under|within|at least|at most)|超过了?|大于|多于|少于|不到|不超过|在|用了)\s*(?P<n>\d+|an?(?= )|one|[一二两三五十]+)\s*(?:days?|天|hours?|hrs?|小时)(?P<z>以上|以内|之内|内)?(?: (?:to (?:be )?{_EVENT}|later|after(?:wards)?))?"
_WITHIN = rf"(?P<n>\d+|[一二两三五七十])\s*天(?:以内|之内|内)(?:就|能)?{_EVENT_ZH}"
_LONGER = r"(?P<o>超过了?|大于|多于|少于|不到|不超过|(?:for )?(?:more than|longer than|over|less than|under|at least|at most))\s*(?P<n>\d+)\s*(?:天|晚|days?\b|nights?\b)(?P<z>以上)?(?:才|就)?(?:归?还|交)?(?: late)?"
_SERVED = r"\b(?:longest[- ](?:serving|tenured|standing)|most senior|(?:been|worked|stayed) (?:here |there |with us |at the company )?(?:the )?longest)\b|\b(?P<new>newest (?=hires?\b|employees?\b|staff\b|members? of staff)|most recently (?:hired|joined)|shortest[- ]serving)\b"
_IN_DAYS = r"天|day"
_PROMISED = r"应还|应到|应付|截止|到期|计划|预计|\bdue|deadline|expected|promised|planned|estimated"
_IN_HOURS = r"小时|钟头|\bhours?\b|\bhrs?\b"
_FINE = {  # what is said, and how many seconds it has
    "hours": (_IN_HOURS, 3600.0),
    "minutes": (r"分钟|\bminutes?\b|\bmins?\b", 60.0),
}
_STAY = r"check[ _-]?(?:in|out)|入住|离店|退房|arriv|depart"
_ASKED_OF_ALL = r"\b(?:average|mean|std|standard|volatil\w+|max\w*|min\w*|\w+est|best|worst|median|which|above|below|over|under|more|less|than|distribution|histogram|outliers?|percentile|positive|negative|most|correlat\w+)\b"
_SPAN_SAID = r"\s+between (?:the )?\w+ and (?:the )?\w+|\s+(?:with)?in (?:one|an?|any|the same)(?: single)? day"
_LONG_SPAN = r"总|整[体个]|全年|期间|累计|每[月周年]|月度|\b(?:total|overall|cumulative|monthly|weekly|yearly|annual|from)\b"
_FELL = r"(?:跌幅|下跌|跌了?)(?:超过了?|大于|高于|达到?|在)\s*(?P<n>\d+(?:\.\d+)?)\s*%?(?:以上)?的?|\b(?:fell|dropped|declined|lost|down)(?: by)? (?:more than|over|at least) (?P<m>\d+(?:\.\d+)?) ?%"
_ROSE = _FELL.replace("跌幅|下跌|跌了?", "涨幅|上涨|涨了?").replace(
    "fell|dropped|declined|lost|down", "rose|gained|jumped|climbed|up"
)
_TIMES_SPENT = r"几[次笔]|多少[次笔]|次数|笔数|\bhow (?:often|many)\b"


def mark_derived(sentence, table):
    """Mark the words for columns that are made of others, before the columns' own names are."""
    _mark_days(sentence, table)
    _mark_tenure(sentence, table)
    _mark_spans(sentence, table)
    mark_gains(sentence, table)
    _mark_returns(sentence, table)
    _mark_balance(sentence, table)
    mark_bands(sentence, table)  # "ages into decades" is of no date
    mark_age(sentence, table)
    _mark_decades(sentence, table)
    mark_league(sentence, table)
    mark_ledger(sentence, table)
    mark_speed(sentence, table)
    mark_margins(sentence, table)
    mark_pay(sentence, table)
    mark_owed(sentence, table)
    mark_routes(sentence, table)
    mark_progress(sentence, table)
    mark_body(sentence, table)
    mark_funnel(sentence, table)
    mark_repeats(sentence, table)


def marked(sentence, column):
    """The mark of a column that the file does not have, put into the sentence by the caller."""
    return sentence.mark("column", Mention(column.name, ((100, column),)))


def _zh(text):
    return not text.isascii()


# ---------------------------------------------------------------- days between two dates


def _mark_days(sentence, table):
    if len(table.of_kind(DATE)) < 2:
        mark_lasting(sentence, table, _LASTED)
        return

    def use(match, write="{c}", named=0, **changes):
        pair, spoken = _pair(match.group(), table)
        said = re.escape(match.group().strip())
        mean = rf"(?:平均|\b(?:average|mean) ){said}|{said}(?:的?平均|最[长短])"  # of dates no mean is asked
        whole = any(normal(c.name) == match.group().strip() for c in table.columns)
        whole = (whole and not re.search(mean, sentence.text)) or is_a_number(match, table)
        if spoken < named or whole:
            return False
        mean = "平均" if _zh(match.group()) else "average "
        zh, fine = _zh(sentence.text), all(c.has_time for c in pair)
        unit = next((u for u in _FINE if fine and re.search(_FINE[u][0], sentence.text)), "")
        made = _finely(*pair, zh, unit) if unit else _days(*pair, zh)
        mark = marked(sentence, replace(made, **changes))
        lead = mean if re.search(_AVERAGE, match.group()) else ""
        return f" {lead}{write.format(c=mark)} {of_each(match.group())}"

    if _zh(sentence.text):
        sentence.take(between_named(table) + _LONGER, lambda m: use(m, _limit(m), named=2))
        sentence.take(between_named(table), lambda m: use(m, named=2))
    whole = not all(c.has_time for c in _pair(sentence.text, table)[0])
    sentence.take(
        _LIMIT,
        lambda m: False if whole and re.search(_IN_HOURS, m.group()) else use(m, _limit(m)),
    )
    sentence.take(_WITHIN, lambda m: use(m, f"{{c}}不超过{m['n']}"))
    if not any(re.search(_IN_DAYS, normal(c.name)) for c in table.of_kind(NUMBER)):
        sentence.take(_LONGER, lambda m: use(m, _limit(m)))
    for pattern in _BETWEEN:
        sentence.take(pattern, lambda m: use(m, named=1))
    sentence.take(_MOST, lambda m: use(m, _extreme(m)))
    if any(re.search(_STAY, normal(c.name)) for c in table.of_kind(DATE)):
        sentence.take(_NIGHTS, lambda m: use(m, averaged=False))  # nights add up
    for pattern in _LASTED:
        sentence.take(pattern, use)
    sentence.take(
        r"[,，]?\s*(?:\bin |[(（]|按|以|用)(?:hours|days|hrs|minutes|mins|分钟|小时|天)(?:为单位|计算?)?[)）]?(?=\W*$)"
    )


def _extreme(match):
    if match.group("zh"):
        return "{c}最短" if match.group("zh") in ("最快", "最短") else "{c}最长"
    short = (match.group("way") or match.group("slow") or match.group("bare")) in (
        "shortest",
        "least",
        "fastest",
        "quickest",
    )
    return f"has the {'shortest' if short else 'longest'} {{c}}"


def _limit(match):
    operator = match.group("o").removeprefix("in ").removeprefix("for ")
    operator = {"within": "at most", "在": "不超过", "用了": "", "longer than": "more than"}.get(
        operator, operator
    )
    after = {"以上": "以上"}.get(match.group("z") or "", "")
    number = "1" if match.group("n") in ("a", "an", "one") else match.group("n")
    return f"where {{c}} {operator} {number}{after}" if match.group().isascii() else f"{{c}}{'' if after else operator}{match.group('n')}{after}"  # fmt: skip


def _pair(words, table):
    """((from, to), how many of the two the words name): the columns of dates that are meant."""
    dates = table.of_kind(DATE)
    named = [c for c in dates if any(part in words for part in _stems(c))]
    rest = [c for c in dates if c not in named]
    rest.sort(key=lambda c: bool(re.search(_PROMISED, normal(c.name))))  # what was, not what ought
    pair = [*named, *rest][:2]
    begins = [bool(re.search(DERIVED["begins"], normal(c.name))) for c in pair]
    place = [dates.index(c) for c in pair]
    later = begins == [False, True] or (begins[0] == begins[1] and place[0] > place[1])
    return tuple(pair[::-1] if later else pair), len(named[:2])


def days_between(table, *, zh):
    """The days from the earlier of the table's dates to the later, as a column it does not have."""
    return _days(*_pair("", table)[0], zh)


def _stems(column):
    name = normal(column.name)
    words = [
        w[:5] for w in re.findall(r"[a-z]{3,}", name) if w not in ("date", "time", "day", "the")
    ]
    said = (event["words"] for event in WORDS["events"] if re.search(event["named"], name))
    words += [word[:5] for several in said for word in several if " " not in word and len(word) > 4]
    return words + re.findall(r"[\u4e00-\u9fff]{2,}", re.sub("日期|时间|日$", "", name))


def _days(start, end, zh):
    if start.has_time and end.has_time:  # whole days would lose up to one of each
        return replace(
            _finely(start, end, zh, "hours"),
            name=f"{start.name} → {end.name} ({'天' if zh else 'days'})",
            formula="date_diff('second', {0}, {1}) / 86400.0",
        )
    return Column(
        name=f"{start.name} → {end.name} ({'天' if zh else 'days'})", kind=NUMBER, factors=(start, end),
        formula="date_diff('day', {0}, {1})", averaged=True, integer=True,
    )  # fmt: skip


def _finely(start, end, zh, unit):
    """The hours or minutes from one moment to another."""
    said = {"hours": "小时", "minutes": "分钟"}[unit] if zh else unit
    return Column(
        name=f"{start.name} → {end.name} ({said})", kind=NUMBER, factors=(start, end),
        formula=f"date_diff('second', {{0}}, {{1}}) / {_FINE[unit][1]}", averaged=True,
    )  # fmt: skip


def _mark_tenure(sentence, table):
    """ "tenure", "工龄": the years from a date of entry to today."""
    entered = next(
        (c for c in table.of_kind(DATE) if re.search(DERIVED["entered"], normal(c.name))), None
    )
    named = any(re.search(DERIVED["tenure"], normal(c.name)) for c in table.columns)
    if entered is None or named:
        return
    zh = _zh(sentence.text)
    column = Column(
        name=f"{entered.name} → {'今天 (年)' if zh else 'today (years)'}", kind=NUMBER, factors=(entered,),
        formula="date_diff('day', {0}, current_date) / 365.25", averaged=True,
    )  # fmt: skip
    sentence.take(_SERVED, lambda m: f" {_served(m)} {marked(sentence, column)} ")
    sentence.take(DERIVED["tenure"], lambda _: f" {marked(sentence, column)} ")


def _served(match):
    """Which end of the years "longest-serving", "newest hires" speaks of."""
    return "lowest" if match["new"] else "highest"


def _mark_decades(sentence, table):
    """ "per decade", "每个年代": the years of a date, or of a column of them, by tens."""
    year = next(
        (
            c
            for c in (*table.of_kind(NUMBER), *table.of_kind(DATE))
            if c.kind == DATE or of_years(c)
        ),
        None,
    )
    if year is None or any("decade" in normal(c.name) for c in table.columns):
        return
    number = "year({0})" if year.kind == DATE else "{0}"
    name = f"{year.name} ({'年代' if _zh(sentence.text) else 'decade'})"
    column = Column(
        name=name,
        kind=TEXT,
        factors=(year,),
        formula=f"(floor({number} / 10) * 10)::INT || 's'",
        banded=True,
    )
    sentence.take(r"\bdecades?\b|年代", lambda _: marked(sentence, column))


# ---------------------------------------------------------------- the highest less the lowest


def _mark_spans(sentence, table):
    pair = _span(table)
    if pair:
        column = difference(*pair)
        sentence.take(
            f"(?:{DERIVED['span']})(?:{_SPAN_SAID})*", lambda _: f" {marked(sentence, column)} "
        )


def _span(table):
    """The columns of one thing's highest and lowest: 最高气温 and 最低气温, high and low."""
    rests = {}  # what is left of the name of a highest: the first column called so
    names = [(c, normal(c.name).replace("_", " ")) for c in table.of_kind(NUMBER)]
    for column, name in names:
        rests.setdefault(re.sub(EXTENTS["max"], "#", name), column)
    lowest = ((re.sub(EXTENTS["min"], "#", name), column) for column, name in names)
    return next(((rests[n], c) for n, c in lowest if "#" in n and n in rests), None)


def difference(one, other):
    """One column less another."""
    averaged = intensive(one) or intensive(other)
    return Column(name=f"{one.name} − {other.name}", kind=NUMBER, factors=(one, other), joined=" - ", averaged=averaged)  # fmt: skip


# ---------------------------------------------------------------- returns of a price


def _mark_returns(sentence, table):
    dates = table.of_kind(DATE)
    close = next((c for c in table.of_kind(NUMBER) if "close" in meanings_of(c)), None)
    if close is None or not dates:
        return
    whole = _whole_return(close, dates[0], _zh(sentence.text))
    if not re.search(r"\d|[年月周]|\b(?:from|since|between|in|during|last)\b", sentence.text):
        sentence.take(DERIVED["whole"], lambda _: f" {marked(sentence, whole)} ")
    if re.search(_LONG_SPAN, sentence.text):
        return
    column = _returns(close, dates[0], table, _zh(sentence.text))
    rising = DERIVED["returns"]
    sentence.take(_FELL, lambda m: f" {marked(sentence, column)} < -{m['n'] or m['m']} ")
    sentence.take(_ROSE, lambda m: f" {marked(sentence, column)} > {m['n'] or m['m']} ")
    for words, write in (*((words, text) for words, text in rising.items() if text),):
        sentence.take(words, lambda _, w=write: w.format(c=marked(sentence, column)))
    plain = "|".join(words for words, text in rising.items() if not text)
    each = "" if re.search(_ASKED_OF_ALL, sentence.text) or _zh(sentence.text) else " by day"
    sentence.take(plain, lambda _: f" {marked(sentence, column)}{each} ")


def _whole_return(close, day, zh):
    """The change of a price from the first row to the last, in percent: the same in every row."""
    ends = "OVER (ORDER BY {1} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"
    return Column(
        name=f"{close.name} {'从第一天到最后一天的涨跌幅' if zh else 'change from the first day to the last'}", kind=NUMBER,
        unit="%", factors=(close, day), averaged=True,
        formula=f"(last_value({{0}}) {ends} / first_value({{0}}) {ends} - 1) * 100",
    )  # fmt: skip


def _returns(close, day, table, zh):
    """The change of a price from the row before, in percent; of each paper by itself."""
    papers = [c for c in table.of_kind(TEXT) if re.search(DERIVED["paper"], normal(c.name))][:1]
    own = "PARTITION BY {2} " if papers else ""
    return Column(
        name=f"{close.name} {'比前一行的涨跌幅' if zh else 'change from the row before'}", kind=NUMBER, unit="%",
        factors=(close, day, *papers), averaged=True,
        formula=f"({{0}} / lag({{0}}) OVER ({own}ORDER BY {{1}}) - 1) * 100",
    )  # fmt: skip


# ---------------------------------------------------------------- income and spending in one column


def _mark_balance(sentence, table):
    sides, amount = _sides(table), main_number(table)
    if not sides or amount is None:
        return
    kind, income, spending = sides
    net = Column(
        name=f"{income} − {spending}", kind=NUMBER, factors=(kind, amount),
        formula=f"CASE {{0}} WHEN '{income}' THEN {{1}} WHEN '{spending}' THEN -abs({{1}}) END",
    )  # fmt: skip
    each = [
        Column(name=f"{side} · {amount.name}", kind=NUMBER, factors=(kind, amount), formula=f"CASE {{0}} WHEN '{side}' THEN {{1}} END")
        for side in (income, spending)
    ]  # fmt: skip
    words, and_ = DERIVED["net"], r"(?:\s*(?:,|、|和|与|及|and|的)\s*)*"
    both = f"(?:{re.escape(normal(income))}{and_}{re.escape(normal(spending))}|收支|income{and_}expenses?)"
    three = [*each, net]
    sentence.take(
        rf"{both}{and_}(?:{words})", lambda _: "、".join(marked(sentence, c) for c in three)
    )
    sentence.take(words, lambda _: f" {marked(sentence, net)} ")
    sentence.take(f"{both}(?:情况)?", lambda _: "、".join(marked(sentence, c) for c in three))

    def how_much():
        return "" if re.search(_TIMES_SPENT, sentence.text) else marked(sentence, amount)

    asked = "|".join(re.escape(normal(side)) for side in (income, spending))
    sentence.take(
        rf"(?:总|\btotal )的?(?P<s>{asked})|(?P<t>{asked})(?=(?:一共|总共|共|总计)?(?:是|有)?多少(?![次笔个条]))",
        lambda m: f" {m['s'] or m['t']} {marked(sentence, amount)}总和",
    )
    sentence.take(
        rf"(?P<s>{asked})(?=最[多少高低大小])", lambda m: f" {m['s']} {marked(sentence, amount)}"
    )
    for side, cell in (("spending", spending), ("earning", income)):
        value = Value(normal(cell), ((kind, cell),))
        sentence.take(
            DERIVED[side], lambda _, v=value: f" {sentence.mark('value', v)} {how_much()} "
        )


def _sides(table):
    """(column, the cell of income, the cell of spending), where one column says which."""
    for column in table.of_kind(TEXT):
        cells = {normal(cell): cell for cell in column.sample}
        for income, spending in DERIVED["sides"]:
            if {income, spending} <= set(cells) and len(cells) < 6:
                return column, cells[income], cells[spending]
    return None
