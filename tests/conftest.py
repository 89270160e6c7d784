"""Parts a machine may lack: a test that needs one is skipped, named and counted, or fails.

`AIOS_REQUIRE=machine,image` lists the parts whose absence is a failure.
"""

import asyncio
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

REQUIRED = {part for part in os.environ.get("AIOS_REQUIRE", "").split(",") if part}
ABSENT: Counter[str] = Counter()


def machine_problem() -> str:
    """Why no isolated machine can be made here, "" when one can."""
    if sys.platform != "linux":
        return "isolated machines without further software exist on Linux only"
    import tempfile

    from aios.code.machines.namespaces import NamespaceBackend

    async def look() -> str:
        with tempfile.TemporaryDirectory() as folder:
            backend = NamespaceBackend(state_dir=Path(folder), images=lambda _name: None)
            try:
                found = await backend.probe(deep=True)
            finally:
                await backend.close()
        return "" if found.ok else found.reason

    return asyncio.run(look())


def image_problem() -> str:
    """Why there is no machine image here, "" when there is."""
    from aios.code.machines.image import ImageStore

    return "" if ImageStore().find("python") else "the image is not built: aios vm build"


PARTS = {"machine": machine_problem, "image": image_problem}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ask for each part once, and only when a test needs it."""
    for part, ask in PARTS.items():
        needing = [item for item in items if item.get_closest_marker(part)]
        problem = ask() if needing and part not in REQUIRED else ""
        for item in needing if problem else ():
            ABSENT[f"{part}: {problem}"] += 1
            item.add_marker(pytest.mark.skip(reason=f"absent: {part}: {problem}"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name and count what was not tested here."""
    for part, count in ABSENT.items():
        terminalreporter.write_line(f"absent from this machine: {part} ({count} tests skipped)")
