"""How much memory and time do questions to a CSV file of half a gigabyte take?

Run with `python benchmarks/big_csv.py [MB]`; the answer goes to `benchmarks/results/big_csv.json`.
The skill's own script is run as in a machine, by the Python that has the image's packages; the
whole machine of the action may have 1024 MB. The file is made of random rows and removed again.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from result import save  # noqa: E402 - found by the line above
from tests.conftest import guest  # noqa: E402

import aios  # noqa: E402

SKILLS = Path(aios.__file__).parent / "skills"
CARRIED = SKILLS.parent / "contracts" / "carried"
SCRIPTS = SKILLS / "bundled" / "data-analysis" / "scripts"
REGIONS = ("North", "South", "East", "West")
QUESTIONS = (
    ("analyze", "total amount by region"),
    ("analyze", "统计每个月的 amount 平均值"),
    ("analyze", "top 10 customers by amount"),
    ("analyze", "how many distinct customers are there"),
    ("analyze", "median amount per product"),
    ("analyze", "show the 5 rows with the largest amount"),
    ("summarize", ""),
    ("report", "generate a report"),
)


def write(path: Path, megabytes: int) -> int:
    """Random orders of about this size; the number of rows."""
    chance, rows = random.Random(7), 0
    with path.open("w", encoding="utf-8") as file:
        file.write("order_id,date,region,product,customer,units,amount\n")
        while file.tell() < megabytes * 2**20:
            block = []
            for _ in range(20_000):
                rows += 1
                block.append(
                    f"{rows},2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02},"
                    f"{chance.choice(REGIONS)},P{chance.randint(1, 500)},"
                    f"customer {chance.randint(1, 200_000)},{chance.randint(1, 90)},"
                    f"{chance.uniform(1, 9000):.2f}\n"
                )
            file.write("".join(block))
    return rows


def ask(path: Path, action: str, question: str) -> dict[str, Any]:
    """Seconds and peak MB of one action's process; `error` when it failed."""
    found = guest()
    assert found is not None, "the machine image is not built: aios vm build"
    with tempfile.TemporaryDirectory() as folder:
        parameters = {"file": str(path), **({"question": question} if question else {})}
        script = "report" if action == "report" else "analyze"
        request = {"action": action, "parameters": parameters, "language": "en", "text": question}
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(SKILLS / "sdk"), str(CARRIED), found[1])),
            "AIOS_OUT": folder,
            "AIOS_RESULT": f"{folder}/result.json",
        }
        began = time.perf_counter()
        process = subprocess.Popen(
            [found[0], str(SCRIPTS / f"{script}.py")], stdin=subprocess.PIPE, env=environment
        )
        assert process.stdin
        process.stdin.write(json.dumps(request).encode())
        process.stdin.close()
        _, _, usage = os.wait4(process.pid, 0)
        result = json.loads(Path(folder, "result.json").read_text(encoding="utf-8"))
    return {
        "seconds": round(time.perf_counter() - began, 1),
        "peak_mb": round(_peak_mb(usage)),
        **({"error": result["error"]["code"]} if "error" in result else {}),
    }


def _peak_mb(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Measure and save."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "orders.csv")
        rows = write(path, megabytes)
        asked = {}
        for action, question in QUESTIONS:
            asked[question or action] = ask(path, action, question)
            print(question or action, asked[question or action], flush=True)
    save("big_csv", {"megabytes": megabytes, "rows": rows, "questions": asked})


if __name__ == "__main__":
    main()
