"""`aios chat` and `aios run --after`: tasks that refer to those before them."""

import json
import random
from pathlib import Path

import pytest

from tests.acceptance.conftest import Shell

pytestmark = [pytest.mark.machine, pytest.mark.image]


def sales(folder: Path, *, alone: bool = False) -> dict[str, int]:
    """sales.csv, with another table beside it unless `alone`; the total of each region."""
    if not alone:
        (folder / "other.csv").write_text("a\n1\n", encoding="utf-8")
    chance, totals = random.Random(folder.name), dict.fromkeys(("East", "West", "North"), 0)
    lines = ["date,region,amount"]
    for _ in range(60):
        region, amount = chance.choice(list(totals)), chance.randint(10, 99)
        totals[region] += amount
        lines.append(f"2026-{chance.randint(1, 3):02}-11,{region},{amount}")
    (folder / "sales.csv").write_text("\n".join(lines), encoding="utf-8")
    return totals


def test_a_conversation_line_by_line(shell: Shell) -> None:
    totals = sales(shell.folder)
    lines = ["统计每个地区的总额", "sales.csv", "only the West", "now by month, as a bar chart"]
    ran = shell.aios("chat", "--json", "--no-model", stdin="\n".join(lines))
    asked, named, west, plotted = [json.loads(line) for line in ran.stdout.splitlines()]
    assert asked["error"]["code"] == "file_needed" and asked["error"]["hint"]
    assert all(str(total) in named["result"]["answer"] for total in totals.values())
    assert str(totals["West"]) in west["result"]["answer"].replace(",", "")
    assert str(totals["East"]) not in west["result"]["answer"].replace(",", "")
    assert any(a["name"].endswith(".png") for a in plotted["result"]["artifacts"])
    assert ran.exit_code == 0


def test_the_only_table_needs_no_name(shell: Shell) -> None:
    totals = sales(shell.folder, alone=True)
    ran = shell.aios("chat", "--json", "--no-model", stdin="哪个地区的总额最高\n只看 West\n")
    best, west = [json.loads(line)["result"]["answer"] for line in ran.stdout.splitlines()]
    assert max(totals, key=lambda region: totals[region]) in best and "sales.csv" in best
    assert str(totals["West"]) in west.replace(",", "") and ran.exit_code == 0


def test_a_new_topic_forgets(shell: Shell) -> None:
    sales(shell.folder)
    ran = shell.aios(
        "chat", "--json", "--no-model", stdin="total amount in sales.csv\n/new\nonly the West\n"
    )
    first, second = [json.loads(line) for line in ran.stdout.splitlines()]
    assert first["status"] == "completed" and second["status"] == "failed"
    assert ran.exit_code in (1, 4)  # no model, or no document that speaks of it


def test_after_takes_an_id_and_last(shell: Shell) -> None:
    totals = sales(shell.folder)
    first = shell.aios("run", "total amount by region in sales.csv", "--json", "--no-model").json
    for after in (first["id"], "last"):
        ran = shell.aios("run", "only the East", "--after", after, "--json", "--no-model")
        assert ran.exit_code == 0 and str(totals["East"]) in ran.json["result"]["answer"]


def test_bad_ids_are_one_error(shell: Shell) -> None:
    unknown = shell.aios("run", "only the East", "--after", "task-zzz", "--json", "--no-model")
    assert unknown.exit_code == 2 and "task-zzz" in unknown.json["error"]["message"]
    none = shell.aios("run", "only the East", "--after", "last", "--json", "--no-model")
    assert none.json["error"]["code"] == "not_found" and none.json["error"]["hint"]
