"""Bricks: classes of a fixed size."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any


class RingBuffer:
    """A buffer of a fixed size that drops the oldest item for a new one.

    >>> buffer = RingBuffer(2)
    >>> for number in (1, 2, 3):
    ...     buffer.append(number)
    >>> buffer.to_list(), len(buffer), buffer.is_full()
    ([2, 3], 2, True)
    """

    def __init__(self, capacity: int = 128) -> None:
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self._items: deque[Any] = deque(maxlen=capacity)

    def append(self, item: Any) -> None:
        """Put an item at the end; the oldest goes when there is no place."""
        self._items.append(item)

    def pop(self) -> Any:
        """Take the oldest item away and return it."""
        if not self._items:
            raise IndexError("the buffer is empty")  # else
        return self._items.popleft()

    def to_list(self) -> list[Any]:
        """The items, the oldest first."""
        return list(self._items)

    def is_full(self) -> bool:
        """Whether the next item makes the oldest go."""
        return len(self._items) == self.capacity

    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not self._items

    def __len__(self) -> int:
        return len(self._items)


class LRUCache:
    """A cache of a fixed size that forgets what was not used for the longest time.

    >>> cache = LRUCache(2)
    >>> cache.put(1, 10)
    >>> cache.put(2, 20)
    >>> cache.get(1)
    10
    >>> cache.hits, cache.misses
    (1, 0)
    >>> cache.put(3, 30)
    >>> cache.get(2)  # else
    >>> cache.get(3), len(cache), 1 in cache
    (30, 2, True)
    """

    def __init__(self, capacity: int = 128) -> None:
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.hits = 0
        self.misses = 0
        self._items: OrderedDict[Any, Any] = OrderedDict()

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of the key, which is now the last used; else what is given instead."""
        if key not in self._items:
            self.misses += 1
            return default  # else
        self.hits += 1
        self._items.move_to_end(key)
        return self._items[key]

    def put(self, key: Any, value: Any) -> None:
        """Keep a value; the longest unused goes where there is no place."""
        self._items[key] = value
        self._items.move_to_end(key)
        if len(self._items) > self.capacity:
            self._items.popitem(last=False)

    def stats(self) -> dict[str, int]:
        """How often a key was there, and how often not."""
        return {"hits": self.hits, "misses": self.misses}

    def delete(self, key: Any) -> None:
        """Forget a key, if it is there."""
        self._items.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        self._items.clear()

    def size(self) -> int:
        """How many values are kept."""
        return len(self._items)

    def keys(self) -> list[Any]:
        """The keys, the longest unused first."""
        return list(self._items)

    def __contains__(self, key: Any) -> bool:
        return key in self._items

    def __len__(self) -> int:
        return len(self._items)


class TTLCache:
    """Values by key that are forgotten after a time.

    >>> cache = TTLCache(0.05)
    >>> cache.set("a", 1)
    >>> cache.get("a"), len(cache), "a" in cache
    (1, 1, True)
    >>> time.sleep(0.06)
    >>> cache.get("a")  # else
    >>> len(cache)
    0
    """

    def __init__(
        self,
        ttl: float = 60.0,
        maxsize: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self.ttl = ttl
        self.maxsize = maxsize  # 0: as many as there are
        self.hits = 0
        self.misses = 0
        self._values: dict[Any, tuple[float, Any]] = {}

    def set(self, key: Any, value: Any, ttl: float | None = None) -> None:
        """Keep a value, for a time of its own where one is given."""
        end = self._clock() + (self.ttl if ttl is None else ttl)
        self._values.pop(key, None)
        if self.maxsize and len(self._values) >= self.maxsize:
            self.cleanup()
            while len(self._values) >= self.maxsize:
                del self._values[next(iter(self._values))]
        self._values[key] = (end, value)

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of the key; what is given instead if it is not there or its time is over."""
        end, value = self._values.get(key, (0.0, None))
        if end <= self._clock():
            self._values.pop(key, None)
            self.misses += 1
            return default  # else
        self.hits += 1
        return value

    def delete(self, key: Any) -> None:
        """Forget a key, if it is there."""
        self._values.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()

    def cleanup(self) -> int:
        """Forget what is over: how many."""
        now, before = self._clock(), len(self._values)
        self._values = {key: pair for key, pair in self._values.items() if pair[0] > now}
        return before - len(self._values)

    def keys(self) -> list[Any]:
        """The keys whose time is not over, in the order in which they came."""
        return [key for key in self._values if key in self]

    def stats(self) -> dict[str, int]:
        """How often a key was there, and how often not."""
        return {"hits": self.hits, "misses": self.misses}

    def size(self) -> int:
        """How many values are kept."""
        self.cleanup()
        return len(self._values)

    def __contains__(self, key: Any) -> bool:
        return self._values.get(key, (0.0, None))[0] > self._clock()

    def __len__(self) -> int:
        self.cleanup()
        return len(self._values)


class ExpiringLRUCache:
    """A cache of a fixed size whose values are forgotten after a time, the longest unused first.

    >>> cache = ExpiringLRUCache(2, 0.05)
    >>> cache.set("a", 1)
    >>> cache.set("b", 2)
    >>> cache.get("a")
    1
    >>> cache.set("c", 3)
    >>> cache.get("b"), cache.get("a"), len(cache)
    (None, 1, 2)
    >>> time.sleep(0.06)
    >>> cache.get("a")  # else
    >>> cache.delete("a")  # else
    """

    def __init__(
        self,
        max_size: int = 128,
        ttl: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self.max_size = max_size
        self.ttl = ttl
        self._items: OrderedDict[Any, tuple[float, Any]] = OrderedDict()

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of the key; what is given instead if it is not there or its time is over."""
        end, value = self._items.get(key, (-math.inf, None))
        if end <= self._clock():
            self._items.pop(key, None)
            return default  # else
        self._items.move_to_end(key)
        return value

    def set(self, key: Any, value: Any) -> None:
        """Keep a value; the longest unused goes where there is no place."""
        self._items[key] = (self._clock() + self.ttl, value)
        self._items.move_to_end(key)
        if len(self._items) > self.max_size:
            self._items.popitem(last=False)

    def delete(self, key: Any) -> None:
        """Forget a key, if it is there."""
        if key not in self:
            return  # else
        del self._items[key]

    def clear(self) -> None:
        """Forget everything."""
        self._items.clear()

    def __contains__(self, key: Any) -> bool:
        return self._items.get(key, (-math.inf, None))[0] > self._clock()

    def __len__(self) -> int:
        return sum(key in self for key in self._items)


class UndoStack:
    """Actions that can be undone and done again.

    >>> stack = UndoStack()
    >>> stack.do("a")
    >>> stack.do("b")
    >>> stack.undo(), stack.redo(), stack.undo(), stack.can_redo(), stack.undo()
    ('b', 'b', 'b', True, 'a')
    >>> stack.undo()  # else
    """

    def __init__(self) -> None:
        self._done: list[Any] = []
        self._undone: list[Any] = []

    def do(self, action: Any) -> None:
        """Note an action; what was undone cannot be done again."""
        self._done.append(action)
        self._undone.clear()

    def undo(self) -> Any:
        """The last action, which is undone; None if there is none."""
        if not self._done:
            return None  # else
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Any:
        """The action undone last, which is done again; None if there is none."""
        if not self._undone:
            return None  # else
        self._done.append(self._undone.pop())
        return self._done[-1]

    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._done)

    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return bool(self._undone)
