"""A small container for dependency injection: what a class needs is taken from its annotations.

container.register(Storage, FileStorage)
service = container.get(Service)          # its Storage is made for it
"""

import inspect
import typing
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class InjectionError(Exception):
    """Something cannot be made; the text says what, and for whom."""


class Container:
    """Knows how to make things by their types; each is made once unless it is transient."""

    def __init__(self) -> None:
        self._makers: dict[type, tuple[Callable[..., Any], bool]] = {}
        self._made: dict[type, Any] = {}

    def register(
        self, kind: type[T], maker: Callable[..., T] | None = None, *, transient: bool = False
    ) -> None:
        """Make this kind by a class or function (by itself if none is given)."""
        self._makers[kind] = (maker or kind, transient)
        self._made.pop(kind, None)

    def register_instance(self, kind: type[T], instance: T) -> None:
        """Use this object for the kind."""
        self._makers[kind] = (lambda: instance, False)
        self._made[kind] = instance

    def get(self, kind: type[T]) -> T:
        """The object of that kind, made with all it needs."""
        found: T = self._get(kind, ())
        return found

    def _get(self, kind: type, path: tuple[type, ...]) -> Any:
        if kind in self._made:
            return self._made[kind]
        if kind in path:
            names = " → ".join(each.__name__ for each in (*path, kind))
            raise InjectionError(f"they need each other: {names}")
        if kind not in self._makers:
            needed = f" (for {path[-1].__name__})" if path else ""
            raise InjectionError(f"{getattr(kind, '__name__', kind)} is not registered{needed}")
        maker, transient = self._makers[kind]
        made = maker(**self._arguments(maker, (*path, kind)))
        if not transient:
            self._made[kind] = made
        return made

    def _arguments(self, maker: Callable[..., Any], path: tuple[type, ...]) -> dict[str, Any]:
        called = maker.__init__ if inspect.isclass(maker) else maker  # type: ignore[misc]
        hints = typing.get_type_hints(called) if called is not object.__init__ else {}
        arguments = {}
        for name, parameter in inspect.signature(maker).parameters.items():
            known = hints.get(name) in self._makers
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            if known or parameter.default is parameter.empty:
                arguments[name] = self._get(hints.get(name, object), path)
        return arguments


class Clock:
    """An example: tells the time of day."""

    def now(self) -> str:
        """The time."""
        return "12:00"


class Greeter:
    """An example: needs a clock."""

    def __init__(self, clock: Clock, name: str = "you") -> None:
        self.clock, self.name = clock, name

    def greet(self) -> str:
        """A greeting."""
        return f"hello {self.name}, it is {self.clock.now()}"


if __name__ == "__main__":
    container = Container()
    container.register(Clock)
    container.register(Greeter)
    print(container.get(Greeter).greet())
