"""How long does it take to route one task, and to have the model ready?

Run with `python benchmarks/route.py`; the answer goes to `benchmarks/results/route.json`. The
texts are the held-out utterances. Keyword matching over the same texts, which a router can hardly
be cheaper than, is what to compare with.
"""

import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from aios.contracts.skill import Skill
from aios.contracts.text import BM25, terms
from aios.kernel.router import Router

HERE = Path(__file__).parent
RESULT = HERE / "results" / "route.json"
ROUNDS = 5
COLD = """
import time
from aios.kernel.router import Router
began = time.perf_counter()
Router().route("warm up")
print((time.perf_counter() - began) * 1000)
"""


def texts() -> list[str]:
    """The texts of the held-out splits."""
    return [
        line.split("\t")[-1]
        for path in sorted((HERE.parent / "training").glob("heldout*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


def spread(took_ms: list[float]) -> dict[str, float]:
    """Median and tail."""
    cuts = quantiles(took_ms, n=100)
    return {
        "p50_ms": round(cuts[49], 3),
        "p95_ms": round(cuts[94], 3),
        "p99_ms": round(cuts[98], 3),
    }


def routed(router: Router, tasks: list[str]) -> dict[str, float]:
    """Each task routed several times; its best time, so that other programs do not count."""
    router.route(tasks[0])
    return spread([min(router.route(task).ms for _ in range(ROUNDS)) for task in tasks])


def keywords(tasks: list[str]) -> dict[str, float]:
    """The cheapest thing one could do: the terms of each text against those of nine skills."""
    index = BM25([terms(task) for task in tasks[:9]])

    def once(task: str) -> float:
        began = time.perf_counter()
        index.scores(terms(task))
        return (time.perf_counter() - began) * 1000

    return spread([min(once(task) for _ in range(ROUNDS)) for task in tasks])


def main() -> None:
    """Measure, print and write down."""
    tasks = texts()
    market = [
        Skill(id=f"s{n}", name=f"s{n}", description=text, keywords=(f"keyword{n}",))
        for n, text in enumerate(tasks[:100])
    ]
    cold = [
        subprocess.run([sys.executable, "-c", COLD], capture_output=True, check=True, text=True)
        for _ in range(3)
    ]
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    answer = {
        "texts": len(tasks),
        "route": routed(Router(), tasks),
        "route_with_100_installed_skills": routed(Router(skills=market), tasks),
        "keywords_only": keywords(tasks),
        "first_route_of_a_process_ms": round(min(float(run.stdout) for run in cold), 1),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "commit": commit.stdout.strip(),
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(answer, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(answer, indent=2))


if __name__ == "__main__":
    main()
