"""Count files, folders, bytes and lines, by extension."""

import os

from parts.walking import shown

MAX_LINE_BYTES = 1 << 16
COUNTED = ("lines", "non_blank", "comments")
HASH, SLASHES, DASHES = b"#", b"//", b"--"
# What begins a line that is only a comment, by extension; blocks of comments are not told apart.
COMMENTS = {
    **dict.fromkeys((".py", ".sh", ".rb", ".r", ".yaml", ".yml", ".toml"), HASH),
    **dict.fromkeys((".js", ".jsx", ".ts", ".tsx", ".java", ".go", ".rs", ".c", ".h"), SLASHES),
    **dict.fromkeys((".cc", ".cpp", ".hpp", ".cs", ".kt", ".swift", ".scala", ".php"), SLASHES),
    **dict.fromkeys((".sql", ".lua"), DASHES),
}


def count(walk):
    """How many files and folders there are, how large, and of which kinds."""
    kinds, total = {}, {"files": 0, "bytes": 0, "direct": 0, "folders": 0}
    for found in walk:
        if found.is_folder:
            total["folders"] += 1
            continue
        kind = kinds.setdefault(extension(found.path), {"files": 0, "bytes": 0})
        for sums in (total, kind):
            sums["files"] += 1
            sums["bytes"] += found.size
        total["direct"] += found.depth == 0
    ranked = sorted(kinds.items(), key=lambda item: (-item[1]["files"], item[0]))
    return {**total, "by_extension": dict(ranked), **walk.report()}


def weigh(walks, by, fewer):
    """What each of several walks holds, ranked by "files" or "bytes", the most, or least, first."""
    above = os.path.commonpath([walk.folder for walk in walks])
    counted = [{"path": os.path.relpath(walk.folder, above), **count(walk)} for walk in walks]
    counted.sort(key=lambda one: one[by] if fewer else -one[by])
    left_out = [one["left_out"] for one in counted]
    numbers = ("hidden", "links", "special", "unreadable")
    total = {name: sum(left[name] for left in left_out) for name in numbers}
    skipped = {name: n for left in left_out for name, n in left["skipped"].items()}
    return {
        "folder": ", ".join(one["folder"] for one in counted), "entries": counted,
        "left_out": {**total, "skipped": skipped},
        "stopped": any(one["stopped"] for one in counted),
    }  # fmt: skip


def count_lines(walk):
    """Lines of the text files, blank ones and lines of comment; binary files are counted apart."""
    files, binary = [], 0
    for found in walk:
        if found.is_folder:
            continue
        try:
            comment = COMMENTS.get(extension(found.path))
            lines = lines_of(os.path.join(walk.folder, found.path), found.size, comment)
        except OSError:
            walk.left_out["unreadable"] += 1
            continue
        if lines is None:
            binary += 1
        else:
            files.append({"path": shown(found.path), **dict(zip(COUNTED, lines, strict=True))})
    files.sort(key=lambda file: -file["lines"])
    total = {name: sum(file[name] for file in files) for name in COUNTED}
    kinds = {}
    for file in files:
        kind = kinds.setdefault(extension(file["path"]), {"files": 0, "lines": 0})
        kind["files"] += 1
        kind["lines"] += file["lines"]
    ranked = dict(sorted(kinds.items(), key=lambda item: -item[1]["lines"]))
    return {
        "files": len(files), "binary": binary, **total, "by_extension": ranked,
        "longest": files[:1000], **walk.report(),
    }  # fmt: skip


def lines_of(path, size, comment=None):
    """(lines, those that are not blank, those of comment alone) of a text; None for a binary."""
    lines = non_blank = comments = 0
    at_start = blank = True
    with open(path, "rb") as file:
        while size and (chunk := file.readline(MAX_LINE_BYTES)):
            if b"\0" in chunk:
                return None
            lines += at_start
            comments += bool(at_start and comment and chunk.lstrip().startswith(comment))
            blank = (at_start or blank) and not chunk.strip()
            at_start = chunk.endswith(b"\n")
            non_blank += at_start and not blank
    return lines, non_blank + (not at_start and not blank), comments


def extension(path):
    """The extension in lower case, "" for none."""
    return os.path.splitext(path)[1].lower()
