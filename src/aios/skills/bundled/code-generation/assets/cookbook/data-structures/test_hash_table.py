"""The table against a dictionary."""

import random

import pytest
from hash_table import HashTable


@pytest.mark.parametrize("capacity", [1, 8])
def test_it_does_what_a_dictionary_does(capacity: int) -> None:
    draw, table, wanted = random.Random(7), HashTable(capacity), dict[str, int]()
    for number in range(2000):
        key = f"k{draw.randint(0, 200)}"
        match draw.choice(["put", "put", "remove"]):
            case "put":
                table.put(key, number)
                wanted[key] = number
            case "remove":
                assert table.remove(key) is (wanted.pop(key, None) is not None)
        assert (table.get(key, -1), key in table) == (wanted.get(key, -1), key in wanted)
    assert dict(table.items()) == wanted
    assert len(table) == len(wanted)


def test_a_capacity_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        HashTable(0)
