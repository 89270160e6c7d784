"""Run the scripts of bundled skills as a machine does: by the interpreter, over their protocol."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import aios

PACKAGE = Path(aios.__file__).parent
BUNDLED = PACKAGE / "skills" / "bundled"
SDK = PACKAGE / "skills" / "sdk"


@dataclass(frozen=True)
class Ran:
    """What a script left: its result, exit status, output and the files for the user."""

    result: dict[str, Any]
    status: int
    output: str
    files: dict[str, str]

    @property
    def error(self) -> dict[str, Any]:
        return self.result["error"]


RunScript = Callable[..., Ran]


@pytest.fixture
def run_script(tmp_path: Path) -> RunScript:
    """Call `run_script(skill, script, action, parameters, language, guest)`."""

    def run(
        skill: str,
        action: str,
        parameters: dict[str, Any],
        language: str = "en",
        guest: tuple[str, str] | None = None,
    ) -> Ran:
        out, result = tmp_path / "out", tmp_path / "result.json"
        python, path = guest or (sys.executable, "")
        request = {"action": action, "parameters": parameters, "language": language}
        search = os.pathsep.join(filter(None, [str(SDK), path]))
        process = subprocess.run(
            [python, str(BUNDLED / skill / "scripts" / f"{action}.py")],
            input=json.dumps(request).encode(),
            capture_output=True,
            cwd=tmp_path,
            env=clean_environment()
            | {"PYTHONPATH": search}
            | {"AIOS_OUT": str(out), "AIOS_RESULT": str(result)},
            timeout=110,
        )
        assert result.exists(), process.stderr.decode()
        files = {path.name: path.read_text(encoding="utf-8") for path in sorted(out.iterdir())}
        found = json.loads(result.read_text(encoding="utf-8"))
        return Ran(found, process.returncode, process.stdout.decode(), files)

    return run


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
