"""What a move costs is learned; how long it is avoided follows from it."""

import pytest

from aios.kernel.gain import ENOUGH, Gain
from aios.kernel.policy import (
    LONGEST_BATCH_S,
    LONGEST_HOLD_S,
    SHORTEST_BATCH_S,
    USUAL_BATCH_S,
    batch_s,
    hold_s,
)


def learned(moved_s: float, avoided_s: float) -> Gain:
    gain = Gain()
    for _ in range(ENOUGH):
        gain.note(avoided=False, took_s=moved_s)
        gain.note(avoided=True, took_s=avoided_s)
    return gain


def test_until_enough_was_seen_it_is_taken_to_pay() -> None:
    gain = Gain()
    for _ in range(99):
        gain.note(avoided=True, took_s=1.0)
    assert gain.pays and gain.seconds is None


def test_it_pays_when_the_first_word_comes_sooner() -> None:
    gain = learned(moved_s=5.0, avoided_s=0.5)
    assert gain.pays and gain.seconds == pytest.approx(4.5)


@pytest.mark.parametrize("avoided_s", [1.0, 0.95, 2.0])
def test_it_does_not_pay_when_it_comes_no_sooner(avoided_s: float) -> None:
    assert not learned(moved_s=1.0, avoided_s=avoided_s).pays


def test_a_batch_is_as_long_as_ten_loads_within_bounds() -> None:
    assert batch_s(None) == USUAL_BATCH_S
    assert [batch_s(s) for s in (0.01, 2.0, 60.0)] == [SHORTEST_BATCH_S, 20.0, LONGEST_BATCH_S]


def test_a_slot_is_kept_as_long_as_a_run_is_usually_away_and_never_longer_than_it_saves() -> None:
    assert hold_s(0.01, None) == pytest.approx(0.03)
    assert hold_s(9.0, None) == LONGEST_HOLD_S
    assert hold_s(0.01, 0.02) == 0.0
    assert hold_s(0.01, 5.0) == pytest.approx(0.03)
