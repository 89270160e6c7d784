"""A command line program with subcommands, made with argparse: the skeleton to build on.

python cli.py add "buy milk" --tag home        python cli.py list --json
python cli.py --verbose --file items.json remove 1
"""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "items.json"
VERSION = "1.0.0"

log = logging.getLogger("cli")


class CliError(Exception):
    """What the user can put right; it is printed without a traceback."""


@dataclass
class Item:
    """What the commands work on."""

    id: int
    text: str
    tags: list[str] = field(default_factory=list)


def read(path: Path) -> list[Item]:
    """The items in the file, none if it is not there."""
    if not path.exists():
        return []
    try:
        return [Item(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, TypeError) as error:
        raise CliError(f"{path} is damaged: {error}") from error


def write(path: Path, items: Sequence[Item]) -> None:
    """Write the items whole or not at all."""
    part = path.with_name(path.name + ".part")
    text = json.dumps([asdict(item) for item in items], ensure_ascii=False, indent=2)
    part.write_text(text + "\n", encoding="utf-8")
    os.replace(part, path)


def add(given: argparse.Namespace) -> None:
    """Add an item."""
    items = read(given.file)
    item = Item(max((each.id for each in items), default=0) + 1, given.text, given.tag)
    write(given.file, [*items, item])
    print(f"added {item.id}: {item.text}")


def show(given: argparse.Namespace) -> None:
    """List the items, or those with a tag."""
    items = [each for each in read(given.file) if given.tag is None or given.tag in each.tags]
    if given.json:
        print(json.dumps([asdict(each) for each in items], ensure_ascii=False))
        return
    for each in items:
        print(f"{each.id:>3}  {each.text}  {' '.join('#' + tag for tag in each.tags)}".rstrip())
    log.info("%d items", len(items))


def remove(given: argparse.Namespace) -> None:
    """Remove an item."""
    items = read(given.file)
    kept = [each for each in items if each.id != given.id]
    if len(kept) == len(items):
        raise CliError(f"there is no item {given.id}")
    write(given.file, kept)
    print(f"removed {given.id}")


def parser() -> argparse.ArgumentParser:
    """The options of all commands; a command is a function of the options."""
    made = argparse.ArgumentParser(description="Keep a list of items.")
    made.add_argument("--version", action="version", version=VERSION)
    made.add_argument("-v", "--verbose", action="store_true", help="say what is done")
    made.add_argument("--file", type=Path, default=Path(FILE), help="where the items are kept")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        each = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        each.set_defaults(run=run)
        return each

    adding = command("add", add)
    adding.add_argument("text")
    adding.add_argument("-t", "--tag", action="append", default=[], help="may be given again")
    listing = command("list", show)
    listing.add_argument("-t", "--tag")
    listing.add_argument("--json", action="store_true", help="for other programs")
    command("remove", remove).add_argument("id", type=int)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Do what is asked: 0 if it was done, 1 if not, 2 (by argparse) for wrong options."""
    given = parser().parse_args(argv)
    level = logging.INFO if given.verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)
    log.setLevel(level)
    try:
        given.run(given)
    except (CliError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
