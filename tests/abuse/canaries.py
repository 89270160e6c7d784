"""What a machine must not reach: secrets, servers and processes of the host that tell if it did."""

import asyncio
import contextlib
import ctypes
import hashlib
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SHM_BYTES = 64
_IPC_CREAT, _IPC_RMID = 0o1000, 0


class Canaries:
    """All of them, in a folder of their own; `with` puts them out and takes them in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.token = secrets.token_hex(16)
        self.marker = f"aios-abuse-{secrets.token_hex(4)}"
        self.reached: set[str] = set()
        self._ends: list[socket.socket] = []
        self._stack = contextlib.ExitStack()
        self._usr = Path("/usr") / self.marker

    def __enter__(self) -> "Canaries":
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        (self.folder / "secret").write_text(self.token)
        (self.folder / "home" / ".ssh").mkdir(parents=True, exist_ok=True)
        os.environ["AIOS_ABUSE"] = self.token
        self._stack.callback(os.environ.pop, "AIOS_ABUSE", None)
        self._stack.callback(self._usr.unlink, missing_ok=True)
        self._stack.callback((self.folder / "s").unlink, missing_ok=True)
        shm = Path("/dev/shm") / self.marker
        shm.write_text(self.token)
        self._stack.callback(shm.unlink)
        self._shared = self._stack.enter_context(_shared_memory(self.token))
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    async def serve(self) -> dict[str, Any]:
        """Start the servers and the process; the facts that attempts are told."""
        sleep = shutil.which("sleep")
        self._process = await asyncio.create_subprocess_exec(self.marker, "600", executable=sleep)
        lan = _other_address()
        ports = {
            "TCP4": self._listen("tcp4", socket.AF_INET, ("127.0.0.1", 0)),
            "TCP6": self._listen("tcp6", socket.AF_INET6, ("::1", 0)),
            "LAN_PORT": self._listen("lan", socket.AF_INET, (lan, 0)),
            "UDP": self._listen("udp", socket.AF_INET, ("127.0.0.1", 0), socket.SOCK_DGRAM),
        }
        unix = str(self.folder / "s")
        self._listen("unix", socket.AF_UNIX, unix)
        os.chmod(unix, 0o777)
        self._listen("abstract", socket.AF_UNIX, "\0" + self.marker)
        return {
            **ports,
            "LAN": lan,
            "UNIX": unix,
            "SECRET": str(self.folder / "secret"),
            "TOKEN": self.token,
            "HOME": str(self.folder / "home"),
            "FOLDER": str(self.folder),
            "USR": str(self._usr),
            "MARKER": self.marker,
            "MARKER_PID": self._process.pid,
            "SHM": self._shared,
            "SHADOW": _digest("/etc/shadow"),
            "CMDLINE": _digest("/proc/cmdline"),
        }

    async def evidence(self) -> set[str]:
        """Which of them were reached since; and they are as before."""
        await asyncio.sleep(0.05)  # the servers hear who called, the loop who was killed
        if self._process.returncode is not None:
            self.reached.add("killed")
        for name, path in (("written", self.folder / "written"), ("written_usr", self._usr)):
            if path.exists():
                self.reached.add(name)
                path.unlink()
        return set(self.reached)

    async def end(self) -> None:
        """Stop the process; the servers end with the loop's readers."""
        for end in self._ends:
            asyncio.get_running_loop().remove_reader(end)
            end.close()
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    def _listen(self, name: str, family: int, address: Any, kind: int = socket.SOCK_STREAM) -> int:
        end = socket.socket(family, kind)
        end.bind(address)
        if kind == socket.SOCK_STREAM:
            end.listen()
        end.setblocking(False)
        self._ends.append(end)

        def heard() -> None:
            self.reached.add(name)
            if kind == socket.SOCK_STREAM:
                end.accept()[0].close()
            else:
                end.recv(64)

        asyncio.get_running_loop().add_reader(end, heard)
        return int(end.getsockname()[1]) if family != socket.AF_UNIX else 0


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _other_address() -> str:
    """An address of this host that is not loopback; loopback where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


@contextlib.contextmanager
def _shared_memory(token: str) -> Iterator[int]:
    """A System V segment that anybody on the host may read; its key."""
    libc = ctypes.CDLL(None, use_errno=True)
    key = secrets.randbelow(1 << 30) + 1
    number = libc.shmget(key, _SHM_BYTES, _IPC_CREAT | 0o666)
    libc.shmat.restype = ctypes.c_void_p
    address = libc.shmat(number, None, 0)
    ctypes.memmove(address, token.encode() + b"\0", len(token) + 1)
    try:
        yield key
    finally:
        libc.shmctl(number, _IPC_RMID, None)
