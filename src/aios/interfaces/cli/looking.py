"""Commands that only look: route, stats, doctor."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from aios.interfaces.cli.records import cell
from aios.interfaces.cli.session import session
from aios.interfaces.cli.shapes import route_shape
from aios.interfaces.cli.terminal import console, print_json, table


def route_tasks(lines: Iterable[str], *, as_json: bool, workspace: Path | None) -> None:
    """One route a line."""

    async def work(aios: Any) -> None:
        for line in lines:
            shape = route_shape(await aios.route(line.rstrip("\r\n")))
            if as_json:
                print_json(shape)
                continue
            console().print(f"{shape['type']} → {shape['agent'] or 'nobody'}", style="bold")
            console().print(f"  skills: {', '.join(shape['skills']) or 'none'}")
            console().print(f"  confidence: {shape['confidence']:.2f}")
            for reason in shape["reasons"]:
                console().print(f"  - {reason}", style="dim")

    session(work, workspace=workspace, as_json=as_json)


def show_stats(*, as_json: bool, workspace: Path | None) -> None:
    """Statistics, a table a kind."""

    async def work(aios: Any) -> None:
        stats = await aios.stats()
        if as_json:
            print_json(stats)
            return
        for kind, entries in stats.items():
            console().print(kind, style="bold")
            if isinstance(entries, dict) and all(isinstance(e, dict) for e in entries.values()):
                columns = _telling(entries)
                rows = [[n, *(cell(e.get(c)) for c in columns)] for n, e in entries.items()]
                table(["name", *(c.replace("_", " ") for c in columns)], rows)
            else:
                console().print(f"  {cell(entries)}")

    session(work, workspace=workspace, as_json=as_json)


def _telling(entries: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The columns that say something of anyone, in the order they come in."""
    names = dict.fromkeys(name for entry in entries.values() for name in entry)
    return [name for name in names if any(entry.get(name) for entry in entries.values())]


def show_doctor(*, as_json: bool, workspace: Path | None) -> None:
    """What works here, and how to mend the rest."""

    async def work(aios: Any) -> None:
        report = await aios.doctor()
        if as_json:
            print_json(report)
            return
        for rung in report["backends"]:
            mark, style = ("✓", "green") if rung["ok"] else ("✗", "yellow")
            console().print(f"{mark} {rung['level']:>2} {rung['name']}", style=style)
            if not rung["ok"]:
                console().print(f"     {rung['reason']}", style="dim")
                console().print(f"     {rung['fix']}", style="dim")
        _show_models(report)
        for warning in report["warnings"]:
            console().print(f"! {warning}", style="yellow")

    session(work, workspace=workspace, as_json=as_json)


def _show_models(report: dict[str, Any]) -> None:
    console().print(f"planner: {report['planner']}", style="bold")
    model = report["model"]
    if model["model"]:
        console().print(f"model: {model['model']} on {model['endpoint']}: {model['reason']}")
        console().print(f"tokens of its prompts: {model['tokens']}", style="dim")
    else:
        console().print(f"model: none. {report['model_problem'] or model['reason']}", style="dim")
    if report["models"]:
        console().print("models: " + ", ".join(m["name"] for m in report["models"]))
    for endpoint in report["endpoints"]:
        console().print(f"endpoint {_standing(endpoint)}", style="dim")
    console().print(f"workspace: {report['workspace']}")
    for name, path in report["images"].items():
        console().print(f"image {name}: {path or 'not built; aios vm build'}")


def _standing(endpoint: Mapping[str, Any]) -> str:
    """An endpoint in a line: where it is, its slots, its memory, what is wrong."""
    loaded = ", ".join(endpoint["loaded"])
    parts = [
        f"{endpoint['name']}: {endpoint['url']}".rstrip(": "),
        f"{endpoint['slots']} at once",
        f"in memory: {loaded}" if loaded else "",
        "" if endpoint["breaker"] == "closed" else f"breaker {endpoint['breaker']}",
        endpoint["problem"],
    ]
    return "; ".join(part for part in parts if part)
