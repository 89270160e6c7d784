"""Run code and its mended version the same way, and tell whether they do the same."""

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

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


def compare(before: str, after: str, name: str) -> Comparison:
    """Both versions run in folders of their own, without input, each for some seconds at most."""
    tests = bool(TESTS.search(before))
    return Comparison(_run(before, name, tests), _run(after, name, tests), tests)


def _run(code: str, name: str, tests: bool) -> Ran:
    with tempfile.TemporaryDirectory(prefix="try-") as folder:
        Path(folder, name).write_text(code, encoding="utf-8")
        words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", name] if tests else [name]
        try:
            done = subprocess.run(
                [sys.executable, *words],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=DEADLINE_S,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            return Ran(None, (late.stdout or b"").decode("utf-8", "replace")[-KEPT_CHARS:])
        return Ran(done.returncode, done.stdout.decode("utf-8", "replace")[-KEPT_CHARS:])
