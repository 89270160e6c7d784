"""The skill and its actions, as data."""

from dataclasses import dataclass, field
from typing import Any

from aios.contracts.record import Record


@dataclass(frozen=True, kw_only=True, eq=True)
class SkillStats(Record):
    """How often a skill was used and how it went; `avg_duration` in seconds."""

    usage_count: int = 0
    success_rate: float = 0.0
    avg_duration: float = 0.0


@dataclass(frozen=True, kw_only=True, eq=True)
class Permissions(Record):
    """What a skill's programs may touch; nothing that is not listed here.

    `files`: "none", "named" (what the user named in the task, read-only) or "folder" (that, and
    the folder the user stands in).
    `network`: hosts ("example.com", "example.com:443", "*.example.com"), and the word "named"
    for hosts the user named in the task.
    `machine`: whether it may run programs in a machine. `secrets`: names, filled by the host.
    """

    files: str = "none"
    network: tuple[str, ...] = ()
    machine: bool = False
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=True)
class Action(Record):
    """One thing a skill can do: a `script`, a `tool` or an `executor` does it.

    With both `tool` and `script`, the tool measures on the host, and the script works in a machine
    on what it measured: the tool's value is the JSON file that is the request's first input.

    `parameters` is a JSON schema of type object. A property's `x-fill` says how the built-in
    planner fills it from a text (docs/reference/skills.md lists the ways).
    `utterances` are example requests, in any language.
    """

    name: str
    description: str
    script: str = ""
    tool: str = ""
    executor: Any = None
    parameters: dict[str, Any] = field(default_factory=dict)
    utterances: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    timeout_s: float = 120.0
    memory_mb: int = 0
    idempotent: bool = True


@dataclass(frozen=True, kw_only=True, eq=True)
class Skill(Record):
    """Know-how in a folder: instructions for a model, and actions both planners can use.

    `folder` is where SKILL.md lies, "" for a skill registered from Python; `source` is
    bundled, user, market or registered.
    """

    id: str
    name: str
    description: str
    version: str = "0.0.0"
    category: str = "custom"
    keywords: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    permissions: Permissions = field(default_factory=Permissions)
    actions: tuple[Action, ...] = ()
    instructions: str = ""
    folder: str = ""
    source: str = "bundled"
    license: str = ""
    compatibility: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    stats: SkillStats = field(default_factory=SkillStats)


def skill_id(name: str) -> str:
    """The one spelling of a skill's id: `code_generation` and `code-generation` are the same."""
    return name.strip().lower().replace("_", "-").replace(" ", "-")
