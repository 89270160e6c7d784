"""Number columns that are parts of one whole by their names: 峰时用电 and 谷时用电."""

import re

from sentence import normal
from table import NUMBER, Column
from words import CONCEPTS, MEANINGS

_COUNTED = r"(?:人数|人次|用量|数量|次数|金额|费用|时长|面积|[量额数费])$"
_WHOLE = r"^(?:总|合计|全部|全天|total|all|overall)?[ _]*$"
_NO_PART = r"\d|[年月日周季]|平均|最|计划|目标|预算|实际|安全|应|上|\b(?:avg|max|min|plan|target)"


def parts_of(table):
    """{(what is left of the name, what the parts share): column}, where several share it."""
    found = {}
    for column in table.of_kind(NUMBER):
        rest, shared = _cut(column)
        if shared and not re.search(_NO_PART, rest):
            found[rest, shared] = column
    shared = [key[1] for key in found]
    return {key: column for key, column in found.items() if shared.count(key[1]) > 1}


def whole_of(column, table):
    """(the parts, the column of the whole or None) that a column is one of; ([], None) for none."""
    found = parts_of(table)
    own = next((key for key, held in found.items() if held is column), None)
    if own is None or re.search(_WHOLE, own[0]):
        return [], None
    alike = {rest: c for (rest, shared), c in found.items() if shared == own[1]}
    whole = next((c for rest, c in alike.items() if re.search(_WHOLE, rest)), None)
    return [c for rest, c in alike.items() if not re.search(_WHOLE, rest)], whole


def totals(table):
    """{what "总用电量" may be called: the parts added up}, where no column holds the whole."""
    found = {}
    for column in parts_of(table).values():
        parts, whole = whole_of(column, table)
        if whole is not None or len(parts) < 2:
            continue
        _, shared = _cut(column)
        words = {shared, *(w for m in MEANINGS.get(shared, ()) for w in CONCEPTS[m])}
        made = Column(
            name=" + ".join(c.name for c in parts), kind=NUMBER, factors=tuple(parts), joined=" + "
        )
        found |= {f"total {w}" if w.isascii() else f"总{w}": made for w in words}
        found |= {f"{w}总量": made for w in words if not w.isascii()}
    return found


def _cut(column):
    """("峰时", "用电"), ("online", "sales"); ("", "") where the name has no such end."""
    name = re.sub(r"\s*[(（\[].*$", "", normal(column.name)).replace("_", " ").strip()
    if name.isascii():
        rest, _, last = name.rpartition(" ")
        return (rest, last)
    ends = (i for i in range(len(name)) if len(name) - i > 1 and name[i:] in MEANINGS)
    counted = re.search(_COUNTED, name)
    cut = next(ends, counted.start() if counted else None)
    return ("", "") if cut is None else (name[:cut], name[cut:])
