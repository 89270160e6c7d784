"""Keep income and expenses.

python expenses.py add 12.5 food "lunch" [--date 2026-03-01]     a negative amount is income
python expenses.py report [2026-03]     list     remove ID     export
"""

import argparse
import csv
import sqlite3
import sys
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

DATABASE = "expenses.db"
SCHEMA = """
CREATE TABLE IF NOT EXISTS expenses (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, category TEXT NOT NULL,
    cents INTEGER NOT NULL, note TEXT NOT NULL
)
"""


class ExpenseError(Exception):
    """The command cannot be carried out; the text says why."""


class Book:
    """All entries of one file; amounts are kept in cents, so that sums are exact."""

    def __init__(self, path: str | Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute(SCHEMA)

    def add(self, amount: str, category: str, note: str = "", day: str = "") -> int:
        """Keep an entry and return its number."""
        if not category.strip():
            raise ExpenseError("A category is needed.")
        values = (
            checked_day(day or datetime.now().astimezone().date().isoformat()),
            category.strip(),
            cents(amount),
            note,
        )
        sql = "INSERT INTO expenses (day, category, cents, note) VALUES (?, ?, ?, ?)"
        return self._db.execute(sql, values).lastrowid or 0

    def remove(self, number: int) -> None:
        """Forget an entry."""
        if not self._db.execute("DELETE FROM expenses WHERE id = ?", (number,)).rowcount:
            raise ExpenseError(f"There is no entry {number}.")

    def entries(self, month: str = "") -> list[tuple[int, str, str, int, str]]:
        """(number, day, category, cents, note) of a month, of all months by default."""
        sql = "SELECT * FROM expenses WHERE day LIKE ? ORDER BY day, id"
        return self._db.execute(sql, (f"{month}%",)).fetchall()

    def totals(self, month: str = "") -> dict[str, int]:
        """Cents by category, the largest first."""
        sql = """
            SELECT category, SUM(cents) AS sum FROM expenses
            WHERE day LIKE ? GROUP BY category ORDER BY sum DESC
        """
        return dict(self._db.execute(sql, (f"{month}%",)).fetchall())

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def cents(amount: str) -> int:
    """An amount such as 12.50 in cents."""
    try:
        value = Decimal(amount) * 100
        if value == value.to_integral_value() and 0 < abs(value) < 10**12:
            return int(value)
    except InvalidOperation:
        pass
    raise ExpenseError(f"{amount!r} is no amount with at most two decimal places.")


def checked_day(day: str) -> str:
    """The day itself if it is one."""
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise ExpenseError(f"{day!r} is no date like 2026-03-01.") from error


def shown(value: int) -> str:
    """Cents as an amount."""
    return f"{Decimal(value) / 100:,.2f}"


def report(book: Book, month: str) -> str:
    """The totals as text."""
    totals = book.totals(month)
    lines = [f"{category:<16} {shown(value):>12}" for category, value in totals.items()]
    return "\n".join([*lines, f"{'total':<16} {shown(sum(totals.values())):>12}"])


def run(book: Book, given: argparse.Namespace) -> str:
    """Carry out one command and return what to show."""
    match given.command:
        case "add":
            return f"entry {book.add(given.amount, given.category, given.note, given.date)}"
        case "remove":
            book.remove(given.id)
            return f"removed {given.id}"
        case "report":
            return report(book, given.month)
    rows = book.entries()
    if given.command == "export":
        writer = csv.writer(sys.stdout)
        writer.writerow(["id", "day", "category", "amount", "note"])
        writer.writerows([*row[:3], Decimal(row[3]) / 100, row[4]] for row in rows)
        return ""
    return "\n".join(f"{r[0]:>4} {r[1]} {r[2]:<16} {shown(r[3]):>12} {r[4]}" for r in rows)


def main(argv: list[str] | None = None) -> int:
    """The command line; 1 on errors."""
    parser = argparse.ArgumentParser(description="Keep income and expenses.")
    parser.add_argument("--file", default=DATABASE)
    commands = parser.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add")
    adding.add_argument("amount")
    adding.add_argument("category")
    adding.add_argument("note", nargs="?", default="")
    adding.add_argument("--date", default="")
    commands.add_parser("report").add_argument("month", nargs="?", default="")
    commands.add_parser("remove").add_argument("id", type=int)
    commands.add_parser("list")
    commands.add_parser("export")
    given = parser.parse_args(argv)
    book = Book(given.file)
    try:
        if text := run(book, given):
            print(text)
    except ExpenseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        book.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
