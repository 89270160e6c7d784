"""What is to be removed besides files of a kind: copies, empty ones, whole folders."""

import hashlib
import os
import re
from dataclasses import replace

from aios_file_words import FLAGS, size_bounds
from selecting import SKIP, item_of, selected
from words import KEEP, asks, first_said

CALLED = (
    r"(?:所有|全部|每个)(?:的|名为|叫)?\s*[\"“]?([\w.-]+)[\"”]?\s*的?(?:文件夹|目录)"
    r"|\b(?:all|every|each|any)\s+(?:the\s+)?[\"“]?([\w.-]+)[\"”]?\s+(?:folders?|director)\w*"
    r"|\b(?:all|every|each|any)\s+(?:the\s+)?(?:folders?|director(?:y|ies))\s+(?:called"
    r"|named)\s+[\"“]?([\w.-]+)"
)
AND = r"和|与|及|以及|还有|、|\b(?:and|as well as|plus|along with)\b"
NO_NAME = r"empty|sub|these|the|of|its"


def folders_named(text):
    """The name by which the text means all folders so called; "" for none."""
    found = re.search(CALLED, text, FLAGS)
    name = next(filter(None, found.groups()), "") if found else ""
    return "" if re.fullmatch(NO_NAME, name, FLAGS) else name


def special(plan, text):
    """Plan it and be true where the text means folders of one name, or what is empty."""
    name = folders_named(text)
    if name:
        all_called(plan, name)
    elif asks("empty_folders", text) or asks("empty_files", text):
        empty(plan, text)
        kinds_besides(plan, text)
    else:
        return False
    return True


def all_called(plan, name):
    """Every folder of this name, the outermost of those within each other."""
    for place, folders, _ in os.walk(plan.scope.folder):
        if name in folders and not os.path.islink(os.path.join(place, name)):
            path = os.path.join(place, name)
            plan.delete_folder(path, size_below(path))
        skipped = {*SKIP, name}
        folders[:] = sorted(f for f in folders if f not in skipped and f[:1] != ".")


def size_below(folder):
    """Bytes of all files below a folder."""
    sizes = (
        os.lstat(os.path.join(place, name)).st_size
        for place, _, files in os.walk(folder) for name in files
    )  # fmt: skip
    return sum(sizes)


def empty(plan, text):
    """Files of no bytes and folders in which nothing lies, as far as the text asks for them."""
    only_folders = asks("empty_folders", text) and not asks("empty_files", text)
    only_files = asks("empty_files", text) and not asks("empty_folders", text)
    hollow = set()
    for place, folders, files in os.walk(plan.scope.folder, topdown=False):
        inner = os.path.relpath(place, plan.scope.folder).split(os.sep)
        if any(part in SKIP or (part[:1] == "." and part != ".") for part in inner):
            continue
        rest = [os.path.join(place, folder) for folder in folders]
        if not files and all(folder in hollow for folder in rest) and place != plan.scope.folder:
            hollow.add(place)
        for name in sorted(files):
            path = os.path.join(place, name)
            plain = not os.path.islink(path) and os.path.isfile(path) and name[:1] != "."
            if plain and not only_folders and not os.path.getsize(path):
                plan.delete(item_of(path))
    if not only_files:
        for path in sorted(hollow):
            if os.path.dirname(path) not in hollow:
                plan.delete_folder(path)


def kinds_besides(plan, text):
    """Files of a kind that are to go as well as those of no bytes: "all .tmp files and empty
    files"; none where the text means empty ones of that kind."""
    said = kinds_beside_empty(text, plan.scope.kinds)
    if not said:
        return
    gone = {change["path"] for change in plan.changes}
    kinds = replace(plan.scope, sizes=size_bounds(said))
    for item in selected(plan.request, kinds, not asks("flat", text)):
        if item.path not in gone:
            plan.delete(item)


def kinds_beside_empty(text, kinds):
    """The parts of a list that spell one of these patterns, where others speak of what is empty;
    "" where one part does both."""
    parts = re.split(AND, text, flags=FLAGS)
    hollow = [part for part in parts if asks("empty_files", part) or asks("empty_folders", part)]
    spelled = [part for part in parts if any(kind[1:].lower() in part.lower() for kind in kinds)]
    return " ".join(spelled) if hollow and not set(hollow) & set(spelled) else ""


def copies(plan, items, text):
    """All but one of the files of equal content; which stays is said, else the oldest."""
    keep = first_said(KEEP, text, "oldest")
    order = {
        "newest": lambda item: (-item.modified, item.path),
        "oldest": lambda item: (item.modified, item.path),
        "shortest": lambda item: (len(item.path), item.path),
    }[keep]
    alike = {}
    for item in items:
        if item.size:
            alike.setdefault(item.size, []).append(item)
    for same in alike.values():
        groups = {}
        for item in same if len(same) > 1 else ():
            groups.setdefault(digest_of(item.path), []).append(item)
        for group in groups.values():
            kept, *others = sorted(group, key=order)
            for item in others:
                plan.delete(item)
                plan.rows[-1] += f"  (= {plan.shown(kept.path)})"
    zh = {"newest": "最新的", "oldest": "最早的", "shortest": "路径最短的"}[keep]
    plan.notes.append(
        plan.request.say(f"每组相同文件保留{zh}一个。", f"Of equal files the {keep} is kept.")
    )


def copies_of(plan, path):
    """All other files beside it with the content of one that stays."""
    for name in sorted(os.listdir(os.path.dirname(path))):
        other = os.path.join(os.path.dirname(path), name)
        plain = os.path.isfile(other) and not os.path.islink(other) and other != path
        alike = plain and os.path.getsize(other) == os.path.getsize(path)
        if alike and digest_of(other) == digest_of(path):
            plan.delete(item_of(other))


def digest_of(path):
    """A digest of a file's content."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def everything_in(plan):
    """All that lies in the folder, hidden entries and links left alone."""
    for name in sorted(os.listdir(plan.scope.folder)):
        path = os.path.join(plan.scope.folder, name)
        if name[:1] == "." or os.path.islink(path):
            continue
        if os.path.isdir(path):
            plan.delete_folder(path, size_below(path))
        else:
            plan.delete(item_of(path))
