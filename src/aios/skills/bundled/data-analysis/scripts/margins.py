"""Margins and rates of totals that no column is called by: "profit margin", "点击率", "预算执行率"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from cells import spelled
from mentions import Mention
from query import PERCENT
from sentence import normal
from table import NUMBER, Column

# What is said for one total as a part of another: the words, the names of the two columns.
_PARTS = (
    (
        r"\b(?:gross |net )?(?:profit )?margins?\b(?: rate)?|(?:毛利润?|净利润?|利润)率",
        r"profit|利润|毛利|盈利",
        r"\bsales|revenue|turnover|amount|销售额|营收|营业额|收入|金额",
    ),
    (
        r"\bclick[- ]?through[- ]?rates?\b|\bctr\b|点击率",
        r"\bclicks?\b|点击",
        r"impressions?|曝光|展示|浏览",
    ),
    (
        r"\bconversion rates?\b|转化率",
        r"conversions?|转化数|转化量|^转化$|成交数",
        r"\bclicks?\b|点击|\bvisits?\b|\bsessions?\b|访问",
    ),
    (
        r"(?:预算)?执行率|预算使用率|\bbudget (?:execution|utili[sz]ation|usage|used)(?: rate)?\b",
        r"\bactual|实际|\bspen[dt]|支出|花费",
        r"budget|预算",
    ),
    (
        r"(?:目标)?(?:完成|达成)率|\b(?:target|goal|quota) (?:attainment|completion|achievement)(?: rate)?\b",
        r"\bactual|实际|完成|achieved|达成",
        r"target|goal|quota|目标|计划|任务",
    ),
    (
        r"\b(?:tip|gratuity) (?:percent(?:age)?s?|rates?|pct|%)|小费(?:比例|率|百分比|占比)",
        r"\btips?\b|gratuity|小费",
        r"\bbill\b|\btotal|amount|check|账单|消费|金额",
    ),
    (
        r"(?:出勤|到岗|到课|出席|签到|上座|到场)率|\b(?:(?:attendance|show[- ]?up) rates?|turn-?outs?(?: rates?)?)\b(?: (?:compared (?:to|with)|against|versus|relative to|out of) (?:the |their )?(?:sign-?ups?|enrol?lments?|bookings?|registrations?|reservations?|places|seats|capacity))?",
        r"实际|实到|已到|到场|^出勤|^到课|\battend|\bpresent|\bshowed",
        r"^应|应[到出该]|总课|计划|额定|\bheld\b|\benrol|\bsign(?:ed)?[ -]?ups?|\bregistered|\bregistrations|\bbooked|\bscheduled|\binvited|\bcapacity|\bplanned",
    ),
    (
        r"(?:收缴|回款|收款|到账|缴费|还款)率",
        r"实[收缴付]|已[收缴付还]|回款|到账",
        r"应[收缴付还]|合同|账单",
    ),
    (
        r"(?:合格|良品|优良|达标)率",
        r"合格(?!率)|良品|达标",
        r"总[数产检]|产量|检[验测]|抽检|生产|送检|投产",
    ),
    (
        r"(?:次品|不良|废品|不合格|报废|返工|损耗)率",
        r"次品|不良|废品|不合格|报废|返工|损耗",
        r"总[数产检]|产量|检[验测]|抽检|生产|送检|投产|进货|领用",
    ),
    (
        r"(?:入住|出租|满房|使用|占用|利用)率|\boccupancy(?: rates?)?\b",
        r"入住|已[住租用]|出租|使用|占用|occupied",
        r"总[数房间]|房间数|可[用租]|rooms|available",
    ),
    (r"\bopen rates?\b|打开率", r"\bopen(?:s|ed)\b|打开", r"\bsent\b|deliver|发送|送达"),
)


def mark_margins(sentence, table):
    """Mark "profit margin", "点击率" as one total in another, where no column is called so."""
    for said, part, whole in _PARTS:
        found = [_named(table, word) for word in (part, whole)]
        if (
            None in found
            or found[0] is found[1]
            or any(re.search(said, normal(c.name)) for c in table.columns)
        ):
            continue
        made = percentage(*found)
        if re.search(r"出勤", said):
            _mark_full(sentence, made)
        sentence.take(
            said, lambda _, c=made: f" {sentence.mark('column', Mention(c.name, ((100, c),)))} "
        )


def _mark_full(sentence, attended):
    """Mark "全勤", "满勤" as all that was due."""
    sentence.take(r"(?:要|该)?[发拿给领]全勤奖的?")
    sentence.take(
        r"(?:是|为)?[全满]勤的?",
        lambda _: (
            f" {sentence.mark('column', Mention(attended.name, ((100, attended),)))} >= 100 的"
        ),
    )


def percentage(part, whole):
    """One column as a part of another, in percent: of several rows the totals are meant."""
    name = f"({part.name})" if part.factors else part.name
    return Column(
        name=f"{name} ÷ {whole.name}", kind=NUMBER, unit="%", factors=(part, whole),
        formula=PERCENT, averaged=True,
    )  # fmt: skip


def _named(table, word):
    names = ((c, spelled(c.name).lower().replace("_", " ")) for c in table.of_kind(NUMBER))
    return next((c for c, name in names if re.search(word, name)), None)
