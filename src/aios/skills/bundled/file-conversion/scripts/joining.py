"""Several text files into one: each below the one before, in the order of their names."""

import os
import re

from aios_numerals import DIGITS, value_of
from asked import files_of, free_name, handed_over, size_text, text_of
from failures import failed
from kinds import family_of, kind_of
from texts import decoded, shown

MOST_BYTES = 200_000_000
SHOWN_FILES = 30
# With what each part begins or is set apart, when that is asked for.
_TITLED = re.compile(
    r"(?:加上?|带上?|写上|标上|标明|注明|显示)\S{0,6}文件名|文件名\S{0,4}(?:作为?|当)\S{0,2}(?:标题|小标题)"
    r"|\bwith\b.{0,30}\b(?:file ?)?names?\b|\bfile ?names?\b.{0,20}\b(?:as|above|before)\b",
    re.I,
)
_APART = re.compile(r"空一?行|空行(?:隔|分)|\bblank lines?\b|\bempty lines?\b", re.I)
_DOWN = re.compile(r"倒序|降序|反过来|\breversed?\b|\bdescending\b", re.I)
_BY_TIME = re.compile(r"按\S{0,4}(?:时间|日期|先后)|\bby (?:date|time)\b|\boldest first\b", re.I)


def is_text(path):
    """True for a file that is text by its name; tables are merged by their rows."""
    family = family_of(kind_of(path))
    return not family or (family == "text" and kind_of(path) not in ("pdf", "docx"))


def merge_texts(request):
    """One text of all: those named in the order in which they are named."""
    asked = request.parameters
    suffix = os.path.splitext(asked.get("output") or "")[1]
    if suffix and not asked.get("files") and not asked.get("patterns"):
        asked["patterns"] = [f"*{suffix}"]  # "这几章合并成 全书.txt"
    files = _in_order(request, files_of(request, is_text))
    if len(files) < 2:
        raise failed(request, "nothing_to_merge", count=len(files))
    size = sum(map(os.path.getsize, files))
    if size > MOST_BYTES:
        said = f"{size:,} B > {MOST_BYTES:,} B"
        raise failed(request, "too_large", file=os.path.basename(files[0]), said=said)
    parts, notes = _parts(request, files)
    if len(parts) < 2:
        raise failed(request, "nothing_to_merge", count=len(parts))
    output = request.parameters.get("output") or ""
    name = free_name(request, output or f"merged{_suffix(files)}")
    text = text_of(request)
    titled, apart = _TITLED.search(text), "\n" if _APART.search(text) else ""
    whole = apart.join(_headed(path, part) if titled else part for path, part in parts)
    with open(os.path.join(request.out, name), "w", encoding="utf-8", newline="") as file:
        file.write(whole)
    data = [{"file": os.path.basename(path), "lines": part.count("\n")} for path, part in parts]
    result = {
        "answer": _told(request, name, data, whole),
        "data": data,
        "notes": notes,
        "origin": ", ".join(files),
    }
    return handed_over(request, [name], files[0], result)


def _in_order(request, files):
    """The files as they are named, else by name ("2" before "10"), by date where that is said."""
    text = text_of(request)
    if request.parameters.get("files"):
        return files
    key = os.path.getmtime if _BY_TIME.search(text) else _natural
    made = request.parameters.get("output") or "\0"
    ordered = sorted(files, key=key, reverse=bool(_DOWN.search(text)))
    return [path for path in ordered if os.path.basename(path) != made]


def _natural(path):
    pieces = re.split(rf"(\d+|[{DIGITS}十百]+)", os.path.basename(path).lower())
    return [(n % 2 == 1, value_of(piece) if n % 2 else piece) for n, piece in enumerate(pieces)]


def _parts(request, files):
    """[(path, text)] of those that are text, each ending with a line's end; what is left out."""
    parts, left_out, encodings = [], [], set()
    for path in files:
        with open(path, "rb") as file:
            raw = file.read()
        found = decoded(raw) if raw else None
        if found is None:
            left_out.append(os.path.basename(path))
            continue
        text, encoding = found
        encodings.add(shown(encoding))
        text = text.removeprefix("\ufeff")
        parts.append((path, text if text.endswith("\n") else f"{text}\n"))
    notes = []
    if left_out:
        named = ", ".join(left_out)
        notes.append(
            request.say(f"空的或不是文本，没有合并：{named}", f"empty or no text: {named}")
        )
    if encodings - {"UTF-8", "UTF-8 (BOM)", "ASCII"}:
        named = ", ".join(sorted(encodings))
        notes.append(
            request.say(f"原来的编码是 {named}，结果是 UTF-8", f"{named} before, UTF-8 now")
        )
    return parts, notes


def _suffix(files):
    suffixes = {os.path.splitext(path)[1] for path in files}
    return suffixes.pop() if len(suffixes) == 1 else ".txt"


def _headed(path, part):
    name = os.path.basename(path)
    mark = f"# {name}" if kind_of(path) == "md" else f"===== {name} ====="
    return f"{mark}\n{part}"


def _told(request, name, data, whole):
    lines = whole.count("\n")
    size = size_text(os.path.join(request.out, name))
    rows = [
        request.say(
            f"把 {len(data)} 个文件按顺序合并成 {name}：共 {lines:,} 行，{size}。",
            f"{len(data)} files joined in order as {name}: {lines:,} lines, {size}.",
        )
    ]
    rows += [
        request.say(
            f"- {row['file']}：{row['lines']:,} 行", f"- {row['file']}: {row['lines']:,} lines"
        )
        for row in data[:SHOWN_FILES]
    ]
    return "\n".join(
        [*rows, *([f"… +{len(data) - SHOWN_FILES}"] if len(data) > SHOWN_FILES else [])]
    )
