"""Which members of an archive may be unpacked, and how much.

Covered:
- paths that lead out of the folder, absolute paths: nothing of the archive is unpacked, unless
  the request itself picks safe members; links and devices are left out and named
- bombs: too many members, too many bytes, too many bytes for what the archive itself has; the
  bytes are counted while they are written, whatever the archive declares

Not covered:
- archives inside the archive: they are files like others, and not unpacked
"""

import os
import re

MEMBERS = 10_000
TOTAL_BYTES = 400_000_000
RATIO = 100
SMALL_BYTES = 20_000_000
HANDED_OVER = 2_000
NAME_BYTES = 255
PIECE = 1 << 20


class TooMuch(Exception):
    """The archive is more than may be unpacked: `code` and the numbers."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def sorted_out(archive, packed_bytes):
    """(files, folders, members left out) of an archive; TooMuch when it is a bomb."""
    files, folders, left_out, total = [], [], [], 0
    for count, member in enumerate(archive, 1):
        if count > MEMBERS:
            raise TooMuch("archive_bomb", members=count, packed=packed_bytes, total=total)
        total += max(member.size, 0)
        if archive.kind == "tar":  # to read on is to unpack: the sizes come one by one
            check_total(total, packed_bytes)
        if not is_safe(member.name) or too_long(member.name) or member.kind in ("link", "other"):
            left_out.append(member)
        elif member.kind == "folder":
            folders.append(member)
        else:
            files.append(member)
    check_total(total, packed_bytes)
    return files, folders, left_out


def check_total(total, packed_bytes):
    """TooMuch when so many bytes come out of so few, or simply too many."""
    if total > SMALL_BYTES and total > RATIO * packed_bytes:
        raise TooMuch("archive_bomb", total=total, packed=packed_bytes, members=0)
    if total > TOTAL_BYTES:
        raise TooMuch("archive_too_large", total=total, packed=packed_bytes, members=0)


def is_safe(name):
    """True for a plain relative path that stays below its folder, on any platform."""
    parts = re.split(r"[/\\]", name)
    absolute = name.startswith(("/", "\\", "~")) or re.match(r"[A-Za-z]:", name)
    return bool(name) and not absolute and ".." not in parts and "\0" not in name


def too_long(name):
    """True for a name that no folder takes."""
    return any(len(part.encode("utf-8", "replace")) > NAME_BYTES for part in name.split("/"))


def write_out(stream, path, so_far, packed_bytes):
    """Write a member's bytes to the path; how many there are now in all."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        while piece := stream.read(PIECE):
            so_far += len(piece)
            check_total(so_far, packed_bytes)
            file.write(piece)
    return so_far
