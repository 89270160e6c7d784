"""What callers of the controller give, checked and turned into commands, limits and policies."""

import math
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from aios.code.machines import language as languages
from aios.code.machines import scratch, toolchains
from aios.contracts.errors import BadRequest
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, NetworkPolicy

_LINGER_S = 2.0
_ARGUMENT_BYTES = 30_000  # longer programs go through a file: systems limit an argument's length
_SHELL = 'command -v bash >/dev/null && exec bash -c "$1"; exec sh -c "$1"'
_SCRIPT = 'command -v bash >/dev/null && exec bash "$1"; exec sh "$1"'


def checked(text: str, language: str | None, timeout_s: float) -> str:
    """The language that was named, "" for none; BadRequest for what cannot be run."""
    if not isinstance(text, str) or not text.strip():
        raise BadRequest("there is nothing to run", hint="give a shell command or Python code")
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadRequest("a program cannot hold NUL characters or half surrogates")
    if not timeout_s > 0:
        raise BadRequest(f"timeout_s must be more than 0, not {timeout_s}")
    return languages.named(language) if language else ""


def command_for(
    text: str,
    language: str,
    stdin: str | bytes | None,
    files: Mapping[str, str | bytes] | None,
    timeout_s: float,
    *,
    memory_mb: int,
    tool: str = "",
    alone: bool = False,
) -> Command:
    """What runs the text in a machine of `memory_mb`.

    `tool` is as `toolchains.find` told, `alone` where Python has no shell.
    """
    contents = {name: _bytes(content) for name, content in (files or {}).items()}
    program: dict[str, bytes] = {}
    long = len(text.encode()) > _ARGUMENT_BYTES
    argv: tuple[str, ...]
    if tool:
        path = f"{scratch.new_name('program')}/{toolchains.file_of(language, text)}"
        program[path] = _bytes(text)
        argv, long = toolchains.argv_of(language, path, tool, memory_mb), False
    elif alone and language != "python":
        argv, long = _words(text), False
    elif language == "python":
        argv = ("python3", "-c", text)
    else:
        argv = ("sh", "-c", _SHELL, "sh", text)
    if long:
        path = scratch.new_name("program")
        program[path] = _bytes(text)
        argv = ("python3", path) if language == "python" else ("sh", "-c", _SCRIPT, "sh", path)
    return Command(
        argv=argv,
        stdin=_bytes(stdin or b""),
        files=contents,
        scratch=program,
        timeout_s=timeout_s,
        linger_s=_LINGER_S,
    )


def _words(text: str) -> tuple[str, ...]:
    """A command's words, for a machine without a shell; what cannot be split is one word."""
    try:
        return tuple(shlex.split(text))
    except ValueError:
        return (text,)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def limits_of(limits: MachineLimits | Mapping[str, Any] | None) -> MachineLimits:
    known = MachineLimits()
    for name, value in (limits or {}).items():
        if name not in known:
            raise BadRequest(
                f"there is no machine limit {name!r}", hint=f"known limits: {', '.join(known)}"
            )
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not 0 < value < math.inf:
            raise BadRequest(f"the machine limit {name} must be a number above 0, not {value!r}")
    return MachineLimits(**(limits or {}))


def network_of(network: NetworkPolicy | Sequence[str] | None) -> NetworkPolicy:
    if isinstance(network, NetworkPolicy):
        return network
    hosts = (network,) if isinstance(network, str) else tuple(network or ())
    return NetworkPolicy(hosts=hosts)


def check_port(port: int) -> None:
    """BadRequest for what is no TCP port."""
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
        raise BadRequest(f"{port!r} is not a port", hint="a number from 1 to 65535")
