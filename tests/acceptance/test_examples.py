"""Every example runs, without a model and without a network, and prints what it is about."""

import os
import subprocess
from pathlib import Path

import pytest

from tests import warm
from tests.acceptance.conftest import NO_OLLAMA

EXAMPLES = Path(__file__).parents[2] / "examples"
MACHINES = {"hello.py", "crawl.py", "machines.py", "steps_by_hand.py"}
PRINTS = {
    "hello.py": "East has the highest total sales by region: 8510.9.",
    "crawl.py": "1. Rivers run clear again",
    "own_skill.py": "A parcel of 7 kg goes into box M.",
    "own_agent.py": "6 words, listed in words.txt",
    "machines.py": "['1', '2', '3']",
    "async_many.py": "50 done; Hello, guest-0",
    "steps_by_hand.py": "- North: 5638.1",
    "memory.py": "上海仓库的联系人是韩梅梅。",
}


def parameters() -> list[object]:
    """The examples, marked with the parts they need."""
    needs = [pytest.mark.machine, pytest.mark.image]
    return [pytest.param(name, marks=needs if name in MACHINES else [], id=name) for name in PRINTS]


@pytest.mark.parametrize("name", parameters())
def test_it_runs(name: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "AIOS_WORKSPACE": str(tmp_path),
        "OLLAMA_HOST": NO_OLLAMA,
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [str(warm.aios() / "python"), str(EXAMPLES / name)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert PRINTS[name] in done.stdout


def test_every_example_is_run() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} - {"make_data.py"} == set(PRINTS)


@pytest.mark.parametrize("name", PRINTS)
def test_it_is_short(name: str) -> None:
    assert len((EXAMPLES / name).read_text(encoding="utf-8").splitlines()) < 60
