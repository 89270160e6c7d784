"""The script as a machine runs it: request in, result file out, exit status; large files in bounded memory."""

# ruff: noqa: E501 - a question and what it must give are one line

import json
import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.unit.skills_bundled.conftest import BESIDE
from tests.unit.skills_bundled.data_analysis.conftest import SCRIPTS


def run(
    guest: tuple[str, str], folder: Path, request: Any, limit: Callable[[], None] | None = None
) -> tuple[Any, int]:
    python, packages = guest
    result = folder / "result.json"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [BESIDE, packages])),
        "AIOS_OUT": str(folder / "out"),
        "AIOS_RESULT": str(result),
    }
    done = subprocess.run(
        [python, str(SCRIPTS / "analyze.py")],
        input=json.dumps(request).encode(),
        env=environment,
        preexec_fn=limit,
    )
    return json.loads(result.read_text(encoding="utf-8")), done.returncode


def test_a_question(guest_python: tuple[str, str], sales: Path, tmp_path: Path) -> None:
    request = {
        "action": "analyze",
        "parameters": {"file": "sales.csv", "question": "total units"},
        "cwd": str(tmp_path),
    }
    result, status = run(guest_python, tmp_path, request)
    assert status == 0
    assert {"answer", "code", "explanation", "output", "data", "notes"} <= set(result)
    assert "units" in result["answer"]


def test_a_refusal(guest_python: tuple[str, str], tmp_path: Path) -> None:
    request = {
        "action": "analyze",
        "parameters": {"file": "/none.csv", "question": "合计"},
        "language": "zh",
    }
    result, status = run(guest_python, tmp_path, request)
    assert status == 3
    assert result["error"]["code"] == "file_missing"
    assert "文件不存在" in result["error"]["message"]


def test_a_large_file_in_bounded_memory(guest_python: tuple[str, str], tmp_path: Path) -> None:
    """A million and a half lines of GBK text: recoded through a pipe, never held."""
    path, block = (
        tmp_path / "large.csv",
        "".join(f"{i},华东,{i % 7},一段备注文字\n" for i in range(10_000)).encode("gbk"),
    )
    with path.open("wb") as file:
        file.write("编号,地区,数量,备注\n".encode("gbk"))
        for _ in range(150):
            file.write(block)
    limit = 1_500 * 2**20

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))

    request = {
        "action": "analyze",
        "parameters": {"file": str(path), "question": "数量总和"},
        "language": "zh",
    }
    result, status = run(guest_python, tmp_path, request, bound)
    assert status == 0, result
    assert result["data"]["rows"] == [[150 * sum(i % 7 for i in range(10_000))]]
