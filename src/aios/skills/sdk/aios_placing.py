"""In which folder of the user's a sentence wants what is made: "save it in out/", "放到 out 里"."""

import os
import re

_FOLDER_EN = r"(?:sub-?)?(?:folder|directory|dir)\b"
_FOLDER_ZH = r"(?:子?文件夹|子?目录|資料夾)"
# Where it goes is the last thing said: "放到 a 文件夹", "输出到 out/ 里".
_ZH = re.compile(
    r"(?:放|存|保存|导出|输出|写|挪|移动?|搬|解压|解开|取出|提取)[^，。；;\n]{0,60}?(?:到|至|进|入|在)\s*"
    rf"(?P<before>(?:(?:一个)?(?:新建?的?)?{_FOLDER_ZH})?(?:名为|叫做?)?)\s*"
    rf"[\"“「]?(?P<name>[^\s，。,；;\"”」]+?)[\"”」]?\s*(?P<behind>(?:这个|的)?{_FOLDER_ZH})?"
    r"(?:里面?|下面?|中|内|去)?\s*(?=[，。,；;!！]|$)"
)
_EN = re.compile(
    r"\b(?:put|save|write|export|store|place|drop|dump|output|move|leave|extract|unzip|unpack"
    r"|convert|turn|split|merge|combine)\b[^,;，；。\n]{0,120}?\b(?P<to>into|to|in|inside|under)\s+"
    r"(?:(?:the|a|an|my|new|another)\s+)*"
    rf"(?P<before>(?:{_FOLDER_EN})?\s*(?:called|named)?)\s*[\"'“]?(?P<name>(?!folder\b|directory\b)[\w./~-]+?)[\"'”]?"
    rf"(?P<behind>\s+{_FOLDER_EN})?(?=\s*(?:[,;，；。!]|\.?\s*$|\.\s|\s(?:and|please|too|as)\b))",
    re.IGNORECASE,
)
# "Save every sheet of the books in data as csv": there they are.
_LIES_THERE = re.compile(r"\s+as\b", re.IGNORECASE)
_NO_NAME = re.compile(r"(?:当前|这个?|本|此|同一个?|原|this|the|same|current)", re.IGNORECASE)


def folder_said(text, cwd, output=""):
    """The folder, whole; "" when none is named. One that is not there yet is said to be one.

    `output` is the name of the file to be made: "as out/a.json" puts it there, too.
    """
    here = os.path.abspath(cwd or ".")
    if output and (told := re.search(rf"([\w.~-][\w./~-]*/){re.escape(output)}", text)):
        return os.path.join(here, os.path.expanduser(told[1].rstrip("/")))
    going = (m for m in _EN.finditer(text) if not _lies_there(m, text))
    for found in (*_ZH.finditer(text), *going):
        name = found["name"]
        whole = os.path.normpath(os.path.join(here, os.path.expanduser(name)))
        said = bool(found["before"].strip() or found["behind"]) or name.endswith("/")
        if not _NO_NAME.fullmatch(name) and (os.path.isdir(whole) or said):
            return whole
    return ""


def _lies_there(found, text):
    at = found["to"].lower() in ("in", "inside", "under")
    return at and bool(_LIES_THERE.match(text, found.end()))
