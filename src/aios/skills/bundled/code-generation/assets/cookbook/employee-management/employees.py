"""Employees in a SQLite file: python employees.py add "Ann Lee" Sales 5200"""

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

DATABASE = "employees.db"
SCHEMA = """
CREATE TABLE IF NOT EXISTS employees (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    salary_cents INTEGER NOT NULL CHECK (salary_cents >= 0)
)
"""


class EmployeeError(Exception):
    """What cannot be done, in words."""


@dataclass(frozen=True)
class Employee:
    """Who works where and for how much a month."""

    id: int
    name: str
    department: str
    salary: Decimal


def cents(text: str) -> int:
    """A salary such as 5200 or 5200.50 in cents."""
    try:
        amount = Decimal(text) * 100
    except InvalidOperation:
        raise EmployeeError(f"{text!r} is no amount.") from None
    if not amount.is_finite() or amount < 0 or amount != amount.to_integral_value():
        raise EmployeeError(f"{text} is no salary.")
    return int(amount)


def required(text: str, what: str) -> str:
    if not text.strip():
        raise EmployeeError(f"The {what} is empty.")
    return text.strip()


class Staff:
    """The employees in a database file; close it after use."""

    def __init__(self, path: str | Path = DATABASE) -> None:
        self._connection = sqlite3.connect(path)
        with self._connection:
            self._connection.execute(SCHEMA)

    def close(self) -> None:
        self._connection.close()

    def add(self, name: str, department: str, salary: str) -> Employee:
        """Hire somebody."""
        values = (required(name, "name"), required(department, "department"), cents(salary))
        sql = "INSERT INTO employees (name, department, salary_cents) VALUES (?, ?, ?)"
        with self._connection:
            number = self._connection.execute(sql, values).lastrowid
        return self.get(number or 0)

    def get(self, number: int) -> Employee:
        found = self._select("WHERE id = ?", number)
        if not found:
            raise EmployeeError(f"There is no employee {number}.")
        return found[0]

    def find(self, text: str = "") -> list[Employee]:
        """Those whose name or department holds the text, all without one; by name."""
        where = "WHERE instr(lower(name || char(10) || department), lower(?)) ORDER BY name, id"
        return self._select(where if text else "WHERE ? = '' ORDER BY name, id", text)

    def change(
        self,
        number: int,
        name: str | None = None,
        department: str | None = None,
        salary: str | None = None,
    ) -> Employee:
        """Change what is given."""
        now = self.get(number)
        values = (
            now.name if name is None else required(name, "name"),
            now.department if department is None else required(department, "department"),
            int(now.salary * 100) if salary is None else cents(salary),
            number,
        )
        sql = "UPDATE employees SET name = ?, department = ?, salary_cents = ? WHERE id = ?"
        with self._connection:
            self._connection.execute(sql, values)
        return self.get(number)

    def remove(self, number: int) -> Employee:
        """Let somebody go; who it was."""
        gone = self.get(number)
        with self._connection:
            self._connection.execute("DELETE FROM employees WHERE id = ?", (number,))
        return gone

    def departments(self) -> list[tuple[str, int, Decimal]]:
        """Each department, how many work there, and their mean salary."""
        rows = self._connection.execute(
            "SELECT department, count(*), avg(salary_cents) FROM employees"
            " GROUP BY department ORDER BY department"
        )
        return [(name, count, Decimal(round(mean)) / 100) for name, count, mean in rows]

    def _select(self, where: str, value: object) -> list[Employee]:
        sql = f"SELECT id, name, department, salary_cents FROM employees {where}"
        rows = self._connection.execute(sql, (value,)).fetchall()
        return [Employee(*row[:3], Decimal(row[3]) / 100) for row in rows]


@contextmanager
def opened(path: Path) -> Iterator[Staff]:
    staff = Staff(path)
    try:
        yield staff
    finally:
        staff.close()


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(description="Employees in a SQLite file.")
    top.add_argument("--database", type=Path, default=Path(DATABASE))
    commands = top.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="hire somebody")
    for name in ("name", "department", "salary"):
        add.add_argument(name)
    commands.add_parser("list", help="list, or search").add_argument("text", nargs="?", default="")
    change = commands.add_parser("change", help="change somebody")
    change.add_argument("id", type=int)
    for name in ("name", "department", "salary"):
        change.add_argument(f"--{name}")
    commands.add_parser("remove", help="let somebody go").add_argument("id", type=int)
    commands.add_parser("departments", help="count and mean salary of each")
    return top


def run(staff: Staff, options: argparse.Namespace) -> Iterator[str]:
    """What the command says, line by line."""
    people: list[Employee] = []
    match options.command:
        case "add":
            people = [staff.add(options.name, options.department, options.salary)]
        case "list":
            people = staff.find(options.text)
        case "change":
            changes = (options.name, options.department, options.salary)
            people = [staff.change(options.id, *changes)]
        case "remove":
            people = [staff.remove(options.id)]
        case "departments":
            for name, count, mean in staff.departments():
                yield f"{name}: {count}, mean salary {mean:.2f}"
    for one in people:
        yield f"{one.id:>4}  {one.name:<20} {one.department:<15} {one.salary:>12.2f}"


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        with opened(options.database) as staff:
            for line in run(staff, options):
                print(line)
    except (EmployeeError, sqlite3.Error) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
