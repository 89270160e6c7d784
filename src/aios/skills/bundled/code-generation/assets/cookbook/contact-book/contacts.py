"""A contact book on the command line.

python contacts.py add "Ada" --phone 555-0101 --email ada@example.org     find ada     list
python contacts.py change "Ada" --phone 555-0199     remove "Ada"     export contacts.csv
"""

import argparse
import csv
import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

DEFAULT_FILE = "contacts.json"
FIELDS = ("phone", "email", "address", "note")
PHONE = re.compile(r"\+?[\d\s()-]{3,20}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class ContactError(Exception):
    """The command cannot be carried out; the text says why."""


class ContactBook:
    """People by name in one JSON file, which is replaced as a whole at every change."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.people: dict[str, dict[str, str]] = read(path) if path.exists() else {}

    def add(self, name: str, fields: Mapping[str, str]) -> None:
        """Keep a new person; ContactError if the name is taken."""
        name = name.strip()
        if not name:
            raise ContactError("A name is needed.")
        if name in self.people:
            raise ContactError(f"There is a contact {name!r} already.")
        self.people[name] = checked(fields)
        self._save()

    def change(self, name: str, fields: Mapping[str, str]) -> None:
        """Set these fields of a person; an empty value takes the field away."""
        person = self._person(name) | checked(fields)
        self.people[name] = {field: value for field, value in person.items() if value}
        self._save()

    def remove(self, name: str) -> None:
        """Forget a person."""
        self._person(name)
        del self.people[name]
        self._save()

    def find(self, words: str) -> dict[str, dict[str, str]]:
        """The people in whose name or fields every word occurs, by name, in any case."""
        wanted = words.casefold().split()
        texts = {
            name: " ".join([name, *of.values()]).casefold() for name, of in self.people.items()
        }
        found = (name for name, text in texts.items() if all(word in text for word in wanted))
        return {name: self.people[name] for name in sorted(found, key=str.casefold)}

    def export(self, path: Path) -> int:
        """Write everybody as CSV; how many there are."""
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, ["name", *FIELDS], restval="")
            writer.writeheader()
            writer.writerows({"name": name, **person} for name, person in self.find("").items())
        return len(self.people)

    def _person(self, name: str) -> dict[str, str]:
        if name not in self.people:
            raise ContactError(f"There is no contact {name!r}.")
        return self.people[name]

    def _save(self) -> None:
        new = self.path.with_name(f"{self.path.name}.new")
        new.write_text(json.dumps(self.people, ensure_ascii=False, indent=2), encoding="utf-8")
        os.replace(new, self.path)


def checked(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields without blanks around them; ContactError for a bad phone number or address."""
    kept = {field: value.strip() for field, value in fields.items()}
    for field, pattern in (("phone", PHONE), ("email", EMAIL)):
        if kept.get(field) and not pattern.fullmatch(kept[field]):
            raise ContactError(f"{kept[field]!r} is no {field}.")
    return kept


def read(path: Path) -> dict[str, dict[str, str]]:
    """The people of a file; ContactError if it is not such a file."""
    try:
        people = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): {str(k): str(v) for k, v in of.items()} for name, of in people.items()}
    except (ValueError, AttributeError) as error:
        raise ContactError(f"{path} is no contact book: {error}") from error


def shown(people: Mapping[str, Mapping[str, str]]) -> str:
    """One line for each person."""
    lines = (
        ", ".join([name, *(f"{k}: {v}" for k, v in of.items())]) for name, of in people.items()
    )
    return "\n".join(lines) or "nobody"


def run(book: ContactBook, given: argparse.Namespace) -> str:
    """Carry out one command and return what to show."""
    fields = {f: v for f in FIELDS if (v := getattr(given, f, None)) is not None}
    match given.command:
        case "add":
            book.add(given.name, fields)
        case "change":
            book.change(given.name, fields)
        case "remove":
            book.remove(given.name)
        case "find":
            return shown(book.find(given.words))
        case "export":
            return f"{book.export(Path(given.path))} contacts in {given.path}"
    return shown(book.people)


def main(argv: list[str] | None = None) -> int:
    """The command line; 1 on errors."""
    parser = argparse.ArgumentParser(description="A contact book.")
    parser.add_argument("--file", default=DEFAULT_FILE)
    commands = parser.add_subparsers(dest="command", required=True)
    for command in ("add", "change"):
        writing = commands.add_parser(command)
        writing.add_argument("name")
        for field in FIELDS:
            writing.add_argument(f"--{field}")
    commands.add_parser("remove").add_argument("name")
    commands.add_parser("find").add_argument("words")
    commands.add_parser("export").add_argument("path")
    commands.add_parser("list")
    given = parser.parse_args(argv)
    try:
        print(run(ContactBook(Path(given.file)), given))
    except (ContactError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
