"""The tasks kept aside can be built and are no copies; they are not run here."""

import re
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.tasks.case import Asked, Case
from tests.tasks.running import SEED, cases
from tests.tasks.world import World

SETS = [cases(f"kept_{number}") for number in range(1, 23)]
KEPT = [case for kept in SETS for case in kept]
BUILT_WITH = cases("cases")


@cache
def built(case: Case) -> Asked:
    """The task with its inputs built by another seed than elsewhere, and all of them gone again."""
    with tempfile.TemporaryDirectory(prefix="world-") as folder:
        world = World(Path(folder), SEED + 1)
        try:
            return case.make(world)
        finally:
            world.close()


def test_enough_of_them_in_both_languages() -> None:
    for kept in SETS:
        languages = Counter(case.language for case in kept)
        assert len(kept) >= 49 and set(languages) == {"zh", "en"}
        assert 0.4 <= languages["zh"] / len(kept) <= 0.6


def test_every_name_is_given_once() -> None:
    assert [n for n, times in Counter(c.name for c in KEPT).items() if times > 1] == []


@pytest.mark.image
@pytest.mark.parametrize("case", KEPT, ids=lambda case: case.name)
def test_inputs_are_built(case: Case) -> None:
    asked = built(case)
    assert asked.text.strip() and callable(asked.holds)
    assert case.language == "en" or any("一" <= letter <= "鿿" for letter in asked.text)
    assert not asked.options or asked.changes


def said(case: Case) -> str:
    """What the task says, ports and process ids aside."""
    return re.sub(r"\d{4,}", "N", " ".join(built(case).text.lower().split()))


@pytest.mark.image
@pytest.mark.timeout(300)
def test_no_task_is_asked_in_the_words_of_another() -> None:
    kept = Counter(map(said, KEPT))
    assert [text for text, times in kept.items() if times > 1] == []
    assert [case.name for case in BUILT_WITH if said(case) in kept] == []
