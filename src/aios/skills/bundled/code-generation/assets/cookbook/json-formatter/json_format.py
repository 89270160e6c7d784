"""Format and validate JSON.

python json_format.py data.json [--sort] [--minify] [--path a.b[0]]     (- reads what comes in)
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

INDENT = 2
STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")


class JsonError(Exception):
    """The text is no JSON; the message shows where."""


def parse(text: str) -> Any:
    """The value; JsonError with the line for bad syntax, repeated keys and numbers like NaN."""
    try:
        return json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except json.JSONDecodeError as error:
        line = (text.splitlines() or [""])[min(error.lineno, len(text.splitlines()) or 1) - 1]
        pointer = " " * min(error.colno - 1, 79) + "^"
        place = f"line {error.lineno}, column {error.colno}"
        raise JsonError(f"{error.msg}: {place}\n{line[:120]}\n{pointer}") from error


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; JsonError if a key comes twice."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise JsonError(f"the key {key!r} comes more than once in one object")
        found[key] = value
    return found


def refuse(name: str) -> Any:
    """NaN and Infinity are not JSON, though Python reads them."""
    raise JsonError(f"{name} is not JSON")


def taken(value: Any, path: str) -> Any:
    """The part of the value at a path such as a.b[0]; JsonError if there is none."""
    if STEP.sub("", path):
        raise JsonError(f"{path!r} is no path like a.b[0]")
    for key, index in STEP.findall(path):
        try:
            value = value[int(index)] if index else value[key]
        except (KeyError, IndexError, TypeError) as error:
            raise JsonError(f"there is no {path}: {key or index} is missing") from error
    return value


def formatted(value: Any, sort: bool = False, minify: bool = False) -> str:
    """The value as text."""
    if minify:
        return json.dumps(value, ensure_ascii=False, sort_keys=sort, separators=(",", ":"))
    return json.dumps(value, ensure_ascii=False, sort_keys=sort, indent=INDENT)


def main(argv: list[str] | None = None) -> int:
    """Print the file formatted; 1 with the error if it is no JSON."""
    parser = argparse.ArgumentParser(description="Format and validate JSON.")
    parser.add_argument("file")
    parser.add_argument("--sort", action="store_true", help="sort the keys")
    parser.add_argument("--minify", action="store_true", help="one line without blanks")
    parser.add_argument("--path", default="", help="only this part, as a.b[0]")
    given = parser.parse_args(argv)
    try:
        text = sys.stdin.read() if given.file == "-" else Path(given.file).read_text("utf-8-sig")
        print(formatted(taken(parse(text), given.path), given.sort, given.minify))
    except (JsonError, OSError, UnicodeDecodeError) as error:
        print(f"{given.file}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
