"""New names for files that are put elsewhere: "move them to x, with the client's name in front"."""

import os
import re

from aios_file_words import FLAGS

_NAMES = r"(?:文件名|名字|名称|\b(?:file\s?)?names?\b)"
_CLAUSE = (
    rf"[，,；;]\s*(?:并且?|同时|再|and\s+|with\s+)*(?:在|给|把|each\s+)*(?:它们|新"
    rf"|每个)?的?{_NAMES}[^，,。；;]{{0,10}}?(?:前面?|开头|后面?|末尾)"
    rf"[^，,。；;]{{0,6}}?加上?(?P<zh>[^，,。；;]+)",
    r"[,;]?\s+(?:and\s+)?(?:with|put(?:ting)?|add(?:ing)?|carr(?:y|ies)|get|have|prefix(?:ed"
    r"|ing)?(?:\s+\w+)?\s+with)\s+(?P<en>[^,.;]*?)\s*"
    rf"(?:(?:in\s+front\s+of|before|to\s+the\s+(?:start|front|beginning)\s+of|at\s+the\s+(?:start"
    rf"|front|beginning)\s+of)\s+[^,.;]*?{_NAMES}"
    r"|in\s+front|as\s+(?:an?\s+)?prefix)[^,.;]*",
    r"[,;]\s+(?:and\s+)?prefix(?:ed|ing)?\s+(?:\w+\s+){0,3}?with\s+(?P<en2>[^,.;]+)",
)
_EXAMPLE = (
    r"[,，;；]?\s*(?:\be\.?g\.?|\bsuch\s+as\b|\bfor\s+(?:example|instance)\b|\blike\b|例如|比如"
    r"|如)[,:：，]?\s*\S+\s*(?:to|->|→|becomes?|改成|变成).*$"
)
_SHOWN = r"(?<![\w/])([\w\u4e00-\u9fff.-]+)/[\w\u4e00-\u9fff.-]+/[\w.-]+\.\w{1,5}"
_FOLDER = (
    r"文件夹|目录|客户|所在|上级|来源|项目|\bfolder|\bdirector|\bclient|\bcustomer|\bparent\b"
    r"|\bproject|\bwhere\s+(?:it|they)\b"
)
_SIGNS = (
    ("_", r"下划线|\bunderscore"),
    ("-", r"横[线杠]|\b(?:dash|hyphen)"),
    (" ", r"空格|\b(?:space|blank)"),
)


_LOSES = (
    r"[,;]?\s+(?:and\s+|but\s+)?(?:(?:they\s+)?(?:should\s+)?lose|losing|without|dropping|drop"
    r"|removing|remove"
    r"|strip(?:ping)?)\s+(?:the\s+|their\s+)?[\"“']?(?P<a>[^\s\"”',.;]+)[\"”']?\s+(?P<edge_a>pref"
    r"ix|suffix)[^.;]*",
    r"[，,；;]\s*(?:并且?|同时|顺便|再|文件名|名字)*(?:里的|中的|的)?(?:去掉|去除|删掉"
    r"|不要)(?:文件名|名字)?"
    r"(?:里的|的|前面的|开头的)?\s*(?:(?P<edge_b>前缀|后缀)\s*)?[\"“「]?"
    r"(?P<b>[^\s，,。；;\"”」]+?)[\"”」]?\s*(?P<edge_c>前缀|后缀)?(?=[，,。；;]|$)",
)


def shortened_there(text):
    """(text without its clause, function of a name) where files lose a prefix or suffix as they are
    put elsewhere; None where they lose none."""
    for pattern in _LOSES:
        found = re.search(pattern, text, FLAGS)
        told = {k: v for k, v in found.groupdict().items() if v} if found else {}
        part = told.get("a") or told.get("b")
        if part and (text[: found.start()] + text[found.end() :]).strip():
            edge = next((v for k, v in told.items() if k.startswith("edge")), "prefix")
            last = edge.lower() in ("suffix", "后缀")
            return text[: found.start()] + text[found.end() :], _without(part, last)
    return None


def _without(part, last):
    def shorter(name):
        stem, kind = os.path.splitext(name)
        return stem.removesuffix(part) + kind if last else name.removeprefix(part)

    return shorter


def renamed_by_folder(text):
    """(text without its clause on names, sign that joins the folder's name to the file's); None
    where a text wants no folder's name in front of names."""
    text = re.sub(_EXAMPLE, "", text, flags=FLAGS)
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


def shown_base(text, cwd):
    """The folder in which lie those whose names are put before, as the path of an example shows it;
    "" where none is shown."""
    found = re.search(_SHOWN, text)
    base = os.path.join(cwd, found[1]) if found else ""
    return base if os.path.isdir(base) else ""
