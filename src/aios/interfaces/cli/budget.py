"""`aios budget`: what all tasks of an agent, or of an owner, may spend together."""

from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Budgets of agents and owners: set, list, remove.")
COLUMNS = ["id", "period", "spent", "source"]


def _line(balance: Any) -> dict[str, str]:
    """How a budget stands, in words: what was spent of each of its limits."""
    limited = [what for what, most in balance.limits.items() if most is not None]
    spent = [f"{balance.spent[w]:,.9g} of {balance.limits[w]:,.9g} {w}" for w in limited]
    return {
        "id": balance.allowance.id,
        "period": balance.period,
        "spent": ", ".join(spent),
        "source": balance.allowance.source,
    }


@app.command("set")
def set_budget(
    agent: Annotated[str, typer.Option(help="All tasks of this agent together.")] = "",
    owner: Annotated[str, typer.Option(help="All tasks of this owner; yours: local.")] = "",
    tokens: Annotated[int | None, typer.Option(help="At most so many, in and out.")] = None,
    seconds: Annotated[float | None, typer.Option(help="As long as calls take.")] = None,
    calls: Annotated[int | None, typer.Option(help="At most so many.")] = None,
    money: Annotated[float | None, typer.Option(help="In the currency of your prices.")] = None,
    per: Annotated[str, typer.Option(help="hour, day, month or ever.")] = "day",
    zone: Annotated[str, typer.Option(help="Whose days; this computer's if left out.")] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Have a budget hold from now on; at the limit a task waits and asks for as much again."""
    from aios.interfaces.cli.records import show_record

    limits = {"tokens": tokens, "seconds": seconds, "calls": calls, "money": money}
    given = {what: most for what, most in limits.items() if most is not None}

    async def kept(aios: Any) -> Any:
        balance = await aios.budgets.set(agent=agent, owner=owner, per=per, zone=zone, **given)
        return balance if as_json else _line(balance)

    show_record(kept, workspace=workspace, as_json=as_json)


@app.command("list")
def list_budgets(workspace: Workspace = None, as_json: Json = False) -> None:
    """Every budget, and what was spent of it in its period."""
    from aios.interfaces.cli.records import show_records

    async def found(aios: Any) -> Any:
        balances = await aios.budgets.list()
        return balances if as_json else [_line(balance) for balance in balances]

    show_records(found, COLUMNS, workspace=workspace, as_json=as_json)


@app.command()
def remove(
    budget_id: Annotated[str, typer.Argument(help="The budget's id.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Let it hold no longer."""
    from aios.interfaces.cli.records import show_record

    async def gone(aios: Any) -> dict[str, Any]:
        await aios.budgets.remove(budget_id)
        return {"id": budget_id, "removed": True}

    show_record(gone, workspace=workspace, as_json=as_json)
