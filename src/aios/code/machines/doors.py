"""A machine's way out to the network: a door of the host's proxy, and what the machine needs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from aios.code.machines.certificates import GUEST_BUNDLE
from aios.contracts.errors import BadRequest
from aios.contracts.machine import Access, MachineSpec, NetworkPolicy

GUEST_SOCKET = "/aios/proxy.sock"
_PROXY = "http://127.0.0.1:3128"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def proxy_variables(policy: NetworkPolicy) -> dict[str, str]:
    """What tells programs in a machine where the proxy is."""
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
    variables = dict.fromkeys(names, _PROXY)
    named = " ".join(policy.hosts + policy.private)
    if not any(name in named for name in _LOOPBACK):
        # Servers that programs start are inside; the host's are meant when they are named.
        variables["no_proxy"] = variables["NO_PROXY"] = ",".join(_LOOPBACK)
    return variables


class Doors(Protocol):
    """Makes allow-list proxies on the host."""

    async def open(
        self, policy: NetworkPolicy, machine_id: str, secrets: Sequence[str] = ()
    ) -> Path:
        """The unix socket of a proxy that lets through what `policy` names, with `secrets`."""
        ...

    def admit(self, path: Path, policy: NetworkPolicy) -> None:
        """From now on it lets through what this policy names. BadRequest."""
        ...

    def variables(self, path: Path) -> dict[str, str]:
        """What programs in the machine find in their environment."""
        ...

    def bundle(self, path: Path) -> Path | None:
        """The authorities that the machine trusts, if not simply the host's."""
        ...

    async def accesses(self, path: Path) -> tuple[Access, ...]:
        """What the machine tried to reach since this was asked last."""
        ...

    async def close(self, path: Path) -> None:
        """End the proxy behind a socket. Idempotent."""
        ...


class Exit:
    """The door of one machine."""

    def __init__(self, doors: Doors, path: Path) -> None:
        self._doors, self._path = doors, path
        self.variables = doors.variables(path)

    @property
    def socket(self) -> Path:
        """Where the proxy listens on this host."""
        return self._path

    @property
    def bundle(self) -> Path | None:
        """The authorities that the machine trusts, if not simply the host's."""
        return self._doors.bundle(self._path)

    @property
    def binds(self) -> list[tuple[str, str]]:
        """What of the host the machine has to see: its path here, and there."""
        trusted = [(str(self.bundle), GUEST_BUNDLE)] if self.bundle else []
        return [(str(self._path), GUEST_SOCKET), *trusted]

    def admit(self, policy: NetworkPolicy) -> None:
        """Lead to these hosts from now on. BadRequest."""
        self._doors.admit(self._path, policy)

    async def accesses(self) -> tuple[Access, ...]:
        """Every attempt to reach a host since this was asked last."""
        return await self._doors.accesses(self._path)

    async def close(self) -> None:
        """Nothing goes out any more. Idempotent."""
        await self._doors.close(self._path)


def refuse_secrets(spec: MachineSpec, backend: str) -> None:
    """BadRequest for secrets where no proxy of the host stands between a machine and its hosts."""
    if spec.secrets:
        raise BadRequest(
            f"machines of the backend {backend} cannot be given secrets",
            hint="make the machine with the backend namespaces, landlock or qemu",
        )


async def open_exit(doors: Doors | None, spec: MachineSpec, machine_id: str) -> Exit | None:
    """The way out that a spec asks for; None when it asks for none."""
    if spec.network.closed:
        if spec.secrets:
            raise BadRequest(
                "the machine was to use secrets, but may reach no host",
                hint="name the hosts it may reach: network=[…]",
            )
        return None
    if doors is None:
        hosts = ", ".join(spec.network.hosts or spec.network.private)
        raise BadRequest(
            f"the machine was to reach {hosts}, but no proxy is set up",
            hint="create the machine without network hosts",
        )
    return Exit(doors, await doors.open(spec.network, machine_id, spec.secrets))
