"""Syntax of other languages: valid or not, and where."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WRONG = {
    "app.js": ("function f(a) {\n  return a +;\n}\n", 2),
    "lib.mjs": ("import x from 'x';\nconst = 5;\n", 2),
    "run.sh": ("if true; then\n  echo hi\n", 3),
    "app.py": ("def f(:\n    pass\n", 1),
    "a.json": ('{"a": 1,\n "b": }\n', 2),
    "a.yaml": ("a: 1\nb: [1, 2\nc: 3\n", 3),
    "a.toml": ("a = 1\nb =\n", 2),
}
RIGHT = {
    "app.js": "const f = (a) => a + 1;\nconsole.log(f(1));\n",
    "lib.mjs": "import { a } from './a.js';\nexport const b = a;\n",
    "run.sh": '#!/bin/bash\nfor f in *.txt; do\n  echo "$f"\ndone\n',
    "app.py": "print(1)\n",
    "a.json": '{"a": [1]}\n',
    "a.yaml": "a: 1\n---\nb: 2\n",
    "a.toml": "a = 1\n",
}


@pytest.fixture
def check(run_script: Callable[..., Any], guest_python: tuple[str, str]) -> Callable[..., Any]:
    def call(language: str = "en", action: str = "check_syntax", **parameters: Any) -> Any:
        return run_script("code-review", action, {"text": "", **parameters}, language, guest_python)

    return call


@pytest.mark.parametrize("name", WRONG)
def test_the_line_of_an_error_is_told(check: Any, tmp_path: Path, name: str) -> None:
    code, line = WRONG[name]
    (tmp_path / name).write_text(code)
    result = check(file=str(tmp_path / name)).result
    assert result["data"]["ok"] is False
    assert result["data"]["findings"][0]["line"] == line, result["answer"]
    assert f"line {line} [error]" in result["answer"]


@pytest.mark.parametrize("name", RIGHT)
def test_right_code_is_right(check: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(RIGHT[name])
    result = check("zh", file=str(tmp_path / name)).result
    assert result["data"]["ok"] is True and "语法正确" in result["answer"]


def test_javascript_is_checked_where_there_is_no_node(check: Any, tmp_path: Path) -> None:
    path = tmp_path / "app.js"
    path.write_text("let a = [1, 2;\n")
    result = check(file=str(path)).result
    how = "node --check" if shutil.which("node") else "tree-sitter"
    assert result["data"]["checked_by"] == how and not result["data"]["ok"]


def test_dangers_of_a_shell_script_are_told(check: Any, tmp_path: Path) -> None:
    path = tmp_path / "clean.sh"
    path.write_text("#!/bin/bash\ncd $1\nrm -rf $DIR/*\n")
    result = check("zh", file=str(path), action="review").result
    assert result["data"]["ok"] and "双引号" in result["answer"] and "SC2086" in result["answer"]


def test_pasted_code_is_checked(check: Any) -> None:
    text = "check this javascript:\n```js\nlet a = ;\n```"
    assert check(text=text).result["data"]["language"] == "JavaScript"


def test_what_is_not_known_is_refused(check: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.rs"
    path.write_text("fn main() {}")
    ran = check(file=str(path))
    assert ran.error["code"] == "unsupported_language" and ".js" in ran.error["hint"]


def test_every_program_of_a_folder_is_checked_for_syntax_alone(check: Any, tmp_path: Path) -> None:
    (tmp_path / "ok.py").write_text("import os\nx = eval(input())\n")
    (tmp_path / "bad.py").write_text("def f(:\n    pass\n")
    (tmp_path / "run.sh").write_text("if true; then\n  echo hi\n")
    ran = check(text="are there syntax errors in this folder", folder=str(tmp_path))
    found = {f["file"]: len(f["findings"]) for f in ran.result["data"]["files"]}
    assert found["ok.py"] == 0
    assert found["bad.py"] >= 1 and found["run.sh"] >= 1


def test_files_without_errors_are_not_named_where_only_the_wrong_ones_are_wanted(
    check: Any, tmp_path: Path
) -> None:
    (tmp_path / "fine.py").write_text("x = 1\n")
    (tmp_path / "bad.py").write_text("def f(:\n    pass\n")
    text = "语法有没有错误？只列出有错的文件，没错的不用列。"
    answer = check("zh", text=text, folder=str(tmp_path)).result["answer"]
    assert "bad.py：第 1 行" in answer and "fine.py" not in answer
