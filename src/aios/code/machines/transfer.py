"""Files between this host and a machine: named ones, uploads, downloads."""

import ast
import asyncio
import os
import shlex
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import NoReturn

from aios.code.machines.guest_paths import below_workspace
from aios.contracts.errors import BadRequest, LimitReached, NotFound, StoreFailed
from aios.contracts.ports import Machine

OnLeftOut = Callable[[str], None]

_MOST_LISTED = 10_000  # as a machine lists
_LEXED = 64 * 1024  # characters; the lexer is slow, and longer texts are data more than commands


def nobody_asks(name: str) -> None:
    """For callers who do not ask what was left out."""


def files_named(text: str, language: str) -> list[str]:
    """Relative paths that a command may mean: its words, or the strings of a Python program."""
    if language == "python":
        words = _strings(text)
    else:
        words = [part for word in _words(text) for part in (word, word.partition("=")[2])]
    relative = {
        str(PurePosixPath(word))
        for word in words
        if word and len(word) < 1024 and "\0" not in word and "\n" not in word
    }
    return sorted(
        path
        for path in relative
        if path != "." and not path.startswith("/") and ".." not in PurePosixPath(path).parts
    )


async def copy_missing(machine: Machine, paths: Iterable[str], cwd: Path, *, disk_mb: int) -> None:
    """Copy those paths that are regular files below `cwd` and not yet in the machine.

    `disk_mb` is the machine's; LimitReached for a file that it cannot hold.
    """
    wanted = [path for path in paths if _is_own_file(cwd, path)]
    if not wanted:
        return
    there = {info.path for info in await machine.list()}
    for path in wanted:
        if path not in there:
            await machine.write(path, await _content(cwd / path, disk_mb))


async def upload(
    machine: Machine,
    source: Path,
    guest_path: str | None,
    *,
    disk_mb: int,
    on_left_out: OnLeftOut = nobody_asks,
) -> str:
    """Copy a file, or every file of a folder, into the machine; where it is there.

    A `guest_path` that ends with "/" is a folder to put it in. `disk_mb` as in `copy_missing`.
    `on_left_out` is told of links, pipes, devices and empty folders: where in `source` each is.
    """
    target = guest_path or source.name
    if target.endswith("/"):
        target += source.name
    target = below_workspace(target)
    if source.is_dir():
        found, left_out = await asyncio.to_thread(_inside, source)
        for path in found:
            inside = f"{target}/{path.relative_to(source).as_posix()}"
            await machine.write(inside, await _content(path, disk_mb))
        for name in left_out:
            on_left_out(name)
    else:
        await machine.write(target, await _content(source, disk_mb))
    return target


async def download(
    machine: Machine, guest_path: str, target: Path, on_left_out: OnLeftOut = nobody_asks
) -> Path:
    """Write a file or folder of the machine to `target`, or into that folder; where it is.

    Each file is there whole or not at all. Of a folder, links, pipes and devices are left out,
    and `on_left_out` is told where in it each is; LimitReached when it holds too much to be listed.
    """
    inside = below_workspace(guest_path)
    if target.is_dir():
        target /= PurePosixPath(inside).name
    try:
        entries = await machine.list(inside)
    except (NotFound, BadRequest):  # a file, or nothing: reading it tells
        await _download_file(machine, inside, target)
        return target
    if len(entries) >= _MOST_LISTED:
        raise LimitReached(
            f"{guest_path} holds {_MOST_LISTED} things or more", hint="pack it into one archive"
        )
    await _make(target)
    for entry in entries:
        if entry.kind not in ("file", "dir"):
            on_left_out(entry.path)
            continue
        place = target / _plain(entry.path)
        folder = place if entry.kind == "dir" else place.parent
        await _make(folder)
        if entry.kind == "file":
            await _download_file(machine, f"{inside}/{entry.path}", place)
    return target


def _inside(source: Path) -> tuple[list[Path], list[str]]:
    """The files in a folder of this host, and what is no file there, as paths in the folder."""
    found: list[Path] = []
    left_out = []
    for folder, folders, names in os.walk(source, onerror=_closed):
        here = Path(folder)
        if not (folders or names):
            left_out.append(f"{here.relative_to(source).as_posix()}/")
        for path in (here / name for name in (*folders, *names)):
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                left_out.append(path.relative_to(source).as_posix())
            elif path.is_file():
                found.append(path)
    return sorted(found), sorted(left_out)


def _closed(error: OSError) -> NoReturn:
    raise BadRequest(f"{error.filename} cannot be read: {error.strerror}") from error


def _plain(path: str) -> str:
    """A path as the machine told it, which may be anything: here it leads nowhere else."""
    if os.name == "nt" and set(path) & set("\\:"):
        raise BadRequest(f"{path!r} is no name on Windows", hint="rename it in the machine")
    return below_workspace(path)


async def _make(folder: Path) -> None:
    try:
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(target: Path, error: OSError) -> StoreFailed:
    return StoreFailed(f"{target} cannot be written: {error.strerror}", hint="choose another place")


async def _download_file(machine: Machine, inside: str, target: Path) -> None:
    try:
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:64]}-")
        try:
            with os.fdopen(handle, "wb") as file:
                async for piece in machine.stream(inside):
                    await asyncio.to_thread(file.write, piece)
            os.replace(draft, target)
        except BaseException:
            os.unlink(draft)
            raise
    except OSError as error:
        raise _unwritable(target, error) from error


def _is_own_file(cwd: Path, path: str) -> bool:
    """A regular file that really lies below the folder: links may not lead out of it."""
    try:
        real = (cwd / path).resolve()
        return real.is_file() and real.is_relative_to(cwd.resolve())
    except (OSError, ValueError, RuntimeError):  # no file name at all, or a circle of links
        return False


async def _content(path: Path, disk_mb: int) -> bytes:
    try:
        if not path.exists():
            raise NotFound(f"there is no file {path}")
        if not path.is_file():
            raise BadRequest(f"{path} is no regular file", hint="copy what it gives into one")
        size_mb = path.stat().st_size / 2**20
        if size_mb > disk_mb:
            raise LimitReached(
                f"{path} holds {size_mb:.0f} MiB, more than the machine's disk of {disk_mb} MiB",
                hint="make a machine with a larger one: aios vm create NAME --disk-mb …"
                " (create_vm(…, limits={'disk_mb': …}))",
            )
        return await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}") from error


def _words(text: str) -> list[str]:
    if len(text) > _LEXED:
        return text.split()
    try:
        lexer = shlex.shlex(text, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        return list(lexer)
    except ValueError:  # an open quote
        return text.split()


def _strings(text: str) -> list[str]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # it will tell when it runs
        return []
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str)]
