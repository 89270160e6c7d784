"""Check arguments and results against their annotations."""

import functools
import inspect
import types
import typing
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def type_checked(function: Callable[P, R]) -> Callable[P, R]:
    """The function, raising TypeError for a value that its annotation does not allow."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        hints = typing.get_type_hints(function)
        bound = signature.bind(*args, **kwargs)
        for name, value in bound.arguments.items():
            plain = signature.parameters[name].kind not in (
                inspect.Parameter.VAR_POSITIONAL,
                inspect.Parameter.VAR_KEYWORD,
            )
            if plain and name in hints:
                require(value, hints[name], f"argument {name}")
        result = function(*args, **kwargs)
        if "return" in hints:
            require(result, hints["return"], "result")
        return result

    return checked


def require(value: Any, hint: Any, what: str) -> None:
    """TypeError unless the value is allowed."""
    if not matches(value, hint):
        shown = getattr(hint, "__name__", None) if not typing.get_args(hint) else None
        raise TypeError(
            f"{what} must be {shown or hint}, not {type(value).__name__}: {value!r:.60}"
        )


def matches(value: Any, hint: Any) -> bool:
    """Whether the value is of the type; hints it does not know allow everything."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return True
    if hint is None or hint is type(None):
        return value is None
    if origin in (typing.Union, types.UnionType):
        return any(matches(value, each) for each in inner)
    if origin is typing.Literal:
        return value in inner
    if origin in (list, set, frozenset) and inner:
        return isinstance(value, origin) and all(matches(item, inner[0]) for item in value)
    if origin is dict and inner:
        pairs = value.items() if isinstance(value, dict) else ()
        return isinstance(value, dict) and all(
            matches(k, inner[0]) and matches(v, inner[1]) for k, v in pairs
        )
    if hint is float:  # as type checkers have it, an int will do
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    plain = origin or hint
    return isinstance(value, plain) if isinstance(plain, type) else True


@type_checked
def repeat(text: str, times: int = 2) -> str:
    """An example."""
    return text * times


if __name__ == "__main__":
    print(repeat("ab"))
    untrusted: Any = "3"
    try:
        repeat("ab", untrusted)
    except TypeError as error:
        print(error)
