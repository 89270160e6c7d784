"""What a table implies and does not hold: how late things came back, the profit of price and cost."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention, meanings_of
from sentence import normal
from table import DATE, NUMBER, Column

_DUE = r"应还|应到|应付|截止|到期|期限|\bdue|deadline|expected|promised"
_DONE = r"归还|还书|实际|完成|到货|付款|return|done|complet|deliver|paid|actual|received|closed"
_LATE_LEFT = r"(?:逾期|超期|过期)(?:未|没有?|还没有?)(?:归?还|完成|交付?)的?|\boverdue(?: and (?:not|never) (?:yet )?returned)?\b|\bnot returned on time\b"
_CAME_LATE = r"(?:逾期|超期|迟|晚)(?:归?还|完成|交付?|到货?)(?:了)?的?|逾期的?(?!天)|\b(?:returned|delivered|paid|completed|arrived|came back) late\b|\blate (?:returns?|deliver(?:y|ies)|payments?)\b|\bwere late\b"
_DAYS_LATE = (
    r"逾期(?:天数|了?多少天|几天)|超期天数|\bdays (?:late|overdue)\b|\bhow (?:many days )?late\b"
)
_RECOMMENDS = r"recommend|推荐|likelihood"
_PROMOTERS = r"\b(?:average |mean )?(?:nps|net promoter scores?)\b(?: score)?|(?:平均)?净推荐值?|(?:平均)?nps(?:值|得分|分数)?"
_PROFIT = r"毛利润?(?!率)|利润(?!率)|\b(?:gross |total |net )?profits?\b(?! margin)"


def mark_late(sentence, table):
    """Mark "逾期未还", "returned late" as days after the day they were due; none where a column says so."""
    dates = table.of_kind(DATE)
    due = next((c for c in dates if re.search(_DUE, normal(c.name))), None)
    done = next((c for c in dates if c is not due and re.search(_DONE, normal(c.name))), None)
    said = any(re.search("逾期|overdue|late", normal(c.name)) for c in table.columns)
    if due is None or done is None or said:
        return
    zh = not sentence.text.isascii()
    name = f"{due.name} → {done.name} ({'天' if zh else 'days'})"
    late = Column(
        name=name, kind=NUMBER, factors=(due, done), averaged=True, integer=True,
        formula="date_diff('day', {0}, {1})",
    )  # fmt: skip
    still = Column(
        name=f"{due.name} → {'今天，未' if zh else 'today, no '}{done.name} ({'天' if zh else 'days'})", kind=NUMBER,
        factors=(due, done), averaged=True, integer=True,
        formula="CASE WHEN {1} IS NULL THEN date_diff('day', {0}, current_date) END",
    )  # fmt: skip
    sentence.take(_DAYS_LATE, lambda _: f" {_marked(sentence, late)} ")
    sentence.take(_LATE_LEFT, lambda _: f" {_marked(sentence, still)} > 0 ")
    sentence.take(_CAME_LATE, lambda _: f" {_marked(sentence, late)} > 0 ")


def mark_profit(sentence, table):
    """Mark "profit", "毛利" where a table has what was taken and what it cost, and no profit."""
    numbers = table.of_kind(NUMBER)
    named = {
        m: next((c for c in numbers if m in meanings_of(c)), None)
        for m in ("profit", "sales", "quantity", "price", "cost")
    }
    if named["profit"] or not named["cost"]:
        return
    if named["sales"]:
        factors, formula = (named["sales"], named["cost"]), "{0} - {1}"
        name = f"{named['sales'].name} − {named['cost'].name}"
    elif named["quantity"] and named["price"]:
        factors = (named["price"], named["cost"], named["quantity"])
        formula = "({0} - {1}) * {2}"
        name = f"({factors[0].name} − {factors[1].name}) × {factors[2].name}"
    else:
        return
    column = Column(name=name, kind=NUMBER, factors=factors, formula=formula)
    sentence.take(_PROFIT, lambda _: f" {_marked(sentence, column)} ")


def mark_promoters(sentence, table):
    """Mark "NPS" as the share of nines and tens less that of six and below, of marks from 0 to 10."""
    if any("nps" in normal(c.name) for c in table.columns):
        return
    asked = (c for c in table.of_kind(NUMBER) if re.search(_RECOMMENDS, normal(c.name)))
    column = next((c for c in asked if c.high is not None and 5 < c.high <= 10), None)
    if column is not None:
        made = Column(
            name=f"NPS ({column.name})", kind=NUMBER, factors=(column,), averaged=True,
            formula="CASE WHEN {0} >= 9 THEN 100.0 WHEN {0} <= 6 THEN -100 WHEN {0} < 9 THEN 0 END",
        )  # fmt: skip
        sentence.take(_PROMOTERS, lambda _: f" 平均{_marked(sentence, made)} ")


def _marked(sentence, column):
    return sentence.mark("column", Mention(column.name, ((100, column),)))
