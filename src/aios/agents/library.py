"""The agents there are: bundled ones, the user's files, and those created while running."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aios.agents.profile import agent_from, read_profile
from aios.contracts.agent import Agent, AgentStats
from aios.contracts.errors import BadRequest, CallerError, Conflict, NotFound
from aios.contracts.nearest import did_you_mean, nearest

BUNDLED = Path(__file__).parent / "bundled"
SHORT = {"coder", "analyst", "monitor", "researcher", "operator"}


class AgentLibrary:
    """Agents by id; a broken file is a warning and hides no other agent."""

    def __init__(self, stats: Callable[[str], AgentStats] | None = None) -> None:
        self._agents: dict[str, Agent] = {}
        self._runners: dict[str, Any] = {}
        self._stats = stats
        self.warnings: list[str] = []

    def load(self, folder: Path, *, source: str) -> None:
        """Read every profile in a folder; a later one replaces an earlier one of that name."""
        for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
            try:
                agent = read_profile(path, source=source)
            except (CallerError, OSError, UnicodeDecodeError) as error:
                self.warnings.append(f"{path.name}: {error}")
                continue
            self._agents[agent.id] = agent

    def create(self, spec: Mapping[str, Any] | Any) -> Agent:
        """Add an agent from a mapping, or any object with `async run(task, calls)`."""
        runner = None
        if not isinstance(spec, Mapping):
            if not callable(getattr(spec, "run", None)):
                raise BadRequest(
                    f"An agent is a mapping or an object with `async run(task, calls)`; "
                    f"got {type(spec).__name__}.",
                    hint='For example: create_agent({"name": "my-agent", "skills": []})',
                )
            runner = spec
            spec = {"name": getattr(spec, "name", type(spec).__name__)}
        agent = agent_from(spec)
        if agent.id in self._agents:
            raise Conflict(
                f"There is an agent {agent.id!r} already.",
                hint="Choose another name.",
                details={"agent": agent.id},
            )
        self._agents[agent.id] = agent
        if runner is not None:
            self._runners[agent.id] = runner
        return agent

    def get(self, agent_id: str) -> Agent:
        """The agent; the short names (`coder`) are understood too."""
        wanted = agent_id.strip()
        if wanted in SHORT and wanted not in self._agents:
            wanted = f"{wanted}-agent"
        agent = self._agents.get(wanted)
        if agent is None:
            raise NotFound(
                f"There is no agent {agent_id!r}.",
                hint=did_you_mean(wanted, self._agents),
                code="agent_unknown",
                details={"agent": agent_id, "nearest": nearest(wanted, self._agents)},
            )
        return self._with_stats(agent)

    def list(self) -> list[Agent]:
        """All of them, the bundled ones first."""
        return [self._with_stats(agent) for agent in self._agents.values()]

    def runner(self, agent_id: str) -> Any:
        """The object that runs this agent, None for one our planners run."""
        return self._runners.get(agent_id)

    def set_status(self, agent_id: str, status: str) -> None:
        """Busy, idle, paused, …"""
        if agent_id in self._agents:
            self._agents[agent_id] = self._agents[agent_id].but(status=status)

    def _with_stats(self, agent: Agent) -> Agent:
        return agent.but(stats=self._stats(agent.id)) if self._stats else agent
