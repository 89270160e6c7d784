"""All products, in their places."""

from multiplication_table import COUNT, table


def test_every_product_is_right() -> None:
    rows = table(12).splitlines()
    for n, row in enumerate(rows, start=1):
        assert row.split() == [f"{i}×{n}={i * n}" for i in range(1, n + 1)]


def test_the_default_and_nothing() -> None:
    assert table().splitlines()[-1].endswith(f"{COUNT}×{COUNT}={COUNT**2}")
    assert table(0) == ""
