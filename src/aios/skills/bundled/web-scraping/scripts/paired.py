"""The condition on two columns of numbers: which towns grew between 2015 and 2025."""

# ruff: noqa: E501

import re

from kinds import WORDS

MORE = r"\bmore\b|\bhigher\b|\bgreater\b|\blarger\b|\bbigger\b|\bdearer\b|多|高|大|贵"
LESS = r"\bfewer\b|\bless\b|\blower\b|\bsmaller\b|\bcheaper\b|少|低|小|便宜"
GREW = r"\bgr[eo]w\w*\b|\brose\b|\brisen\b|\bincreas\w+\b|\bgained\b|\bwent up\b|\bimproved\b|增长|增加|上升|上涨|提高|变多"
FELL = r"\bfell\b|\bfall\w*\b|\bshrank\b|\bshrunk\b|\bdecreas\w+\b|\bdeclin\w+\b|\bdropp\w+\b|\bwent down\b|\blost\b|减少|下降|下跌|降低|变少"
THAN = r"\bthan\b|比"
ONE = r"\b(?:most|least|fewest|highest|lowest|fastest)\b|最"


def of_two_columns(text, columns):
    """[(column, sign, other column)] where a text compares what two columns hold, else []."""
    named = [n for n in columns.said(text, columns.amounts()) if n not in ("title", "link")]
    if len(named) != 2 or re.search(ONE, text, WORDS):
        return []
    first, second = named
    if re.search(THAN, text, WORDS):
        up, down = re.search(MORE, text, WORDS), re.search(LESS, text, WORDS)
        return [(first, "> column" if up else "< column", second)] if bool(up) != bool(down) else []
    years = all(re.fullmatch(r"(?:19|20)\d{2}", n) for n in named)
    earlier, later = sorted(named) if years else named
    up, down = re.search(GREW, text, WORDS), re.search(FELL, text, WORDS)
    return [(later, "> column" if up else "< column", earlier)] if bool(up) != bool(down) else []
