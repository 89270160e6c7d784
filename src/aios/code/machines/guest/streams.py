"""Connections between the controller and programs in the machine, many over one descriptor.

Covered:
- a program or a controller that does not read its connection slows nobody else: no more than
  a window of bytes is under way to either
- either side may end its half; a connection that breaks is told as ended

Not covered:
- what is said: programs and those they talk to trust each other as far as they want
"""

import contextlib
import select
import socket
from collections.abc import Callable, Mapping

from aios.code.machines.guest.files import FileRefused as Refused
from aios.code.machines.wire import WINDOW, Kind, WireError

_PIECE = 64 * 1024
_CONNECT_S = 2.0
_HOSTS = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
Send = Callable[[Kind, int, bytes | Mapping[str, object]], None]


class Stream:
    """One connection: what still has to be written to it, and which halves have ended."""

    def __init__(self, number: int, end: socket.socket, window: int) -> None:
        self.number, self.end = number, end
        self.unwritten = bytearray()
        self.credit = window  # how much more the controller takes
        self.closing = False  # the controller has ended its half
        self.heard_all = False


class Streams:
    """The open connections, by descriptor; `poll` is whose they are."""

    def __init__(self, poll: select.poll, send: Send, window: int = WINDOW) -> None:
        self._poll, self._send, self._window = poll, send, window
        self._streams: dict[int, Stream] = {}

    def __len__(self) -> int:
        return len(self._streams)

    def __contains__(self, descriptor: int) -> bool:
        return descriptor in self._streams

    def dial(self, number: int, port: int) -> None:
        """Connect to a server of the machine; Refused says that none listens there."""
        self.adopt(number, _connected(port))
        self._send(Kind.DONE, number, {})

    def adopt(self, number: int, end: socket.socket) -> None:
        """Carry a connection that stands, under that number."""
        end.setblocking(False)
        self._streams[end.fileno()] = Stream(number, end, self._window)
        self._poll.register(end, select.POLLIN)

    def take(self, number: int, data: bytes) -> None:
        """Bytes for a program; none at all: the controller has no more to say."""
        stream = next((s for s in self._streams.values() if s.number == number), None)
        if stream is None:  # it broke, and the controller was told: what it still says is lost
            self._taken(number, len(data))
            return
        if len(stream.unwritten) + len(data) > self._window:
            raise WireError("the controller sends more than was agreed")
        stream.unwritten += data
        stream.closing = stream.closing or not data
        self._write(stream)

    def allow(self, number: int, count: int) -> None:
        """The controller has taken so many bytes."""
        for stream in [s for s in self._streams.values() if s.number == number]:
            stream.credit += count
            self._settle(stream)

    def hang_up(self, number: int) -> None:
        """The controller lets go of a connection."""
        for stream in [s for s in self._streams.values() if s.number == number]:
            self._close(stream)

    def close(self) -> None:
        """Let go of all."""
        for stream in list(self._streams.values()):
            self._close(stream)

    def serve(self, descriptor: int, events: int) -> None:
        """Pass on what a program said, and write what it can take."""
        stream = self._streams[descriptor]
        if events & select.POLLOUT:
            self._write(stream)
        if descriptor in self._streams and events & ~select.POLLOUT:
            self._read(stream)

    def _read(self, stream: Stream) -> None:
        try:
            data = stream.end.recv(min(_PIECE, stream.credit))
        except BlockingIOError:
            return
        except OSError:  # it was reset
            data = b""
            self._lose(stream)
        self._send(Kind.STREAMED, stream.number, data)
        stream.credit -= len(data)
        stream.heard_all = not data
        self._settle(stream)

    def _write(self, stream: Stream) -> None:
        try:
            while stream.unwritten:
                count = stream.end.send(stream.unwritten)
                del stream.unwritten[:count]
                self._taken(stream.number, count)
            if stream.closing:
                stream.end.shutdown(socket.SHUT_WR)
        except BlockingIOError:
            pass  # POLLOUT tells when it goes on
        except OSError:  # the program is gone: what it said is still read
            self._lose(stream)
        self._settle(stream)

    def _lose(self, stream: Stream) -> None:
        """Nobody hears what was to be written, nor what comes after it."""
        self._taken(stream.number, len(stream.unwritten))
        stream.unwritten.clear()
        stream.closing = True

    def _taken(self, number: int, count: int) -> None:
        if count:
            self._send(Kind.TAKEN, number, {"bytes": count})

    def _settle(self, stream: Stream) -> None:
        """Watch for what is still to come; let go when nothing is."""
        if stream.heard_all and stream.closing and not stream.unwritten:
            self._close(stream)
            return
        reads = select.POLLIN if stream.credit and not stream.heard_all else 0
        writes = select.POLLOUT if stream.unwritten else 0
        if reads or writes:
            self._poll.register(stream.end, reads | writes)
        else:
            self._ignore(stream)

    def _close(self, stream: Stream) -> None:
        self._ignore(stream)
        del self._streams[stream.end.fileno()]
        stream.end.close()

    def _ignore(self, stream: Stream) -> None:
        with contextlib.suppress(KeyError):  # it is not watched just now
            self._poll.unregister(stream.end)


def _connected(port: int) -> socket.socket:
    problem = ""
    for family, host in _HOSTS:
        end = socket.socket(family, socket.SOCK_STREAM)
        try:
            end.settimeout(_CONNECT_S)
            end.connect((host, port))
            return end
        except OSError as error:
            end.close()
            problem = problem or str(error.strerror or error)
    raise Refused("not_found", f"nothing answers on port {port} in the machine: {problem}")
