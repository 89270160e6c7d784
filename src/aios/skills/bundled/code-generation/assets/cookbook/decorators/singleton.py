"""Classes that have one instance."""

import threading
from typing import Any


class Singleton(type):
    """The metaclass of classes whose every call gives the instance that the first call made."""

    def __init__(cls, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cls._lock = threading.RLock()
        cls._made: list[Any] = []

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """The one instance, in any thread; later arguments are not looked at."""
        with cls._lock:
            if not cls._made:
                cls._made.append(super().__call__(*args, **kwargs))
            return cls._made[0]

    def reset(cls) -> None:
        """Forget the instance, which tests need."""
        with cls._lock:
            cls._made.clear()


class Settings(metaclass=Singleton):
    """One for the whole program."""

    def __init__(self, language: str = "zh") -> None:
        self.language = language


if __name__ == "__main__":
    print(Settings("en") is Settings(), Settings().language)
