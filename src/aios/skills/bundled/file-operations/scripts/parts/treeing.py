"""A folder as a tree, and how much each of its folders holds."""

import os

from parts.walking import shown


def tree(walk, depth, most, sizes=False):
    """The entries down to `depth` levels as lines of a tree, folders first; at most `most`. With
    `sizes`, each with its own."""
    held, children, inside, total = {}, {}, {}, {"files": 0, "folders": 0, "bytes": 0}
    for found in walk:
        total["folders" if found.is_folder else "files"] += 1
        total["bytes"] += 0 if found.is_folder else found.size
        if not found.is_folder:
            held[found.path] = found.size
            for place in ancestors(found.path):
                inside[place] = inside.get(place, 0) + 1
                held[place] = held.get(place, 0) + found.size
        if found.depth < depth:
            children.setdefault(os.path.dirname(found.path), []).append(found)
    lines = [*drawn(children, inside, "", "", depth, held if sizes else None)]
    return {"lines": lines[:most], "entries": len(lines), "depth": depth, **total, **walk.report()}


def drawn(children, inside, folder, before, depth, held=None):
    """The lines for what is in a folder, each below the other."""
    entries = sorted(children.get(folder, []), key=lambda f: (not f.is_folder, f.path.lower()))
    for number, found in enumerate(entries, 1):
        last = number == len(entries)
        name = shown(os.path.basename(found.path))
        cut = found.is_folder and found.depth + 1 == depth and inside.get(found.path)
        tail = f"/ ({inside[found.path]})" if cut else "/" if found.is_folder else ""
        tail += f"  {readable(held.get(found.path, 0))}" if held is not None else ""
        yield f"{before}{'└── ' if last else '├── '}{name}{tail}"
        if found.is_folder:
            deeper = before + ("    " if last else "│   ")
            yield from drawn(children, inside, found.path, deeper, depth, held)


def readable(size):
    """A size in the largest unit that it has one of: "3.4 KB"."""
    value, unit = float(size), "B"
    for larger in ("KB", "MB", "GB", "TB"):
        if value < 1024:
            break
        value, unit = value / 1024, larger
    return f"{size} B" if unit == "B" else f"{value:.1f} {unit}"


def ancestors(path):
    """The folders a path lies in, below the outermost: "a/b/c" lies in "a/b" and "a"."""
    while path := os.path.dirname(path):
        yield path


def tree_sizes(walk, depth, most, by="bytes", smallest_first=False):
    """Folders down to `depth` levels by the bytes or `files` they hold, with their share of all."""
    sizes, files, total, own = {}, {}, 0, 0
    for found in walk:
        if found.is_folder:
            if found.path.count(os.sep) < depth:
                sizes.setdefault(found.path, 0)
            continue
        total += found.size
        own += 0 if os.path.dirname(found.path) else found.size
        for place in ancestors(found.path):
            if place.count(os.sep) < depth:
                sizes[place] = sizes.get(place, 0) + found.size
                files[place] = files.get(place, 0) + 1
    sign, held = 1 if smallest_first else -1, files if by == "files" else sizes
    ranked = sorted(sizes, key=lambda place: (sign * held.get(place, 0), place))
    rows = [
        {
            "path": shown(place), "bytes": sizes[place], "files": files.get(place, 0),
            "percent": round(100 * sizes[place] / total, 1) if total else 0.0,
        }
        for place in ranked[:most]
    ]  # fmt: skip
    facts = {"count": len(ranked), "bytes": total, "own_bytes": own, "depth": depth}
    return {"entries": rows, **facts, **walk.report()}
