"""What is told around a question: what a file is, what it is for, how the answer is to look."""

import random
from collections import Counter
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Act, Ask, write_csv


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
        "trips.csv is our logbook. Total km by driver? One line per driver is fine.",
        "trips.csv is last month's logbook. Total km by driver in that month? Names, not ids.",
        "trips.csv 是我们的出车本。那个月里每个 driver 的 km 总和？写姓名，不要工号。",
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


@pytest.fixture
def loans(tmp_path: Path) -> tuple[list[str], dict[str, int]]:
    """rentals.csv and boats.csv, and what each harbour took in."""
    chance, totals = random.Random(SEED + 1), Counter[str]()
    boats = [
        {"boat_id": f"B{n}", "name": f"Boat {n}", "harbour": ("Skye", "Bute")[n % 2], "fee": n * 3}
        for n in range(1, 8)
    ]
    rentals = []
    for number in range(90):
        boat, hours = chance.choice(boats), chance.randint(1, 6)
        totals[str(boat["harbour"])] += hours * int(str(boat["fee"]))
        rentals.append({"no": f"R{number}", "boat_id": boat["boat_id"], "hours": hours})
    files = [write_csv(tmp_path / "rentals.csv", rentals), write_csv(tmp_path / "boats.csv", boats)]
    return [str(file) for file in files], dict(totals)


@pytest.mark.parametrize(
    "question",
    [
        "rentals.csv lists who rented which boat this month, boats.csv has the fees and the "
        "harbours. How much did each harbour earn (hours times fee)?",
        "rentals.csv has our rentals; boats.csv says what they cost. How much do we owe each "
        "harbour, that is hours times the fee?",
        "rentals.csv 里只有船号和小时数，fee 和 harbour 在 boats.csv 里。"
        "帮我算算每个 harbour 一共收了多少钱（hours×fee）",
    ],
)
def test_what_is_owed_is_the_product_that_is_told(
    act: Act, loans: tuple[list[str], dict[str, int]], question: str
) -> None:
    files, totals = loans
    language = "en" if question.isascii() else "zh"
    reply = act("combine", {"files": files, "question": question}, language, question)
    assert reply.table() == totals


@pytest.mark.parametrize(
    "question",
    [
        "gas.csv is what we read off the meters this month. Which flats are way above the rest?",
        "gas.csv holds our readings. A few are unreasonably high, which ones?",
        "gas.csv 是这栋楼上个月的燃气读数，有几家高得离谱，是哪几家？",
        "gas.csv 是这栋楼上个月的燃气读数，哪几户用得太多？",
        "gas.csv 是这栋楼上个月的燃气读数，有几户明显不正常，是哪几户？",
        "gas.csv 是这栋楼上个月的燃气读数，有没有远远高于其他人家的？",
    ],
)
def test_what_stands_out_is_said_in_many_ways(ask: Ask, tmp_path: Path, question: str) -> None:
    chance = random.Random(SEED)
    rows = [{"flat": f"1-{n:03}", "cubic_metres": chance.randint(10, 14)} for n in range(70)]
    rows.append({"flat": "9-909", "cubic_metres": 96})
    reply = ask(write_csv(tmp_path / "gas.csv", rows), question)
    assert "9-909" in reply.answer and "1-0" not in reply.answer


@pytest.fixture
def rides(tmp_path: Path) -> tuple[list[str], dict[str, float]]:
    """rides.csv and vans.csv, and what each keeper's rides cost."""
    chance, totals = random.Random(SEED + 2), Counter[str]()
    vans = [
        {"van": f"VAN-{n}", "keeper": ("Ines", "Jorge", "Kai")[n % 3], "cost_per_km": n / 4}
        for n in range(1, 6)
    ]
    rides = []
    for number in range(70):
        van, far = chance.choice(vans), chance.randint(2, 90)
        totals[str(van["keeper"])] += far * float(str(van["cost_per_km"]))
        rides.append({"ride": number, "van_id": van["van"], "distance_km": far})
    files = [write_csv(tmp_path / "rides.csv", rides), write_csv(tmp_path / "vans.csv", vans)]
    return [str(file) for file in files], dict(totals)


@pytest.mark.parametrize(
    "question",
    [
        "rides.csv vans.csv: what did each keeper cost us in total?",
        "rides.csv has our rides, vans.csv the price of a km. Total cost per keeper please",
        "how much did every keeper spend? rides.csv, vans.csv",
        "rides.csv 和 vans.csv 每个 keeper 的用车费用一共多少",
        "每个 keeper 花了多少钱？rides.csv、vans.csv",
    ],
)
def test_what_many_cost_is_how_many_times_what_one_costs(
    act: Act, rides: tuple[list[str], dict[str, float]], question: str
) -> None:
    files, totals = rides
    language = "en" if question.isascii() else "zh"
    reply = act("combine", {"files": files, "question": question}, language, question)
    assert reply.table() == pytest.approx(totals)


@pytest.mark.parametrize(
    "question",
    [
        "which keeper cost us the most? rides.csv vans.csv",
        "rides.csv vans.csv 哪个 keeper 花得最多",
    ],
)
def test_who_cost_the_most_of_two_files(
    act: Act, rides: tuple[list[str], dict[str, float]], question: str
) -> None:
    files, totals = rides
    reply = act("combine", {"files": files, "question": question}, "en", question)
    assert reply.rows[0] == pytest.approx(
        [max(totals, key=totals.__getitem__), max(totals.values())]
    )
