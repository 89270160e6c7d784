"""What so many cost at what one costs: hours times the pay of an hour, distance times the cost of a km."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from linetotals import product_column
from mentions import meanings_of
from sentence import normal
from spoken import marked_column
from table import NUMBER, Column
from toldprices import mark_told_price

_HOURS = r"工时|工作时长|小时数|^小时$|加班时长|时长|\bhours?(?: worked)?\b(?! ?(?:rate|pay|wage))|\bhrs\b"
_RATE = r"时薪|工价|每小时|小时(?:工资|费|单价|费率)|\bhourly\b|\bper hour\b|\bhour(?:ly)? (?:rate|pay|wage)\b|\brate\b|\bwage\b"
# How many there are, and what one of them costs.
_PAIRS = (
    (_HOURS, _RATE),
    (
        r"距离|里程|公里数?|\b(?:distance|mileage|kms?|kilomet\w+|miles)\b",
        r"每公里|公里(?:单价|费|成本|价)|\bper (?:km|kilomet\w+|mile)\b|\b(?:km|mile|mileage) (?:rate|cost|price)\b",
    ),
    (
        r"天数|晚数|间夜|\b(?:days|nights)\b",
        r"每[天晚]|日租|房价|日薪|\bper (?:day|night)\b|\b(?:daily|nightly|day|night) (?:rate|price|rent|wage|fee|cost)\b",
    ),
)
_TIMES = r"\btimes\b|\bmultipl|[×*]|乘"  # the product is written out
_ALONE = rf"(?:(?!{_TIMES})[^(),.?+\d-]|(?<=\w)-(?=\w))*"
_TOLD = rf"[,，]?\s*(?:\(\s*(?:that is|i\.e\.|=|即|就是)?{_ALONE}(?:{_TIMES}){_ALONE}\)|[,，]\s*(?:that is|i\.e\.|也?就是|即)[,，]?{_ALONE}(?:{_TIMES}){_ALONE}(?=[?.]|$))"
_HELD = r"工资(?!率)|薪|应发|实发|\bpay\b|\bsalary\b|\bearn|\btotal\b|金额|\bamount\b"
_MONEY = {"sales", "cost", "salary"}
_WORDS = r"(?:工资(?!率|条)|薪水|薪资|工钱|报酬|劳务费)"
_SPENT = r"(?:owed?|owes|pa(?:y|ys|id)|spen[dt]s?|costs?|charged?|billed?)"
_EARNED = r"(?:earn(?:s|ed)?|ma[dk]es?|gets?|got)"
_PAID = rf"(?:一共|总共|合计)?(?:该|应该?|得|要|能|可以?|需要?)*(?:发放?|付给?|支付|给|拿到?|领到?|挣到?|赚到?|开|花费?|用)(?:了|到|掉)?(?:多少(?:钱|{_WORDS})|多少(?=[?？,，。]|$)|{_WORDS})(?:是)?(?:多少)?|{_WORDS}(?:一共|总共|总额|合计)?(?:应该|该|应)?(?:是|有|为)?(?:多少|几)(?:钱|块|元)?"
_HOW_MUCH = r"\b(?:how much|what) (?:money )?(?:do|does|did|should|must|will|is|are|have|has|am) (?P<who>(?!it\b|you\b)[\w' \ue000-\uf8ff-]{1,40}?) (?:(?:have to|need to) )?(?:VERBS|due)\b(?: (?:to|us|me|in total|altogether)\b)*"
_PAY = rf"(?:应[发付]|实发)?{_WORDS}(?:总额|合计)?|(?:人工|人力|用工|运输|运营|用车|出行)(?:总?成本|费用?|开销|开支|花费)(?:一共|总共|合计)?(?:是|有|为)?(?:多少钱?)?|\b(?:gross )?(?:wages?|pay|payroll|salar(?:y|ies)|earnings|wage bill)\b(?! (?:rate|per hour))"
_COST = r"\b(?:total |overall |labou?r |running |transport |travel )*(?:costs?|spend|spending|expenses?)\b(?! (?:per (?:k(?:ilo)?m|kilomet|mile|hour|day|night|unit|trip|ride|visit|order|shift)|of an?\b|for one\b|cent(?:er|re)))|总?(?:成本|费用|花费|开销)(?:一共|总共|合计)?(?:是|有|为)?(?:多少钱?)?"
_MONEY_ASKED = r"(?:花|付|用)[了掉]?多少钱"  # which a table with money is asked as its sum
_MOST = r"\b(?:VERBS)(?: us| me)?(?: the)? (?P<way>most|least)\b(?: money)?(?: in total| altogether| overall)?|(?:ZH)(?:[得的]|了)?(?:钱)?最(?P<zh>[多少高低])(?:的?钱)?|最(?P<costly>[花费烧])钱"


def mark_pay(sentence, table):
    """Mark what is to be paid, where a table holds how many and the price of one, and no money."""
    if mark_told_price(sentence, table):
        return
    made = next(filter(None, (_made(table, *pair) for pair in _PAIRS)), None)
    bought = product_column(table) if made is None else None
    if (made or bought) is None:
        return
    if re.search(f"{_PAID}|{_how_much(_EARNED, _SPENT)}|{_PAY}", sentence.text):
        sentence.take(_TOLD)
    if not re.search(_TIMES, sentence.text):
        _mark(sentence, made or bought, hired=made is not None)


def _made(table, amount, price):
    """The one times the other, or None: where money is held it is no sum of these."""
    numbers = table.of_kind(NUMBER)
    rate = _first(numbers, price)
    many = _first([c for c in numbers if c is not rate], amount)
    held = [c for c in numbers if c not in (rate, many)]
    if rate is None or many is None or _first(held, _HELD):
        return None
    if any(meanings_of(c) & _MONEY for c in held):
        return None
    return Column(
        name=f"{many.name} × {rate.name}", kind=NUMBER, factors=(many, rate), unit=rate.unit
    )


def _how_much(*verbs):
    return _HOW_MUCH.replace("VERBS", "|".join(verbs))


def _mark(sentence, made, *, hired):
    """Mark it; of goods bought the words for pay and cost are left to what is sold."""
    zh = not sentence.text.isascii()
    verbs = (_SPENT, _EARNED) if hired else (_SPENT,)
    total = " {}总和 " if zh else " total {} "

    def most(match):
        low = (match["way"] or match["zh"]) in ("least", "少", "低")
        mark = marked_column(sentence, made)
        return (
            f" {mark}最{'低' if low else '高'} "
            if zh
            else f" has the {'lowest' if low else 'highest'} total {mark} "
        )

    spent = "花|花费|花销|付|消费" + ("|挣|赚|拿|领|成本" if hired else "")
    extreme = _MOST.replace("VERBS", "|".join(verbs)).replace("ZH", spent)
    sentence.take(extreme, most)
    paid = f"{_PAID}|总和" if re.search(_MONEY_ASKED, sentence.original) else _PAID
    sentence.take(paid, lambda _: total.format(marked_column(sentence, made)))
    sentence.take(
        _how_much(*verbs),
        lambda m: f"{total.format(marked_column(sentence, made))} {_subject(m['who'])} ",
    )
    for words in (_PAY, _COST) if hired else ():
        sentence.take(words, lambda _: f" {marked_column(sentence, made)} ")


def _subject(said):
    """Who it is, unless it is the asker."""
    return "" if re.fullmatch(r"(?:we|i|they|he|she|you|us)(?: (?:all|have|had))?", said) else said


def _first(columns, words):
    spaced = ((c, normal(c.name).replace("_", " ")) for c in columns)
    return next((c for c, name in spaced if re.search(words, name)), None)
