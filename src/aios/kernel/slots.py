"""The slots of one model endpoint: who is on them, and what moving to another call would cost."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from aios.contracts.ports import Endpoint
from aios.kernel.gain import Gain
from aios.kernel.interrupt import Interrupt
from aios.kernel.policy import RANK, Ticket, batch_s, hold_s


@dataclass(slots=True, eq=False)
class Stint:
    """A call on a slot. `times` is how often it was broken off before; `back` whether its run was
    here before, `warm` whether its prompt was likely still in the cache when it began, `moved`
    whether its model had to be loaded.
    """

    ticket: Ticket
    endpoint: Endpoint
    began: float
    charged_s: float
    times: int = 0
    back: bool = False
    warm: bool = False
    moved: bool = False
    interrupt: Interrupt = field(default_factory=Interrupt)


class Slots:
    """One endpoint's slots. `warm` are the runs last served, whose prompts it may still have read;
    `kept` those a free slot waits for; `loaded` the models in its memory, as far as we asked.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.stints: dict[str, Stint] = {}
        self.warm: OrderedDict[str, None] = OrderedDict()
        self.kept: dict[str, tuple[int, asyncio.TimerHandle]] = {}
        self._loaded: OrderedDict[str, None] = OrderedDict()
        self._moved_at = float("-inf")
        self._by_warmth = Gain()
        self._by_staying = Gain()

    @property
    def size(self) -> int:
        """How many there are; one where somebody says none, for else nobody would ever go."""
        return max(1, self.endpoint.slots)

    @property
    def free(self) -> int:
        """How many slots nobody is on."""
        return self.size - len(self.stints)

    @property
    def prefers_warm(self) -> bool:
        """Whether a prompt in the cache makes an answer come sooner here, as far as was seen."""
        return self.endpoint.keeps_prefixes and self._by_warmth.pays

    def hold_s(self, usual_away_s: float) -> float:
        """How long a slot is kept for a run that is usually away so long between two calls."""
        return hold_s(usual_away_s, self._by_warmth.seconds) if self.prefers_warm else 0.0

    def admits(self, ticket: Ticket) -> bool:
        """Whether a slot is free for this ticket: one that is not kept for others of its rank."""
        free = self.free
        if free <= 0:
            return False
        if free > len(self.kept) or ticket.account in self.kept:
            return True
        return any(rank < RANK[ticket.priority] for rank, _timer in self.kept.values())

    def has_loaded(self, model: str) -> bool:
        """Whether the model can answer without being loaded first."""
        return not self.endpoint.models_held or model in self._loaded

    def stays_with_model(self, now: float) -> bool:
        """Whether calls for models that are not in memory still have to wait."""
        gain = self._by_staying
        held = self.endpoint.models_held and gain.pays
        return bool(held) and now - self._moved_at < batch_s(gain.seconds)

    def put(self, stint: Stint) -> None:
        """A call comes onto a slot that `admits` it."""
        account = stint.ticket.account
        stint.warm, stint.moved = account in self.warm, not self.has_loaded(stint.endpoint.model)
        self.stints[stint.ticket.id] = stint
        if self.endpoint.models_held:
            self._load(stint)
        if self.kept:
            self._use_kept(account)
        self.warm[account] = None
        self.warm.move_to_end(account)
        if len(self.warm) > self.size:
            self.warm.popitem(last=False)

    def keep(self, ticket: Ticket, seconds: float, expire: Callable[[str], None]) -> None:
        """Keep a free slot for the ticket's run; `expire` is called when it did not come back."""
        timer = asyncio.get_running_loop().call_later(seconds, expire, ticket.account)
        self.kept[ticket.account] = (RANK[ticket.priority], timer)

    def let_go(self, account: str) -> None:
        """Keep nothing for that run any more."""
        kept = self.kept.pop(account, None)
        if kept is not None:
            kept[1].cancel()

    def note_first_word(self, stint: Stint, after_s: float) -> None:
        """A call's first word took so long: its prompt was being read, its model loaded."""
        self._by_staying.note(avoided=not stint.moved, took_s=after_s)
        if stint.back and not stint.moved:  # what a run says first has to be read in any case
            self._by_warmth.note(avoided=stint.warm, took_s=after_s)

    def _load(self, stint: Stint) -> None:
        if stint.moved:
            self._moved_at = stint.began
        self._loaded[stint.endpoint.model] = None
        self._loaded.move_to_end(stint.endpoint.model)
        while len(self._loaded) > self.endpoint.models_held:
            self._loaded.popitem(last=False)

    def _use_kept(self, account: str) -> None:
        """The slot just taken was kept for this run, or else for the least urgent one."""
        if account in self.kept:
            self.let_go(account)
        elif self.free < len(self.kept):
            self.let_go(min(self.kept, key=lambda name: self.kept[name][0]))
