"""A quiz in the terminal: python quiz.py [questions.json]

The file holds [{"question": "…", "choices": ["…", …], "answer": "…"}, …]; without choices the
answer is typed.
"""

import json
import random
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = 10


@dataclass(frozen=True)
class Question:
    """A question; without `choices` any wording of the answer in another case will do."""

    text: str
    answer: str
    choices: tuple[str, ...] = ()

    def is_right(self, said: str) -> bool:
        """Whether what was said is the answer, or the letter or number of the right choice."""
        meant = plain(said)
        if self.choices and len(meant) == 1:
            place = "abcdefghi".find(meant) if meant.isalpha() else int(meant, 36) - 1
            if 0 <= place < len(self.choices):
                return self.choices[place] == self.answer
        return meant == plain(self.answer)


EXAMPLE = (
    Question("Which planet is closest to the sun?", "Mercury", ("Venus", "Mercury", "Mars")),
    Question("How many bits has a byte?", "8", ("4", "8", "16")),
    Question("What is the capital of France?", "Paris"),
    Question("中国最长的河是哪条？", "长江", ("黄河", "长江", "珠江")),
)


def plain(text: str) -> str:
    """A text as answers are compared: without case, width and blanks around it."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def read_questions(path: Path) -> list[Question]:
    """The questions of a JSON file; ValueError names what is wrong with which."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(entries, list) or not entries:
        raise ValueError(f"{path} holds no list of questions")
    questions = []
    for number, entry in enumerate(entries, 1):
        try:
            choices = tuple(map(str, entry.get("choices", ())))
            question = Question(str(entry["question"]), str(entry["answer"]), choices)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"{path}: question {number}: {error!r}") from error
        if choices and question.answer not in choices:
            raise ValueError(f"{path}: question {number}: its answer is none of the choices")
        questions.append(question)
    return questions


def play(
    questions: Sequence[Question],
    ask: Callable[[str], str] = input,
    say: Callable[[str], None] = print,
) -> tuple[int, int]:
    """(how many were right, how many were answered); the end of input ends the quiz."""
    right = answered = 0
    for number, question in enumerate(questions, 1):
        say(f"\n{number}. {question.text}")
        for letter, choice in zip("abcdefghi", question.choices, strict=False):
            say(f"   {letter}) {choice}")
        try:
            said = ask("> ")
        except (EOFError, KeyboardInterrupt):
            break
        answered += 1
        hit = question.is_right(said)
        right += hit
        say("Right!" if hit else f"No: {question.answer}")
    if answered:
        say(f"\n{right} of {answered} right ({right / answered:.0%}).")
    return right, answered


def main(words: Sequence[str]) -> int:
    """Ask a random selection of the questions; 1 for a file that cannot be used."""
    try:
        questions = read_questions(Path(words[0])) if words else list(EXAMPLE)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    play(random.sample(questions, min(QUESTIONS, len(questions))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
