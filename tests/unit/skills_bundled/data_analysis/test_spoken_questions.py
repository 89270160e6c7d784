"""Questions as they are typed by people who do not know what the columns are called."""

import random
import statistics
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv


def rows_of(size: int = 90) -> Rows:
    chance = random.Random(SEED + 7)
    return [
        {
            "flight": f"F{number}",
            "date": f"{chance.choice([2023, 2024])}-{chance.randint(1, 12):02d}-15",
            "route": chance.choice(["PEK-SHA", "SHA-CAN", "CAN-PEK"]),
            "status": chance.choice(["on time", "delayed", "cancelled"]),
            "stage": chance.choice(["Won", "Lost", "Open"]),
            "amount": chance.randint(10, 500),
        }
        for number in range(size)
    ]


ROWS = rows_of()


@pytest.fixture
def flights(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "flights.csv", ROWS)


def amounts(year: int) -> int:
    return sum(row["amount"] for row in ROWS if row["date"].startswith(str(year)))


def share(column: str, cell: str) -> float:
    return 100 * sum(row[column] == cell for row in ROWS) / len(ROWS)


@pytest.mark.parametrize(
    "question",
    [
        "By how many percent did the total amount change from 2023 to 2024?",
        "从2023年到2024年 amount 总额变化了百分之多少",
    ],
)
def test_a_change_from_one_year_to_another_compares_them(
    ask: Ask, flights: Path, question: str
) -> None:
    earlier, later = ask(flights, question).rows
    assert [earlier[1], later[1]] == [amounts(2023), amounts(2024)]
    assert later[2] == pytest.approx(100 * (amounts(2024) / amounts(2023) - 1), abs=0.01)


def test_aggregates_joined_by_and_the_are_both_told(ask: Ask, flights: Path) -> None:
    [[middle, high]] = ask(flights, "the median and the 95th percentile of amount").rows
    assert middle == statistics.median(row["amount"] for row in ROWS)
    assert high > middle


@pytest.mark.parametrize(
    ("question", "column", "cell"),
    [
        ("on-time rate", "status", "on time"),
        ("win rate", "stage", "Won"),
        ("赢单率是多少", "stage", "Won"),
    ],
)
def test_rates_are_of_the_cell_their_word_stands_for(
    ask: Ask, flights: Path, question: str, column: str, cell: str
) -> None:
    assert ask(flights, question).value == pytest.approx(share(column, cell))


@pytest.mark.parametrize("question", ["which 3 days had the highest amount", "哪3天的 amount 最高"])
def test_so_many_days(ask: Ask, flights: Path, question: str) -> None:
    assert len(ask(flights, question).rows) == 3


def test_the_row_of_an_extreme_is_shown_where_more_of_it_is_asked(ask: Ask, flights: Path) -> None:
    best = max(ROWS, key=lambda row: row["amount"])
    assert best["route"] in ask(flights, "the flight with the highest amount and its route").answer


def test_years_of_a_decade_in_two_digits(ask: Ask, tmp_path: Path) -> None:
    films = [{"片名": f"片{year}", "年份": year, "评分": year % 7} for year in range(1980, 2015)]
    assert ask(write_csv(tmp_path / "电影.csv", films), "90年代的电影有多少部").value == 10


def test_pronouns_are_no_columns(ask: Ask, flights: Path) -> None:
    assert ask(flights, "我们 amount 的总和是多少").value == amounts(2023) + amounts(2024)


@pytest.mark.parametrize("question", ["我们最大的客户是谁", "who is our biggest customer"])
def test_the_biggest_customer_is_the_one_who_pays_most(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    paid = [("华兴", 900), ("明达", 20), ("明达", 30), ("明达", 10), ("远航", 300)]
    rows = [
        {"订单号": f"D{place}", "客户": who, "金额": cost} for place, (who, cost) in enumerate(paid)
    ]
    reply = ask(write_csv(tmp_path / "客户订单.csv", rows), question)
    assert reply.rows == [["华兴", 900]]
    assert "明达" in reply.answer  # by the number of orders


@pytest.mark.parametrize(
    "question",
    [
        "哪条 route 航班最多，平均 amount 是多少",
        "which route has the most flights, and what is its average amount?",
    ],
)
def test_another_number_of_what_comes_first(ask: Ask, flights: Path, question: str) -> None:
    [[route, count, mean]] = ask(flights, question).rows
    held = [row["amount"] for row in ROWS if row["route"] == route]
    assert (
        count == len(held) == max(sum(row["route"] == one["route"] for row in ROWS) for one in ROWS)
    )
    assert mean == pytest.approx(statistics.fmean(held))


def test_how_many_and_the_first_of_them_are_both_told(ask: Ask, log: Path) -> None:
    reply = ask(log, "一共有多少个 404？哪个地址最多？")
    [[page, count]] = reply.rows
    assert page.startswith("/")
    [whole] = [reading for reading in reply.result["data"]["readings"] if "also" in reading]
    assert whole["rows"][0][0] > count
    assert "404" in whole["text"]


@pytest.mark.parametrize(
    "question",
    ["amount by route, and highlight the lowest route", "按 route 统计 amount，标出最低的"],
)
def test_the_end_to_be_marked_is_told_beside_the_list(
    ask: Ask, flights: Path, question: str
) -> None:
    reply = ask(flights, question)
    lowest = min(reply.rows, key=lambda row: row[1])
    [told] = [reading for reading in reply.result["data"]["readings"] if "also" in reading]
    assert told["rows"] == [lowest]


def test_money_is_the_amount_and_not_the_number_of_rows(ask: Ask, tmp_path: Path) -> None:
    paid = [("信用卡", 50), ("现金", 20), ("现金", 10), ("支付宝", 99)]
    rows = [{"类别": "餐饮", "支付方式": way, "金额": cost} for way, cost in paid]
    reply = ask(write_csv(tmp_path / "expenses.csv", rows), "用信用卡花的钱比现金多多少")
    assert reply.table() == {"信用卡": 50, "现金": 30}
    assert "20" in reply.answer


def test_who_has_the_most_orders_is_a_person(ask: Ask, tmp_path: Path) -> None:
    rows = [
        {"订单号": f"D{place}", "客户": who, "金额": 900 - place}
        for place, who in enumerate(["华兴", "明达", "明达"])
    ]
    assert ask(write_csv(tmp_path / "订单.csv", rows), "谁的订单最多").rows == [["明达", 2]]


RIDES = [{"ride_id": f"R{n}", "duration_minutes": n * 7, "price": n} for n in range(1, 20)]


@pytest.mark.parametrize(
    ("question", "minutes"),
    [
        ("how many rides were longer than an hour", 60),
        ("how many rides took more than 1.5 hours", 90),
        ("时长超过半小时的有多少条", 30),
        ("超过1小时的骑行有几次", 60),
        ("超过45分钟的有几次", 45),
    ],
)
def test_lengths_of_time_are_put_into_the_unit_of_the_column(
    ask: Ask, tmp_path: Path, question: str, minutes: int
) -> None:
    rides = write_csv(tmp_path / "rides.csv", RIDES)
    assert ask(rides, question).value == sum(r["duration_minutes"] > minutes for r in RIDES)


def test_events_are_the_rows_whose_cell_says_so(ask: Ask, flights: Path) -> None:
    cancelled = [row["route"] for row in ROWS if row["status"] == "cancelled"]
    [[route, count]] = ask(flights, "which route has the most cancellations").rows
    assert count == cancelled.count(route) == max(map(cancelled.count, cancelled))


@pytest.mark.parametrize(
    ("names", "question"),
    [
        (("a部门.csv", "b部门.csv"), "a部门.csv 和 b部门.csv 哪个部门平均工资高"),
        (("store_a.csv", "store_b.csv"), "store_a.csv and store_b.csv: average 工资 by store"),
    ],
)
def test_files_are_what_their_names_have_in_common(
    act: Ask, tmp_path: Path, names: tuple[str, str], question: str
) -> None:
    for place, name in enumerate(names):
        write_csv(tmp_path / name, [{"姓名": f"{place}{n}", "工资": 100 + place} for n in range(3)])
    files = [str(tmp_path / name) for name in names]
    reply = act("combine", {"files": files, "question": question}, text=question)
    assert reply.table() == {names[0][:-4]: 100, names[1][:-4]: 101}


def test_those_things_are_the_rows_spoken_of(act: Ask, flights: Path) -> None:
    before = ["how many flights were cancelled"]
    question = "show me those flights"
    reply = act("analyze", {"file": str(flights), "question": question, "before": before})
    interpretation = reply.result["data"]["interpretation"]
    assert interpretation["kind"] == "rows"
    assert [f["value"] for f in interpretation["filters"]] == [["cancelled"]]


def test_min_at_the_end_of_a_delay_is_minutes(ask: Ask, tmp_path: Path) -> None:
    rows = [{"trip": f"T{n}", "delay_min": n * 10} for n in range(30)]
    trips = write_csv(tmp_path / "trips.csv", rows)
    assert ask(trips, "how many trips have a delay over 2 hours").value == 17


@pytest.fixture
def till(tmp_path: Path) -> tuple[Path, dict[str, int]]:
    """till.csv of the days until yesterday; what came in, by month."""
    chance, today = random.Random(SEED + 41), datetime.now(tz=UTC).date()
    days = [today - timedelta(days=n) for n in range(120)]
    rows = [{"Day": f"{day:%Y-%m-%d}", "Takings": chance.randint(90, 900)} for day in days[::-1]]
    months: dict[str, int] = {}
    for row in rows:
        months[row["Day"][:7]] = months.get(row["Day"][:7], 0) + row["Takings"]
    return write_csv(tmp_path / "till.csv", rows), months


@pytest.mark.parametrize(
    "question",
    [
        "has this month been worse than last month, and by how much?",
        "Did the shop take less this month than last month?",
        "is trade up this month compared with last month",
        "这个月跟上个月比，哪个月赚得多，差多少？",
        "本月和上月相比哪个更好",
    ],
)
def test_this_month_beside_the_last(
    ask: Ask, till: tuple[Path, dict[str, int]], question: str
) -> None:
    path, months = till
    reply = ask(path, question)
    assert {row[0]: row[1] for row in reply.rows} == dict(sorted(months.items())[-2:])
    assert "instead: ." not in reply.answer and "：。" not in reply.answer


@pytest.mark.parametrize(
    "question",
    [
        "plot a 5-day rolling mean together with the actual values as a line",
        "算 5 天滑动平均，跟原始数据一起画折线",
    ],
)
def test_a_moving_average_is_of_the_only_number(
    ask: Ask, till: tuple[Path, dict[str, int]], question: str
) -> None:
    reply = ask(till[0], question)
    held = dict(zip(reply.result["data"]["columns"], zip(*reply.rows, strict=True), strict=True))
    taken = list(held.values())[1]
    assert held["moving average"][-1] == pytest.approx(statistics.mean(taken[-5:]))
    assert [file for file in reply.out.iterdir() if file.suffix == ".png"]


def test_what_brought_in_the_most(ask: Ask, flights: Path) -> None:
    routes = {row["route"] for row in ROWS}
    sums = {r: sum(row["amount"] for row in ROWS if row["route"] == r) for r in routes}
    best = max(sums, key=lambda route: sums[route])
    assert ask(flights, "which of the routes pulled in the largest share?").rows[0][0] == best
    reply = ask(flights, "how much did we take in altogether, and which route brought in the most")
    assert reply.rows[0][:2] == [best, sums[best]] and str(sum(sums.values())) in reply.answer


def test_values_that_are_not_to_count(ask: Ask, flights: Path) -> None:
    kept = [row["amount"] for row in ROWS if row["stage"] != "Lost"]
    assert ask(flights, "total amount, not counting Lost").value == sum(kept)
    assert ask(flights, "不算 Lost 的，amount 总和是多少").value == sum(kept)
