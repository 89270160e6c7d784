"""What the user named, as a read-only drive for a machine: copied when the machine is made.

Covered:
- files and folders are at the paths they were named by; links inside them stay links
- modes are kept and owners are the guest's user, so that what its owner can read, programs can

Not covered:
- later changes: a machine sees what was there when it was made
- sockets, pipes and devices in a folder are left out; files that this user cannot read, too
"""

import os
import stat
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from aios.code.machines.qemu import tools
from aios.code.machines.qemu.command import BINDS_BYTES
from aios.code.machines.rootfs import OUTSIDE_UID
from aios.contracts.errors import LimitReached, MachineFailed

MOST_BYTES = 2 << 30
_PACK = ["-noI", "-noD", "-noF", "-noX", "-no-xattrs", "-quiet", "-no-progress", "-tar"]
_PACK_S = 120.0
_Entry = tuple[str, str, os.stat_result]  # host path, name on the drive, facts


def write(sources: Sequence[str], target: Path) -> None:
    """Pack each source, by its position, into a squashfs at `target`.

    LimitReached when together they hold more than 2 GiB; MachineFailed when packing fails.
    """
    entries = [entry for n, path in enumerate(sources) for entry in _walk(path, str(n))]
    size = sum(facts.st_size for _, _, facts in entries if stat.S_ISREG(facts.st_mode))
    if size > MOST_BYTES:
        raise LimitReached(
            f"what the machine was to read holds {size >> 20} MiB, over the limit of"
            f" {MOST_BYTES >> 20} MiB for a virtual machine",
            hint="name fewer files, or make a machine of the backend namespaces",
        )
    command = [str(tools.find("mksquashfs")), "-", str(target), *_PACK]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as packer:
        try:
            _feed(packer, entries)
            _, said = packer.communicate(timeout=_PACK_S)
        except BrokenPipeError:
            _, said = packer.communicate(timeout=_PACK_S)
        except BaseException:
            packer.kill()
            raise
    if packer.returncode:
        last = said.decode(errors="replace").strip().splitlines()[-1:]
        raise MachineFailed(f"what was named could not be packed for the machine: {last}")
    os.truncate(target, BINDS_BYTES)


def _walk(path: str, name: str) -> Iterator[_Entry]:
    """A source and all below it."""
    facts = os.stat(path)
    yield path, name, facts
    waiting = [(path, name)] if stat.S_ISDIR(facts.st_mode) else []
    while waiting:
        folder, inner = waiting.pop()
        try:
            found = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except PermissionError:
            continue  # as closed to the program as it is to us
        for entry in found:
            facts = entry.stat(follow_symlinks=False)
            yield entry.path, f"{inner}/{entry.name}", facts
            if stat.S_ISDIR(facts.st_mode):
                waiting.append((entry.path, f"{inner}/{entry.name}"))


def _feed(packer: "subprocess.Popen[bytes]", entries: list[_Entry]) -> None:
    import tarfile

    assert packer.stdin is not None
    with tarfile.open(fileobj=packer.stdin, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for path, name, facts in entries:
            kind = _kind(facts)
            if kind is None:
                continue
            member = tarfile.TarInfo(name)
            member.type = kind
            member.uid = member.gid = OUTSIDE_UID
            member.mode = stat.S_IMODE(facts.st_mode) & 0o777
            member.mtime = int(facts.st_mtime)
            member.linkname = os.readlink(path) if member.issym() else ""
            if not member.isreg():
                archive.addfile(member)
            elif os.access(path, os.R_OK):
                with open(path, "rb") as content:
                    member.size = os.fstat(content.fileno()).st_size
                    archive.addfile(member, content)


def _kind(facts: os.stat_result) -> bytes | None:
    """How an archive marks it; None for what is left out."""
    kinds = {stat.S_IFREG: b"0", stat.S_IFLNK: b"2", stat.S_IFDIR: b"5"}
    return kinds.get(stat.S_IFMT(facts.st_mode))
