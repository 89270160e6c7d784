"""Every file with its size, day of change and lines, for what is counted in groups."""

import os

from parts.counting import extension, lines_of
from parts.walking import shown, when


def gather(walk, with_lines=False):
    """Each file below a folder: path, bytes, last change; with its lines where it is text."""
    files, folders = [], []
    for found in walk:
        if found.is_folder:
            folders.append(shown(found.path))
            continue
        row = {"path": shown(found.path), "bytes": found.size, "modified": when(found.modified)}
        if with_lines:
            path = os.path.join(walk.folder, found.path)
            lines = lines_of(path, found.size) if extension(path) not in BINARY else None
            row["lines"], row["non_blank"] = lines[:2] if lines else (None, None)
        files.append(row)
    return {"files": files, "folders": folders, **walk.report()}


BINARY = (".png", ".jpg", ".jpeg", ".gif", ".zip", ".gz", ".pdf", ".mp3", ".mp4", ".pyc")
