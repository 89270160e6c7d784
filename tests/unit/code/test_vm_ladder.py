"""Which backend makes a machine, and how a refusal says why."""

import pytest

from aios.code.machines.dry import DryBackend
from aios.code.machines.ladder import Ladder
from aios.contracts.errors import IsolationUnavailable, NotFound
from aios.contracts.machine import MachineSpec


def ladder(*backends: DryBackend, floor: int = 30) -> Ladder:
    return Ladder(backends, min_isolation=floor)


async def chosen(ladder: Ladder, **wishes: object) -> str:
    return (await ladder.choose(MachineSpec(**wishes))).name  # type: ignore[arg-type]


async def test_the_strongest_native_one_is_taken() -> None:
    backends = [
        DryBackend(name="process", level=10),
        DryBackend(name="namespaces", level=30),
        DryBackend(name="qemu", level=40),
        DryBackend(name="microsandbox", level=50),
    ]
    assert await chosen(ladder(*backends)) == "microsandbox"
    assert await chosen(ladder(*backends[:3])) == "namespaces"  # qemu is emulation
    assert await chosen(ladder(*backends[:3]), min_isolation=40) == "qemu"
    assert await chosen(ladder(*backends[:3]), backend="qemu") == "qemu"


async def test_a_broken_rung_is_passed_over_but_never_below_the_floor() -> None:
    broken = DryBackend(name="namespaces", level=30, ok=False)
    with pytest.raises(IsolationUnavailable) as caught:
        await chosen(ladder(broken, DryBackend(name="process", level=10)))
    error = caught.value
    assert error.details["required"] == 30
    reasons = {entry["name"]: entry["reason"] for entry in error.details["tried"]}
    assert reasons["namespaces"] == "told to be unavailable"
    assert "below the 30 required" in reasons["process"]
    assert "--unsafe-host-exec" in error.hint
    assert "DryBackend(ok=True)" in error.hint
    stronger = DryBackend(name="microsandbox", level=50)
    assert await chosen(ladder(broken, stronger)) == "microsandbox"


async def test_a_lowered_floor_is_obeyed_and_a_stricter_spec_too() -> None:
    low = ladder(DryBackend(name="process", level=10), floor=10)
    assert await chosen(low) == "process"
    with pytest.raises(IsolationUnavailable):
        await chosen(low, min_isolation=40)


async def test_a_spec_cannot_lower_the_floor() -> None:
    with pytest.raises(IsolationUnavailable):
        await chosen(ladder(DryBackend(name="process", level=10)), min_isolation=0)


async def test_a_profile_that_a_backend_lacks() -> None:
    only_python = DryBackend(name="wasi", level=40)
    only_python.profiles = frozenset({"python"})
    with pytest.raises(IsolationUnavailable, match="no linux profile"):
        await chosen(ladder(only_python))
    assert await chosen(ladder(only_python), profile="python") == "wasi"


async def test_backends_named_but_not_there() -> None:
    with pytest.raises(IsolationUnavailable, match="microsandbox"):
        await chosen(ladder(DryBackend()), backend="microsandbox")
    with pytest.raises(NotFound, match=r"nosuch.*known:.*dry"):
        await chosen(ladder(DryBackend()), backend="nosuch")


async def test_doctor_shows_every_rung_strongest_first() -> None:
    probes = await ladder(DryBackend(name="namespaces", level=30)).doctor()
    assert [probe.name for probe in probes] == [
        "microsandbox", "qemu", "wasi", "namespaces", "landlock", "process",
    ]  # fmt: skip
    assert [probe.ok for probe in probes] == [False, False, False, True, False, False]
    assert all(probe.reason and probe.fix for probe in probes if not probe.ok)


async def test_a_backend_proves_itself_once() -> None:
    backend = DryBackend()
    rungs = ladder(backend)
    assert await chosen(rungs) == "dry"
    backend.ok = False
    assert await chosen(rungs) == "dry"


async def test_a_refused_backend_is_asked_again() -> None:
    backend = DryBackend(ok=False)
    rungs = ladder(backend)
    with pytest.raises(IsolationUnavailable):
        await chosen(rungs)
    backend.ok = True
    assert await chosen(rungs) == "dry"
