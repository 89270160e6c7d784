"""Known sums, and the places of zeros."""

import pytest
from money_in_chinese import in_chinese


@pytest.mark.parametrize(
    ("amount", "wanted"),
    [
        ("0", "零元整"), ("1", "壹元整"), ("10", "壹拾元整"), ("1002.50", "壹仟零贰元伍角整"),
        ("10000", "壹万元整"), ("10001", "壹万零壹元整"), ("100010001", "壹亿零壹万零壹元整"),
        ("1234567.89", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"), ("0.07", "柒分"),
        ("3.07", "叁元零柒分"), ("-5", "负伍元整"), ("2.345", "贰元叁角伍分"),
        ("2000000000000", "贰万亿元整"),
    ],
)  # fmt: skip
def test_sums(amount: str, wanted: str) -> None:
    assert in_chinese(amount) == wanted


def test_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        in_chinese(10**16)
