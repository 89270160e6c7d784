"""`aios vm`: isolated machines, for one command or kept until they are removed."""

import asyncio
import shlex
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from aios.interfaces.cli import machine_kept, machine_shell
from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Machines: create, exec, shell, cp, snapshot, fork, ps, rm, build, doctor.")
machine_kept.attach(app)
machine_shell.attach(app)


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
    stdin: Annotated[
        bool, typer.Option("--stdin", "-i", help="Hand it what is piped in, as its input.")
    ] = False,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Run a command or code: in a kept machine, or in a fresh one that is removed again."""
    from aios.interfaces.cli.machine_exec import in_kept, told
    from aios.interfaces.cli.session import guarded, session

    vm, *command = words if len(words) > 1 else ("", *words)

    def kept() -> int:
        text, given = _asked(command, stdin)
        how: dict[str, Any] = {"language": language, "timeout_s": timeout, "stdin": given}
        return asyncio.run(in_kept(vm, text, workspace=workspace, as_json=as_json, **how))

    async def work(aios: Any) -> int:
        text, given = _asked(command, stdin)
        how = {"language": language or None, "timeout_s": timeout, "stdin": given}
        machine = await aios.vm_controller.create_vm("exec")
        try:
            outcome = await aios.vm_controller.execute_in_vm(machine, text, **how)
        finally:
            await aios.vm_controller.delete_vm(machine)
        if not as_json:
            sys.stdout.buffer.write(outcome.stdout.encode())
            sys.stderr.buffer.write(outcome.stderr.encode())
        return told(outcome.to_dict(), timeout, as_json)

    if vm:
        guarded(kept, as_json=as_json)
        return
    session(work, workspace=workspace, as_json=as_json)


def _asked(command: Sequence[str], stdin: bool) -> tuple[str, bytes]:
    """The text to run, and what it gets as its input."""
    from aios.contracts.errors import BadRequest
    from aios.interfaces.cli.machine_exec import piped, piped_program

    text = command[0] if len(command) == 1 else shlex.join(command)
    if text != "-":
        return text, piped() if stdin else b""
    if stdin:
        raise BadRequest(
            "what is piped in is either the program or its input",
            hint="give the program as words, or leave --stdin out",
        )
    return piped_program(), b""


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
