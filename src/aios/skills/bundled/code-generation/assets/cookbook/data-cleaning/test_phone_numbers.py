"""Numbers at home and abroad, and what is none."""

import pytest
from phone_numbers import is_phone_number, to_e164


@pytest.mark.parametrize(
    ("text", "country", "wanted"),
    [
        ("138 1234 5678", "CN", "+8613812345678"),
        ("+86 138-1234-5678", "CN", "+8613812345678"),
        ("0086 13812345678", "CN", "+8613812345678"),
        ("8613812345678", "CN", "+8613812345678"),
        ("(021) 6888-1234", "CN", "+862168881234"),
        ("021-68881234 转 8001", "CN", "+862168881234"),
        ("(415) 555-0132", "US", "+14155550132"),
        ("1-415-555-0132 ext. 7", "US", "+14155550132"),
        ("415.555.0132", "US", "+14155550132"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("+44 (0)20 7946 0958", "US", "+442079460958"),
        ("＋86（021）68881234", "CN", "+862168881234"),
    ],
)
def test_numbers_get_one_form(text: str, country: str, wanted: str) -> None:
    assert to_e164(text, country) == wanted
    assert to_e164(wanted, country) == wanted


@pytest.mark.parametrize("text", ["", "12345", "phone", "138 1234 567x", "+1 415", "+0123456789",
                                  "+123456789012345678"])  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert not is_phone_number(text)
    with pytest.raises(ValueError, match="no telephone number"):
        to_e164(text)
