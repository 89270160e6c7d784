"""Events, codes, counts and lengths as people speak of them, in a library's loans."""

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

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
