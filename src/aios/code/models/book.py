"""What models are called and where each is served, as the settings say it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aios.contracts.endpoints import ModelEntry


@dataclass(frozen=True)
class Place:
    """Where a model is served: the endpoint's name, and what it calls the model."""

    endpoint: str
    model: str


class Book:
    """Names, aliases and fallbacks; `placed` are the entries with their endpoints' names."""

    def __init__(self, placed: Sequence[tuple[ModelEntry, str]] = ()) -> None:
        self._entries = [entry for entry, _endpoint in placed]
        self._placed = list(placed)
        self._aliases = {alias: e.name for e in self._entries for alias in e.aliases}

    @property
    def names(self) -> list[str]:
        """The names of models, in the order of the settings."""
        return list(dict.fromkeys(e.name for e in self._entries if e.name))

    def listed(self, endpoint: str) -> bool:
        """Whether all that the endpoint offers may be used, not just what is named."""
        entries = [entry for entry, where in self._placed if where == endpoint]
        return not entries or any(not entry.name for entry in entries)

    def named(self, wanted: str) -> str:
        """The model's name, for a name or an alias."""
        return wanted if wanted in self.names else self._aliases.get(wanted, wanted)

    def places(self, name: str) -> list[Place]:
        """Where the model is served, the first choice first; [] for a name not in the settings."""
        return [Place(where, e.model or e.name) for e, where in self._placed if e.name == name]

    def chain(self, name: str) -> Iterator[str]:
        """The model, then those to ask when it cannot answer, each once."""
        known, rest = set[str](), [self.named(name)]
        while rest:
            name = rest.pop(0)
            if name not in known:
                known.add(name)
                yield name
                rest += [self.named(f) for e in self._entries if e.name == name for f in e.fallback]

    def context_of(self, name: str) -> int:
        """How many tokens the model reads, as the settings say; 0 when they do not."""
        return max((e.context_tokens for e in self._entries if e.name == name), default=0)
