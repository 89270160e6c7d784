"""Write the program that keeps its entries in a JSON file: a function for each of its commands, and
a test of what is kept."""

from subcommands import Keeper


def keeper_source(keeper: Keeper) -> str:
    """The program."""
    parts = [_STORE.format(file=keeper.file), _line(keeper), *_actions(keeper), _main(keeper)]
    body = "\n\n\n".join(part.strip("\n") for part in parts)
    imports = (
        "import argparse\nimport json\nimport sys\nfrom pathlib import Path\nfrom typing import Any"
    )
    end = '\n\n\nif __name__ == "__main__":\n    sys.exit(main())\n'
    return f'"""Keeps its entries in {keeper.file}."""\n\n{imports}\n\n{body}{end}'


_STORE = '''
FILE = Path("{file}")


def load() -> list[dict[str, Any]]:
    """Every entry, the oldest first."""
    if not FILE.exists():
        return []
    entries: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return entries


def save(entries: list[dict[str, Any]]) -> None:
    """Keep the entries."""
    FILE.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\\n", encoding="utf-8")


def one(entries: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """The entry of this number, counted from 1."""
    if not 1 <= number <= len(entries):
        raise ValueError(f"there is no entry {{number}}")
    return entries[number - 1]
'''


def _line(keeper: Keeper) -> str:
    """The function that shows an entry."""
    mark = ', mark="x" if entry.get("done") else " "' if "{mark}" in keeper.shape else ""
    number = "n=number, " if "{n}" in keeper.shape else ""
    fields = ", ".join(f'{name}=entry["{name}"]' for name in keeper.fields)
    return (
        "def line(number: int, entry: dict[str, Any]) -> str:\n"
        '    """An entry as it is shown."""\n'
        f"    return {keeper.shape!r}.format({number}{fields}{mark})"
    )


def _actions(keeper: Keeper) -> list[str]:
    """A function for each verb."""
    return [_ACTIONS[what](keeper) for what in keeper.verbs]


def _head(what: str, prose: str) -> str:
    return f'def do_{what}(args: argparse.Namespace) -> None:\n    """{prose}"""\n'


def _add(keeper: Keeper) -> str:
    entry = ", ".join(f'"{name}": args.{name}' for name in keeper.fields)
    done = ', "done": False' if "done" in keeper.verbs else ""
    return (
        _head("add", "Keep one more.")
        + f"    entries = load()\n    entries.append({{{entry}{done}}})\n    save(entries)\n"
        + "    print(line(len(entries), entries[-1]))"
    )


def _chosen(keeper: Keeper) -> str:
    """The entries that an option leaves."""
    if not keeper.by:
        return "enumerate(load(), 1)"
    same = f'args.{keeper.by} in (None, entry["{keeper.by}"])'
    return f"((n, entry) for n, entry in enumerate(load(), 1) if {same})"


def _list(keeper: Keeper) -> str:
    rows = _chosen(keeper)
    if keeper.order:
        rows = f'sorted({rows}, key=lambda pair: pair[1]["{keeper.order}"])'
    shown = f"    for number, entry in {rows}:\n        print(line(number, entry))"
    return _head("list", "Show the entries.") + shown


def _total(keeper: Keeper) -> str:
    own = next((name for name, kind in keeper.fields.items() if kind == "float"), "")
    value = f'entry["{own}"]' if own else "1"
    form = f":.{keeper.digits}f" if keeper.digits is not None else ":g"
    return (
        _head("total", "Show what the entries add up to.")
        + f"    total = sum({value} for _, entry in {_chosen(keeper)})\n"
        + f'    print(f"{{total{form}}}")'
    )


def _named(what: str, keeper: Keeper) -> str:
    """The entry that a command is about."""
    key = next(iter(keeper.fields))
    if what not in keeper.keyed:
        return "one(entries, args.number)"
    return f'one(entries, 1 + [e["{key}"] for e in [*entries, vars(args)]].index(args.{key}))'


def _done(keeper: Keeper) -> str:
    return (
        _head("done", "Mark one as done.") + "    entries = load()\n"
        f'    {_named("done", keeper)}["done"] = True\n    save(entries)'
    )


def _remove(keeper: Keeper) -> str:
    return (
        _head("remove", "Away with one.") + "    entries = load()\n"
        f"    entries.remove({_named('remove', keeper)})\n    save(entries)"
    )


def _find(_keeper: Keeper) -> str:
    return (
        _head("find", "Show the entries that hold a word.")
        + "    for number, entry in enumerate(load(), 1):\n"
        "        if any(args.word.lower() in str(value).lower() for value in entry.values()):\n"
        "            print(line(number, entry))"
    )


def _get(keeper: Keeper) -> str:
    key, *rest = keeper.fields
    return (
        _head("get", "Show the value of one.")
        + f'    found = [e for e in load() if e["{key}"] == args.{key}]\n'
        f'    if not found:\n        raise ValueError(f"there is no {{args.{key}}}")\n'
        f'    print(found[-1]["{(rest or [key])[0]}"])'
    )


def _set(keeper: Keeper) -> str:
    key = next(iter(keeper.fields))
    entry = ", ".join(f'"{name}": args.{name}' for name in keeper.fields)
    return (
        _head("set", "Keep a value.")
        + f'    entries = [e for e in load() if e["{key}"] != args.{key}]\n'
        f"    save([*entries, {{{entry}}}])"
    )


def _count(_keeper: Keeper) -> str:
    return _head("count", "Show how many there are.") + "    print(len(load()))"


def _clear(_keeper: Keeper) -> str:
    return _head("clear", "Away with all.") + "    save([])"


_ACTIONS = {
    "add": _add, "list": _list, "done": _done, "remove": _remove, "total": _total, "find": _find,
    "get": _get, "set": _set, "count": _count, "clear": _clear,
}  # fmt: skip


def _main(keeper: Keeper) -> str:
    lines = ["def main() -> int:", '    """Do what the command line says."""']
    lines += [
        "    parser = argparse.ArgumentParser(description=__doc__)",
        '    commands = parser.add_subparsers(dest="command", required=True)',
    ]
    for what, verb in keeper.verbs.items():
        lines.append(f'    {verb} = commands.add_parser("{verb}")')
        lines += [f"    {verb}.add_argument({given})" for given in _arguments(what, keeper)]
        lines.append(f"    {verb}.set_defaults(run=do_{what})")
    lines += [
        "    args = parser.parse_args()",
        "    try:",
        "        args.run(args)",
        "    except (OSError, ValueError) as error:",
        '        print(f"error: {error}", file=sys.stderr)',
        f"        return {keeper.status}",
        "    return 0",
    ]
    return "\n".join(lines)


def _arguments(what: str, keeper: Keeper) -> list[str]:
    """What a command takes."""
    fields = [
        f'"{name}"' + (", type=float" if kind == "float" else "")
        for name, kind in keeper.fields.items()
    ]
    if what in ("list", "total"):
        return [f'"{keeper.option}"'] if keeper.by else []
    numbers = {
        name: fields[:1] if name in keeper.keyed else ['"number", type=int']
        for name in ("done", "remove")
    }
    known = {"add": fields, "set": fields, "get": fields[:1], "find": ['"word"']} | numbers
    return known.get(what, [])


def tests_of_keeper(stem: str, keeper: Keeper) -> str:
    """A test of what is kept."""
    verb = keeper.verbs.get("add") or keeper.verbs["set"]
    given = ", ".join('"5"' if kind == "float" else '"tea"' for kind in keeper.fields.values())
    told = [f'run("{verb}", {given})']
    if "list" in keeper.verbs:
        told.append(f'assert run("{keeper.verbs["list"]}").strip()')
    body = "".join(f"    {line}\n" for line in told)
    return _TEST.format(stem=stem, body=body)


_TEST = '''"""What is kept is there."""

import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = Path("{stem}.py").resolve()
FOLDER = tempfile.mkdtemp()


def run(*arguments: str) -> str:
    command = [sys.executable, str(PROGRAM), *arguments]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=True)
    return done.stdout


def test_what_is_kept() -> None:
{body}'''
