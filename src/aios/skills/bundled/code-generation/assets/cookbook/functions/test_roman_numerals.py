"""Both directions, and what is refused."""

import pytest
from roman_numerals import from_roman, to_roman


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "I"), (4, "IV"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX")]
)
def test_known_ones(number: int, numeral: str) -> None:
    assert to_roman(number) == numeral


def test_there_and_back() -> None:
    assert [from_roman(to_roman(n).lower()) for n in range(1, 4000)] == list(range(1, 4000))


@pytest.mark.parametrize("numeral", ["", "IIII", "VV", "IC", "MMMM", "X2"])
def test_malformed_ones_are_refused(numeral: str) -> None:
    with pytest.raises(ValueError, match="no Roman numeral"):
        from_roman(numeral)


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="between"):
        to_roman(number)
