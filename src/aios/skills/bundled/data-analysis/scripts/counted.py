"""Numbers said as what was done: "卖出的票", "卖了多少张票" of 售票数; "演了几场" of rows."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from bilingual import english
from sentence import normal
from table import DATE, NUMBER, TEXT

_VERBS = {
    "售": "卖出?|售出?", "销": "卖出?|销出?", "卖": "卖出?|售出?", "借": "借出?", "购": "购买?|买", "买": "买|购买?", "产": "产出?|生产|收",
    "采": "采摘?|摘", "用": "用掉?|消耗", "耗": "耗掉?|用掉?|消耗", "发": "发出?|发放", "收": "收到?|收取?", "读": "读|看|阅读", "领": "领取?|领走?",
    "报": "报", "装": "装|安装", "捐": "捐", "订": "订购?", "退": "退", "送": "送出?", "跑": "跑", "接": "接",
}  # fmt: skip
_DONE = r"(?:掉|出去?|走|完|到|过)?(?:了|的)*"
_MANY = r"(?:总共|一共)?(?:多少|几)[个张件本份部台套瓶箱吨斤公斤册辆单只头块条次座杯]?"
_EACH = r"每一?(?:个?人|次|位|名|天|笔|单)(?:各|都|大概|大约)?"
_EACH_TIME = r"[借租订点领寄](?:阅|出|走|读)?[了过]*(?:多少|几)(?![种类门款])|\bhow many (?!different|distinct|kinds|types)[a-z]+ (?:did|do|does|has|have|were|was|are) [^,.?]*\b(?:borrow|loan|rent|order|book|request|check)(?:ed)?(?: out)?\b"
# What is done once for each row.
_ONCE = r"(?:演出?|开|跑|来|去|办|播放?|讲|上|参加|组织|举办|执行|出动|出车|维修|报修|投诉|请假|迟到|旷课|缺勤|打卡|下单|借书?|充电|加油|出勤|训练|比赛|开会|住|预约)"
_HOW_OFTEN = rf"(?P<v>{_ONCE})(?:过|了)*(?=(?:多少|几)(?:场|次|单|趟|回|遍|节|堂))"
_OFTENEST = rf"(?P<v>{_ONCE})(?:过|了|的|得)*(?:场次|场数|次数|趟数|单数)?(?=最[多少])"


def told_counts(text, table):
    """The text with these in words of the columns."""
    for column in table.of_kind(NUMBER):
        name = re.fullmatch(r"([\u4e00-\u9fff])([\u4e00-\u9fff]{1,2})[数量]", _bare(column.name))
        if name and name[1] in _VERBS:
            own = normal(column.name)
            done = f"(?:{_VERBS[name[1]]}){_DONE}"
            text = re.sub(
                f"(平均)?{_EACH}{done}{_MANY}(?:{name[2][0]})?(?=[,，。?？\\s]|$)",
                lambda m, own=own: f"{m[1] or ''}{own}是多少",
                text,
            )
            text = re.sub(f"{done}{_MANY}{name[2]}", f"{own}是多少", text)
            text = re.sub(
                f"(?:{name[2]})?{done}{name[2]}(?![数量])(?=最|合计|总|一共|[,，。?？]|$)",
                own,
                text,
            )
            text = re.sub(
                f"(?<!{name[1]}){name[2]}{done}{_MANY}(?=[,，。?？]|$)", f"{own}是多少", text
            )
    return _once(text, table)


def _bare(name):
    return re.sub(r"[(（].*|_.*", "", normal(name))


def _once(text, table):
    """ "演了几场", "借书最多的读者": so many rows, where no column and no cell says what is done."""
    held = "".join(normal(c.name) for c in table.of_kind(NUMBER)) + "".join(
        cell for c in table.of_kind(TEXT) if len(c.sample) < 30 for cell in c.sample
    )

    def use(match, plain):
        known = any(word in held for word in (match["v"], *english(match["v"])))
        return match.group() if known else plain

    text = re.sub(_HOW_OFTEN, lambda m: use(m, "有"), text)
    return re.sub(_OFTENEST, lambda m: use(m, "行数"), text)


def each_time(text, column, table):
    """ "每个班借了多少本书", "how many books did each class borrow": each time, not each title."""
    return bool(table.of_kind(DATE) and column.kind == TEXT and re.search(_EACH_TIME, text))
