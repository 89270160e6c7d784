"""HTTP to one model server: its sessions, and every failure of the connection in our words."""

import asyncio
import importlib
import ipaddress
import re
import sys
import weakref
from collections.abc import AsyncGenerator, Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aios.contracts.errors import AiosError, ModelFailed, NoModel, TimedOut

if TYPE_CHECKING:
    import aiohttp

CLIENT = "aiohttp"
CONNECT_S = 5.0
STALE_CONNECTIONS = 2
MAX_LINE_BYTES = 4 * 2**20
# Redirects are not followed, so that they are refusals too.
REFUSED = 300

# The error for a refusal: the answer and its text.
RefusalOf = Callable[["aiohttp.ClientResponse", str], AiosError]


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

    def ask(self, method: str, path: str, body: Any, refusal: RefusalOf, base: str = "") -> "Asked":
        """`async with` gives the answer; NoModel, TimedOut, ModelFailed when there is none.

        Where the server refuses, what `refusal` makes of it is raised.
        """
        return Asked(self, method, (base or self.base) + path, body, refusal)

    async def sent(
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

    def told(self, error: BaseException | None) -> AiosError | None:
        """A failure of the connection in our words; None for whatever else."""
        import aiohttp

        if not isinstance(error, aiohttp.ClientError):
            return None
        if isinstance(error, aiohttp.SocketTimeoutError):
            return self._silent()
        if isinstance(
            error, (aiohttp.ClientConnectorError, aiohttp.InvalidURL, aiohttp.ServerTimeoutError)
        ):
            return self.absent()
        if isinstance(error, aiohttp.ClientPayloadError):
            return cut_off(f"The connection to {self.who} broke in the middle of the answer.")
        reason = str(error) or type(error).__name__
        return cut_off(f"The connection to {self.who} broke: {reason}")

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

    def session(self) -> "aiohttp.ClientSession":
        """Where to ask; give it back to `done_with`."""
        if not self._keep:
            return self._opened()
        loop = asyncio.get_running_loop()
        kept = self._sessions.get(loop)
        if kept is None or kept.closed:
            kept = self._sessions[loop] = self._opened()
        return kept

    async def done_with(self, session: "aiohttp.ClientSession") -> None:
        """Close it, unless it is kept."""
        if not self._keep:
            await session.close()

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


class Asked:
    """One request: `async with` it is the answer, and every failure inside is told in our words.

    A class, not a generator: it is entered at every call of a model.
    """

    __slots__ = ("_answer", "_refusal", "_session", "_what", "_wire")

    def __init__(self, wire: Wire, method: str, url: str, body: Any, refusal: RefusalOf) -> None:
        self._wire = wire
        self._what = method, url, body
        self._refusal = refusal
        self._session: aiohttp.ClientSession | None = None
        self._answer: aiohttp.ClientResponse | None = None

    async def __aenter__(self) -> "aiohttp.ClientResponse":
        self._session = self._wire.session()
        try:
            self._answer = answer = await self._wire.sent(self._session, *self._what)
            if answer.status >= REFUSED:
                raise self._refusal(answer, await answer.text(errors="replace"))
        except BaseException as error:
            await self._let_go()
            if (told := self._wire.told(error)) is not None:
                raise told from error
            raise
        return answer

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._let_go()
        if (told := self._wire.told(error)) is not None:
            raise told from error

    async def _let_go(self) -> None:
        """Hang up if the server is still speaking; else its connection may be used again."""
        if self._answer is not None:
            self._answer.release()
        assert self._session is not None
        await self._wire.done_with(self._session)


async def client_loaded() -> None:
    """Have the HTTP client imported, beside the event loop: it takes longer than a near server."""
    if CLIENT not in sys.modules:
        await asyncio.to_thread(importlib.import_module, CLIENT)


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
