"""The calculator asked as a machine asks it."""

from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.asking import Ask, Script
from tests.unit.skills_bundled.conftest import WarmPython


@pytest.fixture
def ask(tmp_path: Path, home: Path, plain_python: WarmPython) -> Ask:
    """Call `ask(action, text, language)`: the result."""
    script = Script("calculator/scripts/calculator.py", plain_python, tmp_path, home)

    def call(action: str, text: str, language: str = "en") -> dict[str, Any]:
        return script.ask(action, text, language, {})

    return call
