"""Find what is left to do: TODO, FIXME and their like in comments, open boxes in lists."""

import os
import re

from parts.decoding import SAMPLE_BYTES, encoding_of, lines_in, open_file
from parts.problems import Problem
from parts.walking import shown

COMMENT = r"#|//|/\*|<!--|--|;|%|\"\"\"|'''|^\s*\*|\brem\b"
PROSE = (".md", ".markdown", ".txt", ".rst", ".org", "")
BOX = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+\[ \]\s+(.+)")
MAX_TEXT = 300


def marks(walk, kinds, boxes, most):
    """Every mark of `kinds` in the comments of text files (anywhere in prose), with its text."""
    names = "|".join(map(re.escape, kinds))
    of_prose = re.compile(rf"(?<!\w)(?P<kind>{names})s?(?!\w)[\s:：\-]*(?P<text>.*)")
    of_code = re.compile(
        rf"(?:(?:{COMMENT}).*?(?<!\w)(?P<kind>{names})(?!\w)|^\s*(?P<first>{names})(?=[:(]))"
        rf"\s*(?:\([^)]*\))?[\s:：\-]*(?P<text>.*)"
        rf"|(?:{COMMENT})\s*(?P<loose>(?i:{names}))\b\s*(?:\([^)]*\))?\s*:\s*(?P<rest>.*)"
    )
    found_marks, counts, searched = [], dict.fromkeys(kinds, 0), 0
    for found in walk:
        if found.is_folder or not found.size:
            continue
        kind = os.path.splitext(found.path)[1].lower()
        hits = marks_in(walk, found.path, of_prose if kind in PROSE else of_code, boxes)
        searched += hits is not None
        for name, number, text in hits or ():
            counts[name] = counts.get(name, 0) + 1
            found_marks.append(
                {"file": shown(found.path), "line": number, "kind": name, "text": text}
            )
    found_marks.sort(key=lambda mark: (mark["file"], mark["line"]))
    files = len({mark["file"] for mark in found_marks})
    total = {"count": len(found_marks), "files": files, "searched": searched, "kinds": counts}
    return {"marks": found_marks[:most], **total, **walk.report()}


def marks_in(walk, path, pattern, boxes):
    """(kind, line number, text) of each mark in a file; None when it is no text."""
    try:
        file = open_file(os.path.join(walk.folder, path))
    except Problem:
        walk.left_out["unreadable"] += 1
        return None
    encoding = encoding_of(file.read(SAMPLE_BYTES))
    if not encoding:
        file.close()
        return None
    file.seek(0)
    return [mark for line in lines_in(file, encoding) if (mark := mark_of(line, pattern, boxes))]


def mark_of(numbered, pattern, boxes):
    """The mark on a line; None when it has none."""
    number, line = numbered
    box = BOX.match(line) if boxes else None
    if box:
        return "[ ]", number, shown(box[1].strip()[:MAX_TEXT])
    hit = pattern.search(line)
    if not hit:
        return None
    parts = hit.groupdict()
    kind = parts["kind"] or parts.get("first") or parts.get("loose")
    text = parts["text"] if parts["text"] is not None else parts.get("rest")
    return kind.upper(), number, shown(re.sub(r"\s*(?:\*/|-->)\s*$", "", text).strip()[:MAX_TEXT])
