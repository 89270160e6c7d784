"""What the router's model sees of a text: character n-grams, words, structure, acts, objects.

Training and routing use this one function, so that they cannot drift apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from aios.contracts.text import normalise, terms
from aios.kernel.router_lexicon import lexicon

LONGEST_TEXT = 420
"""Characters that are read of a long text: two thirds of its beginning, one third of its end."""

FILE_KINDS = {
    "data": "csv tsv json jsonl ndjson xlsx xls parquet db sqlite",
    "code": "py js ts jsx tsx go rs java c cpp cc h hpp rb php sh ps1 sql html css vue kt swift "
    "ipynb cs scala lua",
    "document": "pdf docx doc md rst pptx ppt epub odt tex rtf",
    "note": "txt",
    "log": "log out err",
    "config": "yaml yml toml ini env conf cfg xml lock properties",
    "picture": "png jpg jpeg gif svg webp bmp heic",
    "archive": "zip gz tar tgz rar 7z bz2 xz iso bin exe dmg deb whl",
    "media": "mp3 mp4 wav mov avi mkv flac",
}
_KIND_OF_EXTENSION = {ext: kind for kind, exts in FILE_KINDS.items() for ext in exts.split()}
# One private-use character stands for each kind of thing named, so that n-grams see the kind only.
_SIGN = {
    kind: chr(0xE001 + place)
    for place, kind in enumerate([*FILE_KINDS, "folder", "url", "code-block"])
}

_FENCE = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
_URL = re.compile(
    r"(?:https?|ftp)://[^\s,，。；、)）>\"'\u4e00-\u9fff]+|\bwww\.[a-z0-9.-]+[^\s\u4e00-\u9fff]*"
)
_NOT_IN_A_NAME = "把将从对看读给在里到用和与及算析计画成为是的打开"
_FILE_NAME = re.compile(
    rf"(?:[a-z0-9_./\\~*-]+|(?:(?![{_NOT_IN_A_NAME}])[\u4e00-\u9fff\w./~-])*[\u4e00-\u9fff])"
    r"\.([a-z][a-z0-9]{0,6})(?![a-z0-9_])"
)
_FOLDER = re.compile(
    r"(?<![\w.])(?:~|\.{1,2})?/[\w.~-]+(?:/[\w.~-]*)*|\b[\w.-]+/(?![\w])|\b[a-z]:\\[\w\\.-]*"
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Features:
    """The three groups of features of a text, by name; each group is scaled to one length."""

    characters: tuple[str, ...]
    words: tuple[str, ...]
    structure: tuple[str, ...]

    def __iter__(self) -> Iterator[tuple[float, tuple[str, ...]]]:
        """Each group with the value that each of its features has."""
        yield _share(self.characters, 1.0), self.characters
        yield _share(self.words, 0.8), self.words
        yield _share(self.structure, 0.8), self.structure


def features(text: str) -> Features:
    """The features of a task's text."""
    spelled = spell(text)
    masked, named = mask(spelled)
    padded = f" {' '.join(masked.split())} "
    grams = _grams(padded)
    words = terms(masked)
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    structure = {f"s:{name}" for name, sign in lexicon().structure if sign.search(spelled)}
    structure.update(f"n:{kind}" for kind in named)
    structure.add(f"l:{min(len(padded.strip()), 40) // 4}")
    structure.update(_acts_and_objects(grams, [*words, *pairs]))
    return Features(
        characters=tuple(f"c{gram}" for gram in grams),
        words=tuple({f"w{word}" for word in [*words, *pairs]}),
        structure=tuple(structure),
    )


def spell(text: str) -> str:
    """`text` cut to a readable length, in one spelling, with mainland vocabulary."""
    if len(text) > LONGEST_TEXT:
        text = f"{text[: LONGEST_TEXT * 2 // 3]} {text[-LONGEST_TEXT // 3 :]}"
    spelled = normalise(text)
    if spelled.isascii():
        return spelled
    words = lexicon()
    return words.respelled_word.sub(lambda match: words.respelled[match[0]], spelled)


def mask(spelled: str) -> tuple[str, list[str]]:
    """The text with everything named in it replaced by a sign of its kind, and those kinds."""
    named: list[str] = []

    def sign(kind: str) -> str:
        named.append(kind)
        return f" {_SIGN[kind]} "

    def file_sign(match: re.Match[str]) -> str:
        kind = _KIND_OF_EXTENSION.get(match[1])
        return sign(kind) if kind else match[0]

    masked = (
        _FENCE.sub(lambda _: sign("code-block"), spelled)
        if "``" in spelled or "~~~" in spelled
        else spelled
    )
    masked = _URL.sub(lambda _: sign("url"), masked)
    if "." in masked:
        masked = _FILE_NAME.sub(file_sign, masked)
    if "/" in masked or "\\" in masked:
        masked = _FOLDER.sub(lambda _: sign("folder"), masked)
    return _DIGITS.sub(lambda m: "0" * min(len(m[0]), 4), masked), named


def _grams(padded: str) -> set[str]:
    grams = set(padded)
    for size in (2, 3, 4):
        grams.update([padded[at : at + size] for at in range(len(padded) - size + 1)])
    grams.discard(" ")
    return grams


def _acts_and_objects(grams: Iterable[str], words: Iterable[str]) -> set[str]:
    chinese, english = lexicon().chinese, lexicon().english
    found = {label for gram in grams for label in chinese.get(gram, ())}
    found.update(label for word in words for label in english.get(word, ()))
    acts = [label for label in found if label[0] == "a"]
    found.update([f"{act} {thing}" for thing in found if thing[0] == "o" for act in acts])
    return found


def _share(group: tuple[str, ...], weight: float) -> float:
    return weight / len(group) ** 0.5 if group else 0.0
