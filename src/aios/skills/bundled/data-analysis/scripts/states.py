"""How far a row is, said by the verb: "还没交钱的", "没报销的金额", "已经批了的" of cells such as 已缴, 未缴, 待审批."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Value
from sentence import normal
from table import TEXT

_MOST_STATES = 12
# Verbs that say the same thing of a row.
_ALIKE = (
    r"[缴交付给][清纳费款钱]?|支付|结[清算账]",
    r"报销?|报账",
    r"发[货送出]?|寄出?|出库",
    r"[审批][批核]?|审批通过|批准|通过",
    r"驳回|打回|退回|拒绝?",
    r"归?还|还书|归还",
    r"退[款货]?",
    r"处理|解决|搞定|办[理结完]?|修[好理]?|维修|完成|做完?|结[束案]|关闭",
    r"收[货到]?|到货|签收",
    r"领[取用]?|取走",
    r"签[约订到字]?|打卡",
    r"开[票具]?|开发票",
    r"租出?|出租|住人?",
    r"联系|跟进|回访|回复",
    r"到[场校课岗]?|来|出席|参加",
    r"[上提]?交(?:作业)?|提交",
    r"读|看|阅读?",
    r"检[查测验]?|体检|验[收货]?",
)
_NOT_YET = r"^(?:尚未|还没有?|未|待|没有?|等待|欠)"
_DONE = r"^已经?"
_OBJECT = (
    r"(?:[钱款费租货]|房租|租金|学费|会费|物业费|水电费|水费|电费|货款|尾款|押金|班费|作业|发票)"
)
_ENDS = r"(?:了|过|完|掉|清|好|上|到|掉)*"


def verbs(stem):
    """A pattern of the verbs that say the same as this one."""
    return next((words for words in _ALIKE if re.fullmatch(words, stem)), re.escape(stem))


def mark_states(sentence, table):
    """Put the cells of a column of states for the verb that says them."""
    for column in table.of_kind(TEXT):
        if not 1 < len(column.sample) <= _MOST_STATES:
            continue
        _mark_answers(sentence, column)
        for said, (done, left) in _states(column).items():
            _mark_left(sentence, column, said, done, left)
            _mark_done(sentence, column, said, done)


def _states(column):
    """{pattern of a verb: (cells of those where it was done, cells of those where it was not)}."""
    found = {}
    for cell in column.sample:
        name = normal(cell).strip()
        for place, prefix in enumerate((_DONE, _NOT_YET)):
            stem = re.sub(r"(?<=.)[了完]$", "", re.sub(prefix, "", name))
            if re.search(prefix, name) and stem:
                stem = "缴" if name.startswith("欠") else stem
                found.setdefault(verbs(stem), ([], []))[place].append(cell)
    for said, (done, left) in found.items():
        done += [c for c in column.sample if not done and left and re.fullmatch(said, normal(c))]
    return found


def _mark_answers(sentence, column):
    """ "不愿意推荐的人" where the column is 是否愿意推荐 and a cell 不愿意."""
    asked = re.fullmatch(r"是否(.{2,})", normal(column.name))
    for cell in column.sample if asked else ():
        no = normal(cell).startswith("不")
        plain = normal(cell).removeprefix("不")
        if len(plain) > 1 and asked[1].startswith(plain) and asked[1] != plain:
            words = rf"不{asked[1]}的?" if no else rf"(?<![不否]){asked[1]}的"
            sentence.take(words, lambda m, c=cell: _said(sentence, column, [c], m))


def _mark_left(sentence, column, said, done, left):
    """ "还没交": those of the cells that say so, else whatever is not done."""
    words = (
        rf"(?:还|都|仍|尚)?(?:没有?|未)(?:被|去|能)?(?:{said}){_ENDS}{_OBJECT}?了?的?(?!率|比例)"
    )
    lead, cells = ("", left) if left else (" 不是", done)
    sentence.take(words, lambda m: _said(sentence, column, cells, m, lead))


def _mark_done(sentence, column, said, done):
    if done:
        words = rf"(?:(?:都|全|全都)?(?:已经?|被)(?:{said}){_ENDS}{_OBJECT}?了?|(?:都|全|全都)?(?:{said})(?:了|过|完了?|清了?){_OBJECT}?)的?(?!多少|几|率)"
        sentence.take(words, lambda m: _said(sentence, column, done, m))


def _said(sentence, column, cells, match, lead=""):
    """The mark of the cells; False where the words are a cell themselves."""
    if match.group().removesuffix("的") in map(normal, column.sample):
        return False
    mark = sentence.mark("value", Value(cells[0], tuple((column, cell) for cell in cells)))
    return f"{lead} {mark} 的"
