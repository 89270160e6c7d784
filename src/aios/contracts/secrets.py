"""Secrets that machines may use without knowing them: which, and for which hosts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aios.contracts.endpoints import Secret
from aios.contracts.errors import BadRequest
from aios.contracts.record import Record

PLACES = ("header", "query", "body")
_SHORTEST = 8
_EXAMPLE = '{"name": "GITHUB_TOKEN", "hosts": ["api.github.com"]}'


@dataclass(frozen=True, kw_only=True, eq=True)
class SecretEntry(Record):
    """A secret, the hosts it is for, and where in a request it may stand (`PLACES`).

    A host without a port is reached with https only; "host:port" also with plain http. With no
    `value`, it is read from the variable `env` (that of its own name) of this process.
    """

    name: str
    hosts: tuple[str, ...]
    value: Secret = field(default_factory=lambda: Secret(""))
    env: str = ""
    places: tuple[str, ...] = ("header",)

    @property
    def variable(self) -> str:
        """Which variable of this process holds the value."""
        return self.env or self.name


def secret_from(given: Any) -> SecretEntry:
    """An entry as a person writes it; BadRequest (code `bad_secret`), which never tells values."""
    if isinstance(given, SecretEntry):
        return given
    known = {"name", "hosts", "value", "env", "places"}
    if not isinstance(given, Mapping) or not {"name", "hosts"} <= set(given) <= known:
        raise _bad("a secret is a table of name, hosts and perhaps env and places")
    name, value = given["name"], given.get("value", "")
    if not isinstance(name, str) or not name.isidentifier() or not name.isascii():
        raise _bad("the name of a secret is that of a variable")
    entry = SecretEntry(
        name=name,
        hosts=_words(given["hosts"]),
        value=value if isinstance(value, Secret) else Secret(str(value)),
        env=str(given.get("env", "")),
        places=_words(given.get("places", ("header",))),
    )
    if not entry.hosts or not set(entry.places) <= set(PLACES) or not entry.places:
        raise _bad(f"the secret {name} needs hosts, and places out of {', '.join(PLACES)}")
    if entry.value:
        check_value(name, entry.value)
    return entry


def check_value(name: str, value: Secret) -> Secret:
    """The value; BadRequest for one that cannot stand in a header, or be told from other text."""
    text = value.reveal()
    if len(text) < _SHORTEST or not text.isascii() or not text.isprintable():
        raise _bad(f"the secret {name} is not {_SHORTEST} or more printable ASCII characters")
    return value


def _words(value: Any) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        raise _bad("hosts and places of a secret are lists of texts")
    return tuple(words)


def _bad(message: str) -> BadRequest:
    return BadRequest(message, hint=f"For example: {_EXAMPLE}", code="bad_secret")
