"""Everyday Chinese about money and how often, in the table's own words: "各花了多少", "最贵的一笔", "迟到超过3次的有谁"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from linetotals import product_column
from mentions import meanings_of
from people import is_person
from rownouns import COMPARES
from sayings import money_of
from sentence import normal
from table import NUMBER, TEXT

_MONEY = r"(?:订单|消费|销售|成交|购买|下单|支付|商品|交易)?的?(?:总?金额|总价|总额|销售额|营业额|消费额|成交额)"
_EACH_SPENT = (
    r"(?:各自?|分别|各是)(?P<v>花|用|卖|收|赚|挣|消费|支出)(?:掉|出|费)?了?(?:多少钱?|几块钱?)"
)
_SPENT = r"(?:花|用|付)(?:掉|出去?)?了?的钱|花销|开销(?:金额)?"
_ONE = r"(?:单笔)?最(?P<w>贵|大|高|多|小|少|低|便宜)的?(?:那|单)?一?[笔单条](?:支出|消费|花销|开销|花费|订单|交易|付款)?"
_OF_IT = r"(?:[,，、。?？;；]?\s*(?:又|都|各|是|在|分别|具体)*(?:什么时候|哪一?天|何时|几号|哪个?月)(?:花的?|买的?|的|下的?|付的?|发生的?)?|[,，、。?？;；]\s*(?:是|都)?(?:花在|买|用在|用于|付给)[了的]?(?:什么|哪里|哪儿|哪|谁)(?:上面?|东西)?(?:了|的)?|[,，、。?？;；]?\s*(?:是|花了?)?(?:多少钱?|什么|谁的?|谁(?:花|买)的))"
_WHO = r"谁|哪[些几]?个?[个位名]?(?:人|员工|同事|学生|同学|客户|顾客|会员|用户)?|有谁"
_ON_AVERAGE = r"(?:平均)?每一?(?:单|笔|次|个订单)(?:订单)?平均?(?:买|卖|订|购买|卖出)(?:了|出)?(?:多少|几)[件个瓶份盒本只](?:商品|东西|产品|货)?|平均每一?(?:单|笔|次|个订单)(?:买|卖|订|购买|卖出)(?:了|出)?(?:多少|几)[件个瓶份盒本只](?:商品|东西|产品|货)?"


_HIGHER = r"(?P<s>[\u4e00-\u9fff]{1,4}[和与跟][\u4e00-\u9fff]{1,4})的(?P<c>[\u4e00-\u9fff]{2,8}?)(?:是)?(?:谁|哪个|哪边)(?:的)?(?:更|比较)?(?P<w>[高低多少大小好])(?![\u4e00-\u9fff])"


def everyday(text, table):
    """The text with these in words of the table."""
    text = re.sub(_HIGHER, r"\g<s>哪个\g<c>\g<w>", text)
    for told in (_written_out, _of_cells, _money, _single, _often, _pieces, _attendance):
        text = told(text, table)
    return text


def _name(table):
    """(how the money is called, whether it is made of two columns); ("", False) for none."""
    money, made = money_of(table, "生意") or money_of(table), product_column(table)
    if made:
        return "乘以".join(normal(c.name) for c in made.factors), True
    return (normal(money.name), False) if money else ("", False)


def _written_out(text, table):
    """ "销售额（数量×单价）", "金额超过1000的订单", "订单数和销售额": by how many and at what price."""
    made = product_column(table)
    if made is None or re.search(_MONEY, "".join(normal(c.name) for c in table.columns)):
        return text
    one, other = (re.escape(normal(c.name)) for c in made.factors)
    name = "乘以".join(normal(c.name) for c in made.factors)
    both = rf"(?:{one}\s*(?:×|\*|x|乘以?)\s*{other}|{other}\s*(?:×|\*|x|乘以?)\s*{one})"
    text = re.sub(rf"{_MONEY}\s*[(（]\s*(?:[=＝]|即|等于)?\s*{both}\s*[)）]", name, text)
    if re.search(both, text):
        return text
    text = re.sub(rf"{_MONEY}(?=(?:{COMPARES}|在)\s*\d)", name, text)
    text = re.sub(rf"平均(?:每一?[单笔](?:订单)?)?的?{_MONEY}", f"平均{name}", text)
    after = r"(?=\s*(?:$|[,，。?？；;]|分别|各|都|是多少|[和与、及]))"
    counted = r"(?:数|数量|次数|量|[单笔件]数)"
    text = re.sub(
        rf"(?P<n>{counted})(?P<j>[和与及、]){_MONEY}{after}", rf"\g<n>\g<j>{name}总和", text
    )
    return re.sub(
        rf"{_MONEY}(?P<j>[和与及、])(?=[\u4e00-\u9fff]{{0,3}}{counted})", rf"{name}总和\g<j>", text
    )


def _of_cells(text, table):
    """ "微信支付的订单" of 支付方式: the cell alone."""
    for column in table.of_kind(TEXT):
        name = normal(column.name)
        if len(name) != 4 or len(column.sample) > 12 or name.isascii():
            continue
        cells = [normal(c) for c in column.sample if len(c) > 1]
        for cell in cells:
            if f"{cell}{name[:2]}" not in cells:
                text = re.sub(rf"{re.escape(cell)}{name[:2]}(?!{name[2:]})", cell, text)
    return text


def _money(text, table):
    """ "上半年和下半年各花了多少", "周末花的钱占多少": of the column of money."""
    name, made = _name(table)
    if not name:
        return text
    held = "".join(normal(c.name) for c in table.columns)
    text = re.sub(_EACH_SPENT, f"的{name}分别是多少", text)
    return text if made or re.search(_SPENT, held) else re.sub(_SPENT, name, text)


def _single(text, table):
    """ "最贵的一笔是什么时候花的，花在什么上": that row."""
    name, _ = _name(table)
    match = re.search(rf"{_ONE}(?P<of>{_OF_IT}+)(?=\W*$)", text)
    if not (name and match) or re.search(r"[每各]", text):
        return text
    way = "低" if match["w"] in ("小", "少", "低", "便宜") else "高"
    before = re.sub(rf"{re.escape(name)}的?$", "", text[: match.start()])
    return f"{before}{name}最{way}的1行"


def _often(text, table):
    """ "谁迟到超过3次", "迟到超过3次的有谁": of the people by their names."""
    people = [c for c in table.of_kind(TEXT) if is_person(c) and not table.unique(c)]
    people.sort(key=lambda c: "name" not in meanings_of(c))
    cells = "|".join(re.escape(normal(c)) for column in table.of_kind(TEXT) if len(column.sample) < 30 and not is_person(column) for c in column.sample if len(c) > 1)  # fmt: skip
    if not people or not cells:
        return text
    name = normal(people[0].name)
    often = rf"(?P<c>{cells})(?:了|过|的?次数)?(?P<o>(?:{COMPARES})\s*[\d一二两三四五六七八九十]+\s*次(?:及?以[上下])?|[\d一二两三四五六七八九十]+\s*次(?:及?以[上下]))"
    text = re.sub(
        rf"(?:{_WHO})(?:的|一共|总共|曾)*{often}(?=\W*$)", rf"\g<c>\g<o>的{name}有哪些", text
    )
    return re.sub(
        rf"{often}的?(?:人|员工|同学|学生|同事)?(?:都|一共)?(?:有|是)(?:{_WHO})",
        rf"\g<c>\g<o>的{name}有哪些",
        text,
    )


def _pieces(text, table):
    """ "每单平均买几件": the mean of how many."""
    found = [c for c in table.of_kind(NUMBER) if "quantity" in meanings_of(c)]
    return (
        re.sub(_ON_AVERAGE, f"平均{normal(found[0].name)}是多少", text) if len(found) == 1 else text
    )


def _attendance(text, table):
    """ "全勤的有谁" where the rows say 正常 and 迟到; "每人每种状态各多少天" as a cross table of rows."""
    cells = {
        normal(c)
        for column in table.of_kind(TEXT)
        if len(column.sample) < 12
        for c in column.sample
    }
    if "正常" in cells and cells & {"迟到", "缺勤", "请假", "旷工"}:
        text = re.sub(r"(?:是|为)?[全满]勤的?(?!奖)", "一直正常的", text)
    if re.search("交叉表|透视", text):
        text = re.sub(r"各?有?(?:多少|几)天", "多少条记录", text)
    return text
