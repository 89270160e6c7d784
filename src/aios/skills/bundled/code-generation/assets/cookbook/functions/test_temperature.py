"""Fixed points, round trips, absolute zero."""

import pytest
from temperature import (
    celsius_to_fahrenheit,
    celsius_to_kelvin,
    fahrenheit_to_celsius,
    kelvin_to_celsius,
)


@pytest.mark.parametrize(("celsius", "fahrenheit"), [(0, 32), (100, 212), (-40, -40), (37, 98.6)])
def test_fixed_points(celsius: float, fahrenheit: float) -> None:
    assert celsius_to_fahrenheit(celsius) == pytest.approx(fahrenheit)
    assert fahrenheit_to_celsius(fahrenheit) == pytest.approx(celsius)


def test_kelvin() -> None:
    assert celsius_to_kelvin(0) == pytest.approx(273.15)
    assert kelvin_to_celsius(0) == pytest.approx(-273.15)


def test_below_absolute_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="absolute zero"):
        celsius_to_fahrenheit(-300)
    with pytest.raises(ValueError, match="absolute zero"):
        kelvin_to_celsius(-1)
