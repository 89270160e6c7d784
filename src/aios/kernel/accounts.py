"""How much service each agent run has had: what least-attained-service goes by."""

from collections import OrderedDict
from dataclasses import dataclass

from aios.kernel.policy import LEAD_S

MAX_IDLE = 4096
# After such a pause an account that nobody ended is a new run.
PAUSE_S = 60.0
# One who comes back within this time had no long work in between.
SHORT_S = 1.0
# How much of the newest turn goes into the length that is expected of the next one.
NEWEST = 0.2


@dataclass(slots=True)
class Account:
    """Seconds had, wishes open, when it was last used, how long it stayed away before that."""

    attained_s: float = 0.0
    open: int = 0
    used_at: float = 0.0
    away_s: float | None = None


class Accounts:
    """Service in seconds per account.

    A turn is charged its expected length when it begins, so that a run with many calls at once
    does not take every slot; it is put right when it ends. A newcomer starts `LEAD_S` below those
    served now: it goes first for so long, not until it has had as much as runs hours old.
    """

    def __init__(self) -> None:
        self._accounts: OrderedDict[str, Account] = OrderedDict()
        self._level_s = 0.0
        self.expected_s = 0.0
        self.usual_away_s = 0.01

    def __len__(self) -> int:
        return len(self._accounts)

    def attained_s(self, name: str) -> float:
        """Seconds of service the account has had."""
        account = self._accounts.get(name)
        return account.attained_s if account is not None else 0.0

    def away_s(self, name: str) -> float | None:
        """How long the account stayed away between its last two wishes; None if unknown."""
        account = self._accounts.get(name)
        return account.away_s if account is not None else None

    def join(self, name: str, now: float) -> None:
        """A wish for a turn: from now until its `leave` the account is in use."""
        account = self._accounts.get(name)
        if account is None or (not account.open and now - account.used_at > PAUSE_S):
            account = self._accounts[name] = Account(max(0.0, self._level_s - LEAD_S))
        elif not account.open:
            account.away_s = now - account.used_at
            if account.away_s < SHORT_S:
                self.usual_away_s += NEWEST * (account.away_s - self.usual_away_s)
        account.open += 1
        account.used_at = now

    def begin(self, name: str) -> float:
        """The wish became a turn; the seconds charged beforehand."""
        account = self._accounts[name]
        self._level_s = account.attained_s
        account.attained_s += self.expected_s
        return self.expected_s

    def end(self, name: str, seconds: float, charged_s: float) -> None:
        """The turn took so long, not what was charged."""
        account = self._accounts[name]
        account.attained_s = max(0.0, account.attained_s + seconds - charged_s)
        self.expected_s += NEWEST * (seconds - self.expected_s)

    def leave(self, name: str, now: float) -> None:
        """The wish has ended, with or without a turn."""
        account = self._accounts[name]
        account.open -= 1
        account.used_at = now
        self._accounts.move_to_end(name)
        if len(self._accounts) > MAX_IDLE:
            self._drop_idle()

    def forget(self, name: str) -> None:
        """The run has ended: its name will not come again."""
        account = self._accounts.get(name)
        if account is not None and not account.open:
            del self._accounts[name]

    def _drop_idle(self) -> None:
        oldest = next(iter(self._accounts))
        if self._accounts[oldest].open:
            self._accounts.move_to_end(oldest)
        else:
            del self._accounts[oldest]
