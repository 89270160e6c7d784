"""What only tells what is so is no step of its own; the order that follows it is."""

import pytest

from aios.agents.split import Piece
from aios.agents.told import tells_first


@pytest.mark.parametrize(
    ("told", "then"),
    [
        ("notes 里的 txt 都是 GBK 编码", "，帮我转成 UTF-8"),
        ("老板要 Excel", "，把 orders.csv 转一下"),
        ("My colleague has no CSV viewer", "; give me orders.csv as an Excel file."),
        ("My accountant can't open stock.parquet", ". Can you turn it into an Excel file?"),
    ],
)
def test_what_is_so_is_told_first(told: str, then: str) -> None:
    assert tells_first(told + then, Piece(text=told, start=0, end=len(told)))


@pytest.mark.parametrize(
    ("told", "then"),
    [
        ("磁盘快满了", "，看看哪个文件夹最占地方"),  # how full it is is worth a look
        ("统计每个门店的金额", "，把结果存成 Excel"),
        ("Which region sold most in sales.csv", "? plot it"),
        ("List the biggest files", ", then zip the folder."),
        ("成绩.csv 里有缺考的同学吗？", "把他们列出来"),
    ],
)
def test_what_asks_or_orders_is_not(told: str, then: str) -> None:
    assert not tells_first(told + then, Piece(text=told, start=0, end=len(told)))
