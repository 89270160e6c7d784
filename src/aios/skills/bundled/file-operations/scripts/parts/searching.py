"""Search a text or a regular expression in files."""

import os
import re

from parts.decoding import SAMPLE_BYTES, encoding_of, lines_in, open_file
from parts.problems import Problem
from parts.walking import shown

MAX_SHOWN = 300


def search(walk, pattern, ignore_case, most):
    """Every line the pattern is found in: counts of all of them, the text of the first `most`."""
    matches = re.compile(pattern, re.IGNORECASE if ignore_case else 0).finditer
    lines, files, times, binary, searched = [], {}, {}, 0, 0
    for found in walk:
        if found.is_folder or not found.size:
            continue
        hits = search_file(os.path.join(walk.folder, found.path), matches, walk)
        if hits is None:
            binary += 1
            continue
        searched += 1
        for number, line, inside in hits:
            name = shown(found.path)
            files[name] = files.get(name, 0) + 1
            times[name] = times.get(name, 0) + inside
            if len(lines) < most:
                lines.append({"file": name, "line": number, "text": shown(line[:MAX_SHOWN])})
    ranked = dict(sorted(files.items(), key=lambda item: -item[1])[:1000])
    total = {"lines": sum(files.values()), "occurrences": sum(times.values()), "files": len(files)}
    return {
        **total, "matches": lines, "by_file": ranked, "searched": searched, "binary": binary,
        "occurrences_by_file": {name: times[name] for name in ranked}, **walk.report(),
    }  # fmt: skip


def search_file(path, matches, walk):
    """(line number, text, matches) of the lines with a match; None for a binary file."""
    try:
        file = open_file(path)
    except Problem:
        walk.left_out["unreadable"] += 1
        return []
    encoding = encoding_of(file.read(SAMPLE_BYTES))
    if not encoding:
        file.close()
        return None
    file.seek(0)
    return hits_in(file, encoding, matches)


def hits_in(file, encoding, matches):
    """The lines with a match, one after another; the file is closed at the end."""
    for number, line in lines_in(file, encoding):
        inside = sum(1 for _ in matches(line))
        if inside:
            yield number, line, inside
