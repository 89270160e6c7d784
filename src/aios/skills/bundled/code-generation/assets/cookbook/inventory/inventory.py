"""Keep stock: what comes in, what goes out, what runs low.

python inventory.py add "screw M4" --price 0.12 --low 100     in "screw M4" 500
python inventory.py out "screw M4" 450     moves "screw M4"     list     low     value
"""

import argparse
import sqlite3
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path

DATABASE = "inventory.db"
LOW = 10
SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    name TEXT PRIMARY KEY, cents INTEGER NOT NULL, low INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS moves (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL REFERENCES items(name), quantity INTEGER NOT NULL,
    moment TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%S', 'now'))
);
"""
STOCK = """
SELECT items.name, COALESCE(SUM(quantity), 0) AS stock, cents, low
FROM items LEFT JOIN moves ON moves.name = items.name GROUP BY items.name
"""


class InventoryError(Exception):
    """The command cannot be carried out; the text says why."""


class Inventory:
    """Items and every move of them; the stock of an item is the sum of its moves."""

    def __init__(self, path: str | Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(SCHEMA)

    def add(self, name: str, price: str = "0", low: int = LOW) -> None:
        """A new item; InventoryError if there is one of that name."""
        if not name.strip():
            raise InventoryError("A name is needed.")
        if low < 0:
            raise InventoryError("The level to warn at cannot be negative.")
        sql = "INSERT OR IGNORE INTO items (name, cents, low) VALUES (?, ?, ?)"
        if not self._db.execute(sql, (name.strip(), cents(price), low)).rowcount:
            raise InventoryError(f"There is an item {name!r} already.")

    def move(self, name: str, quantity: int) -> int:
        """Take in a positive quantity, or hand out a negative one; what is there then."""
        if not quantity:
            raise InventoryError("The quantity cannot be 0.")
        self._db.execute("BEGIN IMMEDIATE")  # so that two cannot hand out the same piece
        try:
            left = self.stock(name) + quantity
            if left < 0:
                raise InventoryError(f"Only {left - quantity} of {name!r} are there.")
            self._db.execute("INSERT INTO moves (name, quantity) VALUES (?, ?)", (name, quantity))
        except InventoryError:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
        return left

    def stock(self, name: str) -> int:
        """How many of an item are there; InventoryError if it is unknown."""
        found = [row for row in self.items() if row[0] == name]
        if not found:
            raise InventoryError(f"There is no item {name!r}.")
        return found[0][1]

    def items(self) -> list[tuple[str, int, int, int]]:
        """(name, stock, price in cents, level to warn at) of every item, by name."""
        return self._db.execute(f"{STOCK} ORDER BY items.name").fetchall()

    def running_low(self) -> list[tuple[str, int, int, int]]:
        """The items of which no more are there than the level to warn at."""
        return [row for row in self.items() if row[1] <= row[3]]

    def value_cents(self) -> int:
        """What the whole stock is worth."""
        return sum(stock * price for _, stock, price, _ in self.items())

    def moves(self, name: str) -> list[tuple[str, int]]:
        """(moment in UTC, quantity) of every move of an item, the first first."""
        self.stock(name)
        sql = "SELECT moment, quantity FROM moves WHERE name = ? ORDER BY id"
        return self._db.execute(sql, (name,)).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def cents(price: str) -> int:
    """A price such as 12.50 in cents."""
    try:
        value = Decimal(price) * 100
        if value == value.to_integral_value() and 0 <= value < 10**12:
            return int(value)
    except InvalidOperation:
        pass
    raise InventoryError(f"{price!r} is no price with at most two decimal places.")


def table(rows: list[tuple[str, int, int, int]]) -> str:
    """Items as text."""
    lines = [f"{name:<24} {stock:>8} {price / 100:>10.2f}" for name, stock, price, _ in rows]
    return "\n".join(lines) or "nothing"


def run(inventory: Inventory, given: argparse.Namespace) -> str:
    """Carry out one command and return what to show."""
    match given.command:
        case "add":
            inventory.add(given.name, given.price, given.low)
            return f"new: {given.name}"
        case "in" | "out":
            if given.quantity <= 0:
                raise InventoryError("The quantity must be above 0.")
            sign = 1 if given.command == "in" else -1
            return f"{given.name}: {inventory.move(given.name, sign * given.quantity)}"
        case "low":
            return table(inventory.running_low())
        case "value":
            return f"{inventory.value_cents() / 100:,.2f}"
        case "moves":
            return "\n".join(f"{moment} {n:+d}" for moment, n in inventory.moves(given.name))
    return table(inventory.items())


def main(argv: list[str] | None = None) -> int:
    """The command line; 1 on errors."""
    parser = argparse.ArgumentParser(description="Keep stock.")
    parser.add_argument("--file", default=DATABASE)
    commands = parser.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add")
    adding.add_argument("name")
    adding.add_argument("--price", default="0")
    adding.add_argument("--low", type=int, default=LOW)
    for command in ("in", "out"):
        moving = commands.add_parser(command)
        moving.add_argument("name")
        moving.add_argument("quantity", type=int)
    commands.add_parser("moves").add_argument("name")
    for command in ("list", "low", "value"):
        commands.add_parser(command)
    given = parser.parse_args(argv)
    inventory = Inventory(given.file)
    try:
        print(run(inventory, given))
    except InventoryError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        inventory.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
