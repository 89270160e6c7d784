"""One port: who listens on it, whether it accepts connections, and how fast."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aios.code.tools.quantities import Say, span_s
from aios.code.tools.sampling import stats
from aios.code.tools.system import listeners

Facts = Mapping[str, Any]
ATTEMPTS = 3
PAUSE_S = 0.1
CONNECT_S = 3.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


async def check_port(arguments: Facts, say: Say) -> dict[str, Any]:
    """Connect to a port of this computer some times, or once a second for so many seconds."""
    port = int(arguments["port"])
    found = await asyncio.to_thread(listeners, port, say)
    address = next((p["address"] for p in found if p["protocol"] == "tcp"), "127.0.0.1")
    seconds, address = arguments.get("seconds"), EVERYWHERE.get(address, address)
    pause_s = PAUSE_S if seconds is None else 1.0
    times = ATTEMPTS if seconds is None else max(1, round(span_s(seconds, say)))
    tried = []
    for count in range(times):
        await asyncio.sleep(pause_s if count else 0)
        tried.append(await _connect(address, port))
    spent = [one["ms"] for one in tried if one["ok"]]
    return {
        "port": port,
        "address": address,
        "listeners": found,
        "attempts": times,
        "accepted": len(spent),
        "latency_ms": stats(spent) if spent else None,
        "reason": next((one["reason"] for one in tried if not one["ok"]), ""),
    }


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
