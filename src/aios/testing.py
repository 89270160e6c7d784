"""Doubles for tests, ours and yours: a scripted model, stores, machines and time."""

from aios.code.machines.dry import DryBackend as DryBackend
from aios.code.machines.dry import DryMachine as DryMachine
from aios.code.models.scripted import ScriptedModel as ScriptedModel
from aios.code.stores.sqlite import MemoryStore as MemoryStore
from aios.contracts.clock import ManualClock as ManualClock

__all__ = ["DryBackend", "DryMachine", "ManualClock", "MemoryStore", "ScriptedModel"]
