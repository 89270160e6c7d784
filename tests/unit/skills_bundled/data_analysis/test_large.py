"""A file larger than what may be held at once is answered from little memory."""

import json
import os
import resource
import subprocess
from pathlib import Path

import pytest
from tests.unit.skills_bundled.conftest import BESIDE
from tests.unit.skills_bundled.data_analysis.conftest import SCRIPTS

ROWS = 1_200_000  # about 60 MB
KINDS = ("west", "east", "north")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("order_id,date,region,customer,amount\n")
        file.writelines(
            f"{n},2025-{n % 12 + 1:02}-{n % 28 + 1:02},{KINDS[n % 3]},customer {n % 90_001},"
            f"{n % 997}.25\n"
            for n in range(ROWS)
        )
    return path


@pytest.mark.image
@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("total amount by region", list(KINDS)),
        ("how many distinct customers are there", 90_001),
        ("哪个月的 amount 最高", None),
        ("show the 3 rows with the largest amount", None),
    ],
)
def test_memory(
    large: Path, tmp_path: Path, guest_python: tuple[str, str], question: str, expected: object
) -> None:
    text = {"action": "analyze", "parameters": {"file": str(large), "question": question}}
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("PYTEST")},
        "PYTHONPATH": os.pathsep.join(filter(None, (BESIDE, guest_python[1]))),
        "AIOS_OUT": str(tmp_path),
        "AIOS_RESULT": str(tmp_path / "result.json"),
    }
    with subprocess.Popen(
        [guest_python[0], str(SCRIPTS / "analyze.py")], stdin=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin
        process.stdin.write(json.dumps(text).encode())
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert "error" not in result, result
    if isinstance(expected, list):
        totals = {
            kind: sum(n % 997 + 0.25 for n in range(i, ROWS, 3)) for i, kind in enumerate(KINDS)
        }
        assert {row[0]: row[1] for row in result["data"]["rows"]} == pytest.approx(totals)
    elif expected:
        assert result["data"]["rows"] == [[pytest.approx(expected, rel=0.03)]]
    assert _peak_mb(usage) < 800


def _peak_mb(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / 1024
