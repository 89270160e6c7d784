"""Very many machines leave nothing behind, and many stand at once; the whole is a benchmark."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from benchmarks.machines_many import Host, at_once, cycles

pytestmark = pytest.mark.machine


@pytest.fixture
async def host() -> AsyncIterator[Any]:
    with tempfile.TemporaryDirectory() as folder:
        host = MANY["Host"](Path(folder))
        await host.open()
        yield host
        await host.close()


async def test_two_hundred_machines_leave_nothing_behind(host: Any) -> None:
    soak = await MANY["cycles"](host, 200)
    assert soak["left_behind"] == {}
    assert soak["after"]["cgroups"] == soak["after"]["doors"] == 0


async def test_forty_machines_stand_at_once(host: Any) -> None:
    before = host.traces()
    assert (await MANY["at_once"](host, 40))["ran_right"] == 40
    assert host.traces() == before
