"""Single processes: which one is meant, what it uses over time, its tree; none is ever ended."""

import asyncio
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import psutil

from aios.code.tools.listeners import listeners
from aios.code.tools.quantities import Say
from aios.code.tools.sampling import Reader, Series, sample, span_of, verdicts
from aios.contracts.errors import ActionFailed, Denied

Facts = Mapping[str, Any]
UNITS = {"cpu_percent": "percent", "memory_bytes": "bytes", "threads": "", "open_files": ""}
MOST_IN_TREE = 200
# Whoever listens there is meant: "port 8080", "8080 端口".
AT_PORT = re.compile(r"(?:port|端口)\D*(\d{1,5})|(\d{1,5})\D*端口")
GONE = (psutil.NoSuchProcess, psutil.ZombieProcess)
_SCRIPTS = (".py", ".pyw", ".sh", ".js", ".mjs", ".rb", ".pl", ".jar", ".php", ".exe")


async def watch_process(arguments: Facts, say: Say) -> dict[str, Any]:
    """CPU, memory, threads and open files of one process, or of several, over so many seconds."""
    named = str(arguments["process"])
    names = [name.strip() for name in named.split(",") if name.strip()]
    found = [matching(name, say) for name in names]
    seconds, interval = span_of(arguments, say)
    many = await asyncio.gather(*(sample(_reader(one[0]), seconds, interval) for one in found))
    told = [
        _facts_of(name, one, series, seconds, arguments, say)
        for name, one, series in zip(names, found, many, strict=True)
    ]
    return told[0] if len(told) == 1 else {"kind": "processes", "each": told}


def _facts_of(
    named: str,
    found: list[psutil.Process],
    series: Series,
    seconds: float,
    arguments: Facts,
    say: Say,
) -> dict[str, Any]:
    """What the samples of one process come to."""
    process, port = found[0], port_of(named)
    facts = {**about(process), "others": [p.pid for p in found[1:]]}
    facts |= {"listens_on": port} if port is not None else {"asked": named}
    if not series.times_s:
        raise _none(str(process.pid), say)
    facts |= {**series.facts(), "units": {n: UNITS[n] for n in series.values}, "kind": "process"}
    facts["ended_early"] = series.times_s[-1] < seconds - 2 * series.interval_s
    limit = arguments.get("threshold")
    if limit is not None:
        below = arguments.get("direction") == "below"
        facts["verdicts"] = verdicts(series, UNITS, limit, below=below, say=say)
    return facts


def tree(arguments: Facts, say: Say) -> dict[str, Any]:
    """A process, its parents and everything it started; the first process when none is named."""
    named = arguments.get("process")
    process = matching(named, say)[0] if named else psutil.Process(1)
    rows = list(_branches(process, 0))
    with suppress(psutil.Error):
        parents = [about(parent) for parent in process.parents()]
        return {"parents": parents, "tree": rows[:MOST_IN_TREE], "total": len(rows)}
    return {"parents": [], "tree": rows[:MOST_IN_TREE], "total": len(rows)}


def stop_process(arguments: Facts, say: Say) -> dict[str, Any]:
    """Always Denied (`kill_refused`): this skill looks and changes nothing; the hint says how."""
    found: list[psutil.Process] = []
    with suppress(ActionFailed):  # there is nothing to end then, and it is refused all the same
        found = matching(arguments["process"], say) if arguments.get("process") else []
    shown = ", ".join(f"{p.pid} ({about(p)['name']})" for p in found[:5])
    command = f"kill {' '.join(str(p.pid) for p in found[:5]) or 'PID'}"
    raise Denied(
        say(
            f"系统监控只查看，不结束进程{f'：{shown}' if shown else ''}。什么都没有改变。",
            f"Monitoring only looks, it ends no process{f': {shown}' if shown else ''}. "
            "Nothing was changed.",
        ),
        hint=say(f"要结束它，请自己运行：{command}", f"To end it, run it yourself: {command}"),
        code="kill_refused",
        details={"pids": [p.pid for p in found]},
    )


def matching(named: Any, say: Say) -> list[psutil.Process]:
    """The processes of a pid, a name or a port listened on, the one with most memory first.

    ActionFailed (`process_missing`) when there is none, or it is not shown whose a port is.
    """
    name = str(named).strip().lower()
    if (port := port_of(named)) is not None:
        return _listening(port, say)
    if name.isdecimal():
        with suppress(psutil.NoSuchProcess, OverflowError):
            return [psutil.Process(int(name))]
        raise _none(name, say)
    found = called(name, psutil.process_iter(["pid", "name", "cmdline", "memory_info"]))
    if not found:
        raise _none(name, say)
    return sorted(found, key=lambda p: (-_held(p), p.pid))


def port_of(named: Any) -> int | None:
    """The port by which a process is called; None where it is by its name or pid."""
    at_port = AT_PORT.fullmatch(str(named).strip().lower())
    return int(at_port[1] or at_port[2]) if at_port else None


def _listening(port: int, say: Say) -> list[psutil.Process]:
    """The processes that listen on a port."""
    pids = dict.fromkeys(one["pid"] for one in listeners(port, say) if one["pid"])
    if not pids:
        raise ActionFailed(
            say(
                f"没有看到哪个进程在监听端口 {port}。",
                f"No process is seen to listen on port {port}.",
            ),
            hint=say(
                "查看监听的端口：“列出端口”。", 'See which there are: "list listening ports".'
            ),
            code="process_missing",
            details={"port": port},
        )
    return [psutil.Process(pid) for pid in pids]


def called(name: str, alive: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Those of the processes (with name and cmdline in `info`) that a name means.

    It matches whole, or else as a part of the name, or else a word of the command line: a script
    runs under its interpreter's name, and may be meant without its ending.
    """
    name, alive = name.lower(), list(alive)
    if name.isdecimal() and (numbered := [p for p in alive if p.info["pid"] == int(name)]):
        return numbered
    for fits in (_is, _within, _in_command):
        found = [p for p in alive if fits(name, p.info)]
        if found:
            return found
    return []


def about(process: psutil.Process) -> dict[str, Any]:
    """What can be said of a process; "?" for what the system keeps from others."""
    told: dict[str, Any] = {"pid": process.pid}
    for field in ("name", "username", "status", "create_time"):
        try:
            told[field] = getattr(process, field)()
        except psutil.Error:
            told[field] = "?"
    return told


def _reader(process: psutil.Process) -> Reader:
    files = _may_count_files(process)
    with suppress(psutil.Error):
        process.cpu_percent(interval=None)

    def read() -> Mapping[str, float]:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return {}  # it has ended; whoever started it has not looked yet
            with process.oneshot():
                values = {
                    "cpu_percent": process.cpu_percent(interval=None),
                    "memory_bytes": float(process.memory_info().rss),
                    "threads": float(process.num_threads()),
                }
            return values | ({"open_files": float(process.num_fds())} if files else {})
        except (*GONE, psutil.AccessDenied):
            return {}

    return read


def _may_count_files(process: psutil.Process) -> bool:
    """Only its owner may count a process's files, and not on every system."""
    try:
        return hasattr(process, "num_fds") and process.num_fds() >= 0
    except psutil.Error:
        return False


def _branches(process: psutil.Process, depth: int) -> Iterator[dict[str, Any]]:
    try:
        held = process.memory_info().rss
        yield {"depth": depth, "memory_bytes": held, **about(process)}
        children = process.children()
    except psutil.Error:
        return
    for child in sorted(children, key=lambda p: p.pid):
        yield from _branches(child, depth + 1)


def _is(name: str, info: Facts) -> bool:
    return str(info["name"] or "").lower() == name


def _within(name: str, info: Facts) -> bool:
    return name in str(info["name"] or "").lower()


def _in_command(name: str, info: Facts) -> bool:
    words = [str(word).lower().rpartition("/")[2] for word in info["cmdline"] or ()]
    stems = [word.rpartition(".")[0] for word in words if word.endswith(_SCRIPTS)]
    return info["pid"] != os.getpid() and name in (*words, *stems)


def _held(process: psutil.Process) -> int:
    held = process.info["memory_info"]
    return int(held.rss) if held else 0


def _none(named: str, say: Say) -> ActionFailed:
    return ActionFailed(
        say(f"没有进程 {named}。", f"There is no process {named}."),
        hint=say("查看有哪些进程：“列出进程”。", 'See which there are: "list processes".'),
        code="process_missing",
        details={"named": named},
    )
