"""Chinese and mixed questions, each against a computation in plain Python over the same rows."""

import statistics
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import (
    Ask,
    chinese_sales,
    english_sales,
    requests,
    staff,
    write_csv,
)
from tests.unit.skills_bundled.data_analysis.test_english import best, grouped, mean, total

SALES, STAFF, LOG, ORDERS = chinese_sales(), staff(), requests(), english_sales()
MONEY = "销售额(元)"


def money(rows: Any) -> float:
    return total(rows, MONEY)


def month(row: Any) -> str:
    return f"2024-{int(row['日期'][5:].split('月')[0]):02d}"


EAST = [row for row in SALES if row["地区"] == "华东"]
TALENT = [row for row in STAFF if row["部门"] == "研发部"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("销售额总和是多少", money(SALES)),
        ("统计一下总销售额", money(SALES)),
        ("平均销售额", mean(MONEY)(SALES)),
        ("数量的中位数", statistics.median(r["数量"] for r in SALES)),
        ("一共有多少订单", len(SALES)),
        ("有多少行", len(SALES)),
        ("华东地区的销售总额", money(EAST)),
        ("华东卖了多少钱的销售额", money(EAST)),
        ("数量大于 20 的订单有多少", len([r for r in SALES if r["数量"] > 20])),
        ("华东地区销量超过30的订单有几个", len([r for r in EAST if r["数量"] > 30])),
        ("数量在10到20之间的订单数", len([r for r in SALES if 10 <= r["数量"] <= 20])),
        ("数量不少于20的销售额合计", money([r for r in SALES if r["数量"] >= 20])),
        ("除了华东以外的销售额总和", money([r for r in SALES if r["地区"] != "华东"])),
        ("非华东地区的总销售额", money([r for r in SALES if r["地区"] != "华东"])),
        ("2024年3月的销售额", money([r for r in SALES if month(r) == "2024-03"])),
        ("3月份的总销售额是多少", money([r for r in SALES if month(r) == "2024-03"])),
        ("第一季度的总销量", total([r for r in SALES if month(r) <= "2024-03"], "数量")),
        ("华东地区手机的销售额", money([r for r in EAST if r["产品名称"] == "手机"])),
        ("最大的数量是多少", max(r["数量"] for r in SALES)),
        ("有多少种产品", 3),
        ("地区为华南的平均数量", mean("数量")([r for r in SALES if r["地区"] == "华南"])),
    ],
)
def test_one_number(ask: Ask, shop: Path, question: str, expected: float) -> None:
    reply = ask(shop, question)
    assert reply.value == pytest.approx(expected), reply.result["explanation"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("按地区统计销售额", grouped(SALES, "地区", money)),
        ("按地区统计 销售.csv 的销售额", grouped(SALES, "地区", money)),
        ("各地区的总销量", grouped(SALES, "地区", lambda r: total(r, "数量"))),
        ("每个产品的平均销售额", grouped(SALES, "产品名称", mean(MONEY))),
        ("每个地区有多少订单", grouped(SALES, "地区", len)),
        ("按月统计销售额", grouped(SALES, month, money)),
        ("每月的订单数", grouped(SALES, month, len)),
        ("统计各产品在华东的销售额", grouped(EAST, "产品名称", money)),
        ("sales by 地区", grouped(SALES, "地区", money)),
        ("按 region 统计 revenue", grouped(SALES, "地区", money)),
        (
            "对比华东和华南的销售额",
            grouped([r for r in SALES if r["地区"] != "华北"], "地区", money),
        ),
    ],
)
def test_groups(ask: Ask, shop: Path, question: str, expected: dict[str, float]) -> None:
    reply = ask(shop, question)
    assert reply.table() == pytest.approx(expected), reply.result["explanation"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("哪个地区卖得最多", best(SALES, "地区", money)),
        ("哪个产品销售额最高？", best(SALES, "产品名称", money)),
        ("哪个地区的销售额最少", best(SALES, "地区", lambda r: -money(r))),
        ("销量最大的产品", best(SALES, "产品名称", lambda r: total(r, "数量"))),
        ("销售额前2的产品", best(SALES, "产品名称", money, 2)),
        ("销售额最高的两个地区", best(SALES, "地区", money, 2)),
        ("销售额排名前三的订单", best(SALES, "订单号", money, 3)),
        (
            "哪个月销售额最高",
            sorted(grouped(SALES, month, money).items(), key=lambda p: -p[1])[0][:1],
        ),
    ],
)
def test_rankings(ask: Ask, shop: Path, question: str, expected: list[str]) -> None:
    reply = ask(shop, question)
    assert [row[0] for row in reply.rows] == list(expected), reply.result["explanation"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("平均工资是多少", mean("工资")(STAFF)),
        ("研发部有多少人", len(TALENT)),
        ("研发部平均薪资", mean("工资")(TALENT)),
        (
            "年龄大于30岁的女员工有多少",
            len([r for r in STAFF if r["年龄"] > 30 and r["性别"] == "女"]),
        ),
        ("30岁以上的员工人数", len([r for r in STAFF if r["年龄"] >= 30])),
        ("工资超过1万的有几个人", len([r for r in STAFF if r["工资"] > 10000])),
        ("不是研发部的员工平均工资", mean("工资")([r for r in STAFF if r["部门"] != "研发部"])),
        ("男员工的平均年龄", mean("年龄")([r for r in STAFF if r["性别"] == "男"])),
    ],
)
def test_people(ask: Ask, people: Path, question: str, expected: float) -> None:
    reply = ask(people, question)
    assert reply.value == pytest.approx(expected), reply.result["explanation"]


def test_grades(ask: Ask, tmp_path: Path) -> None:
    rows = [
        {
            "姓名": f"学生{i}",
            "班级": f"{'一二三'[i % 3]}班",
            "数学": 40 + i * 7 % 61,
            "语文": 90 - i,
        }
        for i in range(30)
    ]
    path = write_csv(tmp_path / "成绩.csv", rows, encoding="gbk")
    assert ask(path, "数学不及格的有几人").value == len([row for row in rows if row["数学"] < 60])  # type: ignore[operator]
    assert ask(path, "各班数学平均分").table() == pytest.approx(grouped(rows, "班级", mean("数学")))
    assert ask(path, "哪个班语文平均成绩最好").rows[0][0] == best(rows, "班级", mean("语文"))[0]
    totals = {row["姓名"]: int(str(row["数学"])) + int(str(row["语文"])) for row in rows}
    [*firsts] = [name for name, total in totals.items() if total == max(totals.values())]
    told = ask(path, "总分最高的学生")
    assert {row[0] for row in told.rows} == set(firsts)
    assert str(max(totals.values())) in told.answer


def test_several_measures(ask: Ask, shop: Path) -> None:
    reply = ask(shop, "算一下各产品的销售额总和以及平均数量")
    assert {row[0]: row[1] for row in reply.rows} == pytest.approx(
        grouped(SALES, "产品名称", money)
    )
    assert {row[0]: row[2] for row in reply.rows} == pytest.approx(
        grouped(SALES, "产品名称", mean("数量"))
    )


def test_the_file_name_inside_the_sentence(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "请统计sales.csv中每个region的units总数并按降序排列")
    sums = grouped(ORDERS, "region", lambda rows: total(rows, "units"))
    assert reply.rows == [
        [name, sums[name]] for name in sorted(sums, key=lambda name: (-sums[name], name))
    ]


def test_people_in_groups(ask: Ask, people: Path) -> None:
    assert ask(people, "每个部门平均工资").table() == pytest.approx(
        grouped(STAFF, "部门", mean("工资"))
    )
    assert ask(people, "各部门人数").table() == grouped(STAFF, "部门", len)
    highest = grouped(STAFF, "部门", lambda rows: max(row["工资"] for row in rows))
    assert ask(people, "各部门最高工资").table() == highest


def test_who_earns_most(ask: Ask, people: Path) -> None:
    winner = max(STAFF, key=lambda row: row["工资"])
    for question in (
        "工资最高的是谁",
        "谁的工资最高",
        "工资最高的员工",
        "who has the highest 工资",
    ):
        assert winner["姓名"] in ask(people, question).answer


def test_values_of_a_column(ask: Ask, people: Path) -> None:
    assert {row[0] for row in ask(people, "有哪些部门").rows} == {"研发部", "市场部", "人事部"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("状态为 500 的请求有多少条", len([r for r in LOG if r["status"] == 500])),
        ("状态码是500的有多少", len([r for r in LOG if r["status"] == 500])),
        ("500 错误有多少个", len([r for r in LOG if r["status"] == 500])),
        ("POST 请求的平均耗时", mean("latency_ms")([r for r in LOG if r["method"] == "POST"])),
        ("路径包含 users 的请求数", len([r for r in LOG if "users" in r["path"]])),
        ("5月3日之后的请求有多少", len([r for r in LOG if r["ts"][:10] > "2024-05-03"])),
    ],
)
def test_chinese_about_english_columns(ask: Ask, log: Path, question: str, expected: float) -> None:
    reply = ask(log, question)
    assert reply.value == pytest.approx(expected), reply.result["explanation"]


def test_mixed_language(ask: Ask, sales: Path) -> None:
    west = [row for row in ORDERS if row["region"] == "West" and row["units"] > 20]
    reply = ask(sales, "West 地区 units 大于 20 的 sales 总和")
    assert reply.value == pytest.approx(total(west))


def test_the_answer_is_chinese_and_says_how_it_was_read(ask: Ask, shop: Path) -> None:
    result = ask(shop, "按地区统计销售额").result
    assert "依据 150 行" in result["answer"]
    assert "理解为" in result["explanation"]
    assert "地区" in result["explanation"]


def test_an_assumed_column_is_said(ask: Ask, people: Path, shop: Path) -> None:
    explanation = ask(shop, "按地区统计").result["explanation"]
    assert "没有指明数值列" in explanation
    assert "数量" in explanation


def monthly(path: Path) -> Path:
    """Guests and income of a hotel by month, of two years."""
    rows = [
        {"月份": f"{year}-{month:02d}", "入住人数": 100 * month + step, "营业额": 5000 + month}
        for step, year in enumerate((2024, 2025))
        for month in (1, 2, 3, 4, 5, 6)
    ]
    rows[8]["入住人数"] = 900  # March of 2025, from 201
    return write_csv(path / "酒店.csv", rows)


@pytest.mark.parametrize(
    "question",
    [
        "酒店.csv 每个月入住人数的环比增长率，哪个月涨得最厉害？",
        "列出 酒店.csv 各月入住人数的环比，并指出增幅最大的月份",
    ],
)
def test_months_by_their_growth_and_what_grew_most(ask: Ask, tmp_path: Path, question: str) -> None:
    answer = ask(monthly(tmp_path), question).answer
    listed, most = answer.split("增长最多的：")
    assert "2024-02：200" in listed
    assert most.strip().startswith("- 2025-03：900，增长 347.76%")


@pytest.mark.parametrize(
    "question", ["酒店.csv 营业额的季度环比", "按季度汇总 酒店.csv 的营业额，再算出季度环比。"]
)
def test_quarters_beside_the_one_before(ask: Ask, tmp_path: Path, question: str) -> None:
    answer = ask(monthly(tmp_path), question).answer
    assert "2024-Q2：15015，增长 0.06%" in answer


def test_a_year_by_month_beside_the_year_named(ask: Ask, tmp_path: Path) -> None:
    asked = "酒店.csv 里 2025 年各月的入住人数和 2024 年同期相比增长多少"
    answer = ask(monthly(tmp_path), asked).answer
    assert "2025-02：201，增长 0.50%，变化 1" in answer and "2024-02" not in answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("酒店.csv 2025 年和 2024 年的入住人数分别是多少？", {"2024": 2100, "2025": 2705}),
        ("酒店.csv 2025年1月和3月的入住人数各是多少", {"2025-01": 101, "2025-03": 900}),
        ("入住人数 in January 2025 and March 2025 respectively", {"2025-01": 101, "2025-03": 900}),
    ],
)
def test_periods_joined_by_and_are_no_range(
    ask: Ask, tmp_path: Path, question: str, told: dict[str, int]
) -> None:
    assert ask(monthly(tmp_path), question).table() == told
