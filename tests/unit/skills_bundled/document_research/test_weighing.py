"""Several asks at once, the latest of several versions, and what each of them grants."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., dict[str, Any]]
# ruff: noqa: E501 - a document is one line
OFFERS = {
    "ash": "Ash Ltd\n\nValid from: 2024-03-01\n\nIt costs 900 EUR.\n\nWe deliver within 2 weeks.\n\nOpen from 9:00 to 18:30.\n\nPets: no\n",
    "birch": "Birch Ltd\n\nValid from: 2026-02-01\n\nOur price is 700 EUR.\n\nDelivery takes 20 days.\n\nOpen from 7:45 to 16:00.\n\nPets: welcome\n",
}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "who is cheapest, and who delivers fastest?",
            ("Birch Ltd), with 700", "Ash Ltd), with 2"),
        ),
        ("what does the latest offer cost?", ("The latest: birch.txt", "700 EUR")),
        ("which allow pets?", ("Yes (1):", "birch.txt", "No (1):", "ash.txt")),
        ("rank them by price, cheapest first", ("birch.txt", "ash.txt")),
        ("do they agree on the price?", ("They differ: ash.txt: 900 EUR; birch.txt: 700 EUR",)),
        ("which one closes latest?", ("Ash Ltd), with 18:30 (the latest)", "birch.txt")),
    ],
)
def test_offers(research: Run, tmp_path: Path, question: str, told: tuple[str, ...]) -> None:
    for name, text in OFFERS.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    answer = research("search_folder", question, "en", folders=[str(tmp_path)])["answer"]
    places = [answer.find(part) for part in told]
    assert -1 not in places and places == sorted(places), answer
