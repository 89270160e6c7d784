"""What a question tells of the file, says twice, or asks of all rows and of each group."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, Rows, write_csv


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    cells = [("A1", "抖音", 400), ("A2", "淘宝", 200), ("A3", "淘宝", 499), ("A4", "京东", 90)]
    names = ("订单号", "渠道", "金额")
    return write_csv(tmp_path / "网店.csv", [dict(zip(names, row, strict=True)) for row in cells])


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    said = ["甲 迟到", "甲 迟到", "乙 迟到", "乙 早退", "乙 正常", "乙 正常"]
    return write_csv(
        tmp_path / "考勤.csv", [dict(zip(("姓名", "状态"), s.split(), strict=True)) for s in said]
    )


@pytest.mark.parametrize("question", ["谁迟到的次数最多？迟到了几次", "谁迟到最多，迟到了多少次？"])
def test_a_cell_that_is_said_twice_is_one_condition(ask: Ask, marks: Path, question: str) -> None:
    assert ask(marks, question).rows == [["甲", 2]]


@pytest.mark.parametrize(
    "question",
    [
        "每行是一个订单，哪个渠道的客单价最高？",
        "每一行代表一笔交易，哪个渠道的平均金额最高",
        "Each row is one order. Which 渠道 has the highest average 金额?",
    ],
)
def test_what_a_row_is_asks_for_nothing(ask: Ask, orders: Path, question: str) -> None:
    assert ask(orders, question).rows == [["抖音", 400]]


@pytest.mark.parametrize(
    "question",
    [
        "总共花了多少钱，每个渠道各花了多少？",
        "总金额是多少，各渠道分别是多少",
        "What is the total 金额, and how much is it for each 渠道?",
    ],
)
def test_the_whole_is_told_beside_its_parts(ask: Ask, orders: Path, question: str) -> None:
    told = ask(orders, question)
    assert told.table() == {"淘宝": 699, "抖音": 400, "京东": 90}
    assert "1189" in told.answer


def test_the_whole_is_not_told_where_only_the_parts_are_asked(ask: Ask, orders: Path) -> None:
    assert "1189" not in ask(orders, "每个渠道总共花了多少").answer


def test_columns_that_are_told_are_not_asked_for(ask: Ask, tmp_path: Path) -> None:
    rows = [{"姓名": "甲", "语文": 80, "数学": 70}, {"姓名": "乙", "语文": 60, "数学": 95}]
    path = write_csv(tmp_path / "成绩.csv", rows)
    asked = "成绩.csv 里有语文、数学两科，算出每个学生的总分，从高到低排名"
    assert ask(path, asked).rows == [["乙", 155], ["甲", 150]]


@pytest.mark.parametrize(
    "question", ["a radar chart of 金额", "画金额的小提琴图", "a violin plot of 金额"]
)
def test_a_picture_that_is_not_drawn_is_refused(ask: Ask, orders: Path, question: str) -> None:
    assert ask(orders, question).error["code"] == "question_not_understood"


def test_email_addresses_are_the_column_of_emails(ask: Ask, tmp_path: Path) -> None:
    rows = [{"id": n, "email": mail} for n, mail in enumerate(["a@x.org", "b@x.org", "a@x.org"])]
    path = write_csv(tmp_path / "signups.csv", rows)
    assert ask(path, "which email addresses show up more than once?").rows == [["a@x.org", 2]]


def test_the_day_before_is_what_a_fall_is_measured_by(ask: Ask, tmp_path: Path) -> None:
    visitors = [420, 1200, 500, 900]
    rows = [{"date": f"2026-01-0{n}", "visitors": v} for n, v in enumerate(visitors, 1)]
    path = write_csv(tmp_path / "traffic.csv", rows)
    asked = "Which day had the biggest drop in visitors compared to the day before?"
    assert ask(path, asked).rows[0][:2] == ["2026-01-03", 500]


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    held = {
        "韩梅": ["出勤", "迟到", "出勤", "出勤"],
        "李雷": ["出勤", "缺勤", "病假", "出勤"],
        "吉姆": ["出勤", "出勤", "出勤", "病假"],
    }
    rows: Rows = [
        {"上课日期": f"2026-09-0{day}", "学生": who, "到课情况": state}
        for who, states in held.items()
        for day, state in enumerate(states, 1)
    ]
    return write_csv(tmp_path / "点名.csv", rows)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("每个学生的出勤率", {"韩梅": 100, "李雷": 50, "吉姆": 75}),
        (
            "统计每个学生的出勤率，出勤、迟到和病假都算出勤",
            {"韩梅": 100, "李雷": 75, "吉姆": 100},
        ),
        ("谁的出勤率最低", {"李雷": 50}),
        ("attendance rate by 学生", {"韩梅": 100, "李雷": 50, "吉姆": 75}),
    ],
)
def test_attendance_is_reckoned_from_how_each_was(
    ask: Ask, lessons: Path, question: str, expected: dict[str, float]
) -> None:
    assert ask(lessons, question).table() == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("谁从来没有缺勤过", {"韩梅", "吉姆"}),
        ("哪些学生从没病假过", {"韩梅"}),
        ("谁没有迟过到", {"李雷", "吉姆"}),
        ("who was never 缺勤", {"韩梅", "吉姆"}),
    ],
)
def test_whoever_has_no_such_row(
    ask: Ask, lessons: Path, question: str, expected: set[str]
) -> None:
    assert {row[0] for row in ask(lessons, question).rows} == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("到手=底薪+提成-罚款，每个组到手一共多少", {"甲组": 175, "乙组": 195}),
        ("按组看到手合计，到手就是底薪加提成再减罚款", {"甲组": 175, "乙组": 195}),
        ("哪个组扣罚比例最高（罚款除以底薪）", {"甲组": 35 / 180}),
    ],
)
def test_a_sum_that_is_explained_stands_where_its_name_stood(
    ask: Ask, tmp_path: Path, question: str, expected: dict[str, float]
) -> None:
    rows: Rows = [
        {"组": "甲组", "底薪": 100, "提成": 30, "罚款": 5},
        {"组": "甲组", "底薪": 80, "提成": "", "罚款": 30},
        {"组": "乙组", "底薪": 90, "提成": 110, "罚款": 5},
    ]
    found = ask(write_csv(tmp_path / "结算.csv", rows), question).table()
    assert {name: pytest.approx(value) for name, value in found.items()} == expected
