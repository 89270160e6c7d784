"""Run a program once where this script runs, with a deadline, and keep what it said."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aios_beside import copy_folder

DEADLINE_S = 30
KEPT_CHARS = 20_000
PYTEST = ("-m", "pytest", "-q", "--tb=native", "--color=no", "-p", "no:cacheprovider")


@dataclass(frozen=True)
class Trial:
    """How the run went; `exit_code` is negative for a signal. Times in seconds."""

    exit_code: int
    stdout: str
    stderr: str
    seconds: float
    timed_out: bool


def run(
    program: Path,
    deadline_s: float = DEADLINE_S,
    source: str | None = None,
    *,
    typed: str = "",
    tests: bool = False,
    root: Path | None = None,
    arguments: tuple[str, ...] = (),
    instead: Mapping[Path, str] | None = None,
) -> Trial:
    """Run a copy of the file in a folder of its own, beside copies of the files beside it.

    With `source`, that instead of what the file holds; `typed` is what it reads as input,
    `arguments` what it is started with. With `tests`, pytest runs it. `root` is the folder that is
    copied and run in, that of the file when left out; `instead` is what other files in it hold.
    What is printed names the file itself. At the deadline the program is made to say where it
    stands.
    """
    home = root or program.parent
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    environment.pop("AIOS_RESULT", None)
    with (
        tempfile.TemporaryDirectory(prefix="trial-") as folder,
        tempfile.TemporaryDirectory(prefix="said-") as said,
    ):
        copy = Path(folder, program.relative_to(home))
        copy_folder(home, Path(folder))
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(program.read_bytes() if source is None else source.encode())
        for path, text in (instead or {}).items():
            Path(folder, path.relative_to(home)).write_text(text, encoding="utf-8")
        out, err, keys = Path(said, "stdout"), Path(said, "stderr"), Path(said, "stdin")
        keys.write_text(typed, encoding="utf-8")
        command = [sys.executable, "-X", "faulthandler", *(PYTEST if tests else ()), str(copy)]
        command += arguments
        started_s = time.monotonic()
        with (
            out.open("wb") as stdout,
            err.open("wb") as stderr,
            keys.open("rb") as stdin,
            subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
            ) as process,
        ):
            timed_out = wait(process, deadline_s)
        return Trial(
            process.returncode,
            tail(out).replace(folder, str(home)),
            tail(err).replace(folder, str(home)),
            round(time.monotonic() - started_s, 2),
            timed_out,
        )


def wait(process: subprocess.Popen[bytes], deadline_s: float) -> bool:
    """Wait for the end; True if the program had to be stopped."""
    try:
        process.wait(deadline_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)  # faulthandler then writes where it stands
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
        return True
    return False


def tail(path: Path) -> str:
    """The end of the file, as text."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - KEPT_CHARS))
        return file.read().decode("utf-8", errors="replace")
