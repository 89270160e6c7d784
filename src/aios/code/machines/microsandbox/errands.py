"""Single jobs for the microsandbox SDK, each in a process of its own: one JSON in, one out."""

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Any

from aios.code.machines import owners

LABEL = "aios"
_STOP_S = 5.0


async def load(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Make sure that an image is there, out of its archive, without a registry."""
    import microsandbox as msb

    try:
        return {"digest": (await msb.Image.get(facts["tag"])).manifest_digest}
    except msb.MicrosandboxError:
        await msb.Image.load(facts["archive"], tag=facts["tag"])
        return {"digest": (await msb.Image.get(facts["tag"])).manifest_digest}


async def reap(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Kill and remove the machines of controllers that are gone, and the one named; how many."""
    import microsandbox as msb

    count = 0
    page = await msb.Sandbox.list_with(labels={LABEL: "machine"}, limit=100)
    for handle in page.sandboxes:
        label = "-".join(handle.name.split("-")[1:3])
        if handle.name == facts.get("name") or not owners.alive(label):
            await handle.destroy(force=True, timeout=_STOP_S)
            count += 1
    return {"count": count}


async def snapshot(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a running machine, its memory included; how many bytes."""
    import microsandbox as msb

    made = await msb.Snapshot.create(facts["snapshot"], from_sandbox=facts["name"], full=True)
    usage = await made.storage_usage()
    return {"bytes": usage.allocated_bytes or 0}


async def forget(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Remove a snapshot; whether it was there."""
    import microsandbox as msb

    try:
        await msb.Snapshot.remove(facts["snapshot"], force=True)
    except FileNotFoundError:
        return {"there": False}
    return {"there": True}


ERRANDS = {"load": load, "reap": reap, "snapshot": snapshot, "forget": forget}


def main() -> None:
    """Do the errand named by the first argument; the facts come on standard input."""
    facts = json.loads(sys.stdin.read())
    try:
        told: dict[str, Any] = {"done": asyncio.run(ERRANDS[sys.argv[1]](facts))}
    except Exception as error:  # noqa: BLE001  whatever the SDK raises, the controller is told
        told = {"failed": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
