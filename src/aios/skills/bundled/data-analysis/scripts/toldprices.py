"""A price that the question tells: "加班每小时补40块，每人应补多少钱" of a table with hours."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention
from sentence import normal
from table import NUMBER, Column
from units import named_unit

_ENDS = r"(小时|分钟|公里|千米|天|件|次|度|吨|公斤|亩|平米|晚|页|份|箱)数?$"
_FEE = r"(?:加班费|加班|补贴|补助|津贴|水费|电费|气费|运费|工资|报酬|费用|租金|提成|工钱|钱)"
_PAID = r"(?:补贴?|补助|算|收费?|给|按|付|发|要|交|是|为|卖|价格?|计|折算?|的)"
_TOLD = rf"(?:如果|假如|假设)?(?:按照?|以)?{_FEE}?(?:标准)?(?:是|为|按|都)?(?:每|一)个?(?P<u>UNITS)(?:水|电|气|货)?(?:的)?{_FEE}?{_PAID}*(?P<n>\d+(?:\.\d+)?)(?:块钱?|元钱?)(?:的?标准|的?价格?)?(?:来)?(?:计?算|补贴?|发|付|收|给)?{_FEE}?\s*[，,]?"
_MONEY = rf"(?:一共|总共|合计|各自?|分别)?(?:应该?|该|需要?|要|得|能|可以?)?(?:补贴?|发放?|付|交|拿|领|收|给|缴|花|挣|赚)?(?:到|的|了)?(?:多少(?:块|元)?{_FEE}|多少(?:块|元)|{_FEE}(?:总额|总和|合计|一共|总共)?(?:各自?|分别)?(?:是|有|为)?(?:多少|几)?(?:钱|元|块)?)"


def mark_told_price(sentence, table):
    """Mark what is to be paid by the price that is told; whether one is."""
    units = {}
    for column in table.of_kind(NUMBER):
        name = normal(column.name)
        ends = re.search(_ENDS, re.sub(r"[(].*[)]$", "", name))
        for unit in {named_unit(column.name), ends[1] if ends else ""} - {""}:
            units.setdefault(unit, column)
    said = "|".join(map(re.escape, units)) or "(?!)"
    match = re.search(_TOLD.replace("UNITS", said), sentence.text)
    if match is None:
        return False
    column, price = units[match["u"]], match["n"]
    made = Column(
        name=f"{column.name} × {price}", kind=NUMBER, factors=(column,), formula=f"{{0}} * {price}"
    )
    mark = sentence.mark("column", Mention(made.name, ((100, made),)))
    rest = sentence.text[: match.start()] + " " + sentence.text[match.end() :]
    rest, found = re.subn(_MONEY, f" {mark} ", rest, count=1)
    if not found:
        rest, found = re.subn(r"(?:各自?|分别)?(?:是|有|得)?多少", f" {mark} ", rest, count=1)
    sentence.text = rest
    return bool(found)
