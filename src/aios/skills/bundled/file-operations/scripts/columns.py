"""The columns that a text wants of a table, and a result's rows in them."""

import os
import re

from aios_file_words import FLAGS

_TOLD = (
    r"\b(?:with|having|and)\s+(?:just\s+|only\s+)?(?:the\s+|these\s+|two\s+|three\s+"
    r"|four\s+)*columns?\s*(?:called\s+|named\s+)?:?\s*(?P<a>[^.;。]+)",
    r"\bcolumns?\s*(?:are|called|named|should\s+be|:)\s*(?P<b>[^.;。]+)",
    r"(?:[一两二三四五六\d]\s*列|列名?|表头|字段)\s*(?:依次|分别|包括|叫做?|名?为|是|有|：|:|，"
    r"|,)+\s*(?P<c>[^。；;]+)",
    r"(?:列(?:一?个|成|出)?表格?|做(?:一?个|成)表格?|表格)\s*[：:，,]\s*(?P<d>[^。；;]+)",
    r"\b(?:in\s+a\s+(?:small\s+|short\s+)?table|as\s+a\s+table|table)\s*[:(]\s*(?P<e>[^.;。)]+)",
    r"[（(](?P<f>[^（）()]{2,60}?)\s*(?:这?[一两二三四五六\d]\s*列|两列)[)）]",
    r"(?P<g>[^\s，,。；;（(]{1,12}(?:[、和,，]\s*[^\s，,。；;、和]{1,12}){1,5})\s*(?:这?[一两二三"
    r"四五六\d]\s*列)",
)
_PARTS = r"\s*(?:[,，、;；]\s*(?:and\s+|和)?|\band\b|和|与|以及)\s*"
_MEANT = (
    ("lines", r"行数?|\blines?\b"),
    ("modified", r"修改|日期|时间|\b(?:modified|date|changed|time|newest|latest)\b"),
    ("encoding", r"编码|\bencoding\b|\bcharset\b"),
    ("ends", r"换行|行尾|\bline\s?ends?"),
    ("extension", r"扩展名|后缀|类型|格式|种类|\b(?:ext\w*|type|kind|format)\b"),
    (
        "files",
        r"(?:文件|份|个|张)数|数量|个数|几[个份张]|\b(?:files|count|number|how\s?many|n"
        r"|quantity)\b|files$",
    ),
    ("bytes", r"大小|字节|体积|空间|\b(?:size|bytes?|kb|mb|total)\b|bytes$|size$"),
    ("folder", r"文件夹|目录|位置|\b(?:folder|directory|dir)\b"),
    ("path", r"路径|\bpath\b"),
    ("name", r"文件名?|名[字称]|\b(?:file|name|filename)\b|name$"),
)


def told(text):
    """The names of the columns that a text wants, in order; () where it names none."""
    for pattern in _TOLD:
        for found in re.finditer(pattern, text, FLAGS):
            words = next(filter(None, found.groups()), "")
            names = [part.strip(" \"'“”‘’「」.。") for part in re.split(_PARTS, words, flags=FLAGS)]
            names = [
                re.sub(r"\s*(?:这?[一两二三四五六\d]\s*列|columns?)$", "", name) for name in names
            ]
            names = [name for name in names if name]
            if len(names) > 1 and all(len(name) < 25 for name in names):
                return tuple(names)
    return ()


def meaning(name, others=()):
    """What a column holds, by its name; "" for what none of the measures is."""
    spoken = name.replace("_", " ")
    return next((what for what, words in _MEANT if re.search(words, spoken, FLAGS)), "")


def arranged(rows, names):
    """{"columns", "rows"} of rows as a text names their columns; None where one cannot be told."""
    meant = [meaning(name) for name in names]
    cells = [[cell(row, what) for what in meant] for row in rows]
    if not rows or not all(meant) or any(None in column for column in zip(*cells, strict=True)):
        return None
    return {"columns": list(names), "rows": cells}


def cell(row, what):
    """What a row holds for a column; None for nothing."""
    path = row.get("path", row.get("file"))
    named = {
        "name": path, "path": path, "ends": row.get("line_ends"),
        "folder": os.path.dirname(path or "") or ".",
        "extension": os.path.splitext(path or "")[1].lower().lstrip("."),
    }  # fmt: skip
    return row[what] if what in row else named.get(what)
