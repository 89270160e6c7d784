"""Artifacts as texts: what can be read of a content, what is found in it, how two differ."""

import difflib
import unicodedata
from dataclasses import dataclass
from itertools import islice

from aios.contracts.record import Record

DIFF_LINES = 2000
READABLE = ("json", "xml", "yaml", "toml", "sql", "javascript", "csv")


@dataclass(frozen=True, kw_only=True, eq=True)
class Difference(Record):
    """How two versions of an artifact differ; `diff` is unified, "" when one is no text.

    `cut` when the diff has more lines than are given.
    """

    task_id: str
    name: str
    old: int
    new: int
    same: bool
    text: bool
    diff: str = ""
    cut: bool = False


def text_of(content: bytes) -> str | None:
    """The content as text, in UTF-8, UTF-16 with its mark, or GB 18030; None when it is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if b"\0" in content:
        return None
    text = _decoded(content, "utf-8-sig")
    return _decoded(content, "gb18030") if text is None else text


def is_readable(media_type: str) -> bool:
    """Whether contents of that kind are texts."""
    return media_type.startswith("text/") or any(kind in media_type for kind in READABLE)


def words_of(query: str) -> tuple[str, ...]:
    """What must be found, each word of the query, as `folded` text."""
    return tuple(folded(query).split())


def folded(text: str) -> str:
    """The text so that case, full-width letters and spellings of accents make no difference."""
    return unicodedata.normalize("NFKC", text).casefold()


def unified(old: str, new: str, before: str, after: str) -> tuple[str, bool]:
    """The unified diff of two texts, and whether it had to be cut."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), before, after, lineterm="")
    told = list(islice(lines, DIFF_LINES + 1))
    return "\n".join(told[:DIFF_LINES]), len(told) > DIFF_LINES


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
