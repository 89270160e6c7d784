"""The command pattern: changes that can be undone and done again, here of a text.

history.do(Insert(document, 0, "Hello"))
history.undo(); history.redo()
"""

from dataclasses import dataclass, field
from typing import Protocol

MOST_STEPS = 100


class Command(Protocol):
    """A change and how to take it back."""

    def execute(self) -> None:
        """Make the change."""

    def undo(self) -> None:
        """Take it back."""


@dataclass
class History:
    """What was done, to be undone and redone; the oldest steps are forgotten."""

    most_steps: int = MOST_STEPS
    _done: list[Command] = field(default_factory=list)
    _undone: list[Command] = field(default_factory=list)

    def do(self, command: Command) -> None:
        """Make a change; what was undone before cannot be redone any more."""
        command.execute()
        self._done.append(command)
        self._undone.clear()
        del self._done[: -self.most_steps]

    def undo(self) -> bool:
        """Take the last change back; False if there is none."""
        if not self._done:
            return False
        command = self._done.pop()
        command.undo()
        self._undone.append(command)
        return True

    def redo(self) -> bool:
        """Make the change that was undone last again; False if there is none."""
        if not self._undone:
            return False
        command = self._undone.pop()
        command.execute()
        self._done.append(command)
        return True


@dataclass
class Document:
    """A text that commands change."""

    text: str = ""


@dataclass
class Insert:
    """Put a text into the document."""

    document: Document
    place: int
    text: str

    def execute(self) -> None:
        """Insert it."""
        before = self.document.text
        if not 0 <= self.place <= len(before):
            raise IndexError(f"the text has no place {self.place}")
        self.document.text = before[: self.place] + self.text + before[self.place :]

    def undo(self) -> None:
        """Take it out again."""
        before = self.document.text
        self.document.text = before[: self.place] + before[self.place + len(self.text) :]


@dataclass
class Delete:
    """Take a part of the document out."""

    document: Document
    start: int
    end: int
    _taken: str = ""

    def execute(self) -> None:
        """Remove it, and remember it."""
        before = self.document.text
        self._taken = before[self.start : self.end]
        self.document.text = before[: self.start] + before[self.end :]

    def undo(self) -> None:
        """Put it back."""
        before = self.document.text
        self.document.text = before[: self.start] + self._taken + before[self.start :]


if __name__ == "__main__":
    page, history = Document(), History()
    history.do(Insert(page, 0, "Hello world"))
    history.do(Delete(page, 5, 11))
    print(page.text)
    history.undo()
    print(page.text)
    history.redo()
    print(page.text)
