"""Where a machine's paths lie on the host, for machines that have no root of their own.

Only whole arguments and variables are translated: a guest path inside the text of a program
stays as it is, and leads nowhere.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from aios.code.machines.guest_paths import WORKSPACE
from aios.contracts.machine import MachineSpec

_PYTHONS = ("python", "python3")
# What any program may read of a Linux host: programs, libraries, and what they look up.
SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store"),
    *("/etc/ld.so.cache", "/etc/alternatives", "/etc/ssl/certs", "/etc/ssl/openssl.cnf"),
    *("/etc/ssl/cert.pem", "/etc/ca-certificates/extracted", "/etc/pki/tls/certs"),
    *("/etc/pki/ca-trust/extracted", "/etc/localtime", "/etc/mime.types", "/etc/fonts"),
    *("/etc/java-11-openjdk", "/etc/java-17-openjdk", "/etc/java-21-openjdk"),
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/loadavg", "/proc/uptime", "/proc/filesystems"),
    *("/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu/online"),
)


class Places:
    """The guest paths of one machine, whose own folders are below `root`."""

    def __init__(self, root: Path, spec: MachineSpec, image: Path | None, python: str) -> None:
        self._spec = spec
        self._python = python
        places = {WORKSPACE: str(root / "workspace"), "/tmp": str(root / "tmp")}
        places |= {bind.target: bind.host for bind in spec.binds}
        if image:
            places["/aios/image"] = str(image)
        self._places = sorted(places.items(), key=lambda place: -len(place[0]))

    def host(self, text: str) -> str:
        """A guest path as a path of this host; what is none stays as it is."""
        for guest, host in self._places:
            if text == guest or text.startswith(f"{guest}/"):
                return host + text[len(guest) :]
        return text

    def argv(self, words: Sequence[str]) -> list[str]:
        """A command as this host understands it."""
        program, *arguments = words
        if program in _PYTHONS:
            program = self._python
        return [self.host(word) for word in (program, *arguments)]

    def env(self, own: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
        """The variables of a program: the usual ones, a backend's `own`, the `wanted` ones."""
        usual = {
            "PATH": os.pathsep.join((os.path.dirname(self._python), os.defpath)),
            "HOME": WORKSPACE,
            "TMPDIR": "/tmp",
            "MPLCONFIGDIR": "/tmp",
            "LANG": "C.UTF-8",
            "PYTHONIOENCODING": "utf-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": "/aios/sdk:/aios/carried:/aios/image",
        }
        merged = {**usual, **own, **self._spec.env, **wanted}
        env = {name: self.host(value) for name, value in merged.items()}
        if "PYTHONPATH" in env:
            folders = [self.host(folder) for folder in env["PYTHONPATH"].split(":")]
            env["PYTHONPATH"] = os.pathsep.join(folders)
        return env
