"""Clauses that stay with the action before them, and clauses that are orders of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

import aios.skills
from aios.agents.choose import Chooser
from aios.agents.places import Places
from aios.agents.steps import Step, Stepper
from aios.kernel.router import Router
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

BUNDLED = Path(aios.skills.__file__).parent / "bundled"
Plan = Callable[[str], list[Step]]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    place = tmp_path_factory.mktemp("files")
    for name in ("rooms.csv", "体温.csv", "a.json", "loop.sh"):
        (place / name).write_text("a,b\n1,2\n")
    (place / "logs").mkdir()
    library = SkillLibrary(SkillsFolder(path=BUNDLED).read()[0])
    stepper = Stepper(chooser=Chooser(library, Router().route), places=Places(str(place)))
    return stepper.steps


@pytest.mark.parametrize(
    "text",
    [
        "rooms.csv: which floor had the most rooms that were never let, and how many were there?",
        "On which weekday do most guests arrive (rooms.csv)? Give all seven with counts.",
        "按月统计 体温.csv 里每个病人的平均体温，做成一张表，行是病人，列是月份",
        "Which log file in logs contains the most lines with ERROR, and how many?",
        "Remove empty folders under logs. Tell me how many you removed.",
        "loop.sh won't start. Tell me the line and give the corrected script.",
    ],
)
def test_what_names_nothing_of_its_own_stays(plan: Plan, text: str) -> None:
    [step] = plan(text)
    assert step.piece.text == text


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("convert a.json to csv and compress it as zip", ["convert", "pack"]),
        ("How many files are in logs, and how full is the disk?", ["count_files", "disks"]),
        ("Zip the logs folder and then delete the packed files", ["pack", "delete_files"]),
    ],
)
def test_an_order_of_its_own_is_a_step(plan: Plan, text: str, actions: list[str]) -> None:
    assert [step.fit.action.name for step in plan(text) if step.fit] == actions
