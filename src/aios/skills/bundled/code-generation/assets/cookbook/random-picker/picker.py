"""Draw names by lot: python picker.py names.txt [--count 3] [--history drawn.txt]"""

import argparse
import random
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

COUNT = 1


def read_names(path: Path) -> list[str]:
    """One name a line; blank lines do not count, ValueError if a name is there twice."""
    names = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    names = [name for name in names if name]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice} is in {path} more than once")
    return names


def draw(names: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """So many different names, each as likely as any other, in the order they were drawn."""
    if not 1 <= count <= len(names):
        raise ValueError(f"{count} of {len(names)} names cannot be drawn")
    return chance.sample(names, count)


def draw_prizes(
    names: Sequence[str], prizes: dict[str, int], chance: random.Random
) -> dict[str, list[str]]:
    """The winners of each prize; nobody wins twice."""
    winners = iter(draw(names, sum(prizes.values()), chance))
    return {prize: [next(winners) for _ in range(count)] for prize, count in prizes.items()}


def prize(text: str) -> tuple[str, int]:
    """A prize and how many there are, out of "First=1"."""
    name, _, count = text.rpartition("=")
    if not name or not count.isdigit() or int(count) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not like First=1")
    return name, int(count)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Draw names by lot.")
    parser.add_argument("file", type=Path, help="one name a line")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--prize", type=prize, nargs="+", help="such as First=1 Second=3")
    parser.add_argument("--history", type=Path, help="names drawn before are left out")
    parser.add_argument("--seed", type=int, help="the same seed draws the same names")
    options = parser.parse_args(arguments)
    chance = secrets.SystemRandom() if options.seed is None else random.Random(options.seed)
    history: Path | None = options.history
    try:
        before = set(read_names(history)) if history and history.exists() else set()
        names = [name for name in read_names(options.file) if name not in before]
        prizes = dict(options.prize) if options.prize else {"": options.count}
        drawn = draw_prizes(names, prizes, chance)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if history:
        with history.open("a", encoding="utf-8") as file:
            file.writelines(f"{name}\n" for winners in drawn.values() for name in winners)
    for title, winners in drawn.items():
        print(f"{title}: {', '.join(winners)}" if title else "\n".join(winners))
    return 0


if __name__ == "__main__":
    sys.exit(main())
