"""What a question about a log leaves out: "ignoring bots", "除了静态文件（/static）以外"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace

from leftaside import opposite

_LEFT_OUT = (
    r"(?:除了?|除去|除开|排除|去掉|去除|剔除|不算上?|不计|不包括|不含|忽略|过滤掉?|刨去)(?:所有|全部|那些|来自|对)*(?P<x>[^,，。;；?？、]{1,24}?)(?:(?:以外|之外|外|之后|以后|后)的?|(?=[,，。;；?？]|$))[,，]?",
    r"\b(?:ignoring|ignore|excluding|exclude|leaving out|leave out|leaving aside|not counting|without(?: counting)?|except(?: for)?|apart from|other than|but not|filtering out|skipping)(?: the| all| any| requests (?:for|to|from|by))* (?P<x>[^,.;?!()]{1,40}?(?:\s*\([^()]*\))?)(?=\s*(?:[,.;:?!]|$))",
)
_BELOW = r"(?:目录|文件夹|路径)?(?:下面?|里面?|中|开头)的?(?:所有|全部)?(?:文件|页面|请求|内容|资源)|\b(?:everything|anything|all|paths?|files?|pages?|requests?)? ?(?:under|below|starting with|beginning with|inside|in)\b"


def left_out(plain, tokens_of):
    """(the rest, the conditions of what stays); None where what is left out is not understood.

    `tokens_of(words)` are the tokens of a clause, or None.
    """
    held = []
    for pattern in _LEFT_OUT:
        while match := re.search(pattern, plain):
            kept = [opposite([one]) for one in _said(match["x"], tokens_of)]
            if not kept or None in kept:
                return None
            held += [one for several in kept for one in several]
            plain = f"{plain[: match.start()]} , {plain[match.end() :]}"
    return plain, held


def _said(words, tokens_of):
    """The conditions that the words name; none where they say anything else."""
    tokens = tokens_of(re.sub(_BELOW, " ", words)) or []
    plain = all(t.kind in ("filter", "rows", "and") for t in tokens)
    return [_below(f) for t in tokens if t.kind == "filter" for f in t.meaning] if plain else []


def _below(condition):
    """ "/static" is all that lies there, where it is no page itself."""
    [value, *more] = condition.values
    whole = condition.column.name != "path" or more or value in condition.column.sample
    return condition if whole else replace(condition, operator="contains")
