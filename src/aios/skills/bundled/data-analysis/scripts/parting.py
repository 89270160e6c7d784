"""A table in several files, one for each value of a column: "每个班存成一个 csv", "one file per region"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import column_words
from paths import without_tables
from sentence import normal, trimmed
from table import IDENTIFIER, TEXT
from words import FILLER

_FORMAT = r"(?P<{}>csv|tsv|excel|xlsx|jsonl?)?"
_WHOSE = r"(?:的(?:学生|会员|人员?|员工|名单|成绩|客户|商品|内容|全部)*)?"
_APART = r"(?:分别|各自|单独|分开|独立|拆)"
_KEEP = r"(?:另?存|保存|导出|输出|生成|写|做|拆分?|分)(?:到|成|为|出|入)*"
_ONE = r"(?:[一1]?[个份张]|单独|独立|各自|不同|多[个份张]?|[几若]干?[个份张])"
_FILE = r"(?:文件|表格?|工作簿|excel|csv)*"
_ASKED = (
    rf"(?:每一?个?|各个?|不同)(?P<a>[\u4e00-\u9fff]{{1,6}}?|[a-z_ ]{{2,20}}?){_WHOSE}\s*(?:数据|记录)?(?:都|{_APART})*{_KEEP}(?:{_ONE}|的)+\s*{_FORMAT.format('fa')}\s*{_FILE}",
    rf"(?:每一?个?|各个?|不同)(?P<b>[\u4e00-\u9fff]{{1,6}}?|[a-z_ ]{{2,20}}?){_WHOSE}\s*(?:数据|记录)?(?:都)?{_APART}{_KEEP}(?:{_ONE}|的)*\s*{_FORMAT.format('fb')}\s*{_FILE}",
    rf"按照?(?:不同的?)?(?P<c>[\u4e00-\u9fff]{{1,6}}?|[a-z_ ]{{2,20}}?)\s*(?:{_APART}|拆分|分)+(?:{_KEEP}|[成为到出])?(?:{_ONE}|的)*\s*{_FORMAT.format('fc')}\s*{_FILE}(?=\W|$)",
    rf"\b(?:an?|one|separate|own|individual)\s+(?:separate |own )?{_FORMAT.format('fd')}(?: ?files?| sheets?)?\s*(?:for|per)\s*(?:each |every )?(?P<d>[a-z_ ]{{2,30}}?)(?: please)?(?=\W*$|[,.])",
    rf"\beach (?P<e>[a-z_ ]{{2,30}}?) (?:into|in|to|as|saved (?:as|in)) (?:its own|an? separate|one|an? own)\s*{_FORMAT.format('fe')}(?: ?file)?",
    rf"\bsplit\b[^,.]*?\bby (?P<f>[a-z_ ]{{2,30}}?) into (?:separate |several |different |multiple |individual )?{_FORMAT.format('ff')}s?(?: ?files?)?(?=\W*$|[,.])",
)
_MOST = 200  # files
_LEFT = r"\b(?:split|put|save|file|files|separate|own|each|rows?)\b|文件|表格?|拆分?|分开|保存|存|单独|帮|把|将|的|里|数据"


def parted(text, table):
    """(the column, the format) of a text that asks for a file of each of its values; or None."""
    text = without_tables(normal(text).replace(normal(table.path), " "))
    for pattern in _ASKED:
        match = re.search(pattern, text)
        column = match and _named(match, table)
        if column and not _more(text, match):
            suffix = next(
                (match[g] for g in match.groupdict() if g[:1] == "f" and g != "f" and match[g]),
                "csv",
            )
            return column, {"excel": "xlsx"}.get(suffix, suffix)
    return None


def _named(match, table):
    """The column of few values that the match names, or None."""
    word = next(match[g] for g in "abcdef" if g in match.groupdict() and match[g]).strip()
    words = column_words(table)
    mention = words.get(word) or words.get(f"^{word}")
    column = mention.best(TEXT, IDENTIFIER) if mention else None
    return column if column and len(column.sample) <= _MOST else None


def _more(text, match):
    """Whether the text asks for more than that."""
    rest = re.sub(_LEFT, " ", f"{text[: match.start()]} {text[match.end() :]}")
    words = re.findall(r"[a-z]{3,}|[\u4e00-\u9fff]{2,}", re.sub(FILLER, " ", rest))
    return any(word.isascii() or trimmed(word) for word in words)


def parted_text(written, column, say):
    """The files that were written, with how many rows each has."""
    lines = [
        f"- {name}{say('：', ': ')}{rows}{say(' 行', ' rows' if rows != 1 else ' row')}"
        for name, rows in written
    ]
    first = say(
        f"按 {column.name} 分成 {len(written)} 个文件：",
        f"{len(written)} files, one for each {column.name}:",
    )
    return "\n".join([first, *lines])
