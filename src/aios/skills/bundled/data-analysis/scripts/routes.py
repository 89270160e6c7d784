"""Routes of a table that holds where a thing left and where it went: "哪条航线", "which route"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention
from sentence import normal
from table import IDENTIFIER, NUMBER, TEXT, Column

_FROM = r"^(?:origin|from|source|departure|dep|start|pick ?up)\b|出发|始发|起[点始飞]|发货[地城]|发件[地城]|寄件[地城]|上车"
_TO = r"^(?:dest\w*|to|target|arrival|arr|end|drop ?off)\b|目的|终[点到]|到达|抵达|收货[地城]|收件[地城]|下车|降落"
_WHEN = r"date|time|日期|时间|delay|延误"
_SAID = r"航[线段]|路线|线路|专线|\b(?:routes?|origin[- ]destination pairs?)\b|\b(?:\w+[- ]to[- ]\w+ )?(?:station|stop|city|airport|place|location)s? pairs?\b|\b\w+-to-\w+ (?:\w+ )?(?:pairs?|combinations?|connections?)\b|\bpairs of (?:start|from|origin)\w* and (?:end|to|dest)\w*(?: (?:station|stop|place|cit)\w*)?"


def mark_routes(sentence, table):
    """Mark "route" as the two places of a row, where no column is called so."""
    places = [c for c in table.of_kind(TEXT, IDENTIFIER, NUMBER) if not re.search(_WHEN, _name(c))]
    start, end = (next((c for c in places if re.search(p, _name(c))), None) for p in (_FROM, _TO))
    named = any(re.search(_SAID, _name(c)) for c in table.columns)
    if start is None or end is None or named or NUMBER in (start.kind, end.kind):
        return
    route = Column(
        name=f"{start.name} → {end.name}", kind=TEXT, factors=(start, end),
        formula="{0} || ' → ' || {1}",
    )  # fmt: skip
    spelled = "|".join(re.escape(normal(c.name)) for c in (start, end))
    told = rf"(?:\s*[(]\s*(?:{spelled})(?:\W{{1,3}}|\s+(?:to|and)\s+)(?:{spelled})\s*[)])?"  # "route (origin-dest)"
    sentence.take(
        rf"(?:{_SAID}){told}",
        lambda _: sentence.mark("column", Mention(route.name, ((100, route),))),
    )


def _name(column):
    return normal(column.name).replace("_", " ")
