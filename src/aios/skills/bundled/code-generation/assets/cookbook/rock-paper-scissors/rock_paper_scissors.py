"""Rock, paper, scissors against the computer: python rock_paper_scissors.py"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

ROUNDS = 3  # the first to win more than half of them wins the match
BEATS = {"rock": "scissors", "scissors": "paper", "paper": "rock"}
NAMES = {
    **{name[0]: name for name in BEATS},
    **{name: name for name in BEATS},
    "石头": "rock",
    "剪刀": "scissors",
    "布": "paper",
}


def move_of(text: str) -> str:
    """The move a player typed: its name, its first letter or the Chinese word; else ValueError."""
    try:
        return NAMES[text.strip().lower()]
    except KeyError:
        raise ValueError(f"{text.strip()!r} is none of rock, paper, scissors.") from None


def outcome(mine: str, theirs: str) -> int:
    """1 when `mine` wins, -1 when it loses, 0 for a draw."""
    if mine == theirs:
        return 0
    return 1 if BEATS[mine] == theirs else -1


@dataclass
class Match:
    """The points so far; a draw gives none and is played again."""

    rounds: int = ROUNDS
    points: dict[int, int] = field(default_factory=lambda: {1: 0, -1: 0, 0: 0})

    @property
    def needed(self) -> int:
        """Rounds that win the match."""
        return self.rounds // 2 + 1

    @property
    def over(self) -> bool:
        return max(self.points[1], self.points[-1]) >= self.needed

    def play(self, mine: str, theirs: str) -> str:
        """Count one round and say how it ended."""
        result = outcome(mine, theirs)
        self.points[result] += 1
        said = {1: "you win", -1: "you lose", 0: "a draw"}[result]
        return f"{mine} against {theirs}: {said} ({self.points[1]}:{self.points[-1]})"


def play(
    match: Match,
    choose: Callable[[], str] = lambda: random.choice(list(BEATS)),
    ask: Callable[[str], str] = input,
    say: Callable[[str], None] = print,
) -> bool:
    """Play until one side has won or input ends; whether the player won."""
    while not match.over:
        try:
            say(match.play(move_of(ask("rock, paper or scissors? ")), choose()))
        except ValueError as error:
            say(str(error))
        except (EOFError, KeyboardInterrupt):
            say("\nGood bye.")
            return False
    won = match.points[1] > match.points[-1]
    say("You win the match." if won else "The computer wins the match.")
    return won


if __name__ == "__main__":
    sys.exit(0 if play(Match()) else 1)
