"""What models are called and where each is served, as the settings say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from aios.contracts.endpoints import ModelEntry


@dataclass(frozen=True)
class Place:
    """Where a model is served: the endpoint's name, and what it calls the model."""

    endpoint: str
    model: str


class Book:
    """Names, aliases and fallbacks; `placed` are the entries with their endpoints' names.

    `names` are those of the settings, in their order.
    """

    def __init__(self, placed: Sequence[tuple[ModelEntry, str]] = ()) -> None:
        self._placed = list(placed)
        self._named: dict[str, list[tuple[ModelEntry, str]]] = {}
        for entry, endpoint in placed:
            if entry.name:
                self._named.setdefault(entry.name, []).append((entry, endpoint))
        self._aliases = {alias: e.name for e, _endpoint in placed for alias in e.aliases}
        self.names = list(self._named)

    def listed(self, endpoint: str) -> bool:
        """Whether all that the endpoint offers may be used, not just what is named."""
        entries = [entry for entry, where in self._placed if where == endpoint]
        return not entries or any(not entry.name for entry in entries)

    def named(self, wanted: str) -> str:
        """The model's name, for a name or an alias."""
        return wanted if wanted in self._named else self._aliases.get(wanted, wanted)

    def places(self, name: str) -> list[Place]:
        """Where the model is served, the first choice first; [] for a name not in the settings."""
        return [Place(endpoint, e.model or e.name) for e, endpoint in self._named.get(name, ())]

    def chain(self, name: str) -> list[str]:
        """The model, then those to ask when it cannot answer, each once."""
        found, rest = [], [self.named(name)]
        while rest:
            name = rest.pop(0)
            if name not in found:
                found.append(name)
                rest += [self.named(f) for e, _ in self._named.get(name, ()) for f in e.fallback]
        return found

    def context_of(self, name: str) -> int:
        """How many tokens the model reads, as the settings say; 0 when they do not."""
        return max((e.context_tokens for e, _ in self._named.get(name, ())), default=0)
