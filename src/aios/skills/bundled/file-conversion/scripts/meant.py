"""Which files of a folder a sentence means that says a part of their names, or their kind."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from kinds import kind_of, kinds

_PARTS = re.compile(r"[\s_.()（）-]+")
_BEGUN = re.compile(
    r"([\w.-]+)\s*(?:开头|打头)|\b(?:start|beginn?)(?:ing|s)?\s+with\s+[\"'“]?([\w.-]+)", re.ASCII
)
_NUMBERED = re.compile(
    r"(?P<name>[a-z\u4e00-\u9fff]+[_ -]?)(?P<first>\d+)(?P<more>(?:\s*(?:、|,|，|和|and)\s*(?:and\s+)?\d+(?![\d.]))+)"
)
_SHORTEST = 3
_NO_NAMES = {"file", "files", "table", "tables", "data", "the", "and", "all", "new", "old", "of"}
_DEEPEST = 2


def meant(text, files, target=""):
    """Those of the files that the text names by their stem or a word of it, and by their kind;
    all of them where it names none."""
    lowered = text.lower()
    if begun := begun_so(text, files):
        return begun
    whole = [path for path in files if _is_said(_stem(path), lowered)]
    words = {path: _words_said(path, lowered) for path in files}
    most = max(map(len, words.values()), default=0)
    named = whole or [path for path in files if most and len(words[path]) == most]
    found = named or files
    spoken = [path for path in found if kind_of(path) in _kinds_said(lowered, target)]
    return spoken or found


def begun_so(text, files):
    """Those of the files whose names begin as the text says, [] where it says nothing of it."""
    begun = _begun(text.lower())
    return [path for path in files if any(_stem(path).startswith(one) for one in begun)]


def _begun(text):
    """What the names begin with: "gbk 开头的", "files starting with gbk", "chapter_1、2、3、10"."""
    found = [hit[1] or hit[2] for hit in _BEGUN.finditer(text)]
    for hit in _NUMBERED.finditer(text):
        numbers = re.findall(r"\d+", hit["more"])
        found += [f"{hit['name']}{number}" for number in (hit["first"], *numbers)]
    return found


def below(folder):
    """The files of a folder and of those in it, without hidden ones."""
    found = []
    for here, folders, names in os.walk(folder):
        deep = os.path.relpath(here, folder).count(os.sep) + (here != folder)
        folders[:] = sorted(f for f in folders if not f.startswith(".")) if deep < _DEEPEST else []
        found += [os.path.join(here, name) for name in sorted(names) if not name.startswith(".")]
    return found


def _stem(path):
    return os.path.splitext(os.path.basename(path))[0].lower()


def _words_said(path, text):
    parts = {part for part in _PARTS.split(_stem(path)) if not part.isdigit()} - _NO_NAMES
    return {part for part in parts if _is_said(part, text)}


def _is_said(name, text):
    """Whether a text has the name, an English one as a word, in the singular or plural."""
    if not name.isascii():
        return len(name) > 1 and name in text
    if len(name) < _SHORTEST:
        return False
    bare = re.escape(name.removesuffix("s") if len(name) > _SHORTEST else name)
    return bool(re.search(rf"(?<![a-z0-9_]){bare}s?(?![a-z0-9])", text))


def _kinds_said(text, target):
    """The kinds that a text speaks of besides the one that is to be made."""
    found = set()
    for kind, facts in kinds().items():
        words = (re.escape(word) for word in facts["words"])
        if kind != target and re.search(rf"(?<![a-z0-9.])(?:{'|'.join(words)})(?![a-z0-9])", text):
            found.add(kind)
    return found
