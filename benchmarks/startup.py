"""How long until AIOS is ready? CPU milliseconds over bare Python, and the first run of a task.

Run with `python benchmarks/startup.py`; the answer goes to `benchmarks/results/startup.json`.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.result import save

RUNS = 7
AIOS = str(Path(sys.executable).parent / "aios")
DATA = Path(__file__).parents[1] / "examples" / "data" / "sales.csv"
PROBES = {
    "import_aios": [sys.executable, "-c", "import aios"],
    "from_aios_import_AIOS": [sys.executable, "-c", "from aios import AIOS"],
    "aios_help": [AIOS, "--help"],
}


def cpu_ms(argv: list[str], env: dict[str, str]) -> float:
    """The CPU time of a process that runs to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(argv, check=True, capture_output=True, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def wall_s(argv: list[str], env: dict[str, str]) -> float:
    """The wall time of a process that runs to its end."""
    began = time.perf_counter()
    subprocess.run(argv, check=True, capture_output=True, env=env)
    return time.perf_counter() - began


def main() -> None:
    """Measure and save."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "AIOS_WORKSPACE": folder, "OLLAMA_HOST": "http://127.0.0.1:9"}
        bare = median(cpu_ms([sys.executable, "-c", "pass"], env) for _ in range(RUNS))
        over = {
            name: round(median(cpu_ms(argv, env) for _ in range(RUNS)) - bare, 1)
            for name, argv in PROBES.items()
        }
        task = [AIOS, "run", f"total sales by region in {DATA}"]
        runs = [wall_s(task, env) for _ in range(5)]
    save(
        "startup",
        {
            "bare_python_cpu_ms": round(bare, 1),
            "cpu_ms_over_bare_python": over,
            "aios_run_small_csv_wall_s": {
                "min": round(min(runs), 2),
                "median": round(median(runs), 2),
            },
        },
    )


if __name__ == "__main__":
    main()
