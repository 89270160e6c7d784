"""Guess the number: python guess.py"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

LOW = 1
HIGH = 100
ATTEMPTS = 7


@dataclass
class Game:
    """A secret number, and the guesses so far."""

    secret: int
    attempts: int = ATTEMPTS
    guesses: list[int] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Attempts that are left."""
        return self.attempts - len(self.guesses)

    @property
    def won(self) -> bool:
        return self.secret in self.guesses

    def guess(self, text: str) -> str:
        """What to say to a guess; ValueError, and no attempt lost, if it is no number in range."""
        if not text.strip().isascii() or not text.strip().isdigit():
            raise ValueError(f"{text.strip()!r} is no whole number.")
        number = int(text)
        if not LOW <= number <= HIGH:
            raise ValueError(f"The number is between {LOW} and {HIGH}.")
        self.guesses.append(number)
        if number == self.secret:
            return f"Yes! You needed {len(self.guesses)} of {self.attempts} attempts."
        hint = "Too low" if number < self.secret else "Too high"
        return f"{hint}; {self.left} left." if self.left else f"{hint}. It was {self.secret}."


def play(game: Game, ask: Callable[[str], str] = input, say: Callable[[str], None] = print) -> bool:
    """Ask until the number is found or the attempts are gone; whether it was found."""
    say(f"I think of a number between {LOW} and {HIGH}.")
    while game.left and not game.won:
        try:
            say(game.guess(ask("Your guess: ")))
        except ValueError as error:
            say(str(error))
        except (EOFError, KeyboardInterrupt):
            say(f"\nIt was {game.secret}.")
            break
    return game.won


if __name__ == "__main__":
    sys.exit(0 if play(Game(random.randint(LOW, HIGH))) else 1)
