"""The secrets that are set up on this host: found by name, their values from its environment."""

from collections.abc import Mapping, Sequence

from aios.contracts.endpoints import Secret
from aios.contracts.errors import NotFound
from aios.contracts.secrets import SecretEntry, check_value


class SecretBook:
    """What machines may use without having it; values are read when a machine is made."""

    def __init__(self, entries: Sequence[SecretEntry], environ: Mapping[str, str]) -> None:
        self._entries = {entry.name: entry for entry in entries}
        self._environ = environ

    @property
    def names(self) -> frozenset[str]:
        """Those that are set up and have a value."""
        return frozenset(
            name
            for name, entry in self._entries.items()
            if entry.value or self._environ.get(entry.variable)
        )

    def find(self, names: Sequence[str]) -> list[SecretEntry]:
        """The secrets with their values; NotFound (code `secret_unknown`), BadRequest."""
        return [self._filled(name) for name in dict.fromkeys(names)]

    def _filled(self, name: str) -> SecretEntry:
        entry = self._entries.get(name)
        if entry is None:
            known = ", ".join(sorted(self._entries)) or "none yet"
            raise NotFound(
                f"there is no secret {name!r}; known: {known}",
                hint="name it in aios.toml: [[secrets]] name, hosts",
                code="secret_unknown",
            )
        value = entry.value or Secret(self._environ.get(entry.variable, ""))
        if not value:
            raise NotFound(
                f"the secret {name} has no value: the variable {entry.variable} is not set",
                hint=f"set {entry.variable} in the environment of AIOS",
                code="secret_unknown",
            )
        return entry.but(value=check_value(name, value))
