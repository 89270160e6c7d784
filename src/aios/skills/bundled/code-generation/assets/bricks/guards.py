"""Bricks: decorators and context managers that watch over what is done."""

import contextlib
import functools
import inspect
import os
import shutil
import threading
import time
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SAMPLE = Path("sample.txt")


def type_checked(func: Callable[..., Any]) -> Callable[..., Any]:
    """A decorator that raises TypeError where an argument is not of its annotated type.

    >>> def double(n: int) -> int:
    ...     return 2 * n
    >>> type_checked(double)(2)
    4
    >>> type_checked(double)("2")  # else
    Traceback (most recent call last):
    TypeError: n
    """
    signature = inspect.signature(func)

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        hints = typing.get_type_hints(func)
        for name, value in signature.bind(*args, **kwargs).arguments.items():
            kind = typing.get_origin(hints.get(name)) or hints.get(name)
            kinds = typing.get_args(hints[name]) if name in hints and kind is typing.Union else kind
            if isinstance(kinds, type | tuple) and not isinstance(value, kinds):
                raise TypeError(f"{name} must be {kind}, not {type(value).__name__}")  # else
        return func(*args, **kwargs)

    return wrapper


def time_limited(seconds: float) -> Callable[..., Any]:
    """A decorator that raises TimeoutError when the function takes longer than so many seconds.

    >>> time_limited(5)(len)("ab")
    2
    >>> time_limited(0.02)(time.sleep)(0.2)
    Traceback (most recent call last):
    TimeoutError: long
    """

    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            ended: list[tuple[bool, Any]] = []

            def work() -> None:
                try:
                    ended.append((True, func(*args, **kwargs)))
                except BaseException as error:  # noqa: BLE001 - it is raised again
                    ended.append((False, error))

            thread = threading.Thread(target=work, daemon=True)
            thread.start()
            thread.join(seconds)
            if not ended:
                raise TimeoutError(f"it took longer than {seconds} seconds")
            good, result = ended[0]
            if not good:
                raise result
            return result

        return wrapper

    return decorate


@contextlib.contextmanager
def timed_block(name: str = "block") -> Iterator[None]:
    """A context manager that prints how long its block took.

    >>> with timed_block("work"):
    ...     pass
    """
    begun = time.perf_counter()
    try:
        yield
    finally:
        print(f"{name}: {time.perf_counter() - begun:.4f} s")


@contextlib.contextmanager
def working_folder(path: str | Path) -> Iterator[Path]:
    """A context manager in whose block another folder is the current one.

    >>> before = Path.cwd()
    >>> with working_folder("/"):
    ...     there = Path.cwd()
    >>> there == Path("/"), Path.cwd() == before
    (True, True)
    """
    before = Path.cwd()
    os.chdir(path)
    try:
        yield Path(path)
    finally:
        os.chdir(before)


@contextlib.contextmanager
def environment(**values: str) -> Iterator[None]:
    """A context manager in whose block variables of the environment are set.

    >>> with environment(TRIED="1"):
    ...     told = os.environ["TRIED"]
    >>> told, "TRIED" in os.environ
    ('1', False)
    """
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def atomic_write(path: str | Path, mode: str = "w", encoding: str = "utf-8") -> Iterator[Any]:
    """A context manager whose file takes the place of the old one only when all went well.

    >>> with atomic_write(SAMPLE) as file:
    ...     _ = file.write("new")
    >>> SAMPLE.read_text()
    'new'
    """
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with beside.open(mode, encoding=None if "b" in mode else encoding) as file:
            yield file
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def rotate_backup(path: Path, keep: int = 3) -> Path | None:
    """Copy a file to path.1; what was path.1 becomes path.2, and no more than so many are kept.

    >>> _ = SAMPLE.write_text("a")
    >>> rotate_backup(SAMPLE, 2).suffix, rotate_backup(SAMPLE, 2).suffix
    ('.1', '.1')
    >>> sorted(path.suffix for path in SAMPLE.parent.glob(f"{SAMPLE.name}.*"))
    ['.1', '.2']
    """
    source = Path(path)
    names = [source.with_name(f"{source.name}.{number}") for number in range(1, keep + 1)]
    if not names:
        return None
    names[-1].unlink(missing_ok=True)
    for old, new in zip(names[-2::-1], names[:0:-1], strict=True):
        if old.exists():
            old.replace(new)
    shutil.copy2(source, names[0])
    return names[0]
