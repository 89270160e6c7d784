"""The recipes themselves: complete, clean, and their programs pass their own tests."""

import ast
import os
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests import warm

import aios

COOKBOOK = (
    Path(aios.__file__).parent / "skills" / "bundled" / "code-generation" / "assets" / "cookbook"
)
FOLDERS = sorted(file.parent for file in COOKBOOK.glob("*/recipe.toml"))
PROGRAMS = sorted(file for file in COOKBOOK.glob("*/*.py") if not file.name.startswith("test_"))


def recipe(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "recipe.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_program_passes_its_own_tests(
    folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    python = warm.plain_python()
    if recipe(folder).get("requirements"):
        request.getfixturevalue("guest_python")
        python = warm.guest_python()
    copy = tmp_path / "program"
    shutil.copytree(folder, copy)
    environment = {name: text for name, text in os.environ.items() if "PYTEST" not in name}
    process = subprocess.run(
        [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={copy}"],
        cwd=copy,
        env=environment | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert process.returncode == 0, process.stdout[-3000:]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_recipe_is_complete_in_both_languages(folder: Path) -> None:
    entry = recipe(folder)
    for text in ("title", "description", "tested"):
        assert set(entry[text]) == {"zh", "en"}
    chinese = [text for text in entry["utterances"] if not text.isascii()]
    assert len(entry["utterances"]) >= 8
    assert 4 <= len(chinese) <= len(entry["utterances"]) - 4
    programs = [entry["program"]] if "program" in entry else []
    programs += [part["program"] for part in entry.get("parts", [])]
    named = {name for program in programs for name in (program, f"test_{program}")}
    assert named == {file.name for file in folder.glob("*.py")}


def test_there_are_enough_recipes() -> None:
    assert len(FOLDERS) >= 46


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_parameter_names_a_constant_of_a_program(folder: Path) -> None:
    constants = {
        target.id
        for file in folder.glob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        for target in getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(target, ast.Name)
    }
    wanted = {entry["constant"] for entry in recipe(folder).get("parameters", {}).values()}
    assert wanted <= constants


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda file: file.name)
def test_a_program_is_documented_typed_and_runnable(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    untyped = [
        function.name
        for function in functions
        if function.returns is None
        or any(a.annotation is None for a in function.args.args if a.arg not in ("self", "cls"))
    ]
    assert untyped == []
    assert 'if __name__ == "__main__":' in file.read_text(encoding="utf-8")
