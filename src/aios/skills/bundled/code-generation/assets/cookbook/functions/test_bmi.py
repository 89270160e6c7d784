"""Values, classes at their limits, and bad input."""

import pytest
from bmi import CHINA, bmi, bmi_class


def test_values() -> None:
    assert bmi(70, 1.75) == pytest.approx(22.857143)
    assert bmi(80, 2) == 20


@pytest.mark.parametrize(
    ("index", "who", "china"),
    [
        (18.4, "underweight", "underweight"),
        (18.5, "normal", "normal"),
        (24, "normal", "overweight"),
        (25, "overweight", "overweight"),
        (28, "overweight", "obese"),
        (30, "obese", "obese"),
    ],
)
def test_a_class_begins_at_its_limit(index: float, who: str, china: str) -> None:
    assert (bmi_class(index), bmi_class(index, CHINA)) == (who, china)


@pytest.mark.parametrize(
    ("weight", "height"), [(0, 1.8), (70, 175), (-5, 1.7), (70, 0), (float("nan"), 1.7)]
)
def test_what_nobody_weighs_or_measures(weight: float, height: float) -> None:
    with pytest.raises(ValueError, match="is no"):
        bmi(weight, height)
