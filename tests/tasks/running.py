"""Runs tasks of the set by one AIOS without a model, each in a folder of its own."""

import importlib
import os
import tempfile
from pathlib import Path
from typing import Any

from aios.sync import AIOS
from tests.tasks.answered import Answered
from tests.tasks.case import CASES, Case
from tests.tasks.world import World

HERE = Path(__file__).parent
SEED = int(os.environ.get("AIOS_TEST_SEED", "20261122"))
TIMEOUT_S = 110.0


def cases(group: str, area: str = "") -> list[Case]:
    """The tasks of `cases` or of a set kept aside, those of one area when it is given."""
    for path in sorted((HERE / group).glob("*.py")):
        if path.stem != "__init__":
            importlib.import_module(f"tests.tasks.{group}.{path.stem}")
    wanted = f"{group}.{area}" if area else f"{group}."
    return [c for c in CASES if c.area == wanted or (not area and c.area.startswith(wanted))]


def opened(workspace: Path) -> AIOS:
    """An AIOS that finds no model."""
    return AIOS(workspace, planner="builtin", ollama_host="http://127.0.0.1:9")


def judge(aios: AIOS, case: Case, seed: int = SEED) -> Answered:
    """Run the task; AssertionError when its answer does not hold, or a file was changed."""
    with tempfile.TemporaryDirectory(prefix="task-") as folder:
        world = World(Path(os.path.realpath(folder)), seed)
        try:
            asked = case.make(world)
            before = world.state()
            answered = Answered(_asked(aios, world, asked))
            error = answered.task.error
            assert not error or error.code not in ("bug", "action_crashed"), error
            assert "Traceback (most recent" not in answered.answer or "traceback" in case.name
            asked.holds(answered)
            assert asked.changes or world.state() == before, "a file of the user was changed"
            return answered
        finally:
            world.close()


def _asked(aios: AIOS, world: World, asked: Any) -> Any:
    after: dict[str, str] = {}
    for text in asked.first:
        request = {"description": text, "cwd": str(world.folder), **after, **asked.options}
        handle = aios.submit_task(request)
        after = {"after": aios.ended(handle.id, TIMEOUT_S).id}
    request = {"description": asked.text, "cwd": str(world.folder), **after, **asked.options}
    return aios.ended(aios.submit_task(request).id, TIMEOUT_S)
