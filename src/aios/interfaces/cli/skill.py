"""`aios skill`: what agents know how to do."""

from pathlib import Path
from typing import Annotated

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Skills: list, show, search, validate.")


@app.command("list")
def list_skills(workspace: Workspace = None, as_json: Json = False) -> None:
    """Every skill, with its statistics."""
    from aios.interfaces.cli.records import show_records

    columns = ["id", "version", "category", "source", "stats.usage_count", "stats.success_rate"]
    show_records(lambda a: a.list_skills(), columns, workspace=workspace, as_json=as_json)


@app.command()
def show(
    skill_id: Annotated[str, typer.Argument(help="The skill's id.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """One skill, whole: instructions, actions, permissions."""
    from aios.interfaces.cli.records import show_record

    show_record(lambda a: a.get_skill(skill_id), workspace=workspace, as_json=as_json)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="What the skill should do.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Skills that fit a text, best first, with the reasons."""
    from aios.interfaces.cli.records import show_records

    columns = ["id", "score", "reasons"]
    show_records(lambda a: a.search_skills(text), columns, workspace=workspace, as_json=as_json)


@app.command()
def validate(
    folder: Annotated[Path, typer.Argument(help="The skill's folder.")], as_json: Json = False
) -> None:
    """Check a skill folder as strictly as for publishing."""
    from aios.interfaces.cli.session import guarded
    from aios.interfaces.cli.terminal import console, print_json

    def check() -> int:
        from aios.system import validate_skill

        problems = [p.to_dict() for p in validate_skill(folder)]
        if as_json:
            print_json({"folder": str(folder), "problems": problems})
        for problem in problems if not as_json else ():
            console().print(f"{problem['file']}: {problem['message']} {problem['hint']}")
        if not problems and not as_json:
            console().print(f"{folder} is a valid skill.")
        return 1 if problems else 0

    guarded(check, as_json=as_json)
