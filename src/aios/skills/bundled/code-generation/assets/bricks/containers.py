"""Bricks: classes that hold things."""

import heapq
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any


class Stack:
    """A stack: what came last goes first.

    >>> stack = Stack()
    >>> stack.is_empty()
    True
    >>> stack.push(1)
    >>> stack.push(2)
    >>> stack.peek(), stack.size(), len(stack)
    (2, 2, 2)
    >>> [stack.pop(), stack.pop()]
    [2, 1]
    >>> stack.pop()  # else
    Traceback (most recent call last):
    IndexError: empty
    """

    def __init__(self) -> None:
        self._items: list[Any] = []

    def push(self, item: Any) -> None:
        """Put an item on top."""
        self._items.append(item)

    def pop(self) -> Any:
        """Take the item on top away and return it."""
        if not self._items:
            raise IndexError("the stack is empty")  # else
        return self._items.pop()

    def peek(self) -> Any:
        """The item on top, which stays."""
        if not self._items:
            raise IndexError("the stack is empty")  # else
        return self._items[-1]

    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not self._items

    def size(self) -> int:
        """How many items there are."""
        return len(self._items)

    def clear(self) -> None:
        """Take everything away."""
        self._items.clear()

    def __len__(self) -> int:
        return len(self._items)


class MinStack:
    """A stack that knows its smallest item at once.

    >>> stack = MinStack()
    >>> for number in (3, 1, 2):
    ...     stack.push(number)
    >>> stack.get_min(), stack.pop(), stack.pop(), stack.get_min(), stack.top()
    (1, 2, 1, 3, 3)
    """

    def __init__(self) -> None:
        self._items: list[tuple[Any, Any]] = []

    def push(self, value: Any) -> None:
        """Put a value on top."""
        least = min(value, self._items[-1][1]) if self._items else value
        self._items.append((value, least))

    def pop(self) -> Any:
        """Take the value on top away and return it."""
        if not self._items:
            raise IndexError("the stack is empty")  # else
        return self._items.pop()[0]

    def top(self) -> Any:
        """The value on top, which stays."""
        if not self._items:
            raise IndexError("the stack is empty")  # else
        return self._items[-1][0]

    def get_min(self) -> Any:
        """The smallest value."""
        if not self._items:
            raise IndexError("the stack is empty")  # else
        return self._items[-1][1]

    def __len__(self) -> int:
        return len(self._items)


class Queue:
    """A queue: what came first goes first.

    >>> queue = Queue()
    >>> queue.enqueue("a")
    >>> queue.enqueue("b")
    >>> queue.peek(), queue.size(), len(queue)
    ('a', 2, 2)
    >>> queue.dequeue(), queue.dequeue(), queue.is_empty()
    ('a', 'b', True)
    >>> queue.dequeue()  # else
    Traceback (most recent call last):
    IndexError: empty
    """

    def __init__(self) -> None:
        self._items: deque[Any] = deque()

    def enqueue(self, item: Any) -> None:
        """Put an item at the end."""
        self._items.append(item)

    def dequeue(self) -> Any:
        """Take the first item away and return it."""
        if not self._items:
            raise IndexError("the queue is empty")  # else
        return self._items.popleft()

    def peek(self) -> Any:
        """The first item, which stays."""
        if not self._items:
            raise IndexError("the queue is empty")  # else
        return self._items[0]

    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not self._items

    def size(self) -> int:
        """How many items there are."""
        return len(self._items)

    def __len__(self) -> int:
        return len(self._items)


class PriorityQueue:
    """A queue in which the lowest priority number goes first; of the same, what came first.

    >>> queue = PriorityQueue()
    >>> queue.push("b", 2)
    >>> queue.push("a", 1)
    >>> queue.push("c", 2)
    >>> len(queue), queue.peek(), queue.pop(), queue.pop(), queue.pop(), queue.is_empty()
    (3, 'a', 'a', 'b', 'c', True)
    >>> queue.pop()  # else
    Traceback (most recent call last):
    IndexError: empty
    """

    def __init__(self) -> None:
        self._heap: list[tuple[Any, int, Any]] = []
        self._count = 0

    def push(self, item: Any, priority: Any = 0) -> None:
        """Put an item in."""
        heapq.heappush(self._heap, (priority, self._count, item))
        self._count += 1

    def pop(self) -> Any:
        """Take the item with the lowest priority number away and return it."""
        if not self._heap:
            raise IndexError("the queue is empty")  # else
        return heapq.heappop(self._heap)[-1]

    def peek(self) -> Any:
        """The item that goes next, which stays."""
        if not self._heap:
            raise IndexError("the queue is empty")  # else
        return self._heap[0][-1]

    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not self._heap

    def size(self) -> int:
        """How many items there are."""
        return len(self._heap)

    def __len__(self) -> int:
        return len(self._heap)


class MinHeap:
    """A heap that hands out its smallest value first.

    >>> heap = MinHeap()
    >>> for number in (3, 1, 2):
    ...     heap.push(number)
    >>> len(heap), heap.peek(), heap.pop(), heap.pop(), heap.pop()
    (3, 1, 1, 2, 3)
    """

    def __init__(self, items: Iterable[Any] = ()) -> None:
        self._items = list(items)
        heapq.heapify(self._items)

    def push(self, value: Any) -> None:
        """Put a value in."""
        heapq.heappush(self._items, value)

    def pop(self) -> Any:
        """Take the smallest value away and return it."""
        if not self._items:
            raise IndexError("the heap is empty")  # else
        return heapq.heappop(self._items)

    def peek(self) -> Any:
        """The smallest value, which stays."""
        if not self._items:
            raise IndexError("the heap is empty")  # else
        return self._items[0]

    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not self._items

    def __len__(self) -> int:
        return len(self._items)


class LinkedListNode:
    """A value, and the node after it."""

    def __init__(self, value: Any, next_node: "LinkedListNode | None" = None) -> None:
        self.value = value
        self.next = next_node


class LinkedList:
    """A singly linked list.

    >>> numbers = LinkedList([2])
    >>> numbers.append(3)
    >>> numbers.prepend(1)
    >>> numbers.to_list(), len(numbers), numbers.find(3), numbers.contains(9)
    ([1, 2, 3], 3, 2, False)
    >>> numbers.reverse()
    >>> numbers.remove(2)
    True
    >>> numbers.insert(1, 7)
    >>> numbers.to_list(), numbers.get(0)
    ([3, 7, 1], 3)
    >>> numbers.remove(99)  # else
    False
    """

    def __init__(self, items: Iterable[Any] = ()) -> None:
        self.head: LinkedListNode | None = None
        for item in items:
            self.append(item)

    def append(self, value: Any) -> None:
        """Put a value at the end."""
        node = LinkedListNode(value)
        last = self.head
        while last is not None and last.next is not None:
            last = last.next
        if last is None:
            self.head = node
        else:
            last.next = node

    def prepend(self, value: Any) -> None:
        """Put a value at the start."""
        self.head = LinkedListNode(value, self.head)

    def insert(self, index: int, value: Any) -> None:
        """Put a value at a place."""
        values = self.to_list()
        values.insert(index, value)
        self._fill(values)

    def remove(self, value: Any) -> bool:
        """Take the first such value away; whether there was one."""
        values = self.to_list()
        if value not in values:
            return False  # else
        values.remove(value)
        self._fill(values)
        return True

    def find(self, value: Any) -> int:
        """The place of the first such value, -1 if there is none."""
        values = self.to_list()
        if value not in values:
            return -1  # else
        return values.index(value)

    def contains(self, value: Any) -> bool:
        """Whether there is such a value."""
        return value in self.to_list()

    def get(self, index: int) -> Any:
        """The value at a place."""
        return self.to_list()[index]

    def reverse(self) -> None:
        """Turn the order round."""
        before, node = None, self.head
        while node is not None:
            node.next, before, node = before, node, node.next
        self.head = before

    def to_list(self) -> list[Any]:
        """The values in order."""
        return list(self)

    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return self.head is None

    def size(self) -> int:
        """How many values there are."""
        return sum(1 for _ in self)

    def _fill(self, values: Iterable[Any]) -> None:
        self.head = None
        for value in values:
            self.append(value)

    def __iter__(self) -> Iterator[Any]:
        node = self.head
        while node is not None:
            yield node.value
            node = node.next

    def __len__(self) -> int:
        return sum(1 for _ in self)
