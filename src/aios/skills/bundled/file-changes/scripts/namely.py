"""Parts of names by which a text tells which files are meant: how they begin or end."""

import os
import re

from aios_file_words import FLAGS, names_of
from aios_names import subject_in

# "replace a with b in the names" asks for no files that have "b" in their names.
EXCHANGED = (
    r"\b(?:replace|change|swap|substitute)\b.*?\b(?:with|by|to)\b\s+\S+"
    r"|(?:改|换|变|命名)(?:成|为)\s*以?\s*\S+?\s*(?:开头|结尾|收尾)"
)
STOPS = r"(?=[\s,，。:：;；?？)）]|\.(?:\s|$)|$)"
NAME = r"[\"“'‘「]?([^\s\"“”'’」，,。]+?)[\"”'’」]?"
STARTS = (
    rf"(?:以|用|所有|全部|[把将给]|^|(?<=[\s里中和或、])|(?=[“「]))\s*(?:文件名"
    rf"|名字)?\s*{NAME}(?<!文件)(?<!文件名)(?<!名字)(?<!名称)\s*(?:开头|打头|起头)(?!\s*(?:加"
    rf"|添|插|写))|(?:start(?:ing|s)?|begin(?:ning"
    rf"|s)?)\s+with\s+{NAME}{STOPS}"
    rf"|\b([A-Za-z][\w-]*[_-])\s+(?:files|ones|photos|pictures|images|backups|dumps|logs|scans"
    rf"|documents|notes)\b"
)
ENDS = (
    rf"(?:以|所有|全部|[把将给]|^"
    rf"|(?<=[\s里中和或、])|(?=[“「]))\s*{NAME}(?<!文件名)(?<!名字)(?<!名称)\s*(?:结尾|收尾)"
    r"|(?<!they )(?<!them )(?<!all )(?<!it )(?<!to )(?<!should )(?<!must )"
    rf"\bend(?:ing|s)?\s+(?:with|in)\s+{NAME}{STOPS}"
)
HOLDS = (
    rf"(?:包含|含有?|带有?|(?:有|写着)(?=\s*[\"“「]))(?!子(?:文件夹|目录))\s*{NAME}\s*(?:字样|[一两三四五几]个字"
    rf"|字)?的(?:文件|图片|照片|文档)"
    rf"|(?:containing|including|with)\s+{NAME}\s+in\s+(?:the|their|its)\s+(?:file ?)?names?"
    rf"|whose names? contains?\s+{NAME}{STOPS}"
)
SUBJECT = (
    r"(?:所有|全部|[里中下]的?(?!所有|全部))\s*(?:关于|有关)?([\u4e00-\u9fff]{2,6}?)的\s*"
    r"(?:文件|图片|照片|文档|表格|扫描件|pdf|docx?|xlsx?|jpe?g|png|txt|csv|(?=[都全]|移|复制|拷"
    r"|放|删))"
)
PLACEHOLDERS = (
    r"日期|年月日|时间|编号|序号|(?:[两二三四五六七八\d]位)?数字|号码|YYYY[-_]?MM[-_]?(?:DD)?|NNN+|XX+|##+"
    r"|(?<![A-Za-z])xxx+(?![A-Za-z])|[<{](?:[a-z]{1,10}|[\u4e00-\u9fff]{1,6})[>}]"
    r"|(?<=[_-])(?:date|number|N)(?=[_.-])"
)
PLACE = r".*(?:里面?|中|下面?|目录|文件夹|所有|全部)的?"
GLUED = rf"^(?:{PLACE})?以?(?=[A-Za-z0-9_])|^{PLACE}(?=.)"

# What names tell of, no part of them: "start with the client's name", "contain a date".
NO_PART = (
    r"\*?(?:the|an?|its?|their|this|that|some|日期|时间|年份|月份|客户名?|人名|姓名)(?:\*|\.\*)*"
)


def dotted_kinds_of(text):
    """Patterns for kinds that are written with their dots, known or not: ".part"."""
    rest = re.sub(r"[\w*~$-]+\.\w+", " ", text, flags=re.ASCII)
    return [
        f"*.{kind.lower()}"
        for kind in re.findall(r"(?<![\w./])\.([A-Za-z]\w{0,11})(?![\w.])", rest, re.A)
    ]


def name_patterns(text):
    """Patterns for parts of names that a text asks for."""
    text = re.sub(EXCHANGED, " ", text, flags=FLAGS)
    found = [f"{part_of(part)}*" for part in parts_of(STARTS, text)]
    for part in map(part_of, parts_of(ENDS, text)):
        found += [f"*{part}"] if part.startswith(".") else [f"*{part}", f"*{part}.*"]
    found += [f"*{part}*" for part in parts_of(HOLDS, text)]
    found = found or names_of(text) or placeholders_in(text)
    return [one for one in found if not re.fullmatch(NO_PART, one, FLAGS)]


def placeholders_in(text):
    """Patterns for names that are told by what stands in them: "db_日期.sql"."""
    names = re.findall(r"(?<![\w*.])[\w#<>{}-]*\.[A-Za-z]\w{0,4}(?![\w.])", text)
    stands = rf"(?:{PLACEHOLDERS})"
    return [re.sub(stands, "*", name) for name in names if re.search(stands, name)
            and re.search(r"[_-]", name)]  # fmt: skip


def starred(text):
    """A text with * for what stands for the same in two names: "IMG_数字.jpg 改成 a_数字.jpg"."""
    names = re.findall(r"[\w#<>{}-]*\.[A-Za-z]\w{0,4}(?![\w.])", text)
    for stands in dict.fromkeys(re.findall(PLACEHOLDERS, text)):
        having = [name for name in names if stands in name]
        for name in having if len(having) > 1 else ():
            text = text.replace(name, name.replace(stands, "*"))
    return text


def subject_of(text, folder):
    """Patterns for names with a word that some of the files there, not all, have in their names:
    "所有电费的 pdf"."""
    found = re.search(SUBJECT, text, FLAGS)
    names = os.listdir(folder) if found else []
    having = [name for name in names if found[1] in name]
    told = [f"*{found[1]}*"] if having and len(having) < len(names) else []
    return told or subject_in(text, os.listdir(folder))


def parts_of(pattern, text):
    """What a pattern's groups hold, wherever it is found, with what is listed beside it."""
    found = []
    for match in re.finditer(pattern, text, FLAGS):
        at = next((n for n, part in enumerate(match.groups(), 1) if part), 0)
        found += alike(text, match.start(at), match.end(at)) if at else [""]
    return found


# What joins the parts of names in a list: ".tmp 和 .bak 结尾", "ending in .tmp or .bak".
AND = r"(?:和|与|及|以及|或者?|跟|还有|、|,|，|(?<=\s)(?:and|or)(?=\s))"
ONE = r"[\"“'‘「]?([^\s\"“”'‘’」,，。;；、和与及或里中的把将以()（）]+)[\"”'’」]?"
SIGNED = r"[\"“'‘「]?(?=[^\s,，]*[._\d~-])([\w.~$*-]*[\w~*-])[\"”'’」]?"


def alike(text, start, end):
    """The part of names at a place in a text, and those joined to it in a list."""
    inner = re.split(rf"{AND}\s*(?=\.\w)", text[start:end])  # ".tmp和.bak"
    found, before, behind = [part for part in inner if part], text[:start], text[end:]
    dotted = bool(re.match(r"\W", text[start:end]))
    while more := re.search(rf"{ONE}\s*{AND}\s*[\"“'‘「]?$", before):
        part = re.sub(r"^[\u4e00-\u9fff]+(?=\.\w)", "", more[1])  # "里面.tmp"
        if bool(re.match(r"\W", part)) != dotted or re.search("开头|打头|结尾|收尾", part):
            break
        found.insert(0, part)
        before = before[: more.start(1)]
    lead = rf"[\"”'’」]?\s*{AND}\s+(?:(?:and|or|in|with)\s+)*"
    while more := re.match(rf"{lead}{SIGNED}(?=[\s,，.;；。)）]|$)", behind):
        found.append(more[1])
        behind = behind[more.end(1) :]
    return found


def part_of(word):
    """A part of a name without the Chinese words glued to it: "目录里的IMG_" is "IMG_"."""
    return re.sub(GLUED, "", word)
