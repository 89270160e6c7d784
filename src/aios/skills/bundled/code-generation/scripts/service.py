"""A web service as a request wants it."""

from dataclasses import dataclass, field
from typing import Any

from told import Told
from working import Work


@dataclass(frozen=True)
class Route:
    """A method at an address, and what is done there."""

    method: str
    path: str
    does: str
    status: int = 200


@dataclass
class Service:
    """A service as it is wished for."""

    routes: list[Route]
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    templates: dict[str, Any] = field(default_factory=dict)
    told: Told = field(default_factory=Told)
    flask: bool = False
    port: int = 8000
    identity: str = "id"
    unknown: list[str] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    maker: str = ""
