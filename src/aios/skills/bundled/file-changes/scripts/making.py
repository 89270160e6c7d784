"""New folders and files: their names and texts out of a sentence."""

import os
import re

from aios_file_words import FLAGS, quoted, says
from failures import failed

FOLDERS = r"文件夹|目录|資料夾|\b(?:sub-?)?folders?\b|\bdirector(?:y|ies)\b|\bmkdir\b"
FILE_NAME = (
    r"(?<![\w./-])((?:[\w\u4e00-\u9fff.-]+/)*[\w\u4e00-\u9fff-][\w\u4e00-\u9fff.-]*\.[A-Za-z]\w{0,7})(?![\w/]"
    r")"
)
GLUED = (
    r"^(?:请|帮我|在|把|将|给|新建|创建|建立?|生成|一个|空的?|新的?"
    r"|文本|文件|名为|叫做?|往|向|到|写入)+"
)
TEXT = (
    r"(?:内容|文字|文本)\s*(?:为|是|写|：|:)\s*(.+?)[。]?$|(?:写着|写上|写入)\s*(.+?)[。]?$"
    r"|\b(?:with (?:the )?(?:text|content|contents|line)s?|containing|that says"
    r"|saying)\s*:?\s*(.+?)\.?$"
    r"|\bwrite\s+(.+?)\s+(?:to|into|in)\s"
)
LISTED = (
    r"(?:文件夹|目录)(?![里中下内])\s*(?:：|:)?\s*(?:叫做?|名为)?\s*([^。；;，,\s][^。；;]*)$",
    r"(?:新建|创建|建立?|新增)\s*(?:[一二两三四五六七八九十\d]+\s*个|一个|个)?\s*(?:名为|叫做?|新的?)?"
    r"\s*([^。；;，,]+?)\s*(?:这?[一二两三四五六七八九十\d]*个)?的?(?:子?文件夹|目录)",
    r"(?:folders?|director(?:y|ies)|mkdir)\s*(?:called|named|:|-p)?\s*:?\s*([^.;]+?)"
    r"(?:\s+(?:in|inside|under)\s+\S+)?\s*[.]?$",
    r"\b(?:create|make|add)\s+(?:an?\s+|the\s+)?(?:new\s+|empty\s+)*([\w./-]+)\s+"
    r"(?:sub-?)?(?:folder|directory)",
)
BETWEEN = r"\s*(?:、|，|,|；|\band\b|和|与|及|以及|&)\s*(?:and\s+)?"
SPAN = r"^(.*?)(\d+)\s*(?:to|到|至|-|~|–)\s*(.*?)(\d+)$"
MOST = 500


def entries(plan, text):
    """Plan the folders that a text names, or the file with its text."""
    request, base = plan.request, plan.scope.folder
    name = "" if says(FOLDERS, text) and not file_named(text) else file_named(text)
    if name:
        path = os.path.normpath(os.path.join(base, os.path.expanduser(name)))
        if os.path.lexists(path):
            raise failed(request, "name_taken", taken=plan.shown(path))
        plan.write(path, text_of(text, name).encode())
        return
    for folder in folders_of(text):
        path = os.path.normpath(os.path.join(base, os.path.expanduser(folder)))
        if os.path.isdir(path):
            plan.notes.append(request.say(f"{folder} 已经存在。", f"{folder} is there already."))
        elif os.path.lexists(path):
            raise failed(request, "name_taken", taken=plan.shown(path))
        else:
            plan.make_folder(path)
    if not plan.changes:
        raise failed(request, "text_needed" if not plan.notes else "nothing_to_change",
                     folder=base, count=len(plan.notes))  # fmt: skip


def file_named(text):
    """The first name of a file in a text, without words glued before it; "" for none."""
    found = re.search(FILE_NAME, text)
    return re.sub(GLUED, "", found[1]) if found else ""


def files_there(text, cwd):
    """Files in the user's folder that a text names, absolute."""
    names = (re.sub(GLUED, "", name) for name in re.findall(FILE_NAME, text))
    paths = (os.path.normpath(os.path.join(cwd, name)) for name in names)
    return tuple(dict.fromkeys(path for path in paths if os.path.isfile(path)))


def text_of(text, name):
    """What is to stand in the new file, with a line's end; "" when nothing is said."""
    told = [q for q in quoted(text) if q != name]
    found = re.search(TEXT, text, FLAGS)
    content = told[-1] if told else next(filter(None, found.groups()), "") if found else ""
    return f"{content.strip()}\n" if content.strip() else ""


def folders_of(text):
    """The names of the folders that a text wants."""
    told = quoted(text)
    found = next((m for p in LISTED if (m := re.search(p, text, FLAGS))), None)
    names = told or re.split(BETWEEN, found[1] if found else "")
    made = []
    for name in names:
        plain = re.sub(
            r"^(?:一个|个|叫做?|名为|(?:called|named|the|an?)\s)\s*", "", name.strip(" 。.：:!！")
        )
        made += spanned(plain if told else re.sub(r"\s*(?:文件夹|目录|folders?)$", "", plain))
    return list(dict.fromkeys(name for name in made if name.strip("./ ")))[:MOST]


def spanned(name):
    """ "week1 to week4" as four names; any other name as it is."""
    found = re.match(SPAN, name)
    if not found or (found[3] and found[3].strip() != found[1].strip()):
        return [name]
    first, end, width = int(found[2]), int(found[4]), len(found[2])
    if not first < end <= first + MOST:
        return [name]
    return [f"{found[1]}{number:0{width}}" for number in range(first, end + 1)]
