"""New folders and files: their names and texts out of a sentence."""

import os
import re
from itertools import pairwise

from aios_file_words import FLAGS, quoted
from failures import failed
from words import MAKING

FOLDERS = r"文件夹|目录|資料夾|\b(?:sub-?)?folders?\b|\bdirector(?:y|ies)\b|\bmkdir\b"
FILE_NAME = (
    r"(?<![\w./-])((?:[\w\u4e00-\u9fff.-]+/)*[\w\u4e00-\u9fff-][\w\u4e00-\u9fff.-]*\.[A-Za-z]"
    r"\w{0,7})(?![\w/]"
    r")"
)
GLUED = (
    r"^(?:请|帮我|在|把|将|给|新建|创建|建立?|生成|一个|空的?|新的?"
    r"|文本|文件|名为|叫做?|往|向|到|写入)+"
)
TEXT = (
    r"(?:内容|文字|文本)\s*(?:为|是|写|：|:)\s*[：:]?\s*(.+?)[。]?$|(?:写着|写上"
    r"|写入)\s*(.+?)[。]?$"
    r"|\b(?:with (?:the )?(?:text|content|contents|line)s?|containing|that says"
    r"|saying)\s*:?\s*(.+?)\.?$"
    r"|\bwrite\s+(.+?)\s+(?:to|into|in)\s"
)
LISTED = (
    r"(?:文件夹|目录)(?![里中下内])\s*(?:：|:)?\s*(?:叫做?|名为)?\s*([^。；;，,\s][^。；;]*)$",
    r"(?:新建|创建|建立?|新增|需要|准备|弄)\s*(?:[一二两三四五六七八九十\d]+\s*个|一个"
    r"|个)?\s*(?:名为|叫做?|新的?)?"
    r"\s*([^。；;，,]+?)\s*(?:这?[一二两三四五六七八九十\d]*个)?的?(?:子?文件夹|目录)",
    r"(?:folders?|director(?:y|ies)|mkdir)\s*(?:called|named|:|-p)?\s*:?\s*([^.;]+?)"
    r"(?:\s+(?:in|inside|under)\s+\S+)?\s*[.]?$",
    r"\b(?:create|make|add)\s+(?:an?\s+|the\s+)?(?:new\s+|empty\s+)*([\w./-]+)\s+"
    r"(?:sub-?)?(?:folder|directory)",
)
OUTER = (
    r"\b(?:in|inside|under|within)\s+(?:(?:an?|the)\s+)?(?:new\s+)?(?:(?:folder"
    r"|directory)\s+)?([\w./-]+)"
    r"(?:\s+(?:folder|directory))?\s*[.!]?$"
    r"|(?:^|[，,\s请])在\s*([\w\u4e00-\u9fff./-]+?)\s*(?:文件夹|目录)?(?:里面?|中|下面?|底下|内)"
)
# Said last: "…，放在办公里面", "… and put them in docs".
PUT_LAST = (
    r"[，,；;。]?\s*(?:都|全部?|统一|把?它们|然后|并|再)*(?:放|建|弄|存|创建)(?:在|到"
    r"|进)\s*([\w\u4e00-\u9fff./-]+?)\s*"
    r"(?:这个)?(?:文件夹|目录)?(?:里面?|中|下面?|底下|内)?\s*[。.]?$"
    r"|[,.;]?\s+(?:and\s+|then\s+|please\s+)*(?:put|place|keep|have)\s+(?:them|these|those|it"
    r"|all(?:\s+of\s+them)?)\s+"
    r"(?:in(?:to|side)?|under|within)\s+(?:the\s+|my\s+)?([\w./-]+?)(?:\s+(?:folder"
    r"|directory))?\s*[.!]?$"
)
BETWEEN = r"\s*(?:、|，|,|；|\band\b|和|与|及|以及|&)\s*(?:and\s+)?"
# For whom or what they are is no part of their names: "folders Q1 and Q2 for my accounts".
# How many there are, or that they are to be here: "1月 到 12月 共 12 个", "q1 to q4 here".
ALL_TOLD = (
    r"\s+(?:right\s+)?(?:here|in\s+(?:this|the\s+current)\s+(?:folder|directory))\s*$"
    r"|[，,]?\s*一?共\s*[\d一二两三四五六七八九十]+\s*个?\s*$"
)
# What a sentence does with folders is no name of one.
NO_NAME = r"(?=.*\s).*\b(?:for\s+(?:each|every)|move|put|each|every)\b|^[^(（]*[)）]|[(（][^)）]*$"
WHOSE = r"\s+for\s+(?:my|our|the|this|that|these|his|her|their|us|me)\b.*$"
LONGEST = 60
SPAN = r"^(.*?)(\d+)(\D{0,2}?)\s*(?:to|到|至|-|~|–)\s*(.*?)(\d+)\3(?:\s*的)?$"
MOST = 500


def entries(plan, text):
    """Plan the folders and files that a text names, one within another where it says so."""
    text, put = put_last(text)
    outer, inner = nested(text)
    names = files_named(outer)
    folders = (
        [] if names and not spoken("folder_and_file", outer) else folders_of(without_file(outer))
    )
    folders = [folder for folder in folders if folder not in names]
    base = plan.scope.folder
    if names and not folders and (new := spoken("in_new_folder", outer)):
        aim = next(filter(None, new.groups())).strip("/")
        known = base.endswith(f"/{aim}") or re.match(MAKING["here"], aim, FLAGS)
        base = base if known else os.path.join(base, aim)
    if folders and base == plan.scope.cwd and (outer_one := put or outer_folder(outer)):
        base = os.path.join(base, outer_one)
    for folder in folders:
        make(plan, os.path.normpath(os.path.join(base, os.path.expanduser(folder))))
    for name in names:
        write(plan, os.path.normpath(os.path.join(base, os.path.expanduser(name))), outer, names)
    if inner:
        within(plan, [os.path.join(base, folder) for folder in folders or ["."]], inner)
    if not plan.changes:
        raise failed(plan.request, "text_needed" if not plan.notes else "nothing_to_change",
                     folder=base, count=len(plan.notes))  # fmt: skip


def put_last(text):
    """(the text without the clause on where what is made goes, that folder); "" for none."""
    plain = without_quotations_kept(text)
    found = re.search(PUT_LAST, plain, FLAGS)
    name = next(filter(None, found.groups()), "") if found else ""
    apart = (
        name
        and name.lower() not in ("it", "that", "them")
        and spoken("makes", plain[: found.start()])
    )
    if not apart or re.match(MAKING["here"], name, FLAGS):
        return text, ""
    return text[: found.start()], name


def outer_folder(text):
    """The folder in which a text wants folders made, though it is not there yet; "" for none."""
    found = re.search(OUTER, without_quotations_kept(text), FLAGS)
    name = next(filter(None, found.groups()), "") if found else ""
    return "" if re.match(MAKING["here"], name, FLAGS) else name


def without_file(text):
    """A text of folders and files without what it says of the files."""
    return re.sub(MAKING["and_file"], "", text, flags=FLAGS) if files_named(text) else text


def spoken(what, text):
    """Where a text speaks so of what is to be made; None when it does not."""
    words = MAKING[what]
    return re.search(words if isinstance(words, str) else "|".join(words), text, FLAGS)


def nested(text):
    """(what is made, what is to be made within that); the second is "" when it says nothing."""
    plain = without_quotations_kept(text)
    after = spoken("within_it", plain)
    if after and spoken("makes", text[: after.start()]):
        return text[: after.start()], text[after.start(1) : after.end(1)]
    found = spoken("within", plain)
    if not found or not spoken("makes", text[: found.start()]):
        return text, ""
    return text[: found.start()], text[found.end() :]


def without_quotations_kept(text):
    """A text whose quotations are blanks, so that places in it stay."""
    return re.sub(r"“[^”]*”|「[^」]*」|\"[^\"]*\"|`[^`]*`", lambda m: " " * len(m.group()), text)


def within(plan, folders, text):
    """Plan the entries that a text wants in each of these folders; a failure when none is clear."""
    names = files_named(text)
    both = not names or spoken("folder_and_file", text)
    inner = folders_within(without_file(text) if names else text) if both else []
    if not names and not inner:
        raise failed(plan.request, "inner_unclear", text=text.strip())
    for folder in folders:
        for name in inner:
            make(plan, os.path.normpath(os.path.join(folder, name)))
        for name in names:
            write(plan, os.path.normpath(os.path.join(folder, name)), text, names)


def make(plan, path):
    """Plan a folder; one that is there already is only told."""
    shown = plan.shown(path)
    if os.path.isdir(path):
        plan.notes.append(plan.request.say(f"{shown} 已经存在。", f"{shown} is there already."))
    elif os.path.lexists(path):
        raise failed(plan.request, "name_taken", taken=shown)
    else:
        plan.make_folder(path)


def write(plan, path, text, names):
    """Plan a new file with the text that a sentence gives it."""
    if os.path.lexists(path):
        raise failed(plan.request, "name_taken", taken=plan.shown(path))
    plan.write(path, text_of(text, names).encode())


def files_named(text):
    """The names of the new files in a text, without words glued before them; none of its content.

    Of several only those that stand side by side, "a.txt and b.txt", are new.
    """
    content = re.search(TEXT, text, FLAGS)
    ahead = text[: content.start()] if content and not content[4] else text
    if content and content[content.lastindex] and ahead != text and not re.search(FILE_NAME, ahead):
        ahead = text
    found = list(re.finditer(FILE_NAME, ahead))
    side_by_side = [
        now for before, now in pairwise(found)
        if re.fullmatch(rf"[\"”'」]?{BETWEEN}[\"“'「]?", ahead[before.end() : now.start()], FLAGS)
    ]  # fmt: skip
    names = (re.sub(GLUED, "", one[1]) for one in [*found[:1], *side_by_side])
    return list(dict.fromkeys(names))


def files_there(text, cwd):
    """Files in the user's folder that a text names, absolute."""
    names = (re.sub(GLUED, "", name) for name in re.findall(FILE_NAME, text))
    paths = (os.path.normpath(os.path.join(cwd, name)) for name in names)
    return tuple(dict.fromkeys(path for path in paths if os.path.isfile(path)))


def text_of(text, names):
    """What is to stand in the new file, with a line's end; "" when nothing is said."""
    told = [q for q in quoted(text) if q not in names]
    found = re.search(TEXT, text, FLAGS)
    content = told[-1] if told else next(filter(None, found.groups()), "") if found else ""
    return f"{content.strip()}\n" if content.strip() else ""


def folders_of(text):
    """The names of the folders that a text wants."""
    told = quoted(text)
    found = next((m for p in LISTED if (m := re.search(p, text, FLAGS))), None)
    whole = re.sub(ALL_TOLD, "", found[1], flags=FLAGS) if found else ""
    names = told or [n for n in re.split(BETWEEN, whole) if not re.search(NO_NAME, n, FLAGS)]
    made = []
    for name in names:
        ahead = r"^(?:结构|一个|个|叫做?|名为|(?:called|named|the|an?)\s)\s*"
        plain = re.sub(ahead, "", re.sub(WHOSE, "", name, flags=FLAGS).strip(" 。.：:!！"))
        made += spanned(plain if told else re.sub(r"\s*(?:文件夹|目录|folders?)$", "", plain))
    return list(dict.fromkeys(name for name in made if name.strip("./ ")))[:MOST]


def folders_within(text):
    """The names of the folders to be made in others: those of a list, or what stands alone."""
    told = folders_of(text)
    if told and told != [text.strip()]:
        return told
    rest = re.sub("|".join(MAKING["around_names"]), "", text.strip(" ，,：:。.!！"), flags=FLAGS)
    names = [name.strip(' 。.：:!！"“”') for name in re.split(BETWEEN, rest)]
    return [one for name in names if name and len(name) <= LONGEST for one in spanned(name)][:MOST]


def spanned(name):
    """ "week1 to week4" as four names; any other name as it is."""
    found = re.match(SPAN, name)
    if not found or (found[4] and found[4].strip() != found[1].strip()):
        return [name]
    first, end, width = int(found[2]), int(found[5]), len(found[2])
    if not first < end <= first + MOST:
        return [name]
    return [f"{found[1]}{number:0{width}}{found[3].strip()}" for number in range(first, end + 1)]
