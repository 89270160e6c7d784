"""Files and folders into one archive."""

# ruff: noqa: E501 - a sentence in two languages is one line

import bz2
import fnmatch
import gzip
import lzma
import os
import re
import shutil
import stat
import tarfile
import time
import zipfile

from aios_file_words import (
    bare_kinds_of,
    by_names,
    day_told,
    names_of,
    photo_kinds_of,
    size_bounds,
    time_bounds,
    without_quotations,
)
from excepting import excepted, without
from failures import failed
from where import changes_for, folders_said, size_text

KINDS = {
    ".tar.gz": ("tar.gz", "tgz", "tar gz", "gzipped tar", "tarball", "tar and gzip"),
    ".tar.xz": ("tar.xz", "txz", "tar xz"),
    ".tar.bz2": ("tar.bz2", "tbz2", "tar bz2"),
    ".7z": ("7z", "7-zip", "7zip"),
    ".gz": ("gzip", ".gz"),
    ".xz": ("xz",),
    ".bz2": ("bzip2", "bz2"),
    ".tar": ("tar",),
    ".zip": ("zip",),
}
# One file packed alone: what packs it; several become a tar that is so packed.
SINGLE = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
MODES = {".tar": "w", ".tar.gz": "w:gz", ".tar.bz2": "w:bz2", ".tar.xz": "w:xz"}
ARCHIVES = frozenset(("*.zip", "*.tar", "*.gz", "*.tgz", "*.rar", "*.7z"))
# What an archive is to be, or what logs are called, is no kind of files to be packed.
NO_KINDS = frozenset((*ARCHIVES, "*.log", "*.bz2", "*.xz"))
OLDEST = (1980, 1, 1, 0, 0, 0)


def pack(request):
    """Pack what the request names; the archive is a new file."""
    asked = request.parameters
    found, left_out, stem = found_in(asked, request.cwd)
    found = _called(without(found, excepted(asked.get("question") or "")), asked)
    if not found:
        raise failed(request, "nothing_to_pack")
    kind = _kind(asked, len(found))
    name = asked.get("output") or ""
    if not name.lower().endswith((*KINDS, ".tgz", ".txz", ".tbz2")):
        name = f"{stem}{kind}"
    if asked.get("password") and kind != ".7z":
        raise failed(request, "password_unsupported", file=name, said=f"{kind} + password")
    path = os.path.join(request.out, name)
    write(path, kind, found, asked.get("password") or None)
    before, after = sum(os.path.getsize(p) for p, _ in found), os.path.getsize(path)
    share = f"{after / before:.0%}" if before else "-"
    told = request.say(
        f"已把 {len(found)} 个文件（{size_text(before)}，{before:,} 字节）打包成 {name}：{size_text(after)}"
        f"（{after:,} 字节，原来的 {share}）。",
        f"Packed {len(found)} file{'s' * (len(found) != 1)} ({size_text(before)}, {before:,} bytes) into {name}: "
        f"{size_text(after)} ({after:,} bytes, {share} of it).",
    )
    result = {
        "answer": told,
        "data": {"archive": name, "files": len(found), "bytes": before, "packed_bytes": after},
        "notes": _notes(request, left_out),
        "origin": os.path.commonpath([p for p, _ in found]),
    }
    changes, where = changes_for(request, [name])
    return {**result, "changes": changes, "answer": told + where} if changes else result


def found_in(asked, cwd):
    """The files as (path, name in the archive), what is left out, and how to call the archive."""
    here = os.path.abspath(cwd or ".")
    files = [p for p in asked.get("files") or [] if os.path.isfile(p)]
    bounds = bounds_of(asked.get("question") or "")
    said = without_quotations(asked.get("question") or "").replace(asked.get("output") or "\0", " ")
    apart = excepted(asked.get("question") or "")
    patterns = [p.lower() for p in asked.get("patterns") or [] if p.lower() not in apart]
    named = asked.get("output") or len(asked.get("folders") or ()) > 1
    if named and set(patterns) >= ARCHIVES:  # "the archive is called a.zip", "做个压缩包"
        patterns = [p for p in patterns if p not in ARCHIVES]
    patterns = patterns or [p for p in _kinds_of(asked) if p not in apart]
    folders = [os.path.abspath(p) for p in asked.get("folders") or []]
    if files or not patterns:
        folders += folders_said(asked.get("question") or "", here, files)
    folders = [f for f in dict.fromkeys(folders) if not any(map(_below(f), files)) and f != here]
    folders = [f for f in folders if os.path.basename(f).lower() not in apart]
    if patterns and not files:
        folder = next(iter(folders), here)
        found, left_out = _walked(folder, folder, patterns, bounds, said)
        return found, left_out, os.path.basename(folder) or "archive"
    if not files and not folders:
        found, left_out = _walked(here, here, [], bounds, said)
        return found, left_out, os.path.basename(here) or "archive"
    named = [*files, *folders]
    base = os.path.commonpath([os.path.dirname(p) for p in named])
    found, left_out = [(p, os.path.relpath(p, base)) for p in files], []
    for folder in folders:
        more, special = _walked(folder, base, [], bounds, said)
        found += more
        left_out += special
    stem = os.path.basename(named[0]) if len(named) == 1 else "archive"
    return list(dict.fromkeys(found)), left_out, stem


def _called(found, asked):
    """Those whose names begin, end or go on as the text says: "名字以 2022 开头的"."""
    text = (asked.get("question") or "").replace(asked.get("output") or "\0", " ")
    parts = [part.lower() for part in names_of(text)] if not asked.get("files") else []
    return [one for one in found if _fits(os.path.basename(one[0]), parts)]


def _kinds_of(asked):
    """Patterns for photos, or for a kind said by its extension alone ("the PDFs"), where they are
    to be packed; a folder may be called so."""
    text = (asked.get("question") or "").replace(asked.get("output") or "\0", " ")
    for folder in asked.get("folders") or []:
        name = re.escape(os.path.basename(folder))
        text = re.sub(rf"(?<![A-Za-z0-9]){name}(?![A-Za-z0-9])", " ", text) if name else text
    text = without_quotations(text)
    kinds = [kind for kind in bare_kinds_of(text) if kind not in NO_KINDS]
    return photo_kinds_of(text) or kinds if not asked.get("files") else []


def _below(folder):
    return lambda path: path.startswith(os.path.join(folder, ""))


def bounds_of(text):
    """(sizes, times) between which files are meant: "older than 30 days", "大于 1MB 的"."""
    prose = without_quotations(text)
    return size_bounds(prose), time_bounds(prose)


def _within(told, bounds, moment):
    (least, most), (since, until) = bounds
    return least <= told.st_size <= most and since <= moment < until


def _walked(folder, above, patterns, bounds, said=""):
    """The files below a folder whose names match, with their names below `above`; what is no file."""
    found, left_out = [], []
    there = [name for _, _, names in os.walk(folder) for name in names if _fits(name, patterns)]
    named = by_names(said, there)
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            told = os.lstat(path)
            moment = day_told(name) if named else told.st_mtime
            regular = stat.S_ISREG(told.st_mode)
            if not _fits(name, patterns) or (named and moment is None):
                continue
            if regular and not _within(told, bounds, moment):
                continue
            if stat.S_ISREG(told.st_mode):
                found.append((path, os.path.relpath(path, above)))
            else:
                left_out.append(path)
    return found, left_out


def _fits(name, patterns):
    return not patterns or any(fnmatch.fnmatch(name.lower(), p) for p in patterns)


def _kind(asked, count):
    """The kind of archive the output's name or the sentence asks for; zip when neither does."""
    for text in (asked.get("output") or "", (asked.get("question") or "").lower()):
        for kind, words in KINDS.items():
            said = text.lower().endswith(kind) or (
                text != asked.get("output") and any(word in text for word in words)
            )
            if said:
                return f".tar{kind}" if kind in SINGLE and count > 1 else kind
    return ".7z" if asked.get("password") else ".zip"


def write(path, kind, found, password):
    """Write an archive of a kind of (path, name in the archive)."""
    if kind == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for source, name in found:
                _into_zip(archive, source, name)
    elif kind == ".7z":
        import py7zr

        with py7zr.SevenZipFile(path, "w", password=password) as archive:
            for source, name in found:
                archive.write(source, name)
    elif kind in SINGLE:
        with open(found[0][0], "rb") as source, SINGLE[kind](path, "wb") as target:
            shutil.copyfileobj(source, target)
    else:
        with tarfile.open(path, MODES[kind]) as archive:
            for source, name in found:
                archive.add(source, name, recursive=False)


def _into_zip(archive, source, name):
    """Add a file; times before 1980 have no form in a zip."""
    told = os.stat(source)
    when = max(time.localtime(told.st_mtime)[:6], OLDEST)
    info = zipfile.ZipInfo(name.replace(os.sep, "/"), when)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (told.st_mode & 0xFFFF) << 16
    with open(source, "rb") as file, archive.open(info, "w") as target:
        shutil.copyfileobj(file, target)


def _notes(request, left_out):
    if not left_out:
        return []
    named = ", ".join(os.path.basename(p) for p in left_out[:5])
    return [
        request.say(
            f"{len(left_out)} 个链接或特殊文件没有打包：{named}",
            f"{len(left_out)} links or special files were left out: {named}",
        )
    ]
