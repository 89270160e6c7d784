"""The machine's way out: 127.0.0.1:3128 relayed to the controller's allow-list proxy."""

import os
import selectors
import signal
import socket
import stat

PORT = 3128
DOOR = "/aios/proxy.sock"
_PIECE = 64 * 1024
_MAX_CONNECTIONS = 100


def leads_out(door: str = DOOR) -> bool:
    """Whether the machine has a way out."""
    try:
        return stat.S_ISSOCK(os.stat(door).st_mode)
    except OSError:
        return False


def start() -> int:
    """Fork the relay and return its pid once it listens."""
    listener = socket.create_server(("127.0.0.1", PORT))
    pid = os.fork()
    if pid:
        listener.close()
        return pid
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.closerange(3, listener.fileno())
        os.closerange(listener.fileno() + 1, 65536)
        Relay(listener).run()
    finally:
        os._exit(1)


class Relay:
    """Copies bytes both ways, one thread, a peer that does not read stops its partner."""

    def __init__(self, listener: socket.socket | None, door: str = DOOR) -> None:
        self._listener = listener
        self._door = door
        self._partners: dict[socket.socket, socket.socket] = {}
        self._pending: dict[socket.socket, bytes] = {}
        self._selector = selectors.DefaultSelector()
        if listener is not None:
            self._selector.register(listener, selectors.EVENT_READ)

    def fileno(self) -> int:
        """Readable when there is something to move."""
        return self._selector.fileno()

    def run(self) -> None:
        """Relay until killed."""
        while True:
            self.step(None)

    def step(self, timeout_s: float | None) -> None:
        """Move what can be moved, after waiting so long for something to move."""
        for key, events in self._selector.select(timeout_s):
            if key.fileobj is self._listener:
                self.adopt(self._listener.accept()[0])
                continue
            assert isinstance(key.fileobj, socket.socket)
            try:
                self._move(key.fileobj, events)
            except OSError:
                # One end is gone, so the other end goes too.
                self._drop(key.fileobj)

    def adopt(self, client: socket.socket) -> None:
        """Lead a connection to the door from now on."""
        if len(self._partners) >= 2 * _MAX_CONNECTIONS:
            client.close()
            return
        door = socket.socket(socket.AF_UNIX)
        try:
            door.connect(self._door)
        except OSError:
            # The controller closed the door: the client sees its connection end.
            client.close()
            door.close()
            return
        for one, other in ((client, door), (door, client)):
            one.setblocking(False)
            self._partners[one] = other
            self._pending[one] = b""
            self._selector.register(one, selectors.EVENT_READ)

    def _move(self, end: socket.socket, events: int) -> None:
        if end not in self._partners:
            return
        if events & selectors.EVENT_WRITE:
            self._flush(end)
        if events & selectors.EVENT_READ and not self._pending[self._partners[end]]:
            data = end.recv(_PIECE)
            if not data:
                self._drop(end)
                return
            self._pending[self._partners[end]] = data
            self._flush(self._partners[end])

    def _flush(self, end: socket.socket) -> None:
        try:
            sent = end.send(self._pending[end])
        except BlockingIOError:
            sent = 0
        self._pending[end] = self._pending[end][sent:]
        for one in (end, self._partners[end]):
            wanted = selectors.EVENT_WRITE if self._pending[one] else 0
            if not self._pending[self._partners[one]]:
                wanted |= selectors.EVENT_READ
            self._watch(one, wanted)

    def _watch(self, end: socket.socket, wanted: int) -> None:
        known = end in self._selector.get_map()
        if known and wanted:
            self._selector.modify(end, wanted)
        elif known:
            self._selector.unregister(end)
        elif wanted:
            self._selector.register(end, wanted)

    def _drop(self, end: socket.socket) -> None:
        for one in (end, self._partners.get(end)):
            if one is not None and one in self._partners:
                self._watch(one, 0)
                del self._partners[one], self._pending[one]
                one.close()
