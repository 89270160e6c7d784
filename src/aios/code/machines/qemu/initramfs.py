"""What the guest's kernel starts with: an archive of files, written here in cpio's `newc` form."""

import ast
import functools
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

from aios.code.machines.qemu.debian import MODULES

_MACHINES = Path(__file__).resolve().parents[1]
_PREFIX = "aios.code.machines"
_FIRST = f"{_PREFIX}.guest.warden"
_INIT = """#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sys /sys
/bin/busybox mount -t devtmpfs dev /dev
for module in {modules}; do
    [ -f /modules/$module.ko ] && /bin/busybox insmod /modules/$module.ko
done
/bin/busybox mount -t squashfs -o ro,nodev,nosuid /dev/vda /root
/bin/busybox mount -t squashfs -o ro,nodev,nosuid /dev/vdb /root/packages
/bin/busybox mount -t tmpfs -o mode=755,nodev,nosuid run /root/run
/bin/busybox cp -r /agent /root/run/agent
for folder in proc sys dev; do /bin/busybox mount --move /$folder /root/$folder; done
exec /bin/busybox switch_root /root /usr/bin/python3 -I -S -c 'import sys
sys.path.insert(0, "/run/agent")
from aios.code.machines.guest import warden
program = warden.main()
if program:
    program()'
"""


def system_part(busybox: bytes, modules: Mapping[str, bytes]) -> bytes:
    """The part that comes of Debian's packages."""
    files = {f"modules/{name}.ko": content for name, content in modules.items()}
    return archive({"bin/busybox": busybox, **files}, ("proc", "sys", "dev", "root"))


def our_part() -> bytes:
    """The part that is ours: what runs first, and the agent with all that it imports."""
    files = {"init": _INIT.format(modules=" ".join(MODULES)).encode()}
    for package in ("aios", "aios/code", "aios/code/machines", "aios/code/machines/guest"):
        files[f"agent/{package}/__init__.py"] = b""
    for path in _imported(_path_of(_FIRST), {}):
        files[f"agent/aios/code/machines/{path.relative_to(_MACHINES)}"] = path.read_bytes()
    return archive(files, ())


@functools.cache
def digest() -> str:
    """A sha256 of our part."""
    return hashlib.sha256(our_part()).hexdigest()


def _imported(path: Path, found: dict[Path, None]) -> dict[Path, None]:
    """A module of ours and all of ours that it imports."""
    found[path] = None
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_PREFIX):
            for name in (str(node.module), *(f"{node.module}.{a.name}" for a in node.names)):
                inner = _path_of(name)
                if inner.is_file() and inner not in found:
                    _imported(inner, found)
    return found


def _path_of(module: str) -> Path:
    return _MACHINES / f"{module.removeprefix(_PREFIX).strip('.').replace('.', '/')}.py"


def archive(files: Mapping[str, bytes], folders: tuple[str, ...]) -> bytes:
    """An archive of executable files and empty folders; folders on the way are made."""
    out = io.BytesIO()
    known: set[str] = set()
    for name in (*folders, *(name.rpartition("/")[0] for name in files)):
        parts = name.split("/") if name else []
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            if folder not in known:
                known.add(folder)
                _entry(out, folder, 0o040755, b"")
    for name, content in files.items():
        _entry(out, name, 0o100755, content)
    _entry(out, "TRAILER!!!", 0, b"")
    out.write(bytes(-out.tell() % 512))
    return out.getvalue()


def _entry(out: io.BytesIO, name: str, mode: int, content: bytes) -> None:
    raw = name.encode() + b"\0"
    number = out.tell() + 1
    fields = (number, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(raw), 0)
    out.write(b"070701" + b"".join(b"%08X" % field for field in fields))
    out.write(raw + bytes(-(110 + len(raw)) % 4))
    out.write(content + bytes(-len(content) % 4))
