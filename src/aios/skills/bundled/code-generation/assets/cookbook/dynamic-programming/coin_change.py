"""Make change: the fewest coins, and the number of ways."""

from collections.abc import Sequence


def fewest_coins(amount: int, coins: Sequence[int]) -> list[int] | None:
    """The coins, the largest first; None if the amount cannot be made. O(amount x coins)."""
    check(amount, coins)
    last: list[int | None] = [0] + [None] * amount  # the coin put last on the way to each sum
    count = [0] * (amount + 1)
    for total in range(1, amount + 1):
        usable = [c for c in coins if c <= total and last[total - c] is not None]
        if usable:
            best = min(usable, key=lambda coin: count[total - coin])
            last[total], count[total] = best, count[total - best] + 1
    found = []
    while amount:
        coin = last[amount]
        if coin is None:
            return None
        found.append(coin)
        amount -= coin
    return sorted(found, reverse=True)


def ways(amount: int, coins: Sequence[int]) -> int:
    """In how many ways coins add up to the amount, their order aside."""
    check(amount, coins)
    count = [1] + [0] * amount
    for coin in set(coins):
        for total in range(coin, amount + 1):
            count[total] += count[total - coin]
    return count[amount]


def check(amount: int, coins: Sequence[int]) -> None:
    """ValueError for a negative amount or a coin below 1."""
    if amount < 0 or any(coin < 1 for coin in coins):
        raise ValueError("the amount must not be negative and coins must be at least 1")


if __name__ == "__main__":
    print(fewest_coins(63, [1, 5, 10, 21, 25]), ways(10, [1, 2, 5]))
