"""New names for files that are put elsewhere: "move them to x, with the client's name in front"."""

import os
import re

from aios_file_words import FLAGS

_NAMES = r"(?:文件名|名字|名称|\b(?:file\s?)?names?\b)"
_CLAUSE = (
    rf"[，,；;]\s*(?:并且?|同时|再|and\s+|with\s+)*(?:在|给|把|each\s+)*(?:它们|新"
    rf"|每个)?的?{_NAMES}[^，,。；;]{{0,10}}?(?:前面?|开头|后面?|末尾)"
    rf"[^，,。；;]{{0,6}}?加上?(?P<zh>[^，,。；;]+)",
    r"[,;]?\s+(?:and\s+)?(?:with|put(?:ting)?|add(?:ing)?|prefix(?:ed"
    r"|ing)?(?:\s+\w+)?\s+with)\s+(?P<en>[^,.;]*?)\s*"
    rf"(?:(?:in\s+front\s+of|before|to\s+the\s+(?:start|front|beginning)\s+of|at\s+the\s+(?:start"
    rf"|front|beginning)\s+of)\s+[^,.;]*?{_NAMES}"
    r"|in\s+front|as\s+(?:an?\s+)?prefix)[^,.;]*",
    r"[,;]\s+(?:and\s+)?prefix(?:ed|ing)?\s+(?:\w+\s+){0,3}?with\s+(?P<en2>[^,.;]+)",
)
_FOLDER = (
    r"文件夹|目录|客户|所在|上级|来源|项目|\bfolder|\bdirector|\bclient|\bcustomer|\bparent\b"
    r"|\bproject|\bwhere\s+(?:it|they)\b"
)
_SIGNS = (
    ("_", r"下划线|\bunderscore"),
    ("-", r"横[线杠]|\b(?:dash|hyphen)"),
    (" ", r"空格|\b(?:space|blank)"),
)


def renamed_by_folder(text):
    """(text without its clause on names, sign that joins the folder's name to the file's); None
    where a text wants no folder's name in front of names."""
    for pattern in _CLAUSE:
        found = re.search(pattern, text, FLAGS)
        words = next(filter(None, found.groupdict().values()), "") if found else ""
        if words and re.search(_FOLDER, words, FLAGS):
            sign = next((sign for sign, said in _SIGNS if re.search(said, words, FLAGS)), "_")
            return text[: found.start()] + text[found.end() :], sign
    return None


def called(item, scope, sign):
    """The file's name with that of its folder, the outermost below the one meant, before it."""
    inner = os.path.relpath(item.path, scope.folder).split(os.sep)
    return sign.join([inner[0], item.name]) if len(inner) > 1 else item.name
