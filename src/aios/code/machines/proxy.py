"""The only way out of a machine: an HTTP proxy that lets through what a policy lists.

Covered:
- `http://` requests and CONNECT tunnels (`https://`) to listed hosts, streamed both ways
- names are resolved here, every address checked, and the very address checked is connected to:
  a name that changes its address in between (rebinding) gains nothing, nor does a redirect
- private, loopback, link-local, multicast and metadata addresses, unless the user named the host
- one host per request: the Host header is the one that was checked
- deadlines for heads, for connecting and for silence; bounds on heads, on connections, and on a
  machine's requests, bytes and bytes a second (`meters`)
- secrets: machines have placeholders, hosts get values (`placeholders`, `certificates`)
- an audit of every attempt, allowed or not: host, address, bytes, duration, why not

Not covered:
- what is said inside a tunnel: another host behind an allowed one (domain fronting), uploads
- names looked up to carry data: only the names of listed hosts are ever resolved
- a proxy that this host itself needs to reach the internet
"""

import asyncio
import os
import secrets
import shutil
import ssl
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aios.code.machines import certificates, refusals
from aios.code.machines import http_frames as http
from aios.code.machines.allowlist import AllowList
from aios.code.machines.exchanges import Exchanger, Visit
from aios.code.machines.meters import EgressLimits, Meter, Spent
from aios.code.machines.placeholders import Placeholders
from aios.code.machines.reaching import Reacher, Resolve, Stream
from aios.code.machines.refusals import Refused
from aios.contracts.errors import MachineFailed, NotFound
from aios.contracts.machine import Access, NetworkPolicy
from aios.contracts.secrets import SecretEntry

_HEAD_S = 30.0
_CONNECT_S = 10.0
_IDLE_S = 120.0
_SETTLE_S = 0.2
_CONNECTIONS = 64  # at once, per machine
_AUDIT = 10_000

Secrets = Callable[[Sequence[str]], Sequence[SecretEntry]]


@dataclass
class _Door:
    """One machine's socket: what it may reach, who is connected, what went through."""

    machine_id: str
    allowed: AllowList
    meter: Meter
    placeholders: Placeholders
    authority: certificates.Authority | None
    bundle: Path | None = None
    server: asyncio.Server | None = None
    connections: set[asyncio.Task[None]] = field(default_factory=set)
    accesses: list[Access] = field(default_factory=list)


class EgressProxy:
    """Opens doors: unix sockets, one per machine, that speak HTTP proxy and obey its policy.

    A refusal is a 403 with `X-AIOS-Denied: <reason>`; a limit that is reached a 429, and a host
    that cannot be reached a 502, with `X-AIOS-Error: limit | dns | refused | timeout | tls |
    unreachable | broken`. All carry the reason in the status line too, all that clients show of
    a failed CONNECT, and as JSON in the body. `secrets_of` finds secrets by their names.
    """

    def __init__(
        self,
        *,
        resolve: Resolve | None = None,
        limits: EgressLimits | None = None,
        secrets_of: Secrets | None = None,
        tls: ssl.SSLContext | None = None,
        head_s: float = _HEAD_S,
        connect_s: float = _CONNECT_S,
        idle_s: float = _IDLE_S,
    ) -> None:
        self.audit: deque[Access] = deque(maxlen=_AUDIT)
        self._reacher = Reacher(resolve=resolve, connect_s=connect_s, tls=tls)
        self._exchanger = Exchanger(idle_s=idle_s)
        self._limits = limits or EgressLimits()
        self._secrets_of = secrets_of or _no_secrets
        self._head_s = head_s
        self.folder: Path | None = None
        self._doors: dict[Path, _Door] = {}

    async def open(
        self, policy: NetworkPolicy, machine_id: str, secrets: Sequence[str] = ()
    ) -> Path:
        """A socket that any local user who knows its path may connect to; `close` it after use.

        NotFound for a secret that is not there; BadRequest (code `secrets_need_extra`) where
        certificates for secrets cannot be made.
        """
        entries = self._secrets_of(secrets) if secrets else ()
        door = _Door(
            machine_id,
            AllowList(policy),
            Meter(self._limits),
            Placeholders(entries),
            certificates.Authority(machine_id) if entries else None,
        )
        try:
            path = self._place()
            if door.authority:
                door.bundle = path.with_suffix(".pem")
                door.bundle.write_bytes(door.authority.bundle())
                door.bundle.chmod(0o644)
            door.server = await asyncio.start_unix_server(
                lambda reader, writer: self._connected(door, (reader, writer)),
                path,
                limit=http.HEAD_BYTES,
            )
            os.chmod(path, 0o666)
        except OSError as error:
            raise MachineFailed(
                f"the network door of machine {machine_id} cannot be made: {error.strerror}"
            ) from error
        self._doors[path] = door
        return path

    def admit(self, path: Path, policy: NetworkPolicy) -> None:
        """From now on that door lets through what this policy names. BadRequest."""
        self._doors[path].allowed = AllowList(policy)

    def variables(self, path: Path) -> dict[str, str]:
        """What a machine's environment needs for that door: placeholders, and whom to trust."""
        door = self._doors[path]
        trusted = certificates.VARIABLES if door.bundle else ()
        return {
            **door.placeholders.variables,
            **dict.fromkeys(trusted, certificates.GUEST_BUNDLE),
        }

    def bundle(self, path: Path) -> Path | None:
        """The authorities that a machine behind that door trusts, if not simply the host's."""
        return self._doors[path].bundle

    async def accesses(self, path: Path) -> tuple[Access, ...]:
        """What the machine tried to reach since this was asked last; brief, for the last to end."""
        door = self._doors.get(path)
        if door is None:
            return ()
        if door.connections:
            await asyncio.wait(door.connections, timeout=_SETTLE_S)
        taken, door.accesses = tuple(door.accesses), []
        return taken

    async def close(self, path: Path) -> None:
        """Close a door and everything that goes through it. Idempotent."""
        door = self._doors.pop(path, None)
        if door is None:
            return
        if door.server:
            door.server.close()
        for task in list(door.connections):
            task.cancel()
        await asyncio.gather(*door.connections, return_exceptions=True)
        path.unlink(missing_ok=True)
        if door.bundle:
            door.bundle.unlink(missing_ok=True)

    async def stop(self) -> None:
        """Close every door. Idempotent."""
        for path in list(self._doors):
            await self.close(path)
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def _place(self) -> Path:
        """Sockets must be open to the unprivileged user of a machine, and to nobody who guesses:
        the folder can be entered but not listed, and the names in it are random."""
        if self.folder is None:
            self.folder = Path(tempfile.mkdtemp(prefix="aios-doors-"))
            self.folder.chmod(0o711)
        return self.folder / secrets.token_hex(8)

    # -------------------------------------------------------------- connections

    async def _connected(self, door: _Door, client: Stream) -> None:
        task = asyncio.current_task()
        assert task is not None
        full = len(door.connections) >= _CONNECTIONS
        door.connections.add(task)
        try:
            if full:
                raise Refused(503, "busy", f"more than {_CONNECTIONS} connections at once")
            while await self._serve(door, client, None):
                pass
        except Refused as refusal:
            await refusals.answer(*client, refusal)
        except http.Malformed as error:
            await refusals.answer(*client, Refused(400, "malformed", str(error)))
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError, Spent):
            pass  # the machine, or the host it talked to, is gone or silent: nobody to tell
        except asyncio.CancelledError:
            pass  # the door was closed; nothing awaits this task but `close`
        finally:
            door.connections.discard(task)
            await refusals.shut(client[1])

    async def _serve(self, door: _Door, client: Stream, tunnel: http.Target | None) -> bool:
        """One request; whether the connection may carry another."""
        head = await self._head(client[0])
        if head is None:
            return False
        target = http.inner_target(head, tunnel) if tunnel else http.target_of(head)
        if head.start[0] == "CONNECT" and door.placeholders.concern(target):
            return await self._inside(door, client, target)
        visit = Visit(door.machine_id, target, door.meter)
        listed, reason = not door.meter.over, ""
        allowed = True
        try:
            self._count(door)
            return await self._pass(door, head, visit, client, bool(tunnel))
        except Refused as refusal:
            allowed, reason = refusal.kind not in ("denied", "limit"), str(refusal)
            raise
        except (OSError, EOFError, TimeoutError, Spent) as error:
            reason = str(error) or type(error).__name__
            raise
        finally:
            if listed:
                self._note(door, visit.access(allowed=allowed, reason=reason))

    @staticmethod
    def _count(door: _Door) -> None:
        try:
            door.meter.request()
        except Spent as spent:
            raise Refused(429, "limit", str(spent)) from spent

    async def _pass(
        self, door: _Door, head: http.Head, visit: Visit, client: Stream, secured: bool
    ) -> bool:
        self._reacher.check(door.allowed, visit.target)
        tunnel = head.start[0] == "CONNECT"
        filled = None if tunnel else door.placeholders.fill(head, visit.target)
        remote, visit.address = await self._reacher.reach(
            door.allowed, visit.target, secured=secured
        )
        try:
            if filled:
                exchange = self._exchanger.exchange
                return await exchange(filled, visit, client, remote, door.placeholders)
            client[1].write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await self._exchanger.tunnel(visit, client, remote)
            return False
        finally:
            await refusals.shut(remote[1])

    async def _inside(self, door: _Door, client: Stream, target: http.Target) -> bool:
        """A tunnel to a host that gets secrets ends here, and begins again on the other side."""
        assert door.authority is not None
        try:
            self._reacher.check(door.allowed, target)
        except Refused as refusal:
            visit = Visit(door.machine_id, target, door.meter)
            self._note(door, visit.access(allowed=False, reason=str(refusal)))
            raise
        context = await asyncio.to_thread(door.authority.context, target.host)
        client[1].write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await client[1].start_tls(context, ssl_handshake_timeout=self._head_s)
        while await self._serve(door, client, target):
            pass
        return False

    async def _head(self, reader: asyncio.StreamReader) -> http.Head | None:
        try:
            async with asyncio.timeout(self._head_s):
                data = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return None
        except asyncio.LimitOverrunError:
            raise Refused(431, "malformed", "the head of the request is too long") from None
        return http.parse_head(data)

    def _note(self, door: _Door, access: Access) -> None:
        self.audit.append(access)
        if len(door.accesses) < _AUDIT:
            door.accesses.append(access)


def _no_secrets(names: Sequence[str]) -> Sequence[SecretEntry]:
    raise NotFound(
        f"there is no secret {names[0]!r}: none are set up",
        hint="name it in aios.toml: [[secrets]] name, hosts",
        code="secret_unknown",
    )
