"""The router's answer: what kind of task a text is, and who should work on it."""

from dataclasses import dataclass

from aios.contracts.record import Record


@dataclass(frozen=True, kw_only=True, eq=True)
class Route(Record):
    """Where a text goes, and why.

    `type` is code_generation, data_analysis, monitoring, research, file_operations, custom (a
    skill or agent of the user's own) or none. `agent` is an agent's id and `skills` are skill
    ids, best first; both are empty when `type` is none. `confidence` lies between 0 and 1,
    `reasons` are plain sentences, `ms` is how long the decision took. Among the first `leads`
    skills the router cannot tell: their own examples decide.
    """

    task: str
    type: str
    agent: str = ""
    skills: tuple[str, ...] = ()
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    ms: float = 0.0
    leads: int = 1
