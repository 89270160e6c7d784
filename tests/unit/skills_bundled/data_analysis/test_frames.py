"""What is told around a question: what a file is, what it is for, how the answer is to look."""

import random
from collections import Counter
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, write_csv


@pytest.fixture
def trips(tmp_path: Path) -> tuple[Path, dict[str, int]]:
    """trips.csv, and the kilometres of each driver."""
    chance, totals, rows = random.Random(SEED), Counter[str](), []
    for number in range(60):
        driver, km = chance.choice(("Ines", "Olek", "Ruth")), chance.randint(5, 90)
        totals[driver] += km
        rows.append({"date": f"2026-03-{number % 28 + 1:02}", "driver": driver, "km": km})
    return write_csv(tmp_path / "trips.csv", rows), dict(totals)


@pytest.mark.parametrize(
    "question",
    [
        "trips.csv is what our three vans did last winter. What is the total km of each driver?",
        "We keep the logbook of our server vans in trips.csv. Total km by driver, please.",
        "The file trips.csv has one line per ride of this month, total km by driver?",
        "trips.csv holds the rides. I need this for tax. What is the total km by driver?",
        "What is the total km of each driver in trips.csv? It's for the insurance.",
        "trips.csv 是我们车队上个月的出车记录，每个 driver 的 km 总和是多少？",
        "trips.csv 里记着每天谁开了多远。老板要看，帮我算算每个 driver 的 km 总和",
        "我们车队的出车记录在 trips.csv 里。每个 driver 一共多少 km？",
    ],
)
def test_what_frames_a_question_asks_nothing(
    ask: Ask, trips: tuple[Path, dict[str, int]], question: str
) -> None:
    path, totals = trips
    reply = ask(path, question)
    assert reply.table() == totals
    assert "words not used" not in reply.answer


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("trips.csv has how many rows?", 60),
        ("trips.csv 里有多少行", 60),
        ("trips.csv has rides of Ruth and others; how many of Ruth?", "Ruth"),
    ],
)
def test_a_question_of_the_file_itself_stays(
    ask: Ask, trips: tuple[Path, dict[str, int]], question: str, rows: int | str
) -> None:
    path, _ = trips
    held = path.read_text(encoding="utf-8").count(rows) if isinstance(rows, str) else rows
    assert ask(path, question).value == held
