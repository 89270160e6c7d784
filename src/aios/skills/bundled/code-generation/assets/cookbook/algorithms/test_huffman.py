"""There and back, and that it is short."""

import math
import random
from collections import Counter

import pytest
from huffman import codes, decode, encode


@pytest.mark.parametrize("seed", range(30))
def test_there_and_back(seed: int) -> None:
    draw = random.Random(seed)
    text = "".join(draw.choices("aaaabbc文 ", k=draw.randint(1, 200)))
    bits, table = encode(text)
    assert decode(bits, table) == text
    assert not any(a != b and b.startswith(a) for a in table.values() for b in table.values())
    shares = [number / len(text) for number in Counter(text).values()]
    entropy = -sum(share * math.log2(share) for share in shares)
    assert entropy - 1e-9 <= len(bits) / len(text) < entropy + 1 + 1e-9


def test_frequent_letters_are_short() -> None:
    table = codes("aaaaaaabbc")
    assert len(table["a"]) < len(table["c"])


def test_edges() -> None:
    assert encode("") == ("", {})
    assert encode("aaa") == ("000", {"a": "0"})
    with pytest.raises(ValueError, match="within a code"):
        decode("0", {"a": "01"})
