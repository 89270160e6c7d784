"""What is to go once something was made of it: "zip logs and delete the original"."""

import os
import re
from collections.abc import Sequence

from aios.agents.choose import Fit
from aios.agents.deeds import deed
from aios.agents.fill import Context, Sentence
from aios.contracts.patterns import Pattern

_ORIGINAL = Pattern(
    r"\b(?:the|its|their)\s+(?:old\s+|source\s+)?originals?(?:\s+(?:folders?|files?|director\w+|ones?))?\b"
    r"|\bthe\s+(?:source|uncompressed|unpacked)\s+(?:folders?|files?|ones?)\b"
    r"|(?:把|将)?原(?:来|始|先|本|有)?的?(?:那个?|那份)?(?:文件夹|目录|文件|日志|图片|照片)|(?:把|将)?原(?:件|来的|始的)",
)


def without_original(before: Fit | None, first: str, text: str, context: Context) -> str:
    """The clause `text` with the names of what the clause `first` worked on in place of "the
    original"; "" where it speaks of none, or nothing was made."""
    found = _ORIGINAL.search(text)
    if before is None or found is None or not deed(text) or _holds(before):
        return ""
    named = Sentence(first, context, frozenset())
    names = _names(named.files or named.folders[:1], context.places.cwd)
    if not names:
        return ""
    if re.search("[\u4e00-\u9fff]", text):
        called = "、".join(names) if named.files else f"文件夹 {names[0]} "
    else:
        called = " and ".join(names) if named.files else f"the folder {names[0]}"
    return f"{text[: found.start()]}{called}{text[found.end() :]}"


def _holds(before: Fit) -> bool:
    """True for an action on a file that holds files: what is in it lies in folders of its own."""
    entries = before.action.parameters.get("properties", {}).values()
    return any(entry.get("x-holds") for entry in entries)


def _names(paths: Sequence[str], cwd: str) -> list[str]:
    return [os.path.relpath(path, cwd) for path in paths]
