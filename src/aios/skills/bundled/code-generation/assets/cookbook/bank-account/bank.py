"""Bank accounts with exact amounts.

bank = Bank()
ada, bob = bank.open("Ada", "100"), bank.open("Bob")
bank.transfer(ada, bob, "12.50")
"""

import threading
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

CENT = Decimal("0.01")


class BankError(Exception):
    """The order cannot be carried out; the text says why. Nothing has changed."""


@dataclass
class Account:
    """An account; `history` holds (what, amount, balance after)."""

    number: int
    owner: str
    balance: Decimal = Decimal(0)
    history: list[tuple[str, Decimal, Decimal]] = field(default_factory=list)

    def book(self, what: str, amount: Decimal) -> None:
        """Change the balance and remember it."""
        self.balance += amount
        self.history.append((what, amount, self.balance))


class Bank:
    """All accounts. Every order is done whole or not at all, from any thread."""

    def __init__(self) -> None:
        self._accounts: dict[int, Account] = {}
        self._lock = threading.RLock()

    def open(self, owner: str, amount: str | Decimal = "0") -> int:
        """Open an account, with money in it if there is any, and return its number."""
        if not owner.strip():
            raise BankError("An account needs an owner.")
        first = Decimal(0) if Decimal(amount) == 0 else money(amount)
        with self._lock:
            number = len(self._accounts) + 1
            self._accounts[number] = account = Account(number, owner.strip())
            if first:
                account.book("deposit", first)
        return number

    def deposit(self, number: int, amount: str | Decimal) -> Decimal:
        """Pay in and return the balance."""
        value = money(amount)
        with self._lock:
            self.account(number).book("deposit", value)
            return self.account(number).balance

    def withdraw(self, number: int, amount: str | Decimal) -> Decimal:
        """Take out and return the balance; BankError if there is not enough."""
        value = money(amount)
        with self._lock:
            self._covered(number, value).book("withdrawal", -value)
            return self.account(number).balance

    def transfer(self, source: int, target: int, amount: str | Decimal) -> None:
        """Move money between two accounts."""
        value = money(amount)
        with self._lock:
            if source == target:
                raise BankError("The accounts are the same.")
            receiver = self.account(target)
            self._covered(source, value).book(f"to {target}", -value)
            receiver.book(f"from {source}", value)

    def account(self, number: int) -> Account:
        """The account with the number."""
        if number not in self._accounts:
            raise BankError(f"There is no account {number}.")
        return self._accounts[number]

    def total(self) -> Decimal:
        """All money in the bank."""
        with self._lock:
            return sum((each.balance for each in self._accounts.values()), Decimal(0))

    def _covered(self, number: int, value: Decimal) -> Account:
        account = self.account(number)
        if account.balance < value:
            raise BankError(f"Account {number} has {account.balance}, not {value}.")
        return account


def money(amount: str | Decimal) -> Decimal:
    """An amount above 0 with at most two decimal places; BankError for anything else."""
    try:
        value = Decimal(amount)
        if value.is_finite() and value > 0 and value == value.quantize(CENT):
            return value.quantize(CENT)
    except InvalidOperation:
        pass
    raise BankError(f"{amount!r} is no amount above 0 with at most two decimal places.")


if __name__ == "__main__":
    bank = Bank()
    ada, bob = bank.open("Ada", "100"), bank.open("Bob")
    bank.transfer(ada, bob, "12.50")
    print(bank.account(ada), bank.account(bob), sep="\n")
