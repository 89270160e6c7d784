"""A folder of tables: the files in it that a text asks about as one, where it names a column."""

import csv
import os
import re
from collections.abc import Sequence
from zipfile import BadZipFile

from aios.agents.places import Places
from aios.contracts import mentions
from aios.contracts.stems import files_in

_KINDS = {"csv": (".csv", ".tsv"), "excel": (".xlsx", ".xlsm"), "xlsx": (".xlsx",)}
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm")
_BOOKS = (".xlsx", ".xlsm")
_MOST = 60
# What is asked of numbers in rows, and no search for words.
_RECKONS = re.compile(
    r"合计|总[和数量额价计共]|一共|平均|均值|最[高低多少大小好差]|[每各按]|统计|汇总|多少|排[名序行]|画|图"
    r"|\b(?:total|sum|add|average|mean|median|most|least|highest|lowest|best|worst|how\s+(?:much|many)|per|by|each|every|top"
    r"|plot|chart|draw)\b",
    re.IGNORECASE,
)
_SEARCHES = re.compile(
    r"搜索?|查找|提到|包含|含有|重复|\b(?:search|grep|mention|contain|duplicate|rename|delete|copy|move|convert)",
    re.IGNORECASE,
)
# What a web server's log tells.
_OF_REQUESTS = re.compile(
    r"请求|访问|状态码|流量|接口|页面|\bIP\b|\bURLs?\b|(?<!\d)[1-5]\d\d(?!\d)|[45]xx\b"
    r"|\b(?:requests?|visits?|visitors?|hits|traffic|status(?:es)?|addresses|paths?|pages?"
    r"|user[ -]?agents?|bytes)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(rb'\S+ \S+ \S+ \[\d{1,2}/\w{3}/\d{4}[^\]]*\] "')
# Columns that are called like what every file has.
_OF_FILES = re.compile(
    r"(?:file)?_?(?:name|size|date|type|time|number|no|id|kind|month|year|day)s?"
    r"|文件名?|名称|大小|日期|类型|时间|编号|序号|月份?|年份?|数量",
    re.IGNORECASE,
)


def tables_meant(text: str, places: Places) -> tuple[str, ...]:
    """The tables of the one folder that the text names, as paths from where the user stands.

    Only where it names no file, the tables have a column in common, and it reckons with one by
    its name: else it is about the files themselves.
    """
    if mentions.urls(text) or mentions.paths(text, places.is_file):
        return ()
    named = mentions.folders(text, places.is_folder)
    if len(named) != 1 or not _RECKONS.search(text) or _SEARCHES.search(text):
        return ()
    if logs := _access_logs(places.whole(named[0]), text):
        return tuple(os.path.join(named[0], name) for name in logs)
    names = _tables_in(places.whole(named[0]), text)
    paths = [os.path.join(named[0], name) for name in names]
    return tuple(paths) if names and _names_a_column(text, paths, places) else ()


def asked_of(text: str, held: Sequence[str]) -> str:
    """The text as asked of the files that are `held` of a folder: of logs it need not say which."""
    if held[0].lower().endswith(_TABLES):
        return f"{', '.join(held)}: {text.strip()}"
    name = re.escape(os.path.dirname(held[0]))
    place = (
        rf"{name}\s*(?:文件夹|目录)?[里下中]面?的?(?:所有|全部|各个?)?的?(?:访问)?(?:日志)?(?:文件)?[里中]?"
        rf"|{name}\s*(?:文件夹|目录)(?:所有|全部|的)*(?:访问)?(?:日志)?(?:文件)?"
        rf"|(?:\s*,)?(?:\s*\b(?:over|in|from|of|across|for|all|the|every|web|server|access|apache|nginx"
        rf"|logs?|files|folder|directory|under|inside|below))*\s*\b{name}\b(?:\s+(?:folder|directory|logs?))*"
    )
    asked = re.sub(place, " ", text, count=1, flags=re.IGNORECASE)
    return f"{', '.join(held)}: {asked.strip(' ,，:：')}"


def _access_logs(folder: str, text: str) -> list[str]:
    """The names of the folder's logs of a web server, where a text asks of requests; none unless
    there are several and little else."""
    if not _OF_REQUESTS.search(text):
        return []
    files = files_in(folder)
    found = [name for name in files if _is_access_log(os.path.join(folder, name))]
    return found if 1 < len(found) <= _MOST and 2 * len(found) > len(files) else []


def _is_access_log(path: str) -> bool:
    """True where the first line is a request: address, time in brackets, what was asked for."""
    try:
        with open(path, "rb") as file:
            return _REQUEST.match(file.readline(1 << 12)) is not None
    except OSError:
        return False


def _tables_in(folder: str, text: str) -> list[str]:
    """The names of the folder's tables, of the kind said; none unless there are several."""
    files = files_in(folder)
    said = [kinds for word, kinds in _KINDS.items() if word in text.lower()]
    found = [n for n in files if os.path.splitext(n)[1].lower() in (said[0] if said else _TABLES)]
    return found if 1 < len(found) <= _MOST and 2 * len(found) > len(files) else []


def _names_a_column(text: str, paths: Sequence[str], places: Places) -> bool:
    """True where the text has a name that both the first and the last file's header has."""
    first, last = (_header(places.whole(path)) for path in (paths[0], paths[-1]))
    said = text.lower()
    return any(_is_said(name, said) for name in set(first) & set(last))


def _is_said(name: str, text: str) -> bool:
    bare = re.sub(r"[(（\[].*", "", name).strip().lower()
    if _OF_FILES.fullmatch(bare) or len(bare) < 2:
        return False
    spoken = re.escape(bare).replace("_", "[_ ]").replace("\\ ", "[_ ]")
    return bool(re.search(rf"(?<![a-z0-9]){spoken}(?:e?s)?(?![a-z0-9])", text))


def _header(path: str) -> list[str]:
    """The cells of the file's first row; none where it cannot be read."""
    try:
        return _of_workbook(path) if path.lower().endswith(_BOOKS) else _of_text(path)
    except (OSError, ValueError, KeyError, csv.Error, BadZipFile):  # told where it is read
        return []


def _of_text(path: str) -> list[str]:
    with open(path, "rb") as file:
        line = file.readline(1 << 16)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = line.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        return []
    sign = max(",;\t|", key=text.count)
    return [cell.strip() for cell in next(csv.reader([text.strip()], delimiter=sign), [])]


def _of_workbook(path: str) -> list[str]:
    from openpyxl import load_workbook  # takes a while to import, and few tasks want one

    book = load_workbook(path, read_only=True)
    try:
        rows = book.worksheets[0].iter_rows(max_row=1, values_only=True)
        return [str(cell) for cell in next(rows, ()) if cell is not None]
    finally:
        book.close()
