"""Decides which hosts, ports and addresses a machine may reach.

Covered:
- names compared in one spelling: case, final dot, international names, forms of an IPv6 address
- `*.example.com` is every name below example.com, not example.com itself, nor evilexample.com
- `*` is every host, and still no private address
- a host that the user named may be private, but a name that had a public address is no private
  one later (rebinding), and only a name of the house (`.local`, no dot, …) is this computer
- addresses of private, loopback, link-local, shared, multicast, reserved and cloud metadata
  ranges, also when they are wrapped in IPv6 (mapped, 6to4, NAT64, Teredo)

Not covered:
- public addresses of this very host, or of private services
- what an allowed host does with what it is told
"""

import ipaddress
from collections.abc import Sequence
from typing import NamedTuple

from aios.contracts.errors import BadRequest
from aios.contracts.machine import NetworkPolicy

ANY = "*"
_OF_THE_HOUSE = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".test")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "168.63.129.16/32",  # cloud metadata in a public range
        "192.0.0.0/24",  # protocol assignments, another cloud's metadata (192.0.0.192)
        "192.88.99.0/24",  # relays to IPv6, of old
        "5f00::/16",  # segment routing
        "3fff::/20",  # examples
        "64:ff9b:1::/48",  # NAT64 of local use
        "fec0::/10",  # site-local, of old
        "::/96",  # IPv4 in IPv6, of old
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Entry(NamedTuple):
    """One allowed host; `port` None is any port, `below` means the names below it."""

    host: str
    port: int | None
    below: bool

    def matches(self, host: str, port: int) -> bool:
        """Whether it speaks for this host (in its one spelling) and port."""
        if self.port not in (None, port):
            return False
        if self.host == ANY:
            return True
        return host.endswith(f".{self.host}") if self.below else host == self.host


class AllowList:
    """The hosts of a policy; BadRequest for an entry that is none."""

    def __init__(self, policy: NetworkPolicy) -> None:
        self._hosts = [entry(text) for text in policy.hosts]
        self._private = [entry(text) for text in policy.private]
        self._seen_public: set[str] = set()

    def admits(self, host: str, port: int) -> bool:
        """Whether the machine may talk to this host and port at all."""
        return any(entry.matches(host, port) for entry in (*self._hosts, *self._private))

    def admits_private(self, host: str, port: int) -> bool:
        """Whether it may even when the host lies in a private range: the user named it."""
        return any(entry.matches(host, port) for entry in self._private)

    def fitting(self, host: str, port: int, addresses: Sequence[str]) -> list[str]:
        """Those of a host's addresses that may be connected to.

        Where the user named the host, private ones too, but not once it had a public one; and
        the name of a stranger never leads to this computer or to what answers on its link.
        """
        if any(map(is_public, addresses)):
            self._seen_public.add(host)
        private = self.admits_private(host, port) and host not in self._seen_public
        return [a for a in addresses if is_public(a) or (private and _may_be(host, a))]


def entry(text: str) -> Entry:
    """An entry of a policy: "host", "host:port", "*.host", "[ipv6]:port" or "*"."""
    bare = text.strip()
    if bare == ANY:
        return Entry(ANY, None, below=False)
    below = bare.startswith("*.")
    try:
        host, port = split_host(bare.removeprefix("*."), default_port=None)
    except ValueError as error:
        raise BadRequest(
            f"{text!r} is not a host that can be allowed: {error}",
            hint='write "host", "host:port" or "*.host"',
        ) from error
    return Entry(host, port, below)


def split_host(text: str, *, default_port: int | None) -> tuple[str, int | None]:
    """(host in its one spelling, port) of "host", "host:port" or "[ipv6]:port"; ValueError."""
    if text.startswith("["):
        host, closed, rest = text[1:].partition("]")
        if not closed or (rest and not rest.startswith(":")):
            raise ValueError("the bracket is not closed")
        digits = rest[1:]
    elif text.count(":") > 1:
        host, digits = text, ""
    else:
        host, _, digits = text.partition(":")
    if not digits:
        return normal_host(host), default_port
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits) < 65536):
        raise ValueError(f"{digits!r} is not a port")
    return normal_host(host), int(digits)


def normal_host(host: str) -> str:
    """The one spelling of a host's name or address; ValueError when it is neither."""
    try:
        return ipaddress.ip_address(host).compressed
    except ValueError:
        pass  # a name, then
    name = host.lower().removesuffix(".")
    if not name.isascii():
        name = name.encode("idna").decode()
    labels = name.split(".")
    letters = name.replace(".", "").replace("-", "").replace("_", "")
    if len(name) > 253 or not all(labels) or not letters.isalnum():
        raise ValueError("it is neither a name nor an address")
    return name


def is_public(address: str) -> bool:
    """Whether an address lies on the open internet."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    return all(
        part.is_global and not part.is_multicast and not any(part in network for network in _CLOSED)
        for part in (parsed, *_wrapped(parsed))
        if not (isinstance(part, ipaddress.IPv6Address) and part.ipv4_mapped)
    )


def _may_be(host: str, address: str) -> bool:
    """Whether the host that a user named may have this private address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass  # a name, then
    else:
        return True
    if "." not in host or host.endswith(_OF_THE_HOUSE):
        return True
    parsed = ipaddress.ip_address(address.partition("%")[0])
    return not any(
        part.is_loopback or part.is_link_local or part.is_unspecified or part.is_multicast
        for part in (parsed, *_wrapped(parsed))
    )


def _wrapped(address: _Address) -> list[_Address]:
    """The IPv4 addresses that packets to an IPv6 address may end at."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    inner: list[_Address | None] = [address.ipv4_mapped, address.sixtofour]
    if address.teredo:
        inner.extend(address.teredo)
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [part for part in inner if part is not None]
