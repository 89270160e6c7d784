"""A stopwatch with laps: python stopwatch.py, then Enter for a lap and Ctrl-C to stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Stopwatch:
    """Time that runs between start and stop, by a clock that is never set back."""

    clock: Callable[[], float] = time.monotonic
    laps: list[float] = field(default_factory=list)
    _before: float = 0.0
    _since: float | None = None

    @property
    def running(self) -> bool:
        return self._since is not None

    @property
    def elapsed(self) -> float:
        """Seconds of all runs up to now."""
        return self._before + (0.0 if self._since is None else self.clock() - self._since)

    def start(self) -> None:
        """Go on from where it stopped; does nothing while it runs."""
        if self._since is None:
            self._since = self.clock()

    def stop(self) -> float:
        """Stop; the seconds so far."""
        self._before, self._since = self.elapsed, None
        return self._before

    def reset(self) -> None:
        """Stop, back to zero, without laps."""
        self.laps.clear()
        self._before, self._since = 0.0, None

    def lap(self) -> float:
        """The seconds since the lap before, which are kept; ValueError unless it runs."""
        if not self.running:
            raise ValueError("the stopwatch does not run")
        self.laps.append(self.elapsed - sum(self.laps))
        return self.laps[-1]


def shown(seconds: float) -> str:
    """Like 1:02:03.45."""
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest // 100:02}.{rest % 100:02}"


def main() -> None:
    watch = Stopwatch()
    print("Enter: lap, Ctrl-C: stop")
    watch.start()
    try:
        while True:
            input()
            watch.lap()
            print(f"lap {len(watch.laps)}  {shown(watch.laps[-1])}  total {shown(watch.elapsed)}")
    except (KeyboardInterrupt, EOFError):
        print(f"\n{shown(watch.stop())}")


if __name__ == "__main__":
    main()
