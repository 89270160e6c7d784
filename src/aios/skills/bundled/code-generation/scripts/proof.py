"""Run the tests of a program where this script runs, and read the outcome from pytest's report."""

import os
import re
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

TIMEOUT_S = 90


@dataclass(frozen=True)
class Outcome:
    """What pytest found: counts, its own seconds, its output; all zero when it did not run."""

    passed: int
    failed: int
    seconds: float
    output: str


def run_tests(files: Mapping[str, str], tests: list[str], say: Callable[[str], None]) -> Outcome:
    """Write the files to a fresh folder and run the tests there, each line of output said live."""
    with tempfile.TemporaryDirectory(prefix="program-") as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        report = Path(folder, "report.xml")
        options = ["-q", "-p", "no:cacheprovider", f"--rootdir={folder}", f"--junitxml={report}"]
        command = [sys.executable, "-m", "pytest", *options, *tests]
        output = stream(command, folder, say)
        if not report.exists():
            return Outcome(0, 0, 0.0, output)
        return outcome(report, output)


def stream(command: list[str], folder: str, say: Callable[[str], None]) -> str:
    # Plugins that lie around would only cost time: the tests use none.
    quiet = {"PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **quiet},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        lines = []
        alarm = threading.Timer(TIMEOUT_S, process.kill)
        alarm.start()
        for line in process.stdout or ():
            say(line.rstrip("\n"))
            lines.append(line)
        alarm.cancel()
    return "".join(lines)


def outcome(report: Path, output: str) -> Outcome:
    suite = next(ElementTree.parse(report).iter("testsuite"))
    total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    return Outcome(total - failed - skipped, failed, float(suite.get("time", 0)), output)


def as_unittest(tests: str) -> str:
    """Tests that are functions as the methods of a `unittest.TestCase`."""
    head, *bodies = re.split(r"^(?=def test_)", tests, flags=re.MULTILINE)
    head = re.sub(r"^import pytest\n\n?", "", head, flags=re.MULTILINE)
    place = head.index("\n\n") + 2 if head.startswith('"""') else 0
    if not re.search(r"^import unittest$", head, re.MULTILINE):
        head = f"{head[:place]}import unittest\n{head[place:]}"
    methods = "".join(bodies).replace("pytest.raises(", "self.assertRaises(")
    methods = re.sub(r"^(def test_\w+)\(\)", r"\1(self)", methods, flags=re.MULTILINE)
    inner = "".join(f"    {line}" if line.strip() else "\n" for line in methods.splitlines(True))
    inner = re.sub(r"\n{3,}", "\n\n", inner).rstrip()
    end = '\n\n\nif __name__ == "__main__":\n    unittest.main()\n'
    return f"{head.rstrip()}\n\n\nclass Tests(unittest.TestCase):\n{inner}{end}"
