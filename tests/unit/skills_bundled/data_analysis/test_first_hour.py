"""What people ask of a table in their first hour, in plain English."""

import random
from collections import defaultdict
from pathlib import Path
from statistics import fmean

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv


@pytest.fixture
def gifts(tmp_path: Path) -> tuple[Path, Rows]:
    chance = random.Random(SEED)
    rows: Rows = [
        {
            "donor_name": f"D{n % 9}",
            "amount": 5 + (n * 37) % 401,
            "status": chance.choice(["ok", "bounced"]),
            "plan": chance.choice("AB"),
        }
        for n in range(60)
    ]
    return write_csv(tmp_path / "donations.csv", rows), rows


def test_total_number_and_average_at_once(ask: Ask, gifts: tuple[Path, Rows]) -> None:
    path, rows = gifts
    amounts = [int(r["amount"]) for r in rows]
    [told] = ask(path, "what's our total raised, number of gifts and average gift?").rows
    assert sorted(told) == pytest.approx(sorted([sum(amounts), len(rows), fmean(amounts)]))
    [row] = ask(path, "largest single donation and who gave it").rows
    assert row[1] == str(max(amounts)) or row[1] == max(amounts)


def test_a_percentage_of_each_that_is_so(ask: Ask, gifts: tuple[Path, Rows]) -> None:
    path, rows = gifts
    told = ask(path, "percentage bounced by plan").table()
    for plan in "AB":
        held = [r["status"] == "bounced" for r in rows if r["plan"] == plan]
        assert told[plan] == pytest.approx(fmean(held) * 100)


def test_different_ones_per_day(ask: Ask, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    rows: Rows = [
        {
            "user": f"u{chance.randint(1, 9)}",
            "ts": f"2024-03-{chance.randint(1, 9):02} 1{n % 10}:00:00",
        }
        for n in range(80)
    ]
    days = defaultdict(set)
    for row in rows:
        days[row["ts"][:10]].add(row["user"])
    reply = ask(
        write_csv(tmp_path / "events.csv", rows), "how many unique users per day on average"
    )
    assert reply.rows[0][0] == pytest.approx(fmean(len(held) for held in days.values()))


def test_matches(ask: Ask, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    rows: Rows = [
        {"home": "Reds", "away": "Blues", "home_goals": chance.randint(0, 3), "away_goals": n % 3}
        for n in range(30)
    ]
    path = write_csv(tmp_path / "matches.csv", rows)
    drawn = fmean(r["home_goals"] == r["away_goals"] for r in rows) * 100
    assert ask(path, "what percent of matches ended in a draw?").value == pytest.approx(drawn)
    goals = fmean(r["home_goals"] + r["away_goals"] for r in rows)
    assert ask(path, "average total goals per match").value == pytest.approx(goals)
    won = sum(r["home_goals"] > r["away_goals"] for r in rows)
    assert ask(path, "how many home wins").value == won


def test_weighted_marks(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"name": f"S{n}", "homework": 40 + n * 3, "final": 90 - (n * 7) % 50} for n in range(12)
    ]
    path = write_csv(tmp_path / "gradebook.csv", rows)
    told = ask(path, "weighted grade: 40% homework, 60% final").rows
    wanted = sorted((0.4 * r["homework"] + 0.6 * r["final"] for r in rows), reverse=True)
    assert [row[-1] for row in told] == pytest.approx(wanted)


def test_prices_heads_and_discounts(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {
            "suburb": "EW"[n % 2],
            "sold_price": 700_000 + n * 20_000,
            "Qty": n % 4 + 1,
            "Unit Price": 10 + n,
            "Discount %": n % 3 * 10,
        }
        for n in range(30)
    ]
    houses: Rows = [{k: r[k] for k in ("suburb", "sold_price")} for r in rows]
    path = write_csv(tmp_path / "houses.csv", houses)
    dear = sum(r["sold_price"] > 1_000_000 for r in rows)
    assert ask(path, "how many houses sold for over a million").value == dear
    counted = ask(path, "median sold price per suburb with number of sales").rows
    assert {row[0]: row[1] for row in counted} == {"E": 15, "W": 15}
    shop: Rows = [{k: r[k] for k in ("suburb", "Qty", "Unit Price", "Discount %")} for r in rows]
    told = ask(write_csv(tmp_path / "shop.csv", shop), "revenue by suburb after discount").table()
    for suburb in "EW":
        assert told[suburb] == pytest.approx(
            sum(
                r["Qty"] * r["Unit Price"] * (1 - r["Discount %"] / 100)
                for r in rows
                if r["suburb"] == suburb
            )
        )


def test_a_row_noun_before_a_column_says_nothing_more(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {
            "lead_id": f"L{n}",
            "source": ["ads", "mail"][n % 2],
            "converted": "yes" if n % 3 else "no",
        }
        for n in range(24)
    ]
    path = write_csv(tmp_path / "leads.csv", rows)
    told = ask(path, "conversion rate by lead source, highest first").table()
    assert told == pytest.approx({"ads": 100 * 2 / 3, "mail": 100 * 2 / 3})


def test_those_who_churned_and_those_who_stayed(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"id": f"C{n}", "tenure": n, "Churn": "YN"[n % 2]} for n in range(20)]
    for row in rows:
        row["Churn"] = {"Y": "Yes", "N": "No"}[row["Churn"]]
    path = write_csv(tmp_path / "churn.csv", rows)
    told = ask(path, "average tenure of churned vs retained customers").table()
    assert told == {"Yes": 9, "No": 10}


def test_times_to_what_is_named(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {
            "case": f"C{n}",
            "opened_at": "2024-03-01 08:00:00",
            "first_reply_at": f"2024-03-01 08:{10 + 4 * n}:00" if n < 9 else "2024-03-01 12:00:00",
            "closed_at": f"2024-03-0{1 + n % 5} 20:00:00",
        }
        for n in range(12)
    ]
    path = write_csv(tmp_path / "support.csv", rows)
    within = ask(path, "what percent of cases got a first reply within 1 hour?").value
    assert within == pytest.approx(75)
    hours = fmean(12 + 24 * (n % 5) for n in range(12))
    reply = ask(path, "average resolution time in hours")
    assert reply.value == pytest.approx(hours)
    assert "h)" in ask(path, "median time to first reply").answer


def test_late_and_net_and_below_average(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {
            "shipment": f"F{n}",
            "carrier": "AB"[n % 2],
            "delivery": f"2024-02-{10 + n:02}",
            "promised": "2024-02-15",
            "Gross": 3000 + n,
            "Tax": 100 * n,
        }
        for n in range(12)
    ]
    path = write_csv(tmp_path / "freight.csv", rows)
    question = "what percentage of shipments were late per carrier (delivered after promised)"
    assert ask(path, question).table() == pytest.approx({"A": 50, "B": 50})
    net = ask(path, "net pay (gross minus tax) per carrier").table()
    assert net["A"] == sum(r["Gross"] - r["Tax"] for r in rows if r["carrier"] == "A")
    assert len(ask(path, "which shipments are below average in gross?").rows) == 6
