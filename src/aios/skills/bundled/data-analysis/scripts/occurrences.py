"""What is asked of a message in a log: how often it occurs, when it first and last did."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from query import Filter, Measure, Query
from sentence import normal
from table import TEXT

MARK = "\ufffc"  # stands for the condition on the message
_QUOTED = r"[\"“「『](?P<double>[^\"”」』]{2,120})[\"”」』]|(?<![\w])['‘`](?P<single>[^'’`]{2,120})['’`](?!\w)"
_FEWEST_HAN, _FEWEST_LETTERS = 4, 9  # of a message that stands in the question without quotes
_SAID_OF = (
    r"(?:出现|包含|含有?|带有?|提到|提及|报了?|打印|写着?|有)(?:过|了)?(?:的)?(?:关键[字词]|单词|字样)?\s*(?P<word>[A-Za-z][\w.:/-]{2,})(?![\w.]*\.log\b)",
    r"(?<![\w./-])(?P<word>[A-Za-z]\w{2,})\s*(?:这个?[词字]|字样)?(?:一共|总共|总计|(?:在|于)?\s*[\w./-]+\.log\s*[里中内]?的?(?:第一次|最后一次|首次|最早|最晚|一共|总共)?)?(?:是|在)?\s*(?:出现|发生)",
    r"\bhow many (?!(?:line|entrie|row|record|message|event|error|warning|request|time|hour|day|minute|job|user)s?\b)(?P<word>[a-z]{4,}?)(?:e?s)?\b(?= (?:are|were|was|happened|occurred|in|did|have|has|does|do|there))",
)
_MESSAGE_EN = r"(?:the |an? )?(?:(?:error|warning|log|failure)? ?(?:message|word|text|phrase|string|line|entry|event|error|warning)s? )?"
_SAYS_EN = r"(?:(?:lines|entries|messages|records|rows|events|times|it|we|they|the log|that|which|is|are|was|were|has|have|been|did|does|do|there)\s+)*(?:(?:say|contain|mention|includ|read|show|report|log|see|saw|seen|record|with|of|for|about|like)(?:s|ed|ing|ged|e|es)?\s+)?"
_HAPPENS_EN = r"(?:\s+(?:(?:errors?|messages?|lines?|entries|entry|events?|warnings?)\b))?(?:\s+(?:(?:is|are|was|were|been|get|gets|got|has|have|did|does)\s+)?(?:appear|occur|happen|show up|come up|turn up|log|report|record|mention|see|seen)(?:s|r?ed|ged|ing)?\b(?: up)?)?"
_SAYS_ZH = (
    r"(?:里|中|上|的)?(?:出现|发生|报|提到|提及|包含|含有?|记录|打印|显示)?(?:过|了|有)?(?:的)?"
)
_HAPPENS_ZH = r"(?:这[个条种句]|的)?(?:报错|错误|消息|提示|日志|记录|字样|信息|告警|警告)?(?:的)?(?:出现|发生|报出?)?(?:过|了)?(?:的)?"
_FIRST = r"\b(?:first|earliest|initially|begin|began|start(?:ed)?)\b|第一|首次|首条|最早|最先|最初|头一[次条]|开始"
_LAST = r"\b(?:last|latest|most recent(?:ly)?|final|ended|stop(?:ped)?|newest)\b|最后|末次|末条|最近|最晚|最新|最末"
_TIMED = r"\bwhen\b|\bwhat time\b|\btimes? (?:of|was|is|and|stamps?)\b|\btime ?stamps?\b|\bclock\b|\b(?:at )?which time\b|\b(?:first|last) time\b|\btell me (?:the )?(?:first|last)\b|何时|时间|时候|几点|时刻|几时|哪天"
_SPAN = r"\bfrom when (?:to|until|till) when\b|\b(?:time ?(?:span|range|frame|period)|period|dates?|date range)\b.*\b(?:cover|span)|\bcovers? what (?:period|time)|覆盖|涵盖|跨越|从(?:什么时候|何时|几点|哪天)(?:开始)?(?:记录?)?到(?:什么时候|何时|几点|哪天)|时间(?:范围|跨度)"
MOST_LISTED = 200
_LIST = r"(?:都|分别)是?(?:在)?(?:什么时[候间]|几点|何时|哪[些几][个条次天时])|\bat (?:what|which) times\b|\bwhen was each\b|\bwhen did (?:they|each|these)\b|列出|列一下|列举|都?有哪[些几]|(?:是|给我|找出|写出)(?:哪些|所有)|\blist (?:the|all|them|every|which)\b|\b(?:and|,) list\b|\bwhich (?:orders?|users?|requests?|ids?|jobs?|files?|hosts?|numbers?|accounts?)\b"
_DRAWN = r"\b(?:plot|draw|chart|save|export|write|sort)|画|存|导出|写入|排序"
_MORE_EACH = r"\b(?:per|each|every|by)\b|每|按|各(?!是|在)"
_LISTED = r"\b(?:first|last|latest)\s+(?:\d+|two|three|four|five|ten|few)\b|\b\d+\s+(?:most recent|latest)\b|(?:前|后|近|新)的?(?:\d+|[二三四五六七八九十两]+)[条次行个]"


def without_message(text, table):
    """(the question with a mark for the condition on the message that it names, that condition)."""
    said, phrase = _named(text, table)
    if not phrase:
        return text, ""
    if re.search(r"[\u4e00-\u9fff]", text.replace(phrase, "")):
        plain = re.sub(rf"{_SAYS_ZH}\s*{MARK}\s*{_HAPPENS_ZH}", f" {MARK}的行 ", said)
        return plain, f'message包含"{phrase}"'
    named = rf"\b{_SAYS_EN}{_MESSAGE_EN}{MARK}{_HAPPENS_EN}|{MARK}{_HAPPENS_EN}"
    holds = f'message contains "{phrase}"'
    return re.sub(named, f" lines where {MARK} ", said, flags=re.IGNORECASE), holds


def occurrences(text, table, earlier=None):
    """The Query of when what is named first and last was, and how often; None for another question.

    After the Query `earlier` it may be of what that was about.
    """
    said, phrase = _named(text, table)
    measures = _figures(said or text, table)
    if phrase and not measures and _lists(said):
        held = [_condition(table, "message", "contains", phrase), *_held(said, table)]
        return Query(kind="rows", filters=held, limit=MOST_LISTED)
    if not measures:
        return None
    held = [_condition(table, "message", "contains", phrase)] if phrase else []
    held += _held(said or text, table)
    held = held or (list(earlier.filters) if earlier else [])
    if not held and not re.search(_SPAN, text, re.I):
        return None
    return Query(measures=measures, filters=held, continues=earlier is not None and not phrase)


def _lists(text):
    """Whether the lines themselves are asked for, beside how many they are."""
    listed = re.search(_LIST, text, re.I) and not re.search(_MORE_EACH, text, re.I)
    return bool(listed and not re.search(rf"{_LISTED}|{_DRAWN}", text, re.I))


def _condition(table, name, operator, value):
    return Filter(column=table.column(name), operator=operator, values=(value,))


def _named(text, table):
    """(the text with a mark for it, the message it names): in quotes, or as long as no chance is."""
    for match in re.finditer(_QUOTED, text) if table.column("message") else ():
        phrase = (match["double"] or match["single"]).strip()
        if not _is_cell(phrase, table):
            return f"{text[: match.start()]}{MARK}{text[match.end() :]}", phrase
    if table.column("message") is None:
        return "", ""
    found = _longest(text, table.column("message").sample) or _one_word(text, table)
    at = text.lower().find(found.lower()) if found else -1
    return (f"{text[:at]}{MARK}{text[at + len(found) :]}", found) if at >= 0 else ("", "")


def _is_cell(phrase, table):
    """Whether it is a cell of another column: "ERROR", "sshd"."""
    said = normal(phrase)
    cells = (c for c in table.columns if c.name != "message" and c.kind == TEXT)
    return any(said == normal(str(cell)) for column in cells for cell in column.sample)


def _one_word(text, table):
    """ "出现 timeout 的有多少行": the word that it is said of; or ""."""
    for match in (m for pattern in _SAID_OF for m in re.finditer(pattern, text)):
        word, messages = match["word"], table.column("message").sample
        if not _is_cell(word, table) and any(word.lower() in held for held in messages):
            return word
    return ""


def _longest(text, messages):
    """The longest part of the text that stands in a message, long enough to be no chance; or ""."""
    lowered = [message.lower() for message in messages]
    parts = re.findall(rf"[\u4e00-\u9fff]{{{_FEWEST_HAN},}}", text)
    runs = {
        part[a:b]
        for part in parts
        for a in range(len(part))
        for b in range(a + _FEWEST_HAN, min(len(part), a + 20) + 1)
    }
    for part in re.findall(r"[A-Za-z]+(?:[ ][A-Za-z]+)+", text):
        words = part.split(" ")
        spans = ((a, b) for a in range(len(words)) for b in range(a + 2, len(words) + 1))
        runs |= {run for a, b in spans if len(run := " ".join(words[a:b])) >= _FEWEST_LETTERS}
    for run in sorted(runs, key=len, reverse=True):
        if any(run.lower() in message for message in lowered):
            return run
    return ""


def _figures(text, table):
    """The measures that are asked for: how often, the earliest time, the latest; none for another
    question."""
    spans = re.search(_SPAN, text, re.I)
    first, last = (spans or re.search(way, text, re.I) for way in (_FIRST, _LAST))
    time = table.column("time")
    if time is None or not (first or last) or not (spans or re.search(_TIMED, text, re.I)):
        return []
    if re.search(_MORE_EACH, text, re.I) or re.search(_LISTED, text, re.I):
        return []
    ends = [name for name, said in (("min", first), ("max", last)) if said]
    counts = [] if spans else [Measure(aggregate="count")]
    return [*counts, *(Measure(aggregate=name, column=time) for name in ends)]


def _level(text, table):
    """The level that the text names, as the log writes it; or ""."""
    column = table.column("level")
    words = {"ERROR": r"\berrors?\b|错误|报错", "WARN": r"\bwarn(?:ing)?s?\b|警告|告警"}
    for cell in column.sample if column else ():
        pattern = next((p for name, p in words.items() if cell.startswith(name)), rf"\b{cell}\b")
        if re.search(pattern, text, re.I):
            return cell
    return ""


def _held(text, table):
    """Conditions on the other columns whose cells the text names: a host, a program, a level."""
    level = _level(text, table)
    found = [_condition(table, "level", "=", level)] if level else []
    for name in ("host", "program", "logger", "user"):
        column = table.column(name)
        cells = map(str, column.sample if column else ())
        said = (c for c in cells if re.search(rf"(?<![\w.]){re.escape(c)}(?![\w.])", text))
        found += [_condition(table, name, "=", cell) for cell in said]
    return found
