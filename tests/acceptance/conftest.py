"""The command `aios`, as a user runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import warm

AIOS = Path(sys.executable).parent / "aios"
NO_OLLAMA = "http://127.0.0.1:9"


@dataclass
class Ran:
    """What a command printed, and how it ended."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """Its standard output as JSON."""
        return json.loads(self.stdout)


@dataclass
class Shell:
    """A folder to stand in, with a workspace of its own."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def environ(self) -> dict[str, str]:
        """The environment of a command: this one, a fresh workspace, no model."""
        own = {"AIOS_WORKSPACE": str(self.folder / ".ws"), "OLLAMA_HOST": NO_OLLAMA}
        return {**os.environ, **own, **self.env}

    def aios(self, *words: str, timeout_s: float = 100, stdin: str = "") -> Ran:
        """Run `aios` with these words, as `warm` does."""
        done = subprocess.run(
            [str(warm.aios() / "aios"), *words],
            cwd=self.folder,
            env=self.environ(),
            input=stdin.encode(),
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in err
        return Ran(done.returncode, out, err)

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start the installed `aios` and let it run."""
        return subprocess.Popen(
            [str(AIOS), *words],
            cwd=self.folder,
            env=self.environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, task: str, *words: str) -> Ran:
        """`aios run TASK --json`."""
        return self.aios("run", task, "--json", *words)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written
