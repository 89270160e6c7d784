"""The shapes, line by line."""

from star_patterns import COUNT, diamond, pyramid, triangle


def test_shapes() -> None:
    assert triangle(3) == "*\n**\n***"
    assert pyramid(3) == "  *\n ***\n*****"
    assert diamond(2) == " *\n***\n *"


def test_defaults_and_nothing() -> None:
    assert len(triangle().splitlines()) == COUNT
    assert triangle(0) == pyramid(0) == diamond(0) == ""
