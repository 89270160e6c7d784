"""Context managers: another working folder, environment variables, files written atomically."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TextIO


@contextmanager
def working_folder(path: str | Path) -> Iterator[Path]:
    """Work in another folder, and come back whatever happens."""
    before = Path.cwd()
    os.chdir(path)
    try:
        yield Path.cwd()
    finally:
        os.chdir(before)


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set environment variables, and restore what they were."""
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


class AtomicFile:
    """A file that appears whole when the block ends, and not at all if it raises."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._half = self._path.with_name(f".{self._path.name}.part")

    def __enter__(self) -> TextIO:
        self._file = self._half.open("w", encoding="utf-8")
        return self._file

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()
        if kind is None:
            self._half.replace(self._path)
        else:
            self._half.unlink()


if __name__ == "__main__":
    with working_folder("/"), environment(GREETING="hello"):
        print(Path.cwd(), os.environ["GREETING"])
