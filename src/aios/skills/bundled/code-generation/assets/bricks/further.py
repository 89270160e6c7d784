"""Bricks: what is taken apart, counted in logs, and looked for in graphs with weights."""

import asyncio
import csv
import heapq
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

SAMPLE = Path("sample.txt")


def tokenize(text: str) -> list[str]:
    """The numbers, names, operators and brackets of an expression, as texts.

    >>> tokenize("3 + 4.5*(x-1) >= y")
    ['3', '+', '4.5', '*', '(', 'x', '-', '1', ')', '>=', 'y']
    >>> tokenize("1 # 2")
    Traceback (most recent call last):
    ValueError: #
    """
    tokens = re.findall(r"\d+\.?\d*|\.\d+|\w+|\*\*|//|[<>=!]=|[-+*/%^()<>=,]|\S", text)
    for token in tokens:
        if not re.match(r"[\w.]|[-+*/%^()<>=!,]", token) or token in (".", "!"):
            raise ValueError(f"not understood: {token}")  # else
    return tokens


def lightest_path(
    graph: Mapping[Any, Mapping[Any, float]], start: Any, end: Any
) -> tuple[float | None, list[Any]]:
    """The weight and the nodes of the lightest way, (None, []) if there is none.

    >>> lightest_path({"a": {"b": 1, "c": 9}, "b": {"c": 2}}, "a", "c")
    (3, ['a', 'b', 'c'])
    >>> lightest_path({"a": {}}, "a", "z")  # else
    (None, [])
    """
    waiting: list[tuple[float, int, list[Any]]] = [(0, 0, [start])]
    done, count = set(), 0
    while waiting:
        weight, _, path = heapq.heappop(waiting)
        if path[-1] == end:
            return weight, path
        if path[-1] in done:
            continue
        done.add(path[-1])
        for node, more in graph.get(path[-1], {}).items():
            count += 1
            heapq.heappush(waiting, (weight + more, count, [*path, node]))
    return None, []  # else


def split_file(source: Path, parts: int = 2) -> list[str]:
    """Split a text file into so many files of about as many lines: their names.

    >>> _ = SAMPLE.write_text("a\\nb\\nc\\n")
    >>> [Path(name).stem.split("_")[-1] for name in split_file(SAMPLE, 2)]
    ['1', '2']
    """
    path = Path(source)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    size, rest = divmod(len(lines), parts)
    names, at = [], 0
    for number in range(1, parts + 1):
        end = at + size + (number <= rest)
        target = path.with_name(f"{path.stem}_{number}{path.suffix}")
        target.write_text("".join(lines[at:end]), encoding="utf-8")
        names.append(str(target))
        at = end
    return names


def count_statuses(source: Path) -> dict[int, int]:
    """How many requests of an access log had each status code.

    >>> _ = SAMPLE.write_text('1.2.3.4 - - [x] "GET / HTTP/1.1" 200 5\\n')
    >>> count_statuses(SAMPLE)
    {200: 1}
    """
    text = Path(source).read_text(encoding="utf-8", errors="replace")
    return dict(Counter(map(int, re.findall(r'" (\d{3})(?= |$)', text, re.MULTILINE))))


def count_by_hour(source: Path) -> dict[str, int]:
    """How many lines of a log there are in each hour, by the time that a line has in it.

    >>> _ = SAMPLE.write_text("2024-01-01 13:05:22 a\\n2024-01-01 13:59:00 b\\n")
    >>> count_by_hour(SAMPLE)
    {'2024-01-01 13': 2}
    """
    text = Path(source).read_text(encoding="utf-8", errors="replace")
    found = re.findall(r"^\D{0,3}(\d{4}-\d\d-\d\d)[T ](\d\d):\d\d", text, re.MULTILINE)
    return dict(Counter(f"{day} {hour}" for day, hour in found))


async def await_each(
    items: Iterable[Any], func: Callable[[Any], Awaitable[Any]], limit: int = 5
) -> list[Any]:
    """Await the function for each item, never more than `limit` at once: the results in order.

    >>> asyncio.run(await_each([1, 2, 3], lambda n: asyncio.sleep(0, n * 2), 2))
    [2, 4, 6]
    """
    gate = asyncio.Semaphore(limit)

    async def one(item: Any) -> Any:
        async with gate:
            return await func(item)

    return list(await asyncio.gather(*map(one, items)))


def clean_csv(source: Path, target: Path) -> int:
    """Copy a CSV file, its cells trimmed, without empty and duplicate rows: the rows written.

    >>> _ = SAMPLE.write_text("name,city\\n a , Rome\\n,\\nb,Oslo\\na,Rome\\n")
    >>> clean_csv(SAMPLE, SAMPLE)
    2
    """
    with Path(source).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = [[cell.strip() for cell in row] for row in csv.reader(file)] or [[]]
    kept = dict.fromkeys(tuple(row) for row in rows if any(row))
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *kept])
    return len(kept)


def deep_merge(base: Mapping[str, Any], override: Mapping[str, Any]) -> dict[str, Any]:
    """A new mapping of both, the other going first; mappings in them are merged as well.

    >>> deep_merge({"a": {"b": 1, "c": 2}}, {"a": {"b": 5}, "d": 3})
    {'a': {'b': 5, 'c': 2}, 'd': 3}
    """
    merged = dict(base)
    for key, value in override.items():
        known = merged.get(key)
        both = isinstance(known, Mapping) and isinstance(value, Mapping)
        merged[key] = deep_merge(known or {}, value) if both else value
    return merged
