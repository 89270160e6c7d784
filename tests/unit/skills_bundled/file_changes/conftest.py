"""The skill's script run on a folder made for a test; it changes nothing."""

import os
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.asking import Ask, Script
from tests.unit.skills_bundled.conftest import WarmPython


def names(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and what is in it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def plan(tmp_path: Path, tree: Path, plain_python: WarmPython) -> Ask:
    """Call `plan(action, text, language, **parameters)`: the result, with what it left.

    "moves" holds what would be moved, "deletes" what would be deleted, "writes" the new contents,
    "makes" the folders, all by their names below the tree.
    """
    script = Script("file-changes/scripts/changes.py", plain_python, tmp_path, tree)

    def call(action: str, text: str, language: str = "en", **parameters: Any) -> dict[str, Any]:
        before = names(tree)
        found = script.ask(action, text, language, {"folders": [str(tree)], **parameters})
        assert names(tree) == before
        return found | _sorted_out(found.get("changes", []), tree, script.out)

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
        }
        | {short(c["to"]): Path(c["path"]).read_bytes() for c in kinds.get("copy", [])},
    }
