"""Events, codes, counts and lengths as people speak of them, in a library's loans."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv


def loans_of(size: int = 90) -> Rows:
    chance = random.Random(SEED + 13)
    rows = []
    for number in range(size):
        day = date(2025, 1, 1) + timedelta(days=chance.randint(0, 200))
        back = day + timedelta(days=chance.randint(1, 60)) if number % 5 else None
        rows.append(
            {
                "loan_id": number + 1,
                "member": chance.choice(["Mia", "Leo", "Ivy"]),
                "book": chance.choice(["Dune", "Emma"]),
                "borrowed": day.isoformat(),
                "returned": back.isoformat() if back else "",
                "fine_usd": chance.choice([0, 0, 1.5]),
            }
        )
    return rows


ROWS = loans_of()


@pytest.fixture
def loans(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "loans.csv", ROWS)


@pytest.mark.parametrize(
    "question", ["how many books were never returned", "books not yet returned, how many"]
)
def test_what_never_happened_is_counted(ask: Ask, loans: Path, question: str) -> None:
    assert ask(loans, question).rows[0][0] == sum(not row["returned"] for row in ROWS)


def test_the_most_of_an_event_is_how_often_it_was(ask: Ask, loans: Path) -> None:
    [[name, count]] = ask(loans, "which member borrowed the most books").rows
    assert (name, count) == Counter(row["member"] for row in ROWS).most_common(1)[0]


def test_times_are_rows_whatever_is_named_beside_them(ask: Ask, loans: Path) -> None:
    assert ask(loans, "每个会员的借阅次数").table() == Counter(row["member"] for row in ROWS)


@pytest.mark.parametrize(
    ("question", "fined"),
    [("没有罚款的借阅占百分之多少", False), ("percentage of loans that incurred a fine", True)],
)
def test_no_fine_is_a_fine_of_nothing(ask: Ask, loans: Path, question: str, fined: bool) -> None:
    share = 100 * sum(bool(row["fine_usd"]) == fined for row in ROWS) / len(ROWS)
    assert ask(loans, question).value == pytest.approx(share)


def test_a_number_of_days_is_that_between_the_two_dates(ask: Ask, loans: Path) -> None:
    days = [
        (date.fromisoformat(row["returned"]) - date.fromisoformat(row["borrowed"])).days
        for row in ROWS
        if row["returned"]
    ]
    assert ask(loans, "大于30天才还的有多少").value == sum(n > 30 for n in days)


def test_codes_in_digits_are_found(ask: Ask, tmp_path: Path) -> None:
    rows = [{"代码": c, "收盘": n} for c in ("600001", "000002") for n in range(1, 6)]
    path = write_csv(tmp_path / "股票.csv", [*rows, {"代码": "600001", "收盘": 60}])
    assert ask(path, "600001 的最高收盘价").value == 60
    assert ask(path, "000002 的最高收盘价").value == 5


def test_people_over_a_number_are_counted_in_their_group(ask: Ask, people: Path) -> None:
    over = ask(people, "研发部有多少人工资超过一万五").value
    assert over == ask(people, "部门是研发部 工资大于15000 的人数").value > 0


def test_an_average_beside_a_total_is_of_the_same_column(ask: Ask, people: Path) -> None:
    [[total, mean]] = ask(people, "工资总额多少，平均多少").rows
    assert mean == pytest.approx(total / 80)


SUPPLIES = [
    {
        "供应商": ("甲", "乙")[n % 2],
        "数量": n,
        "到货日期": f"2025-{n % 12 + 1:02}-10",
        "是否合格": "否" if n % 7 == 0 else "是",
    }
    for n in range(1, 60)
]


@pytest.fixture
def supplies(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "采购.csv", SUPPLIES)


@pytest.mark.parametrize(("question", "cell"), [("合格率是多少", "是"), ("不合格率是多少", "否")])
def test_a_denied_rate_is_that_of_the_others(
    ask: Ask, supplies: Path, question: str, cell: str
) -> None:
    share = 100 * sum(row["是否合格"] == cell for row in SUPPLIES) / len(SUPPLIES)
    assert ask(supplies, question).value == pytest.approx(share)


def test_what_arrived_in_a_period_is_one_number(ask: Ask, supplies: Path) -> None:
    late = sum(row["数量"] for row in SUPPLIES if row["到货日期"] >= "2025-07")
    assert ask(supplies, "2025年下半年到货的数量").value == late


def test_a_rate_of_clicks_is_of_all_shown(ask: Ask, tmp_path: Path) -> None:
    rows = [{"channel": c, "impressions": 100 * n, "clicks": n} for c in "ab" for n in (1, 2, 5)]
    path = write_csv(
        tmp_path / "ads.csv", [*rows, {"channel": "b", "impressions": 100, "clicks": 50}]
    )
    told = ask(path, "click through rate by channel").table()
    assert told["a"] == pytest.approx(1)
    assert told["b"] == pytest.approx(100 * 58 / 900)
    assert ask(path, "点击率最高的 channel").rows[0][0] == "b"


def test_nights_add_up_and_hours_of_overtime_do(ask: Ask, tmp_path: Path) -> None:
    stays = [
        {"guest": g, "check_in": "2026-01-01", "check_out": f"2026-01-{d:02}", "price_per_night": 9}
        for g, d in (("Kim", 3), ("Kim", 4), ("Rui", 5))
    ]
    path = write_csv(tmp_path / "bookings.csv", stays)
    assert ask(path, "total nights per guest").table() == {"Kim": 5, "Rui": 4}
    assert ask(path, "bookings longer than 3 nights").result["data"]["rows_used"] == 1


CLAIMS: Rows = [
    {
        "员工": "甲乙丙丁"[n % 4],
        "科室": "前台" if n % 3 else "后厨",
        "金额": 10 + (n * 31) % 97,
        "进度": ("已打款", "待打款", "已退回", "已报销")[n % 4],
        "日期": f"2025-0{n % 3 + 2}-1{n % 7}",
    }
    for n in range(48)
]


def claimed(**fits: str) -> int:
    return sum(int(r["金额"]) for r in CLAIMS if all(r[k] == v for k, v in fits.items()))


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "单据.csv", CLAIMS)


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("还没打款的金额一共多少", claimed(进度="待打款")),
        ("被退回的总金额", claimed(进度="已退回")),
        ("没报销的总金额是多少", claimed() - claimed(进度="已报销")),
        ("已经报销了的总金额", claimed(进度="已报销")),
        ("去掉已退回的，总金额是多少", claimed() - claimed(进度="已退回")),
    ],
)
def test_states_are_said_by_their_verbs(ask: Ask, claims: Path, question: str, amount: int) -> None:
    assert ask(claims, question).value == amount


@pytest.mark.parametrize(
    "question", ["前台和后厨哪个花得多", "钱都花到哪去了，按科室", "哪个科室花的钱最多"]
)
def test_who_spends_is_told_by_the_money(ask: Ask, claims: Path, question: str) -> None:
    sums = {name: claimed(科室=name) for name in ("前台", "后厨")}
    told = ask(claims, question).table()
    assert told == {name: sums[name] for name in told}
    assert max(sums, key=sums.__getitem__) in told


def test_two_months_are_held_against_each_other(ask: Ask, claims: Path) -> None:
    def spent(month: str) -> int:
        return sum(int(r["金额"]) for r in CLAIMS if r["日期"].startswith(f"2025-{month}"))

    for question in ("2月和3月哪个月花得少，差多少", "3月花的金额比上个月多了多少"):
        told = {row[0][:7]: row[1] for row in ask(claims, question).rows}
        assert told == {"2025-02": spent("02"), "2025-03": spent("03")}


MARKS: Rows = [
    {
        "姓名": f"生{n}",
        "班级": "甲乙"[n % 2],
        "语文": 40 + (n * 17) % 60,
        "数学": 45 + (n * 29) % 55,
    }
    for n in range(30)
]


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("语文没及格的有哪些人", lambda r: r["语文"] < 60),
        ("数学要补考的有谁", lambda r: r["数学"] < 60),
        ("谁该补考", lambda r: min(r["语文"], r["数学"]) < 60),
    ],
)
def test_who_has_failed(ask: Ask, tmp_path: Path, question: str, fits: Callable[..., bool]) -> None:
    told = ask(write_csv(tmp_path / "成绩.csv", MARKS), question).rows
    assert len(told) == sum(map(fits, MARKS))


def test_who_did_best_is_told_by_the_marks(ask: Ask, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "成绩.csv", MARKS)
    best = max(MARKS, key=lambda r: int(r["语文"]) + int(r["数学"]))
    assert ask(path, "全年级谁考得最好").rows[0][0] == best["姓名"]
    means = {c: fmean(int(r["数学"]) for r in MARKS if r["班级"] == c) for c in "甲乙"}
    assert ask(path, "哪个班的数学学得最差").rows[0][0] == min(means, key=means.__getitem__)


def test_parts_of_the_day_are_groups(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"编号": n, "来访时间": f"2025-03-01 {8 + n % 12:02}:30"} for n in range(50)]
    told = ask(write_csv(tmp_path / "来访.csv", rows), "上午和下午哪个时段来的人多").table()
    hours = Counter("上午" if 8 + n % 12 < 12 else "下午" for n in range(50) if 8 + n % 12 < 18)
    assert told == hours


def test_who_gave_so_much_in_all_and_a_month_of_this_year(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"when": f"2019-0{n % 3 + 2}-11", "donor": "abc"[n % 3], "gift_amount": 100 + n}
        for n in range(12)
    ]
    path = write_csv(tmp_path / "gifts.csv", rows)
    found = ask(path, "who donated more than 420 in total, largest donors first")
    sums = {d: sum(int(str(r["gift_amount"])) for r in rows if r["donor"] == d) for d in "abc"}
    assert found.table() == {d: s for d, s in sums.items() if s > 420}
    march = sum(int(str(r["gift_amount"])) for r in rows if str(r["when"])[5:7] == "03")
    assert ask(path, "total gift_amount in March this year").value == march
    assert ask(path, "今年3月的gift_amount合计").value == march


def test_words_for_what_is_wasted_and_how_things_go_together(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"dish": "ab"[n % 2], "portions": n + 5, "portions_wasted": n % 2 * 3 + 1} for n in range(8)
    ]
    path = write_csv(tmp_path / "kitchen.csv", rows)
    assert ask(path, "which dish do we throw away the most of?").rows[0][0] == "b"
    asked = "Do busy days go along with more waste? See portions and portions_wasted."
    assert "correlation" in ask(path, asked).answer
    stars: Rows = [
        {"town": ("Oslo", "Bergen")[n % 2], "satisfaction": n % 2 * 4 + 3} for n in range(6)
    ]
    path = write_csv(tmp_path / "guests.csv", stars)
    assert ask(path, "how happy are the people from Oslo").value == 3


def test_the_furthest_and_what_to_order_again(ask: Ask, tmp_path: Path) -> None:
    rides: Rows = [
        {"Day": f"2025-0{n % 2 + 4}-{n + 1:02d}", "Distance (mi)": 5 + n % 2 * 20} for n in range(9)
    ]
    path = write_csv(tmp_path / "rides.csv", rides)
    for asked in ("in which month did I ride furthest?", "which month did we cover most ground in"):
        assert str(ask(path, asked).rows[0][0]).startswith("2025-05")
    shelf: Rows = [{"item": f"i{n}", "on_hand": n * 4, "reorder_level": 9} for n in range(6)]
    path = write_csv(tmp_path / "shelf.csv", shelf)
    assert len(ask(path, "which items should we reorder?").rows) == 3


def test_a_column_is_called_what_its_cells_say(ask: Ask, tmp_path: Path) -> None:
    ways = ["cash", "card", "card"] * 3
    rows: Rows = [{"order": n, "method": way, "total": 5 + n} for n, way in enumerate(ways)]
    path = write_csv(tmp_path / "tills.csv", rows)
    assert ask(path, "How many orders used each payment option?").table() == {"card": 6, "cash": 3}


@pytest.mark.parametrize(
    "question",
    [
        "which parts have stock below safety stock? Biggest shortfall first",
        "哪些part的stock低于safety_stock，缺得最多的排前面",
        "列出stock低于safety_stock的part，各差多少？",
    ],
)
def test_rows_by_what_is_missing(ask: Ask, tmp_path: Path, question: str) -> None:
    held = {"bolt": (5, 9), "nut": (1, 12), "cap": (8, 7), "pin": (2, 4)}
    rows: Rows = [{"part": p, "stock": s, "safety_stock": m} for p, (s, m) in held.items()]
    reply = ask(write_csv(tmp_path / "shelf.csv", rows), question)
    assert [row[0] for row in reply.rows] == ["nut", "bolt", "pin"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("哪些户的phone或者mail没填", ["a", "b", "c"]),
        ("list the rows where phone and mail are both missing", ["c"]),
        ("which rows have neither phone nor mail?", ["c"]),
        ("本月用水超过20的有哪些", ["d"]),
    ],
)
def test_empty_in_one_of_several_and_a_month_in_a_name(
    ask: Ask, tmp_path: Path, question: str, found: list[str]
) -> None:
    cells = {"a": ("", "m"), "b": ("7", ""), "c": ("", ""), "d": ("8", "n")}
    rows: Rows = [
        {"户": n, "phone": p, "mail": m, "本月用水(吨)": 30 if n == "d" else 9}
        for n, (p, m) in cells.items()
    ]
    path = write_csv(tmp_path / "flats.csv", rows)
    assert [row[0] for row in ask(path, question).rows] == found
