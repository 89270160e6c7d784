"""What is to go once something was made of it: "zip logs and delete the original"."""

import os
import re
from collections.abc import Sequence

from aios.agents.choose import Fit
from aios.agents.deeds import deed
from aios.agents.fill import Context, Sentence
from aios.contracts.patterns import Pattern

_AFTER = Pattern(r"^\s*(?:打包|压缩|归档)(?:完成?|好)?(?:之?后|以后)[再就，,\s]*")
_MADE_IN = Pattern(
    r"(?:\b(?:in)?to\b|\bas\b|[到成为至入])\s*[\"“「]?([^\s\"“「,，]+)/[^\s/,，]+\.(?:zip|tar|t?gz|7z)",
    re.IGNORECASE,
)
_ORIGINAL = Pattern(
    r"\b(?:the|its|their)\s+(?:old\s+|source\s+)?originals?(?:\s+(?:folders?|files?|director\w+|ones?)|\s+\.\w+\s+files?)?\b"
    r"|\bthe\s+(?:source|uncompressed|unpacked)\s+(?:folders?|files?|ones?)\b"
    r"|(?:把|将)?原(?:来|始|先|本|有)?的?(?:那个?|那份)?(?:文件夹|目录|文件|日志|图片|照片)|(?:把|将)?原(?:件|来的|始的)",
)


# What was packed is told by more than a folder: "2025 年的日志", "files older than 30 days".
_NARROWED = Pattern(
    r"\d\s*(?:年|月|日|号|天|周|[KMG]B|兆)|\b(?:19|20)\d\d\b|大于|小于|超过|以前|之前|最[大小新旧早]"
    r"|\b(?:older|newer|larger|bigger|smaller|before|after|since|than|largest|biggest|oldest|newest|starting|beginning|ending)\b",
    re.IGNORECASE,
)
_PACKED = Pattern(
    r"^(?:请|帮我|麻烦)*(?:把|将)?(?P<zh>[^，,。；;]+?)(?:都|全部)?(?:一起)?(?:打包|压缩|归档|打成|压成)"
    r"|^(?:please\s+)?(?:zip|pack|compress|archive|tar)(?:\s+up)?\s+(?P<en>.+?)\s+(?:in)?to\s",
    re.IGNORECASE,
)


def what_was_packed(first: str) -> str:
    """The clause that deletes just those files of a folder that were packed; "" where the whole of
    it was."""
    found = _PACKED.match(first.strip()) if _NARROWED.search(first) else None
    if found is None:
        return ""
    return f"删除 {found['zh'].strip()}" if found["zh"] else f"delete {found['en'].strip()}"


def without_original(before: Fit | None, first: str, text: str, context: Context) -> str:
    """The clause `text` with the names of what the clause `first` worked on in place of "the
    original"; "" where it speaks of none, or nothing was made."""
    text = _AFTER.sub("", text)
    found = _ORIGINAL.search(text) or _of_the_kinds(before, text)
    if before is None or found is None or not deed(text) or _holds(before):
        return ""
    named = Sentence(first, context, frozenset())
    if not named.files and (packed := what_was_packed(first)):
        return packed
    names = _names(named.files or named.folders[:1], context.places.cwd)
    if not names:
        return ""
    chinese = bool(re.search("[\u4e00-\u9fff]", text))
    called = _called(names, [] if named.files else _kinds(before), bool(named.files), chinese)
    return f"{text[: found.start()]}{called}{text[found.end() :]}"


def place_of(first: str, context: Context) -> str:
    """The folder there, in which the clause `first` wants its file: "into logs/a.zip"; or "."."""
    place = _MADE_IN.search(first)
    return place[1] if place and context.places.is_folder(place[1]) else "."


def _called(names: list[str], kinds: list[str], files: bool, chinese: bool) -> str:
    """What to write for files, for those of some kinds in a folder, or for a whole folder."""
    if files:
        return ("、" if chinese else " and ").join(names)
    if kinds and chinese:
        return f" {names[0]} 里所有 {'、'.join(kinds)} 文件 "
    if kinds:
        return f"all {' and '.join(kinds)} files in {names[0]}"
    return f"文件夹 {names[0]} " if chinese else f"the folder {names[0]}"


def _kinds(before: Fit) -> list[str]:
    """The kinds of files, such as ".log", to which the clause before was held."""
    return [str(pattern).lstrip("*") for pattern in before.parameters.get("patterns") or ()]


def _of_the_kinds(before: Fit | None, text: str) -> "re.Match[str] | None":
    """Where a text speaks of "the .log files" out of which the clause before made a file."""
    if before is None or not before.parameters.get("output"):
        return None
    kinds = "|".join(re.escape(kind.lstrip(".")) for kind in _kinds(before))
    kind = rf"(?:\*?\.)?(?:{kinds})"
    pattern = rf"\b(?:the|these|those)\s+{kind}\s+files?\b|(?:这些|那些|这几个)\s*{kind}\s*文件"
    return re.search(pattern, text, re.IGNORECASE) if kinds else None


def _holds(before: Fit) -> bool:
    """True for an action on a file that holds files: what is in it lies in folders of its own."""
    entries = before.action.parameters.get("properties", {}).values()
    return any(entry.get("x-holds") for entry in entries)


def _names(paths: Sequence[str], cwd: str) -> list[str]:
    return [os.path.relpath(path, cwd) for path in paths]
