"""A grade book.

python grades.py add NAME SUBJECT GRADE     python grades.py remove NAME [SUBJECT]
python grades.py show NAME                  python grades.py report
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

DEFAULT_FILE = "grades.json"
PASS_MARK = 60
BEST = 100


class GradeError(Exception):
    """The command cannot be carried out; the text says why."""


@dataclass(frozen=True)
class Subject:
    """The figures of one subject."""

    name: str
    count: int
    average: float
    best: float
    worst: float
    pass_rate: float


class GradeBook:
    """Grades by student and subject; every change is on disk when the call returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.grades: dict[str, dict[str, float]] = self._read()

    def add(self, name: str, subject: str, grade: float) -> None:
        """Set a grade, a new one or instead of an old one."""
        if not name.strip() or not subject.strip():
            raise GradeError("A name and a subject are needed.")
        if not 0 <= grade <= BEST:
            raise GradeError(f"A grade is between 0 and {BEST}, not {grade:g}.")
        self.grades.setdefault(name, {})[subject] = grade
        self._save()

    def remove(self, name: str, subject: str = "") -> None:
        """Forget a grade, or the student."""
        if name not in self.grades or (subject and subject not in self.grades[name]):
            raise GradeError(f"There is no {subject or 'student'} of {name}.")
        if subject:
            del self.grades[name][subject]
        if not subject or not self.grades[name]:
            del self.grades[name]
        self._save()

    def ranking(self) -> list[tuple[int, str, float, float]]:
        """(rank, name, total, average), the best first; equal totals share a rank."""
        totals = {name: sum(grades.values()) for name, grades in self.grades.items()}
        ordered = sorted(totals, key=lambda name: (-totals[name], name))
        return [
            (
                1 + sum(t > totals[name] for t in totals.values()),
                name,
                totals[name],
                mean(self.grades[name].values()),
            )
            for name in ordered
        ]

    def subjects(self) -> list[Subject]:
        """The figures of every subject, by name."""
        names = sorted({subject for grades in self.grades.values() for subject in grades})
        return [self._subject(name) for name in names]

    def _subject(self, name: str) -> Subject:
        grades = [found[name] for found in self.grades.values() if name in found]
        passed = sum(grade >= PASS_MARK for grade in grades)
        return Subject(
            name, len(grades), mean(grades), max(grades), min(grades), passed / len(grades)
        )

    def _read(self) -> dict[str, dict[str, float]]:
        if not self.path.exists():
            return {}
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            return {
                name: {s: float(g) for s, g in grades.items()} for name, grades in found.items()
            }
        except (ValueError, TypeError, AttributeError) as error:
            raise GradeError(f"{self.path} is no grade book: {error}") from error

    def _save(self) -> None:
        half = self.path.with_suffix(".part")
        half.write_text(json.dumps(self.grades, ensure_ascii=False, indent=2), encoding="utf-8")
        half.replace(self.path)


def report(book: GradeBook) -> str:
    """Ranks and subjects as text."""
    ranks = [
        f"{rank:>3}. {name}  {total:g} (mean {average:.1f})"
        for rank, name, total, average in book.ranking()
    ]
    figures = [
        f"{s.name}: mean {s.average:.1f}, best {s.best:g}, worst {s.worst:g}, "
        f"passed {s.pass_rate:.0%} of {s.count}"
        for s in book.subjects()
    ]
    return "\n".join([*ranks, *figures]) or "No grades yet."


def run(book: GradeBook, given: argparse.Namespace) -> str:
    """Carry out one command and return what to show."""
    match given.command:
        case "add":
            book.add(given.name, given.subject, given.grade)
            return f"{given.name} {given.subject}: {given.grade:g}"
        case "remove":
            book.remove(given.name, given.subject)
            return "removed"
        case "show":
            if given.name not in book.grades:
                raise GradeError(f"There is no student {given.name}.")
            return "\n".join(f"{s}: {g:g}" for s, g in sorted(book.grades[given.name].items()))
    return report(book)


def main(argv: list[str] | None = None) -> int:
    """The command line; 1 on errors."""
    parser = argparse.ArgumentParser(description="A grade book.")
    parser.add_argument("--file", type=Path, default=Path(DEFAULT_FILE))
    commands = parser.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add")
    adding.add_argument("name")
    adding.add_argument("subject")
    adding.add_argument("grade", type=float)
    removing = commands.add_parser("remove")
    removing.add_argument("name")
    removing.add_argument("subject", nargs="?", default="")
    commands.add_parser("show").add_argument("name")
    commands.add_parser("report")
    given = parser.parse_args(argv)
    try:
        print(run(GradeBook(given.file), given))
    except (GradeError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
