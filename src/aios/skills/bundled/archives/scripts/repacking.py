"""An archive as one of another kind: what it holds, packed anew."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re
import tempfile
import time

from failures import failed
from packing import KINDS, write
from safety import sorted_out, write_out
from where import changes_for, size_text

# The new kind stands behind one of these: "from 7z to zip", "换成 zip".
_GOAL = r"(?:\b(?:to|into|as|in|with)\b|\ba\b|成|为|到|用|要)\W*(?:an?\s|the\s|一个)?\W*"


def repack(request, path, guarded):
    """The archive at `path` as one of the kind the request names; `guarded` opens it."""
    name = os.path.basename(path)
    stem, own = split(name)
    kind = _wanted(request, name, own)
    new = request.parameters.get("output") or ""
    new = new if new.lower().endswith(kind) else f"{stem}{kind}"
    with tempfile.TemporaryDirectory() as held:
        found, left_out = guarded(request, path, lambda a, size: taken_out(a, size, held))
        if left_out:
            raise failed(request, "archive_unsafe", file=name, names=", ".join(left_out[:5]))
        if not found:
            raise failed(request, "nothing_to_pack")
        whole = sum(os.path.getsize(held_path) for held_path, _ in found)
        write(os.path.join(request.out, new), kind, found, None)
    after = os.path.getsize(os.path.join(request.out, new))
    told = request.say(
        f"已把 {name} 转成 {new}：{len(found)} 个文件（{size_text(whole)}，{whole:,} 字节），新压缩包 {size_text(after)}（{after:,} 字节）；{name} 没有改动。",
        f"{name} packed anew as {new}: {len(found)} file{'s' * (len(found) != 1)} ({size_text(whole)}, {whole:,} bytes), "
        f"the new archive {size_text(after)} ({after:,} bytes); {name} is as it was.",
    )
    changes, where = changes_for(request, [new])
    data = {"archive": new, "files": len(found), "bytes": whole, "packed_bytes": after}
    result = {"answer": told + where, "data": data, "origin": path}
    return {**result, "changes": changes} if changes else result


def split(name):
    """The name without its suffix, and the kind of archive that it is by its suffix."""
    for kind, words in KINDS.items():
        for suffix in (kind, *(f".{word}" for word in words)):
            if name.lower().endswith(suffix):
                return name[: -len(suffix)], kind
    return os.path.splitext(name)[0], ""


def _wanted(request, name, own):
    """The kind that is asked for: behind "to", else the one named that the archive is not."""
    output = (request.parameters.get("output") or "").lower()
    if (told := split(output)[1]) and told != own and output != name.lower():
        return f".tar{told}" if told in (".gz", ".xz", ".bz2") else told
    text = request.parameters.get("question") or request.text
    text = f"{text} {request.parameters.get('output') or ''}".replace(name, " ").lower()
    said = {kind: rf"(?<![a-z0-9.])\.?(?:{_words(kind)})(?![a-z0-9.])" for kind in KINDS}
    goal = [kind for kind, words in said.items() if re.search(_GOAL + words, text)]
    named = [kind for kind, words in said.items() if re.search(words, text)]
    found = next((kind for kind in (*goal, *named) if kind != own), None)
    if found is None:
        raise failed(request, "kind_wanted", file=name)
    return f".tar{found}" if found in (".gz", ".xz", ".bz2") else found


def _words(kind):
    spoken = (re.escape(word.lstrip(".")) for word in (kind, *KINDS[kind]))
    return "|".join(sorted(spoken, key=len, reverse=True))


def taken_out(archive, packed, folder):
    """[(path, name in the archive)] of all files, written below the folder; unsafe members' names."""
    files, _, left_out = sorted_out(archive, packed)
    found, total = [], 0
    for member, stream in archive.read(files):
        name = "/".join(filter(None, re.split(r"[/\\]", member.name)))
        path = os.path.join(folder, *name.split("/"))
        total = write_out(stream, path, total, packed)
        _dated(path, member.raw)
        found.append((path, name))
    return found, [member.name for member in left_out]


def _dated(path, raw):
    """Give the file the time that its archive tells of it."""
    told = getattr(raw, "mtime", None)
    if told is None and hasattr(raw, "date_time"):
        told = time.mktime((*raw.date_time, 0, 0, -1))
    if told:
        os.utime(path, (told, told))
