"""What a machine may send and fetch: counted, waited for, refused beyond."""

import pytest

from aios.code.machines.meters import EgressLimits, Meter, Spent


class Bench:
    """A meter whose clock only sleeping moves."""

    def __init__(self, **limits: int) -> None:
        self.time_s = 0.0
        self.meter = Meter(EgressLimits(**limits), now=lambda: self.time_s, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.time_s += seconds


async def test_requests_are_counted() -> None:
    meter = Bench(requests=2).meter
    meter.request()
    meter.request()
    assert not meter.over
    with pytest.raises(Spent, match="2 requests"):
        meter.request()
    assert meter.over


async def test_bytes_are_counted_both_ways() -> None:
    meter = Bench(bytes=1024).meter
    await meter.passed(1000)
    with pytest.raises(Spent, match="MiB"):
        await meter.passed(100)
    with pytest.raises(Spent):
        meter.request()


@pytest.mark.parametrize("piece", [10, 1000, 64 * 1024])
async def test_the_rate_holds_whatever_the_pieces(piece: int) -> None:
    bench = Bench(bytes=0, requests=0, bytes_per_s=100_000)
    for _ in range(0, 1_000_000, piece):
        await bench.meter.passed(piece)
    assert bench.time_s == pytest.approx(10, abs=1)


async def test_what_was_not_used_is_not_saved_up() -> None:
    bench = Bench(bytes_per_s=1000)
    bench.time_s = 3600
    await bench.meter.passed(10_000)
    assert bench.time_s >= 3609


async def test_nothing_is_limited_by_zero() -> None:
    bench = Bench(bytes=0, requests=0)
    for _ in range(5000):
        bench.meter.request()
        await bench.meter.passed(1 << 30)
    assert bench.time_s == 0
