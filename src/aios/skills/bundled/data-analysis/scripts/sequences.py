"""Names that have an order of their own: months, weekdays and quarters written out as text."""

import re

from sentence import normal
from table import TEXT

_DIGITS = "一二三四五六七八九十"
_MONTHS_ZH = [*_DIGITS, "十一", "十二"]
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_DAYS_ZH = [*"一二三四五六日"]
_LETTERS = "lower(left({}, 3))"
_BARE = "regexp_replace({}, '^(第|周|星期|礼拜)|(个?月份?|季度?)$', '', 'g')"
_NUMERAL = f"replace({_BARE}, '天', '日')"
# (what every cell looks like, the order, the cell's part that stands in it, as SQL)
_ORDERS = (
    (rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?", _MONTHS, _LETTERS),
    (rf"(?:{'|'.join(_DAYS)})[a-z]*\.?", _DAYS, _LETTERS),
    (rf"(?:{'|'.join(_MONTHS_ZH[::-1])})月份?", _MONTHS_ZH, _NUMERAL),
    (r"(?:周|星期|礼拜)[一二三四五六日天]", _DAYS_ZH, _NUMERAL),
    (r"第?[一二三四]季度?", [*_DIGITS[:4]], _NUMERAL),
    (r"(?:[1-9]|1[0-2])月份?", [str(n) for n in range(1, 13)], _NUMERAL),
)


def in_sequence(column, cell):
    """The SQL by which the cells stand in their own order; None where they have none."""
    if column.kind != TEXT or not column.sample:
        return None
    for pattern, names, part in _ORDERS:
        if all(re.fullmatch(pattern, normal(value).strip()) for value in column.sample):
            listed = ", ".join(f"'{name}'" for name in names)
            return f"list_position([{listed}], {part.format(f'trim({cell})')})"
    return None
