"""Known digits."""

import math

import pytest
from pi_digits import pi_digits

KNOWN = "3.14159265358979323846264338327950288419716939937510"


@pytest.mark.parametrize("places", [0, 1, 5, 15, 50])
def test_known_digits(places: int) -> None:
    assert pi_digits(places) == KNOWN[: places + 2 if places else 1]


def test_many_digits_agree_with_more() -> None:
    assert pi_digits(900) == pi_digits(950)[:902]
    assert float(pi_digits()[:20]) == pytest.approx(math.pi)
    with pytest.raises(ValueError, match="negative"):
        pi_digits(-1)
