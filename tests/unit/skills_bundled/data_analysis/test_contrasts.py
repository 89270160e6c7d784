"""One side against another, what people answered, seasons, sizes: what English implies."""

import random
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv


def _bills(size: int = 60) -> Rows:
    chance = random.Random(SEED)
    return [
        {
            "total_bill": chance.randint(900, 6000) / 100,
            "tip": chance.randint(100, 900) / 100,
            "sex": chance.choice(["Male", "Female"]),
            "smoker": chance.choice(["Yes", "No"]),
            "day": chance.choice(["Fri", "Sat", "Sun"]),
            "time": chance.choice(["Lunch", "Dinner"]),
        }
        for _ in range(size)
    ]


def _means(rows: Rows, key: str, value: str) -> dict[object, object]:
    kinds = {row[key] for row in rows}
    return {
        kind: pytest.approx(fmean(float(r[value]) for r in rows if r[key] == kind))
        for kind in kinds
    }


@pytest.mark.parametrize(
    ("question", "key", "value"),
    [
        ("are smokers' bills higher?", "smoker", "total_bill"),
        ("do smokers tip more than non-smokers?", "smoker", "tip"),
        ("is there a difference in tip between smokers and non-smokers", "smoker", "tip"),
        ("average tip smokers vs non-smokers", "smoker", "tip"),
        ("are dinner bills higher than lunch bills", "time", "total_bill"),
        ("do women leave a lower average tip than men", "sex", "tip"),
    ],
)
def test_sides(ask: Ask, tmp_path: Path, question: str, key: str, value: str) -> None:
    rows = _bills()
    reply = ask(write_csv(tmp_path / "tips.csv", rows), question)
    assert reply.table() == _means(rows, key, value)
    assert "difference between" in reply.answer


def test_a_comparative_that_is_a_condition_stays_one(ask: Ask, tmp_path: Path) -> None:
    rows = _bills()
    path = write_csv(tmp_path / "tips.csv", rows)
    assert len(ask(path, "which tips are higher than 5").rows) == sum(
        float(r["tip"]) > 5 for r in rows
    )
    mean = fmean(float(r["total_bill"]) for r in rows)
    above = sum(float(r["total_bill"]) > mean for r in rows)
    assert ask(path, "how many bills are higher than average").value == above


def test_rates_by_what_the_column_of_yes_and_no_is_called(ask: Ask, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    rows: Rows = [
        {"platform": chance.choice(["iOS", "Android"]), "purchased": chance.choice([0, 0, 1])}
        for _ in range(80)
    ]
    path = write_csv(tmp_path / "sessions.csv", rows)
    wanted = {k: v.expected * 100 for k, v in _means(rows, "platform", "purchased").items()}  # type: ignore[attr-defined]
    for question in ("conversion rate by platform", "do iOS users purchase more than Android ones"):
        assert ask(path, question).table() == pytest.approx(wanted)
    staff: Rows = [
        {"Department": chance.choice(["IT", "HR"]), "Left": chance.choice(["Yes", "No"])}
        for _ in range(50)
    ]
    path = write_csv(tmp_path / "staff.csv", staff)
    found = ask(path, "how many employees left by department, and what's the attrition rate?").rows
    for name, left, rate in found:
        held = [r["Left"] == "Yes" for r in staff if r["Department"] == name]
        assert (left, rate) == (sum(held), pytest.approx(fmean(held) * 100))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("what share of people answered yes to would_recommend", 30),
        ("how many said no to would_recommend", 5),
        ("percentage of respondents who said maybe to would_recommend", None),
        ("how many respondents answered yes", 3),
    ],
)
def test_replies(ask: Ask, tmp_path: Path, question: str, value: float | None) -> None:
    said = ["Yes"] * 3 + ["No"] * 5 + ["Maybe"] * 2
    rows: Rows = [{"respondent": f"R{n}", "would_recommend": w} for n, w in enumerate(said)]
    reply = ask(write_csv(tmp_path / "survey.csv", rows), question)
    if value is None:
        assert "20.00%" in reply.answer
    else:
        assert reply.value == pytest.approx(value)


def test_seasons(ask: Ask, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    rows: Rows = [
        {"date": f"2023-{month:02}-{day:02}", "high": chance.randint(0, 30)}
        for month in range(1, 13)
        for day in (3, 17)
    ]
    path = write_csv(tmp_path / "weather.csv", rows)
    winter = fmean(int(r["high"]) for r in rows if r["date"][5:7] in ("12", "01", "02"))
    assert ask(path, "average high by season").table()["winter"] == pytest.approx(winter)
    assert ask(path, "各季节的平均high").table()["冬"] == pytest.approx(winter)
    hot = sum(int(r["high"]) > 20 for r in rows)
    assert ask(path, "how many days were hotter than 20").value == hot


def test_sizes_and_prices_per_unit(ask: Ask, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    gifts: Rows = [
        {"gift_type": chance.choice(["recurring", "one-off"]), "amount": chance.randint(5, 500)}
        for _ in range(40)
    ]
    path = write_csv(tmp_path / "gifts.csv", gifts)
    asked = ask(path, "what's the average gift size for recurring vs one-off donors?")
    assert asked.table() == _means(gifts, "gift_type", "amount")
    sent: Rows = [
        {"carrier": chance.choice("AB"), "weight_kg": n % 40 + 1, "cost": chance.randint(5, 90)}
        for n in range(50)
    ]
    for row in sent:
        row["each"] = row["cost"] / row["weight_kg"]
    rows: Rows = [{k: v for k, v in row.items() if k != "each"} for row in sent]
    path = write_csv(tmp_path / "sent.csv", rows)
    reply = ask(path, "average cost per kg by carrier")
    assert reply.table() == _means(sent, "carrier", "each")
    assert "total cost ÷ total weight_kg" in reply.answer
    [[cheapest, _]] = ask(path, "which carrier is cheapest per kilo").rows
    means = {k: v.expected for k, v in _means(sent, "carrier", "each").items()}  # type: ignore[attr-defined]
    assert cheapest == min(means, key=lambda k: means[k])


def test_a_time_between_moments_is_not_cut_to_whole_days(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {
            "ticket": f"T{n}",
            "created_at": "2024-03-01 10:00:00",
            "resolved_at": f"2024-03-0{n} 22:00:00",
        }
        for n in (2, 3, 5)
    ]
    reply = ask(write_csv(tmp_path / "tickets.csv", rows), "median time to resolve a ticket")
    assert reply.value == pytest.approx(2.5)


def test_longest_serving_and_below_their_level(ask: Ask, tmp_path: Path) -> None:
    staff: Rows = [{"Name": f"E{n}", "Hire Date": f"20{n:02}-05-01"} for n in (19, 11, 15, 23)]
    path = write_csv(tmp_path / "staff.csv", staff)
    assert [r[0] for r in ask(path, "who are the 2 longest serving employees").rows] == [
        "E11",
        "E15",
    ]
    goods: Rows = [
        {"item": n, "quantity": q, "reorder_level": 20} for n, q in [("a", 5), ("b", 50)]
    ]
    path = write_csv(tmp_path / "goods.csv", goods)
    assert len(ask(path, "list items that are below their reorder level").rows) == 1


def _trips() -> Rows:
    chance = random.Random(SEED)
    rows: Rows = []
    for n in range(40):
        minutes = chance.randint(30, 600)
        end = f"2024-05-{1 + n % 28:02} {minutes // 60 + 8:02}:{minutes % 60:02}:00"
        rows.append({
            "trip": f"T{n}", "driver": chance.choice(["Ben", "Ola"]), "distance_km": n * 7 + 20,
            "fuel_l": chance.randint(20, 900) / 10, "start": f"{end[:10]} 08:00:00", "end": end,
        })  # fmt: skip
    return rows


def test_so_much_per_hundred_and_speed(ask: Ask, tmp_path: Path) -> None:
    rows = _trips()
    path = write_csv(tmp_path / "fleet.csv", rows)
    per_100 = fmean(r["fuel_l"] * 100 / r["distance_km"] for r in rows)
    reply = ask(path, "fuel consumption in litres per 100 km")
    assert reply.value == pytest.approx(per_100)
    whole = sum(r["fuel_l"] for r in rows) * 100 / sum(r["distance_km"] for r in rows)
    assert f"{whole:.2f}" in reply.answer
    hours = [int(r["end"][11:13]) - 8 + int(r["end"][14:16]) / 60 for r in rows]
    speed = fmean(r["distance_km"] / h for r, h in zip(rows, hours, strict=True))
    asked = ask(path, "what is the average speed (distance / duration)")
    assert asked.value == pytest.approx(speed)


def test_money_in_one_column_and_out_another(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"Date": f"2024-0{m}-05", "Account": a, "Debit": d, "Credit": c}
        for m, a, d, c in [(1, "Travel", 70, ""), (2, "Travel", 30, ""), (1, "Sales", "", 400)]
    ]
    path = write_csv(tmp_path / "ledger.csv", rows)
    assert ask(path, "what did we spend on travel per month?").table() == {
        "2024-01": 70,
        "2024-02": 30,
    }
    net = {r[0]: r[-1] for r in ask(path, "debits and credits by account, and the net").rows}
    assert net == {"Travel": -100, "Sales": 400}


def test_who_joined_and_left(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"emp": f"E{n}", "start_date": f"20{s}-02-01", "end_date": f"20{e}-03-01" if e else ""}
        for n, (s, e) in enumerate([(20, 22), (20, 0), (21, 22), (22, 0)])
    ]
    path = write_csv(tmp_path / "staff.csv", rows)
    wanted = [["2020", 2, 0], ["2021", 1, 0], ["2022", 1, 2]]
    assert ask(path, "how many people joined and left each year").rows == wanted
    assert ask(path, "what's the attrition rate").value == 50


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("patients aged 65 or over: how many visits", 2),
        ("how many patients are 40 or younger", 1),
        ("how many visits are from patients who smoke", 2),
        ("how many places that allow pets", 1),
    ],
)
def test_which_of_them(ask: Ask, tmp_path: Path, question: str, count: int) -> None:
    rows: Rows = [
        {"patient": p, "visit_date": f"2024-0{a // 10}-02", "age": a, "smoke": s, "pets_allowed": w}
        for p, a, s, w in [("A", 70, *"YN"), ("A", 65, *"YN"), ("B", 30, *"NY"), ("C", 50, *"NN")]
    ]
    assert ask(write_csv(tmp_path / "clinic.csv", rows), question).value == count


def test_a_win_rate_of_all_and_of_those_decided(ask: Ask, tmp_path: Path) -> None:
    stages = ["won"] * 9 + ["lost"] * 3 + ["open"] * 6
    rows: Rows = [{"deal": f"D{n}", "stage": s, "value_usd": 10 + n} for n, s in enumerate(stages)]
    path = write_csv(tmp_path / "pipeline.csv", rows)
    reply = ask(path, "what's our win rate?")
    assert reply.value == pytest.approx(50)
    assert "75.00%" in reply.answer
    assert ask(path, "how much is still open?").value == sum(range(22, 28))


def test_top_of_each_group_that_is_a_number(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"Student": f"S{n}", "Year Group": 9 + n % 2, "Maths": 40 + n * 3, "Gender": "FM"[n % 2]}
        for n in range(12)
    ]
    path = write_csv(tmp_path / "marks.csv", rows)
    told = ask(path, "top 2 students per year group by maths").rows
    assert [(r[0], r[1]) for r in told] == [(9, "S10"), (9, "S8"), (10, "S11"), (10, "S9")]
    assert len(ask(path, "how do boys and girls compare in maths?").rows) == 2


@pytest.fixture
def stand(tmp_path: Path) -> tuple[Path, dict[str, float]]:
    """A stall's days, some with two rows, and what a day of either kind took on average."""
    chance, days = random.Random(SEED + 5), defaultdict[str, dict[str, int]](dict)
    rows = []
    for n in range(90):
        day = date(2025, 5, 1) + timedelta(days=n % 60)
        took, kind = chance.randint(40, 400), "weekend" if day.weekday() > 4 else "workday"
        days[kind][day.isoformat()] = days[kind].get(day.isoformat(), 0) + took
        rows.append({"day": day.isoformat(), "crepes": chance.randint(1, 9), "takings": took})
    means = {kind: sum(held.values()) / len(held) for kind, held in days.items()}
    return write_csv(tmp_path / "stand.csv", rows), means


@pytest.mark.parametrize(
    "question",
    [
        "do we take more on weekdays or at the weekend?",
        "Are weekends better than weekdays for us?",
        "when do we earn more, weekends or workdays?",
        "周末和平时哪个生意好",
        "双休日跟工作日比，哪个卖得更多？",
        "周末和平时哪个生意更好一些",
    ],
)
def test_a_day_of_the_weekend_against_another(
    ask: Ask, stand: tuple[Path, dict[str, float]], question: str
) -> None:
    path, means = stand
    assert ask(path, question).table() == pytest.approx(means)
