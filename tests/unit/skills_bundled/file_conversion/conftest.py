"""A folder of the user's, and the skill's script run by the image's Python."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.asking import Ask, Script
from tests.unit.skills_bundled.conftest import WarmPython

PACKAGES = ("openpyxl", "duckdb", "yaml", "lxml.etree", "bs4", "docx")


@pytest.fixture(scope="session")
def converting_python(guest_python: tuple[str, str]) -> Iterator[WarmPython]:
    with WarmPython(*guest_python, packages=PACKAGES) as python:
        yield python


@pytest.fixture
def ask(
    tmp_path: Path, home: Path, converting_python: WarmPython, guest_python: tuple[str, str]
) -> Ask:
    """Call `ask(action, text, language, **parameters)`: the result, the paths of its files."""
    script = Script(
        "file-conversion/scripts/convert.py", converting_python, tmp_path, home, guest_python[1]
    )

    def call(action: str, text: str, language: str = "en", **parameters: Any) -> dict[str, Any]:
        if "files" in parameters:
            parameters["files"] = [str(home / name) for name in parameters["files"]]
        found = script.ask(action, text, language, {"folder": str(home), **parameters})
        return found | {"files": {path.name: path for path in script.made}}

    return call
