"""Try a program in a child of this process, many times faster than a new Python each time."""

import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import each_check
from aios_beside import copy_folder
from trial import Trial, tail

OWN = str(Path(__file__).resolve().parent)
TICK_S = 0.002


def run_checks(
    program: Path,
    deadline_s: float,
    instead: Mapping[Path, str],
    *,
    typed: str = "",
    root: Path | None = None,
    as_tests: bool = False,
) -> Trial:
    """The program's checks each for itself, on a copy of the folder; `instead` holds what files
    of it hold there."""
    home = root or program.parent
    with (
        tempfile.TemporaryDirectory(prefix="trial-") as folder,
        tempfile.TemporaryDirectory(prefix="said-") as said,
    ):
        copy_folder(home, Path(folder))
        copy = Path(folder, program.relative_to(home))
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(program.read_bytes())
        for path, text in instead.items():
            Path(folder, path.relative_to(home)).write_text(text, encoding="utf-8")
        Path(said, "stdin").write_text(typed, encoding="utf-8")
        started_s = time.monotonic()
        code, timed_out = forked(copy, Path(said), Path(folder), deadline_s, as_tests)
        out, err = (tail(Path(said, name)).replace(folder, str(home)) for name in STREAMS[1:])
        return Trial(code, out, err, round(time.monotonic() - started_s, 2), timed_out)


STREAMS = ("stdin", "stdout", "stderr")


def forked(
    copy: Path, said: Path, folder: Path, deadline_s: float, as_tests: bool
) -> tuple[int, bool]:
    """The exit code, and whether it had to be stopped."""
    for name in STREAMS[1:]:
        (said / name).touch()
    child = os.fork()
    if not child:
        _be_the_program(copy, said, folder, as_tests)
    until = time.monotonic() + deadline_s
    pause_s = TICK_S
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), False
        time.sleep(pause_s)
        pause_s = min(pause_s * 1.5, 0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), True


def _be_the_program(copy: Path, said: Path, folder: Path, as_tests: bool) -> None:
    """In the child: streams, folder and modules as a program finds them; never returns."""
    code, before = 1, (sys.stdin, sys.stdout, sys.stderr)  # given up they would close what is new
    try:
        os.setsid()
        os.chdir(folder)
        for number, name in enumerate(STREAMS):
            flags = os.O_RDONLY if not number else os.O_WRONLY
            os.dup2(os.open(said / name, flags), number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - lives with the child
        for number, name in ((1, "stdout"), (2, "stderr")):
            stream = open(number, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
        os.environ.pop("AIOS_RESULT", None)
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", "") or "").startswith(OWN):
                del sys.modules[name]
        sys.path[:] = ["", *(place for place in sys.path if place != OWN)]
        code = each_check.check(copy, as_tests=as_tests)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        del before
    finally:
        os._exit(code)
