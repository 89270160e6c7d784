"""Warm machines: ready ahead, handed out once, gone at close."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from aios.code.machines.dry import DryBackend
from aios.code.machines.pool import Pool
from aios.contracts.errors import MachineFailed
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Bind, MachineSpec, NetworkPolicy

SPEC = MachineSpec()


class Bench:
    """A pool over dry machines, with a clock that is moved by hand."""

    def __init__(self, failures: int = 0, size: int = 2) -> None:
        self.backend = DryBackend(failures=failures)
        self.time_s = 0.0
        self.slept: list[float] = []
        self.pool = Pool(
            self.backend.create, size=size, max_age_s=60, now=lambda: self.time_s, sleep=self.sleep
        )

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)

    async def settle(self) -> None:
        for _ in range(50):
            await asyncio.sleep(0)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    await bench.pool.close()


async def test_the_second_lease_is_warm(bench: Bench) -> None:
    await bench.pool.lease(SPEC)
    await bench.settle()
    assert bench.pool.stats()["warm"] == 2
    await bench.pool.lease(SPEC)
    assert bench.pool.stats()["hits"] == 1
    await bench.settle()
    assert bench.pool.stats()["warm"] == 2


async def test_no_machine_is_leased_twice(bench: Bench) -> None:
    leased = []
    for _ in range(20):
        leased.append(await bench.pool.lease(SPEC))
        await bench.settle()
    assert len({id(machine) for machine in leased}) == 20


async def test_concurrent_leases_get_different_machines(bench: Bench) -> None:
    await bench.pool.lease(SPEC)
    await bench.settle()
    leased = await asyncio.gather(*(bench.pool.lease(SPEC) for _ in range(10)))
    assert len({id(machine) for machine in leased}) == 10


@pytest.mark.parametrize(
    "spec",
    [
        SPEC.but(binds=(Bind(host="/data"),)),
        SPEC.but(secrets=("TOKEN",)),
        SPEC.but(snapshot="snap-1"),
    ],
)
async def test_one_offs_are_never_pooled(bench: Bench, spec: MachineSpec) -> None:
    bench.backend.kept["snap-1"] = {}
    await bench.pool.lease(spec)
    await bench.settle()
    assert len(bench.backend.made) == 1


OPEN = SPEC.but(name="mine", network=NetworkPolicy(hosts=("example.com",)), env={"KEY": "1"})


async def test_a_warm_machine_is_told_where_it_may_go_when_it_is_leased(bench: Bench) -> None:
    await bench.pool.lease(OPEN)
    await bench.settle()
    warm = bench.backend.made[1:]
    assert {machine.spec.network.hosts for machine in warm} == {("nowhere.invalid",)}
    assert all(machine.spec.env == {} for machine in warm)
    other = OPEN.but(network=NetworkPolicy(private=("10.0.0.1",)))
    machine = await bench.pool.lease(other)
    assert machine in warm
    assert machine.spec == other  # type: ignore[attr-defined]


async def test_machines_with_and_without_a_way_out_are_kinds_of_their_own(bench: Bench) -> None:
    await bench.pool.lease(OPEN)
    await bench.settle()
    machine = await bench.pool.lease(SPEC)
    assert machine.spec.network.closed  # type: ignore[attr-defined]
    assert bench.pool.stats()["misses"] == 2


async def test_machines_that_cannot_be_told_are_made_for_each(bench: Bench) -> None:
    bench.backend.adopts = False
    await bench.pool.lease(OPEN)
    await bench.settle()
    leased = [await bench.pool.lease(OPEN) for _ in range(3)]
    assert all(machine.spec == OPEN for machine in leased)  # type: ignore[attr-defined]
    await bench.settle()
    assert len([machine for machine in bench.backend.made if machine.alive]) <= 4 + 2


async def test_what_nobody_asks_for_any_more_is_let_go(bench: Bench) -> None:
    mine = await bench.pool.lease(SPEC)
    await bench.settle()
    bench.time_s = 59
    await bench.pool.lease(OPEN)
    await bench.settle()
    bench.time_s = 61
    await bench.pool.age()
    await bench.settle()
    assert mine.alive  # type: ignore[attr-defined]
    assert bench.pool.stats()["warm"] == 2
    bench.time_s = 118
    await bench.pool.lease(OPEN)
    bench.time_s = 122
    await bench.pool.age()
    await bench.settle()
    assert (bench.pool.stats()["warm"], bench.pool.stats()["expired"]) == (2, 1)


async def test_kinds_are_kept_apart(bench: Bench) -> None:
    small = SPEC.but(limits=MachineLimits(memory_mb=64))
    await bench.pool.lease(SPEC)
    await bench.settle()
    machine = await bench.pool.lease(small)
    assert machine.spec.limits.memory_mb == 64  # type: ignore[attr-defined]


async def test_only_the_last_kinds_stay_warm(bench: Bench) -> None:
    for size in range(64, 74):
        await bench.pool.lease(SPEC.but(limits=MachineLimits(memory_mb=size)))
        await bench.settle()
    assert bench.pool.stats()["warm"] == 4 * 2


async def test_old_machines_are_destroyed_not_leased(bench: Bench) -> None:
    await bench.pool.lease(SPEC)
    await bench.settle()
    old = bench.backend.made[1:]
    bench.time_s = 61
    machine = await bench.pool.lease(SPEC)
    assert machine not in old
    assert not any(each.alive for each in old)


async def test_a_machine_that_died_meanwhile_is_not_leased(bench: Bench) -> None:
    await bench.pool.lease(SPEC)
    await bench.settle()
    await bench.backend.made[1].destroy()
    machine = await bench.pool.lease(SPEC)
    assert machine.alive  # type: ignore[attr-defined]


async def test_failures_back_off_and_then_the_breaker_opens() -> None:
    bench = Bench()
    await bench.pool.lease(SPEC)
    await bench.settle()
    bench.backend.failures = 100
    await bench.pool.lease(SPEC)
    await bench.settle()
    assert bench.slept == [0.5, 1.0, 2.0, 4.0, 8.0]
    assert bench.pool.stats()["broken"] == 1
    await bench.pool.lease(SPEC)  # the last warm one
    with pytest.raises(MachineFailed):
        await bench.pool.lease(SPEC)
    bench.backend.failures = 0
    await bench.pool.lease(SPEC)
    await bench.settle()
    assert bench.pool.stats()["warm"] == 2
    await bench.pool.close()


async def test_close_destroys_what_is_warm_and_pools_no_more() -> None:
    bench = Bench()
    mine = await bench.pool.lease(SPEC)
    await bench.settle()
    await bench.pool.close()
    await bench.pool.close()
    assert [machine.alive for machine in bench.backend.made] == [True, False, False]
    assert mine.alive  # type: ignore[attr-defined]
    await bench.pool.lease(SPEC)
    await bench.settle()
    assert bench.pool.stats()["warm"] == 0


async def test_a_pool_of_size_zero_only_makes() -> None:
    bench = Bench(size=0)
    await bench.pool.lease(SPEC)
    await bench.settle()
    assert len(bench.backend.made) == 1
