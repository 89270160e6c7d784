"""Several files that are each given a name: their own new ones, or each that of the other."""

import os
import re

import naming
from aios_file_words import FLAGS
from selecting import item_of
from words import asks


def names_given(text, files):
    """{file: new name} where a text gives each of several files its own: "rename a.txt to b.txt and
    c.txt to d.txt"; {} where any of them has none."""
    starts = {path: text.find(os.path.basename(path)) for path in files}
    order = sorted(files, key=starts.get)
    ends = [*(starts[path] for path in order[1:]), len(text)]
    given = {}
    for path, end in zip(order, ends, strict=True):
        name = os.path.basename(path)
        given[path] = naming.one_name(text[starts[path] : end].rstrip(" ,，;；、") + "\n", name)
    return given if all("." in new for new in given.values()) else {}


_TO = r"(?:改名?成|改名?为|重?命名为|\b(?:in)?to\b|->|→)"
_NEW = r"[^\s、，,。；;\"“”'和与]+\.[A-Za-z]\w{0,4}"
_BETWEEN = r"\s*(?:、|,|，|和|与|\band\b)+\s*"


def names_in_turn(text, files):
    """{file: new name} where a text lists files, then as many new names: "a.txt and b.txt to c.txt
    and d.txt"; {} where it does not."""
    order = sorted(files, key=lambda path: text.find(os.path.basename(path)))
    last = os.path.basename(order[-1])
    rest = text[text.find(last) + len(last) :]
    listed = rf"^[^.]{{0,12}}?{_TO}\s*((?:{_NEW})(?:{_BETWEEN}(?:{_NEW}))+)"
    found = re.search(listed, rest, FLAGS)
    names = re.findall(_NEW, found[1]) if found else []
    return dict(zip(order, names, strict=True)) if len(names) == len(order) else {}


def renamed(plan, text):
    """Move each of several files to the name that is given for it; True when all have one."""
    files = plan.scope.files
    if len(files) < 2:
        return False
    if several := names_in_turn(text, files):
        given = several
    elif asks("swap", text) and len(files) == 2:
        given = dict(zip(files, reversed(files), strict=True))
    else:
        given = names_given(text, files)
    for path, new in given.items():
        base = plan.scope.cwd if "/" in new else os.path.dirname(path)
        plan.move(item_of(path), os.path.normpath(os.path.join(base, new)))
    return bool(given)
