"""Hours worked times what an hour is paid: "该发多少工资", "how much do we owe each of them"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from sentence import normal
from spoken import marked_column
from table import NUMBER, Column

_HOURS = r"工时|工作时长|小时数|加班时长|时长|\bhours?(?: worked)?\b(?! ?(?:rate|pay|wage))|\bhrs\b"
_RATE = r"时薪|工价|每小时|小时(?:工资|费|单价|费率)|\bhourly\b|\bper hour\b|\bhour(?:ly)? (?:rate|pay|wage)\b|\brate\b|\bwage\b"
_TOLD = r"\btimes\b|\bmultipl|[×*]|乘"  # the product is written out
_HELD = r"工资(?!率)|薪|应发|实发|\bpay\b|\bsalary\b|\bearn|\btotal\b|金额|\bamount\b"
_WORDS = r"(?:工资(?!率|条)|薪水|薪资|工钱|报酬|劳务费)"
_PAID = (
    rf"(?:一共|总共|合计)?(?:该|应该?|得|要|能|可以?|需要?)*(?:发放?|付给?|支付|给|拿到?|领到?|挣到?|赚到?|开)(?:了|到)?(?:多少(?:钱|{_WORDS})?|{_WORDS})(?:是)?(?:多少)?"
    rf"|{_WORDS}(?:一共|总共|总额|合计)?(?:应该|该|应)?(?:是|有|为)?(?:多少|几)(?:钱|块|元)?"
    r"|\b(?:how much |what )(?:money )?(?:do|does|did|should|must|will|is|are|have|has|am)(?: (?:we|i|they|he|she|you|to))* (?:(?:have to|need to) )?(?:owe|pay|owed|paid|earn|earned|make|made|get|due)\b(?: to)?"
)
_PAY = rf"(?:应[发付]|实发)?{_WORDS}(?:总额|合计)?|\b(?:gross )?(?:wages?|pay|payroll|salar(?:y|ies)|earnings|wage bill|labou?r costs?)\b(?! (?:rate|per hour))"


def mark_pay(sentence, table):
    """Mark what is to be paid, where a table holds hours and the pay of an hour, and no pay."""
    if re.search(_TOLD, sentence.text):
        return
    numbers = table.of_kind(NUMBER)
    rate = _first(numbers, _RATE)
    hours = _first([c for c in numbers if c is not rate], _HOURS)
    held = [c for c in numbers if c not in (rate, hours)]
    if rate is None or hours is None or _first(held, _HELD):
        return
    pay = Column(
        name=f"{hours.name} × {rate.name}", kind=NUMBER, factors=(hours, rate), unit=rate.unit
    )
    total = " {}总和 " if not sentence.text.isascii() else " total {} "
    sentence.take(_PAID, lambda _: total.format(marked_column(sentence, pay)))
    sentence.take(_PAY, lambda _: f" {marked_column(sentence, pay)} ")


def _first(columns, words):
    spaced = ((c, normal(c.name).replace("_", " ")) for c in columns)
    return next((c for c, name in spaced if re.search(words, name)), None)
