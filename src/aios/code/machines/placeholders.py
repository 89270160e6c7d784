"""Secrets that a machine uses without having them: placeholders inside, values on the way out.

Covered:
- a value goes only to the hosts its secret is bound to, encrypted unless the port was named
- a placeholder on its way to any other host, or to a place it may not stand in, is a refusal
- values in answers of those hosts (an echo, a redirect) are placeholders again

Not covered:
- a host that sends a value back in disguise: encrypted, cut in pieces, encoded in a way that is
  not base64 or that of an address
- what an allowed host does with a secret that it was told
"""

import base64
import binascii
import re
import secrets
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from aios.code.machines import http_frames as http
from aios.code.machines.allowlist import Entry, entry
from aios.code.machines.refusals import Refused
from aios.contracts.secrets import SecretEntry

BODY_MAX = 8 * 1024 * 1024
_MARK = "AIOS_SECRET_"


class _Bound(NamedTuple):
    """A secret, what stands for it in this machine, and whom it is for."""

    name: str
    placeholder: str
    value: str
    hosts: tuple[Entry, ...]
    places: tuple[str, ...]

    def is_for(self, target: http.Target) -> bool:
        return any(
            (host.port is not None or target.secured) and host.matches(target.host, target.port)
            for host in self.hosts
        )


class Filled(NamedTuple):
    """A request with its values, and the names of the secrets in it."""

    head: http.Head
    path: str
    names: tuple[str, ...]


class Placeholders:
    """The secrets of one machine."""

    def __init__(self, entries: Sequence[SecretEntry]) -> None:
        self._bound = [
            _Bound(
                name=each.name,
                placeholder=f"{_MARK}{each.name}_{secrets.token_hex(12)}",
                value=each.value.reveal(),
                hosts=tuple(entry(host) for host in each.hosts),
                places=each.places,
            )
            for each in entries
        ]
        self._disguises: dict[bytes, bytes] = {}

    @property
    def variables(self) -> dict[str, str]:
        """What programs find in their environment."""
        return {bound.name: bound.placeholder for bound in self._bound}

    def concern(self, target: http.Target) -> bool:
        """Whether any secret is for that host."""
        return any(bound.is_for(target) for bound in self._bound)

    def fill(self, head: http.Head, target: http.Target) -> Filled:
        """Values for placeholders in the head and path; Refused where one may not stand."""
        path, used = target.path, set()
        for bound in self._bound:
            if bound.placeholder in path:
                self._check(bound, target, "query")
                path = path.replace(bound.placeholder, quote(bound.value, safe=""))
                used.add(bound.name)
        lines = []
        for name, value in head.lines:
            filled = self._fill_header(value, target, used)
            lines.append((name, filled))
        return Filled(head._replace(lines=lines), path, tuple(sorted(used)))

    def fills_bodies(self, target: http.Target) -> bool:
        """Whether bodies of requests to that host have to be looked through."""
        return any("body" in bound.places and bound.is_for(target) for bound in self._bound)

    def fill_body(self, body: bytes, target: http.Target) -> tuple[bytes, tuple[str, ...]]:
        """Values for placeholders in a body, and the names of the secrets in it."""
        used = []
        for bound in self._bound:
            mark = bound.placeholder.encode()
            if "body" in bound.places and mark in body and bound.is_for(target):
                body = body.replace(mark, bound.value.encode())
                used.append(bound.name)
        return body, tuple(used)

    def scrubber(self, target: http.Target) -> "Scrubber | None":
        """What takes values out of answers of that host; None when it knows none."""
        pairs = {}
        for bound in self._bound:
            if bound.is_for(target):
                for shown in (bound.value, quote(bound.value, safe=""), _encoded(bound.value)):
                    pairs[shown.encode()] = bound.placeholder.encode()
        return Scrubber({**pairs, **self._disguises}) if pairs else None

    def _fill_header(self, value: str, target: http.Target, used: set[str]) -> str:
        scheme, _, rest = value.partition(" ")
        plain = _decoded(rest) if scheme.lower() == "basic" else value
        if _MARK not in plain:
            return value
        for bound in self._bound:
            if bound.placeholder in plain:
                self._check(bound, target, "header")
                plain = plain.replace(bound.placeholder, bound.value)
                used.add(bound.name)
        if scheme.lower() != "basic":
            return plain
        self._disguises[_encoded(plain).encode()] = rest.encode()
        return f"{scheme} {_encoded(plain)}"

    @staticmethod
    def _check(bound: _Bound, target: http.Target, place: str) -> None:
        where = f"{target.host}:{target.port}"
        if not bound.is_for(target):
            how = "" if target.secured else " without https"
            raise Refused(403, "denied", f"the secret {bound.name} is not for {where}{how}")
        if place not in bound.places:
            allowed = ", ".join(bound.places)
            raise Refused(
                403, "denied", f"the secret {bound.name} may stand in: {allowed}; not in a {place}"
            )


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode("latin-1")).decode()


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("latin-1")
    except (binascii.Error, ValueError):  # no name and password at all
        return ""


class Scrubber:
    """Replaces values in a stream, also one that arrives in two pieces."""

    def __init__(self, pairs: dict[bytes, bytes]) -> None:
        self._pairs = pairs
        self._pattern = re.compile(b"|".join(map(re.escape, sorted(pairs, key=len, reverse=True))))
        self._held = b""

    def feed(self, piece: bytes) -> bytes:
        """What of it is sure; the start of a value is held back until the next piece."""
        clean = self.whole(self._held + piece)
        keep = self._open_end(clean)
        self._held = clean[len(clean) - keep :]
        return clean[: len(clean) - keep]

    def end(self) -> bytes:
        """What was held back."""
        held, self._held = self._held, b""
        return held

    def whole(self, text: bytes) -> bytes:
        """A text that is complete."""
        return self._pattern.sub(lambda found: self._pairs[found[0]], text)

    def _open_end(self, text: bytes) -> int:
        longest = min(len(text), max(map(len, self._pairs)) - 1)
        for length in range(longest, 0, -1):
            tail = text[-length:]
            if any(value.startswith(tail) for value in self._pairs):
                return length
        return 0
