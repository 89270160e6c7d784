"""Bricks: who is best, what is late, what each one pays, and what a command picks out."""

from datetime import date
from pathlib import Path

SAMPLE = Path("sample.txt")


class Leaderboard:
    """The best score of each player.

    >>> board = Leaderboard()
    >>> board.add("Ann", 5)
    >>> board.add("Bo", 9)
    >>> board.add("Ann", 3)
    >>> board.top(1), board.rank("Ann"), board.score("Ann")
    ([('Bo', 9)], 2, 5)
    """

    def __init__(self) -> None:
        self._best: dict[str, float] = {}

    def add(self, name: str, score: float) -> None:
        """Note a score; the best one of a player stays."""
        if name not in self._best or score > self._best[name]:
            self._best[name] = score

    def top(self, n: int = 10) -> list[tuple[str, float]]:
        """The best players with their scores, the best first."""
        ordered = sorted(self._best.items(), key=lambda pair: -pair[1])
        return ordered[: max(n, 0)]

    def rank(self, name: str) -> int:
        """The place of a player, 1 for the best; equal scores share a place."""
        own = self._best[name]
        return 1 + sum(score > own for score in self._best.values())

    def score(self, name: str) -> float:
        """The best score of a player."""
        return self._best[name]

    def remove(self, name: str) -> None:
        """Forget a player."""
        del self._best[name]

    def __len__(self) -> int:
        return len(self._best)


def overdue(borrowed: str, returned: str, days: int = 28) -> int:
    """How many days late something came back, 0 if in time.

    >>> overdue("2026-01-01", "2026-01-31"), overdue("2026-01-01", "2026-01-29")
    (2, 0)
    """
    kept = date.fromisoformat(returned) - date.fromisoformat(borrowed)
    return max(0, kept.days - days)


def split_bill(total: float, people: int, tip: float = 0) -> float:
    """What each person pays, with a tip in percent, rounded to cents.

    >>> split_bill(100, 4), split_bill(100, 4, 10)
    (25.0, 27.5)
    """
    if people < 1:
        raise ValueError("there must be at least one person")
    return round(total * (1 + tip / 100) / people, 2)


def long_lines(source: Path, length: int = 80) -> list[str]:
    """The lines of a file that are longer than so many characters.

    >>> _ = SAMPLE.write_text("abc\\nabcdef\\n")
    >>> long_lines(SAMPLE, 3)
    ['abcdef']
    """
    lines = source.read_text(encoding="utf-8-sig").splitlines()
    return [line for line in lines if len(line) > length]


def count_files(folder: Path, ext: str = "") -> int:
    """How many files a folder and those below it have, of one extension where it is given.

    >>> place = SAMPLE.parent / "count_files"
    >>> place.mkdir(exist_ok=True)
    >>> _ = (place / "a.txt").write_text("a")
    >>> count_files(place, "txt"), count_files(place, ".md")
    (1, 0)
    """
    wanted = f".{ext.lower().lstrip('*.')}" if ext else ""
    files = (path for path in Path(folder).rglob("*") if path.is_file())
    return sum(path.name.lower().endswith(wanted) for path in files)
