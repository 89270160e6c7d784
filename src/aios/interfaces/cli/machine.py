"""`aios vm`: isolated machines, for one command or kept until they are removed."""

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from aios.interfaces.cli import machine_kept, machine_shell
from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Machines: create, exec, shell, cp, snapshot, fork, ps, rm, build, doctor.")
machine_kept.attach(app)
machine_shell.attach(app)

MOST_HOSTS = 5
TIMED_OUT = 124  # as of timeout(1)


@app.command("exec")
def execute(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[VM] CODE", help="A command or Python code, - reads it; in a kept machine VM."
        ),
    ],
    language: Annotated[str, typer.Option(help="Its language; else it is inferred.")] = "",
    timeout: Annotated[float, typer.Option(help="Seconds.")] = 60.0,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Run a command or code: in a kept machine, or in a fresh one that is removed again."""
    from aios.interfaces.cli.session import guarded, session

    vm, text = _what(words)
    if vm:
        guarded(lambda: _in_kept(vm, text, language, timeout, workspace, as_json), as_json=as_json)
        return

    async def work(aios: Any) -> int:
        machine = await aios.vm_controller.create_vm("exec")
        try:
            outcome = await aios.vm_controller.execute_in_vm(
                machine, text, language=language or None, timeout_s=timeout
            )
        finally:
            await aios.vm_controller.delete_vm(machine)
        if not as_json:
            sys.stdout.write(outcome.stdout)
            sys.stderr.write(outcome.stderr)
        return _told(outcome.to_dict(), timeout, as_json)

    session(work, workspace=workspace, as_json=as_json)


def _what(words: Sequence[str]) -> tuple[str, str]:
    """The kept machine, "" for a fresh one, and the text to run there."""
    vm, *command = words if len(words) > 1 else ("", *words)
    text = command[0] if len(command) == 1 else shlex.join(command)
    return vm, sys.stdin.read() if text == "-" else text


def _in_kept(
    vm: str, text: str, language: str, timeout: float, workspace: Path | None, as_json: bool
) -> int:
    import asyncio

    from aios.keeper.client import ask

    def hear(stream: str, data: bytes) -> None:
        out = sys.stderr.buffer if stream == "stderr" else sys.stdout.buffer
        out.write(data)
        out.flush()

    outcome = asyncio.run(
        ask(
            workspace,
            "execute",
            hear=None if as_json else hear,
            vm=vm,
            text=text,
            cwd=os.getcwd(),
            language=language or None,
            timeout_s=timeout,
        )
    )
    return _told(outcome, timeout, as_json)


def _told(outcome: dict[str, Any], timeout_s: float, as_json: bool) -> int:
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


@app.command()
def build(
    what: Annotated[str, typer.Argument(help="python, or a backend: qemu, wasi.")] = "python",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Build the machine image, or what a backend needs, once; later starts need no network."""
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.terminal import console, print_json

    def tell(line: str) -> None:
        if not as_json:
            console().print(line, style="dim")

    async def work(aios: Any) -> None:
        image = await aios.build_image(tell, what)
        if as_json:
            print_json(image.to_dict())
        else:
            place = f"ready in {image.path}" if image.path else "needs nothing built"
            console().print(f"The image {image.name} is {place}")

    session(work, workspace=workspace, as_json=as_json)


@app.command()
def doctor(workspace: Workspace = None, as_json: Json = False) -> None:
    """The ladder of machine backends: what works, what does not, how to raise it."""
    from aios.interfaces.cli.records import show_records

    async def rungs(aios: Any) -> Any:
        return (await aios.doctor())["backends"]

    columns = ["name", "level", "ok", "reason", "fix"]
    show_records(rungs, columns, workspace=workspace, as_json=as_json)
