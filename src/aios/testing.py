"""Doubles for tests, ours and yours: a scripted model, stores, machines and time."""

from aios.code.machines.dry import DryBackend as DryBackend
from aios.code.machines.dry import DryMachine as DryMachine
from aios.code.models.scripted import ScriptedModel as ScriptedModel
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.clock import ManualClock as ManualClock


class MemoryStore(SqliteStore):
    """A store that forgets everything when it is closed."""

    def __init__(self) -> None:
        super().__init__(None)


__all__ = ["DryBackend", "DryMachine", "ManualClock", "MemoryStore", "ScriptedModel"]
