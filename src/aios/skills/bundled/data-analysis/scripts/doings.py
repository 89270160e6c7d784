"""What people did, as what a table's numbers say of it: "考得最好", "待得最久", "钱花哪了", "谁该补考"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from datetime import UTC, datetime, timedelta

from goings import gone
from mentions import amount_of, meanings_of
from numbered import numbered
from outlines import UNTIL
from sayings import held_apart, money_of
from sentence import normal
from table import DATE, NUMBER, TEXT
from units import named_unit
from words import DERIVED, SUBJECTS

_WELL = r"[好差棒糟高低]"
_EXAMINED = (
    rf"(?:(?:考试?|学)[得的]|(?<!平均)成绩)(?:比较|更)?(?P<most>最)?(?P<way>{_WELL})(?![于的分])"
)
_RESIT = r"(?:需要?|应?该|得|要)(?:去|参加)?补考(?P<subject>SUBJECTS)?的?"
_SAID_AGAIN = r"(?:不及格|低于60分?)(?:[(][^()]*[)])?的?"  # who has to sit again
_STAYED = r"(?:在?(?:咱们?|我们?)?(?:公司|单位|店里?|这里?|这儿|学校|厂里?))?(?:待|呆|干|做|工作|任职|服务)(?:的?时间|了|得|的)*最(?P<long>久|长|短)|资历最(?:老|深)的?|最资深的?|最老的(?=员工|人|同事)"
_WHERE = r"(?:我?的?钱)?(?:都|主要|大多|大部分)*花(?:到|在|去)?了?(?:哪里?儿?|什么)(?:去|地方|上面?|方面|里)*了?"
_SPENT_MOST = r"(?:报销?[得的了]?|(?:花|花费|消费|用)(?:[得的了]|的?钱)+)最(?P<way>[多少])"
_TIME_SPENT = r"分钟|小时|时长|用时|\b(?:minutes?|mins?|hours?|hrs?|duration)\b"
_LONGEST = r"(?:练|学|看|玩|睡|跑|听|用|打|骑|游|待|呆|聊|锻炼|训练|学习|运动)[得的了]?(?:时间)?(?:加起来|一共|总共)?最(?P<zh>久|长|短)|\b(?:has |have )?(?:train|practi[sc]|exercis|stud(?=ied)|work(?=ed out)|watch|listen|talk|play|read|run|ran|rode|slept|spent|stay|swam|call|log)(?:ed|d|ied)?(?: out| here| in)? (?:for )?(?:the )?(?P<en>longest|shortest|most time|least time|most (?=minutes|hours))(?: time| overall| in total| minutes| hours)?\b"
_DID_MORE = r"(?P<did>[卖花用赚挣吃跑走睡来做交收捐])[得的](?:比较|更|要)?(?P<way>[多少好差快慢高低])(?:一?[些点])?(?![于的少多])"
_WHAT_SELLS = (
    r"(?:什么|啥|哪些?个?)(?:东西|货品?|玩意儿?|宝贝|品种)?(?=卖[得的了]|最?好卖|最?畅销|滞销)"
)
_TWICE = r"(?:有没有|是否有|有无|哪些)?(?:人|谁)?重复(?:报名?|登记|签到|提交|下单|注册|购买|缴费|交费|领取|投票|填写?|录入)的?(?:人|学生|同学|客户|会员|用户)?"
_USED = {
    what: rf"(?<!费)用了?的?{what}(?=最|[多少了]|(?:[^量费户的]|$))|(?P<most>最)[费耗]{what}"
    for what in ("电", "水", "气", "燃气", "天然气")
}
_LOST_MONEY = r"(?:亏[本损钱]|赔[本钱]|入不敷出)了?的?(?!最|率|额|[多少了]+(?:多少|钱))"
_RUN_OUT = r"(?:已经?|全?都)(?:过期|到期|失效)了?的?|(?:过期|失效)了的?"
_RUNS_OUT_SOON = r"(?:快要?|即将|马上|将要)(?:过期|到期|失效)了?的?"
_SOON = 30  # days
_FEW = 13  # kinds of cells that say what happened
_NOT_FILLED = r"(?P<many>有?(?:多少|几)[个份名位条行家]?人?)缺失(?:的|了)?(?=\W*$|[,，。])"


# "被借次数", "报修次数": how often, by the verb of what each row is
_OFTEN = r"(?:被[\u4e00-\u9fff]{1,2}|借出|外借|出借|维修|报修|检修|保养|出库|入库|进出|消费|交易|播放|观看|出车|派单|送货|配送|使用|租用|租借|续借|充电|加油|停车|上课|复诊|咨询|违章|违规|停机|启动|重启|下载|上传|转发|评价|来电|来店|光临|拜访)的?(?=总?次数)"


def done(text, table):
    """The text with these in words of the table."""
    for told in (
        held_apart, _numbered_so, _in_its_unit, _how_often, _parted, _what_sells, _twice, _not_filled,
        _longest, _used_up, _lost_money, _run_out, _examined, _stayed, _where_to, _most_money, gone, numbered,
    ):  # fmt: skip
        text = told(text, table)
    if re.search(r"哪|谁", text):
        text = re.sub(_DID_MORE, r"\g<did>得最\g<way>", text)
    return text


def _numbered_so(text, table):
    """ "手机号" where the column is 手机, and none is called 手机号."""
    names = [normal(column.name) for column in table.columns]
    for name in names:
        numbered = any(n.startswith(name) and re.search("[号码]$", n) for n in names)
        if re.fullmatch(r"[\u4e00-\u9fff]{2,}(?<![号码])", name) and not numbered:
            text = re.sub(rf"{name}(?:号码?|编号)", name, text)
    return text


def _in_its_unit(text, table):
    """ "平均是多少万元", "卖了多少万元" where the numbers are in 万元 anyway."""
    for unit in {named_unit(column.name) for column in table.of_kind(NUMBER)}:
        if re.fullmatch("[百千]?万元|亿元|千元", unit):
            text = re.sub(rf"(?<=多少){unit}", "", text)
    return text


def _how_often(text, table):
    """ "被借次数最多的书": how often, where neither a column nor a cell says what is done."""
    held = {cell for c in table.of_kind(TEXT) if len(c.sample) < 30 for cell in c.sample}
    held |= {column.name for column in table.columns if "次" in column.name}

    def use(match):
        verb = match.group().removesuffix("的").removeprefix("被")
        return match.group() if any(verb in normal(word) for word in held) else ""

    return re.sub(_OFTEN, use, text)


def _examined(text, table):
    """ "谁考得最好": by the marks of the subject that is named, else of all of them."""
    marks = [normal(c.name) for c in table.of_kind(NUMBER) if _is_mark(c)]
    if not marks:
        return text
    named = any(name in text for name in marks) or re.search("总分|平均分", text)
    whole = "" if named else "总分" if len(marks) > 1 else marks[0]
    whole = f"平均{whole}" if whole and re.search(r"哪一?个?[班组级校]|哪[个所]", text) else whole
    asked = bool(re.search(r"哪|谁", text))

    def use(match):
        return f"{whole}最{match['way']}" if match["most"] or asked else match.group()

    text = re.sub(_EXAMINED, use, text)
    failed = "低于60分的" if named or len(marks) == 1 else "有一科低于60分的"
    resit = _RESIT.replace("SUBJECTS", "|".join(map(re.escape, marks)))
    if re.search(resit, text):
        text = re.sub(_SAID_AGAIN, "", text)
    return re.sub(resit, lambda m: f"{m['subject'] or ''}{failed}", text)


def _is_mark(column):
    name = normal(column.name)
    return any(word in SUBJECTS for word in re.split(r"[\s_(（]+", name)) or bool(
        {"score"} & meanings_of(column)
    )


def _stayed(text, table):
    """ "谁在公司待得最久": by the day of entry."""
    if not any(re.search(DERIVED["entered"], normal(c.name)) for c in table.of_kind(DATE)):
        return text
    return re.sub(_STAYED, lambda m: f"工龄最{'短' if m['long'] == '短' else '长'}", text)


def _longest(text, table):
    """ "who trained the longest", "谁练得最久": by the time of all rows together."""
    numbers = ((normal(c.name), normal(c.name).replace("_", " ")) for c in table.of_kind(NUMBER))
    name = next((n for n, spaced in numbers if re.search(_TIME_SPENT, spaced)), None)
    if name is None or re.search(r"\bon average\b|平均", text):
        return text

    def use(match):
        if match["zh"]:
            return f"{name}总和最{'低' if match['zh'] == '短' else '高'}"
        low = re.match("shortest|least", match["en"])
        return f"has the {'lowest' if low else 'highest'} total {name}"

    return re.sub(_LONGEST, use, text)


def _where_to(text, table):
    """ "钱都花哪去了": what each kind of it came to."""
    money = money_of(table)
    kinds = [c for c in table.of_kind(TEXT) if 1 < len(c.sample) < 30]
    kind = next((c for c in kinds if "category" in meanings_of(c)), next(iter(kinds), None))
    if money is None or kind is None:
        return text
    each = "" if re.search(r"[按各每]", text) else f"各{normal(kind.name)}的"
    return re.sub(_WHERE, f"{each}{normal(money.name)}总和从高到低", text)


def _most_money(text, table):
    """ "谁报得最多": by the money, where the table has any."""
    money = money_of(table)
    if money is None or re.search(r"[单笔次条]\S{0,3}最[多少]", text):
        return text
    name = normal(money.name)
    return re.sub(_SPENT_MOST, lambda m: f"{name}总和最{'高' if m['way'] == '多' else '低'}", text)


def _what_sells(text, table):
    """ "什么东西卖得最多": which of the goods."""
    goods = next((c for c in table.of_kind(TEXT) if meanings_of(c) & {"product", "title"}), None)
    goods = goods or next((c for c in table.of_kind(TEXT) if "category" in meanings_of(c)), None)
    return re.sub(_WHAT_SELLS, f"哪个{normal(goods.name)}", text) if goods else text


def _twice(text, table):
    """ "有没有重复报名的人": people who are there more than once."""
    named = [
        c for c in table.columns if meanings_of(c) & {"name", "customer", "employee", "student"}
    ]
    return re.sub(_TWICE, f"重复的{normal(named[0].name)}", text) if named else text


def _not_filled(text, table):
    """ "平均满意度多少，有多少人没填": of the column that was named before."""
    match = re.search(_NOT_FILLED, text)
    before = text[: match.start()] if match else ""
    named = [c for c in table.columns if normal(c.name) in before]
    if not named:
        return text
    last = max(named, key=lambda c: before.rfind(normal(c.name)))
    return f"{before}{normal(last.name)}缺失的数量{text[match.end() :]}"


def _used_up(text, table):
    """ "谁用电最多": by how much was used, else by what it cost."""
    for what, said in _USED.items():
        names = [normal(c.name) for c in table.of_kind(NUMBER)]
        used = next((n for n in names if re.search(rf"[用耗]{what}|{what}量", n)), None)
        used = used or next((n for n in names if f"{what}费" in n), None)
        most = f"{used}总和最高"
        text = re.sub(said, lambda m, u=used, o=most: o if m["most"] else u, text) if used else text
    both = [n for c in table.of_kind(NUMBER) for n in [normal(c.name)] if n in ("水费", "电费")]
    return re.sub(r"水电费?(?!费)", "水费加电费", text) if len(both) > 1 else text


def _lost_money(text, table):
    """ "亏本的有几天": where the profit is below nothing."""
    held = {m for c in table.of_kind(NUMBER) for m in meanings_of(c)}
    if "profit" in held or ("sales" in held and "cost" in held):
        return re.sub(_LOST_MONEY, "利润小于0的", text)
    return text


def _run_out(text, table):
    """ "已经过期的", "快到期的": by the day until which a thing is good and today."""
    until = next((c for c in table.of_kind(DATE) if re.search(UNTIL, normal(c.name))), None)
    if until is None:
        return text
    name, today = normal(until.name), datetime.now(tz=UTC).astimezone().date()
    text = re.sub(_RUN_OUT, f"{name}在{today}之前的", text)
    last = today + timedelta(days=_SOON)
    return re.sub(_RUNS_OUT_SOON, f"{name}在{today}到{last}之间的", text)


def _parted(text, table):
    """ "请过假的" of 请假天数, or of cells that say 请假: the verb is parted."""
    for column in table.of_kind(NUMBER):
        verb = amount_of(normal(column.name))
        if len(verb) == 2:
            text = re.sub(rf"{verb[0]}[过了]{verb[1]}", f"{verb}过", text)
    for cell in {cell for c in table.of_kind(TEXT) if len(c.sample) < _FEW for cell in c.sample}:
        if re.fullmatch(r"[\u4e00-\u9fff]{2}", cell):
            text = re.sub(rf"{cell[0]}过{cell[1]}", f"{cell}过", text)
    return text
