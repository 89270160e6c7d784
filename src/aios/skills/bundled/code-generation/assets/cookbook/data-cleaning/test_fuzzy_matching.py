"""Spellings, order of words, thresholds."""

import pytest
from fuzzy_matching import best_match, near_duplicates, similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme Ltd", "ACME LTD."), ("Müller, Anna", "anna muller"),
     ("北京 分公司", "分公司 北京"), ("a", "A")],
)  # fmt: skip
def test_the_same_but_for_case_signs_and_order(one: str, other: str) -> None:
    assert similarity(one, other) == 1


def test_groups_in_the_order_of_the_list() -> None:
    names = ["Jon Smith", "Mary Jones", "John Smith", "Mary Jonse", "Peter", "Jon Smith"]
    assert near_duplicates(names) == [["Jon Smith", "John Smith"], ["Mary Jones", "Mary Jonse"]]
    assert near_duplicates(["a", "b"]) == near_duplicates([]) == []


def test_the_best_of_several() -> None:
    found = best_match("Shangai", ["Beijing", "Shanghai", "Shenzhen"])
    assert found is not None
    assert found[0] == "Shanghai"
    assert best_match("Rome", ["Beijing"]) is None
    assert best_match("Rome", []) is None
