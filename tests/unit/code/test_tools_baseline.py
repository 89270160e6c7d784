"""What is usual, and what departs from it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.tools.baseline import LEAST, MOST_KEPT, Baselines, compared, usual
from aios.code.tools.report_baseline import compare
from aios.contracts.errors import ActionFailed, StoreFailed


def english(_zh: str, en: str) -> str:
    return en


def recorded(mean: float, deviation: float = 0.0) -> dict[str, Any]:
    return {"stats": {"memory": {"mean": mean, "deviation": deviation}}, "ports": [80]}


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_the_mean_lies_between_the_recordings(means: list[float]) -> None:
    found = usual([recorded(mean) for mean in means])["memory"]
    assert min(means) - 0.01 <= found["mean"] <= max(means) + 0.01


def test_recordings_that_differ_widen_the_tolerance() -> None:
    base = usual([recorded(20.0), recorded(40.0)])
    (row,) = compared(base, {"memory": {"mean": 50.0}})
    assert row["tolerance"] == pytest.approx(30.0)
    assert not row["departs"]


@given(st.floats(0, 50), st.floats(-40, 40))
def test_a_measure_departs_beyond_its_tolerance_only(mean: float, difference: float) -> None:
    (row,) = compared(usual([recorded(mean)]), {"memory": {"mean": mean + difference}})
    if abs(abs(difference) - LEAST["memory"]) > 0.01:
        assert row["departs"] == (abs(difference) > LEAST["memory"])


def test_the_answer_names_what_departs_and_the_ports() -> None:
    rows = compared(usual([recorded(20.0, 1.0)]), {"memory": {"mean": 60.0}})
    facts = {
        "began_at": "2026-05-01T12:00:00+00:00",
        "recorded_at": ["2026-04-01T12:00:00+00:00"] * 2,
        "recordings": 3,
        "seconds": 2.0,
        "compared": rows,
        "stats": {"memory": {"mean": 60.0}},
        "ports_opened": [8080],
        "ports_closed": [],
    }
    said = compare(facts, english)
    assert "DEPARTS: memory use: now 60%, baseline 20%, tolerance ± 5%, higher than usual" in said
    assert "newly listened on: 8080" in said
    assert "temperature: this computer shows no sensor" in said
    warm = compare({**facts, "stats": {"temperature": {"mean": 51.5}}}, english)
    assert "temperature: now 51.5 °C, none recorded" in warm


async def test_without_a_baseline_the_error_says_how_to_record_one(tmp_path: Path) -> None:
    with pytest.raises(ActionFailed) as missing:
        await Baselines(tmp_path).compare({}, english)
    assert missing.value.code == "baseline_missing"
    assert "record a baseline" in missing.value.hint


async def test_recordings_are_added_and_kept(tmp_path: Path) -> None:
    baselines = Baselines(tmp_path / "new")
    first = await baselines.record({"seconds": 0.5}, english)
    again = await Baselines(tmp_path / "new").record({"seconds": 0.5}, english)
    assert (first["recordings"], again["recordings"]) == (1, 2)
    found = await baselines.compare({"seconds": 0.5}, english)
    assert found["recordings"] == 2
    assert {row["measure"] for row in found["compared"]} >= {"cpu", "memory"}
    assert MOST_KEPT > 2


async def test_a_damaged_file_is_told_of(tmp_path: Path) -> None:
    baselines = Baselines(tmp_path)
    await baselines.record({"seconds": 0.5}, english)
    next(tmp_path.glob("*.json")).write_text("{", encoding="utf-8")
    with pytest.raises(StoreFailed):
        await baselines.compare({"seconds": 0.5}, english)
