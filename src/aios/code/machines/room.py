"""How many machines this computer has room for: processors set the number, memory the pace."""

import os

_SLOTS_EACH = 2  # for each processor: programs wait for disks and hosts, too
_LEAST = 4
_SPARE_BYTES = 512 * 1024 * 1024
_SPARE_SHARE = 0.1


def slots() -> int:
    """How many machines run at once where nobody says."""
    return max(_LEAST, _SLOTS_EACH * (os.cpu_count() or 1))


def left() -> bool:
    """Whether another machine can run beside others without this computer running out of memory."""
    import psutil

    memory = psutil.virtual_memory()
    return bool(memory.available > min(_SPARE_BYTES, memory.total * _SPARE_SHARE))
