"""There and back in every base, and what is refused."""

import pytest
from number_bases import convert, from_base, to_base


@pytest.mark.parametrize("base", range(2, 37))
def test_there_and_back(base: int) -> None:
    for number in (-12345, -1, 0, 1, 35, 36, 10**20):
        assert from_base(to_base(number, base), base) == number
        assert int(to_base(number, base), base) == number


def test_known_ones() -> None:
    assert (to_base(10, 2), to_base(255, 16), convert("FF", 16, 2)) == ("1010", "ff", "11111111")


@pytest.mark.parametrize(
    ("text", "base"), [("2", 2), ("", 10), ("-", 10), ("1.5", 10), ("1", 1), ("1", 37)]
)
def test_bad_input_is_refused(text: str, base: int) -> None:
    with pytest.raises(ValueError, match=r"digit|base"):
        from_base(text, base)
