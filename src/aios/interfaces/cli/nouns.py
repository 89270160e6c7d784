"""The nouns of the command line, each with its verbs."""

import typer

from aios.interfaces.cli import (
    access,
    agent,
    artifact,
    budget,
    machine,
    memory,
    model,
    schedule,
    skill,
    task,
    tool,
)


def attach(app: typer.Typer) -> None:
    """Hang every noun on the command line."""
    for name, noun in (
        ("task", task.app),
        ("agent", agent.app),
        ("skill", skill.app),
        ("tool", tool.app),
        ("model", model.app),
        ("vm", machine.app),
        ("artifact", artifact.app),
        ("memory", memory.app),
        ("access", access.app),
        ("schedule", schedule.app),
        ("budget", budget.app),
    ):
        app.add_typer(noun, name=name)
