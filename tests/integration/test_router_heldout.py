"""The shipped model on utterances that it was not trained on."""

from pathlib import Path

import pytest

from aios.contracts.route import Route
from aios.kernel.router import TYPE_OF_SKILL, Router

TRAINING = Path(__file__).parents[2] / "training"
SPLITS = [path.name for path in sorted(TRAINING.glob("heldout*.tsv"))]
Case = tuple[list[str], Route]


@pytest.fixture(scope="module", params=SPLITS)
def cases(request: pytest.FixtureRequest) -> list[Case]:
    router = Router()
    lines = (TRAINING / request.param).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(skills.split("|"), router.route(text)) for _kind, skills, text in rows]


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def research(skill: str) -> str:
    return "research" if skill.endswith("-research") else skill


def test_the_agent_is_right(cases: list[Case]) -> None:
    right = [route.type == TYPE_OF_SKILL.get(skills[0], "none") for skills, route in cases]
    assert share(right) >= 0.85


def test_the_first_skill_is_right(cases: list[Case]) -> None:
    tasks = [(skills[0], route) for skills, route in cases if skills[0] != "none"]
    right = [research((*r.skills, "")[0]) == research(skill) for skill, r in tasks]
    assert share(right) >= 0.85


def test_talk_is_told_from_tasks(cases: list[Case]) -> None:
    found = [route.type == "none" for skills, route in cases if skills[0] == "none"]
    false = [route.type == "none" for skills, route in cases if skills[0] != "none"]
    assert share(found) >= 0.8
    assert share(false) <= 6 / 105


def test_no_held_out_utterance_was_trained_on() -> None:
    trained = {
        line.strip().lower()
        for path in (TRAINING / "utterances").glob("*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    for name in SPLITS:
        lines = (TRAINING / name).read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if line.split("\t")[-1].strip().lower() in trained]
