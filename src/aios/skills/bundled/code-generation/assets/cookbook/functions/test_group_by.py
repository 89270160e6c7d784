"""Groups and their order."""

from group_by import group_by, group_records


def test_groups_keep_the_order() -> None:
    assert group_by([3, 1, 4, 1, 5], lambda n: n % 2) == {1: [3, 1, 1, 5], 0: [4]}
    assert group_by([], bool) == {}


def test_records_without_the_field_come_under_none() -> None:
    records = [{"city": "北京", "n": 1}, {"n": 2}, {"city": "北京", "n": 3}]
    assert group_records(records, "city") == {"北京": [records[0], records[2]], None: [records[1]]}
