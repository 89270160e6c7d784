"""AIOS, an operating system for agents: the front door; nothing inside imports it.

from aios import AIOS

with AIOS() as aios:
    task = aios.execute("which region sold most in sales.csv? plot it")
    print(task.wait().answer)
"""

TYPE_CHECKING = False  # checkers take it for true; importing typing would cost more than the rest
if TYPE_CHECKING:
    from aios.contracts.agent import Agent as Agent
    from aios.contracts.errors import ActionFailed as ActionFailed
    from aios.contracts.errors import AiosError as AiosError
    from aios.contracts.errors import BadRequest as BadRequest
    from aios.contracts.errors import Cancelled as Cancelled
    from aios.contracts.errors import Conflict as Conflict
    from aios.contracts.errors import Denied as Denied
    from aios.contracts.errors import IsolationUnavailable as IsolationUnavailable
    from aios.contracts.errors import LimitReached as LimitReached
    from aios.contracts.errors import MachineFailed as MachineFailed
    from aios.contracts.errors import ModelFailed as ModelFailed
    from aios.contracts.errors import NoModel as NoModel
    from aios.contracts.errors import NotFound as NotFound
    from aios.contracts.errors import StoreFailed as StoreFailed
    from aios.contracts.errors import TimedOut as TimedOut
    from aios.contracts.limits import Budget as Budget
    from aios.contracts.limits import MachineLimits as MachineLimits
    from aios.contracts.machine import NetworkPolicy as NetworkPolicy
    from aios.contracts.questions import Decision as Decision
    from aios.contracts.questions import Grant as Grant
    from aios.contracts.questions import Question as Question
    from aios.contracts.schedule import Schedule as Schedule
    from aios.contracts.skill import Skill as Skill
    from aios.contracts.task import Artifact as Artifact
    from aios.contracts.task import Priority as Priority
    from aios.contracts.task import Result as Result
    from aios.contracts.task import Status as Status
    from aios.contracts.task import Task as Task
    from aios.contracts.tool import Tool as Tool
    from aios.settings import Settings as Settings
    from aios.sync import AIOS as AIOS
    from aios.system import AsyncAIOS as AsyncAIOS

_HOMES = {
    "ActionFailed": "aios.contracts.errors",
    "Agent": "aios.contracts.agent",
    "AIOS": "aios.sync",
    "AiosError": "aios.contracts.errors",
    "Artifact": "aios.contracts.task",
    "AsyncAIOS": "aios.system",
    "BadRequest": "aios.contracts.errors",
    "Budget": "aios.contracts.limits",
    "Cancelled": "aios.contracts.errors",
    "Conflict": "aios.contracts.errors",
    "Decision": "aios.contracts.questions",
    "Denied": "aios.contracts.errors",
    "Grant": "aios.contracts.questions",
    "IsolationUnavailable": "aios.contracts.errors",
    "LimitReached": "aios.contracts.errors",
    "MachineFailed": "aios.contracts.errors",
    "MachineLimits": "aios.contracts.limits",
    "ModelFailed": "aios.contracts.errors",
    "NetworkPolicy": "aios.contracts.machine",
    "NoModel": "aios.contracts.errors",
    "NotFound": "aios.contracts.errors",
    "Priority": "aios.contracts.task",
    "Question": "aios.contracts.questions",
    "Result": "aios.contracts.task",
    "Schedule": "aios.contracts.schedule",
    "Settings": "aios.settings",
    "Skill": "aios.contracts.skill",
    "Status": "aios.contracts.task",
    "StoreFailed": "aios.contracts.errors",
    "Task": "aios.contracts.task",
    "TimedOut": "aios.contracts.errors",
    "Tool": "aios.contracts.tool",
}
__all__ = sorted(_HOMES, key=str.casefold)
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'aios' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
