"""Several files or sheets asked as one: who is meant of all of them, what only one of two holds."""

import random
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Act, Ask, write_csv


@pytest.mark.parametrize(
    "question",
    [
        "{0}, {1}: over all two months, who paid the most?",
        "{0}和{1}两个月一共花了多少，谁付得最多？",
    ],
)
def test_who_is_asked_of_all_files_together(act: Act, tmp_path: Path, question: str) -> None:
    chance, paid, files = random.Random(SEED + 35), Counter[str](), []
    for month in ("jan", "feb"):
        rows = []
        for _ in range(30):
            who, cost = chance.choice(("Una", "Vic", "Wes")), chance.randint(1, 90)
            paid[who] += cost
            rows.append({"kind": chance.choice("ab"), "cost": cost, "payer_name": who})
        files.append(str(write_csv(tmp_path / f"{month}.csv", rows)))
    asked = {"files": files, "question": question.format("jan.csv", "feb.csv")}
    reply = act("combine", asked, "en", asked["question"])
    assert reply.rows[0] == list(paid.most_common(1)[0])


@pytest.mark.parametrize(
    "question",
    [
        "is there a hat in hats.csv that nobody ordered? orders are in sold.csv",
        "hats.csv 里哪些没人买过（sold.csv）",
    ],
)
def test_what_nobody_bought(act: Act, tmp_path: Path, question: str) -> None:
    chance = random.Random(SEED + 36)
    hats = write_csv(
        tmp_path / "hats.csv", [{"hat_id": f"H{n}", "colour": f"c{n}"} for n in range(9)]
    )
    sold = [f"H{chance.randint(0, 6)}" for _ in range(40)]
    write_csv(tmp_path / "sold.csv", [{"no": n, "hat": hat} for n, hat in enumerate(sold)])
    files = {"files": [str(hats), str(tmp_path / "sold.csv")], "question": question}
    answer = act("combine", files, "en", question).answer
    listed = {line[2:4] for line in answer.splitlines() if line.startswith("- ")}
    assert listed == {f"H{n}" for n in range(9)} - set(sold)


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("dojo.xlsx has a sheet per month. Who practised the longest over both months?", True),
        ("dojo.xlsx 谁练得最久", True),
        ("dojo.xlsx: who trained the least time in total?", False),
    ],
)
def test_who_spent_most_time_of_all_sheets(
    ask: Ask, tmp_path: Path, question: str, most: bool
) -> None:
    chance, spent = random.Random(SEED + 37), Counter[str]()
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in ("May", "June"):
        sheet = book.create_sheet(name)
        sheet.append(["Member", "Minutes"])
        for _ in range(25):
            who, minutes = chance.choice(("Xia", "Yan", "Zoe")), chance.randint(9, 90)
            spent[who] += minutes
            sheet.append([who, minutes])
    book.save(tmp_path / "dojo.xlsx")
    reply = ask(tmp_path / "dojo.xlsx", question)
    assert reply.rows[0][:2] == list(spent.most_common()[0 if most else -1])


def test_a_follow_up_is_asked_of_all_the_files(act: Act, tmp_path: Path) -> None:
    chance, files, by_kind, by_month = random.Random(SEED + 38), [], Counter[str](), Counter[str]()
    for month in (4, 5):
        rows = []
        for day in range(1, 28):
            kind, cost = chance.choice(("rent", "food")), chance.randint(1, 90)
            by_kind[kind] += cost
            by_month[f"2026-0{month}"] += cost
            rows.append({"day": f"2026-0{month}-{day:02}", "kind": kind, "cost": cost})
        files.append(str(write_csv(tmp_path / f"m{month}.csv", rows)))
    texts = ["m4.csv and m5.csv are what we spent. total cost", "and by kind?", "by month instead"]
    for place, totals in ((1, by_kind), (2, by_month)):
        asked = {"files": files, "question": texts[place], "before": texts[:place]}
        assert act("combine", asked, "en", texts[place]).table() == totals
