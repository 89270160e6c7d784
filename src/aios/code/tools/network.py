"""The network of this computer: interfaces and addresses, bytes per second, connections."""

import asyncio
import socket
from collections import Counter
from collections.abc import Mapping
from typing import Any

import psutil

from aios.code.tools.quantities import Say
from aios.contracts.errors import ActionFailed

Facts = Mapping[str, Any]
SAMPLE_S = 1.0
FAMILIES = {socket.AF_INET: "IPv4", socket.AF_INET6: "IPv6"}


async def network(arguments: Facts, say: Say) -> dict[str, Any]:
    """Every interface with its addresses and its rates over a second; connections by state."""
    before = psutil.net_io_counters(pernic=True)
    await asyncio.sleep(SAMPLE_S)
    after = psutil.net_io_counters(pernic=True)
    return {
        "seconds": SAMPLE_S,
        "interfaces": [_interface(name, before, after) for name in sorted(psutil.net_if_addrs())],
        "connections": await asyncio.to_thread(_connections, say),
        "focus": arguments.get("focus"),
    }


def _interface(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    state, then, now = psutil.net_if_stats().get(name), before.get(name), after.get(name)
    counted: dict[str, Any] = {}
    if then is not None and now is not None:
        counted = {
            "received_bytes_per_s": (now.bytes_recv - then.bytes_recv) / SAMPLE_S,
            "sent_bytes_per_s": (now.bytes_sent - then.bytes_sent) / SAMPLE_S,
            "received_bytes": now.bytes_recv,
            "sent_bytes": now.bytes_sent,
            "errors": now.errin + now.errout + now.dropin + now.dropout,
        }
    return {
        "name": name,
        "up": bool(state and state.isup),
        "speed_mbit_s": state.speed if state and state.speed else None,
        "addresses": [
            {"family": FAMILIES[a.family], "address": a.address.partition("%")[0]}
            for a in psutil.net_if_addrs().get(name, [])
            if a.family in FAMILIES
        ],
        **counted,
    }


def _connections(say: Say) -> dict[str, int]:
    try:
        found = psutil.net_connections(kind="inet")
    except psutil.AccessDenied as error:
        raise ActionFailed(
            say(
                "系统不允许查看其他用户的连接。",
                "This system does not let you see other users' connections.",
            ),
            hint=say("请用管理员身份运行。", "Run it as an administrator."),
            code="ports_denied",
        ) from error
    states = Counter(str(c.status) if c.status != psutil.CONN_NONE else "UDP" for c in found)
    return dict(states.most_common())
