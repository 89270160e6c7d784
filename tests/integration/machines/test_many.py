"""Very many machines leave nothing behind, and many stand at once; the whole is a benchmark."""

import runpy
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.machine
PROGRAM = Path(__file__).parents[3] / "benchmarks" / "machines_many.py"
Many = dict[str, Any]


@pytest.fixture(scope="module")
def many() -> Many:
    """What the benchmark is made of."""
    return runpy.run_path(str(PROGRAM))


@pytest.fixture
async def host(many: Many) -> AsyncIterator[Any]:
    with tempfile.TemporaryDirectory() as folder:
        host = many["Host"](Path(folder))
        await host.open()
        yield host
        await host.close()


async def test_two_hundred_machines_leave_nothing_behind(many: Many, host: Any) -> None:
    soak = await many["cycles"](host, 200)
    assert soak["left_behind"] == {}
    assert soak["after"]["cgroups"] == soak["after"]["doors"] == 0


async def test_forty_machines_stand_at_once(many: Many, host: Any) -> None:
    before = host.traces()
    assert (await many["at_once"](host, 40))["ran_right"] == 40
    assert host.traces() == before
