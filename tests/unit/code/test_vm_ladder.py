"""Which backend makes a machine, and how a refusal says why."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.machines.dry import DryBackend
from aios.code.machines.ladder import RUNGS, Ladder
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


async def test_what_has_to_be_prepared_is_prepared_only_where_nothing_else_works() -> None:
    told: list[str] = []
    wasi = DryBackend(name="wasi", level=40, unprepared=True)
    floor = DryBackend(name="namespaces", level=30)
    rungs = Ladder([wasi, floor], min_isolation=30, on_progress=told.append)
    assert await chosen(rungs) == "namespaces"
    assert told == []
    assert await chosen(rungs, min_isolation=40) == "wasi"
    assert told == ["preparing wasi"]


async def test_a_backend_asked_for_by_name_is_taken_with_what_it_can_do() -> None:
    only_python = DryBackend(name="wasi", level=40)
    only_python.profiles = frozenset({"python"})
    assert await chosen(ladder(only_python), backend="wasi") == "wasi"


async def test_a_refusal_tells_how_to_accept_the_weaker_rung() -> None:
    rungs = ladder(DryBackend(name="landlock", level=20))
    with pytest.raises(IsolationUnavailable) as caught:
        await chosen(rungs)
    assert "AIOS_MIN_ISOLATION=20" in caught.value.hint
    with pytest.raises(IsolationUnavailable) as caught:
        await chosen(rungs, min_isolation=40)  # this wish is the caller's own
    assert "AIOS_MIN_ISOLATION" not in caught.value.hint
    allowed = ladder(DryBackend(name="landlock", level=20), floor=20)
    assert await chosen(allowed) == "landlock"


BACKENDS = st.lists(
    st.tuples(
        st.sampled_from([rung.name for rung in RUNGS]),
        st.booleans(),  # whether it works
        st.booleans(),  # whether it has to be prepared first
        st.sampled_from([frozenset({"linux", "python"}), frozenset({"python"})]),
    ),
    unique_by=lambda backend: backend[0],
)


@given(
    BACKENDS,
    st.sampled_from([10, 20, 30, 40, 50]),
    st.sampled_from([0, 20, 30, 40, 50]),
    st.sampled_from(["linux", "python"]),
)
def test_whatever_there_is_the_choice_is_the_strongest_that_may_be(
    given_backends: list[tuple], floor: int, wished: int, profile: str
) -> None:
    rungs = {rung.name: rung for rung in RUNGS}
    backends = []
    for name, ok, unprepared, profiles in given_backends:
        backend = DryBackend(name=name, level=rungs[name].level, ok=ok, unprepared=unprepared)
        backend.profiles = profiles
        backends.append(backend)
    required = max(floor, wished if wished > 30 else 0)
    works = {name for name, ok, _, _ in given_backends if ok}
    ready = {name for name, ok, unprepared, _ in given_backends if ok and not unprepared}
    fit = [b for b in backends if b.level >= required and profile in b.profiles]
    usable = [b for b in fit if b.name in ready] or [b for b in fit if b.name in works]
    rank = [(rungs[b.name].native, b.level) for b in usable]
    spec = MachineSpec(min_isolation=wished, profile=profile)
    choice = Ladder(backends, min_isolation=floor).choose(spec)
    if not usable:
        with pytest.raises(IsolationUnavailable) as caught:
            asyncio.run(choice)
        told = {tried["name"] for tried in caught.value.details["tried"]}
        assert {b.name for b in backends} <= told
        return
    taken = asyncio.run(choice)
    assert taken.level >= required
    assert (rungs[taken.name].native, taken.level) == max(rank)
