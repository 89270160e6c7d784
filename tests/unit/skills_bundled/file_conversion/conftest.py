"""A folder of the user's, and the skill's script run over its protocol by the image's Python."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.conftest import BUNDLED, SDK, WarmPython, clean_environment

Ask = Callable[..., dict[str, Any]]
PACKAGES = ("openpyxl", "duckdb", "yaml", "lxml.etree", "bs4", "docx")


@pytest.fixture(scope="session")
def converting_python(guest_python: tuple[str, str]) -> Iterator[WarmPython]:
    with WarmPython(*guest_python, packages=PACKAGES) as python:
        yield python


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The user's folder; empty."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def ask(
    tmp_path: Path, home: Path, converting_python: WarmPython, guest_python: tuple[str, str]
) -> Ask:
    """Call `ask(action, text, language, **parameters)`: the result, the paths of its files."""

    def call(action: str, text: str, language: str = "en", **parameters: Any) -> dict[str, Any]:
        out, result = tmp_path / "out", tmp_path / "result.json"
        for old in [result, *(out.iterdir() if out.exists() else ())]:
            old.unlink(missing_ok=True)
        if "files" in parameters:
            parameters["files"] = [str(home / name) for name in parameters["files"]]
        request = {
            "action": action,
            "parameters": {"question": text, "folder": str(home), **parameters},
            "text": text,
            "language": language,
            "cwd": str(home),
        }
        done = converting_python.run(
            [str(BUNDLED / "file-conversion" / "scripts" / "convert.py")],
            stdin=json.dumps(request).encode("utf-8", "surrogatepass"),
            cwd=tmp_path,
            env=clean_environment()
            | {
                "PYTHONPATH": os.pathsep.join(filter(None, [str(SDK), guest_python[1]])),
                "AIOS_OUT": str(out),
                "AIOS_RESULT": str(result),
            },
        )
        assert result.exists(), done.stderr.decode()
        found: dict[str, Any] = json.loads(result.read_text("utf-8"))
        assert "crashed" not in str(found.get("error")), done.stderr.decode()
        found["files"] = {path.name: path for path in sorted(out.iterdir())}
        return found

    return call
