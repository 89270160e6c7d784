"""Named machines that ended by themselves: told, refused with a way on, and begun anew."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.code.machines.controller import VMController
from aios.code.machines.dry import DryBackend
from aios.contracts.errors import MachineFailed


@pytest.fixture
async def backend() -> DryBackend:
    return DryBackend()


@pytest.fixture
async def vms(backend: DryBackend, tmp_path: Path) -> AsyncIterator[VMController]:
    vms = VMController([backend], images=None, pool_size=0, snapshots=tmp_path / "kept")
    await vms.open()
    yield vms
    await vms.close()


async def ended(vms: VMController, backend: DryBackend) -> str:
    """A machine that ran and is no more, as by `kill -9`."""
    vm = await vms.create_vm("box")
    await vms.start_vm(vm)
    await backend.made[-1].destroy()
    return vm


async def test_its_status_says_so(vms: VMController, backend: DryBackend) -> None:
    await ended(vms, backend)
    assert [vm.status for vm in await vms.list_vms()] == ["failed"]


@pytest.mark.parametrize("what", ["execute_in_vm", "start_vm", "snapshot", "fork", "terminal"])
async def test_nothing_is_begun_in_it_unasked(
    vms: VMController, backend: DryBackend, what: str
) -> None:
    vm = await ended(vms, backend)
    given = ("echo",) if what == "execute_in_vm" else ()
    with pytest.raises(MachineFailed, match="the machine 'box' has ended") as caught:
        await getattr(vms, what)(vm, *given)
    assert "aios vm rm" in caught.value.hint
    with pytest.raises(MachineFailed, match="has ended"):
        await vms.forward(vm, 80)
    assert len(backend.made) == 1


async def test_stopped_it_begins_anew(vms: VMController, backend: DryBackend) -> None:
    vm = await ended(vms, backend)
    assert (await vms.stop_vm(vm)).status == "stopped"
    assert (await vms.start_vm(vm)).status == "running"
    assert len(backend.made) == 2
