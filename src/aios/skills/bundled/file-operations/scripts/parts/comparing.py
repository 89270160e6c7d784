"""Files that are there twice, and what differs between two folders or two texts."""

import difflib
import hashlib
import os

from parts.decoding import SAMPLE_BYTES, encoding_of, open_file
from parts.problems import Problem
from parts.walking import shown, when

CHUNK_BYTES = 1 << 20
MAX_LINES = 20_000


def duplicates(walk, most):
    """Groups of files of equal content, the largest waste first; empty files count apart."""
    sizes, files, empty = {}, 0, 0
    for found in walk:
        if not found.is_folder:
            files += 1
            empty += not found.size
            sizes.setdefault(found.size, []).append(found)
    groups = []
    for size, alike in sizes.items():
        if size and len(alike) > 1:
            groups += [group(size, same) for same in equal_ones(walk, alike)]
    groups.sort(key=lambda one: (-one["wasted_bytes"], one["files"][0]["path"]))
    total = {
        "searched": files, "empty": empty, "groups": len(groups),
        "files": sum(len(one["files"]) for one in groups),
        "wasted_bytes": sum(one["wasted_bytes"] for one in groups),
    }  # fmt: skip
    return {"duplicates": groups[:most], **total, **walk.report()}


def equal_ones(walk, alike):
    """Lists of those files, all of one size, whose contents are equal."""
    digests = {}
    for found in alike:
        digest = content_digest(os.path.join(walk.folder, found.path))
        if digest is None:
            walk.left_out["unreadable"] += 1
        else:
            digests.setdefault(digest, []).append(found)
    return [same for same in digests.values() if len(same) > 1]


def content_digest(path):
    """A digest of a file's content; None when it cannot be read."""
    state = hashlib.sha256()
    try:
        with open_file(path) as file:
            while chunk := file.read(CHUNK_BYTES):
                state.update(chunk)
    except (Problem, OSError):
        return None
    return state.digest()


def group(size, same):
    """Equal files as a row of the result."""
    rows = [{"path": shown(f.path), "modified": when(f.modified)} for f in same]
    rows.sort(key=lambda row: row["path"])
    return {"bytes": size, "wasted_bytes": size * (len(same) - 1), "files": rows}


def same_names(walk, most):
    """Groups of files of the same name, in any case, in different folders."""
    names, files = {}, 0
    for found in walk:
        if not found.is_folder:
            files += 1
            names.setdefault(os.path.basename(found.path).lower(), []).append(found)
    groups = [
        {
            "name": shown(os.path.basename(min(same).path)),
            "files": [
                {"path": shown(f.path), "bytes": f.size, "modified": when(f.modified)}
                for f in sorted(same)
            ],
        }
        for _, same in sorted(names.items())
        if len(same) > 1
    ]  # fmt: skip
    total = {"searched": files, "groups": len(groups)}
    return {"duplicates": groups[:most], **total, **walk.report()}


def compare_folders(first, second):
    """What is only in one of two folders, and what is in both with other content."""
    here, there = ({f.path: f for f in walk if not f.is_folder} for walk in (first, second))
    both = sorted(here.keys() & there.keys())
    differing = [path for path in both if differ(first, second, here[path], there[path])]
    return {
        "first": shown(first.folder), "second": shown(second.folder),
        "only_first": sorted(map(shown, here.keys() - there.keys())),
        "only_second": sorted(map(shown, there.keys() - here.keys())),
        "differing": [
            {"path": shown(p), "first_bytes": here[p].size, "second_bytes": there[p].size}
            for p in differing
        ],
        "equal": len(both) - len(differing),
        "equal_files": [shown(p) for p in both if p not in set(differing)], **first.report(),
    }  # fmt: skip


def differ(first, second, here, there):
    """Whether two files of the same path have other contents."""
    paths = (os.path.join(w.folder, f.path) for w, f in ((first, here), (second, there)))
    return here.size != there.size or len({content_digest(path) for path in paths}) > 1


def compare_files(first, second, most):
    """The lines that differ between two text files, as a unified diff; bytes of binary ones."""
    facts = {"first": shown(first), "second": shown(second)}
    equal = content_digest(first) == content_digest(second)
    old, new = text_lines(first), text_lines(second)
    if equal or old is None or new is None:
        return {**facts, "equal": equal, "binary": old is None or new is None, "diff": []}
    lines = list(
        difflib.unified_diff(
            old[:MAX_LINES], new[:MAX_LINES], facts["first"], facts["second"], lineterm="", n=2
        )
    )
    total = {
        "added": sum(line.startswith("+") for line in lines[2:]),
        "removed": sum(line.startswith("-") for line in lines[2:]),
        "cut": max(len(old), len(new)) > MAX_LINES,
    }
    return {
        **facts,
        "equal": False,
        "binary": False,
        **total,
        "diff": list(map(shown, lines[:most])),
    }


def text_lines(path):
    """The lines of a text file; None for a binary one."""
    with open_file(path) as file:
        raw = file.read()
    encoding = encoding_of(raw[:SAMPLE_BYTES])
    return raw.decode(encoding, "replace").splitlines() if encoding else None
