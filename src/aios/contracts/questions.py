"""What a task asks the person in charge, and what was decided."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aios.contracts.record import Record


@dataclass(frozen=True, kw_only=True, eq=True)
class Question(Record):
    """A question with a yes or no for an answer.

    `subject` is what a remembered answer counts for, such as `tool shop.pay`; empty: an answer to
    this question counts once. One that is not `covered` is asked though `--yes` grants all else.
    """

    text: str
    details: dict[str, Any] = field(default_factory=dict)
    subject: str = ""
    covered: bool = True
    asked_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, eq=True)
class Decision(Record):
    """An answer, and who gave it: person, option (`--yes`), memory (a remembered yes), nobody."""

    id: str
    task_id: str
    agent: str
    question: str
    answer: bool
    by: str
    decided_at: datetime
    subject: str = ""


@dataclass(frozen=True, kw_only=True, eq=True)
class Grant(Record):
    """A yes that is remembered for an agent, until it is forgotten."""

    id: str
    agent: str
    subject: str
    granted_at: datetime
