"""Samples over time: how often, what they come to, when a limit is crossed."""

import asyncio
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.tools.report_series import amount, verdict
from aios.code.tools.report_series import watch as report
from aios.code.tools.sampling import (
    MOST_SAMPLES,
    Series,
    interval_for,
    measures_for,
    sample,
    verdicts,
    watch,
)
from aios.contracts.errors import ActionFailed, BadRequest

UNITS = {"cpu": "percent", "network_sent": "bytes", "load": ""}


def english(_zh: str, en: str) -> str:
    return en


def chinese(zh: str, _en: str) -> str:
    return zh


def series(**values: tuple[float, ...]) -> Series:
    """Samples every second from noon on."""
    count = len(next(iter(values.values())))
    times = tuple(float(i) for i in range(1, count + 1))
    return Series(datetime(2026, 5, 1, 12, tzinfo=UTC), 1.0, times, values)


@given(st.floats(0.5, 300))
def test_no_span_needs_more_samples_than_the_most(seconds: float) -> None:
    assert seconds / interval_for(seconds) <= MOST_SAMPLES


async def test_samples_come_at_the_interval_for_the_whole_span() -> None:
    counted = iter(range(100))
    found = await sample(lambda: {"n": next(counted)}, 0.4, 0.1)
    assert found.values["n"] == (0, 1, 2, 3)
    assert found.times_s[-1] == pytest.approx(0.4, abs=0.15)


async def test_sampling_ends_when_what_is_read_has_ended() -> None:
    left = iter([{"n": 1.0}, {"n": 2.0}, {}])
    found = await sample(lambda: next(left), 5.0, 0.02)
    assert found.values["n"] == (1.0, 2.0)


async def test_a_slow_reader_does_not_hold_the_loop_up() -> None:
    work = asyncio.create_task(sample(lambda: {"n": time.sleep(0.3) or 1.0}, 0.2, 0.1))
    longest, last = 0.0, time.monotonic()
    while not work.done():
        await asyncio.sleep(0.01)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    assert longest < 0.2


async def test_cancelling_stops_at_once() -> None:
    work = asyncio.create_task(sample(lambda: {"n": 1.0}, 300.0))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert time.monotonic() - began < 0.2


def test_a_limit_crossed_tells_when_first_and_the_worst() -> None:
    found = series(cpu=(10.0, 85.0, 91.0, 40.0))
    (one,) = verdicts(found, UNITS, "80%", below=False, say=english)
    assert (one["alert"], one["first_after_s"], one["worst"]) == (True, 2.0, 91.0)
    assert one["samples_beyond"] == 2
    facts = {**found.facts(), "seconds": 4.0}
    said = verdict(one, facts, english)
    assert said.startswith("ALERT: CPU use went above 80%!")
    assert "worst 91%" in said
    assert verdict(one, facts, chinese).startswith("报警：CPU 使用率超过 80%！")


def test_a_limit_not_crossed_is_no_alert() -> None:
    found = series(cpu=(10.0, 80.0))
    (one,) = verdicts(found, UNITS, 80, below=False, say=english)
    said = verdict(one, {**found.facts(), "seconds": 2.0}, english)
    assert not one["alert"]
    assert said.startswith("No alert:")
    assert "worst 80%" in said


def test_below_a_limit_the_worst_is_the_smallest() -> None:
    (one,) = verdicts(series(cpu=(9.0, 4.0)), UNITS, "5%", below=True, say=english)
    assert (one["alert"], one["worst"], one["first_after_s"]) == (True, 4.0, 2.0)


def test_a_limit_speaks_only_of_measures_of_its_unit() -> None:
    found = series(cpu=(50.0,), network_sent=(2e6,), load=(3.0,))
    (one,) = verdicts(found, UNITS, "1MB/s", below=False, say=english)
    assert one["measure"] == "network_sent"
    with pytest.raises(BadRequest):
        verdicts(series(load=(3.0,)), UNITS, "80%", below=False, say=english)


def test_a_limit_on_a_disk_is_one_on_how_full_it_is() -> None:
    assert measures_for(["disk", "cpu"], "80%", english) == ["cpu", "disk_use"]
    assert measures_for(["disk"], None, english) == ["disk_read", "disk_write"]
    assert measures_for(["memory"], "8 GB", english) == ["memory_used"]
    with pytest.raises(BadRequest):
        measures_for(["mood"], None, english)


@pytest.mark.parametrize(
    ("measure", "value", "unit", "written"),
    [
        ("cpu", 41.53, "percent", "41.5%"),
        ("cpu", 40.0, "percent", "40%"),
        ("network_sent", 1536.0, "bytes", "1.5 KiB/s"),
        ("memory_bytes", 3 * 2.0**20, "bytes", "3.0 MiB"),
        ("threads", 12.0, "", "12"),
    ],
)
def test_values_stand_with_their_units(measure: str, value: float, unit: str, written: str) -> None:
    assert amount(measure, value, unit) == written


@pytest.mark.parametrize(
    ("arguments", "seconds", "samples"),
    [
        ({"samples": 6, "interval": "0.1 s"}, 0.6, 6),
        ({"samples": 3, "seconds": "0.6 s"}, 0.6, 3),
    ],
)
def test_so_many_samples(arguments: dict[str, object], seconds: float, samples: int) -> None:
    facts = asyncio.run(watch({**arguments, "measures": ["memory"]}, english))
    assert facts["samples"] == samples
    assert facts["seconds"] == pytest.approx(seconds, abs=0.3)


async def test_a_temperature_nobody_can_feel_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aios.code.tools.counters.hottest", lambda: None)
    with pytest.raises(ActionFailed) as failed:
        await watch({"measures": ["cpu", "temperature"], "threshold": "70"}, english)
    assert failed.value.code == "no_sensor"
    facts = await watch({"measures": ["memory", "temperature"], "seconds": 0.5}, english)
    assert list(facts["stats"]) == ["memory"]
    assert "no temperature sensor" in report(facts, english)


def test_a_bare_limit_beside_the_temperature_is_in_degrees() -> None:
    assert measures_for(["cpu", "temperature"], "70", english) == ["temperature"]


def test_a_rate_is_told_with_what_it_comes_to() -> None:
    facts = series(network_sent=(1024.0, 3072.0)).facts()
    told = report({**facts, "units": {"network_sent": "bytes"}, "seconds": 2.0}, english)
    assert "mean 2.0 KiB/s, max 3.0 KiB/s, last 3.0 KiB/s, about 4.0 KiB in all" in told
