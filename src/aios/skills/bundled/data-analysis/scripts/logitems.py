"""Several figures of a log that are listed as the items of one order: "状态码分布、访问量前 5 的 IP、每天的请求数"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

_BETWEEN = r"[、,，;；]\s*(?:(?:以及|还有|和|并且?|and)\s*)?|以及|\s(?:and|plus|as well as)\s|(?<=[\u4e00-\u9fff\s])和(?=每|各|前|访问|请求|状态)"
_LEAD = r"^[^:：]{0,40}[:：]\s*|^\s*(?:请|帮我|给我|麻烦|分析|统计|算|看|列出|一下|告诉我|\b(?:please|analy[sz]e|give|show|tell|me|the|list|report|its?|with|and)\b|\s)+"
_ITEM = r"分布|前\s*\d|最[多大高常忙]|[每各]|数$|\b(?:top|most|per|by|each|every|distribution|breakdown|busiest)\b"
_ASKS = r"哪|谁|多少|几|[?？]|\b(?:which|what|who|how|when|where)\b"
_SPREAD = (r"^(?P<what>.+?)的?分布(?:情况)?$", r"^(?P<en>.+?) (?:distribution|breakdown)$|^(?:distribution|breakdown) (?:of|by) (?:the )?(?P<of>.+)$")  # fmt: skip


def items(text):
    """The items of an order that lists two or more, each as an order of its own; else none."""
    plain = re.sub(r"[。.!！]\s*$", "", text.strip())
    if re.search(_ASKS, plain, re.I):
        return []
    plain = re.sub(_LEAD, "", plain, count=1, flags=re.I)
    found = [part.strip() for part in re.split(_BETWEEN, plain) if part.strip()]
    if len(found) < 2 or not all(re.search(_ITEM, part, re.I) for part in found):
        return []
    return [_in_full(part) for part in found]


def _in_full(part):
    """ "状态码分布" as how often each occurs."""
    zh, en = (re.match(pattern, part, re.I) for pattern in _SPREAD)
    if zh:
        return f"各{zh['what']}的次数"
    return f"number of requests per {en['en'] or en['of']}" if en else part
