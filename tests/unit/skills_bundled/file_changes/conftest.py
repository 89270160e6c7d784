"""A folder made for a test, and the skill's script run over its protocol; it changes nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import aios

SKILLS = Path(aios.__file__).parent / "skills"
SCRIPT = SKILLS / "bundled" / "file-changes" / "scripts" / "changes.py"

Plan = Callable[..., dict[str, Any]]


def names(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and what is in it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The user's folder; empty."""
    folder = tmp_path / "tree"
    folder.mkdir()
    return folder


@pytest.fixture
def plan(tmp_path: Path, tree: Path) -> Plan:
    """Call `plan(action, text, language, **parameters)`: the result, with what it left.

    "moves" holds what would be moved, "deletes" what would be deleted, "writes" the new contents,
    "makes" the folders, all by their names below the tree.
    """

    def call(action: str, text: str, language: str = "en", **parameters: Any) -> dict[str, Any]:
        out, result = tmp_path / "out", tmp_path / "result.json"
        request = {
            "action": action,
            "parameters": {"question": text, "folders": [str(tree)], **parameters},
            "text": text,
            "language": language,
            "cwd": str(tree),
        }
        before = names(tree)
        done = subprocess.run(
            [sys.executable, str(SCRIPT)],
            input=json.dumps(request).encode(),
            capture_output=True,
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(SKILLS / "sdk"),
                "AIOS_OUT": str(out),
                "AIOS_RESULT": str(result),
            },
            timeout=60,
        )
        assert names(tree) == before
        found: dict[str, Any] = json.loads(result.read_text("utf-8"))
        assert "crashed" not in str(found.get("error")), done.stderr.decode()
        return found | _sorted_out(found.get("changes", []), tree, out)

    return call


def _sorted_out(changes: list[dict[str, str]], tree: Path, out: Path) -> dict[str, Any]:
    def short(path: str) -> str:
        return os.path.relpath(path, tree)

    kinds: dict[str, list[dict[str, str]]] = {}
    for change in changes:
        kinds.setdefault(change["kind"], []).append(change)
    return {
        "moves": {short(c["path"]): short(c["to"]) for c in kinds.get("move", [])},
        "deletes": sorted(short(c["path"]) for c in kinds.get("delete", [])),
        "makes": sorted(short(c["path"]) for c in kinds.get("make_folder", [])),
        "writes": {
            short(c["path"]): (out / c["source"]).read_bytes() for c in kinds.get("write", [])
        },
    }
