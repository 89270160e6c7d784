"""List files by size, date and name."""

import heapq
import math

from parts.walking import shown, when

ORDERS = {
    "largest": lambda found: (-found.size, found.path),
    "smallest": lambda found: (found.size, found.path),
    "newest": lambda found: (-found.modified, found.path),
    "oldest": lambda found: (found.modified, found.path),
    "name": lambda found: (not found.is_folder, found.path.lower(), found.path),
}


def list_files(walk, order, most, folders=False, sizes=(0, math.inf), times=(-math.inf, math.inf)):
    """The first `most` files in an order, within bounds of bytes and of time, and totals of all.

    `sizes` are (least, most) bytes; `times` (since, until) in seconds since 1970.
    """
    total = {"count": 0, "bytes": 0, "folders": 0}

    def wanted():
        for found in walk:
            if found.is_folder:
                total["folders"] += folders
                if folders:
                    yield found
            elif sizes[0] <= found.size <= sizes[1] and times[0] <= found.modified < times[1]:
                total["count"] += 1
                total["bytes"] += found.size
                yield found

    rows = [row_of(found) for found in heapq.nsmallest(most, wanted(), key=ORDERS[order])]
    return {"entries": rows, **total, **walk.report()}


def folder_sizes(walk, order, most):
    """The folders directly below, by the size of all they hold; files beside them count apart."""
    sizes, files, newest, own = {}, {}, {}, 0
    for found in walk:
        top, _, below = found.path.partition("/")
        if found.is_folder:
            sizes.setdefault(top, 0)
            files.setdefault(top, 0)
            newest[top] = max(newest.get(top, 0), 0 if below else found.modified)
        elif below:
            sizes[top] += found.size
            files[top] += 1
            newest[top] = max(newest[top], found.modified)
        else:
            own += found.size
    sign = 1 if order == "smallest" else -1
    ranked = sorted(sizes, key=lambda top: (sign * sizes[top], top))[:most]
    rows = [
        {
            "path": shown(top), "bytes": sizes[top], "files": files[top],
            "modified": when(newest[top]),
        }
        for top in ranked
    ]  # fmt: skip
    total = {"count": len(sizes), "bytes": sum(sizes.values()) + own, "own_bytes": own}
    return {"entries": rows, **total, **walk.report()}


def row_of(found):
    """A file or folder as a row of the result."""
    row = {"path": shown(found.path), "bytes": found.size, "modified": when(found.modified)}
    return {**row, "bytes": None, "folder": True} if found.is_folder else row
