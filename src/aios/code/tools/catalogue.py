"""The host's tools as data: names, what they tell, what they may be given."""

from dataclasses import dataclass, field
from typing import Any

from aios.contracts.tool import Tool

Schema = dict[str, Any]
PERCENT: Schema = {"type": "number", "minimum": 0, "maximum": 100, "description": "Percent."}
SPAN: Schema = {
    "type": ["number", "string"],
    "description": "How long to measure, 0.5 to 300 s: a number of seconds, or as in '1 minute'.",
}
INTERVAL: Schema = {
    "type": ["number", "string"],
    "description": "Time between samples, 0.1 to 60 s; chosen by the span when left out.",
}
LIMIT: Schema = {
    "type": ["number", "string"],
    "description": "A limit that alerts: '80%', '500 MB', '10MB/s', or a bare number.",
}
DIRECTION: Schema = {"enum": ["above", "below"], "description": "Which side of the limit alerts."}
PORT: Schema = {"type": "integer", "minimum": 1, "maximum": 65535}
PROCESS: Schema = {
    "type": ["string", "integer"],
    "description": "A pid, the name of a process or a part of it, or 'port 80': who listens there; "
    "where it is watched also several, parted by commas.",
}
MEASURES: Schema = {
    "type": "array",
    "minItems": 1,
    "items": {
        "enum": [
            "cpu",
            "memory",
            "available",
            "swap",
            "load",
            "temperature",
            "disk",
            "disk_use",
            "disk_free",
            "network",
        ]
    },
    "description": "What is measured; CPU and memory when left out.",
}
ABOUT: Schema = {
    "type": "array",
    "items": {
        "enum": [
            "host", "system", "kernel", "python", "cores", "memory", "uptime", "users",
            "open_files", "processes", "time",
        ]
    },
    "description": "Which facts are told; all when left out.",
}  # fmt: skip
SORT: Schema = {"enum": ["cpu", "memory", "age"]}
SENSED: Schema = {
    "type": "array",
    "items": {"enum": ["temperatures", "fans", "battery"]},
    "description": "Which are told; all when left out.",
}
COUNT: Schema = {"type": "integer", "minimum": 1, "maximum": 1000}


@dataclass(frozen=True)
class HostTool:
    """`measure` and `report` are "module.function" below this package.

    `measure(arguments, say)` gives the facts, or an awaitable of them; `report(facts, say)` the
    sentences. With `keeps`, `measure` is a method of Baselines.
    """

    name: str
    description: str
    measure: str
    report: str
    properties: dict[str, Schema] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    timeout_s: float = 60.0
    keeps: bool = False

    def tool(self) -> Tool:
        """Its record."""
        parameters: Schema = {"type": "object", "properties": self.properties}
        if self.required:
            parameters["required"] = list(self.required)
        return Tool(
            name=f"system.{self.name}",
            description=self.description,
            parameters=parameters,
            timeout_s=self.timeout_s,
        )


OVER_TIME_S = 330.0  # the longest span, and what surrounds it

CATALOGUE = (
    HostTool(
        "cpu",
        "How busy the CPU is.",
        "system.cpu",
        "report.cpu",
        {"threshold": PERCENT, "seconds": {"type": "number", "minimum": 0.1, "maximum": 30}},
    ),
    HostTool(
        "memory",
        "How much memory is used, and by whom.",
        "system.memory",
        "report.memory",
        {"threshold": PERCENT},
    ),
    HostTool(
        "disks",
        "How full the disks are, in bytes or inodes; or the disk that holds a path.",
        "system.disks",
        "report.disks",
        {
            "threshold": PERCENT,
            "path": {"type": "string"},
            "inodes": {"type": "boolean"},
            "needed": {"type": "string", "description": "Space to be found free: '20 GB'."},
        },
    ),
    HostTool(
        "processes",
        "The processes that use most CPU or memory or run longest, or those beyond a limit.",
        "system.processes",
        "report.processes",
        {"sort": SORT, "count": COUNT, "name": {"type": "string"}, "threshold": LIMIT},
    ),
    HostTool(
        "ports",
        "Which ports are listened on, and by whom.",
        "system.ports",
        "report.ports",
        {"port": PORT},
    ),
    HostTool(
        "overview",
        "CPU, memory and disks together.",
        "system.overview",
        "report.overview",
        {"threshold": PERCENT},
    ),
    HostTool("zombies", "Processes that have ended unasked.", "system.zombies", "report.zombies"),
    HostTool(
        "watch",
        "CPU, memory, swap, load, disk or network over time, against a threshold.",
        "sampling.watch",
        "report_series.watch",
        {
            "measures": MEASURES,
            "seconds": SPAN,
            "interval": INTERVAL,
            "samples": COUNT,
            "threshold": LIMIT,
            "direction": DIRECTION,
        },
        timeout_s=OVER_TIME_S,
    ),
    HostTool(
        "watch_process",
        "CPU, memory, threads and open files of one process over time.",
        "processes.watch_process",
        "report_series.watch_process",
        {
            "process": PROCESS,
            "seconds": SPAN,
            "interval": INTERVAL,
            "samples": COUNT,
            "threshold": LIMIT,
            "direction": DIRECTION,
        },
        ("process",),
        timeout_s=OVER_TIME_S,
    ),
    HostTool(
        "process_tree",
        "A process, its parents and its children.",
        "processes.tree",
        "report_host.tree",
        {"process": PROCESS},
    ),
    HostTool(
        "stop_process",
        "Refuses to end a process, and says how the user can.",
        "processes.stop_process",
        "report_host.tree",
        {"process": PROCESS},
    ),
    HostTool(
        "check_port",
        "Whether a port of this computer accepts connections, how fast, and whose it is.",
        "port.check_port",
        "report_host.check_port",
        {"port": PORT, "seconds": SPAN, "interval": INTERVAL, "plot": {"type": "boolean"}},
        ("port",),
        timeout_s=2 * OVER_TIME_S,
    ),
    HostTool(
        "network",
        "Interfaces, addresses, bytes per second, connections by state.",
        "network.network",
        "report_host.network",
        {"focus": {"enum": ["connections", "interfaces"]}},
    ),
    HostTool(
        "computer",
        "System, kernel, host name, Python, processor, memory, start, users.",
        "computer.computer",
        "report_host.computer",
        {"about": ABOUT},
    ),
    HostTool(
        "environment",
        "The environment's variables, secret values left out.",
        "computer.environment",
        "report_host.environment",
    ),
    HostTool(
        "sensors",
        "Temperatures, fans and battery.",
        "computer.sensors",
        "report_host.sensors",
        {"about": SENSED, "threshold": {"type": "number"}},
    ),
    HostTool("gpu", "NVIDIA graphics cards.", "computer.gpu", "report_host.gpu"),
    HostTool(
        "record_baseline",
        "Measures what is usual on this computer, and keeps it in the workspace.",
        "record",
        "report_baseline.record",
        {"seconds": SPAN},
        timeout_s=OVER_TIME_S,
        keeps=True,
    ),
    HostTool(
        "compare_baseline",
        "What departs now from what is usual.",
        "compare",
        "report_baseline.compare",
        {"seconds": SPAN},
        timeout_s=OVER_TIME_S,
        keeps=True,
    ),
)
