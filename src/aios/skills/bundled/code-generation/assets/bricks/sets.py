"""Bricks: classes that hold many things in an order, in groups, or only some of them."""

import bisect
import heapq
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator
from typing import Any


class UnionFind:
    """Groups of things that are joined: of so many numbers, or of the things given.

    >>> sets = UnionFind(4)
    >>> sets.union(0, 1), sets.union(1, 0), sets.connected(0, 1), sets.connected(0, 2)
    (True, False, True, False)
    >>> sets.count, sets.size(1), sets.groups()
    (3, 2, [[0, 1], [2], [3]])
    """

    def __init__(self, n: int | Iterable[Any] = 0) -> None:
        things = list(range(n)) if isinstance(n, int) else list(n)
        self._parents = {thing: thing for thing in things}
        self._sizes = dict.fromkeys(things, 1)
        self.count = len(things)

    def find(self, x: Any) -> Any:
        """The one that stands for the group of x."""
        if x not in self._parents:
            self.add(x)
        while self._parents[x] != x:
            self._parents[x] = self._parents[self._parents[x]]
            x = self._parents[x]
        return x

    def add(self, x: Any) -> None:
        """Note a thing that is alone at first."""
        if x not in self._parents:
            self._parents[x] = x
            self._sizes[x] = 1
            self.count += 1

    def union(self, a: Any, b: Any) -> bool:
        """Join the groups of both; False where they are one already."""
        one, other = self.find(a), self.find(b)
        if one == other:
            return False
        if self._sizes[one] < self._sizes[other]:
            one, other = other, one
        self._parents[other] = one
        self._sizes[one] += self._sizes[other]
        self.count -= 1
        return True

    def connected(self, a: Any, b: Any) -> bool:
        """Whether both are in one group."""
        return bool(self.find(a) == self.find(b))

    def size(self, x: Any) -> int:
        """How many are in the group of x."""
        return self._sizes[self.find(x)]

    def groups(self) -> list[list[Any]]:
        """All groups, each in the order of its things."""
        found: dict[Any, list[Any]] = {}
        for thing in list(self._parents):
            found.setdefault(self.find(thing), []).append(thing)
        return list(found.values())


class TopK:
    """The largest values of all that come, so many of them.

    >>> best = TopK(2)
    >>> for value in (3, 9, 1, 7):
    ...     best.add(value)
    >>> best.result(), len(best)
    ([9, 7], 2)
    """

    def __init__(self, k: int) -> None:
        if k < 1:
            raise ValueError("k must be at least 1")
        self.k = k
        self._heap: list[Any] = []

    def add(self, value: Any) -> None:
        """Take a value in, if it is among the largest."""
        if len(self._heap) < self.k:
            heapq.heappush(self._heap, value)
        else:
            heapq.heappushpop(self._heap, value)

    def result(self) -> list[Any]:
        """The values, the largest first."""
        return sorted(self._heap, reverse=True)

    def __len__(self) -> int:
        return len(self._heap)


class LFUCache:
    """A cache of a fixed size that forgets what was used least often, of these the oldest.

    >>> cache = LFUCache(2)
    >>> cache.put("a", 1)
    >>> cache.put("b", 2)
    >>> cache.get("a")
    1
    >>> cache.put("c", 3)
    >>> cache.get("a"), cache.get("c"), len(cache)
    (1, 3, 2)
    >>> cache.get("b")  # else
    """

    def __init__(self, capacity: int = 128) -> None:
        self.capacity = capacity
        self._values: dict[Any, Any] = {}
        self._uses: dict[Any, int] = {}
        self._by_uses: defaultdict[int, OrderedDict[Any, None]] = defaultdict(OrderedDict)

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of the key, which is used once more."""
        if key not in self._values:
            return default  # else
        self._use(key)
        return self._values[key]

    def put(self, key: Any, value: Any) -> None:
        """Keep a value; the one used least often goes where there is no place."""
        if self.capacity < 1:
            return
        if key not in self._values and len(self._values) >= self.capacity:
            least = min(uses for uses, keys in self._by_uses.items() if keys)
            gone, _ = self._by_uses[least].popitem(last=False)
            del self._values[gone], self._uses[gone]
        self._values[key] = value
        self._use(key)

    def _use(self, key: Any) -> None:
        uses = self._uses.get(key, 0)
        self._by_uses[uses].pop(key, None)
        self._uses[key] = uses + 1
        self._by_uses[uses + 1][key] = None

    def __contains__(self, key: Any) -> bool:
        return key in self._values

    def __len__(self) -> int:
        return len(self._values)


class SortedList:
    """A list that is always sorted.

    >>> numbers = SortedList([3, 1])
    >>> numbers.add(2)
    >>> list(numbers), numbers[0], 2 in numbers, numbers.index(3), numbers.count_less(3)
    ([1, 2, 3], 1, True, 2, 2)
    >>> numbers.remove(2)
    >>> numbers.to_list(), len(numbers)
    ([1, 3], 2)
    """

    def __init__(self, items: Iterable[Any] = ()) -> None:
        self._items = sorted(items)

    def add(self, item: Any) -> None:
        """Put an item at its place."""
        bisect.insort(self._items, item)

    def remove(self, item: Any) -> None:
        """Take one such item away."""
        del self._items[self.index(item)]

    def index(self, item: Any) -> int:
        """The first place of the item."""
        place = bisect.bisect_left(self._items, item)
        if place == len(self._items) or self._items[place] != item:
            raise ValueError(f"{item!r} is not in the list")  # else
        return place

    def count_less(self, item: Any) -> int:
        """How many items are less."""
        return bisect.bisect_left(self._items, item)

    def to_list(self) -> list[Any]:
        """The items in their order."""
        return list(self._items)

    def __contains__(self, item: Any) -> bool:
        place = bisect.bisect_left(self._items, item)
        return place < len(self._items) and bool(self._items[place] == item)

    def __getitem__(self, place: Any) -> Any:
        return self._items[place]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class MedianFinder:
    """The median of all numbers that came so far.

    >>> finder = MedianFinder()
    >>> for number in (5, 1, 2):
    ...     finder.add(number)
    >>> finder.median()
    2
    >>> finder.add(4)
    >>> finder.median(), len(finder)
    (3.0, 4)
    """

    def __init__(self) -> None:
        self._low: list[float] = []
        self._high: list[float] = []

    def add(self, number: float) -> None:
        """Take a number in."""
        heapq.heappush(self._high, -heapq.heappushpop(self._low, -number))
        if len(self._high) > len(self._low):
            heapq.heappush(self._low, -heapq.heappop(self._high))

    def median(self) -> float:
        """The one in the middle, or the mean of the two that are."""
        if not self._low:
            raise ValueError("there are no numbers yet")  # else
        if len(self._low) > len(self._high):
            return -self._low[0]
        return (self._high[0] - self._low[0]) / 2

    def __len__(self) -> int:
        return len(self._low) + len(self._high)


class MovingAverage:
    """The mean of the last values, so many of them.

    >>> mean = MovingAverage(2)
    >>> [mean.add(value) for value in (1, 3, 5)], mean.value()
    ([1.0, 2.0, 4.0], 4.0)
    """

    def __init__(self, size: int) -> None:
        if size < 1:
            raise ValueError("size must be at least 1")
        self._values: deque[float] = deque(maxlen=size)

    def add(self, value: float) -> float:
        """Take a value in: the mean now."""
        self._values.append(value)
        return self.value()

    def value(self) -> float:
        """The mean of the last values."""
        if not self._values:
            return 0.0  # else
        return sum(self._values) / len(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Deque:
    """A row that is filled and emptied at both of its ends.

    >>> row = Deque()
    >>> row.push_back(2)
    >>> row.push_front(1)
    >>> row.push_back(3)
    >>> row.front(), row.back(), row.pop_front(), row.pop_back(), len(row), row.is_empty()
    (1, 3, 1, 3, 1, False)
    """

    def __init__(self) -> None:
        self._items: list[Any] = []

    def push_front(self, item: Any) -> None:
        """Put an item before all others."""
        self._items.insert(0, item)

    def push_back(self, item: Any) -> None:
        """Put an item after all others."""
        self._items.append(item)

    def pop_front(self) -> Any:
        """Take the first item away and return it."""
        if not self._items:
            raise IndexError("it is empty")  # else
        return self._items.pop(0)

    def pop_back(self) -> Any:
        """Take the last item away and return it."""
        if not self._items:
            raise IndexError("it is empty")  # else
        return self._items.pop()

    def front(self) -> Any:
        """The first item."""
        if not self._items:
            raise IndexError("it is empty")  # else
        return self._items[0]

    def back(self) -> Any:
        """The last item."""
        if not self._items:
            raise IndexError("it is empty")  # else
        return self._items[-1]

    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not self._items

    def size(self) -> int:
        """How many items there are."""
        return len(self._items)

    def __len__(self) -> int:
        return len(self._items)


class Multiset:
    """Things with how often each of them is there.

    >>> bag = Multiset(["a", "b"])
    >>> bag.add("a")
    >>> bag.add("c", 2)
    >>> bag.count("a"), bag.count("x"), len(bag), bag.most_common(1), "b" in bag
    (2, 0, 5, [('a', 2)], True)
    >>> bag.remove("a")
    >>> bag.count("a"), bag.items()
    (1, ['a', 'b', 'c'])
    """

    def __init__(self, items: Iterable[Hashable] = ()) -> None:
        self._counts: Counter[Any] = Counter(items)

    def add(self, item: Any, n: int = 1) -> None:
        """Put a thing in, so many times."""
        self._counts[item] += n

    def remove(self, item: Any, n: int = 1) -> None:
        """Take a thing out, so many times."""
        if self._counts[item] < n:
            raise KeyError(item)  # else
        self._counts[item] -= n
        if not self._counts[item]:
            del self._counts[item]

    def count(self, item: Any) -> int:
        """How often a thing is there."""
        return self._counts.get(item, 0)

    def most_common(self, n: int | None = None) -> list[tuple[Any, int]]:
        """The things with their counts, the most frequent first."""
        return self._counts.most_common(n)

    def items(self) -> list[Any]:
        """The things, each once."""
        return list(self._counts)

    def __contains__(self, item: Any) -> bool:
        return item in self._counts

    def __len__(self) -> int:
        return sum(self._counts.values())
