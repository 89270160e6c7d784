"""Numbers that a sentence writes in Chinese, in digits: 三百块, 两千以上, 过万."""

import re

from aios_numerals import SIGNS, about

ROUND = re.compile(r"(?:超?过|突?破|上)([百千万])(?![一-鿿]{0,1}[\d])")
NUMERAL = re.compile(
    rf"(?<![第\d{SIGNS}])(?<!\d\s)([{SIGNS}]+)(?=\s*(?:块|元|[及或]?以上|[及或]?以下|以内|多|人|次|个|条|件|分|星|米|平|公里|小时|岁))"
)


def in_digits(text):
    """The sentence with its amounts in digits; names that hold numerals stay."""
    text = ROUND.sub(lambda hit: f"超过{about(hit[1])}", text)
    return NUMERAL.sub(lambda hit: str(about(hit[1]) or hit[1]), text)
