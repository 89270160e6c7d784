"""Questions about empty cells: of each column, of one, and the rows that have them."""

import random
from collections import Counter
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv


def rows_of(size: int = 80) -> Rows:
    chance = random.Random(SEED + 9)
    return [
        {
            "订单号": f"A{number}",
            "地区": chance.choice(["华东", "华南", "华北"]),
            "金额": chance.choice(["", chance.randint(10, 900)]),
            "状态": chance.choice(["完成", "取消", ""]),
        }
        for number in range(size)
    ]


ROWS = rows_of()
EMPTY = {name: sum(row[name] == "" for row in ROWS) for name in ROWS[0]}


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "订单.csv", ROWS)


@pytest.mark.parametrize(
    "question",
    [
        "每一列有多少缺失值",
        "检查各列的缺失值",
        "检查下缺失值",
        "帮我查下缺失情况",
        "每个字段的空值数量",
        "各列缺失率",
        "how many missing values are in each column",
        "which columns have nulls",
        "are there any blanks?",
        "percent missing by column",
    ],
)
def test_the_gaps_of_every_column_are_told(ask: Ask, orders: Path, question: str) -> None:
    told = {row[0]: row[1] for row in ask(orders, question).rows}
    assert {name: told.get(name, 0) for name in EMPTY} == EMPTY


@pytest.mark.parametrize("question", ["状态列有多少空值", "how many nulls are in 状态"])
def test_of_one_column_its_gaps_are_counted(ask: Ask, orders: Path, question: str) -> None:
    assert ask(orders, question).value == EMPTY["状态"]


@pytest.mark.parametrize("question", ["有多少行缺少状态", "how many rows are missing 状态"])
def test_rows_without_a_cell_are_counted(ask: Ask, orders: Path, question: str) -> None:
    assert ask(orders, question).value == EMPTY["状态"]


def test_those_rows_are_counted_by_what_they_are_grouped_by(ask: Ask, orders: Path) -> None:
    wanted = Counter(row["地区"] for row in ROWS if row["状态"] == "")
    assert ask(orders, "missing 状态 by 地区").table() == wanted


@pytest.mark.parametrize("question", ["哪些行不完整", "how many rows are incomplete"])
def test_incomplete_rows_have_a_gap(ask: Ask, orders: Path, question: str) -> None:
    reply = ask(orders, question)
    gaps = sum("" in row.values() for row in ROWS)
    assert gaps in (reply.rows[0][0], reply.result["data"]["rows_used"])


def test_different_values_are_told_of_every_column(ask: Ask, orders: Path) -> None:
    [numbers] = ask(orders, "how many distinct values does each column have").rows
    different = [len({row[name] for row in ROWS} - {""}) for name in EMPTY]
    assert sorted(numbers) == sorted(different)


@pytest.fixture
def meters(tmp_path: Path) -> Path:
    rows: Rows = [
        {
            "桌号": 12,
            "等位时长(分钟)": 30,
            "用电量(度)": 50,
            "是否已付": "否",
            "餐费": 80,
            "备注": "生日",
        },
        {
            "桌号": 15,
            "等位时长(分钟)": 10,
            "用电量(度)": 40,
            "是否已付": "是",
            "餐费": "",
            "备注": "",
        },
        {
            "桌号": 15,
            "等位时长(分钟)": 12,
            "用电量(度)": 30,
            "是否已付": "否",
            "餐费": 60,
            "备注": "",
        },
    ]
    return write_csv(tmp_path / "饭店.csv", rows)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("我们有两张大桌，哪张桌最耗电", {"15": 70}),
        ("哪张桌等位时间平均最久", {"12": 30}),
        ("没付的餐费，每张桌多少", {"12": 80, "15": 60}),
        ("每张桌各有几人次", {"12": 1, "15": 2}),
    ],
)
def test_things_that_a_column_numbers(
    ask: Ask, meters: Path, question: str, expected: dict[str, float]
) -> None:
    found = ask(meters, question).table()
    assert {str(name): value for name, value in found.items()} == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("餐费没录的是哪些，把桌号给我就行", {"15"}),
        ("把大额（餐费70以上）的列出来", {"12"}),
        ("有哪些久等（等位时长超过20分钟）的记录", {"12"}),
    ],
)
def test_rows_of_a_condition_said_roundabout(
    ask: Ask, meters: Path, question: str, expected: set[str]
) -> None:
    assert {str(row[0]) for row in ask(meters, question).rows} == expected


@pytest.mark.parametrize(
    "question",
    [
        "检查 货单.csv 的数据质量",
        "货单.csv 数据质量如何？有没有缺失和重复？",
        "data quality check of 货单.csv",
    ],
)
def test_the_quality_of_the_data_is_gaps_and_doubles(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    rows = [{"单号": n, "仓": "甲" if n else "", "件": n} for n in range(4)]
    answer = ask(write_csv(tmp_path / "货单.csv", [*rows, rows[2]]), question).answer
    assert "2 次" in answer or "2 times" in answer
    assert "仓：缺失 1" in answer or "仓: 1 missing" in answer
