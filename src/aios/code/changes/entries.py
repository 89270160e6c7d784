"""Files, links and folders as entries: how they look, how they are copied and removed whole."""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress

from aios.contracts.changes import fingerprint


def seen_of(path: str) -> str:
    """The fingerprint of the entry itself; links are not followed."""
    found = os.lstat(path)
    return fingerprint(found.st_size, found.st_mtime_ns)


def state_of(path: str) -> str:
    """What tells an entry from any other: of a folder, the states of all that is in it."""
    found = os.lstat(path)
    if stat.S_ISLNK(found.st_mode):
        return f"link {os.readlink(path)}"
    if not stat.S_ISDIR(found.st_mode):
        return f"{stat.S_IFMT(found.st_mode):o} {fingerprint(found.st_size, found.st_mtime_ns)}"
    digest = hashlib.sha256()
    for name in sorted(os.listdir(path)):
        digest.update(f"{name}\0{state_of(os.path.join(path, name))}\0".encode("utf-8", "replace"))
    return f"folder {digest.hexdigest()}"


def size_of(path: str) -> int:
    """The bytes that a copy of the entry needs."""
    if not is_folder(path):
        return os.lstat(path).st_size
    return sum(size_of(inner) for inner in _inner(path))


def is_folder(path: str) -> bool:
    """True for a folder; a link to one is none."""
    return os.path.isdir(path) and not os.path.islink(path)


def copy_whole(source: str, target: str) -> None:
    """Copy an entry with its times and modes, safe on the disk; links stay links."""
    mode = os.lstat(source).st_mode
    if stat.S_ISLNK(mode):
        os.symlink(os.readlink(source), target)
        shutil.copystat(source, target, follow_symlinks=False)
    elif stat.S_ISDIR(mode):
        os.mkdir(target)
        for inner in _inner(source):
            copy_whole(inner, os.path.join(target, os.path.basename(inner)))
        shutil.copystat(source, target)
    elif stat.S_ISREG(mode):
        shutil.copy2(source, target)
        _sync(target)
    else:
        raise OSError(f"{source} is neither a file nor a folder")


def copy_content(source: str, target: str, like: str = "") -> None:
    """Copy a file's content alone, safe on the disk, with the owner and rights of `like`."""
    shutil.copyfile(source, target)
    if like:
        found = os.stat(like)
        # Only the superuser gives files away, and Windows knows no owners of this kind.
        with suppress(PermissionError, AttributeError):
            os.chown(target, found.st_uid, found.st_gid)
        shutil.copymode(like, target)
    _sync(target)


def remove_whole(path: str) -> None:
    """Remove an entry and all in it; no error when it is not there."""
    if is_folder(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def _inner(folder: str) -> Iterator[str]:
    return (os.path.join(folder, name) for name in os.listdir(folder))


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
