"""Files and folders put into an archive that is there: the archive itself is changed, undoably."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re
import tempfile

from failures import failed
from members import Unknown, opened
from packing import found_in, write
from repacking import split, taken_out
from where import size_text

SHOWN = 20
EVERYTHING = re.compile(
    r"所有|全部|整个|这个文件夹|\b(?:all|everything|every|this folder)\b", re.IGNORECASE
)


def add(request, guarded):
    """The archive with what the request names besides; `guarded` opens it."""
    path, asked = _apart(request)
    name = os.path.basename(path)
    wanted, left_out, _ = found_in(asked, request.cwd)
    wanted = [(source, inner) for source, inner in wanted if source != path]
    here = os.path.abspath(request.cwd or ".")
    named = asked["files"] or asked.get("patterns") or set(asked.get("folders") or ()) - {here}
    if not wanted or not (named or EVERYTHING.search(asked["question"])):
        raise failed(request, "nothing_to_pack")
    kind = split(name)[1]
    if kind in ("", ".gz", ".xz", ".bz2"):
        raise failed(request, "holds_one_file", file=name)
    new = {inner.replace(os.sep, "/") for _, inner in wanted}
    with tempfile.TemporaryDirectory() as held:
        old, unsafe = guarded(request, path, lambda a, size: taken_out(a, size, held))
        if unsafe:
            raise failed(request, "archive_unsafe", file=name, names=", ".join(unsafe[:5]))
        kept = [(source, inner) for source, inner in old if inner not in new]
        write(os.path.join(request.out, name), kind, [*kept, *wanted], None)
    replaced = len(old) - len(kept)
    told = os.lstat(path)
    seen = f"{told.st_size}:{told.st_mtime_ns}"
    return {
        "answer": _told(request, name, wanted, len(kept) + len(wanted), replaced),
        "data": {"archive": name, "added": sorted(new), "files": len(kept) + len(wanted)},
        "notes": [os.path.basename(p) for p in left_out],
        "changes": [{"kind": "write", "path": path, "source": name, "seen": seen}],
        "origin": path,
    }


def _apart(request):
    """The archive, the last one named or the only one there, and what is asked of the rest."""
    files = [os.path.abspath(p) for p in request.parameters.get("files") or []]
    text = request.parameters.get("question") or request.text
    here = [entry.path for entry in os.scandir(request.cwd or ".") if entry.is_file()]
    lying = [path for path in here if split(path)[1] and _is_archive(path)]
    only = os.path.abspath(lying[0]) if len(lying) == 1 else None
    said = (os.path.abspath(p) for p in lying if os.path.basename(p) in text)
    path = next((p for p in reversed(files) if _is_archive(p)), None) or next(said, only)
    if path is None:
        raise failed(request, "archive_needed")
    question = text.replace(os.path.basename(path), " ")
    rest = [p for p in files if p != path]
    return path, {**request.parameters, "files": rest, "question": question}


def _is_archive(path):
    try:
        opened(path).close()
    except (Unknown, OSError):
        return False
    return True


def _told(request, name, wanted, total, replaced):
    size = size_text(os.path.getsize(os.path.join(request.out, name)))
    instead = request.say(
        f"（其中 {replaced} 个替换了同名文件）", f" ({replaced} of them replaced)"
    )
    instead = instead if replaced else ""
    count = len(wanted)
    lines = [
        request.say(
            f"往 {name} 里加入 {count} 个文件{instead}，现在共 {total} 个，{size}：",
            f"{count} file{'s' * (count != 1)} added to {name}{instead}; it holds {total} now, {size}:",
        )
    ]
    lines += [f"- {inner}" for _, inner in wanted[:SHOWN]]
    return "\n".join([*lines, *([f"… +{count - SHOWN}"] if count > SHOWN else [])])
