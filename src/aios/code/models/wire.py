"""HTTP to one model server: its sessions, and every failure of the connection in our words."""

import asyncio
import ipaddress
import re
import weakref
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aios.contracts.errors import ModelFailed, NoModel, TimedOut

if TYPE_CHECKING:
    import aiohttp

CONNECT_S = 5.0
STALE_CONNECTIONS = 2
MAX_LINE_BYTES = 4 * 2**20


class Wire:
    """Requests to `base`, the URL of a server that messages call `who`.

    `absent_hint` says what to do when nothing answers there; `silence_s` is how long it may say
    nothing. With `keep` connections are used again, until `close`; there is a session for every
    event loop, so one driver may serve several.
    """

    def __init__(
        self,
        base: str,
        who: str,
        *,
        absent_hint: str,
        silence_s: float,
        headers: Mapping[str, str] | None = None,
        keep: bool = False,
    ) -> None:
        self.base = base
        self.url = without_login(base)
        self.who = who
        self._absent_hint = absent_hint
        self._silence_s = silence_s
        self._headers = dict(headers or {})
        self._keep = keep
        self._sessions: weakref.WeakKeyDictionary[
            asyncio.AbstractEventLoop, aiohttp.ClientSession
        ] = weakref.WeakKeyDictionary()

    @asynccontextmanager
    async def ask(
        self, method: str, path: str, body: Any = None, *, base: str = ""
    ) -> AsyncIterator["aiohttp.ClientResponse"]:
        """The answer, whatever its status; NoModel, TimedOut, ModelFailed when there is none."""
        import aiohttp

        try:
            async with (
                self._session() as session,
                await self._sent(session, method, (base or self.base) + path, body) as answer,
            ):
                yield answer
        except aiohttp.SocketTimeoutError as error:
            raise self._silent() from error
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL, aiohttp.ServerTimeoutError) as e:
            raise self.absent() from e
        except aiohttp.ClientError as error:
            reason = str(error) or type(error).__name__
            raise cut_off(f"The connection to {self.who} broke: {reason}") from error

    async def _sent(
        self, session: "aiohttp.ClientSession", method: str, url: str, body: Any
    ) -> "aiohttp.ClientResponse":
        """The answer; asked again at once when the server had closed a connection kept from before.

        Nothing was answered then, and asking a model has no effect that could happen twice.
        """
        import aiohttp

        for _stale in range(STALE_CONNECTIONS if self._keep else 0):
            try:
                return await _request(session, method, url, body)
            except aiohttp.ClientConnectorError:
                raise
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
                continue
        return await _request(session, method, url, body)

    def absent(self) -> NoModel:
        """The error for nothing answering there."""
        return NoModel(
            f"No {self.who} answers at {self.url}.",
            hint=self._absent_hint,
            details={"endpoint": self.url},
        )

    async def close(self) -> None:
        """Close the connections of this event loop. Idempotent."""
        session = self._sessions.pop(asyncio.get_running_loop(), None)
        if session is not None:
            await session.close()

    @asynccontextmanager
    async def _session(self) -> AsyncIterator["aiohttp.ClientSession"]:
        if not self._keep:
            async with self._opened() as session:
                yield session
            return
        loop = asyncio.get_running_loop()
        kept = self._sessions.get(loop)
        if kept is None or kept.closed:
            kept = self._sessions[loop] = self._opened()
        yield kept

    def _opened(self) -> "aiohttp.ClientSession":
        import aiohttp

        return aiohttp.ClientSession(
            # How many calls run at once is the scheduler's business.
            connector=aiohttp.TCPConnector(limit=0),
            headers=self._headers,
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=CONNECT_S, sock_read=self._silence_s
            ),
            # Proxies of the environment are for the web, not for a server beside us.
            trust_env=not is_near(self.base),
        )

    def _silent(self) -> TimedOut:
        return TimedOut(
            f"{self.who} at {self.url} said nothing for {self._silence_s:g} s.",
            hint="The model may be too large for this machine; try a smaller one.",
            details={"endpoint": self.url},
        )


async def _request(
    session: "aiohttp.ClientSession", method: str, url: str, body: Any
) -> "aiohttp.ClientResponse":
    # A key must not follow a redirect to somebody else.
    return await session.request(method, url, json=body, allow_redirects=False)


async def lines(answer: "aiohttp.ClientResponse", who: str) -> AsyncGenerator[bytes]:
    """The lines of a stream that hold anything, of any length up to a bound."""
    rest = b""
    async for piece in answer.content.iter_any():
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            if line.strip():
                yield line
        if len(rest) > MAX_LINE_BYTES:
            raise ModelFailed(
                f"{who} sent a line of more than {MAX_LINE_BYTES >> 20} MiB.",
                hint="Is something else listening on that address?",
                code="model_unreadable",
            )
    if rest.strip():
        yield rest


def cut_off(message: str) -> ModelFailed:
    """The error for an answer without an end."""
    return ModelFailed(
        message,
        hint="Look at the server's log; the model may have run out of memory.",
        code="model_cut_off",
    )


def without_login(url: str) -> str:
    """The address without a user name and password in it."""
    return re.sub(r"//[^/@]*@", "//", url)


def is_near(url: str) -> bool:
    """Whether the server is on this machine or in the private network beside it."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".lan"))
