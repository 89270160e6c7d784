"""One run in a machine, watched from outside: deadline, output limit, lingering, cancelling."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

from aios.code.machines import cgroups, scratch
from aios.code.machines.channel import Channel, RunTalk
from aios.code.machines.wire import Kind
from aios.contracts.errors import BadRequest, LimitReached, MachineFailed
from aios.contracts.machine import Command, RunOutcome
from aios.contracts.ports import OnOutput

_TERM_GRACE_S = 0.5
_KILL_GRACE_S = 3.0
_LOOK_AGAIN_S = 0.25
_KILLED = -9


def check_command(command: Command) -> None:
    """BadRequest for what no program can be started with."""
    texts = [*command.argv, *command.env, *command.env.values(), command.cwd]
    if not command.argv or not command.argv[0]:
        raise BadRequest("a command needs a program to run")
    if any(not isinstance(text, str) or "\0" in text for text in texts):
        raise BadRequest("a command's words and variables are text without NUL")
    if any(not name or "=" in name for name in command.env):
        raise BadRequest("a variable's name is not empty and holds no '='")
    if command.timeout_s <= 0 or command.output_bytes < 0:
        raise BadRequest("a command's deadline is over 0 s and its output limit not below 0")


class Runner:
    """Runs one command. `fate` tells of a broken machine whether memory was the reason."""

    def __init__(
        self,
        channel: Channel,
        cgroup_folders: Sequence[str],
        fate: Callable[[], Awaitable[bool]],
        destroy: Callable[[], Awaitable[bool]],
    ) -> None:
        self._channel = channel
        self._cgroups = cgroup_folders
        self._fate = fate
        self._destroy = destroy

    async def run(
        self, command: Command, environment: Mapping[str, str], on_output: OnOutput | None
    ) -> RunOutcome:
        """See `Machine.run`."""
        started = time.monotonic()
        killed_before = cgroups.oom_kills(self._cgroups)
        talk = await self._begun(command, environment, on_output)
        ports: tuple[int, ...] = ()
        timed_out = oom = False
        try:
            async with asyncio.timeout(command.timeout_s) as deadline:
                ports = await self._wait(talk, command.linger_s)
        except TimeoutError:
            if not deadline.expired():
                raise
            timed_out = True
            await asyncio.shield(self._end(talk, signal.SIGTERM))
        except asyncio.CancelledError:
            await asyncio.shield(self._end(talk, signal.SIGKILL))
            raise
        except MachineFailed:
            oom = await self._fate()
            if not oom:
                raise
        except BaseException:
            await self._end(talk, signal.SIGKILL)
            await self._channel.remove(scratch.to_remove(command.scratch))
            raise
        outcome = _outcome(talk, ports).but(
            duration_s=time.monotonic() - started,
            timed_out=timed_out,
            oom=oom or talk.oom or cgroups.oom_kills(self._cgroups) > killed_before,
        )
        if ports:
            talk.forget()
        return outcome

    async def _begun(
        self, command: Command, environment: Mapping[str, str], on_output: OnOutput | None
    ) -> RunTalk:
        """Write its files and start it. Once it started, its agent removes its scratch files."""
        ours = scratch.to_remove(command.scratch)
        request = {
            "argv": list(command.argv),
            "env": dict(environment),
            "cwd": command.cwd,
            "scratch": ours,
        }
        try:
            for path, content in {**command.files, **command.scratch}.items():
                await self._channel.write(path, content)
            return await self._channel.start(
                request, command.stdin, command.output_bytes, on_output
            )
        except BaseException:
            await asyncio.shield(self._channel.remove(ours))
            raise

    async def _wait(self, talk: RunTalk, linger_s: float | None) -> tuple[int, ...]:
        """Wait for the end; with `linger_s`, or until it listens: on these ports."""
        pause_s = linger_s
        while not talk.ended.done():
            await asyncio.wait([talk.ended], timeout=pause_s)
            if talk.ended.done():
                break
            answer = await self._channel.ask(Kind.PORTS, {})
            ports = answer.get("ports")
            if not isinstance(ports, list) or not all(isinstance(port, int) for port in ports):
                raise MachineFailed("the machine failed: its agent sent no list of ports")
            if ports and not talk.ended.done():
                return tuple(ports)
            pause_s = _LOOK_AGAIN_S
        talk.ended.result()
        return ()

    async def _end(self, talk: RunTalk, first: signal.Signals) -> None:
        """Stop a run for good: politely if so asked, then by force, then with its machine."""
        for number, grace_s in ((first, _TERM_GRACE_S), (signal.SIGKILL, _KILL_GRACE_S)):
            self._channel.signal(talk, number)
            await asyncio.wait([talk.ended], timeout=grace_s)
            if talk.ended.done():
                return
        await self._destroy()


def _outcome(talk: RunTalk, ports: tuple[int, ...]) -> RunOutcome:
    """What is known of it so far; with `ports` it goes on, and listens there."""
    return RunOutcome(
        stdout=talk.text("stdout"),
        stderr=talk.text("stderr"),
        exit_code=None if ports else _exit_code(talk),
        truncated=talk.truncated,
        running=bool(ports),
        ports=ports,
    )


def _exit_code(talk: RunTalk) -> int:
    if talk.ended.done() and not talk.ended.cancelled() and talk.ended.exception() is None:
        return talk.ended.result()
    return _KILLED


async def whole_file(pieces: AsyncIterator[bytes], path: str, limit: int) -> bytes:
    """The content of a file that is read in pieces; LimitReached when it is too large."""
    content = bytearray()
    async for piece in pieces:
        content += piece
        if len(content) > limit:
            raise LimitReached(f"{path} is larger than {limit} bytes", hint="read it with stream()")
    return bytes(content)
