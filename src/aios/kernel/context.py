"""The context manager: fits a conversation into a model's window and keeps what was cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aios.contracts.errors import LimitReached
from aios.contracts.messages import Message
from aios.contracts.text import estimate_tokens

FULL = 0.85
TARGET = 0.5
KEPT_TURNS = 4
CLEARED = "[an earlier observation of {tokens} tokens was cleared; it can be read back as {id}]"


@dataclass
class Window:
    """One agent run's messages: pinned ones first and never cut, then history."""

    limit_tokens: int
    count: Callable[[str], int] = estimate_tokens
    pinned: list[Message] = field(default_factory=list)
    history: list[Message] = field(default_factory=list)
    cut: dict[str, Message] = field(default_factory=dict)

    def pin(self, message: Message) -> None:
        """Keep a message at the front for good."""
        self.pinned.append(message)

    def add(self, message: Message) -> None:
        """Add a turn; when the window is nearly full, old observations are cleared first."""
        self.history.append(message)
        if self.used() > self.limit_tokens * FULL:
            self._clear()

    def messages(self) -> tuple[Message, ...]:
        """What the model is shown; LimitReached when even the pinned parts do not fit."""
        if self.used() > self.limit_tokens:
            raise LimitReached(
                f"The conversation needs {self.used()} tokens; the window has {self.limit_tokens}.",
                hint="Use a model with a larger context, or a smaller task.",
                code="context_full",
            )
        return (*self.pinned, *self.history)

    def read_back(self, cut_id: str) -> Message:
        """A message that was cleared."""
        return self.cut[cut_id]

    def used(self) -> int:
        """Tokens of everything that is shown."""
        return self._tokens((*self.pinned, *self.history))

    def _tokens(self, messages: Sequence[Message]) -> int:
        return sum(self.count(m.content) + 4 for m in messages)

    def _clear(self) -> None:
        for index, message in enumerate(self.history[:-KEPT_TURNS]):
            if self.used() <= self.limit_tokens * TARGET:
                return
            if message.role != "tool" or message.content.startswith("[an earlier"):
                continue
            cut_id = f"cut-{len(self.cut) + 1}"
            self.cut[cut_id] = message
            note = CLEARED.format(tokens=self.count(message.content), id=cut_id)
            self.history[index] = message.but(content=note)


class ContextManager:
    """Makes windows."""

    def window(self, limit_tokens: int, count: Callable[[str], int] = estimate_tokens) -> Window:
        """An empty window of so many tokens."""
        return Window(limit_tokens=limit_tokens, count=count)
