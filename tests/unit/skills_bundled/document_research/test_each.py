"""What each of several documents gives: the most, the order, the average, a table as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., dict[str, Any]]
OFFERS = {
    "ash": "# Ash\n\n- **Price:** 900 EUR\n- Warranty: 2 years\n- Clerk: Ada\n",
    "birch": "# Birch\n\nPrice: 700 EUR\nWarranty: 5 years\nClerk: Ben\n",
    "cedar": "# Cedar\n\n| Price | 810 EUR |\n| Warranty | 1 year |\n| Clerk | Ada |\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> str:
    for name, text in OFFERS.items():
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    return str(tmp_path)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "which has the longest warranty and which the shortest?",
            ("Birch), with 5", "Cedar), with 1"),
        ),
        (
            "what price does each of them give, from dearest to cheapest?",
            ("Ash", "Cedar", "Birch"),
        ),
        (
            "the average price of all, which are above it?",
            ("803.33 EUR", "Above it: ash.md", "cedar.md"),
        ),
        (
            "how many have the clerk Ada, and what is their average price?",
            ("2 (ash.md, cedar.md)", "855 EUR"),
        ),
    ],
)
def test_of_each(research: Run, folder: str, question: str, told: tuple[str, ...]) -> None:
    answer = research("search_folder", question, "en", folders=[folder])["answer"]
    places = [answer.find(part) for part in told]
    assert -1 not in places and places == sorted(places), answer


def test_a_table_of_what_is_listed_is_a_file(research: Run, folder: str) -> None:
    question = "Make a table with the columns file, price and warranty, save it as offers.csv"
    found = research("search_folder", question, "en", folders=[folder], output="offers.csv")
    assert [list(row.values()) for row in found["data"]["rows"]] == [
        ["ash.md", "900 EUR", "2 years"],
        ["birch.md", "700 EUR", "5 years"],
        ["cedar.md", "810 EUR", "1 year"],
    ]


def test_figures_told_in_sentences_are_given_for_each(research: Run, tmp_path: Path) -> None:
    (tmp_path / "ash.txt").write_text(
        "Ash offers cups at 24.50 euros a box and delivers in 13 days."
    )
    (tmp_path / "elm.txt").write_text("Elm offers cups at 31 euros a box. Delivery takes 4 days.")
    question = "For each seller, what is the price of a box, and how many days does delivery take?"
    answer = research("search_folder", question, "en", folders=[str(tmp_path)])["answer"]
    ash, elm = [line for line in answer.splitlines() if line.startswith("- ")]
    assert "24.50 euros；" in ash and "13 days（" in ash
    assert "31 euros；" in elm and "4 days（" in elm


def test_a_heading_that_tells_only_the_kind_is_told_with_the_first_sentence(
    research: Run, tmp_path: Path
) -> None:
    for name, firm, price in (("a", "Alba", 18.5), ("b", "Brio", 15), ("c", "Corvo", 21)):
        text = f"# Offer\n\n{firm} Roasters offer. The blend costs {price:.2f} euros per kilo.\n"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    question = "What does the blend cost per kilo in each of the offers, and who is the cheapest?"
    answer = research("search_folder", question, "en", folders=[str(tmp_path)])["answer"]
    assert "Offer: Brio Roasters offer), with 15.00 euros (the cheapest)" in answer
