"""The context manager: fits a conversation into a model's window and keeps what was cut."""

from collections.abc import Callable
from dataclasses import dataclass, field

from aios.contracts.errors import LimitReached, NotFound
from aios.contracts.messages import Message
from aios.contracts.text import estimate_tokens

FULL = 0.85
TARGET = 0.5
TOKENS_AROUND_MESSAGE = 4
CLEARED = "[cleared to make room: {count} earlier messages, kept as cut-1 to cut-{count}]"

Turn = tuple[Message, ...]


@dataclass
class Window:
    """One agent run's conversation: pinned messages first and never cut, then turns.

    A turn is what belongs together: a program and its traceback, a tool call and its answer.
    When the window is nearly full, the oldest turns are cleared, down to half of it at once:
    what is shown changes rarely, so that a server's cache of the beginning stays of use. One
    note stands for all of them, in `cut` they are kept. The newest turn is never cleared.
    """

    limit_tokens: int
    count: Callable[[str], int] = estimate_tokens
    pinned: list[Message] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    note: Turn = ()
    cut: dict[str, Message] = field(default_factory=dict)

    def pin(self, *messages: Message) -> None:
        """Keep messages at the front for good."""
        self.pinned += messages

    def add(self, *messages: Message) -> None:
        """Add a turn; when the window is nearly full, old ones are cleared first."""
        self.turns.append(messages)
        if self.used() > self.limit_tokens * FULL:
            self._clear()

    def messages(self) -> tuple[Message, ...]:
        """What the model is shown; LimitReached when even that does not fit."""
        used = self.used()
        if used > self.limit_tokens:
            raise LimitReached(
                f"The conversation needs {used} tokens; the window has {self.limit_tokens}.",
                hint="Use a model with a larger context, or a smaller task.",
                code="context_full",
                details={"needed": used, "limit": self.limit_tokens},
            )
        return self._shown()

    def read_back(self, cut_id: str) -> Message:
        """A message that was cleared; NotFound when there is none of that id."""
        if cut_id not in self.cut:
            raise NotFound(f"Nothing was cleared as {cut_id!r}.", hint="See the window's `cut`.")
        return self.cut[cut_id]

    def used(self) -> int:
        """Tokens of everything that is shown."""
        return sum(self.count(m.content) + TOKENS_AROUND_MESSAGE for m in self._shown())

    def _shown(self) -> tuple[Message, ...]:
        return (*self.pinned, *self.note, *(message for turn in self.turns for message in turn))

    def _clear(self) -> None:
        while len(self.turns) > 1 and self.used() > self.limit_tokens * TARGET:
            turn = self.turns.pop(0)
            for message in turn:
                self.cut[f"cut-{len(self.cut) + 1}"] = message
            told = CLEARED.format(count=len(self.cut))
            # In the roles of the first turn that went: chat templates want them to alternate.
            self.note = tuple(message.but(content=told) for message in self.note or turn)


class ContextManager:
    """Makes windows."""

    def window(self, limit_tokens: int, count: Callable[[str], int] = estimate_tokens) -> Window:
        """An empty window of so many tokens."""
        return Window(limit_tokens=limit_tokens, count=count)
