"""Samples drawn by a program that is handed over."""

import csv
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.conftest import BESIDE

import aios

SKILLS = Path(aios.__file__).parent / "skills"
SCRIPT = SKILLS / "bundled" / "system-monitoring" / "scripts" / "watch.py"


def measured(**series: list[float]) -> dict[str, Any]:
    """What the host's tool gives."""
    return {
        "answer": "CPU use of a computer",
        "data": {
            "kind": "computer",
            "began_at": "2026-05-01T12:00:00.000+08:00",
            "times_s": [0.5, 1.0, 1.5],
            "units": {"cpu": "percent", "network_sent": "bytes"},
            "series": series,
            "verdicts": [{"measure": "cpu", "limit": 50.0}],
        },
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_program_that_drew_is_the_code(
    tmp_path: Path, guest_python: tuple[str, str], language: str
) -> None:
    facts = measured(cpu=[10.0, 60.5, 20.0], network_sent=[0.0, 2e6, 1e3])
    samples = tmp_path / "watch.json"
    samples.write_text(json.dumps(facts), encoding="utf-8")
    python, path = guest_python
    environment = {
        "PYTHONPATH": os.pathsep.join((BESIDE, path)),
        "AIOS_OUT": str(tmp_path / "out"),
        "AIOS_RESULT": str(tmp_path / "result.json"),
        "MPLCONFIGDIR": str(tmp_path),
    }
    asked = {"action": "watch", "inputs": [{"path": str(samples)}], "language": language}
    done = subprocess.run(
        [python, str(SCRIPT)], input=json.dumps(asked).encode(), env=environment, cwd=tmp_path,
        check=False, capture_output=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    with (tmp_path / "out" / "watch.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["cpu_percent"] for row in rows] == ["10.0", "60.5", "20.0"]
    assert rows[1]["time"] == "2026-05-01T12:00:01.000+08:00"
    assert "network_sent_bytes_per_s" in rows[0]
    picture = tmp_path / "out" / "watch.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "LIMITS = {'cpu_percent': 50.0}" in result["code"]
    picture.unlink()
    compile(result["code"], "plot.py", "exec")
    assert result["answer"].startswith("CPU use of a computer")
