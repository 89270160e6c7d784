"""How much memory the programs of a machine use, for hosts where no cgroup can cap it."""

import os

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def uses_more_than(limit_bytes: int) -> bool:
    """Whether all processes but the agent, and the files in memory, take more than `limit_bytes`.

    What forked processes still share is counted once, but only looked at when it matters.
    """
    storage = os.statvfs("/workspace")
    room = limit_bytes - (storage.f_blocks - storage.f_bfree) * storage.f_frsize
    pids = [name for name in os.listdir("/proc") if name.isdigit() and name != "1"]
    if sum(_resident_bytes(pid) for pid in pids) <= room:
        return False
    return sum(_fair_share_bytes(pid) for pid in pids) > room


def _resident_bytes(pid: str) -> int:
    """Memory of its own, counting what it shares with other forks in full."""
    try:
        with open(f"/proc/{pid}/statm") as file:
            _, resident, shared, *_ = file.read().split()
    except OSError:
        return 0  # it ended meanwhile
    return (int(resident) - int(shared)) * _PAGE_BYTES


def _fair_share_bytes(pid: str) -> int:
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            facts = dict(line.split(":") for line in list(file)[1:])
        return int(facts["Pss_Anon"].split()[0]) * 1024
    except (OSError, KeyError):
        return _resident_bytes(pid)  # it hides, so it is charged for all it could mean
