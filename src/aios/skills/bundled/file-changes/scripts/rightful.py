"""Folders that are told one by one, each for the files that have its name in theirs: "make folders
hw1 and hw2 and move the files to the right one"."""

import os
import re

from aios_file_words import FLAGS, says
from selecting import scope_of, selected

OWN = (
    r"\b(?:right|matching|corresponding|correct|respective|proper|appropriate)\s+(?:one|folder"
    r"|place|directory|sub-?folder)s?\b"
    r"|\baccordingly\b|\bwhere\s+(?:they|it)\s+belongs?\b|(?:对应|相应|各自|匹配)的?|各归各"
)
_FOLDER = r"folders?\b|director(?:y|ies)\b|文件夹|目录"
_NOTHING = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "in",
        "into",
        "to",
        "of",
        "for",
        "each",
        "file",
        "files",
        "folder",
        "folders",
        "named",
        "make",
        "create",
        "move",
        "put",
    ]
)


def plan_of(plan_type, request, text):
    """Each file into the folder told that has a part of its name; None where none are told."""
    if not (says(OWN, text) and says(_FOLDER, text)):
        return None
    scope = scope_of(request, text)
    scope.files, scope.names = (), []
    items = selected(request, scope, False)
    told = [word for word in re.findall(r"[A-Za-z0-9-]+|[\u4e00-\u9fff]+", _spread(text))
            if word.lower() not in _NOTHING and word != os.path.basename(scope.folder)]  # fmt: skip
    homes = {item: home for item in items if (home := _home_of(item, told))}
    if len(set(homes.values())) < 2:
        return None
    plan, taken = plan_type(request, scope), set()
    for item, home in homes.items():
        target = os.path.join(scope.folder, home, item.name)
        if target != item.path:
            plan.move(item, plan.free(target, item, taken))
    return plan


def _spread(text):
    """The clauses that speak of folders, with what they list set apart."""
    clauses = [c for c in re.split(r"[，,。；;]|\.\s", text) if re.search(_FOLDER, c, FLAGS)]
    whole = " ".join(clauses) + " " + " ".join(re.findall(r"[：:]\s*([^。；;]+)", text))
    return re.sub(r"[、和与及]", " ", whole)


def _home_of(item, told):
    """The one of the folders told whose name is a part of the file's."""
    parts = {part.lower() for part in re.split(r"[\s_.()-]+", os.path.splitext(item.name)[0])}
    return next((word for word in told if word.lower() in parts), "")
