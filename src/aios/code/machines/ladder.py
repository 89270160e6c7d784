"""The ladder of isolation: which backend makes a machine, and why the others do not."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aios.contracts.errors import AiosError, IsolationUnavailable, NotFound
from aios.contracts.machine import Level, MachineSpec, Probe
from aios.contracts.ports import MachineBackend
from aios.contracts.record import Record

ON_LINUX = "run AIOS on Linux: in WSL 2 on Windows, in a virtual machine on macOS"


@dataclass(frozen=True, kw_only=True, eq=True)
class Rung(Record):
    """A kind of machine. `native` is False where programs run slower than on the host itself;
    `absent` and `fix` say why it is not among the backends, and what to do about it."""

    name: str
    level: int
    native: bool = True
    absent: str = ""
    fix: str = ""


RUNGS = (
    Rung(
        name="microsandbox",
        level=Level.MICROVM,
        absent="it is switched off here",
        fix="aios vm build microsandbox",
    ),
    Rung(
        name="qemu",
        level=Level.NO_SHARED_KERNEL,
        native=False,
        absent="it is switched off here",
        fix="aios vm build qemu",
    ),
    Rung(
        name="wasi",
        level=Level.NO_SHARED_KERNEL,
        native=False,
        absent="it is switched off here",
        fix="aios vm build wasi",
    ),
    Rung(
        name="namespaces",
        level=Level.NAMESPACES,
        absent="it is switched off here"
        if sys.platform == "linux"
        else f"it needs Linux, and this is {sys.platform}",
        fix=ON_LINUX,
    ),
    Rung(
        name="landlock",
        level=Level.LSM,
        absent="it is switched off here"
        if sys.platform == "linux"
        else f"it needs Linux, and this is {sys.platform}",
        fix=ON_LINUX,
    ),
    Rung(
        name="process",
        level=Level.PROCESS,
        absent="it isolates nothing, so it is off unless asked for",
        fix="aios run --unsafe-host-exec …",
    ),
)


class Ladder:
    """Chooses among backends; `min_isolation` is the floor that no machine goes below.

    A spec may ask for more than the floor, never for less: a spec's default (30) is not a wish
    of its own, so that a person who lowered the floor for a run is obeyed.
    """

    def __init__(
        self,
        backends: Sequence[MachineBackend],
        *,
        min_isolation: int,
        on_progress: Callable[[str], None] | None = None,
    ) -> None:
        self._backends = {backend.name: backend for backend in backends}
        self._floor = min_isolation
        self._on_progress = on_progress
        self._proved: set[str] = set()
        self._proving = asyncio.Lock()

    async def choose(self, spec: MachineSpec) -> MachineBackend:
        """The strongest native-speed backend that fits the spec and works; else a slower one.

        Where none works as it is, those that first have to be prepared are, in the same order.
        Raises IsolationUnavailable, with every backend that was tried and why not, and NotFound
        for a backend nobody has heard of.
        """
        required = self._required(spec)
        tried: dict[str, Probe] = {}
        fitting: list[MachineBackend] = []
        for backend in self._candidates(spec):
            misfit = self._misfit(backend, spec, required)
            if misfit is None:
                fitting.append(backend)
            probe = misfit or await self._prove(backend)
            if probe.ok:
                return backend
            tried[backend.name] = probe
        for backend in fitting:
            tried[backend.name] = await self._prepared(backend, tried[backend.name])
            if tried[backend.name].ok:
                return backend
        raise _unavailable(required, spec, list(tried.values()))

    async def doctor(self, *, deep: bool = True) -> list[Probe]:
        """Every rung, strongest first: whether it works here, why not, and what would mend it."""
        probes = []
        known = {rung.name for rung in RUNGS}
        for rung in RUNGS:
            backend = self._backends.get(rung.name)
            probes.append(await backend.probe(deep=deep) if backend else _absent(rung))
        others = [b for name, b in self._backends.items() if name not in known]
        probes += [await backend.probe(deep=deep) for backend in others]
        return sorted(probes, key=lambda probe: -probe.level)

    def _required(self, spec: MachineSpec) -> int:
        wished = spec.min_isolation if spec.min_isolation > Level.NAMESPACES else 0
        return max(self._floor, wished)

    def _candidates(self, spec: MachineSpec) -> list[MachineBackend]:
        if spec.backend:
            if spec.backend in self._backends:
                return [self._backends[spec.backend]]
            return self._missing(spec)
        slow = {rung.name for rung in RUNGS if not rung.native}
        ranked = self._backends.values()
        return sorted(ranked, key=lambda b: (b.name in slow and not b.native, -b.level))

    def _missing(self, spec: MachineSpec) -> list[MachineBackend]:
        for rung in RUNGS:
            if rung.name == spec.backend:
                raise _unavailable(self._required(spec), spec, [_absent(rung)])
        known = ", ".join(sorted({*self._backends, *(rung.name for rung in RUNGS)}))
        raise NotFound(
            f"there is no machine backend {spec.backend!r}; known: {known}",
            hint="see them with: aios doctor",
        )

    def _misfit(self, backend: MachineBackend, spec: MachineSpec, required: int) -> Probe | None:
        """Why the backend is out of the question, or None when it only has to prove itself.

        Who asks for a backend by its name takes what it can do.
        """
        fix = ""
        if backend.level < required:
            reason = f"its level is {backend.level}, below the {required} required"
            if required == self._floor and backend.level >= Level.LSM:
                fix = f"or accept level {backend.level}: AIOS_MIN_ISOLATION={backend.level}"
        elif spec.profile not in backend.profiles and not spec.backend:
            reason = f"it has no {spec.profile} profile"
        else:
            return None
        return Probe(name=backend.name, level=backend.level, ok=False, reason=reason, fix=fix)

    async def _prepared(self, backend: MachineBackend, probe: Probe) -> Probe:
        """The probe of a backend after it was given the chance to make what it lacks."""
        try:
            made = await backend.prepare(self._on_progress)
        except AiosError as error:
            return probe.but(reason=error.message, fix=probe.fix or error.hint)
        return await self._prove(backend) if made else probe

    async def _prove(self, backend: MachineBackend) -> Probe:
        """A backend counts only after a test inside one of its machines; once is enough."""
        async with self._proving:
            if backend.name in self._proved:
                return Probe(name=backend.name, level=backend.level, ok=True)
            probe = await backend.probe(deep=True)
            if probe.ok:
                self._proved.add(backend.name)
            return probe


def _absent(rung: Rung) -> Probe:
    return Probe(name=rung.name, level=rung.level, ok=False, reason=rung.absent, fix=rung.fix)


def _unavailable(required: int, spec: MachineSpec, tried: Sequence[Probe]) -> IsolationUnavailable:
    named = {probe.name for probe in tried}
    stronger = [r for r in RUNGS if r.level >= required and r.name not in named]
    shown = [*tried, *(_absent(rung) for rung in stronger if not spec.backend)]
    reasons = "; ".join(f"{probe.name}: {probe.reason}" for probe in shown)
    fixes = [probe.fix for probe in tried if probe.fix]
    fixes.append("or accept programs on this host, without isolation: --unsafe-host-exec")
    return IsolationUnavailable(
        f"no machine backend here gives isolation level {required} ({spec.profile}): {reasons}",
        hint="; ".join(fixes),
        details={
            "required": required,
            "tried": [
                {"name": p.name, "level": int(p.level), "reason": p.reason, "fix": p.fix}
                for p in shown
            ],
        },
    )
