"""Run a program once where this script runs, with a deadline, and keep what it said."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

DEADLINE_S = 30
KEPT_CHARS = 20_000


@dataclass(frozen=True)
class Trial:
    """How the run went; `exit_code` is negative for a signal. Times in seconds."""

    exit_code: int
    stdout: str
    stderr: str
    seconds: float
    timed_out: bool


def run(program: Path, deadline_s: float = DEADLINE_S) -> Trial:
    """Run the file in a folder of its own. At the deadline it is made to say where it stands."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    environment.pop("AIOS_RESULT", None)
    command = [sys.executable, "-X", "faulthandler", str(program)]
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        out, err = Path(folder, ".stdout"), Path(folder, ".stderr")
        started_s = time.monotonic()
        with (
            out.open("wb") as stdout,
            err.open("wb") as stderr,
            subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
            ) as process,
        ):
            timed_out = wait(process, deadline_s)
        return Trial(
            process.returncode,
            tail(out),
            tail(err),
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
