"""Limits: what tasks, agents and owners may spend, and what a machine may use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aios.contracts.errors import BadRequest
from aios.contracts.record import Record


@dataclass(frozen=True, kw_only=True, eq=True)
class Budget(Record):
    """What a task may spend; None means no limit."""

    seconds: float | None = None
    tokens: int | None = None
    calls: int | None = None
    money: float | None = None


PERIODS = ("hour", "day", "month", "ever")


@dataclass(frozen=True, kw_only=True, eq=True)
class Allowance(Record):
    """What all tasks of an agent, or of an owner, may spend together in a period.

    `of` is agent or owner, `name` which one. A day begins at midnight in `zone`; in the period
    `ever` nothing begins anew. `source` is kept, or settings where it cannot be removed.
    """

    id: str
    of: str
    name: str
    budget: Budget
    per: str = "day"
    zone: str = "UTC"
    source: str = "kept"


@dataclass(frozen=True, kw_only=True, eq=True)
class Balance(Record):
    """How an allowance stands: what was `spent` in this `period`, and its limits as raised."""

    allowance: Allowance
    period: str
    spent: Budget = field(default_factory=Budget)
    limits: Budget = field(default_factory=Budget)

    @property
    def exhausted(self) -> str:
        """The first of its limits that is reached; "" while none is."""
        reached = (w for w, most in self.limits.items() if most is not None)
        return next((w for w in reached if (self.spent[w] or 0) >= self.limits[w]), "")


def strictest(one: Budget, other: Budget) -> Budget:
    """A budget that keeps both: each limit the smaller of the two."""
    limits = {name: [b[name] for b in (one, other) if b[name] is not None] for name in one}
    return Budget(**{name: min(found, default=None) for name, found in limits.items()})


def budget_from(value: Any) -> Budget:
    """A budget as users write it: None, a Budget, or a mapping of its limits; else BadRequest."""
    if value is None:
        return Budget()
    if isinstance(value, Budget):
        return value
    known = isinstance(value, Mapping) and set(value) <= set(Budget())
    if known and all(map(_is_limit, value.values())):
        return Budget(**value)
    raise BadRequest(
        f"A budget may limit {', '.join(Budget())}, each by a number above 0; got {value!r}.",
        hint='For example: "budget": {"seconds": 600, "tokens": 20000}',
        code="budget_malformed",
    )


def _is_limit(value: Any) -> bool:
    return value is None or (
        isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < float("inf")
    )


def allowance_from(value: Any) -> Allowance:
    """An allowance as users write it, in settings: {"agent" or "owner", "tokens", "per", …}."""
    if isinstance(value, Allowance):
        return value
    known = {"agent", "owner", "per", "zone", *Budget()}
    if not isinstance(value, Mapping) or not set(value) <= known:
        raise BadRequest(
            f"An entry of the setting budgets may have {', '.join(sorted(known))}; got {value!r}.",
            hint='For example: {"agent": "coder-agent", "tokens": 200000, "per": "day"}',
            code="budget_malformed",
        )
    budget = {what: value[what] for what in Budget() if what in value}
    facts = {name: value[name] for name in ("agent", "owner", "per", "zone") if name in value}
    return allowance(budget, source="settings", **facts)


def allowance(
    budget: Any,
    *,
    agent: str = "",
    owner: str = "",
    per: str = "day",
    zone: str = "UTC",
    source: str = "kept",
) -> Allowance:
    """A checked allowance; BadRequest (`budget_malformed`) says what is wrong.

    There is one for each agent or owner and period: a later one takes its place.
    """
    of, name = ("agent", agent) if agent else ("owner", owner)
    limits = budget_from(budget)
    wrong = (
        "is for an agent or for an owner"
        if not isinstance(name, str) or bool(agent) == bool(owner)
        else "limits something"
        if limits == Budget()
        else f"counts per {', '.join(PERIODS)}"
        if per not in PERIODS
        else ""
    )
    if wrong:
        raise BadRequest(
            f"A budget of many tasks {wrong}.",
            hint="For example: aios budget set --agent coder-agent --tokens 200000 --per day",
            code="budget_malformed",
        )
    key = f"{'settings-' * (source == 'settings')}{of}-{name}-{per}"
    return Allowance(id=key, of=of, name=name, budget=limits, per=per, zone=zone, source=source)


@dataclass(frozen=True, kw_only=True, eq=True)
class MachineLimits(Record):
    """What a machine may use. Sizes in MiB, times in seconds, counts as they are."""

    memory_mb: int = 1024
    disk_mb: int = 512
    processes: int = 128
    open_files: int = 512
    inodes: int = 65536
    cpus: float = 1.0
    output_bytes: int = 10 * 1024 * 1024
