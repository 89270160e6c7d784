"""A program at a terminal of its own in the machine, for the one who dials the port it tells.

It prints the port as its first line, takes one connection, and ends as the program did. What
arrives are frames (u8 kind, u32 length: keys, or the size as two u16), what leaves is what the
program writes. Whoever hangs up ends the program.
"""

import fcntl
import os
import pty
import select
import signal
import socket
import struct
import sys
import termios

HEADER = struct.Struct("<BI")
SIZE = struct.Struct("<HH")
KEYS, RESIZE = 0, 1
_PIECE = 64 * 1024
_DIALED_S = 30.0
_MAX_FRAME = 1024 * 1024


def main(columns: int, rows: int, argv: list[str]) -> int:
    """Serve one connection; the program's exit code, 128 and the number for a signal."""
    caller = _accepted()
    pid, screen = pty.fork()
    if pid == 0:
        os.execvp(argv[0], argv)
    _resize(screen, columns, rows)
    try:
        _pass_on(caller, screen)
    finally:
        os.close(screen)  # a program that still runs gets SIGHUP
        caller.close()
    return _exit_code(pid)


def _accepted() -> socket.socket:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(_DIALED_S)
        sys.stdout.write(f"{server.getsockname()[1]}\n")
        sys.stdout.flush()
        caller, _ = server.accept()
    caller.settimeout(None)
    return caller


def _pass_on(caller: socket.socket, screen: int) -> None:
    """Until the program or the caller has no more to say."""
    arrived = bytearray()
    while True:
        ready, _, _ = select.select([caller, screen], [], [])
        if screen in ready:
            try:
                data = os.read(screen, _PIECE)
            except OSError:  # EIO: nobody holds the terminal any more
                return
            if not data:
                return
            caller.sendall(data)
        if caller in ready:
            data = caller.recv(_PIECE)
            if not data:
                return
            arrived += data
            _obey(arrived, screen)


def _obey(arrived: bytearray, screen: int) -> None:
    """Do what the whole frames in `arrived` say, and take them out of it."""
    while len(arrived) >= HEADER.size:
        kind, length = HEADER.unpack_from(arrived)
        if length > _MAX_FRAME:
            raise SystemExit("a frame is too long")
        if len(arrived) < HEADER.size + length:
            return
        payload = bytes(arrived[HEADER.size : HEADER.size + length])
        del arrived[: HEADER.size + length]
        if kind == RESIZE:
            _resize(screen, *SIZE.unpack(payload))
        else:
            _type(screen, payload)


def _type(screen: int, keys: bytes) -> None:
    while keys:
        keys = keys[os.write(screen, keys) :]


def _resize(screen: int, columns: int, rows: int) -> None:
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _exit_code(pid: int) -> int:
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
