"""Programs that do not end are stopped and say where they stood."""

import json
import os
import subprocess
import sys
from pathlib import Path

import aios

SKILLS = Path(aios.__file__).parent / "skills"
SCRIPTS = SKILLS / "bundled" / "debugging" / "scripts"
PATH = os.pathsep.join([str(SCRIPTS), str(SKILLS / "sdk")])

RUN = """
import json, sys
from pathlib import Path
from trial import run
trial = run(Path(sys.argv[1]), deadline_s=float(sys.argv[2]))
json.dump([trial.timed_out, trial.exit_code, trial.stdout, trial.stderr], sys.stdout)
"""


def run(path: Path, deadline_s: float) -> tuple[bool, int, str, str]:
    process = subprocess.run(
        [sys.executable, "-c", RUN, str(path), str(deadline_s)],
        env=os.environ | {"PYTHONPATH": PATH},
        capture_output=True,
        check=True,
        timeout=60,
    )
    timed_out, code, out, err = json.loads(process.stdout)
    return timed_out, code, out, err


def test_an_endless_loop_is_stopped_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "loop.py"
    path.write_text("def spin():\n    while True:\n        pass\n\n\nspin()\n")
    timed_out, _, _, err = run(path, 1.0)
    assert timed_out
    assert f'"{path}", line 2 in spin' in err or f'"{path}", line 3 in spin' in err


def test_long_output_is_cut_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "talk.py"
    path.write_text("for n in range(100_000):\n    print(n)\n")
    timed_out, code, out, _ = run(path, 30)
    assert (timed_out, code) == (False, 0)
    assert len(out) <= 20_000
    assert out.endswith("99999\n")


def test_standard_input_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "ask.py"
    path.write_text("import sys\nprint(repr(sys.stdin.read()))\n")
    assert run(path, 30)[2] == "''\n"
