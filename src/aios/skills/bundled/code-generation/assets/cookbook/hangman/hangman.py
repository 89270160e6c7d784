"""Hangman: python hangman.py [FILE WITH WORDS]"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

LIVES = 7
WORDS = ("python", "keyboard", "elephant", "mountain", "library", "umbrella", "rhythm", "galaxy")


@dataclass
class Game:
    """A word to find, and the letters tried so far."""

    word: str
    lives: int = LIVES
    tried: set[str] = field(default_factory=set)

    @property
    def wrong(self) -> set[str]:
        """Letters that are not in the word."""
        return self.tried - set(self.word)

    @property
    def left(self) -> int:
        return self.lives - len(self.wrong)

    @property
    def won(self) -> bool:
        return set(self.word) <= self.tried

    def shown(self) -> str:
        """The word with the letters that were found."""
        return " ".join(letter if letter in self.tried else "_" for letter in self.word)

    def guess(self, text: str) -> bool:
        """Whether the letter is in the word; ValueError for what is no new letter."""
        letter = text.strip().lower()
        if len(letter) != 1 or not letter.isalpha():
            raise ValueError("Type one letter.")
        if letter in self.tried:
            raise ValueError(f"You tried {letter} before.")
        self.tried.add(letter)
        return letter in self.word


def words_of(path: Path) -> list[str]:
    """The words of a file, one a line; ValueError if there are none."""
    words = [line.strip().lower() for line in path.read_text(encoding="utf-8").splitlines()]
    found = [word for word in words if word.isalpha()]
    if not found:
        raise ValueError(f"{path} has no words")
    return found


def play(game: Game, ask: Callable[[str], str] = input, say: Callable[[str], None] = print) -> bool:
    """Ask for letters until the word is found or the lives are gone; whether it was found."""
    while game.left and not game.won:
        say(f"{game.shown()}   lives: {game.left}   wrong: {' '.join(sorted(game.wrong)) or '-'}")
        try:
            game.guess(ask("Letter: "))
        except ValueError as error:
            say(str(error))
    say(f"{'You found' if game.won else 'It was'}: {game.word}")
    return game.won


if __name__ == "__main__":
    try:
        chosen = words_of(Path(sys.argv[1])) if sys.argv[1:] else WORDS
        play(Game(random.choice(chosen)))
    except (EOFError, KeyboardInterrupt):
        print("\nbye")
    except (OSError, ValueError) as error:
        sys.exit(f"error: {error}")
