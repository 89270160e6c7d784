"""A small library.

python library.py add TITLE AUTHOR [--copies 2]      list [TEXT]      remove BOOK
python library.py lend BOOK READER                   return BOOK READER       overdue
"""

import argparse
import sqlite3
import sys
from datetime import date, datetime, timedelta

DATABASE = "library.db"
LOAN_DAYS = 30
MAX_LOANS = 5

SCHEMA = """
CREATE TABLE IF NOT EXISTS books (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT NULL, copies INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS loans (
    book INTEGER NOT NULL REFERENCES books (id), reader TEXT NOT NULL, due TEXT NOT NULL,
    PRIMARY KEY (book, reader)
);
"""


class LibraryError(Exception):
    """The command cannot be carried out; the text says why."""


class Library:
    """Books and who has them; every change is saved when the call returns."""

    def __init__(self, path: str = DATABASE) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(SCHEMA)

    def add(self, title: str, author: str, copies: int = 1) -> int:
        """Add a book, or copies of one that is there, and return its number."""
        if not title.strip() or copies < 1:
            raise LibraryError("A book needs a title and at least one copy.")
        known = self._db.execute(
            "SELECT id FROM books WHERE title = ? AND author = ?", (title, author)
        ).fetchone()
        if known:
            self._db.execute(
                "UPDATE books SET copies = copies + ? WHERE id = ?", (copies, known[0])
            )
            return int(known[0])
        sql = "INSERT INTO books (title, author, copies) VALUES (?, ?, ?)"
        return self._db.execute(sql, (title, author, copies)).lastrowid or 0

    def find(self, text: str = "") -> list[tuple[int, str, str, int, int]]:
        """(number, title, author, copies, copies that are here) of books with the text."""
        sql = """
            SELECT id, title, author, copies, copies - COUNT(reader)
            FROM books LEFT JOIN loans ON book = id
            WHERE INSTR(LOWER(title || ' ' || author), LOWER(?)) GROUP BY id ORDER BY title
        """
        return self._db.execute(sql, (text,)).fetchall()

    def lend(self, book: int, reader: str, today: date | None = None) -> date:
        """Lend a copy, and until when."""
        loans = self._db.execute("SELECT COUNT(*) FROM loans WHERE reader = ?", (reader,))
        if loans.fetchone()[0] >= MAX_LOANS:
            raise LibraryError(f"{reader} has {MAX_LOANS} books already.")
        if self._has(book, reader):
            raise LibraryError(f"{reader} has this book already.")
        if self._here(book) < 1:
            raise LibraryError(f"All copies of book {book} are lent.")
        due = (today or datetime.now().astimezone().date()) + timedelta(days=LOAN_DAYS)
        self._db.execute("INSERT INTO loans VALUES (?, ?, ?)", (book, reader, due.isoformat()))
        return due

    def give_back(self, book: int, reader: str) -> None:
        """Take a copy back."""
        if not self._has(book, reader):
            raise LibraryError(f"{reader} does not have book {book}.")
        self._db.execute("DELETE FROM loans WHERE book = ? AND reader = ?", (book, reader))

    def remove(self, book: int) -> None:
        """Take a book out of the library."""
        self._here(book)
        if self._db.execute("SELECT 1 FROM loans WHERE book = ?", (book,)).fetchone():
            raise LibraryError(f"Book {book} is lent and cannot be removed.")
        self._db.execute("DELETE FROM books WHERE id = ?", (book,))

    def overdue(self, today: date | None = None) -> list[tuple[str, str, str]]:
        """(reader, title, due) of what should be back."""
        sql = """
            SELECT reader, title, due FROM loans JOIN books ON id = book
            WHERE due < ? ORDER BY due
        """
        return self._db.execute(
            sql, ((today or datetime.now().astimezone().date()).isoformat(),)
        ).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _has(self, book: int, reader: str) -> bool:
        sql = "SELECT 1 FROM loans WHERE book = ? AND reader = ?"
        return self._db.execute(sql, (book, reader)).fetchone() is not None

    def _here(self, book: int) -> int:
        here = next((row[4] for row in self.find() if row[0] == book), None)
        if here is None:
            raise LibraryError(f"There is no book {book}.")
        return here


def run(library: Library, given: argparse.Namespace) -> str:
    """Carry out one command and return what to show."""
    match given.command:
        case "add":
            return f"book {library.add(given.title, given.author, given.copies)}"
        case "lend":
            return f"due {library.lend(given.book, given.reader)}"
        case "return":
            library.give_back(given.book, given.reader)
            return "thank you"
        case "remove":
            library.remove(given.book)
            return f"removed {given.book}"
        case "overdue":
            return "\n".join(
                f"{due} {title} ({reader})" for reader, title, due in library.overdue()
            )
    rows = library.find(given.text)
    return "\n".join(
        f"{n:>4} {title} / {author}  {here} of {copies} here"
        for n, title, author, copies, here in rows
    )


def main(argv: list[str] | None = None) -> int:
    """The command line; 1 on errors."""
    parser = argparse.ArgumentParser(description="A small library.")
    parser.add_argument("--file", default=DATABASE)
    commands = parser.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add")
    adding.add_argument("title")
    adding.add_argument("author")
    adding.add_argument("--copies", type=int, default=1)
    commands.add_parser("list").add_argument("text", nargs="?", default="")
    for name in ("lend", "return"):
        command = commands.add_parser(name)
        command.add_argument("book", type=int)
        command.add_argument("reader")
    commands.add_parser("remove").add_argument("book", type=int)
    commands.add_parser("overdue")
    given = parser.parse_args(argv)
    library = Library(given.file)
    try:
        print(run(library, given))
    except LibraryError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        library.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
