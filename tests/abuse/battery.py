"""Runs the battery on one backend, and says of every case what came of it."""

import json
from dataclasses import dataclass
from pathlib import Path

from aios.contracts.errors import AiosError
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, Level, MachineSpec, NetworkPolicy
from aios.contracts.ports import MachineBackend
from tests.abuse.attempts import ATTEMPTS, Attempt
from tests.abuse.bombs import BOMBS, staged
from tests.abuse.canaries import Canaries

PROBING = Path(__file__).parent / "probing.py"
HELD, GOT_THERE, OWN, NOT_ASKED = "held", "got there", "its own", "not asked"
CLOSED = NetworkPolicy()
LIMITS = MachineLimits(memory_mb=512, disk_mb=32, processes=64, open_files=128, inodes=2000)


@dataclass(frozen=True)
class Verdict:
    """What came of one case: held, got there, its own (a kernel or files of the machine's own),
    or not asked."""

    name: str
    group: str
    title: str
    word: str


async def attempts_on(
    backend: MachineBackend, folder: Path, network: NetworkPolicy = CLOSED
) -> list[Verdict]:
    """Every attempt, in one machine that may reach those hosts; canaries decide where they can."""
    control = backend.level <= Level.PROCESS
    asked = [attempt for attempt in ATTEMPTS if attempt.control or not control]
    with Canaries(folder) as canaries:
        facts = await canaries.serve()
        try:
            said = await _tried(backend, asked, facts, network)
            reached = await canaries.evidence()
        finally:
            await canaries.end()
    own_kernel = backend.level >= Level.NO_SHARED_KERNEL
    return [_verdict(attempt, said, reached, own_kernel) for attempt in ATTEMPTS]


async def _tried(
    backend: MachineBackend,
    asked: list[Attempt],
    facts: dict[str, object],
    network: NetworkPolicy,
) -> dict[str, bool]:
    spec = MachineSpec(image="bare", limits=LIMITS, min_isolation=10, network=network)
    machine = await backend.create(spec)
    try:
        request = {"canaries": facts, "attempts": [(a.name, a.expression) for a in asked]}
        command = Command(
            argv=("python3", "-c", PROBING.read_text()),
            stdin=json.dumps(request).encode(),
            timeout_s=120,
        )
        outcome = await machine.run(command)
    finally:
        await machine.destroy()
    said = {name: got for name, got, _why in map(json.loads, outcome.stdout.splitlines())}
    missing = {attempt.name for attempt in asked} - set(said)
    if missing:
        raise AssertionError(f"not tried: {sorted(missing)}; {outcome.stderr[-500:]}")
    return said


def _verdict(
    attempt: Attempt, said: dict[str, bool], reached: set[str], own_kernel: bool
) -> Verdict:
    if attempt.name not in said:
        word = NOT_ASKED
    elif attempt.evidence:
        word = GOT_THERE if attempt.evidence in reached else HELD
    elif not said[attempt.name]:
        word = HELD
    else:
        word = OWN if own_kernel and not attempt.host else GOT_THERE
    return Verdict(attempt.name, attempt.group, attempt.title, word)


async def bombs_on(
    backend: MachineBackend, folder: Path, network: NetworkPolicy = CLOSED
) -> list[Verdict]:
    """Every bomb, each in a machine of its own; without isolation none is thrown."""
    if backend.level <= Level.PROCESS:
        return [Verdict(b.name, b.group, b.title, NOT_ASKED) for b in BOMBS]
    words = [await thrown(backend, bomb.name, folder, network) for bomb in BOMBS]
    return [Verdict(b.name, b.group, b.title, word) for b, word in zip(BOMBS, words, strict=True)]


async def thrown(
    backend: MachineBackend, name: str, folder: Path, network: NetworkPolicy = CLOSED
) -> str:
    """What came of one bomb."""
    bomb = next(bomb for bomb in BOMBS if bomb.name == name)
    with Canaries(folder) as canaries:
        scene = await staged(backend, str(folder / "secret"), canaries.token, network)
        try:
            if bomb.limit in scene.machine.limits_not_enforced:
                return NOT_ASKED  # the result of every run says so
            return HELD if await bomb.holds(scene) else GOT_THERE
        except (AiosError, ValueError, TimeoutError):
            return GOT_THERE
        finally:
            await scene.machine.destroy()
            await scene.neighbour.destroy()
