"""Files that a text does not name in full: "人事表里" where 人事表.csv lies, "the vitals table"; or
not at all, where a single table lies in the folder."""

import os
import re

from aios.contracts import mentions
from aios.contracts.kinds import EXTENSIONS
from aios.contracts.trials import Exists

_THING_ZH = r"(?:表格?|文件|数据集?|文档|日志|清单|名单|工作簿)"
_THING = r"(?:file|table|sheet|spreadsheet|workbook|data ?set|data|csv|excel|parquet|json|log)"
_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".parquet"})
_SHORTEST = 2
_MOST = 2000  # entries of a folder that are looked at


def files_in(folder: str) -> list[str]:
    """The names of the files that lie in the folder itself, hidden ones left out."""
    try:
        with os.scandir(folder) as entries:
            found = [
                entry.name
                for _, entry in zip(range(_MOST), entries, strict=False)
                if entry.is_file()
            ]
    except OSError:  # the folder is not there, or not to be read: no file is in it
        return []
    return sorted(name for name in found if not name.startswith("."))


def only_table(text: str, folder: str, exists: Exists) -> str:
    """The name of the one table that lies in the folder, for a text that names nothing: no file or
    folder, there or not, and no address. "" where it names something, or not just one table lies.
    """
    if mentions.urls(text) or mentions.paths(text, exists) or mentions.folders(text, exists):
        return ""
    if mentions.missing_paths(text, exists) or mentions.missing_folders(text, exists):
        return ""
    found = [n for n in files_in(folder) if os.path.splitext(n)[1].lower() in _TABLES]
    return found[0] if len(found) == 1 else ""


def with_extensions(text: str, folder: str, exists: Exists) -> str:
    """The text with the whole name of a file of the folder that it names by its stem.

    Left as it is where it names a file, a folder or an address anyway, or where two files share
    the stem. A stem alone is an ordinary word: something must say that a file is meant.
    """
    if mentions.urls(text) or mentions.paths(text, exists):
        return text
    lowered = text.lower()
    names: dict[str, list[str]] = {}
    for name in files_in(folder):
        stem, suffix = os.path.splitext(name)
        known = suffix[1:].lower() in EXTENSIONS and len(stem) >= _SHORTEST
        if known and stem.lower() in lowered:
            names.setdefault(stem.lower(), []).append(name)
    for stem in sorted(names, key=len, reverse=True):
        meant = re.search(_said(stem), text, re.IGNORECASE)
        if meant and len(names[stem]) == 1:
            return f"{text[: meant.start()]} {names[stem][0]} {text[meant.end() :]}".strip()
    return text


def _said(stem: str) -> str:
    """A pattern of the stem with what makes it a file's name; only what follows is looked at."""
    name = re.escape(stem)
    if re.search(r"[\u4e00-\u9fff]", stem):
        return (
            rf"{name}(?:(?:这|那)?[个张份]?{_THING_ZH}|(?=\s*(?:里|中|内|上面))|(?=\s*[:：]))"
            rf"|(?<=文件){name}|(?<=表格){name}"
        )
    return (
        rf"(?<![\w.-]){name}\s*(?:(?:这|那)?[个张份]?{_THING_ZH}|(?=(?:里|中|内|上面))|(?=:\s))"
        # "an empty file" is any, though an empty.log lies there
        rf"|(?:\bthe\s+)?(?<!\ba )(?<!\ban )(?<!\bany )(?<!\bnew )(?<![\w.-]){name}"
        rf"\s+{_THING}\b(?!\s*\.)"
        rf"|\b{_THING}\s+(?:called|named)\s+{name}(?![\w.-])"
    )
