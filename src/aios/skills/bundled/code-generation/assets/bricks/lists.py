"""Bricks: functions on lists and dictionaries."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise, permutations
from typing import Any


def chunk(items: Sequence[Any], size: int) -> list[Any]:
    """The items in pieces of `size`, the last may be shorter.

    >>> chunk([1, 2, 3, 4, 5], 2)
    [[1, 2], [3, 4], [5]]
    """
    if size < 1:
        raise ValueError(f"size must be at least 1, not {size}")  # else
    items = items if hasattr(items, "__getitem__") else list(items)
    return [items[start : start + size] for start in range(0, len(items), size)]


def flatten(items: Iterable[Any], depth: int | None = None) -> list[Any]:
    """Nested lists as one flat list, down to a depth or to any; texts stay whole.

    >>> flatten([1, [2, [3, ["ab"]]], []])
    [1, 2, 3, 'ab']
    """
    flat: list[Any] = []
    left = None if depth is None else depth - 1
    for item in items:
        inner = isinstance(item, list | tuple) and depth != 0
        flat += flatten(item, left) if inner else [item]
    return flat


def unique(items: Iterable[Any]) -> list[Any]:
    """Each item once, in the order of first appearance.

    >>> unique([3, 1, 3, 2, 1])
    [3, 1, 2]
    """
    kept: list[Any] = []
    seen: set[Any] = set()
    for item in items:
        try:
            new = item not in seen
            seen.add(item)
        except TypeError:
            new = item not in kept
        if new:
            kept.append(item)
    return kept


def find_duplicates(items: Iterable[Any]) -> list[Any]:
    """The values that occur more than once, in the order of first appearance.

    >>> find_duplicates([1, 2, 1, 3, 2])
    [1, 2]
    """
    counts = Counter(items)
    return [value for value, count in counts.items() if count > 1]


def group_by(items: Iterable[Any], key: Callable[[Any], Any] | str) -> dict[Any, list[Any]]:
    """The items by their key, a function or the name of a field, in their order.

    >>> group_by([1, 2, 3], lambda number: number % 2)
    {1: [1, 3], 0: [2]}
    >>> group_by([{"a": 1}], "a")
    {1: [{'a': 1}]}
    """
    groups: dict[Any, list[Any]] = {}
    for item in items:
        groups.setdefault(key(item) if callable(key) else item[key], []).append(item)
    return groups


def count_by(items: Iterable[Any], key: Callable[[Any], Any] | str) -> dict[Any, int]:
    """How many items have each key, a function or the name of a field.

    >>> count_by(["a", "bb", "c"], len)
    {1: 2, 2: 1}
    """
    return dict(Counter(key(item) if callable(key) else item[key] for item in items))


def count_items(items: Iterable[Any]) -> dict[Any, int]:
    """How often each item occurs.

    >>> count_items(["a", "b", "a"])
    {'a': 2, 'b': 1}
    """
    return dict(Counter(items))


def most_common(items: Iterable[Any]) -> Any:
    """The item that occurs most often, the first of several.

    >>> most_common([1, 2, 2, 3])
    2
    """
    counts = Counter(items)
    if not counts:
        return None  # else
    return max(counts, key=lambda item: counts[item])


def merge_sorted(a: Sequence[Any], b: Sequence[Any]) -> list[Any]:
    """Two sorted lists as one sorted list.

    >>> merge_sorted([1, 4], [2, 3, 9])
    [1, 2, 3, 4, 9]
    """
    merged, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if b[j] < a[i]:
            merged.append(b[j])
            j += 1
        else:
            merged.append(a[i])
            i += 1
    return [*merged, *a[i:], *b[j:]]


def merge_intervals(intervals: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Overlapping or touching intervals as one.

    >>> merge_intervals([[1, 3], [8, 9], [2, 6]])
    [[1, 6], [8, 9]]
    >>> merge_intervals([[3, 1]])  # else
    Traceback (most recent call last):
    ValueError: backwards
    """
    merged: list[list[Any]] = []
    for start, end in sorted(intervals):
        if start > end:
            raise ValueError(f"{start} is after {end}")  # else
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def binary_search(
    items: Sequence[Any], target: Any, key: Callable[[Any], Any] | None = None
) -> int:
    """The first place of the target in a sorted list, -1 if it is not there; items are compared by
    their keys where a function for these is given.

    >>> binary_search([1, 3, 5, 7], 5), binary_search([2, 2, 2], 2)
    (2, 0)
    >>> binary_search([1, 3], 2)  # else
    -1
    """

    def at(place: int) -> Any:
        return items[place] if key is None else key(items[place])

    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if at(middle) < target:
            low = middle + 1
        else:
            high = middle
    if low < len(items) and at(low) == target:
        return low
    return -1


def linear_search(items: Sequence[Any], target: Any) -> int:
    """The first place of the target in a list, -1 if it is not there.

    >>> linear_search([4, 2, 2], 2)
    1
    >>> linear_search([], 2)  # else
    -1
    """
    for place, item in enumerate(items):
        if item == target:
            return place
    return -1  # else


def two_sum(nums: Sequence[float], target: float) -> list[int] | None:
    """The places of two numbers whose sum is the target, None if there are none.

    >>> two_sum([2, 7, 11, 15], 9)
    [0, 1]
    >>> two_sum([1], 2)  # else
    """
    seen: dict[float, int] = {}
    for place, number in enumerate(nums):
        if target - number in seen:
            return [seen[target - number], place]
        seen.setdefault(number, place)
    return None  # else


def rotate(items: Sequence[Any], k: int) -> list[Any]:
    """The items moved to the right by k places, those at the end come first.

    >>> rotate([1, 2, 3, 4, 5], 2)
    [4, 5, 1, 2, 3]
    """
    k = k % len(items) if items else 0
    return [*items[len(items) - k :], *items[: len(items) - k]]


def intersection(a: Iterable[Any], b: Iterable[Any]) -> list[Any]:
    """What is in both lists, each once, in the order of the first.

    >>> intersection([3, 1, 2, 3], [3, 2])
    [3, 2]
    """
    other = list(b)
    return [item for item in dict.fromkeys(a) if item in other]


def union(a: Iterable[Any], b: Iterable[Any]) -> list[Any]:
    """What is in either list, each once, in their order.

    >>> union([3, 1], [1, 2])
    [3, 1, 2]
    """
    return list(dict.fromkeys([*a, *b]))


def difference(a: Iterable[Any], b: Iterable[Any]) -> list[Any]:
    """What is in the first list and not in the second, in its order.

    >>> difference([3, 1, 2], [1])
    [3, 2]
    """
    other = list(b)
    return [item for item in a if item not in other]


def sort_by(items: Iterable[Any], key: str, reverse: bool = False) -> list[Any]:
    """Dictionaries in the order of one of their fields; those without it come last.

    >>> sort_by([{"n": 2}, {"n": 1}], "n")
    [{'n': 1}, {'n': 2}]
    """
    records = list(items)
    having = [record for record in records if record.get(key) is not None]
    rest = [record for record in records if record.get(key) is None]
    return sorted(having, key=lambda record: record[key], reverse=reverse) + rest


def partition(
    items: Iterable[Any], predicate: Callable[[Any], bool]
) -> tuple[list[Any], list[Any]]:
    """The items for which the predicate holds, and the others.

    >>> partition([1, 2, 3], lambda number: number > 1)
    ([2, 3], [1])
    """
    yes: list[Any] = []
    no: list[Any] = []
    for item in items:
        (yes if predicate(item) else no).append(item)
    return yes, no


def second_largest(nums: Iterable[float]) -> float | None:
    """The second largest of the different values, None if there are fewer than two.

    >>> second_largest([5, 1, 5, 4])
    4
    >>> second_largest([1])  # else
    """
    values = sorted(set(nums), reverse=True)
    if len(values) < 2:
        return None  # else
    return values[1]


def top_n(items: Iterable[Any], n: int = 10, key: Callable[[Any], Any] | None = None) -> list[Any]:
    """The n largest items, the largest first; by a key where one is given.

    >>> top_n([3, 9, 1, 7], 2), top_n(["aaa", "b"], 1, len)
    ([9, 7], ['aaa'])
    """
    return sorted(items, key=key, reverse=True)[:n]


def moving_average(values: Sequence[float], window: int) -> list[float]:
    """The mean of each `window` consecutive values.

    >>> moving_average([1, 2, 3, 4], 2)
    [1.5, 2.5, 3.5]
    """
    if window < 1:
        raise ValueError(f"window must be at least 1, not {window}")
    if window > len(values):
        return []  # else
    windows = range(len(values) - window + 1)
    return [sum(values[start : start + window]) / window for start in windows]


def running_total(values: Iterable[float]) -> list[float]:
    """The sum of the values up to each of them.

    >>> running_total([1, 2, 3])
    [1, 3, 6]
    """
    totals: list[float] = []
    total: float = 0
    for value in values:
        total += value
        totals.append(total)
    return totals


def max_subarray(nums: Sequence[float]) -> float:
    """The largest sum of consecutive numbers.

    >>> max_subarray([-2, 1, -3, 4, -1, 2, 1, -5, 4])
    6
    """
    if not nums:
        raise ValueError("there are no numbers")  # else
    best = current = nums[0]
    for number in nums[1:]:
        current = max(number, current + number)
        best = max(best, current)
    return best


def sliding_windows(items: Sequence[Any], size: int) -> list[Any]:
    """Every `size` consecutive items.

    >>> sliding_windows([1, 2, 3], 2)
    [[1, 2], [2, 3]]
    """
    return [items[start : start + size] for start in range(len(items) - size + 1)]


def batched(iterable: Iterable[Any], n: int) -> Iterator[list[Any]]:
    """The items of anything that can be gone through, n at a time.

    >>> list(batched(range(5), 2))
    [[0, 1], [2, 3], [4]]
    """
    source = iter(iterable)
    while piece := list(islice(source, n)):
        yield piece


def all_permutations(items: Iterable[Any]) -> list[list[Any]]:
    """Every order of the items.

    >>> all_permutations([1, 2])
    [[1, 2], [2, 1]]
    """
    return [list(order) for order in permutations(items)]


def running_max(values: Iterable[float]) -> list[float]:
    """The largest of the values up to each of them.

    >>> running_max([3, 1, 4, 1, 5])
    [3, 3, 4, 4, 5]
    """
    return list(accumulate(values, max))


def running_min(values: Iterable[float]) -> list[float]:
    """The smallest of the values up to each of them.

    >>> running_min([3, 1, 4])
    [3, 1, 1]
    """
    return list(accumulate(values, min))


def pairwise_differences(values: Sequence[float]) -> list[float]:
    """How much each value is above the one before it.

    >>> pairwise_differences([1, 4, 2])
    [3, -2]
    """
    return [after - before for before, after in pairwise(values)]
