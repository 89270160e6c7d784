"""Bricks: sorting, and the classics of dynamic programming."""

from collections.abc import Sequence
from typing import Any


def bubble_sort(items: Sequence[Any], reverse: bool = False) -> list[Any]:
    """A sorted copy, by bubble sort.

    >>> bubble_sort([3, 1, 2]), bubble_sort([3, 1, 2], True), bubble_sort([])
    ([1, 2, 3], [3, 2, 1], [])
    """
    result = list(items)
    for end in range(len(result) - 1, 0, -1):
        swapped = False
        for at in range(end):
            if result[at + 1] < result[at]:
                result[at], result[at + 1] = result[at + 1], result[at]
                swapped = True
        if not swapped:
            break
    return result[::-1] if reverse else result


def insertion_sort(items: Sequence[Any], reverse: bool = False) -> list[Any]:
    """A sorted copy, by insertion sort.

    >>> insertion_sort([3, 1, 2]), insertion_sort([3, 1, 2], True)
    ([1, 2, 3], [3, 2, 1])
    """
    result: list[Any] = []
    for item in items:
        at = len(result)
        while at and item < result[at - 1]:
            at -= 1
        result.insert(at, item)
    return result[::-1] if reverse else result


def selection_sort(items: Sequence[Any], reverse: bool = False) -> list[Any]:
    """A sorted copy, by selection sort.

    >>> selection_sort([3, 1, 2]), selection_sort([3, 1, 2], True)
    ([1, 2, 3], [3, 2, 1])
    """
    result = list(items)
    for start in range(len(result)):
        least = min(range(start, len(result)), key=lambda at: result[at])
        result[start], result[least] = result[least], result[start]
    return result[::-1] if reverse else result


def merge_sort(items: Sequence[Any], reverse: bool = False) -> list[Any]:
    """A sorted copy, by merge sort.

    >>> merge_sort([3, 1, 2, 3]), merge_sort([3, 1, 2], True)
    ([1, 2, 3, 3], [3, 2, 1])
    """
    runs = [[item] for item in items]
    while len(runs) > 1:
        pairs = zip(runs[::2], [*runs[1::2], []], strict=False)
        runs = [merged(one, other) for one, other in pairs]
    result = runs[0] if runs else []
    return result[::-1] if reverse else result


def merged(one: list[Any], other: list[Any]) -> list[Any]:
    """Two sorted lists as one."""
    result, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        if other[j] < one[i]:
            result.append(other[j])
            j += 1
        else:
            result.append(one[i])
            i += 1
    return [*result, *one[i:], *other[j:]]


def quick_sort(items: Sequence[Any], reverse: bool = False) -> list[Any]:
    """A sorted copy, by quick sort.

    >>> quick_sort([3, 1, 2, 3]), quick_sort([3, 1, 2], True), quick_sort([])
    ([1, 2, 3, 3], [3, 2, 1], [])
    """
    result = list(items)
    waiting = [(0, len(result) - 1)]
    while waiting:
        low, high = waiting.pop()
        if low >= high:
            continue
        pivot, i, j = result[(low + high) // 2], low, high
        while i <= j:
            while result[i] < pivot:
                i += 1
            while pivot < result[j]:
                j -= 1
            if i <= j:
                result[i], result[j] = result[j], result[i]
                i, j = i + 1, j - 1
        waiting += [(low, j), (i, high)]
    return result[::-1] if reverse else result


def knapsack(weights: Sequence[int], values: Sequence[float], capacity: int) -> float:
    """The largest total value whose weights fit; each thing can be taken once.

    >>> knapsack([1, 3, 4, 5], [1, 4, 5, 7], 7)
    9
    """
    best: list[float] = [0] * (capacity + 1)
    for weight, value in zip(weights, values, strict=True):
        for room in range(capacity, weight - 1, -1):
            best[room] = max(best[room], best[room - weight] + value)
    return best[capacity]


def coin_change(coins: Sequence[int], amount: int) -> int:
    """The fewest coins that make up the amount, -1 if none do.

    >>> coin_change([1, 2, 5], 11), coin_change([2], 0)
    (3, 0)
    >>> coin_change([2], 3)  # else
    -1
    """
    best = [0] + [amount + 1] * amount
    for part in range(1, amount + 1):
        best[part] = min(
            (best[part - coin] + 1 for coin in coins if coin <= part), default=amount + 1
        )
    if best[amount] > amount:
        return -1  # else
    return best[amount]


def coin_ways(coins: Sequence[int], amount: int) -> int:
    """In how many ways coins make up the amount.

    >>> coin_ways([1, 2, 5], 5)
    4
    """
    ways = [1] + [0] * amount
    for coin in coins:
        for part in range(coin, amount + 1):
            ways[part] += ways[part - coin]
    return ways[amount]


def climb_stairs(n: int) -> int:
    """In how many ways n steps can be climbed, one or two at a time.

    >>> climb_stairs(5)
    8
    """
    a, b = 1, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def longest_increasing_subsequence(nums: Sequence[float]) -> int:
    """How long the longest increasing subsequence is.

    >>> longest_increasing_subsequence([10, 9, 2, 5, 3, 7, 101, 18])
    4
    """
    lengths: list[int] = []
    for at, number in enumerate(nums):
        before = (lengths[i] for i in range(at) if nums[i] < number)
        lengths.append(1 + max(before, default=0))
    return max(lengths, default=0)


def longest_unique_substring(text: str) -> int:
    """How long the longest part of the text without a repeated character is.

    >>> longest_unique_substring("abcabcbb")
    3
    """
    start, best, last = 0, 0, {}
    for at, char in enumerate(text):
        start = max(start, last.get(char, -1) + 1)
        last[char] = at
        best = max(best, at - start + 1)
    return best


def max_profit(prices: Sequence[float]) -> float:
    """The most that buying once and selling later brings, 0 if nothing does.

    >>> max_profit([7, 1, 5, 3, 6, 4])
    5
    """
    best: float = 0
    lowest = prices[0] if prices else 0
    for price in prices:
        lowest = min(lowest, price)
        best = max(best, price - lowest)
    return best


def n_queens(n: int) -> int:
    """In how many ways n queens stand on a board of n by n without attacking each other.

    >>> n_queens(6)
    4
    """

    def placed(row: int, columns: set[int], up: set[int], down: set[int]) -> int:
        if row == n:
            return 1
        free = (
            c
            for c in range(n)
            if c not in columns | {u - row for u in up} | {d + row for d in down}
        )
        return sum(placed(row + 1, columns | {c}, up | {c + row}, down | {c - row}) for c in free)

    return placed(0, set(), set(), set())


def game_of_life(board: Sequence[Sequence[int]]) -> list[list[int]]:
    """The next generation of Conway's game of life.

    >>> game_of_life([[0, 1, 0], [0, 1, 0], [0, 1, 0]])
    [[0, 0, 0], [1, 1, 1], [0, 0, 0]]
    """
    rows, columns = len(board), len(board[0]) if board else 0

    def alive(row: int, column: int) -> int:
        near = sum(
            board[r][c]
            for r in range(max(0, row - 1), min(rows, row + 2))
            for c in range(max(0, column - 1), min(columns, column + 2))
            if (r, c) != (row, column)
        )
        return int(near == 3 or (near == 2 and board[row][column] == 1))

    return [[alive(row, column) for column in range(columns)] for row in range(rows)]
