"""A tree of files made for a test, and the skill's script run over its protocol."""

import hashlib
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import aios

SKILLS = Path(aios.__file__).parent / "skills"
SCRIPTS = SKILLS / "bundled" / "file-operations" / "scripts"

Ask = Callable[..., dict[str, Any]]


def fingerprint(folder: Path) -> str:
    """A digest of all names, contents, sizes and times below a folder."""
    state = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        stat = path.lstat()
        state.update(
            os.fsencode(path) + str((stat.st_mode, stat.st_size, stat.st_mtime_ns)).encode()
        )
        if path.is_file() and not path.is_symlink() and os.access(path, os.R_OK):
            state.update(path.read_bytes())
    return state.hexdigest()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The user's folder; empty."""
    folder = tmp_path / "tree"
    folder.mkdir()
    return folder


@pytest.fixture
def ask(tmp_path: Path, tree: Path) -> Iterator[Ask]:
    """Call `ask(action, text, language, **parameters)`: the result, its files under "files".

    Every call also proves that nothing of the tree was changed.
    """

    def call(action: str, text: str, language: str = "en", **parameters: Any) -> dict[str, Any]:
        out, result = tmp_path / "out", tmp_path / "result.json"
        request = {
            "action": action,
            "parameters": {"question": text, **parameters},
            "text": text,
            "language": language,
            "cwd": str(tree),
        }
        before = fingerprint(tree)
        done = subprocess.run(
            [sys.executable, str(SCRIPTS / "files.py")],
            input=json.dumps(request).encode("utf-8", "surrogatepass"),
            capture_output=True,
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(SKILLS / "sdk"),
                "AIOS_OUT": str(out),
                "AIOS_RESULT": str(result),
            },
            timeout=100,
        )
        assert fingerprint(tree) == before
        found: dict[str, Any] = json.loads(result.read_text("utf-8"))
        assert "crashed" not in str(found.get("error")), done.stderr.decode()
        found["files"] = {path.name: path.read_text("utf-8") for path in out.iterdir()}
        for path in out.iterdir():
            path.unlink()
        return found

    yield call


@pytest.fixture(scope="session")
def scripts() -> Iterator[Callable[[str], ModuleType]]:
    """Import a module of the skill by name, as its script does."""
    sys.path[:0] = [str(SCRIPTS), str(SKILLS / "sdk")]
    known = set(sys.modules)
    yield importlib.import_module
    for name in set(sys.modules) - known:
        if str(SCRIPTS) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]
    sys.path[:] = [path for path in sys.path if path not in (str(SCRIPTS), str(SKILLS / "sdk"))]
