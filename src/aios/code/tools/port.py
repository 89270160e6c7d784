"""One port: who listens on it, whether it accepts connections, and how fast."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import psutil

from aios.code.tools.listeners import listeners
from aios.code.tools.quantities import Say, span_s
from aios.code.tools.sampling import DEFAULT_S, stats

Facts = Mapping[str, Any]
ATTEMPTS = 3
PAUSE_S = 0.1
CONNECT_S = 3.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


async def check_port(arguments: Facts, say: Say) -> dict[str, Any]:
    """Connect to a port of this computer some times, or at intervals for so many seconds.

    For a plot it takes more samples.
    """
    port = int(arguments["port"])
    found = await asyncio.to_thread(listeners, port, say)
    address = next((p["address"] for p in found if p["protocol"] == "tcp"), "127.0.0.1")
    address = EVERYWHERE.get(address, address)
    times, pause_s = _rounds(arguments, say)
    began, start = datetime.now().astimezone(), asyncio.get_running_loop().time()
    tried, times_s, held = [], [], []
    for count in range(times):
        await asyncio.sleep(pause_s if count else 0)
        times_s.append(round(asyncio.get_running_loop().time() - start, 3))
        held.append(await asyncio.to_thread(_connections, port))
        tried.append(await _connect(address, port))
    spent = [one["ms"] for one in tried if one["ok"]]
    return {
        "kind": "port",
        "port": port,
        "address": address,
        "listeners": found,
        "attempts": times,
        "accepted": len(spent),
        "latency_ms": stats(spent) if spent else None,
        "reason": next((one["reason"] for one in tried if not one["ok"]), ""),
        "began_at": began.isoformat(timespec="milliseconds"),
        "times_s": times_s,
        "units": {"latency_ms": "milliseconds", "connections": ""},
        "connections": stats(held),
        "series": {
            "latency_ms": [round(one["ms"], 3) if one["ok"] else None for one in tried],
            "connections": held,
        },
    }


def _connections(port: int) -> int:
    """How many connections to the port are open; 0 where this system does not tell."""
    try:
        found = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return 0
    here = [getattr(c.laddr, "port", 0) for c in found if c.status == psutil.CONN_ESTABLISHED]
    return here.count(port)


def _rounds(arguments: Facts, say: Say) -> tuple[int, float]:
    """How many connections, and how many seconds apart."""
    plot, asked = bool(arguments.get("plot")), arguments.get("interval")
    seconds = arguments.get("seconds", DEFAULT_S if plot or asked is not None else None)
    if seconds is None:
        return ATTEMPTS, PAUSE_S
    pause_s = 0.5 if plot else 1.0
    if asked is not None:
        pause_s = span_s(asked, say, least=0.1, most=60)
    return max(1, round(span_s(seconds, say) / pause_s)), pause_s


async def _connect(address: str, port: int) -> dict[str, Any]:
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        async with asyncio.timeout(CONNECT_S):
            _, writer = await asyncio.open_connection(address, port)
    except ConnectionRefusedError:
        return {"ok": False, "reason": "refused"}
    except TimeoutError:
        return {"ok": False, "reason": "timeout"}
    except OSError as error:
        return {"ok": False, "reason": str(error.strerror or error)}
    spent_ms = (loop.time() - start) * 1000
    writer.close()
    return {"ok": True, "ms": spent_ms}
