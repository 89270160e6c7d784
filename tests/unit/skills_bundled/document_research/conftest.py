"""Runs the actions of the skill, with plain Python or with the packages of the image."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.conftest import BESIDE, BUNDLED, WarmPython, clean_environment

SCRIPT = BUNDLED / "document-research" / "scripts" / "research.py"
Run = Callable[..., dict[str, Any]]


def runner(python: WarmPython, folder: Path, path: str = "") -> Run:
    """Call `run(action, text, language, **parameters)`; the files left are in `.out`."""

    def run(action: str, text: str, language: str = "zh", **parameters: Any) -> dict[str, Any]:
        request = {
            "action": action,
            "parameters": parameters,
            "text": text,
            "language": language,
            "cwd": str(folder),
        }
        places = {"AIOS_OUT": str(folder / ".out"), "AIOS_RESULT": str(folder / ".result.json")}
        done = python.run(
            [str(SCRIPT)],
            stdin=json.dumps(request).encode(),
            cwd=folder,
            env=clean_environment()
            | places
            | {"PYTHONPATH": os.pathsep.join(filter(None, [BESIDE, path]))},
        )
        result: dict[str, Any] = json.loads((folder / ".result.json").read_text("utf-8"))
        assert "crashed" not in str(result.get("error")), done.stderr.decode()
        return result

    return run


@pytest.fixture
def research(tmp_path: Path, plain_python: WarmPython) -> Run:
    """The skill on texts: it needs no packages for them."""
    return runner(plain_python, tmp_path)


@pytest.fixture
def packed(tmp_path: Path, warm_guest: WarmPython, guest_python: tuple[str, str]) -> Run:
    """The skill with what reads PDF and Word."""
    return runner(warm_guest, tmp_path, guest_python[1])
