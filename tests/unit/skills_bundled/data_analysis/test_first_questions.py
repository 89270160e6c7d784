"""What a teacher, a shop, a landlord and a carrier ask of one table first, in both languages."""

from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, write_csv


def table(path: Path, names: str, *cells: tuple[Any, ...]) -> Path:
    return write_csv(path, [dict(zip(names.split(), row, strict=True)) for row in cells])


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    cells = [
        ("甲", "一班", 90, 60), ("乙", "一班", 70, 80),
        ("丙", "二班", 50, 95), ("丁", "二班", 90, 40),
    ]  # fmt: skip
    return table(tmp_path / "成绩.csv", "姓名 班级 语文 数学", *cells)


@pytest.fixture
def exams(tmp_path: Path) -> Path:
    cells = [("甲", 60, 75), ("乙", 80, 70), ("丙", 50, 65), ("丁", 90, 91)]
    return table(tmp_path / "考试.csv", "姓名 期中 期末", *cells)


@pytest.fixture
def meters(tmp_path: Path) -> Path:
    cells = [("1号楼", 300, 100), ("2号楼", 500, 500), ("3号楼", 90, 10)]
    return table(tmp_path / "用电.csv", "楼栋 峰时用电 谷时用电", *cells)


@pytest.fixture
def events(tmp_path: Path) -> Path:
    said = ["u1 view", "u1 view", "u1 view", "u2 view", "u2 order", "u2 order", "u3 order"]
    said += ["u3 view", "u1 cart", "u1 order"]
    return table(tmp_path / "events.csv", "user_id event", *(tuple(s.split()) for s in said))


@pytest.fixture
def flights(tmp_path: Path) -> Path:
    cells = [
        ("CA", "PEK", "CAN", 10), ("MU", "PEK", "CAN", 30), ("CA", "SHA", "CAN", 50),
        ("MU", "SHA", "CTU", 5),
    ]  # fmt: skip
    return table(tmp_path / "flights.csv", "carrier origin dest delay_min", *cells)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    cells = [
        ("收入", "工资", 900), ("支出", "房租", 500), ("支出", "餐饮", 300), ("支出", "餐饮", 400)
    ]  # fmt: skip
    return table(tmp_path / "流水.csv", "类型 类别 金额", *cells)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    cells = [("东门店", "伞", 100, 80), ("东门店", "杯", 50, 20), ("西门店", "伞", 200, 100)]
    return table(tmp_path / "门店.csv", "门店 商品 销售额 成本", *cells)


@pytest.mark.parametrize(
    "question",
    ["各科最高分是谁", "语文和数学最高分分别是谁", "who got the highest score in each subject"],
)
def test_the_best_of_each_subject_is_told(ask: Ask, marks: Path, question: str) -> None:
    told = ask(marks, question).answer
    assert all(told.count(f"姓名={name}") == 1 for name in "甲丙丁")  # 甲 and 丁 share the first
    assert "姓名=乙" not in told


def test_the_highest_of_each_subject_without_who_is_a_number(ask: Ask, marks: Path) -> None:
    assert ask(marks, "各科最高分").rows == [[90, 95]]
    by_class = {row[0]: row[1:] for row in ask(marks, "每个班各科最高分").rows}
    assert by_class == {"一班": [90, 80], "二班": [90, 95]}


@pytest.mark.parametrize("question", ["数学最高的是谁，多少分", "谁的数学最高，是多少"])
def test_how_much_beside_who_is_told_with_the_row(ask: Ask, marks: Path, question: str) -> None:
    assert ask(marks, question).rows == [["丙", "二班", 50, 95]]


@pytest.mark.parametrize(
    "question", ["各班数学平均分，哪个班最高", "average 数学 by 班级, which is highest"]
)
def test_the_list_and_its_highest_are_told(ask: Ask, marks: Path, question: str) -> None:
    told = ask(marks, question)
    assert told.table() == {"一班": 70, "二班": 67.5}
    assert "一班" in told.answer.splitlines()[3]


@pytest.mark.parametrize("question", ["进步最大的是谁", "谁进步最多", "who improved the most"])
def test_who_improved_most_shares_the_first_place(ask: Ask, exams: Path, question: str) -> None:
    assert {row[0] for row in ask(exams, question).rows} == {"甲", "丙"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("退步的有几个人", 1),
        ("有多少人期末比期中考得差", 1),
        ("进步超过10分的有多少人", 2),
        ("how many students improved", 3),
    ],
)
def test_improvement_is_a_condition(ask: Ask, exams: Path, question: str, expected: int) -> None:
    assert ask(exams, question).value == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("峰时占比最高的是哪栋", [["3号楼", 90]]),
        ("峰时占比最低的是哪栋楼", [["2号楼", 50]]),
        ("总用电量最多的是哪栋", [["2号楼", 1000]]),
        ("谷时最多的楼", [["2号楼", 500]]),
    ],
)
def test_columns_of_one_kind_make_a_whole(
    ask: Ask, meters: Path, question: str, expected: list[Any]
) -> None:
    assert ask(meters, question).rows == expected


@pytest.mark.parametrize("question", ["下单最多的用户是谁", "哪个用户下单最多"])
def test_an_event_is_said_in_chinese(ask: Ask, events: Path, question: str) -> None:
    assert ask(events, question).rows == [["u2", 2]]


@pytest.mark.parametrize(
    "question",
    ["浏览到下单的转化率是多少", "从view到order的转化率", "conversion rate from view to order"],
)
def test_one_step_as_a_part_of_another(ask: Ask, events: Path, question: str) -> None:
    assert ask(events, question).rows[0] == pytest.approx([80, 4, 5])


@pytest.mark.parametrize(
    "question",
    [
        "哪条航线平均延误最长",
        "哪条航线(origin-dest)平均延误最长",
        "which route has the longest average delay",
    ],
)
def test_a_route_is_where_from_and_where_to(ask: Ask, flights: Path, question: str) -> None:
    assert ask(flights, question).rows == [["SHA → CAN", 50]]


def test_a_carrier_is_an_airline(ask: Ask, flights: Path) -> None:
    assert ask(flights, "各航空公司的航班数").table() == {"CA": 2, "MU": 2}


@pytest.mark.parametrize("question", ["哪类支出花得最多", "哪一类支出最多"])
def test_a_kind_within_a_kind(ask: Ask, ledger: Path, question: str) -> None:
    assert ask(ledger, question).rows == [["餐饮", 700]]
    assert ask(ledger, "各类支出多少钱").table() == {"餐饮": 700, "房租": 500}


def test_margins_need_no_column_of_profit(ask: Ask, shop: Path) -> None:
    assert ask(shop, "各门店的毛利率").table() == pytest.approx({"西门店": 50, "东门店": 100 / 3})
    assert ask(shop, "哪个商品最赚钱").rows == [["伞", 120]]


def test_what_is_in_stock_is_worth_what_it_cost(ask: Ask, tmp_path: Path) -> None:
    cells = [("伞", 10, 9, 20), ("杯", 50, 4, 60)]
    stock = table(tmp_path / "库存.csv", "商品名称 库存数量 进价 安全库存", *cells)
    assert ask(stock, "哪个商品的库存最值钱").rows == [["杯", 200]]
    assert [row[0] for row in ask(stock, "哪些商品低于安全库存").rows] == ["伞", "杯"]


def test_the_choices_of_an_answer(ask: Ask, tmp_path: Path) -> None:
    cells = [("满意", "是"), ("满意", "否"), ("一般", "是"), ("满意", "是")]
    replies = table(tmp_path / "问卷.csv", "满意度 是否推荐", *cells)
    assert ask(replies, "满意度各选项有多少人").table() == {"满意": 3, "一般": 1}
    assert ask(replies, "愿意推荐的人占多少").value == 75


@pytest.mark.parametrize("question", ["转置一下这个表", "把行列互换", "transpose this table"])
def test_a_table_is_turned_over(ask: Ask, exams: Path, question: str) -> None:
    told = ask(exams, question)
    assert told.result["data"]["columns"] == ["姓名", "甲", "乙", "丙", "丁"]
    assert told.rows == [["期中", 60, 80, 50, 90], ["期末", 75, 70, 65, 91]]
    assert (told.out / "transposed.csv").read_text("utf-8-sig").splitlines()[
        0
    ] == "姓名,甲,乙,丙,丁"


@pytest.mark.parametrize(
    ("question", "name", "first"),
    [
        ("加一列总分，保存为 新.csv", "总分", "150"),
        ("增加一个平均分列，存成 新.csv", "平均分", "75"),
        ("加一列 差距 = 语文 - 数学，另存为 新.csv", "差距", "30"),
        ("新增一列叫合计，等于语文加数学，保存到 新.csv", "合计", "150"),
        ("add a column sum2 = 语文 + 数学 and save it as 新.csv", "sum2", "150"),
    ],
)
def test_a_column_is_added_to_all_rows(
    ask: Ask, marks: Path, question: str, name: str, first: str
) -> None:
    told = ask(marks, question)
    lines = (told.out / "新.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == f"姓名,班级,语文,数学,{name}"
    assert len(lines) == 5
    assert float(lines[1].split(",")[-1]) == float(first)


def test_a_column_of_ranks(ask: Ask, marks: Path) -> None:
    told = ask(marks, "按数学加一列排名")
    assert [(row[0], row[-1]) for row in told.rows] == [("丙", 1), ("乙", 2), ("甲", 3), ("丁", 4)]
    assert [row[-2:] for row in ask(marks, "加一列排名").rows] == [
        [150, 1],
        [150, 1],
        [145, 3],
        [130, 4],
    ]


def test_a_margin_of_each_row_is_of_the_difference(ask: Ask, shop: Path) -> None:
    assert [row[-1] for row in ask(shop, "加一列毛利率").rows] == [20, 60, 50]


@pytest.mark.parametrize(
    "question", ["复购率多少", "有多少客户复购了，复购率是多少", "what is the repeat purchase rate"]
)
def test_who_came_back(ask: Ask, tmp_path: Path, question: str) -> None:
    orders = table(tmp_path / "订单.csv", "客户 金额", *((c, 5) for c in "赵赵赵钱孙李李周"))
    assert ask(orders, question).rows == [[2, 40]]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    said = ["甲 语文 90", "甲 数学 50", "乙 语文 40", "乙 数学 80", "丙 语文 70", "丙 数学 59"]
    return table(tmp_path / "期末.csv", "学生 科目 分数", *(tuple(s.split()) for s in said))


def test_subjects_in_one_column(ask: Ask, papers: Path) -> None:
    assert ask(papers, "各科最高分是谁").rows == [["数学", "乙", 80], ["语文", "甲", 90]]
    rows = ask(papers, "老师想看每科的平均分、最高分、最低分").rows
    assert {row[0]: row[2:] for row in rows} == {"语文": [90, 40], "数学": [80, 50]}
    assert ask(papers, "做成透视表，一行一个学生，一列一个科目").rows[0] == ["丙", 59, 70]


@pytest.mark.parametrize(
    ("question", "expected"),
    [("有几个人至少一科不及格", 3), ("语文不及格的有多少人", 1), ("有多少人及格过", 3)],
)
def test_people_of_several_rows_are_counted_once(
    ask: Ask, papers: Path, question: str, expected: int
) -> None:
    assert ask(papers, question).value == expected


def test_one_number_for_each_of_another(ask: Ask, tmp_path: Path) -> None:
    cells = [(f"{n}栋甲室", 50 + 10 * n, 100 + 30 * n * n, n) for n in range(9)]
    flats = table(tmp_path / "物业费.csv", "房号 面积 物业费 投诉次数", *cells)
    assert ask(flats, "每平米物业费最贵的是哪户").rows[0][0] == "8栋甲室"
    assert ask(flats, "投诉最多的是哪户，投诉了几次").rows[0][0] == "8栋甲室"
    players = [(f"球员{n}", 9 + n, (n * 7) % 12) for n in range(12)]
    games = table(tmp_path / "球员.csv", "球员 出场次数 进球", *players)
    best = max(players, key=lambda row: row[2] / row[1])
    assert ask(games, "场均进球最高的是谁").rows[0][0] == best[0]
    assert ask(games, "射手榜前三").rows[0][0] == max(players, key=lambda row: row[2])[0]


def test_what_is_over_its_limit_is_listed(ask: Ask, tmp_path: Path) -> None:
    cells = [("A1", "赵", 900, 500), ("A2", "钱", 400, 500), ("A3", "赵", 1200, 1000)]
    claims = table(tmp_path / "报销.csv", "单号 报销人 报销金额 标准额度", *cells)
    assert [row[0] for row in ask(claims, "哪些报销超标了").rows] == ["A1", "A3"]


def test_paying_is_said_in_several_ways(ask: Ask, tmp_path: Path) -> None:
    cells = [("101", "1栋", "是"), ("102", "1栋", "否"), ("201", "2栋", "是"), ("202", "2栋", "是")]
    flats = table(tmp_path / "缴费.csv", "房号 楼栋 是否缴费", *cells)
    assert [row[0] for row in ask(flats, "哪些住户还没交费").rows] == ["102"]
    assert ask(flats, "各栋的收缴率").table() == {"1栋": 50, "2栋": 100}


@pytest.mark.parametrize(
    "question",
    ["按年龄分成30以下、30到40、40以上三组，各有多少人", "30岁以下、30-40岁、40岁以上分别有多少人"],
)
def test_bands_between_numbers_written_out(ask: Ask, tmp_path: Path, question: str) -> None:
    staff = table(
        tmp_path / "员工.csv", "姓名 年龄", *zip("赵钱孙李周", (25, 30, 40, 41, 60), strict=True)
    )
    assert [row[1] for row in ask(staff, question).rows] == [1, 2, 2]


def test_two_bounds_of_one_number_are_no_bands(ask: Ask, tmp_path: Path) -> None:
    staff = table(
        tmp_path / "员工.csv", "姓名 年龄", *zip("赵钱孙李周", (25, 30, 35, 41, 60), strict=True)
    )
    assert ask(staff, "年龄大于25和小于41的有几人").value == 2


def test_two_rates_of_a_channel(ask: Ask, tmp_path: Path) -> None:
    cells = [("抖音", 1000, 50, 100), ("百度", 4000, 40, 20), ("抖音", 1000, 30, 60)]
    ads = table(tmp_path / "投放.csv", "渠道 曝光 点击 花费", *cells)
    found = {row[0]: row[1:] for row in ask(ads, "各渠道的点击率和单次点击成本").rows}
    assert found == {"抖音": [4, 2], "百度": [1, 0.5]}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("借得最多的书是哪本，借了几次", [["三体", 3]]),
        ("借书最勤快的前1名读者", [["赵", 2]]),
        ("还没归还的有多少本，都是谁借的", ["三体", "钱"]),
    ],
)
def test_a_library(ask: Ask, tmp_path: Path, question: str, expected: list[Any]) -> None:
    cells = [
        ("三体", "赵", "2024-03-01", "2024-03-05"), ("活着", "赵", "2024-03-02", "2024-03-06"),
        ("三体", "钱", "2024-03-03", ""), ("三体", "孙", "2024-03-04", "2024-03-09"),
    ]  # fmt: skip
    loans = table(tmp_path / "借阅.csv", "书名 读者 借出日期 归还日期", *cells)
    rows = ask(loans, question).rows
    assert rows == expected or rows[0][:2] == expected


@pytest.fixture
def goods(tmp_path: Path) -> Path:
    cells = [
        ("A", "零食", 3, 10, "2024-08-01"),
        ("B", "零食", 0, 5, "2024-10-15"),
        ("C", "饮料", 9, 2, "2024-09-30"),
    ]
    return table(tmp_path / "商品.csv", "编码 品类 库存 进货价 保质期至", *cells)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("10月之前过期的有多少", 2),
        ("保质期至在9月之后的有多少", 1),
        ("2024年9月之前过期的有几个", 1),
        ("断货的商品有几个", 1),
    ],
)
def test_before_a_month_without_a_year(ask: Ask, goods: Path, question: str, expected: int) -> None:
    assert ask(goods, question).value == expected


def test_what_stock_is_worth_by_kind(ask: Ask, goods: Path) -> None:
    assert ask(goods, "各品类的库存总额").table() == {"零食": 30, "饮料": 18}


def test_each_of_what_is_named(ask: Ask, tmp_path: Path) -> None:
    cells = ["甲 迟到", "甲 迟到", "乙 请假", "乙 正常", "甲 正常"]
    days = table(tmp_path / "考勤.csv", "姓名 状态", *(tuple(c.split()) for c in cells))
    found = {tuple(row) for row in ask(days, "每个人迟到、请假各几次").rows}
    assert found == {("甲", "迟到", 2), ("乙", "请假", 1)}
    cups = table(tmp_path / "咖啡.csv", "杯型 杯数", ("大杯", 3), ("中杯", 1), ("大杯", 2))
    assert ask(cups, "大杯和中杯各卖了多少杯").table() == {"大杯": 5, "中杯": 1}
    marks = table(tmp_path / "评价.csv", "编号 满意度", *((f"N{n}", n % 3 + 3) for n in range(7)))
    assert ask(marks, "满意度3到4分各有多少").table() == {3: 3, 4: 2}


@pytest.mark.parametrize("question", ["两科都90分以上的有谁", "语文和数学都不低于90分的有哪些人"])
def test_both_marks_over_a_bound(ask: Ask, tmp_path: Path, question: str) -> None:
    marks = table(
        tmp_path / "月考.csv", "姓名 语文 数学", ("甲", 95, 91), ("乙", 99, 60), ("丙", 70, 93)
    )
    assert [row[0] for row in ask(marks, question).rows] == ["甲"]


def test_kinds_and_hours_of_tickets(ask: Ask, tmp_path: Path) -> None:
    cells = [("T1", "物流", 30), ("T2", "质量", 3), ("T3", "物流", 50), ("T4", "售后", 2)]
    tickets = table(tmp_path / "工单.csv", "编号 问题类型 处理时长(小时)", *cells)
    assert ask(tickets, "哪类问题最多").rows == [["物流", 2]]
    assert 50 in ask(tickets, "处理超过24小时的工单占多少比例").rows[0]
