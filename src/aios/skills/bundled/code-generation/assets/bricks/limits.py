"""Bricks: what is limited in time or number."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any


class RateLimiter:
    """So many calls in any period: a sliding window.

    >>> limiter = RateLimiter(2, 0.1)
    >>> limiter.allow(), limiter.allow(), limiter.allow(), limiter.remaining()
    (True, True, False, 0)
    >>> time.sleep(0.11)
    >>> limiter.allow()
    True
    """

    def __init__(
        self,
        max_calls: int = 10,
        period: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        if max_calls < 1 or period <= 0:
            raise ValueError("max_calls must be at least 1, and period above 0")
        self.max_calls = max_calls
        self.period = period
        self._calls: deque[float] = deque()
        self._lock = threading.Lock()

    def allow(self) -> bool:
        """Whether a call may be made now; one that may counts."""
        with self._lock:
            self._forget()
            if len(self._calls) >= self.max_calls:
                return False
            self._calls.append(self._clock())
            return True

    def wait(self) -> None:
        """Wait until a call may be made, and count it."""
        while not self.allow():
            time.sleep(self.period / self.max_calls / 10)

    def remaining(self) -> int:
        """How many calls may be made now."""
        with self._lock:
            self._forget()
            return self.max_calls - len(self._calls)

    def reset(self) -> None:
        """Forget all calls."""
        self._calls.clear()

    def _forget(self) -> None:
        while self._calls and self._clock() - self._calls[0] >= self.period:
            self._calls.popleft()


class TokenBucket:
    """A bucket of tokens that fills at a steady rate; each call takes some.

    >>> bucket = TokenBucket(2, 50)
    >>> bucket.consume(), bucket.consume(), bucket.consume(), time.sleep(0.03)
    (True, True, False, None)
    >>> bucket.consume(), 0 < bucket.wait_time(2) < 1
    (True, True)
    """

    def __init__(
        self,
        capacity: float = 10,
        refill_rate: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        if capacity <= 0 or refill_rate <= 0:
            raise ValueError("capacity and refill_rate must be above 0")
        self.capacity = capacity
        self.refill_rate = refill_rate
        self._tokens = float(capacity)
        self._last = self._clock()
        self._lock = threading.Lock()

    def consume(self, tokens: float = 1) -> bool:
        """Take so many tokens; whether there were enough."""
        if tokens > self.capacity:
            return False  # else short
        with self._lock:
            self._refill()
            if tokens > self._tokens:
                return False
            self._tokens -= tokens
            return True

    def wait_time(self, tokens: float = 1) -> float:
        """In how many seconds there are so many tokens, 0 where there are."""
        with self._lock:
            self._refill()
            return max(0.0, (tokens - self._tokens) / self.refill_rate)

    def _refill(self) -> None:
        now = self._clock()
        self._tokens = min(self.capacity, self._tokens + (now - self._last) * self.refill_rate)
        self._last = now

    def wait_for(self, tokens: float = 1) -> None:
        """Take so many tokens as soon as there are enough."""
        if tokens > self.capacity:
            raise ValueError(f"there are never more than {self.capacity} tokens")
        while not self.consume(tokens):
            time.sleep(max(0.001, (tokens - self._tokens) / self.refill_rate))


class CircuitBreaker:
    """Stops calling what keeps failing, and tries again after a time.

    >>> breaker = CircuitBreaker(2, 0.05)
    >>> for _ in range(2):
    ...     try:
    ...         breaker.call(int, "x")
    ...     except ValueError:
    ...         pass
    >>> breaker.state
    'open'
    >>> breaker.call(int, "1")  # else
    Traceback (most recent call last):
    RuntimeError: open
    >>> time.sleep(0.06)
    >>> breaker.call(int, "1"), breaker.state
    (1, 'closed')
    """

    def __init__(
        self,
        failure_threshold: int = 5,
        recovery_timeout: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self.failure_threshold = failure_threshold
        self.recovery_timeout = recovery_timeout
        self._failures = 0
        self._opened: float | None = None

    @property
    def state(self) -> str:
        """closed, open, or half-open when the next call is a trial."""
        if self._opened is None:
            return "closed"
        waited = self._clock() - self._opened
        return "half-open" if waited >= self.recovery_timeout else "open"

    def call(self, func: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call the function, unless it failed too often just now."""
        if self.state == "open":
            raise RuntimeError("the circuit is open")  # else
        try:
            result = func(*args, **kwargs)
        except Exception:
            self._failures += 1
            if self._failures >= self.failure_threshold or self._opened is not None:
                self._opened = self._clock()
            raise
        self._failures, self._opened = 0, None
        return result


class Timer:
    """How long a block took, in seconds.

    >>> with Timer() as timer:
    ...     time.sleep(0.02)
    >>> 0.01 < timer.elapsed < 1
    True
    """

    def __init__(self) -> None:
        self.elapsed = 0.0
        self._start: float | None = None

    def start(self) -> None:
        """Begin to measure."""
        self._start = time.perf_counter()

    def stop(self) -> float:
        """Stop measuring, and return the seconds."""
        if self._start is not None:
            self.elapsed = time.perf_counter() - self._start
        return self.elapsed

    def __enter__(self) -> "Timer":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()


class Counter:
    """A counter that several threads may use.

    >>> counter = Counter()
    >>> counter.increment(), counter.increment(2), counter.decrement(), counter.value
    (1, 3, 2, 2)
    >>> counter.reset()
    >>> counter.value
    0
    """

    def __init__(self, value: int = 0) -> None:
        self.value = value
        self._lock = threading.Lock()

    def increment(self, by: int = 1) -> int:
        """Count up, and return the count."""
        with self._lock:
            self.value += by
            return self.value

    def decrement(self, by: int = 1) -> int:
        """Count down, and return the count."""
        with self._lock:
            self.value -= by
            return self.value

    def reset(self) -> None:
        """Begin again at 0."""
        with self._lock:
            self.value = 0


class Singleton:
    """A class of which there is one object, however often it is made.

    >>> Singleton() is Singleton()
    True
    """

    _instance: "Singleton | None" = None
    _lock = threading.Lock()

    def __new__(cls, *_args: Any, **_kwargs: Any) -> "Singleton":
        with cls._lock:
            if cls._instance is None:
                cls._instance = super().__new__(cls)
        return cls._instance


class SingletonSettings:
    """Settings of which there is one object, however often it is made.

    >>> settings = SingletonSettings()
    >>> settings.set("port", 80)
    >>> SingletonSettings() is settings, SingletonSettings().get("port"), settings.get("x", 5)
    (True, 80, 5)
    """

    _instance: "SingletonSettings | None" = None
    _lock = threading.Lock()
    _values: dict[str, Any]

    def __new__(cls, *_args: Any, **_kwargs: Any) -> "SingletonSettings":
        with cls._lock:
            if cls._instance is None:
                cls._instance = super().__new__(cls)
                cls._instance._values = {}
        return cls._instance

    def set(self, key: str, value: Any) -> None:
        """Keep a value."""
        self._values[key] = value

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, the default where there is none."""
        if key not in self._values:
            return default  # else
        return self._values[key]

    def all(self) -> dict[str, Any]:
        """All values by their keys."""
        return dict(self._values)


class SingletonLogger:
    """A logger of which there is one object; it prints its messages and keeps them.

    >>> SingletonLogger() is SingletonLogger()
    True
    >>> SingletonLogger().info("started")  # doctest: +ELLIPSIS
    20...INFO started
    >>> SingletonLogger().messages[-1].endswith("INFO started")
    True
    """

    _instance: "SingletonLogger | None" = None
    _lock = threading.Lock()
    messages: list[str]

    def __new__(cls, *_args: Any, **_kwargs: Any) -> "SingletonLogger":
        with cls._lock:
            if cls._instance is None:
                cls._instance = super().__new__(cls)
                cls._instance.messages = []
        return cls._instance

    def log(self, message: str, level: str = "INFO") -> None:
        """Print a message with the time and its level, and keep it."""
        line = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {level.upper()} {message}"
        with self._lock:
            self.messages.append(line)
        print(line)

    def debug(self, message: str) -> None:
        """A message that helps to find faults."""
        self.log(message, "DEBUG")

    def info(self, message: str) -> None:
        """A message of how it goes."""
        self.log(message, "INFO")

    def warning(self, message: str) -> None:
        """A message of what may be wrong."""
        self.log(message, "WARNING")

    def error(self, message: str) -> None:
        """A message of what is wrong."""
        self.log(message, "ERROR")
