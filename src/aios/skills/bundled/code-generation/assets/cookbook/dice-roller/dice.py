"""Roll dice: python dice.py 2d6+3 [--times 5] [--seed 1]"""

import argparse
import random
import re
import sys
from dataclasses import dataclass

COUNT = 2
SIDES = 6
MOST_DICE = 1000
NOTATION = re.compile(r"(?P<count>\d*)d(?P<sides>\d+|%)(?P<bonus>[+-]\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Dice:
    """So many dice with so many sides, and what is added to their sum."""

    count: int = COUNT
    sides: int = SIDES
    bonus: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST_DICE or self.sides < 2:
            raise ValueError(f"{self.count} dice of {self.sides} sides cannot be rolled")

    @property
    def lowest(self) -> int:
        return self.count + self.bonus

    @property
    def highest(self) -> int:
        return self.count * self.sides + self.bonus

    @property
    def mean(self) -> float:
        """What a roll gives on average."""
        return self.count * (self.sides + 1) / 2 + self.bonus

    def roll(self, chance: random.Random) -> "Roll":
        """Every die once."""
        return Roll(tuple(chance.randint(1, self.sides) for _ in range(self.count)), self.bonus)


@dataclass(frozen=True)
class Roll:
    """What the dice showed."""

    faces: tuple[int, ...]
    bonus: int = 0

    @property
    def total(self) -> int:
        return sum(self.faces) + self.bonus

    def __str__(self) -> str:
        bonus = f" {self.bonus:+d}" if self.bonus else ""
        return f"{' + '.join(map(str, self.faces))}{bonus} = {self.total}"


def parse(text: str) -> Dice:
    """Dice from their notation, as 2d6, d20, 3d8+2 or d%; ValueError for anything else."""
    found = NOTATION.fullmatch(text.replace(" ", ""))
    if found is None:
        raise ValueError(f"{text!r} is no dice such as 2d6+3")
    sides = 100 if found["sides"] == "%" else int(found["sides"])
    return Dice(int(found["count"] or 1), sides, int(found["bonus"] or 0))


def main(argv: list[str] | None = None) -> int:
    """Roll what the command line says."""
    parser = argparse.ArgumentParser(description="Roll dice.")
    parser.add_argument("dice", nargs="?", default=f"{COUNT}d{SIDES}")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--seed", type=int)
    given = parser.parse_args(argv)
    try:
        dice = parse(given.dice)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    chance = random.Random(given.seed)
    for _ in range(given.times):
        print(dice.roll(chance))
    return 0


if __name__ == "__main__":
    sys.exit(main())
