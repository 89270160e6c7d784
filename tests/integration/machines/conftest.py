"""Real machines on this host."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from aios.code.machines.namespaces import NamespaceBackend, NamespaceMachine
from aios.contracts.machine import Command, MachineSpec, RunOutcome

Python = Callable[..., Awaitable[RunOutcome]]


@pytest.fixture
async def backend(tmp_path: Path) -> AsyncIterator[NamespaceBackend]:
    """A backend of its own, closed afterwards."""
    backend = NamespaceBackend(state_dir=tmp_path / "state", images=lambda _: None)
    await backend.probe()
    yield backend
    await backend.close()


@pytest.fixture
async def machine(backend: NamespaceBackend) -> NamespaceMachine:
    """A fresh machine."""
    return await backend.create(MachineSpec(image="bare"))


@pytest.fixture
def python(machine: NamespaceMachine) -> Python:
    """Runs Python code in the machine."""

    async def run(code: str, **options: object) -> RunOutcome:
        return await machine.run(Command(argv=("python3", "-c", code), **options))  # type: ignore[arg-type]

    return run
