"""One program in a machine: what is piped in, what is told of its end."""

import base64
import os
import sys
from pathlib import Path
from typing import Any

MOST_HOSTS = 5
TIMED_OUT = 124  # as of timeout(1)
_MOST_PIPED = 32 * 1024 * 1024


def piped() -> bytes:
    """All of standard input; LimitReached when it is too much to be handed on at once."""
    from aios.contracts.errors import LimitReached

    said = sys.stdin.buffer.read(_MOST_PIPED + 1)
    if len(said) > _MOST_PIPED:
        raise LimitReached(
            f"more than {_MOST_PIPED >> 20} MiB are piped in",
            hint="copy it into a kept machine as a file: aios vm cp FILE VM:",
        )
    return said


def piped_program() -> str:
    """Standard input as a program; BadRequest when it is no text."""
    from aios.contracts.errors import BadRequest

    try:
        return piped().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(
            f"the program that was piped in is no text: its byte {error.start} is no UTF-8",
            hint="with --stdin what is piped in is the input of a program",
        ) from error


async def in_kept(
    vm: str,
    text: str,
    *,
    workspace: Path | None,
    language: str,
    timeout_s: float,
    stdin: bytes = b"",
    as_json: bool = False,
) -> int:
    """Run a program in a kept machine, its output told as it comes; the exit code."""
    from aios.keeper.client import ask

    def hear(stream: str, data: bytes) -> None:
        out = sys.stderr.buffer if stream == "stderr" else sys.stdout.buffer
        out.write(data)
        out.flush()

    outcome = await ask(
        workspace,
        "execute",
        hear=None if as_json else hear,
        vm=vm,
        text=text,
        cwd=os.getcwd(),
        language=language or None,
        timeout_s=timeout_s,
        stdin=base64.b64encode(stdin).decode(),
    )
    return told(outcome, timeout_s, as_json)


def told(outcome: dict[str, Any], timeout_s: float, as_json: bool) -> int:
    """Print what is left to say; the exit code."""
    from aios.interfaces.cli.terminal import print_error, print_json

    if as_json:
        print_json(outcome)
    else:
        for problem in problems(outcome, timeout_s):
            print_error(problem)
        if outcome["running"]:
            ports = ", ".join(map(str, outcome["ports"]))
            print_error(f"The program goes on in the machine and listens on port {ports}.")
    return TIMED_OUT if outcome["timed_out"] else exit_of(outcome["exit_code"])


def problems(outcome: dict[str, Any], timeout_s: float) -> list[str]:
    """What stopped the program from outside."""
    found = {
        f"The program was stopped after {timeout_s:g} s; --timeout gives it more.": "timed_out",
        "The program was stopped: it used more memory than the machine has.": "oom",
        "The program was stopped: it printed more than the machine passes on.": "truncated",
    }
    stopped = [sentence for sentence, happened in found.items() if outcome[happened]]
    return stopped + unreached(outcome["network"])


def unreached(network: list[dict[str, Any]]) -> list[str]:
    """Which hosts it tried to reach in vain, and why: each once, and not too many."""
    told = (f"{a['host']}:{a['port']} was not reached: {a['reason']}." for a in network)
    different = list(dict.fromkeys(t for t, a in zip(told, network, strict=True) if a["reason"]))
    more = len(different) - MOST_HOSTS
    return different[:MOST_HOSTS] + ([f"… and {more} more hosts."] if more > 0 else [])


def exit_of(exit_code: int | None) -> int:
    """A program's exit code as ours; a signal becomes 128 and its number, as in a shell."""
    if exit_code is None:
        return 0
    return exit_code if exit_code >= 0 else 128 - exit_code
