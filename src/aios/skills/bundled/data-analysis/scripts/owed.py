"""What a table implies and does not hold: how late things came back, the profit of price and cost."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from aios_numerals import ENGLISH
from margins import percentage
from mentions import Mention, meanings_of
from pieces import intensive
from sentence import CHINESE_NUMBER, count_word, normal
from spoken import scores
from table import DATE, NUMBER, Column

_DUE = r"应还|应到|应付|截止|到期|期限|\bdue|deadline|expected|promised"
_DONE = r"归还|还书|实际|完成|到货|付款|return|done|complet|deliver|paid|actual|received|closed"
_LATE_LEFT = r"(?:逾期|超期|过期)(?:未|没有?|还没有?)(?:归?还|完成|交付?)的?|\boverdue(?: and (?:not|never) (?:yet )?returned)?\b|\bnot returned on time\b"
_CAME_LATE = r"(?:逾期|超期|迟|晚)(?:归?还|完成|交付?|到货?)(?:了)?的?|逾期的?(?!天)|\b(?:returned|delivered|paid|completed|arrived|came back) late\b|\blate (?:returns?|deliver(?:y|ies)|payments?)\b|\b(?:returned|delivered|paid|completed|arrived|settled|finished) (?:after|later than|past|beyond) (?:the |their |its )?(?:due date|deadline|due day)\b|\bwere late\b"
# what late means: "(after the due date)", ", i.e. past the due date"
_MEANING_LATE = r"\([^()]*\b(?:after|later|past)\b[^()]*\)|[,;]?\s*(?:\bi\.? ?e\.?|that is|meaning|so|in other words)?,?\s*\b(?:after|later than|past|beyond) (?:the |their |its )?(?:\w+ )?(?:due|deadline|agreed|promised)(?: date| day)?\b"
_DAYS_LATE = (
    r"逾期(?:天数|了?多少天|几天)|超期天数|\bdays (?:late|overdue)\b|\bhow (?:many days )?late\b"
)
_RECOMMENDS = r"recommend|\bnps|推荐|likelihood"
_PROMOTERS = r"\b(?:average |mean )?(?:nps|net promoter scores?)\b(?: score)?|(?:平均)?净推荐值?|(?:平均)?nps(?:值|得分|分数)?"
_FAILS_ONE = (
    r"有(?:任何?)?(?:一|1)?[科门]?低于60分的?(?:科目|课程|功课|科)?的?|有(?:科目|课程)低于60分的?|挂了?科的?"
    r"|\bfail(?:ed|s|ing)? (?:any|at least one|one or more|some)(?: (?:subject|course|exam|class)s?)?\b"
)
_DISCOUNTED = r"\b(?:revenue|sales|total|amount)s? (?:after|net of|less|minus|including|with) (?:the )?discounts?\b|\bnet (?:revenue|sales)\b|\bdiscounted (?:revenue|sales|total)\b|(?:打折|折扣)后的?(?:总?销售额|总?金额|总价|收入)|折后(?:总?销售额|总?金额|总价|收入)"
_LESS_LATER = r"\b(?:total |net )?(?:revenue|sales|turnover|income|amount)s?(?P<by> (?:by|per|for each|of each|in each) [^,.?]{1,30}?),? (?:after|net of|less|minus|including) (?:the |any |all )?discounts?\b"
_CHURN = r"\b(?:churn|attrition|cancellation|turnover)(?: rate)?\b|(?:流失|离职|退订|取消)率"
_LEAVING = r"^end[ _]?date$|\bexit|depart|last[ _]day|cancel|churn|unsubscri|terminat|left|leaving|quit|resign|离职|退订|取消|注销|流失"
_LAST = r"\blast|latest|recent|updated|最近|最后|上次"
_DAYS_IN = {"年|year": 365, "个?月|month": 30, "周|个?星期|week": 7, "天|day": 1}
_IDLE = (
    rf"(?<![最近去\d])(?:已?超过)?(?P<n>半|\d+|{CHINESE_NUMBER})个?(?P<u>年|个?月|周|个?星期|天)(?:以上|多)?(?:都|还)?(?:没有?|未)(?P<zh>[\u4e00-\u9fff]{{2}})过?的?"
    rf"|\b(?:(?:have|has|had) )?(?:not|never|n't)(?: been)? (?P<en>[a-z]+) (?:in|for) (?:over |more than |at least )?(?P<m>\d+|{ENGLISH}) (?P<v>years?|months?|weeks?|days?)\b"
)
_MARGIN = r"(?:毛利润?|净利润?|利润)率|\b(?:gross |net )?(?:profit )?margins?\b(?: rate)?"
_MOST_PROFIT = r"(?:最赚钱|赚(?:得|的钱)?最多)的?|\b(?:is |was |are )?(?:the )?most profitable\b"
_PROFIT = r"毛利润?(?!率)|利润(?!率)|\b(?:gross |total |net )?profits?\b(?! margin)"


def mark_owed(sentence, table):
    """Mark all of these, before the columns' own names are."""
    for mark in (
        _mark_churn,
        _mark_idle,
        _mark_late,
        _mark_discounted,
        _mark_profit,
        _mark_promoters,
        _mark_worst,
    ):
        mark(sentence, table)


def _mark_late(sentence, table):
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
    if sentence.take(_CAME_LATE, lambda _: f" {_marked(sentence, late)} > 0 "):
        sentence.take(_MEANING_LATE)


def _mark_profit(sentence, table):
    """Mark "profit", "毛利率" where a table has what was taken and what it cost, and no profit."""
    numbers = table.of_kind(NUMBER)
    named = {
        m: next((c for c in numbers if m in meanings_of(c)), None)
        for m in ("profit", "sales", "quantity", "price", "cost", "unit_cost")
    }
    profit, taken = _profit(named)
    if profit is None:
        return
    margin = percentage(profit, taken)
    if not any(re.search(_MARGIN, normal(c.name)) for c in table.columns):
        sentence.take(_MARGIN, lambda _: f" {_marked(sentence, margin)} ")
    most = "{}最高 " if not sentence.text.isascii() else "has the highest {} "
    sentence.take(_MOST_PROFIT, lambda _: " " + most.format(_marked(sentence, profit)))
    sentence.take(_PROFIT, lambda _: f" {_marked(sentence, profit)} ")


def _profit(named):
    """(profit, what was taken) of columns by what they mean; (None, None) where they do not tell."""
    sales, quantity, price, cost = (named[m] for m in ("sales", "quantity", "price", "cost"))
    if named["profit"] or not (cost or named["unit_cost"]) or not (sales or price):
        return None, None
    if sales and cost:
        return _less(sales, cost), sales
    cost = named["unit_cost"] or cost
    if sales and quantity:
        return _less(sales, _times(cost, quantity)), sales
    if not price:
        return None, None
    each = _less(price, cost)
    if not quantity:
        return each, price
    profit = Column(
        name=f"({each.name}) × {quantity.name}", kind=NUMBER, factors=(price, cost, quantity),
        formula="({0} - {1}) * {2}",
    )  # fmt: skip
    return profit, _times(price, quantity)


def _times(one, other):
    return Column(name=f"{one.name} × {other.name}", kind=NUMBER, factors=(one, other))


def _less(taken, cost):
    return Column(
        name=f"{taken.name} − {cost.name}", kind=NUMBER, factors=(taken, cost),
        formula="{0} - {1}", averaged=intensive(taken),
    )  # fmt: skip


def _mark_promoters(sentence, table):
    """Mark "NPS" as the share of nines and tens less that of six and below, of marks from 0 to 10."""
    if any("nps" in normal(c.name) and not 5 < (c.high or 0) <= 10 for c in table.columns):
        return
    asked = (c for c in table.of_kind(NUMBER) if re.search(_RECOMMENDS, normal(c.name)))
    column = next((c for c in asked if c.high is not None and 5 < c.high <= 10), None)
    if column is not None:
        made = Column(
            name=f"NPS · {column.name}", kind=NUMBER, factors=(column,), averaged=True,
            formula="CASE WHEN {0} >= 9 THEN 100.0 WHEN {0} <= 6 THEN -100 WHEN {0} < 9 THEN 0 END",
        )  # fmt: skip
        sentence.take(_PROMOTERS, lambda _: f" 平均{_marked(sentence, made)} ")


def _mark_churn(sentence, table):
    """Mark "churn rate", "离职率": the share of those who have a date of leaving."""
    left = next((c for c in table.of_kind(DATE) if re.search(_LEAVING, normal(c.name))), None)
    if left is None:
        return
    zh = not sentence.text.isascii()
    made = Column(
        name=f"{'有' if zh else 'share with '}{left.name}{'的占比' if zh else ''}", kind=NUMBER, unit="%",
        factors=(left,), formula="CASE WHEN {0} IS NULL THEN 0.0 ELSE 100.0 END", averaged=True,
    )  # fmt: skip
    said = f" {'平均' if zh else 'average '}{_marked(sentence, made)} "
    sentence.take(_CHURN, lambda _: said)


def _mark_worst(sentence, table):
    """Mark "有不及格科目", "failed any subject": the lowest of a row's marks is below 60."""
    subjects = scores(table)
    if len(subjects) > 1:
        parts = ", ".join(f"{{{place}}}" for place in range(len(subjects)))
        names = ", ".join(c.name for c in subjects)
        low = "最低的一科" if not sentence.text.isascii() else "the lowest of"
        made = Column(
            name=f"{low} ({names})", kind=NUMBER, factors=tuple(subjects), averaged=True,
            formula=f"least({parts})",
        )  # fmt: skip
        sentence.take(_FAILS_ONE, lambda _: f" {_marked(sentence, made)} < 60 的")
        _mark_uneven(sentence, subjects)


def _mark_uneven(sentence, subjects):
    """Mark "偏科最严重" as the widest gap between a row's best mark and its worst."""
    parts = ", ".join(f"{{{place}}}" for place in range(len(subjects)))
    made = Column(
        name=f"最高科 − 最低科 ({'、'.join(c.name for c in subjects)})", kind=NUMBER,
        factors=tuple(subjects), formula=f"greatest({parts}) - least({parts})", averaged=True,
    )  # fmt: skip
    sentence.take(
        r"偏科最(?:严重|厉害|明显|大|多)(?P<rest>[^()]*)(?:[(][^()]*[)])?",
        lambda m: f" {_marked(sentence, made)}最高{m['rest']}",
    )


def _mark_discounted(sentence, table):
    """Mark "revenue after discount", "折后金额": quantity times price, less what was taken off."""
    numbers = table.of_kind(NUMBER)
    named = [
        next((c for c in numbers if m in meanings_of(c)), None)
        for m in ("quantity", "price", "discount")
    ]
    if None in named or named[2].high is None:
        return
    kept = "{2}" if named[2].low >= 0.5 and named[2].high <= 1 else "(1 - {2})"
    kept = "(1 - {2} / 100.0)" if named[2].high > 1 else kept
    made = Column(
        name=f"{named[0].name} × {named[1].name} × {kept.replace('{2}', named[2].name)}", kind=NUMBER,
        factors=tuple(named), formula=f"{{0}} * {{1}} * {kept}",
    )  # fmt: skip
    sentence.take(_DISCOUNTED, lambda _: f" {_marked(sentence, made)} ")
    sentence.take(_LESS_LATER, lambda m: f" {_marked(sentence, made)} {m['by']} ")


def _mark_idle(sentence, table):
    """Mark "半年以上没入库", "not updated for 90 days": so many days from a date to today."""
    dates = table.of_kind(DATE)
    if not dates:
        return
    last = next((c for c in dates if re.search(_LAST, normal(c.name))), None)

    def use(match):
        named = (c for c in dates if (match["zh"] or match["en"])[:5] in normal(c.name))
        column = next(named, last)
        if column is None:
            return False
        zh = not sentence.text.isascii()
        made = Column(
            name=f"{column.name} → {'今天 (天)' if zh else 'today (days)'}", kind=NUMBER, factors=(column,),
            formula="date_diff('day', {0}, current_date)", averaged=True, integer=True,
        )  # fmt: skip
        unit = next(
            days for words, days in _DAYS_IN.items() if re.match(words, match["u"] or match["v"])
        )
        number = count_word(match["n"] or match["m"])
        return f" {_marked(sentence, made)} > {round(number * unit)} "

    sentence.take(_IDLE, use)


def _marked(sentence, column):
    return sentence.mark("column", Mention(column.name, ((100, column),)))
