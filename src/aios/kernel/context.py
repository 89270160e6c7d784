"""The context manager: fits a conversation into a model's window and keeps what was cut."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from aios.contracts.errors import LimitReached, NotFound
from aios.contracts.messages import Message, Role
from aios.contracts.text import estimate_tokens
from aios.kernel.context_tokens import Count, tokens_of

FULL = 0.85
TARGET = 0.5
# So many of the newest turns keep their observations whole while older ones are cleared.
WHOLE_TURNS = 2
# Observations shorter than this are not worth clearing: what stands in their place is as long.
SHORT_CHARS = 200
CLEARED = "[cleared to make room: {count} earlier messages, kept as {ids}]"
OBSERVATION_CLEARED = "[{id}: an observation of {chars} characters, cleared to make room]"
_CLEARED = re.compile(r"\[(cut-\d+): an observation")
GO_ON = "(going on from here)"
SUMMED_UP = "[{count} earlier messages, summed up; they are kept as {ids}]\n{summary}"

Turn = tuple[Message, ...]


@dataclass
class Window:
    """One agent run's conversation: pinned messages first and never cut, then turns.

    A turn is what belongs together: a program and its traceback, a tool call and its answer.
    When the window is nearly full, it is made half empty at once: what is shown changes rarely,
    so that a server's cache of the beginning stays of use. First the observations of older turns
    are cleared, then the oldest turns; one note stands for these, and a summary may stand in the
    note. What was cut stays in `cut`. The newest turn is never dropped, and its observations are
    cleared only where nothing else makes it fit.

    Between two compactions every prompt begins with the bytes of the one before.
    """

    limit_tokens: int
    count: Count = estimate_tokens
    pinned: list[Message] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    note: Turn = ()
    cut: dict[str, Message] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    unsummed: list[str] = field(default_factory=list)
    summary: str = ""
    compactions: int = 0

    def pin(self, *messages: Message) -> None:
        """Keep messages at the front for good."""
        self.pinned += messages

    def add(self, *messages: Message) -> None:
        """Add a turn; when the window is nearly full, room is made first."""
        self.turns.append(messages)
        if self.used() > self.limit_tokens * FULL:
            self.make_room()

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
        return self.shown()

    def shown(self) -> tuple[Message, ...]:
        """What the model would be shown, however long it is."""
        return (*self.pinned, *self.note, *(message for turn in self.turns for message in turn))

    def rendered(self) -> bytes:
        """The prompt as bytes, one JSON line a message: equal prompts are equal bytes."""
        lines = (json.dumps(m.to_dict(), ensure_ascii=False) for m in self.shown())
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")

    def read_back(self, cut_id: str) -> Message:
        """A message that was cut; NotFound when there is none of that id."""
        if cut_id not in self.cut:
            known = f"cut-1 to cut-{len(self.cut)}" if self.cut else "none yet"
            raise NotFound(f"Nothing was cut as {cut_id!r}.", hint=f"There are: {known}.")
        return self.cut[cut_id]

    def used(self) -> int:
        """Tokens of everything that is shown."""
        return tokens_of(self.shown(), self.count)

    # ------------------------------------------------------------ summing up

    def to_sum_up(self) -> tuple[Message, ...]:
        """The messages that were dropped and that no summary speaks of yet."""
        return tuple(self.cut[cut_id] for cut_id in self.unsummed)

    def sum_up(self, summary: str) -> None:
        """Let a summary stand for all dropped messages; it has to speak of the one before too."""
        self.summary, self.unsummed = summary, []
        self._note(tuple(m.role for m in self.note))

    # ------------------------------------------------------------ making room

    def make_room(self) -> bool:
        """Make the window half empty, as far as can be; True when anything was cut."""
        before = self.shown()
        self._clear_observations()
        self._drop_turns()
        if self.turns and self.used() > self.limit_tokens:
            self.turns[-1] = tuple(self._cleared(m) for m in self.turns[-1])
        cut = self.shown() != before
        self.compactions += cut
        return cut

    def _full(self) -> bool:
        return self.used() > self.limit_tokens * TARGET

    def _clear_observations(self) -> None:
        for place in range(max(0, len(self.turns) - WHOLE_TURNS)):
            if not self._full():
                return
            self.turns[place] = tuple(self._cleared(m) for m in self.turns[place])

    def _cleared(self, message: Message) -> Message:
        if message.role == "assistant" or len(message.content) < SHORT_CHARS:
            return message
        return message.but(content=_told(self._keep(message), message))

    def _drop_turns(self) -> None:
        while len(self.turns) > 1 and self._full():
            turn = self.turns.pop(0)
            ids = [self._cleared_as(message) or self._keep(message) for message in turn]
            self.dropped += ids
            self.unsummed += ids
            self._note(tuple(m.role for m in self.note or turn))

    def _keep(self, message: Message) -> str:
        cut_id = f"cut-{len(self.cut) + 1}"
        self.cut[cut_id] = message
        return cut_id

    def _cleared_as(self, message: Message) -> str:
        """The id under which what the message stands for is kept already, "" for a whole one."""
        found = _CLEARED.match(message.content)
        kept = self.cut.get(found[1]) if found else None
        if found is None or kept is None or message.content != _told(found[1], kept):
            return ""
        return found[1]

    def _note(self, roles: Sequence[str]) -> None:
        """One note for all that was dropped.

        It has the roles of the first turn that went, for chat templates want them to alternate,
        but no answer of a tool without the call it answers.
        """
        ids = f"{self.dropped[0]} to {self.dropped[-1]}"
        form = SUMMED_UP if self.summary else CLEARED
        told = form.format(count=len(self.dropped), ids=ids, summary=self.summary)
        opening: Role = "assistant" if roles[0] == "assistant" else "user"
        closing: Role = "user" if opening == "assistant" else "assistant"
        self.note = (Message(role=opening, content=told),)
        if any((role == "assistant") == (closing == "assistant") for role in roles):
            self.note += (Message(role=closing, content=GO_ON),)


def _told(cut_id: str, message: Message) -> str:
    return OBSERVATION_CLEARED.format(id=cut_id, chars=len(message.content))
