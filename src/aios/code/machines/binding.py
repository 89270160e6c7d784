"""What may be bound into a machine, and where."""

import os

from aios.contracts.errors import BadRequest, NotFound
from aios.contracts.machine import Bind

OUR_FOLDERS = ("/aios/", "/skill")
_RESERVED = ("/", "/proc", "/sys", "/dev", "/dev/shm", "/aios", "/aios/bin", "/workspace")
_RESERVED_BELOW = ("/proc/", "/sys/", "/aios/bin/")


def checked_bind(bind: Bind) -> tuple[str, str]:
    """The host's path and the machine's; BadRequest or NotFound for a bind that cannot be."""
    host, guest = bind.host, bind.target
    if not os.path.isabs(host) or os.path.normpath(guest) != guest or not os.path.isabs(guest):
        raise BadRequest(f"a bind needs absolute, plain paths: {host} at {guest}")
    if guest in _RESERVED or guest.startswith(_RESERVED_BELOW):
        raise BadRequest(
            f"nothing can be bound at {guest}: the machine has its own",
            hint="Name a folder of your own instead.",
        )
    if not os.path.exists(host):
        raise NotFound(f"there is no {host} on this host", hint="check the path")
    if not (os.path.isfile(host) or os.path.isdir(host)):
        raise BadRequest(f"{host} is neither a file nor a folder")
    return host, guest
