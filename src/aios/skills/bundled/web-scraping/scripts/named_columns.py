"""The columns that a sentence says by name for what is saved: "columns job, deadline, email"."""

import re
import tomllib
from pathlib import Path

from columns import Columns
from kinds import KINDS, WORDS
from valued import is_label_said

SAID = tomllib.loads((Path(__file__).parent / "named_columns.toml").read_text("utf-8"))


def names_said(text):
    """The names of columns in the order of the text, empty where it lists none as such."""
    for pattern in SAID["lists"]:
        hit = re.search(pattern, text, WORDS)
        if not hit:
            continue
        listed = re.split(SAID["ends"], hit["names"], maxsplit=1, flags=WORDS)[0]
        parts = "[、/]|和|与|及" if "、" in listed else SAID["parts"]
        listed = re.split("[，,]", listed)[0] if "、" in listed else listed
        names = [re.sub(SAID["bare"], "", part, flags=WORDS) for part in re.split(parts, listed)]
        names = [name.strip(" \t\"'“”‘’`（）()[]「」") for name in names]
        names = [name for name in names if name]
        if len(names) > 1 and all(re.fullmatch(SAID["name"], name) for name in names):
            return list(dict.fromkeys(names))
    return []


def columns_named(text, sample):
    """Name → column for what is saved, the columns without a name after them; empty where the
    text names none, or where none of its names is one of the columns."""
    names = names_said(text)
    columns = Columns(sample)
    found = {}
    for way in (is_same, is_alike, is_title):
        for name in names:
            free = [c for c in columns.names if c not in found.values()]
            if name not in found and (hit := next((c for c in free if way(name, c, columns)), "")):
                found[name] = hit
    left = [c for c in columns.names if c not in (*found.values(), "title", "link")]
    rest = [name for name in names if name not in found]
    if len(rest) == 1 and len(left) == 1:
        found[rest[0]] = left[0]
    if not found or len(found) * 2 < len(names):
        return {}
    whole = {name: found[name] for name in names if name in found}
    lost = len(whole) < len(names)
    return whole | {c: c for c in columns.names if lost and c not in found.values()}


def is_same(name, column, columns):
    """Whether a name is what a column is called, or the word for its kind of field."""
    if name.lower() == column.lower():
        return True
    return column in KINDS and re.fullmatch(KINDS[column].words, name, WORDS) is not None


def is_alike(name, column, columns):
    """Whether a name has a word for a column, or for what it holds."""
    if column in KINDS:
        more = SAID["also"].get(column, "(?!)")
        kind = KINDS[column]
        words = rf"{kind.words}|{more}" if column not in ("title", "link") else more
        return bool(re.search(words, name, WORDS) or re.fullmatch(kind.names, name, WORDS))
    said = re.search(columns.words(column), name.replace("_", " "), WORDS) is not None
    return said or is_label_said(column, name) or is_label_said(name, column)


def is_title(name, column, columns):
    """Whether a column is what the items are called, which goes by any word for the things."""
    return column == "title"
