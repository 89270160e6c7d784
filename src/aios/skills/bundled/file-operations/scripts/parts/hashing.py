"""Checksums of files."""

import hashlib
import os

from parts.decoding import open_file
from parts.problems import Problem
from parts.walking import shown

CHUNK_BYTES = 1 << 20


def hash_files(paths, algorithm):
    """The checksums of the files, in order."""
    rows = []
    for path in paths:
        with open_file(path) as file:
            digest, size = digest_of(file, algorithm)
        rows.append({"path": shown(path), "digest": digest, "bytes": size})
    return {"algorithm": algorithm, "files": rows, "bytes": sum(row["bytes"] for row in rows)}


def hash_folder(walk, algorithm, most):
    """The checksums of all files below a folder, at most `most` of them."""
    rows, more = [], 0
    for found in walk:
        if found.is_folder:
            continue
        if len(rows) >= most:
            more += 1
            continue
        try:
            with open_file(os.path.join(walk.folder, found.path)) as file:
                digest, size = digest_of(file, algorithm)
        except (Problem, OSError):
            walk.left_out["unreadable"] += 1
            continue
        rows.append({"path": shown(found.path), "digest": digest, "bytes": size})
    total = {"bytes": sum(row["bytes"] for row in rows), "more": more}
    return {"algorithm": algorithm, "files": rows, **total, **walk.report()}


def digest_of(file, algorithm):
    """(checksum in hexadecimal, bytes read) of an open file."""
    state, size = hashlib.new(algorithm), 0
    while chunk := file.read(CHUNK_BYTES):
        state.update(chunk)
        size += len(chunk)
    return state.hexdigest(), size
