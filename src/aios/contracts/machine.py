"""Machines, as data: what is asked of one, what came out of it, how strong it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from aios.contracts.limits import MachineLimits
from aios.contracts.record import Record


class Level(IntEnum):
    """How strongly a machine is isolated from its host; higher is stronger."""

    NONE = 0
    PROCESS = 10
    LSM = 20
    NAMESPACES = 30
    NO_SHARED_KERNEL = 40
    MICROVM = 50


@dataclass(frozen=True, kw_only=True, eq=True)
class Bind(Record):
    """A file or folder of the host, read-only in the machine at `guest` ("" is the same path)."""

    host: str
    guest: str = ""

    @property
    def target(self) -> str:
        """The absolute path inside the machine."""
        return self.guest or self.host


@dataclass(frozen=True, kw_only=True, eq=True)
class NetworkPolicy(Record):
    """Which hosts a machine may reach, through the host's proxy; none when empty.

    An entry is "host", "host:port", "*.host" or "*" (any public host). Private and loopback
    addresses stay closed unless the entry is in `private`: what the user named literally.
    """

    hosts: tuple[str, ...] = ()
    private: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        """True when nothing may be reached."""
        return not (self.hosts or self.private)


@dataclass(frozen=True, kw_only=True, eq=True)
class MachineSpec(Record):
    """What a machine must be. `profile` is linux (a shell, any program) or python.

    With `snapshot`, the id of one of the same backend's, it starts as that machine was. `secrets`
    are names: programs find placeholders in variables of these names, and the host's proxy puts
    the values in their place, for the hosts that each secret is bound to.
    """

    name: str = ""
    image: str = "python"
    profile: str = "linux"
    limits: MachineLimits = field(default_factory=MachineLimits)
    network: NetworkPolicy = field(default_factory=NetworkPolicy)
    binds: tuple[Bind, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    min_isolation: int = Level.NAMESPACES
    backend: str = ""
    snapshot: str = ""
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=True)
class Access(Record):
    """An attempt of a machine to reach a host, as the host's proxy saw it; `requests` of them.

    `address` is the one that was connected to, "" when none was. `reason` says why it was denied,
    failed or was broken off. `secrets` are the names of those that were filled in.
    """

    machine_id: str
    host: str
    port: int
    allowed: bool
    address: str = ""
    sent: int = 0
    received: int = 0
    duration_s: float = 0.0
    reason: str = ""
    secrets: tuple[str, ...] = ()
    requests: int = 1

    @property
    def bytes(self) -> int:
        """What went through, both ways."""
        return self.sent + self.received


def summed(accesses: Iterable[Access]) -> tuple[Access, ...]:
    """One for each host, port, address, answer and reason, in the order of the first."""
    together: dict[tuple[object, ...], Access] = {}
    for one in accesses:
        key = (one.host, one.port, one.address, one.allowed, one.reason, one.secrets)
        known = together.get(key)
        together[key] = one if known is None else _added(known, one)
    return tuple(together.values())


def _added(known: Access, one: Access) -> Access:
    return known.but(
        requests=known.requests + one.requests,
        sent=known.sent + one.sent,
        received=known.received + one.received,
        duration_s=known.duration_s + one.duration_s,
    )


@dataclass(frozen=True, kw_only=True, eq=True)
class Command(Record):
    """A program to run in a machine.

    `files` (relative to the working folder /workspace) are written before it starts; so are those
    of `scratch`, which are removed when it has ended, whatever way, and shown in no listing.
    With `linger_s`, a program that still runs after so many seconds and listens on a port is
    left running and reported so.
    """

    argv: tuple[str, ...]
    stdin: bytes = b""
    files: Mapping[str, bytes] = field(default_factory=dict)
    scratch: Mapping[str, bytes] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: str = "/workspace"
    timeout_s: float = 60.0
    linger_s: float | None = None
    output_bytes: int = 10 * 1024 * 1024


@dataclass(frozen=True, kw_only=True, eq=True)
class RunOutcome(Record):
    """What came out of a run. A nonzero exit is an outcome; a broken machine is an error.

    `exit_code` is None while `running`, and minus the signal number for a killed program.
    `network` is every attempt to reach a host since the run before.
    """

    stdout: str = ""
    stderr: str = ""
    exit_code: int | None = 0
    duration_s: float = 0.0
    timed_out: bool = False
    oom: bool = False
    truncated: bool = False
    running: bool = False
    ports: tuple[int, ...] = ()
    language: str = ""
    level: int = Level.NONE
    backend: str = ""
    limits_not_enforced: tuple[str, ...] = ()
    network: tuple[Access, ...] = ()


class Kept(StrEnum):
    """What a backend's snapshots hold: /workspace alone, or what runs in the machine as well."""

    NOTHING = ""
    FILES = "files"
    MEMORY = "memory"


@dataclass(frozen=True, kw_only=True, eq=True)
class Snapshot(Record):
    """The state of a machine at a time, on disk, from which any number of others can start."""

    id: str
    backend: str
    holds: Kept
    bytes: int
    name: str = ""
    machine: str = ""
    image: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, eq=True)
class FileInfo(Record):
    """A file inside a machine, its path relative to the listed folder; kind: file, dir, other."""

    path: str
    bytes: int
    kind: str = "file"


@dataclass(frozen=True, kw_only=True, eq=True)
class Probe(Record):
    """Whether a backend works here, why not, and the command that would mend it."""

    name: str
    level: int
    ok: bool
    reason: str = ""
    fix: str = ""
    took_ms: float = 0.0
    limits_not_enforced: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=True)
class Program(Record):
    """What an agent asks the kernel to run in a fresh machine, with the evidence it wants back.

    `source` is the text whose sha256 stands in the step; `collect` the folder below /workspace
    whose files come back as artifacts, there from the start; `linger_s` as in a Command.
    """

    title: str
    argv: tuple[str, ...]
    source: str = ""
    stdin: bytes = b""
    files: Mapping[str, bytes] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    binds: tuple[Bind, ...] = ()
    network: NetworkPolicy = field(default_factory=NetworkPolicy)
    limits: MachineLimits = field(default_factory=MachineLimits)
    timeout_s: float = 120.0
    linger_s: float | None = None
    collect: str = "out"
    skill: str = ""
    action: str = ""
    idempotent: bool = True
