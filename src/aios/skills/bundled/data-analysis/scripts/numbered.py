"""Things that a column only numbers, and lengths of time under another noun: "哪间房" of 房号, "候诊时间" of 候诊时长."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from sentence import normal
from table import DATE, NUMBER

# "每单" is each row, and asks for no group of its own.
_NUMBER_OF = r"(?!单号|笔号|次号|条号|订单)([\u4e00-\u9fff]{1,3})(?:编?号码?|牌号?|名称)"
_EACH = r"(?P<lead>哪[一几些]?|每一?|各|这|那)(?P<one>[间个张辆台户条家位栋层扇部艘只座块]?)"
_LONG = r"(?:时长|时间|用时|耗时|时数)"
_WAITED = r"(?:让)?(?:病人|患者|客人|顾客|客户|人|大家)?(?:平均)?(?:等|候诊|等候|等待|排队)(?:的?时间|得|了|的)*最(?P<way>久|长|短)"
_VISITS = r"(?:就诊|到店|到访|进店|入园|入馆|门诊|接诊|来访|接待|看病|就医|打卡)?(?<!每)人次数?"
_WAITS = r"等候|等待|候诊|排队|wait"
_DAYS_OF = r"(?P<b>{dates})(?:减去?|-|−)(?P<a>{dates})(?:的|所?得到?的?|相差的?|之间的?)*(?:天数|日数|几天|多少天|差)"


def numbered(text, table):
    """The text with these in the words of the columns."""
    for told in (_things, _lengths, _waits, _days_of, _visits):
        text = told(text, table)
    return text


def _things(text, table):
    """ "哪间房最费电", "每辆车": where the column is 房号, 车牌号 and no other is called so."""
    names = [normal(c.name) for c in table.columns]
    for name in names:
        noun = re.fullmatch(_NUMBER_OF, name)
        if noun is None or any(noun[1] in other for other in names if other != name):
            continue
        said = rf"{_EACH}(?:出租)?{noun[1]}(?:子|间|屋)?(?!号|[编名牌])"
        text = re.sub(said, lambda m, n=name: f"{m['lead'].rstrip('些几')}个{n}", text)
    return text


def _lengths(text, table):
    """ "候诊时间" where the column is 候诊时长(分钟)."""
    names = [normal(c.name) for c in table.columns]
    for column in table.of_kind(NUMBER):
        what = re.match(rf"([\u4e00-\u9fff]{{2,4}}?){_LONG}", normal(column.name))
        if what and not any(f"{what[1]}时间" in n for n in names if n != normal(column.name)):
            text = re.sub(what[1] + _LONG, normal(column.name), text)
            text = re.sub(
                rf"(?<={re.escape(normal(column.name))})(?:的?(平均))?的?最(久|长|短)",
                lambda m: f"{m[1] or ''}最{'低' if m[2] == '短' else '高'}",
                text,
            )
    return text


def _waits(text, table):
    """ "哪个窗口等得最久": by the average of how long each waited."""
    column = next((c for c in table.of_kind(NUMBER) if re.search(_WAITS, normal(c.name))), None)
    if column is None:
        return text
    name = normal(column.name)
    return re.sub(_WAITED, lambda m: f"平均{name}最{'低' if m['way'] == '短' else '高'}", text)


def _days_of(text, table):
    """ "到期日减办卡日期的天数": the days from the one to the other."""
    names = "|".join(re.escape(normal(c.name)) for c in table.of_kind(DATE)) or "(?!)"
    return re.sub(
        _DAYS_OF.format(dates=names),
        lambda m: f"{m['a']}到{m['b']}的天数",
        text,
    )


def _visits(text, table):
    """ "上午的就诊人次": how many rows, where no column counts them."""
    held = any("人次" in normal(c.name) for c in table.columns)
    return text if held else re.sub(_VISITS, "行数", text)
