"""A to-do list for the command line, kept in one JSON file.

python todo.py add "buy milk"      python todo.py done 1
python todo.py list [--all]        python todo.py remove 1
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

DEFAULT_FILE = "todo.json"


@dataclass(frozen=True)
class Item:
    """One thing to do; `id` is never used again while the list lives."""

    id: int
    text: str
    done: bool = False


class TodoError(Exception):
    """The command cannot be carried out; the text says why."""


class TodoList:
    """The items of one file. Every change is on disk when the call returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.items, self._next_id = read(path)

    def add(self, text: str) -> Item:
        if not text.strip():
            raise TodoError("There is nothing to do in an empty text.")
        item = Item(self._next_id, " ".join(text.split()))
        self.items.append(item)
        self._next_id += 1
        self._save()
        return item

    def complete(self, item_id: int) -> Item:
        place = self._place(item_id)
        self.items[place] = replace(self.items[place], done=True)
        self._save()
        return self.items[place]

    def remove(self, item_id: int) -> Item:
        item = self.items.pop(self._place(item_id))
        self._save()
        return item

    def open_items(self) -> list[Item]:
        return [item for item in self.items if not item.done]

    def _place(self, item_id: int) -> int:
        for place, item in enumerate(self.items):
            if item.id == item_id:
                return place
        raise TodoError(f"There is no item {item_id}.")

    def _save(self) -> None:
        content = {"next_id": self._next_id, "items": [asdict(item) for item in self.items]}
        write_atomically(self.path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def read(path: Path) -> tuple[list[Item], int]:
    """The items of the file and the next free id; a missing file is an empty list."""
    if not path.exists():
        return [], 1
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return [Item(**entry) for entry in content["items"]], content["next_id"]
    except (ValueError, TypeError, KeyError) as error:
        raise TodoError(f"{path} is not a to-do file: {error}") from error


def write_atomically(path: Path, text: str) -> None:
    """Replace the file in one step: a crash leaves the old content or the new, never half."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def show(item: Item) -> str:
    return f"{item.id:>3} [{'x' if item.done else ' '}] {item.text}"


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Keep a to-do list.")
    parser.add_argument("--file", type=Path, default=Path(DEFAULT_FILE), help="where it is kept")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("add", help="add an item").add_argument("text", nargs="+")
    listing = commands.add_parser("list", help="show the open items")
    listing.add_argument("--all", action="store_true", help="show the finished ones too")
    for name, text in (("done", "mark an item as done"), ("remove", "delete an item")):
        commands.add_parser(name, help=text).add_argument("id", type=int)
    return parser.parse_args(argv)


def run(arguments: argparse.Namespace) -> str:
    """Carry out one command and return what to show."""
    todo = TodoList(arguments.file)
    match arguments.command:
        case "add":
            return show(todo.add(" ".join(arguments.text)))
        case "done":
            return show(todo.complete(arguments.id))
        case "remove":
            return f"removed: {todo.remove(arguments.id).text}"
    items = todo.items if arguments.all else todo.open_items()
    return "\n".join(map(show, items)) or "Nothing to do."


def main(argv: Sequence[str] | None = None) -> int:
    try:
        print(run(parse_arguments(argv)))
    except (TodoError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
