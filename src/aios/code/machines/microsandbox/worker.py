"""The process that drives one microsandbox machine: the SDK's failures end here, not in AIOS.

It talks with the controller over standard input (a socket) as the agent of other machines does,
and puts each request in the SDK's words. When the controller is gone it kills the machine.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping, Sequence
from typing import Any

import microsandbox as msb

from aios.code.machines import scratch, workers
from aios.code.machines.guest.files import MAX_ENTRIES
from aios.code.machines.microsandbox.policy import network_for
from aios.code.machines.wire import CHUNK, Kind, Splitter, WireError, pack, unpack_json
from aios.contracts.machine import NetworkPolicy

USER = "1000:1000"
_WORKSPACE = "/workspace"
_STOP_S = 5.0
_OUTPUTS = {msb.ExecEventType.STDOUT: Kind.STDOUT, msb.ExecEventType.STDERR: Kind.STDERR}
_LISTENING = "0A"


class Worker:
    """Serves one controller over a stream."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._setup: dict[str, Any] = {}
        self._sandbox: msb.Sandbox | None = None
        self._stdin: dict[int, bytearray] = {}
        self._runs: dict[int, msb.ExecHandle] = {}
        self._work: set[asyncio.Task[None]] = set()
        self._read: tuple[str, bytes] = ("", b"")
        self._written: dict[str, bytearray] = {}

    async def serve(self) -> None:
        """Work until the controller is gone; then the machine goes, too."""
        splitter = Splitter()
        try:
            while data := await self._reader.read(CHUNK):
                for kind, number, payload in splitter.feed(data):
                    await self._obey(kind, number, payload)
        finally:
            for task in self._work:
                task.cancel()
            await self._remove()

    def _send(self, kind: Kind, number: int, payload: bytes | Mapping[str, Any]) -> None:
        self._writer.write(pack(kind, number, payload))

    async def _obey(self, kind: Kind, number: int, payload: bytes) -> None:
        if kind is Kind.SETUP:
            await self._build(unpack_json(payload))
        elif kind is Kind.STDIN:
            self._stdin.setdefault(number, bytearray()).extend(payload)
        elif kind is Kind.RUN:
            task = asyncio.create_task(self._run(number, unpack_json(payload)))
            self._work.add(task)
            task.add_done_callback(self._work.discard)
        elif kind is Kind.SIGNAL:
            await self._signal(number, unpack_json(payload)["number"])
        else:
            try:
                await self._answer(kind, number, payload)
            except msb.MicrosandboxError as error:
                self._send(Kind.ERROR, number, _refusal(error))

    # -------------------------------------------------------------- the machine

    async def _build(self, setup: dict[str, Any]) -> None:
        self._setup = setup
        try:
            self._sandbox = await (self._restored if setup["snapshot"] else self._created)(setup)
        except msb.MicrosandboxError as error:
            cause = await _cause(setup["name"])
            self._send(Kind.FAILED, 0, {"message": f"{error}{f' ({cause})' if cause else ''}"})
            return
        self._send(Kind.READY, 0, {"pid": os.getpid()})

    async def _remove(self) -> None:
        if self._setup:
            with contextlib.suppress(msb.MicrosandboxError):  # it was never there
                handle = await msb.Sandbox.get(self._setup["name"])
                await handle.destroy(force=True, timeout=_STOP_S)

    async def _created(self, setup: dict[str, Any]) -> msb.Sandbox:
        volumes = {
            guest: msb.Volume.bind(host, readonly=True, nosuid=True, nodev=True)
            for host, guest in setup["binds"]
        }
        return await msb.Sandbox.create(
            setup["name"],
            image=msb.Image.oci(setup["image"], upper_size_mib=setup["disk_mb"]),
            pull_policy=msb.PullPolicy.NEVER,
            memory=setup["memory_mb"],
            cpus=setup["cpus"],
            workdir=_WORKSPACE,
            user=USER,
            security=msb.SecurityProfile.RESTRICTED,
            hostname="machine",
            labels=setup["labels"],
            volumes=volumes,
            network=network_for(NetworkPolicy(**setup["network"])),
            # An ephemeral one would take along the log that says why it did not start.
            ephemeral=False,
        )

    @staticmethod
    async def _restored(setup: dict[str, Any]) -> msb.Sandbox:
        policy = network_for(NetworkPolicy(**setup["network"])).policy
        return await msb.Sandbox.restore(
            setup["snapshot"],
            name=setup["name"],
            memory=setup["memory_mb"],
            cpus=setup["cpus"],
            network_policy=policy,
            security=msb.SecurityProfile.RESTRICTED,
            user=USER,
            cow_memory=True,
        )

    def _there(self) -> msb.Sandbox:
        if self._sandbox is None:
            raise WireError("a request before the machine was set up")
        return self._sandbox

    # -------------------------------------------------------------- programs

    async def _run(self, number: int, request: Mapping[str, Any]) -> None:
        argv = request["argv"]
        limits = [
            msb.Rlimit(msb.RlimitResource.NPROC, *(self._setup["processes"],) * 2),
            msb.Rlimit(msb.RlimitResource.NOFILE, *(self._setup["open_files"],) * 2),
            msb.Rlimit(msb.RlimitResource.CORE, 0, 0),
        ]
        code = 127
        try:
            handle = await self._there().exec_stream(
                argv[0],
                list(argv[1:]),
                cwd=request["cwd"],
                user=USER,
                env=request["env"],
                stdin=bytes(self._stdin.pop(number, b"")),
                rlimits=limits,
            )
            self._runs[number] = handle
            async for event in handle:
                code = await self._pass_on(number, event, code)
        except msb.ExecFailedError as error:  # there is no such program, or it may not be run
            self._send(Kind.STDERR, number, f"cannot run {argv[0]}: {error}\n".encode())
        except msb.MicrosandboxError as error:  # no program is to blame
            self._send(Kind.ERROR, number, _refusal(error))
            return
        finally:
            self._runs.pop(number, None)
            await self._remove_files(request["scratch"])
        self._send(Kind.EXIT, number, {"exit_code": code, "oom": False})

    async def _pass_on(self, number: int, event: msb.ExecEvent, code: int) -> int:
        """Tell the controller of an event; the exit code, as far as it is known."""
        if event.event_type in _OUTPUTS:
            data = event.data or b""
            for start in range(0, len(data), CHUNK):
                self._send(_OUTPUTS[event.event_type], number, data[start : start + CHUNK])
            await self._writer.drain()
        elif event.event_type is msb.ExecEventType.EXITED and event.code is not None:
            return event.code
        elif event.event_type is msb.ExecEventType.FAILED:
            self._send(Kind.STDERR, number, (event.data or b"it could not be started") + b"\n")
        return code

    async def _signal(self, number: int, signal_number: int) -> None:
        handle = self._runs.get(number)
        if handle is None:
            return
        with contextlib.suppress(msb.MicrosandboxError):  # it has just ended
            if signal_number == signal.SIGKILL:
                await handle.kill()
            else:
                await handle.signal(signal_number)

    # -------------------------------------------------------------- files and ports

    async def _answer(self, kind: Kind, number: int, payload: bytes) -> None:
        if kind is Kind.READ:
            self._send(Kind.DATA, number, await self._piece(unpack_json(payload)))
        elif kind is Kind.WRITE:
            head, _, content = payload.partition(b"\n")
            await self._write(unpack_json(head), content)
            self._send(Kind.DONE, number, {})
        elif kind is Kind.REMOVE:
            await self._remove_files(unpack_json(payload)["paths"])
            self._send(Kind.DONE, number, {})
        elif kind is Kind.LIST:
            entries = await self._list(unpack_json(payload)["path"])
            self._send(Kind.DONE, number, {"entries": entries})
        elif kind is Kind.PORTS:
            self._send(Kind.DONE, number, {"ports": await self._ports()})
        elif kind is Kind.DIAL:
            message = "this version of AIOS cannot dial into machines of microsandbox"
            self._send(Kind.ERROR, number, {"code": "not_found", "message": message})
        else:
            raise WireError(f"the controller sent a frame of kind {kind.name}")

    async def _piece(self, request: Mapping[str, Any]) -> bytes:
        """A piece of a file, which is fetched whole at its first piece."""
        path = f"{_WORKSPACE}/{request['path']}"
        if request["offset"] == 0 or self._read[0] != path:
            facts = await self._there().fs.stat(path)
            if facts.kind is not msb.FsEntryKind.FILE:
                raise msb.FilesystemError(f"{request['path']} is not a regular file")
            self._read = path, await self._there().fs.read(path)
        start = request["offset"]
        return self._read[1][start : start + min(request["size"], CHUNK)]

    async def _write(self, request: Mapping[str, Any], content: bytes) -> None:
        path = f"{_WORKSPACE}/{request['path']}"
        fs = self._there().fs
        if request["offset"] == 0:
            await fs.mkdir(os.path.dirname(path))
            self._written = {path: bytearray()}
        whole = self._written.setdefault(path, bytearray())
        whole[request["offset"] :] = content
        if request["last"]:
            part = f"{_WORKSPACE}/{request['part']}"
            await fs.write(part, bytes(self._written.pop(path)))
            await fs.rename(part, path)

    async def _remove_files(self, paths: Sequence[str]) -> None:
        """Remove files, and folders that are empty then."""
        fs = self._there().fs
        for path in (f"{_WORKSPACE}/{path}" for path in paths):
            with contextlib.suppress(msb.MicrosandboxError):  # gone, or the program put files there
                folder = (await fs.stat(path)).kind is msb.FsEntryKind.DIRECTORY
                await (fs.remove_dir if folder else fs.remove)(path)

    async def _list(self, path: str) -> list[tuple[str, int, str]]:
        top = os.path.normpath(f"{_WORKSPACE}/{path}")
        found: list[tuple[str, int, str]] = []
        waiting = [top]
        while waiting and len(found) < MAX_ENTRIES:
            for entry in await self._there().fs.list(waiting.pop()):
                if scratch.is_ours(os.path.basename(entry.path)):
                    continue
                kinds = {msb.FsEntryKind.FILE: "file", msb.FsEntryKind.DIRECTORY: "dir"}
                kind = kinds.get(entry.kind, "other")
                found.append((os.path.relpath(entry.path, top), entry.size, kind))
                if kind == "dir":
                    waiting.append(entry.path)
        return sorted(found[:MAX_ENTRIES])

    async def _ports(self) -> list[int]:
        told = await self._there().exec("cat", ["/proc/net/tcp", "/proc/net/tcp6"])
        rows = [line.split() for line in told.stdout_text.splitlines()]
        found = {row[1] for row in rows if len(row) > 3 and row[3] == _LISTENING}
        return sorted({int(local.rpartition(":")[2], 16) for local in found})


def _refusal(error: msb.MicrosandboxError) -> dict[str, str]:
    """What the controller is told; all but what a path is to blame for is the machine's failure."""
    said = str(error)
    if not isinstance(error, (msb.PathNotFoundError, msb.FilesystemError)):
        return {"code": "machine_failed", "message": f"the machine failed: {said}"}
    if "no space" in said.lower():
        return {"code": "machine_full", "message": f"the machine's disk is full: {said}"}
    return {"code": "not_found", "message": said}


async def _cause(name: str) -> str:
    """Why a machine did not start, as its own log says; the SDK's error does not tell."""
    try:
        handle = await msb.Sandbox.get(name)
        entries = await handle.logs(sources=[msb.LogReadSource.SYSTEM])
    except msb.MicrosandboxError:
        return ""  # it left no log
    lines = [entry.text().strip() for entry in entries]
    telling = [line for line in lines if "error" in line.lower() or "KVM_EXIT" in line]
    return (telling or lines or [""])[-1][-300:]


async def _serve() -> None:
    reader, writer = await asyncio.open_connection(sock=workers.connection())
    await Worker(reader, writer).serve()


def main() -> None:
    """Serve the controller at the other end of standard input."""
    with contextlib.suppress(ConnectionError, WireError):  # the controller is gone
        asyncio.run(_serve())


if __name__ == "__main__":
    main()
