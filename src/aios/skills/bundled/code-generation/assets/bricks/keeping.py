"""Bricks: settings, logs, results kept in files, grids, and texts replaced in files."""

import asyncio
import configparser
import functools
import json
import logging
import os
from collections.abc import Awaitable, Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

SAMPLE = Path("sample.ini")


class IniSettings:
    """The settings of an INI file, by "section.key"; a file that is not there starts empty.

    >>> settings = IniSettings(Path("tried.ini"))
    >>> settings.set("web.port", 80)
    >>> settings.save()
    >>> again = IniSettings(Path("tried.ini"))
    >>> again.get("web.port"), again.get_int("web.port"), again.get("web.host", "x")
    ('80', 80, 'x')
    """

    def __init__(self, path: Path) -> None:
        self._path = Path(path)
        self._parser = configparser.ConfigParser(interpolation=None)
        self._parser.optionxform = str  # type: ignore[assignment, method-assign]
        self._parser.read(self._path, encoding="utf-8")

    def get(self, name: str, default: Any = None) -> Any:
        """The text of a setting."""
        section, _, key = name.partition(".")
        return self._parser.get(section, key, fallback=default)

    def get_int(self, name: str, default: Any = None) -> Any:
        """A setting as a whole number."""
        value = self.get(name)
        return default if value is None else int(value)

    def get_float(self, name: str, default: Any = None) -> Any:
        """A setting as a number."""
        value = self.get(name)
        return default if value is None else float(value)

    def get_bool(self, name: str, default: Any = None) -> Any:
        """A setting that is yes or no."""
        value = self.get(name)
        if value is None:
            return default
        known = configparser.ConfigParser.BOOLEAN_STATES
        if str(value).lower() not in known:
            raise ValueError(f"{name} is neither yes nor no: {value!r}")
        return known[str(value).lower()]

    def set(self, name: str, value: Any) -> None:
        """Change a setting, or make it."""
        section, _, key = name.partition(".")
        if not self._parser.has_section(section):
            self._parser.add_section(section)
        self._parser.set(section, key, str(value))

    def save(self) -> None:
        """Write the file."""
        with Path(self._path).open("w", encoding="utf-8") as file:
            self._parser.write(file)


def setup_rotating(
    path: Path, level: str = "INFO", max_bytes: int = 1_000_000, backups: int = 3, name: str = "app"
) -> logging.Logger:
    """A logger that writes to the screen and to a file that is changed for a new one at a size;
    asked for again, it writes nothing twice.

    >>> logger = setup_rotating(Path("tried.log"))
    >>> setup_rotating(Path("tried.log")) is logger, len(logger.handlers)
    (True, 2)
    """
    logger = logging.getLogger(name)
    logger.setLevel(level)
    logger.propagate = False
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    form = logging.Formatter("%(asctime)s [%(levelname)s] %(message)s", "%Y-%m-%d %H:%M:%S")
    kept = RotatingFileHandler(path, maxBytes=max_bytes, backupCount=backups, encoding="utf-8")
    for handler in (logging.StreamHandler(), kept):
        handler.setFormatter(form)
        logger.addHandler(handler)
    return logger


def memoize_to_file(path: Path) -> Callable[..., Any]:
    """A decorator that keeps results in a JSON file, for the next run too; `clear()` forgets them.

    >>> calls = []
    >>> @memoize_to_file(Path("tried.json"))
    ... def double(n):
    ...     calls.append(n)
    ...     return 2 * n
    >>> double.clear()
    >>> double(3), double(3), calls
    (6, 6, [3])
    """
    file = Path(path)

    def read() -> dict[str, Any]:
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def write(kept: dict[str, Any]) -> None:
        partial = Path(f"{file}.part")
        partial.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        os.replace(partial, file)

    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            key, kept = repr((args, sorted(kwargs.items()))), read()
            if key not in kept:
                kept[key] = func(*args, **kwargs)
                write(kept)
            return kept[key]

        wrapper.clear = lambda: write({})  # type: ignore[attr-defined]
        return wrapper

    return decorate


async def with_deadline(coro: Awaitable[Any], seconds: float, default: Any = None) -> Any:
    """What a coroutine gives, or something else where it takes longer.

    >>> asyncio.run(with_deadline(asyncio.sleep(0, 1), 1)), asyncio.run(
    ...     with_deadline(asyncio.sleep(1), 0.01, "late")
    ... )
    (1, 'late')
    """
    try:
        return await asyncio.wait_for(coro, seconds)
    except TimeoutError:
        return default  # else


class Grid:
    """Characters in rows and columns; (0, 0) is at the top on the left.

    >>> grid = Grid(2, 2)
    >>> grid.set(1, 0, "#")
    >>> grid.get(1, 0), sorted(grid.neighbors(0, 0)), str(grid)
    ('#', [(0, 1), (1, 0)], '.#\\n..')
    >>> grid.get(2, 0)
    Traceback (most recent call last):
    IndexError: outside
    """

    def __init__(self, width: int, height: int, fill: Any = ".") -> None:
        self.width, self.height = width, height
        self._rows = [[fill] * width for _ in range(height)]

    def set(self, x: int, y: int, value: Any) -> None:
        """Put something in a cell."""
        self._check(x, y)
        self._rows[y][x] = value

    def get(self, x: int, y: int) -> Any:
        """What is in a cell."""
        self._check(x, y)
        return self._rows[y][x]

    def inside(self, x: int, y: int) -> bool:
        """Whether there is such a cell."""
        return 0 <= x < self.width and 0 <= y < self.height

    def neighbors(self, x: int, y: int) -> list[tuple[int, int]]:
        """The cells above, below, on the left and on the right of a cell."""
        beside = [(x, y - 1), (x, y + 1), (x - 1, y), (x + 1, y)]
        return [(a, b) for a, b in beside if self.inside(a, b)]

    def __str__(self) -> str:
        return "\n".join("".join(map(str, row)) for row in self._rows)

    def _check(self, x: int, y: int) -> None:
        if not self.inside(x, y):
            raise IndexError(f"({x}, {y}) is outside of the grid")  # else


def replace_in_files(old: str, new: str, files: list[Path]) -> list[str]:
    """Replace a text by another in files; each that changes is kept as name.bak first. The names of
    those, each with how often.

    >>> _ = SAMPLE.write_text("a.b a.b axb")
    >>> replace_in_files("a.b", "c", [SAMPLE])[0].endswith(": 2")
    True
    """
    told = []
    for file in files:
        path = Path(file)
        content = path.read_bytes()
        count = content.count(old.encode())
        if count:
            path.with_name(f"{path.name}.bak").write_bytes(content)
            path.write_bytes(content.replace(old.encode(), new.encode()))
            told.append(f"{path.name}: {count}")
    return told


_LENGTHS = {
    "mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0,
    "in": 0.0254, "ft": 0.3048, "yd": 0.9144, "mi": 1609.344, "nmi": 1852.0,
}  # fmt: skip
_MASSES = {"mg": 1e-6, "g": 0.001, "kg": 1.0, "t": 1000.0, "oz": 0.028349523125, "lb": 0.45359237}
_VOLUMES = {"ml": 0.001, "l": 1.0, "gal": 3.785411784}
_KELVIN = {"c": (1.0, 273.15), "k": (1.0, 0.0), "f": (5 / 9, 273.15 - 160 / 9)}


def convert_units(value: float, source: str, target: str) -> float:
    """A value of one unit in another: lengths, masses, volumes and temperatures.

    >>> round(convert_units(10, "km", "mi"), 3), round(convert_units(100, "C", "F"), 6)
    (6.214, 212.0)
    >>> convert_units(1, "km", "kg")
    Traceback (most recent call last):
    ValueError: km
    """
    one, other = source.lower(), target.lower()
    for units in (_LENGTHS, _MASSES, _VOLUMES):
        if one in units and other in units:
            return value * units[one] / units[other]
    if one in _KELVIN and other in _KELVIN:
        (scale, zero), (size, start) = _KELVIN[one], _KELVIN[other]
        return (value * scale + zero - start) / size
    raise ValueError(f"{source} cannot be converted to {target}")  # else
