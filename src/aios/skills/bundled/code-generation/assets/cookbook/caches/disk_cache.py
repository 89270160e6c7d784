"""A cache on disk that outlives the program: JSON values in files, with a time to live.

cache = DiskCache(Path(".cache"), ttl_s=3600)
cache.set("key", {"any": "JSON"})
cache.get("key")

@cache.cached
def fetch(url): ...
"""

import functools
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

FOLDER = ".cache"
TTL_S = 3600.0

P = ParamSpec("P")
R = TypeVar("R")


class DiskCache:
    """One file per key; a file that is broken or too old counts as absent."""

    def __init__(
        self,
        folder: Path = Path(FOLDER),
        ttl_s: float | None = TTL_S,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if ttl_s is not None and ttl_s <= 0:
            raise ValueError("ttl_s must be above 0, or None for ever")
        self.folder, self.ttl_s, self._clock = folder, ttl_s, clock
        folder.mkdir(parents=True, exist_ok=True)

    def set(self, key: str, value: Any) -> None:
        """Keep a value that JSON knows; written whole or not at all."""
        text = json.dumps({"key": key, "at": self._clock(), "value": value}, ensure_ascii=False)
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, self._path(key))

    def get(self, key: str, default: Any = None) -> Any:
        """The value, or the default."""
        entry = self._entry(self._path(key))
        return entry["value"] if entry and entry["key"] == key else default

    def delete(self, key: str) -> bool:
        """Forget the key; False if it was not there."""
        there = self._path(key).exists()
        self._path(key).unlink(missing_ok=True)
        return there

    def clear(self) -> int:
        """Forget everything; how many entries there were."""
        files = list(self.folder.glob("*.json"))
        for file in files:
            file.unlink(missing_ok=True)
        return len(files)

    def remove_expired(self) -> int:
        """Delete the files of entries that are too old or broken; how many there were."""
        old = [file for file in self.folder.glob("*.json") if self._entry(file) is None]
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)

    def cached(self, function: Callable[P, R]) -> Callable[P, R]:
        """A decorator: the results, which JSON must know, are kept by name and arguments."""

        @functools.wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            name = f"{function.__module__}.{function.__qualname__}"
            key = json.dumps([name, args, sorted(kwargs.items())], ensure_ascii=False, default=repr)
            missing = {"no": "value"}
            value = self.get(key, missing)
            if value is missing:
                value = function(*args, **kwargs)
                self.set(key, value)
            return value  # type: ignore[no-any-return]

        return remembered

    def _path(self, key: str) -> Path:
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()}.json"

    def _entry(self, path: Path) -> dict[str, Any] | None:
        try:
            entry: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            fresh = self.ttl_s is None or self._clock() - entry["at"] < self.ttl_s
            return entry if fresh and {"key", "value"} <= entry.keys() else None
        except (OSError, ValueError, KeyError, TypeError):
            return None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        cache = DiskCache(Path(place))
        cache.set("answer", 42)
        print(DiskCache(Path(place)).get("answer"))
