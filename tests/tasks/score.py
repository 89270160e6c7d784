"""How many tasks of a group are done without a model; it runs them all and stops at none.

python -m tests.tasks.score [kept_22|cases|…] [--area X] [--write docs/reference/task-scores.md]
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.tasks.case import Case
from tests.tasks.running import SEED, cases, judge, opened

ROOT = Path(__file__).parents[2]
LANGUAGES = ("zh", "en")
TITLES = {
    "cases": "Tasks the skills were built with",
    "kept_1": "The first set kept aside",
    "kept_2": "The second set kept aside",
    "kept_3": "The third set kept aside",
    "kept_4": "The fourth set kept aside",
    "kept_5": "The fifth set kept aside",
    "kept_6": "The sixth set kept aside",
    "kept_7": "The seventh set kept aside",
    "kept_8": "The eighth set kept aside",
    "kept_9": "The ninth set kept aside",
    "kept_10": "The tenth set kept aside",
    "kept_11": "The eleventh set kept aside",
    "kept_12": "The twelfth set kept aside",
    "kept_13": "The thirteenth set kept aside",
    "kept_14": "The fourteenth set kept aside",
    "kept_15": "The fifteenth set kept aside",
    "kept_16": "The sixteenth set kept aside",
    "kept_17": "The seventeenth set kept aside",
    "kept_18": "The eighteenth set kept aside",
    "kept_19": "The nineteenth set kept aside",
    "kept_20": "The twentieth set kept aside",
    "kept_21": "The twenty-first set kept aside",
    "kept_22": "The twenty-second set kept aside",
}
INTRO = """# Task scores

How many tasks in people's words are done without a model. Each runs in a folder of its own with
files made by chance, against servers on the same machine; what must hold of its answer is computed
apart from AIOS. A task fails too when it changes a file it was not allowed to, or crashes.

Tasks kept aside are written by somebody who has seen neither the code nor the other tasks, and are
not looked at before their first score is taken. Then they are read, what they show is mended, and
the next set is written: only first scores say how new words fare.
`python -m tests.tasks.score GROUP --write docs/reference/task-scores.md` measures again.
"""


@dataclass(frozen=True)
class Score:
    """What came of one task; `reason` is "" when it was done."""

    case: Case
    reason: str = ""

    @property
    def area(self) -> str:
        """The kind of work."""
        return self.case.area.partition(".")[2]


def measured(group: str, area: str, seed: int) -> list[Score]:
    """Run the tasks one after the other."""
    scores = []
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as aios:
        for case in cases(group, area):
            try:
                judge(aios, case, seed)
                reason = ""
            except Exception as error:  # noqa: BLE001 - whatever a task does, the next one runs
                first = str(error).strip().partition("\n")[0]
                reason = f"{type(error).__name__}: {first}"[:300]
            scores.append(Score(case, reason))
            sys.stderr.write("F" if reason else ".")
            sys.stderr.flush()
    sys.stderr.write("\n")
    return scores


def table(scores: Sequence[Score]) -> str:
    """Done of all, by area and language, as a Markdown table."""
    lines = ["| area | Chinese | English | all |", "|---|---|---|---|"]
    areas = sorted({s.area for s in scores})
    lines += (_row(area, [s for s in scores if s.area == area]) for area in areas)
    return "\n".join([*lines, _row("all", scores)])


def _row(name: str, scores: Sequence[Score]) -> str:
    groups = [[s for s in scores if s.case.language == language] for language in LANGUAGES]
    cells = (f"{sum(not s.reason for s in group)}/{len(group)}" for group in (*groups, scores))
    return f"| {name} | {' | '.join(cells)} |"


def page(before: str, group: str, scores: Sequence[Score]) -> str:
    """The page with this group's section put in, or in place of the one it had."""
    found = re.findall(r"^## (.+)\n([\s\S]*?)(?=^## |\Z)", before, re.MULTILINE)
    sections = {title: text.strip() for title, text in found}
    done = sum(not s.reason for s in scores)
    sections[TITLES[group]] = (
        f"{done} of {len(scores)} done; measured on {datetime.now(UTC):%Y-%m-%d} "
        f"at commit `{_commit()}`.\n\n{table(scores)}"
    )
    ordered = (
        f"## {title}\n\n{sections[title]}\n" for title in TITLES.values() if title in sections
    )
    return "\n".join([INTRO, *ordered])


def _commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    )
    return told.stdout.strip() or "unknown"


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.tasks.score", description=__doc__)
    parser.add_argument("group", nargs="?", choices=tuple(TITLES), default="kept_8")
    parser.add_argument("--area", default="", help="the tasks of one area only")
    parser.add_argument("--seed", type=int, default=SEED, help="other inputs")
    parser.add_argument("--why", action="store_true", help="say why tasks kept aside failed")
    parser.add_argument("--write", type=Path, help="the page that holds the scores")
    arguments = parser.parse_args(given)
    if arguments.write and arguments.area:
        parser.error("--write tells of a whole group; leave --area out")
    return arguments


def main(given: Sequence[str] | None = None) -> None:
    """Measure and tell."""
    asked = _arguments(given)
    scores = measured(asked.group, asked.area, asked.seed)
    told = [table(scores), *(_failure(s, asked.why or asked.group == "cases") for s in scores)]
    sys.stdout.write("\n".join(filter(None, told)) + "\n")
    if asked.write:
        before = asked.write.read_text("utf-8") if asked.write.exists() else ""
        asked.write.write_text(page(before, asked.group, scores), "utf-8")


def _failure(score: Score, why: bool) -> str:
    if not score.reason:
        return ""
    return f"failed: {score.area}/{score.case.name}" + (f": {score.reason}" if why else "")


if __name__ == "__main__":
    main()
