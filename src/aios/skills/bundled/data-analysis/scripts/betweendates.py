"""Two dates of a table by their names: "从揽收到签收", "签收比寄出晚几天", "平均几天签收"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from sentence import normal
from table import DATE, NUMBER

_HEAD = r"(?:日期|时间|日|时刻|时间点)"
_HOW_LONG = r"(?:多少天|几天|多少个?小时|几个?小时|多少分钟|几分钟|多久|多长时间|天数|小时数|分钟数|时长|时间|间隔|用时|耗时|周期)"
_SPENT = r"(?:一共|总共|之间|这段)?的?(?:平均|通常|大概|大约)?(?:是|需要?|要|用了?|花了?|花费|隔了?|间隔|相[差隔]|经过|过了|历时|耗时|经历)?(?:了)?(?:的)?"
_NOT_BACK = r"(?<![逾超过]期)(?:还|至今|到现在)?(?:没有?|未|尚未)(?:归还|交还|还(?![款价有]))(?:书|车|回来)?(?:的(?!多少))?"
_LATER = r"(?:要|会)?(?P<m>平均)?(?:要|会)?(?:晚|迟|滞后|早|提前)了?"


_EACH_ONE = r"\b(?:each|every) ([a-z_]+(?: [a-z_]+)?) (?=(?:need|take|took|has|have|wait|last|stay|spend|use|require)s?\b)"


def of_each(words):
    """ "per carrier " of "how many days does each carrier need from …", else nothing."""
    each = re.search(_EACH_ONE, words)
    return f"per {each[1]} " if each else ""


def is_a_number(match, table):
    """ "first response time" where a column of numbers is first_response_min."""
    spelled = (normal(c.name).replace("_", " ") for c in table.of_kind(NUMBER))
    names = (re.sub(r" (?:min|mins|minutes|hours|sec|secs|seconds|days)$", "", n) for n in spelled)
    said = match.string[: match.end()]
    return any(" " in n and re.search(rf"\b{re.escape(n)}\b(?: times?)?\s*$", said) for n in names)


def days_of(text, table):
    """ "took more than 25 days of leave" as the column of numbers leave_days."""
    for column in table.of_kind(NUMBER):
        name = normal(column.name).replace("_", " ")
        ends = re.fullmatch(r"([a-z]+) days?|days? (?:of )?([a-z]+)", name)
        if ends:
            of = rf"\b(?:took|takes?|taken|had|have|has|having|used|with) (?P<o>[a-z ]{{0,16}}?)\s?(?P<n>\d+) days?(?: (?:of|on|off))? {ends[1] or ends[2]}\b"
            text = re.sub(of, rf"with {column.name} \g<o> \g<n>", text, flags=re.I)
    return text


def date_words(table):
    """{word: column} for the dates of a table: 签收 and 签收日期 of 签收日期."""
    found = {}
    for column in table.of_kind(DATE):
        name = normal(column.name)
        stem = re.sub(f"{_HEAD}$", "", name)
        found.update({word: column for word in (name, stem) if len(word) > 1})
    return found


def _either(words):
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def told_between(text, table):
    """The text with "A比B晚几天" and "平均几天签收" as "从…到…平均几天", "还没还的" as without that date."""
    words = date_words(table)
    back = next((c for w, c in words.items() if re.search("归还|还书|还车|退还", w)), None)
    if back is not None:
        text = re.sub(_NOT_BACK, f"{normal(back.name)}缺失的", text)
    columns = table.of_kind(DATE)
    if len(columns) < 2:
        return text
    names = _either(words)
    text = re.sub(
        rf"(?P<b>{names}){_HEAD}?比(?P<a>{names}){_HEAD}?{_LATER}(?={_HOW_LONG}|的)",
        lambda m: f"从{m['a']}到{m['b']}{m['m'] or ''}", text,
    )  # fmt: skip
    text = re.sub(
        rf"(?P<b>{names})减去?(?P<a>{names})(?:的(?=[,，]))?[,，]?(?:平均|的)?", _less, text
    )
    if len(columns) > 2:
        return text
    first, last = columns

    def use(match):
        after = words[match["b"]] is last
        return f"从{normal(first.name)}到{match['b']}平均{match['h']}" if after else match.group()

    return re.sub(
        rf"平均(?:要|需要?|用|过|等|隔)?(?P<h>{_HOW_LONG})(?:之?后)?(?:才能?|能|会|可以?|就)?(?:被|完成)?(?P<b>{names})(?!最|超|大|多)",
        use, text,
    )  # fmt: skip


def _less(match):
    mean = "平均" if match.group().endswith("平均") else ""
    return f"从{match['a']}到{match['b']}{mean}"


def between_named(table):
    """A pattern of "从A到B的天数" for two dates that are named, whatever they are called."""
    names = _either(date_words(table))
    return rf"从?(?:{names}){_HEAD}?(?:一直|直)?(?:到|至|~|—)(?:{names}){_HEAD}?(?:{_SPENT}{_HOW_LONG})?(?!的?(?:记录|订单|数据))"
