"""Warm machines: made ahead for the kinds that are asked for, handed out once, never again."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from aios.contracts.errors import AiosError
from aios.contracts.machine import MachineSpec, NetworkPolicy
from aios.contracts.ports import Machine

Make = Callable[[MachineSpec], Awaitable[Machine]]

_BACKOFF_S = 0.5
_BACKOFF_MAX_S = 30.0
_BREAKER = 5  # so many failures in a row, and only a success on the direct way closes it again
_KINDS = 4
_NOWHERE = NetworkPolicy(hosts=("nowhere.invalid",))  # a way out that leads to no host yet


@dataclass
class _Kind:
    """The machines kept for one kind of spec, with the time each was made."""

    spec: MachineSpec
    warm: deque[tuple[Machine, float]] = field(default_factory=deque)
    refill: asyncio.Task[None] | None = None
    failures: int = 0
    asked_at: float = 0.0
    fixed: bool = False  # its machines cannot be told later where they may go


class Pool:
    """Keeps up to `size` machines of each recently asked kind ready; `make` makes one.

    A kind is an image, a profile, limits, a backend, and whether there is a way out at all: which
    hosts it leads to, and variables, a machine is told when it is leased. Machines with files of
    the host, with secrets or from a snapshot are one-offs: they are made when asked for.
    """

    def __init__(
        self,
        make: Make,
        *,
        size: int = 3,
        max_age_s: float = 600.0,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._make = make
        self._size = size
        self._max_age_s = max_age_s
        self._now = now
        self._sleep = sleep
        self._kinds: OrderedDict[Hashable, _Kind] = OrderedDict()
        self._closed = False
        self._counts = {"hits": 0, "misses": 0, "made": 0, "failed": 0, "expired": 0}

    async def lease(self, spec: MachineSpec) -> Machine:
        """A machine nobody used before, and the caller's to destroy."""
        kind = await self._kind(spec)
        if kind is None:
            return await self._make(spec)
        machine = await self._warm(kind, spec)
        self._counts["hits" if machine else "misses"] += 1
        if machine is None:
            machine = await self._make(spec)
            kind.failures = 0
        self._refill(kind)
        return machine

    async def age(self) -> None:
        """Let go of machines that are too old, and of kinds nobody asked for in that time.

        To be called now and then.
        """
        now = self._now()
        for key, kind in list(self._kinds.items()):
            if now - kind.asked_at > self._max_age_s:
                del self._kinds[key]
                await self._drain(kind)
                continue
            while kind.warm and now - kind.warm[0][1] > self._max_age_s:
                await self._expire(kind.warm.popleft()[0])
            self._refill(kind)

    def stats(self) -> dict[str, Any]:
        """How many machines are warm, and how leases and refills went so far."""
        warm = sum(len(kind.warm) for kind in self._kinds.values())
        broken = sum(kind.failures >= _BREAKER for kind in self._kinds.values())
        return {"size": self._size, "warm": warm, "broken": broken, **self._counts}

    async def close(self) -> None:
        """Destroy what is warm; leases from now on are made directly. Idempotent."""
        self._closed = True
        while self._kinds:
            _, kind = self._kinds.popitem()
            await self._drain(kind)

    async def _kind(self, spec: MachineSpec) -> _Kind | None:
        if self._closed or self._size < 1 or spec.binds or spec.secrets or spec.snapshot:
            return None
        closed = spec.network.closed
        key = (spec.image, spec.profile, spec.limits, spec.backend, spec.min_isolation, closed)
        network = NetworkPolicy() if closed else _NOWHERE
        kind = self._kinds.setdefault(key, _Kind(spec.but(name="", env={}, network=network)))
        kind.asked_at = self._now()
        self._kinds.move_to_end(key)
        if len(self._kinds) > _KINDS:
            _, oldest = self._kinds.popitem(last=False)
            await self._drain(oldest)
        return None if kind.fixed and _differs(spec, kind) else kind

    async def _warm(self, kind: _Kind, spec: MachineSpec) -> Machine | None:
        """The oldest machine that is young enough, lives, and has become what is asked for."""
        while kind.warm:
            machine, made_at = kind.warm.popleft()
            if self._now() - made_at > self._max_age_s or not machine.ready:
                await self._expire(machine)
            elif not _differs(spec, kind) or await self._adopted(machine, spec):
                return machine
            else:
                kind.fixed = True
                await machine.destroy()
                return None
        return None

    @staticmethod
    async def _adopted(machine: Machine, spec: MachineSpec) -> bool:
        try:
            return await machine.adopt(spec)
        except BaseException:
            await machine.destroy()
            raise

    async def _expire(self, machine: Machine) -> None:
        self._counts["expired"] += 1
        await machine.destroy()

    def _refill(self, kind: _Kind) -> None:
        if self._closed or (kind.refill and not kind.refill.done()):
            return
        kind.refill = asyncio.create_task(self._fill(kind))

    async def _fill(self, kind: _Kind) -> None:
        while len(kind.warm) < self._size and kind.failures < _BREAKER:
            try:
                machine = await self._make(kind.spec)
            except AiosError:  # the next lease makes its own, and its caller learns why not
                kind.failures += 1
                self._counts["failed"] += 1
                await self._sleep(min(_BACKOFF_S * 2 ** (kind.failures - 1), _BACKOFF_MAX_S))
                continue
            kind.failures = 0
            self._counts["made"] += 1
            kind.warm.append((machine, self._now()))

    async def _drain(self, kind: _Kind) -> None:
        if kind.refill:
            kind.refill.cancel()
            await asyncio.gather(kind.refill, return_exceptions=True)
        while kind.warm:
            machine, _ = kind.warm.popleft()
            await machine.destroy()


def _differs(spec: MachineSpec, kind: _Kind) -> bool:
    """Whether a warm machine has to be told what it is for."""
    return bool(spec.env) or spec.network != kind.spec.network
