"""Known conversions, round trips, refusals."""

from itertools import product

import pytest
from units import TEMPERATURES, UNITS, convert, main


@pytest.mark.parametrize(
    ("value", "source", "target", "wanted"),
    [
        (1, "mi", "km", 1.609344),
        (10, "kilometers", "miles", 6.21371192),
        (1, "斤", "公斤", 0.5),
        (100, "C", "F", 212),
        (-40, "华氏度", "摄氏度", -40),
        (0, "K", "c", -273.15),
        (1, "GiB", "MB", 1073.741824),
        (36, "km/h", "m/s", 10),
        (1, "亩", "m2", 666.6667),
        (12, "inches", "Feet", 1),
        (1, "h", "min", 60),
    ],
)
def test_known(value: float, source: str, target: str, wanted: float) -> None:
    assert convert(value, source, target) == pytest.approx(wanted)


@pytest.mark.parametrize("units", [*UNITS.values(), TEMPERATURES])
def test_there_and_back(units: dict[str, object]) -> None:
    for one, other in product(units, repeat=2):
        assert convert(convert(300, one, other), other, one) == pytest.approx(300)


@pytest.mark.parametrize(
    ("source", "target"), [("km", "kg"), ("C", "m"), ("parsec", "m"), ("", "m")]
)
def test_refusals(source: str, target: str) -> None:
    with pytest.raises(ValueError, match="not"):
        convert(1, source, target)


def test_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["5", "km", "m"]) == 0
    assert capsys.readouterr().out == "5 km = 5000 m\n"
    assert main(["-1", "K", "C"]) == main(["x", "km", "m"]) == main([]) == 1
