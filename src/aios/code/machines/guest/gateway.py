"""A virtual machine's way out: its programs' connections, carried to the host over one port.

Covered:
- programs connect to a socket, as in machines of namespaces; the port itself has no path for them,
  and they can neither see nor end this process, which has no right left but to its port
- the host ends, limits and notes every connection; one that is not read slows no other
- at the host's word everything stands still between two frames, so that a machine can be copied

Not covered:
- a client that ends one half of its connection has ended both, as with the relay before it
"""

import contextlib
import os
import platform
import select
import signal
import socket
import time
from collections.abc import Mapping
from typing import NoReturn

from aios.code.machines import linux, sandbox, seccomp
from aios.code.machines.guest.streams import Streams
from aios.code.machines.wire import (
    NETWORK_CONNECTIONS,
    NETWORK_WINDOW,
    Kind,
    Splitter,
    WireError,
    pack,
    unpack_json,
)

DOOR = "/run/proxy.sock"
_PIECE = 64 * 1024
_PAUSE_S = 0.005


def start(port: int) -> int:
    """Fork what serves `DOOR` over that descriptor, which it takes; its process id."""
    listener = _listener()
    pid = os.fork()
    if pid == 0:
        _become(port, listener)
    listener.close()
    os.close(port)
    return pid


def end(pid: int) -> None:
    """End it, and with it every connection."""
    with contextlib.suppress(ProcessLookupError):  # it ended when the host hung up
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _listener() -> socket.socket:
    with contextlib.suppress(FileNotFoundError):  # the first one there is
        os.unlink(DOOR)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(DOOR)
    os.chmod(DOOR, 0o666)
    listener.listen(NETWORK_CONNECTIONS)
    return listener


def _become(port: int, listener: socket.socket) -> NoReturn:
    try:
        low, high = sorted((port, listener.fileno()))
        for first, last in ((3, low), (low + 1, high), (high + 1, 1 << 16)):
            os.closerange(first, last)
        sandbox.drop_uid()
        linux.install_filter(seccomp.build_filter(platform.machine()))
        Gateway(port, listener).serve()
    finally:  # with it goes every connection, and each new one is refused
        os._exit(1)


class Gateway:
    """Serves the clients of `listener` over `port`, a descriptor that leads to the host."""

    def __init__(self, port: int, listener: socket.socket) -> None:
        self._port, self._listener = port, listener
        self._splitter = Splitter()
        self._everything, self._alone = select.poll(), select.poll()
        self._everything.register(listener, select.POLLIN)
        for poll in (self._everything, self._alone):
            poll.register(port, select.POLLIN)
        self._streams = Streams(self._everything, self._send, NETWORK_WINDOW)
        self._asked = 0
        self._greeted = self._still = False

    def serve(self) -> None:
        """Work until the host hangs up. OSError; WireError for a host that talks nonsense."""
        try:
            while self._served():
                pass
        finally:
            self._streams.close()

    def _served(self) -> bool:
        """Do what is to be done now; False when the host has hung up."""
        ready = dict((self._alone if self._still else self._everything).poll())
        # The host comes last: what it asks for is true of all that was ready before.
        heard = ready.pop(self._port, 0)
        for descriptor, events in ready.items():
            if descriptor in self._streams:
                self._streams.serve(descriptor, events)
        if self._listener.fileno() in ready:
            self._accept()
        return self._hear() if heard else True

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        if len(self._streams) >= NETWORK_CONNECTIONS or not self._greeted:
            client.close()
            return
        self._asked += 1
        self._send(Kind.ASKED, self._asked, {})
        self._streams.adopt(self._asked, client)

    def _hear(self) -> bool:
        """Obey what the host said; False when it has hung up."""
        data = os.read(self._port, _PIECE)
        if not data and not self._greeted:
            time.sleep(_PAUSE_S)  # it is not there yet
            return True
        for frame in self._splitter.feed(data):
            self._obey(*frame)
        return bool(data)

    def _obey(self, kind: Kind, number: int, payload: bytes) -> None:
        if kind is Kind.SETUP:
            self._greeted = True
            self._send(Kind.READY, 0, {})
        elif kind is Kind.KEEP:
            self._still = unpack_json(payload)["step"] == "begin"
            self._send(Kind.DONE, 0, {})
        elif kind is Kind.STREAM:
            self._streams.take(number, payload)
        elif kind is Kind.MORE:
            self._streams.allow(number, unpack_json(payload)["bytes"])
        elif kind is Kind.HANG_UP:
            self._streams.hang_up(number)
        else:
            raise WireError(f"the host sent a frame of kind {kind.name}")

    def _send(self, kind: Kind, number: int, payload: bytes | Mapping[str, object]) -> None:
        view = memoryview(pack(kind, number, payload))
        while view:
            view = view[os.write(self._port, view) :]
