"""A stack that knows its minimum."""

from typing import Any, Generic, Protocol, TypeVar


class Ordered(Protocol):
    """What can be compared with its like."""

    def __lt__(self, other: Any, /) -> bool: ...


T = TypeVar("T", bound=Ordered)


class Stack(Generic[T]):
    """Last in, first out; every call is O(1)."""

    def __init__(self) -> None:
        self._items: list[T] = []
        self._minima: list[T] = []

    def push(self, item: T) -> None:
        """Put the item on top."""
        smallest = self._minima[-1] if self._minima else item
        self._minima.append(item if item < smallest else smallest)
        self._items.append(item)

    def pop(self) -> T:
        """Take the top away; IndexError if the stack is empty."""
        self._check()
        self._minima.pop()
        return self._items.pop()

    def peek(self) -> T:
        """The top, which stays."""
        self._check()
        return self._items[-1]

    def minimum(self) -> T:
        """The smallest item in the stack."""
        self._check()
        return self._minima[-1]

    def is_empty(self) -> bool:
        return not self._items

    def __len__(self) -> int:
        return len(self._items)

    def _check(self) -> None:
        if not self._items:
            raise IndexError("the stack is empty")


if __name__ == "__main__":
    stack: Stack[int] = Stack()
    for number in (5, 2, 8):
        stack.push(number)
    print(stack.pop(), stack.peek(), stack.minimum())
