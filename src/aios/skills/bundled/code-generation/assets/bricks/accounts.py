"""Bricks: classes that keep account of things."""

from typing import Any


class Inventory:
    """How many of each thing there are, and what one costs.

    >>> stock = Inventory()
    >>> stock.add("nail", 10)
    >>> stock.add("nail", 5, price=0.5)
    >>> stock.get_quantity("nail"), stock.get_quantity("gone"), stock.total()
    (15, 0, 15)
    >>> stock.total_value(), stock.items(), stock.low_stock(20), stock.contains("nail")
    (7.5, {'nail': 15}, ['nail'], True)
    >>> stock.remove("nail", 3), stock.get_quantity("nail")
    (None, 12)
    >>> stock.remove_keeping("nail", stock.get_quantity("nail")), stock.low_stock(1)
    (None, ['nail'])
    >>> stock.remove("nail", 99)  # else
    Traceback (most recent call last):
    ValueError: not enough
    """

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._prices: dict[str, float] = {}

    def add(self, name: str, quantity: int = 1, price: float | None = None) -> None:
        """Put so many more in, and set the price where one is given."""
        if quantity <= 0 or (price is not None and price < 0):
            raise ValueError("quantity must be above 0, a price not below")
        self._counts[name] = self._counts.get(name, 0) + quantity
        if price is not None:
            self._prices[name] = price

    def remove(self, name: str, quantity: int = 1) -> None:
        """Take so many out; refused where there are not enough."""
        if quantity <= 0:
            raise ValueError("quantity must be above 0")
        if name not in self._counts:
            raise ValueError(f"there is no {name}")  # else missing
        if quantity > self._counts[name]:
            raise ValueError(f"there are only {self._counts[name]} of {name}")  # else short
        self._counts[name] -= quantity
        if not self._counts[name]:
            del self._counts[name]

    def remove_keeping(self, name: str, quantity: int = 1) -> None:
        """Take so many out; what there is none of any more is still known."""
        if quantity <= 0:
            raise ValueError("quantity must be above 0")
        if name not in self._counts:
            raise ValueError(f"there is no {name}")  # else missing
        if quantity > self._counts[name]:
            raise ValueError(f"there are only {self._counts[name]} of {name}")  # else short
        self._counts[name] -= quantity

    def get_quantity(self, name: str) -> int:
        """How many there are, 0 for what is not there."""
        return self._counts.get(name, 0)

    def total(self) -> int:
        """How many things there are of all kinds."""
        return sum(self._counts.values())

    def total_value(self) -> float:
        """What all things cost together."""
        return sum(count * self._prices.get(name, 0) for name, count in self._counts.items())

    def items(self) -> dict[str, int]:
        """How many there are of each."""
        return dict(self._counts)

    def low_stock(self, threshold: int) -> list[str]:
        """The names of which there are fewer than so many."""
        return sorted(name for name, count in self._counts.items() if count < threshold)

    def contains(self, name: str) -> bool:
        """Whether there is any of it."""
        return name in self._counts

    def __len__(self) -> int:
        return len(self._counts)


class BankAccount:
    """An account that cannot be overdrawn.

    >>> account = BankAccount("Ida", 10)
    >>> account.deposit(50)
    60
    >>> account.withdraw(20)
    40
    >>> account.balance, account.owner, account.get_balance()
    (40, 'Ida', 40)
    >>> other = BankAccount()
    >>> account.transfer(other, 15)
    >>> account.balance, other.balance, account.history()[-1]
    (25, 15, ('transfer', 15))
    >>> account.withdraw(1000)  # else
    Traceback (most recent call last):
    ValueError: not enough
    >>> account.deposit(-1)
    Traceback (most recent call last):
    ValueError: amount
    """

    def __init__(self, owner: str = "", balance: float = 0) -> None:
        self.owner = owner
        self.balance = balance
        self._history: list[tuple[str, float]] = []

    def deposit(self, amount: float) -> float:
        """Pay in, and return the balance."""
        self._check(amount)
        self.balance += amount
        self._history.append(("deposit", amount))
        return self.balance

    def withdraw(self, amount: float) -> float:
        """Pay out, and return the balance; refused where there is not enough."""
        self._check(amount)
        if amount > self.balance:
            raise ValueError(f"the balance is only {self.balance}")  # else
        self.balance -= amount
        self._history.append(("withdraw", amount))
        return self.balance

    def transfer(self, other: "BankAccount", amount: float) -> None:
        """Move money to another account; refused where there is not enough."""
        self._check(amount)
        if amount > self.balance:
            raise ValueError(f"the balance is only {self.balance}")  # else
        self.balance -= amount
        other.balance += amount
        self._history.append(("transfer", amount))

    def get_balance(self) -> float:
        """The balance."""
        return self.balance

    def history(self) -> list[tuple[str, float]]:
        """What was done, the oldest first."""
        return list(self._history)

    def _check(self, amount: float) -> None:
        if amount <= 0:
            raise ValueError("amount must be above 0")


class ShoppingCart:
    """Things to buy, with their prices.

    >>> cart = ShoppingCart()
    >>> cart.add_item("tea", 2.5, 2)
    >>> cart.add_item("jam", 4)
    >>> cart.total(), cart.count(), len(cart)
    (9.0, 3, 2)
    >>> cart.apply_discount(10)
    >>> cart.total()
    8.1
    >>> cart.remove_item("tea")
    >>> cart.total(), cart.items()
    (3.6, {'jam': (4, 1)})
    >>> cart.set_rate(0.5)
    >>> cart.set_full_reduction(2, 1)
    >>> cart.add_item("tea", 2.5, 2)
    >>> cart.remove_item("tea", 1)
    >>> cart.total()
    2.25
    >>> cart.remove_item("gone")  # else
    Traceback (most recent call last):
    KeyError: gone
    """

    def __init__(self) -> None:
        self._items: dict[str, tuple[float, int]] = {}
        self._discount: float = 0
        self._reduction: tuple[float, float] | None = None

    def add_item(self, name: str, price: float, quantity: int = 1) -> None:
        """Put so many more in."""
        if price < 0 or quantity < 1:
            raise ValueError("price must not be negative, quantity at least 1")
        self._items[name] = (price, self._items.get(name, (0, 0))[1] + quantity)

    def remove_item(self, name: str, quantity: int | None = None) -> None:
        """Take so many of a thing out, or however many there are."""
        if name not in self._items:
            raise KeyError(name)  # else
        price, count = self._items.pop(name)
        if quantity is not None and quantity < count:
            self._items[name] = (price, count - quantity)

    def update_quantity(self, name: str, quantity: int) -> None:
        """Set how many there are."""
        if name not in self._items:
            raise KeyError(name)  # else
        self._items[name] = (self._items[name][0], quantity)

    def apply_discount(self, percent: float) -> None:
        """Take so many percent off the total."""
        if not 0 <= percent <= 100:
            raise ValueError("percent must be 0 to 100")
        self._discount = percent

    def set_rate(self, rate: float) -> None:
        """Have only such a part of the prices paid, 0.8 for 20 percent off."""
        if not 0 < rate <= 1:
            raise ValueError("rate must be above 0, at most 1")
        self._discount = 100 * (1 - rate)

    def set_full_reduction(self, full: float, off: float) -> None:
        """Take an amount off a total that is high enough."""
        self._reduction = (full, off)

    def total(self) -> float:
        """What all costs, with the discount and what a high total has taken off."""
        price = sum(price * quantity for price, quantity in self._items.values())
        price = round(price * (1 - self._discount / 100), 6)
        if self._reduction and price >= self._reduction[0]:
            price -= self._reduction[1]
        return round(price, 2)

    def count(self) -> int:
        """How many things there are."""
        return sum(quantity for _, quantity in self._items.values())

    def items(self) -> dict[str, tuple[float, int]]:
        """Price and quantity by name."""
        return dict(self._items)

    def clear(self) -> None:
        """Take everything out."""
        self._items.clear()

    def __len__(self) -> int:
        return len(self._items)


class TodoList:
    """Things to do, each with a number and whether it is done.

    >>> todos = TodoList()
    >>> todos.add("milk"), todos.add("bread")
    (1, 2)
    >>> todos.complete(1)
    >>> todos.pending(), todos.done()
    ([{'id': 2, 'title': 'bread', 'done': False}], [{'id': 1, 'title': 'milk', 'done': True}])
    >>> todos.remove(2)
    >>> len(todos), todos.list()
    (1, [{'id': 1, 'title': 'milk', 'done': True}])
    >>> todos.complete(9)  # else
    Traceback (most recent call last):
    KeyError: 9
    """

    def __init__(self) -> None:
        self._items: dict[int, dict[str, Any]] = {}
        self._last = 0

    def add(self, title: str) -> int:
        """Keep a new thing to do, and return its number."""
        self._last += 1
        self._items[self._last] = {"id": self._last, "title": title, "done": False}
        return self._last

    def complete(self, task_id: int) -> None:
        """Mark it as done."""
        if task_id not in self._items:
            raise KeyError(task_id)  # else
        self._items[task_id]["done"] = True

    def remove(self, task_id: int) -> None:
        """Forget it."""
        if task_id not in self._items:
            raise KeyError(task_id)  # else
        del self._items[task_id]

    def pending(self) -> list[dict[str, Any]]:
        """What is not done."""
        return [item for item in self._items.values() if not item["done"]]

    def done(self) -> list[dict[str, Any]]:
        """What is done."""
        return [item for item in self._items.values() if item["done"]]

    def list(self) -> list[dict[str, Any]]:
        """All of them."""
        return [*self._items.values()]

    def __len__(self) -> int:
        return len(self._items)
