"""Count lines, words and characters of texts, and their most common words.

python word_count.py book.txt --top 10      cat book.txt | python word_count.py
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

TOP = 10
WORD = re.compile(r"[\u4e00-\u9fff]|[^\W_]+(?:['’-][^\W_]+)*")
CHINESE = re.compile(r"([\u4e00-\u9fff])")


@dataclass
class Statistics:
    """What was counted."""

    lines: int = 0
    characters: int = 0
    words: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All words."""
        return self.words.total()


def words_of(text: str) -> list[str]:
    """The words in lower case: don't and well-known are one, each Chinese character is one."""
    return WORD.findall(CHINESE.sub(r" \1 ", text.lower()))


def count_words(text: str) -> Counter[str]:
    """How often each word occurs."""
    return Counter(words_of(text))


def count(lines: Iterable[str]) -> Statistics:
    """The statistics of lines as they are read."""
    found = Statistics()
    for line in lines:
        found.lines += 1
        found.characters += len(line)
        found.words.update(words_of(line))
    return found


def report(name: str, found: Statistics, top: int) -> str:
    """The statistics as text."""
    head = f"{name}: {found.lines} lines, {found.total} words, {found.characters} characters"
    return "\n".join([head, *(f"{n:>8}  {word}" for word, n in found.words.most_common(top))])


def main(argv: list[str] | None = None) -> int:
    """Report on each file, or on what comes in; 1 if a file cannot be read."""
    parser = argparse.ArgumentParser(description="Count words.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--top", type=int, default=TOP, help="how many words to show")
    given = parser.parse_args(argv)
    if not given.files:
        print(report("input", count(sys.stdin), given.top))
    status = 0
    for path in given.files:
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                print(report(str(path), count(file), given.top))
        except OSError as error:
            print(f"{path}: {error.strerror}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
