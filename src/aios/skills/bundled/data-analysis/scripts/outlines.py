"""Questions put in the table's own terms: "3-bedroom flats", "per square meter", "still open", "over budget"."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from bilingual import translations
from cells import spelled
from mentions import column_words
from sentence import CHINESE_NUMBER, count_word, normal
from table import DATE, NUMBER, TEXT
from units import named_unit

_SQUARE = (
    r"\bsq(?:uare|\.)? ?(?:met(?:er|re)s?|feet|foot|ft|m)\b|\bsq(?:m|ft)\b|平方?米|(?<=每)平(?!均)"
)
_ROOM = r"(?:室(?![内外温])|居室?|房(?![价租东产])|间?卧室)"
_SMALL = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_OPEN = (
    r"\b(?:is |are |that (?:is|are) )?(?:still |remain(?:s|ing)? |currently )(?:open|unresolved|outstanding|unfinished|pending)\b|\bunresolved\b|\bnot (?:yet )?(?:closed|resolved|finished)(?: yet)?\b"
    r"|(?:还|仍)(?:然|旧)?(?:开着|没(?:有)?(?:处理|解决|完成|关闭|结束))的?|(?:尚?未|没)(?:处理|解决|关闭|结案)(?:完)?的?"
)
_STARTS_WITH_OPEN = r"\bopen (?=(?:bugs?|issues?|tickets?|cases?|tasks?|requests?|items?|orders?|deals?|complaints?|incidents?|prs?)\b)"
_LEFT = r"cancel|churn|unsubscri|terminat|left|leaving|quit|resign|离职|退订|取消|注销|流失"
_ACTIVE = r"(?:\b(?:who |that )?(?:is |are |were )?still (?:here|with us|working(?: here| for us)?|employed|on board|around|at the company)\b|\b(?:who )?(?:have|has|did)(?: not|n't)(?: yet| already)? (?:left|leave)\b|\bcurrent (?=employees|staff|members|workers|people|customers|subscribers)|\b(?:(?:still|currently) )?(?:active|subscribed|employed)\b|在职的?|在网的?|活跃的?|(?:尚?未|没有?)(?:取消|退订|离职|注销|流失)的?)"
_ON_LOAN = r"\b(?:still |currently |yet )*(?:out on loan|on loan|checked out|(?<=still )out|(?<=currently )out|not (?:yet )?(?:been )?(?:back|brought back))\b"
_CLOSED = r"clos|resol|finish|complet|end(?:ed)?(?:_|$)|关闭|解决|完成|结束|结案"
_OVER = r"超(?:出|过)?了?预算(?:了)?|预算超支|超支了?|\b(?:(?:is|are|went|go|goes|gone|was|were) )?over (?:the |their |its )?budget\b|\bexceed(?:s|ed|ing)? (?:the |their |its )?budget\b|\boverspen[dt]\b"
# By how much: what the rows are ordered by, and what is told with them anyway.
_EXCESS = r"(?:预算)?超支(?:的?(?:金额|数额|额度?)|(?=的?(?:[从由]|最[多大少小高低]|降序|升序|排)))|\bover(?:spend(?:ing)?|runs?)\b"
_BY_HOW_MUCH = r"(?<=[,，])\s*(?:各自?|分别|都)?超(?:出|支|过)?了?多少(?=[,，。?？]|$)|,? (?:and )?by how much\b"
_WHICH_OF = r"哪[些个几]|各|每|\b(?:which|what|each|every|per|by)\b"
_SINCE = r"(?:\b(?:have|has|had|did|do|does) ?n[o']t|\bnot|\bnever)\s+(?:\w+\s+){1,3}?since\b"
_PER = {
    "kg": r"kgs?|kilos?|kilograms?|公斤|千克", "g": r"grams?|克", "km": r"kms?|kilomet(?:er|re)s?|公里|千米",
    "mi": r"miles?|英里", "lb": r"lbs?|pounds?|磅", "L": r"lit(?:er|re)s?|升", "t": r"tons?|tonnes?|吨", "ha": r"hectares?|公顷",
}  # fmt: skip
_BEFORE_MONTH = r"(?<![\d年.])(?P<n>1[0-2]|[1-9])月份?(?:(?P<before>之前|以前|前(?![\d一二两三四五六七八九十]))|之后|以后|后(?!的?[\d一二两三四五六七八九十]))(?!几)"
UNTIL = r"保质|到期|有效|过期|失效|\bexpir|\bbest before|\bvalid (?:to|until)"
_EXPIRES = r"(?P<when>[\d年月日号.-]+(?:之前|以前|前|之后|以后|后))(?:会|就|要)?(?:过期|到期|失效)"
_MUCH = (
    (r"公里|千米", r"里程|距离|distance|mileage"), (r"公斤|千克|吨(?!位)", r"重量|weight"),
    (r"度电|千瓦时", r"用电|电量|kwh"), (r"个?人(?![一-鿿])", r"人数$|人次$"),
)  # fmt: skip
_LIMITS = r"标准|额度|限额|上限|\blimit|\ballowance|\bquota|\bcap\b"
_OVER_LIMIT = r"超(?:过|出)?了?(?:标准?|限额?|额度?)了?(?!率)|\b(?:(?:is|are|was|were|went) )?(?:over|above|beyond) (?:the |their |its )?(?:limit|allowance|quota|cap)\b"
_SHARED = (
    (
        r"场均|每场(?:比赛)?(?:平均)?(?=[\u4e00-\u9fff])",
        r"场次|出场|比赛场|\bgames?\b|matches|appearances",
    ),
    (
        r"人均|每人(?:平均)?(?=[\u4e00-\u9fff])|\bper (?:head|capita|person|employee)\b",
        r"人数|客流|\bheadcount\b|\bpeople\b|\bcovers\b|\bguests\b|\bpopulation\b",
    ),
)
_HOW_LARGE = r"\b(?:(?:house|home|flat|apartment|property|floor|living|lot)[ -])?(?:size|floor space|living space)\b(?! of)|(?:房[屋子]|住[宅房])的?大小"
_LAST = r"\blast\b|latest|最近|最后|上次"


def measured_out(text, table):
    """The text with sizes, rooms and unfinished things as conditions on the columns that hold them."""
    area = _named(table, NUMBER, r"\b(?:floor )?area\b|sq ?m|sq ?ft|square|面积")
    if area:
        text = re.sub(_SQUARE, normal(area.name), text)
        if not any("size" in c.name.lower() for c in table.columns):
            text = re.sub(_HOW_LARGE, f" {normal(area.name)} ", text)
    text = _expired(text, table)
    if table.of_kind(DATE):
        text = re.sub(_BEFORE_MONTH, _months, text)
    text = _so_many(text, table)
    text = _averaged_over(_per_unit(text, table), table)
    for column in table.of_kind(NUMBER):
        text = _rooms(text, column)
    closed = _named(table, DATE, _CLOSED)
    if closed and not any("open" in map(normal, c.sample) for c in table.columns):
        text = re.sub(f"{_OPEN}|{_STARTS_WITH_OPEN}", f" where {normal(closed.name)} null, ", text)
    back = _named(table, DATE, r"return|\bback|归还|还书")
    if back:
        text = re.sub(_ON_LOAN, f" where {normal(back.name)} null, ", text)
    text = _active(text, table)
    text = _won(text, table)
    if "金额" not in column_words(table):
        text = re.sub(r"按照?(?:金额|数额|数值|大小)(?=\s*[从由降升])", "", text)
    text = _counted_rows(text, table)
    last = _named(table, DATE, _LAST)
    if last:  # "haven't visited since May": what was last is before
        text = re.sub(_SINCE, f" {normal(last.name)} before ", text)
    return text


def _per_unit(text, table):
    """ "cost per kg" as "cost per weight_kg": the one column whose numbers are in that unit."""
    for unit, words in _PER.items():
        held = [c for c in table.of_kind(NUMBER) if (c.unit or named_unit(c.name)) == unit]
        if len(held) == 1:
            text = re.sub(
                rf"(\b(?:per|each|a)|每) ?(\d[\d,]* ?)?(?:{words})(?![a-z\u4e00-\u9fff])",
                lambda m, c=held[0]: f"{m[1]} {m[2] or ''}{normal(c.name)}",
                text,
            )
    return text


def _counted_rows(text, table):
    """ "会话数" of sessions.parquet: how many rows, where no column is called so."""
    stem = normal(os.path.splitext(os.path.basename(table.path))[0])
    for part in re.split(r"[\W_\d]+", stem):
        for said in [part, *translations(part)] if part else ():
            number = f"{said}数"
            names = [normal(c.name) for c in table.columns]
            held = any(number in name or part in name for name in names)
            if not said.isascii() and len(said) > 1 and not held:
                text = re.sub(f"{number}量?(?![据字值学])", "记录数", text)
    return text


def _active(text, table):
    """ "active users", "在职员工": who has no date of leaving."""
    left = _named(table, DATE, _LEFT)
    if left is None and not any("活跃" in c.sample for c in table.columns):
        return re.sub(r"[日周月]?活跃(?=用户|客户|会员|人数)", "", text)  # whoever does something
    if left is None or any("active" in map(normal, c.sample) for c in table.columns):
        return text
    name = normal(left.name)
    return re.sub(_ACTIVE, f" where {name} null, ", text)


def _won(text, table):
    """ "who won", "各区的胜者": those with the most votes."""
    votes = _named(table, NUMBER, r"\bvotes?\b|票")
    who = _named(table, TEXT, r"candidate|party|option|contestant|候选人|选手|选项|政党")
    if not votes or not who:
        return text
    said = f" which {normal(who.name)} has the highest {normal(votes.name)} "
    text = re.sub(r"\bwho won\b(?: overall| the election)?|谁(?:赢了?|胜出|当选|获胜)", said, text)
    most = f" {normal(who.name)} with the highest {normal(votes.name)} "
    return re.sub(r"\b(?:the )?winners?\b|胜者|获胜者|当选(?:者|人)", most, text)


def _named(table, kind, pattern):
    names = ((c, spelled(c.name).lower().replace("_", " ")) for c in table.of_kind(kind))
    return next((c for c, name in names if re.search(pattern, name)), None)


def _rooms(text, column):
    """ "2 bedroom place", "三室": how many a row has of what a column counts in small numbers."""
    name = spelled(column.name).lower().replace("_", " ")
    counted = column.integer and column.high is not None and 0 <= column.low <= column.high <= 20
    if not counted:
        return text
    said = normal(column.name)
    if re.search(r"bed|room|室|房间|户型", name):
        number = rf"(?P<n>[1-9]|{CHINESE_NUMBER})"
        more = r"(?P<more>及?以[上下])?"
        signs = {None: "=", "上": ">=", "下": "<="}
        text = re.sub(
            rf"{number}{_ROOM}{more}",
            lambda m: f" {said} {signs[m['more'] and m['more'][-1]]} {count_word(m['n'])} 的",
            text,
        )
        name = "bedrooms"
    if re.fullmatch(r"[a-z]{4,}s", name):
        number = rf"(?P<n>\d{{1,2}}|{'|'.join(_SMALL)})"
        thing = "bed(?:room)?|br" if name == "bedrooms" else name[:-1]
        text = re.sub(
            rf"\b{number}[ -](?:{thing})\b(?= [a-z])",
            lambda m: f" with {said} = {_SMALL.get(m['n'], m['n'])} ",
            text,
        )
    return text


def over_budget(text, table):
    """ "哪些部门超预算": more was spent than planned, of groups in all, of rows one by one."""
    text = _over_limit(text, table)
    budget = _named(table, NUMBER, r"budget|预算")
    actual = _named(table, NUMBER, r"actual|spen[dt]|实际|支出|花费|expense")
    if not budget or not actual or budget is actual:
        return text
    over = f" {normal(actual.name)} 减 {normal(budget.name)} "
    whole = f"{over}总和大于0 " if re.search(_WHICH_OF, text) else f"{over}大于0 "
    english = f"{over.replace('减', 'minus')}"
    told = f" total {english} above 0 " if re.search(_WHICH_OF, text) else f"{english} above 0 "
    if re.search(_OVER, re.sub(_EXCESS, "", text)):
        text = re.sub(_BY_HOW_MUCH, " ", text)
    text = re.sub(_EXCESS, english if text.isascii() else over, text)
    return re.sub(_OVER, told if text.isascii() else whole, text)


def _over_limit(text, table):
    """ "哪些报销超标了", "who is over the limit": one row's number above the column of its limit."""
    limit = _named(table, NUMBER, _LIMITS)
    rest = [c for c in table.of_kind(NUMBER) if c is not limit]
    spent = next(
        (
            c
            for c in rest
            if re.search(r"金额|实际|支出|花费|费用|amount|actual|spen[dt]", normal(c.name))
        ),
        None,
    )
    spent = spent or (rest[0] if len(rest) == 1 else None)
    if limit is None or spent is None:
        return text
    return re.sub(_OVER_LIMIT, f" {normal(spent.name)} > {normal(limit.name)} ", text)


def _averaged_over(text, table):
    """ "场均进球", "人均消费" as "每出场次数进球": where a column counts what it is shared among."""
    for said, held in _SHARED:
        column = _named(table, NUMBER, held)
        if column:
            each = (
                f" divided by {normal(column.name)} "
                if text.isascii()
                else f"每{normal(column.name)}"
            )
            text = re.sub(said, each, text)
    return re.sub(r"单[次个件](?=[\u4e00-\u9fff]{2})", "每次", text)


def _so_called(text, table):
    """ "每个月的人数" as that of 就诊人数, where one column holds such numbers: no row is counted."""
    for counted in ("人数", "人次", "次数"):
        held = [c for c in table.of_kind(NUMBER) if normal(c.name).endswith(counted)]
        if len(held) == 1 and (name := normal(held[0].name)) != counted:
            lead = name.removesuffix(counted)
            all_of_them = "" if re.search("平均|中位|最|总|合计|均", text) else "总和"
            text = re.sub(rf"(?<!{re.escape(lead)}){counted}", name + all_of_them, text)
    return text


def _so_many(text, table):
    """ "卖了多少杯" as the total of 杯数, "一共多少人" of 人数, "跑了多少公里" of 里程."""
    text = _so_called(text, table)
    for unit, held in _MUCH:
        column = _named(table, NUMBER, held)
        if column:
            text = re.sub(
                rf"(?:[跑开走行驶卖买用送]了?)?多少(?:{unit})", f"{normal(column.name)}总和", text
            )
    for column in table.of_kind(NUMBER):
        counted = re.fullmatch(r"([\u4e00-\u9fff]{1,3})数量?", normal(column.name))
        if counted:
            did = r"(?P<each>[各分]别?[自有]?)?(?:[卖买用借出产进花送跑做来]了?)?"
            said, total = (
                rf"{did}多少{counted[1]}(?![数量\u4e00-\u9fff])",
                f"{normal(column.name)}总和",
            )
            text = re.sub(said, lambda m, t=total: "分别的" * bool(m["each"]) + t, text)
    return text


def _expired(text, table):
    """ "10月之前过期" as a condition on the day until which a thing is good."""
    until = _named(table, DATE, UNTIL)
    if until is None:
        return text
    name = normal(until.name)
    return re.sub(_EXPIRES, lambda m: f"{name}在{m['when']}", text)


def _months(match):
    """ "10月之前" without a year as the months before it, "2月之后" as those after."""
    month = int(match["n"])
    first, last = (1, month - 1) if match["before"] else (month + 1, 12)
    return f"{first}月到{last}月" if 1 <= first < last <= 12 else f"{first}月"
