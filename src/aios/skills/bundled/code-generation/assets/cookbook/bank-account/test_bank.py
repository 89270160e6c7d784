"""Exact, whole, and safe for threads."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal

import pytest
from bank import Bank, BankError


def test_amounts_are_exact_and_remembered() -> None:
    bank = Bank()
    number = bank.open("Ada", "0.10")
    bank.deposit(number, "0.20")
    assert bank.withdraw(number, "0.30") == 0
    assert [what for what, _, _ in bank.account(number).history] == [
        "deposit",
        "deposit",
        "withdrawal",
    ]


def test_an_overdraft_changes_nothing() -> None:
    bank = Bank()
    ada, bob = bank.open("Ada", "10"), bank.open("Bob")
    for order in (
        lambda: bank.withdraw(ada, "10.01"),
        lambda: bank.transfer(ada, bob, "11"),
        lambda: bank.transfer(ada, 99, "1"),
        lambda: bank.transfer(ada, ada, "1"),
    ):
        with pytest.raises(BankError):
            order()
    assert (bank.account(ada).balance, bank.account(bob).balance) == (10, 0)


@pytest.mark.parametrize("amount", ["0", "-1", "1.001", "x", "NaN", "Infinity", ""])
def test_bad_amounts_are_refused(amount: str) -> None:
    bank = Bank()
    number = bank.open("Ada")
    with pytest.raises(BankError, match="no amount"):
        bank.deposit(number, amount)


def test_threads_neither_make_nor_lose_money() -> None:
    bank = Bank()
    numbers = [bank.open(f"owner {n}", "100") for n in range(5)]
    draw = random.Random(3)
    orders = [(*draw.sample(numbers, 2), str(draw.randint(1, 90))) for _ in range(600)]

    def move(order: tuple[int, int, str]) -> None:
        with suppress(BankError):
            bank.transfer(*order)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(move, orders))
    assert bank.total() == Decimal(500)
    assert all(bank.account(number).balance >= 0 for number in numbers)
