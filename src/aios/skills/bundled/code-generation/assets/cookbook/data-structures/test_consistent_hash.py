"""Even shares, and few keys that move."""

from collections import Counter

import pytest
from consistent_hash import HashRing

KEYS = [f"key {number}" for number in range(4000)]


def test_shares_are_about_even() -> None:
    ring = HashRing("abcd")
    shares = Counter(map(ring.node_of, KEYS))
    assert all(600 < shares[node] < 1450 for node in "abcd")


def test_only_the_keys_of_a_lost_node_move() -> None:
    ring = HashRing("abcd")
    before = {key: ring.node_of(key) for key in KEYS}
    ring.remove("b")
    after = {key: ring.node_of(key) for key in KEYS}
    assert all(after[key] == node for key, node in before.items() if node != "b")
    ring.add("b")
    assert {key: ring.node_of(key) for key in KEYS} == before


def test_no_nodes() -> None:
    with pytest.raises(LookupError, match="no nodes"):
        HashRing().node_of("x")
