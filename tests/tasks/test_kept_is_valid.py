"""The tasks kept aside can be built and are no copies; they are not run here."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.tasks.case import Asked, Case
from tests.tasks.running import SEED, cases
from tests.tasks.world import World

SETS = [cases(f"kept_{number}") for number in range(1, 9)]
KEPT = [case for kept in SETS for case in kept]
BUILT_WITH = cases("cases")


def asked_in(case: Case, folder: Path, seed: int) -> Asked:
    """The task with its inputs built, and what it served stopped again."""
    folder.mkdir(parents=True)
    world = World(folder, seed)
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
def test_inputs_are_built(case: Case, tmp_path: Path) -> None:
    asked = asked_in(case, tmp_path / "world", SEED + 1)
    assert asked.text.strip() and callable(asked.holds)
    assert case.language == "en" or any("一" <= letter <= "鿿" for letter in asked.text)
    assert not asked.options or asked.changes


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each task says, ports and process ids aside, by area and name."""
    root = tmp_path_factory.mktemp("worlds")
    said = {}
    for i, case in enumerate((*KEPT, *BUILT_WITH)):
        text = asked_in(case, root / str(i), SEED).text
        said[f"{case.area}/{case.name}"] = re.sub(r"\d{4,}", "N", " ".join(text.lower().split()))
    return said


@pytest.mark.image
@pytest.mark.timeout(300)
def test_no_task_is_asked_in_the_words_of_another(texts: dict[str, str]) -> None:
    kept = {text for name, text in texts.items() if name.startswith("kept_")}
    assert len(kept) == len(KEPT)
    assert [n for n, t in texts.items() if n.startswith("cases.") and t in kept] == []
