"""Whether names of a text exist, asked a bounded number of times."""

from collections.abc import Callable

Exists = Callable[[str], bool]
MOST = 300
MOST_LOOKS = 5_000


class Trials:
    """Asks at most so many times whether a name exists, so that no text can make it slow."""

    def __init__(self, exists: Exists) -> None:
        self._exists = exists
        self._known: dict[str, bool] = {}
        self._looks = 0

    @property
    def spent(self) -> bool:
        """True when no further name of this text is looked for."""
        return len(self._known) >= MOST or self._looks >= MOST_LOOKS

    def look(self) -> None:
        """Count a name that was looked at, and seemed to be none."""
        self._looks += 1

    def __call__(self, name: str) -> bool:
        self._looks += 1
        if name not in self._known:
            if self.spent or len(name) > 1000 or "\0" in name:
                return False
            self._known[name] = self._exists(name)
        return self._known[name]
