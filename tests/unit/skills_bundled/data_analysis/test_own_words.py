"""Questions that add columns up, deny a column, compare times of day, or name a condition."""

import random
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv

MARKS = {"Ann": (70, 90, 100, 10), "Bea": (99, 80, 20, 90), "Cy": (60, 95, 40, 50)}


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    rows: Rows = [
        {"student": who, "math": a, "history": b, "music": c, "art": d}
        for who, (a, b, c, d) in MARKS.items()
    ]
    return write_csv(tmp_path / "marks.csv", rows)


@pytest.mark.parametrize(
    "question",
    [
        "top 2 students by total of math, history and music",
        "math 和 history 还有 music 加起来，前两名是谁，分别是多少",
        "math、history、music 的总分前2名",
    ],
)
def test_columns_side_by_side_are_added_up_and_ranked(ask: Ask, marks: Path, question: str) -> None:
    rows = ask(marks, question).rows
    assert [(row[0], row[-1]) for row in rows] == [("Ann", 260), ("Bea", 199)]


@pytest.fixture
def parcels(tmp_path: Path) -> Path:
    rows: Rows = [
        {"parcel": f"P{n}", "depot": depot, "weight": weight, "shipped": shipped}
        for n, (depot, weight, shipped) in enumerate(
            [("A", 3, "yes"), ("A", 4, "no"), ("B", 7, "no"), ("B", 1, "no"), ("C", 9, "yes")]
        )
    ]
    return write_csv(tmp_path / "parcels.csv", rows)


@pytest.mark.parametrize(
    "question",
    [
        "total unshipped weight by depot",
        "What is the total unshipped weight of each depot? The shipped column is either yes or no.",
    ],
)
def test_a_denied_column_is_a_condition(ask: Ask, parcels: Path, question: str) -> None:
    assert ask(parcels, question).table() == {"A": 4, "B": 8}


@pytest.mark.parametrize("question", ["未结清金额是多少", "还没结清的金额总和"])
def test_a_denied_column_in_chinese(ask: Ask, tmp_path: Path, question: str) -> None:
    rows: Rows = [
        {"账单": "甲", "金额": 30, "已结清": "是"},
        {"账单": "乙", "金额": 12, "已结清": "否"},
        {"账单": "丙", "金额": 5, "已结清": "否"},
    ]
    assert ask(write_csv(tmp_path / "账单.csv", rows), question).value == 17


@pytest.fixture
def arrivals(tmp_path: Path) -> Path:
    times = [("Kim", "8:59"), ("Kim", "09:31"), ("Lee", "10:15"), ("Lee", "09:45"), ("Mo", "9:30")]
    rows: Rows = [{"name": who, "check_in": time} for who, time in times]
    return write_csv(tmp_path / "arrivals.csv", rows)


@pytest.mark.parametrize(
    "question",
    [
        "check_in later than 9:30 counts as tardy. How many times was each name tardy?",
        "check_in 晚于9点半的视为迟到，每个 name 各迟到几次",
        "number of rows with check_in after 9:30am by name",
    ],
)
def test_times_of_day_are_compared_as_times(ask: Ask, arrivals: Path, question: str) -> None:
    assert ask(arrivals, question).table() == {"Kim": 1, "Lee": 2}


def test_a_column_without_a_cell_is_not_what_is_ranked(ask: Ask, tmp_path: Path) -> None:
    sizes = [("10.0.0.1", 5), ("10.0.0.2", 70), ("10.0.0.1", 20), ("10.0.0.3", 1)]
    lines = [
        f'{ip} - - [02/Feb/2025:01:02:{second:02d} +0000] "GET / HTTP/1.1" 200 {size}\n'
        for second, (ip, size) in enumerate(sizes)
    ]
    path = tmp_path / "web.log"
    path.write_text("".join(lines), encoding="utf-8")
    assert ask(path, "top 2 clients by bytes").table() == {"10.0.0.2": 70, "10.0.0.1": 25}
    assert ask(path, "which client IP made the most requests").rows[0][0] == "10.0.0.1"


TRIPS = [("Dock", "Dock"), ("Dock", "Mill"), ("Mill", "Mill"), ("Park", "Dock"), ("Park", "Mill")]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("How many trips began and finished at the same stop?", 2),
        ("begin_stop 和 finish_stop 相同的有几条", 2),
        ("number of trips whose begin stop and finish stop are different", 3),
    ],
)
def test_two_columns_are_held_against_each_other(
    ask: Ask, tmp_path: Path, question: str, count: int
) -> None:
    rows: Rows = [
        {"trip": f"T{n}", "begin_stop": a, "finish_stop": b} for n, (a, b) in enumerate(TRIPS)
    ]
    assert ask(write_csv(tmp_path / "trips.csv", rows), question).value == count


@pytest.mark.parametrize(
    ("question", "count"), [("30万以上的有几套", 2), ("总价在20万到40万之间的有几套", 2)]
)
def test_numbers_are_put_into_the_unit_of_the_column(
    ask: Ask, tmp_path: Path, question: str, count: int
) -> None:
    rows: Rows = [
        {"房号": f"R{n}", "总价万元": price} for n, price in enumerate((19.5, 38, 22.1, 61))
    ]
    assert ask(write_csv(tmp_path / "房源.csv", rows), question).value == count


def test_what_gained_more_is_told_by_its_price(ask: Ask, tmp_path: Path) -> None:
    prices = {"OAK": (10, 11), "ELM": (50, 40, 49, 51)}
    rows: Rows = [
        {"date": f"2025-03-{day:02d}", "ticker": ticker, "close": price}
        for ticker, several in prices.items()
        for day, price in enumerate(several, 1)
    ]
    path = write_csv(tmp_path / "prices.csv", rows)
    [[ticker, change, *_]] = ask(path, "Which ticker rose the most overall?").rows
    assert (ticker, change) == ("OAK", pytest.approx(10))


def test_a_department_called_it_is_no_pronoun(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"dept": "IT", "wage": 9}, {"dept": "IT", "wage": 7}, {"dept": "HR", "wage": 2}]
    assert ask(write_csv(tmp_path / "pay.csv", rows), "average wage in it").value == 8


def test_a_short_verb_denies_its_date(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"订单": "甲", "发货日期": "2025-01-02"}, {"订单": "乙", "发货日期": ""}]
    assert ask(write_csv(tmp_path / "订单.csv", rows), "还没发的有几单").value == 1


def test_who_scores_most_and_who_gave_a_mark(ask: Ask, tmp_path: Path) -> None:
    scored = [("Ida", "East", 7), ("Jon", "East", 3), ("Kay", "West", 3), ("Lou", "West", 1)]
    rows: Rows = [{"name": who, "side": side, "score": n} for who, side, n in scored]
    path = write_csv(tmp_path / "league.csv", rows)
    best = ask(path, "the leading scorer in each side").rows
    assert sorted((row[0], row[1]) for row in best) == [("East", "Ida"), ("West", "Kay")]
    assert ask(path, "打了3分的有几个").value == 2


def test_cleaner_air_is_a_lower_concentration(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"town": t, "pm10": n} for t, n in (("Ayr", 9), ("Ayr", 8), ("Bath", 30))]
    path = write_csv(tmp_path / "air.csv", rows)
    assert ask(path, "which town has the cleanest air").rows[0][0] == "Ayr"
    assert ask(path, "哪个 town 空气更差").rows[0][0] == "Bath"


@pytest.mark.parametrize("question", ["算平均weight", "算平均重量", "算一下平均重量"])
def test_what_is_to_be_reckoned_names_no_condition(ask: Ask, parcels: Path, question: str) -> None:
    assert ask(parcels, question).rows == [[4.8]]


@pytest.fixture
def clinics(tmp_path: Path) -> Path:
    rows: Rows = [
        {"clinic": c, "age": age, "booked": b, "seen": s, "area_m2": m, "pulse": p, "temp_min": t}
        for c, age, b, s, m, p, t in [
            ("North", 12, 10, 8, 50, 60, -2),
            ("North", 30, 20, 10, 40, 95, 3),
            ("South", 15, 10, 9, 20, 70, 1),
            ("South", 70, 10, 9, 30, 64, -5),
        ]
    ]
    return write_csv(tmp_path / "clinics.csv", rows)


@pytest.mark.parametrize(
    "question",
    [
        "show-up rate by clinic (seen / booked)",
        "show-up rate per clinic, seen/booked, highest first",
        "which clinic has the best turnout, where turnout = seen / booked",
        "哪个 clinic 到诊率最高？到诊率=seen/booked",
    ],
)
def test_a_rate_that_is_explained_is_one_total_by_the_other(
    ask: Ask, clinics: Path, question: str
) -> None:
    best, rate = ask(clinics, question).rows[0][:2]
    assert best == "South" and rate == (90 if "率" in question else 0.9)  # 率 is told in percent


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("which clinic is the cheapest per square metre (booked divided by area)?", "North"),
        ("how many busy rows (pulse above 90) are there", 1),
        ("children (under 18) vs adults, average pulse", [["18 and over", 79.5], ["under 18", 65]]),
        ("how many cold days (min below 0) are there", 2),
        ("how many rows have a pulse over 90 or a temp min below -3", 2),
        ("pulse 低于62或高于90的有多少行", 2),
    ],
)
def test_words_mean_what_the_question_says(
    ask: Ask, clinics: Path, question: str, told: object
) -> None:
    rows = ask(clinics, question).rows
    assert told in (rows, rows[0][0], rows[0][-1])


@pytest.mark.parametrize(
    "question", ["mean weight without outliers", "weight 去掉异常值之后的平均值"]
)
def test_outliers_are_left_out(ask: Ask, tmp_path: Path, question: str) -> None:
    weights = [10, 11, 12, 13, 14, 500]
    path = write_csv(
        tmp_path / "w.csv", [{"id": f"a{n}", "weight": w} for n, w in enumerate(weights)]
    )
    assert ask(path, question).value == 12


STAFF: Rows = [
    {
        "姓名": f"员{n}",
        "岗位": "甲乙"[n % 2],
        "底薪": 3000 + n * 10,
        "提成": (n * 77) % 500,
        "社保": 300 + n,
    }
    for n in range(20)
]


@pytest.mark.parametrize(
    "question",
    [
        "到手工资是底薪加提成减社保，每个人到手多少",
        "每个人的到手工资（底薪加提成减社保）",
        "到手=底薪+提成-社保，列出每个人的到手",
    ],
)
def test_a_sum_of_several_signs_has_a_name(ask: Ask, tmp_path: Path, question: str) -> None:
    told = ask(write_csv(tmp_path / "薪资.csv", STAFF), question).table()
    assert told == {r["姓名"]: int(r["底薪"]) + int(r["提成"]) - int(r["社保"]) for r in STAFF}


def test_what_is_least_is_explained_after_it(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"平台": "子丑寅"[n % 3], "投入": 40 + (n * 13) % 60, "新客": 3 + (n * 7) % 11}
        for n in range(30)
    ]
    cost = {
        p: sum(int(r["投入"]) for r in rows if r["平台"] == p)
        / sum(int(r["新客"]) for r in rows if r["平台"] == p)
        for p in "子丑寅"
    }
    path = write_csv(tmp_path / "推广.csv", rows)
    [[name, value]] = ask(path, "哪个平台的拉新成本最低（投入除以新客）").rows
    assert (name, value) == (min(cost, key=cost.__getitem__), pytest.approx(min(cost.values())))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("数学的及格率是多少（72分及格）", 50),
        ("数学及格率，72分以上算及格", 50),
        ("不及格的有几个人（72分及格）", 2),
    ],
)
def test_the_pass_mark_is_what_the_question_says(
    ask: Ask, tmp_path: Path, question: str, told: float
) -> None:
    rows: Rows = [{"姓名": f"生{n}", "数学": n} for n in (60, 71, 72, 90)]
    assert ask(write_csv(tmp_path / "成绩.csv", rows), question).value == told


def test_each_of_the_people_is_ranked_once(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"学号": 100 + n, "姓名": "王芳" if n < 2 else f"生{n}", "语文": n, "数学": 2 * n}
        for n in range(12)
    ]
    path = write_csv(tmp_path / "成绩.csv", rows)
    ranked = ask(path, "各位同学两科总分排个名，只要前三名").rows
    assert [row[-1] for row in ranked] == [33, 30, 27]


@pytest.mark.parametrize(
    "question",
    [
        "total fee, refunds left out",
        "total fee (refunds excluded)",
        "fee总和，refund的单子不算",
        "fee总和，refund除外",
    ],
)
def test_what_is_left_out_may_be_said_afterwards(ask: Ask, tmp_path: Path, question: str) -> None:
    chance = random.Random(SEED + 9)
    rows: Rows = [
        {"kind": chance.choice(("sale", "refund")), "fee": chance.randint(1, 50)} for _ in range(40)
    ]
    kept = sum(int(str(row["fee"])) for row in rows if row["kind"] == "sale")
    assert ask(write_csv(tmp_path / "desk.csv", rows), question).value == kept


PARCELS: Rows = [
    {
        "日期": f"2025-0{1 + n % 4}-1{n % 3}",
        "快件类": "ABC"[n % 3],
        "件数": n + 1,
        "单价(元/件)": 10 + n,
    }
    for n in range(12)
]


@pytest.mark.parametrize(
    "question",
    [
        "算出 快件.csv 每一单的货款（件数×单价），哪种快件的总货款最高？",
        "快件.csv 每类快件的货款=件数×单价，哪类最高",
        "新增一列 货款 = 件数 × 单价，然后按快件类汇总货款",
    ],
)
def test_a_sum_that_is_called_by_a_name(ask: Ask, tmp_path: Path, question: str) -> None:
    path = write_csv(tmp_path / "快件.csv", PARCELS)
    money = dict.fromkeys("ABC", 0.0)
    for row in PARCELS:
        money[row["快件类"]] += row["件数"] * row["单价(元/件)"]
    answer = ask(path, question).answer
    assert f"C：{money['C']:.0f}" in answer and "元/件：" not in answer


def test_a_rate_told_in_percent_of_the_totals(ask: Ask, tmp_path: Path) -> None:
    rows = [{"班组": "早" if n < 3 else "晚", "产量": 100 * (n + 1), "废品": n} for n in range(5)]
    path = write_csv(tmp_path / "产线.csv", rows)
    answer = ask(path, "产线.csv 各班组的废品率=废品/产量，哪个班组最高？").answer
    assert "早：0.50%" in answer and "晚：0.78%" in answer
    again = ask(path, "各班组的人效=产量/废品").answer
    assert "早：200" in again


PEOPLE = [
    {
        "工号": f"E{n}",
        "姓名": name,
        "部门": "仓储" if n % 2 else "研发",
        "电话": None if n == 3 else n,
    }
    for n, name in enumerate(["王芳", "李强", "王芳", "李强", "赵敏", "赵敏"])
]


@pytest.mark.parametrize(("question", "told"), [("各部门有多少人", 3), ("每个部门几个人？", 3)])
def test_people_of_one_name_are_counted_by_their_number(
    ask: Ask, tmp_path: Path, question: str, told: int
) -> None:
    path = write_csv(tmp_path / "名册.csv", PEOPLE)
    assert ask(path, question).table() == {"仓储": told, "研发": told}


@pytest.mark.parametrize(
    "question",
    [
        "哪些人没有填电话号码？",
        "名册.csv 里谁的电话号码没填，列出姓名和部门",
        "没留电话的员工有哪些",
    ],
)
def test_who_left_a_cell_empty(ask: Ask, tmp_path: Path, question: str) -> None:
    answer = ask(write_csv(tmp_path / "名册.csv", PEOPLE), question).answer
    assert "电话 为空" in answer and "李强" in answer and "赵敏" not in answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("外借次数最多的 1 本绘本是哪本", "海底"),
        ("被续次数最多的绘本", "海底"),
        ("一共有多少个不同的借书人？", "2"),
    ],
)
def test_how_often_and_by_how_many(ask: Ask, tmp_path: Path, question: str, told: str) -> None:
    rows = [
        {"绘本": name, "借书人证号": f"Z{n % 2}", "天数": n}
        for n, name in enumerate(["海底", "海底", "月亮", "海底", "月亮"])
    ]
    answer = ask(write_csv(tmp_path / "借书.csv", rows), question).answer
    assert told in answer.split("依据")[0]
