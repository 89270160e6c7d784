"""Run the scripts of bundled skills as a machine does, over their protocol.

A Python that has imported its packages once forks for each script: the script sees arguments,
environment, folder and streams as in a new process, without waiting for imports.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

import pytest

import aios

PACKAGE = Path(aios.__file__).parent
BUNDLED = PACKAGE / "skills" / "bundled"
SDK = PACKAGE / "skills" / "sdk"
# What a script may import beside its own folder and its packages.
BESIDE = os.pathsep.join((str(SDK), str(PACKAGE / "contracts" / "carried")))


SERVER = """
import importlib, json, os, runpy, sys, traceback

def run(job):
    os.chdir(job["cwd"])
    os.environ.clear()
    os.environ.update(job["env"])
    for number, (path, flags) in enumerate(job["streams"]):
        os.dup2(os.open(path, flags), number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")
    sys.argv = job["argv"]
    added = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:0] = [os.path.dirname(sys.argv[0]), *filter(None, added)]
    status = 0
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)

for name in sys.argv[1:]:
    importlib.import_module(name)
while line := sys.stdin.readline():
    child = os.fork()
    if not child:
        run(json.loads(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Finished(NamedTuple):
    """What a script left: its exit status and what it printed."""

    returncode: int
    stdout: bytes
    stderr: bytes


class WarmPython:
    """Runs scripts one after the other, each in a fork of a Python with `packages` imported."""

    def __init__(self, python: str, path: str = "", packages: Sequence[str] = ()) -> None:
        self._process = subprocess.Popen(
            [python, "-c", SERVER, *packages],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=clean_environment() | {"PYTHONPATH": path},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._process.communicate(timeout=10)

    def run(
        self, argv: Sequence[str], *, stdin: bytes = b"", cwd: Path, env: Mapping[str, str]
    ) -> Finished:
        """Run the script `argv[0]` as a program."""
        with tempfile.TemporaryDirectory() as folder:
            read, printed, complained = (str(Path(folder, n)) for n in ("in", "out", "err"))
            Path(read).write_bytes(stdin)
            write = os.O_WRONLY | os.O_CREAT
            streams = [(read, os.O_RDONLY), (printed, write), (complained, write)]
            job = {"argv": list(argv), "cwd": str(cwd), "env": dict(env), "streams": streams}
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
            self._process.stdin.flush()
            status = self._process.stdout.readline()
            assert status, "the warm Python is gone"
            return Finished(int(status), Path(printed).read_bytes(), Path(complained).read_bytes())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The user's folder; empty."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The user's folder in tests on whole trees; empty."""
    folder = tmp_path / "tree"
    folder.mkdir()
    return folder


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


@pytest.fixture(scope="session")
def plain_python() -> Iterator[WarmPython]:
    with WarmPython(sys.executable) as python:
        yield python


@pytest.fixture(scope="session")
def warm_guest(guest_python: tuple[str, str]) -> Iterator[WarmPython]:
    """A Python of the machine image with what scrapers import."""
    packages = ("requests", "bs4", "lxml.etree", "trafilatura", "feedparser")
    with WarmPython(*guest_python, packages=packages) as python:
        yield python


@pytest.fixture
def run_script(
    tmp_path: Path, plain_python: WarmPython, request: pytest.FixtureRequest
) -> RunScript:
    """Call `run_script(skill, action, parameters, language, guest)`."""

    def run(
        skill: str,
        action: str,
        parameters: dict[str, Any],
        language: str = "en",
        guest: tuple[str, str] | None = None,
    ) -> Ran:
        out, result = tmp_path / "out", tmp_path / "result.json"
        with contextlib.suppress(FileNotFoundError):
            result.unlink()
        python = request.getfixturevalue("warm_guest") if guest else plain_python
        path = os.pathsep.join(filter(None, [BESIDE, guest[1] if guest else ""]))
        asked = {"action": action, "parameters": parameters, "language": language}
        process = python.run(
            [str(BUNDLED / skill / "scripts" / f"{action}.py")],
            stdin=json.dumps(asked).encode(),
            cwd=tmp_path,
            env=clean_environment()
            | {"PYTHONPATH": path, "AIOS_OUT": str(out), "AIOS_RESULT": str(result)},
        )
        assert result.exists(), process.stderr.decode()
        files = {path.name: path.read_text(encoding="utf-8") for path in sorted(out.iterdir())}
        found = json.loads(result.read_text(encoding="utf-8"))
        return Ran(found, process.returncode, process.stdout.decode(), files)

    return run


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
