"""`aios vm`: isolated machines."""

import sys
from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Machines: exec, build, doctor.")

TIMED_OUT = 124  # as of timeout(1)


@app.command("exec")
def execute(
    code: Annotated[str, typer.Argument(help="A command or Python code; - reads it.")],
    language: Annotated[str, typer.Option(help="python or shell; else it is inferred.")] = "",
    timeout: Annotated[float, typer.Option(help="Seconds.")] = 60.0,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Run a command or code in a fresh machine, and remove the machine."""
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.terminal import print_error, print_json

    text = sys.stdin.read() if code == "-" else code

    async def work(aios: Any) -> int:
        machine = await aios.vm_controller.create_vm("exec")
        try:
            outcome = await aios.vm_controller.execute_in_vm(
                machine, text, language=language or None, timeout_s=timeout
            )
        finally:
            await aios.vm_controller.delete_vm(machine)
        if as_json:
            print_json(outcome.to_dict())
        else:
            sys.stdout.write(outcome.stdout)
            sys.stderr.write(outcome.stderr)
            for problem in problems(outcome, timeout):
                print_error(problem)
        return TIMED_OUT if outcome.timed_out else exit_of(outcome.exit_code)

    session(work, workspace=workspace, as_json=as_json)


def problems(outcome: Any, timeout_s: float) -> list[str]:
    """What stopped the program from outside."""
    found = {
        f"The program was stopped after {timeout_s:g} s; --timeout gives it more.": (
            outcome.timed_out
        ),
        "The program was stopped: it used more memory than the machine has.": outcome.oom,
        "The program was stopped: it printed more than the machine passes on.": outcome.truncated,
    }
    return [sentence for sentence, happened in found.items() if happened]


def exit_of(exit_code: int | None) -> int:
    """A program's exit code as ours; a signal becomes 128 and its number, as in a shell."""
    if exit_code is None:
        return 0
    return exit_code if exit_code >= 0 else 128 - exit_code


@app.command()
def build(workspace: Workspace = None, as_json: Json = False) -> None:
    """Build the machine image once; later starts need no network."""
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.terminal import console, print_json

    def tell(line: str) -> None:
        if not as_json:
            console().print(line, style="dim")

    async def work(aios: Any) -> None:
        image = await aios.build_image(tell)
        if as_json:
            print_json(image.to_dict())
        else:
            console().print(f"The image {image.name} is ready in {image.path}")

    session(work, workspace=workspace, as_json=as_json)


@app.command()
def doctor(workspace: Workspace = None, as_json: Json = False) -> None:
    """The ladder of machine backends: what works, what does not, how to raise it."""
    from aios.interfaces.cli.records import show_records

    async def rungs(aios: Any) -> Any:
        return (await aios.doctor())["backends"]

    columns = ["name", "level", "ok", "reason", "fix"]
    show_records(rungs, columns, workspace=workspace, as_json=as_json)
