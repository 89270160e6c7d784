"""Classes that have one instance."""

import functools
import threading
from typing import Any, TypeVar

C = TypeVar("C", bound=type)


def singleton(cls: C) -> C:
    """Let every call of the class give the instance the first call made, in any thread.

    `Class.reset()` forgets it, which tests need.
    """
    lock = threading.Lock()
    made: list[Any] = []
    new, init = cls.__new__, cls.__init__

    def only_one(klass: type, *args: Any, **kwargs: Any) -> Any:
        with lock:
            if not made:
                instance = new(klass) if new is object.__new__ else new(klass, *args, **kwargs)
                init(instance, *args, **kwargs)
                made.append(instance)
        return made[0]

    @functools.wraps(init)
    def init_done(self: Any, *args: Any, **kwargs: Any) -> None:
        """The instance is initialised by the call that made it."""

    cls.__new__ = only_one  # type: ignore[assignment]
    cls.__init__ = init_done  # type: ignore[misc]
    cls.reset = staticmethod(made.clear)  # type: ignore[attr-defined]
    return cls


@singleton
class Settings:
    """One for the whole program."""

    def __init__(self, language: str = "zh") -> None:
        self.language = language


if __name__ == "__main__":
    print(Settings("en") is Settings(), Settings().language)
