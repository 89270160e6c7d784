"""One side against another, what people answered, seasons, sizes: what English implies."""

import random
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
