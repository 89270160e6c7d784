"""Killed again and again, tasks go on where they were: nothing is lost, repeated or stuck.

Here a few kills; `python -m benchmarks.chaos` makes 200.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="it kills processes that it forks")
def test_killed_at_random_moments_nothing_is_lost_repeated_or_stuck() -> None:
    seed = os.environ.get("AIOS_TEST_SEED", "20260801")
    words = [sys.executable, "-m", "benchmarks.chaos", "--kills", str(KILLS), "--seed", seed]
    done = subprocess.run(
        [*words, "--json"], cwd=ROOT, capture_output=True, text=True, timeout=110, check=False
    )
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == KILLS and found["last_process_ended"], done.stderr
    assert found["tasks_accepted"] > 0 and found["calls_finished"] > found["tasks_accepted"]
    assert (found["tasks_lost"], found["tasks_stuck"]) == (0, 0)
    assert found["finished_calls_repeated"] == 0
    assert found["tasks_failed_otherwise"] == []
    assert found["tasks_given_up_after_five_vain_attempts"] == 0
