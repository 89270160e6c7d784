"""Run code and its mended version the same way, and tell whether they do the same."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aios_beside import copy_folder

DEADLINE_S = 8.0
TESTS = re.compile(r"(?m)^\s*(?:async )?def test_|unittest\.TestCase")
KEPT_CHARS = 20_000


@dataclass(frozen=True)
class Ran:
    """How a version ended: exit code, None when it still ran at the deadline; what it printed."""

    exit_code: int | None
    stdout: str


@dataclass(frozen=True)
class Comparison:
    """Both versions; `tests` when their tests were run instead of the programs themselves."""

    before: Ran
    after: Ran
    tests: bool

    @property
    def same(self) -> bool:
        """True when both ended alike and, as programs, printed the same."""
        if self.tests:
            return self.before.exit_code == self.after.exit_code
        return self.before == self.after

    @property
    def worse(self) -> bool:
        """True when only the mended version fails."""
        return self.before.exit_code in (0, None) and self.after.exit_code not in (0, None)


def compare(
    before: str,
    after: str,
    name: str,
    beside: Path | None = None,
    secrets: Mapping[str, str] | None = None,
) -> Comparison:
    """Both versions run in folders of their own, without input, each for some seconds at most.

    There are copies of the files `beside` the program, and `secrets` in the environment.
    """
    tests = bool(TESTS.search(before))
    return Comparison(
        _run(before, name, tests, beside, secrets or {}),
        _run(after, name, tests, beside, secrets or {}),
        tests,
    )


def _run(code: str, name: str, tests: bool, beside: Path | None, secrets: Mapping[str, str]) -> Ran:
    with tempfile.TemporaryDirectory(prefix="try-") as folder:
        if beside is not None:
            copy_folder(beside, Path(folder))
        Path(folder, name).write_text(code, encoding="utf-8")
        words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", name] if tests else [name]
        try:
            done = subprocess.run(
                [sys.executable, *words],
                cwd=folder,
                env={**os.environ, **secrets},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=DEADLINE_S,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            return Ran(None, _text(late.stdout or b"", folder))
        return Ran(done.returncode, _text(done.stdout, folder))


def _text(printed: bytes, folder: str) -> str:
    """What was printed, without the name of the folder, which differs from run to run."""
    return printed.decode("utf-8", "replace").replace(folder, "")[-KEPT_CHARS:]
