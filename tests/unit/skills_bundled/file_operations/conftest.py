"""A tree of files made for a test, and the skill's script run over its protocol."""

import hashlib
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.unit.skills_bundled.asking import Ask, Script
from tests.unit.skills_bundled.conftest import BESIDE, BUNDLED, WarmPython

SCRIPTS = BUNDLED / "file-operations" / "scripts"


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
def ask(tmp_path: Path, tree: Path, plain_python: WarmPython) -> Ask:
    """Call `ask(action, text, language, **parameters)`: the result, its files under "files".

    Every call also proves that nothing of the tree was changed.
    """
    script = Script("file-operations/scripts/files.py", plain_python, tmp_path, tree)

    def call(action: str, text: str, language: str = "en", **parameters: Any) -> dict[str, Any]:
        before = fingerprint(tree)
        found = script.ask(action, text, language, parameters)
        assert fingerprint(tree) == before
        return found | {"files": {path.name: path.read_text("utf-8") for path in script.made}}

    return call


@pytest.fixture(scope="session")
def scripts() -> Iterator[Callable[[str], ModuleType]]:
    """Import a module of the skill by name, as its script does."""
    added = [str(SCRIPTS), *BESIDE.split(os.pathsep)]
    sys.path[:0] = added
    known = set(sys.modules)
    yield importlib.import_module
    for name in set(sys.modules) - known:
        if str(SCRIPTS) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]
    sys.path[:] = [path for path in sys.path if path not in added]
