"""The slots of one model endpoint: who is on them, and what moving to another call would cost."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from aios.contracts.ports import Endpoint
from aios.kernel.interrupt import Interrupt
from aios.kernel.policy import BATCH_S, BURST_S, RANK, Ticket

# For how long a free slot is kept for a run whose prompt is in the cache: about as long as the
# reading of another prompt takes, within these bounds.
SHORTEST_HOLD_S, LONGEST_HOLD_S = 0.01, 0.25
# How much of the newest wait for a first word goes into what is expected.
NEWEST = 0.3


@dataclass(slots=True, eq=False)
class Stint:
    """A call on a slot. `times` is how often it was broken off before."""

    ticket: Ticket
    endpoint: Endpoint
    began: float
    charged_s: float
    times: int = 0
    interrupt: Interrupt = field(default_factory=Interrupt)


class Slots:
    """One endpoint's slots. `warm` are the runs last served, whose prompts it may still have read;
    `kept` those a free slot waits for; `loaded` the models in its memory, as far as we asked.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.stints: dict[str, Stint] = {}
        self.warm: OrderedDict[str, float] = OrderedDict()
        self.kept: dict[str, tuple[int, asyncio.TimerHandle]] = {}
        self.loaded: OrderedDict[str, None] = OrderedDict()
        self.moved_at = float("-inf")
        self._first_s = 0.0

    @property
    def free(self) -> int:
        """How many slots nobody is on."""
        return self.endpoint.slots - len(self.stints)

    @property
    def hold_s(self) -> float:
        """How long a slot is kept for a run that may come back; 0 where nothing is gained."""
        if not self.endpoint.keeps_prefixes:
            return 0.0
        return min(LONGEST_HOLD_S, max(SHORTEST_HOLD_S, self._first_s))

    def admits(self, ticket: Ticket) -> bool:
        """Whether a slot is free for this ticket: one that is not kept for others of its rank."""
        free = self.free
        if free <= 0:
            return False
        if free > len(self.kept) or ticket.account in self.kept:
            return True
        return any(rank < RANK[ticket.priority] for rank, _timer in self.kept.values())

    def is_warm(self, account: str, now: float) -> bool:
        """Whether the run's prompt is likely in the cache, and it has not had its burst yet."""
        since = self.warm.get(account)
        return since is not None and now - since < BURST_S

    def has_loaded(self, model: str) -> bool:
        """Whether the model can answer without being loaded first."""
        return not self.endpoint.models_held or model in self.loaded

    def stays_with_model(self, now: float) -> bool:
        """Whether calls for other models still have to wait."""
        return bool(self.endpoint.models_held) and now - self.moved_at < BATCH_S

    def put(self, stint: Stint) -> None:
        """A call comes onto a slot that `admits` it."""
        account = stint.ticket.account
        self.stints[stint.ticket.id] = stint
        self._note_model(stint)
        if self.kept:
            self._use_kept(account)
        if self.is_warm(account, stint.began):
            self.warm.move_to_end(account)
        else:
            self.warm.pop(account, None)
            self.warm[account] = stint.began
        if len(self.warm) > self.endpoint.slots:
            self.warm.popitem(last=False)

    def keep(self, ticket: Ticket, expire: Callable[[str], None]) -> None:
        """Keep a free slot for the ticket's run; `expire` is called when it did not come back."""
        timer = asyncio.get_running_loop().call_later(self.hold_s, expire, ticket.account)
        self.kept[ticket.account] = (RANK[ticket.priority], timer)

    def let_go(self, account: str) -> None:
        """Keep nothing for that run any more."""
        kept = self.kept.pop(account, None)
        if kept is not None:
            kept[1].cancel()

    def note_first_word(self, after_s: float) -> None:
        """A call's first word took so long: the prompt was being read."""
        self._first_s += NEWEST * (after_s - self._first_s)

    def _note_model(self, stint: Stint) -> None:
        held, model = self.endpoint.models_held, stint.endpoint.model
        if not held:
            return
        if model not in self.loaded:
            self.moved_at = stint.began
        self.loaded[model] = None
        self.loaded.move_to_end(model)
        while len(self.loaded) > held:
            self.loaded.popitem(last=False)

    def _use_kept(self, account: str) -> None:
        """The slot just taken was kept for this run, or else for the least urgent one."""
        if account in self.kept:
            self.let_go(account)
        elif self.free < len(self.kept):
            self.let_go(min(self.kept, key=lambda name: self.kept[name][0]))
