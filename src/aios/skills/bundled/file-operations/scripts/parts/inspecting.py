"""Look at what files are like: encodings, line ends, long lines, rights, links, empty ones."""

import os
import stat

from parts.decoding import SAMPLE_BYTES, encoding_of, lines_in, open_file
from parts.problems import Problem
from parts.walking import shown, when

MOST_BYTES = 1 << 25
MAX_SHOWN = 200


def text_kinds(walk):
    """The encoding and the line ends of each file; binary ones are counted."""
    rows, binary = [], 0
    for found in walk:
        if found.is_folder:
            continue
        raw = beginning(walk, found.path)
        encoding = encoding_of(raw) if raw is not None else ""
        if not encoding:
            binary += raw is not None
            continue
        plain = encoding == "utf-8" and raw.isascii()
        rows.append(
            {
                "path": shown(found.path), "encoding": encoding, "ascii": plain,
                "line_ends": line_ends(raw, encoding), "bytes": found.size,
            }
        )  # fmt: skip
    return {"files": rows, "binary": binary, **walk.report()}


def beginning(walk, path):
    """The first bytes of a file, nearly always all; None when it cannot be read."""
    try:
        with open_file(os.path.join(walk.folder, path)) as file:
            return file.read(MOST_BYTES)
    except (Problem, OSError):
        walk.left_out["unreadable"] += 1
        return None


def line_ends(raw, encoding):
    """How the lines of a text end: CRLF, LF, CR, mixed, or none."""
    text = raw.decode(encoding, "replace")
    both = text.count("\r\n")
    kinds = {"CRLF": both, "LF": text.count("\n") - both, "CR": text.count("\r") - both}
    there = [kind for kind, many in kinds.items() if many]
    return there[0] if len(there) == 1 else "mixed" if there else "none"


def long_lines(walk, limit, most):
    """Lines of more than `limit` characters, and the longest ones of all."""
    long, longest, searched, binary = [], [], 0, 0
    for found in walk:
        if found.is_folder or not found.size:
            continue
        lengths = lengths_of(walk, found.path)
        if lengths is None:
            binary += 1
            continue
        searched += 1
        for number, (length, text) in lengths.items():
            row = {"file": shown(found.path), "line": number, "length": length, "text": shown(text)}
            longest = sorted([*longest, row], key=lambda one: -one["length"])[:most]
            if length > limit:
                long.append(row)
    files = {}
    for row in long:
        files[row["file"]] = files.get(row["file"], 0) + 1
    total = {"count": len(long), "by_file": files, "searched": searched, "binary": binary}
    return {"limit": limit, "lines": long[:most], "longest": longest, **total, **walk.report()}


def lengths_of(walk, path):
    """Line number to (characters, beginning); None for a binary file."""
    try:
        file = open_file(os.path.join(walk.folder, path))
    except Problem:
        walk.left_out["unreadable"] += 1
        return {}
    encoding = encoding_of(file.read(SAMPLE_BYTES))
    if not encoding:
        file.close()
        return None
    file.seek(0)
    lengths = {}
    for number, piece in lines_in(file, encoding):
        length, text = lengths.get(number, (0, ""))
        lengths[number] = (length + len(piece), text or piece[:MAX_SHOWN])
    return lengths


def modes(walk):
    """Who may read, write and execute each file."""
    places = [(walk.folder, found.path) for found in walk if not found.is_folder]
    return {"files": [mode_of(*place) for place in places], **walk.report()}


def modes_of(paths):
    """Who may read, write and execute these files."""
    rows = [mode_of(*os.path.split(path)) for path in paths]
    return {"files": rows, "folder": shown(os.path.dirname(paths[0]))}


def mode_of(folder, path):
    """The rights of one file, as letters and in octal digits."""
    mode = os.stat(os.path.join(folder, path)).st_mode
    return {
        "path": shown(path), "mode": stat.filemode(mode), "octal": f"{stat.S_IMODE(mode):04o}",
        "executable": bool(mode & 0o111), "open_to_all": bool(mode & 0o002),
    }  # fmt: skip


def links(folder, most):
    """The symbolic links below a folder; those whose goal is not there are broken."""
    rows, broken = [], 0
    for place, folders, files in os.walk(folder):
        for name in sorted((*folders, *files)):
            path = os.path.join(place, name)
            if os.path.islink(path):
                there = os.path.exists(path)
                broken += not there
                goal = shown(os.readlink(path))
                rows.append(
                    {"path": shown(os.path.relpath(path, folder)), "goal": goal, "there": there}
                )
    rows.sort(key=lambda row: (row["there"], row["path"]))
    return {"folder": shown(folder), "links": rows[:most], "count": len(rows), "broken": broken}


def empties(walk):
    """Files of no bytes, and folders that hold no file at any depth."""
    files, folders, holding = [], {}, set()
    for found in walk:
        if found.is_folder:
            folders[found.path] = when(found.modified)
            continue
        if not found.size:
            files.append({"path": shown(found.path), "modified": when(found.modified)})
        place = found.path
        while (place := os.path.dirname(place)) and place not in holding:
            holding.add(place)
    empty = sorted(shown(path) for path in folders if path not in holding)
    files.sort(key=lambda row: row["path"])
    return {"files": files, "folders": empty, **walk.report()}
