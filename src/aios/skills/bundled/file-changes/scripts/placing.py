"""Where files are put: the folder a sentence names, or one by kind, date, letter or size."""

import os
import re

import sorting
from aios_file_words import FLAGS, LESS, MORE, SIZE, quoted, size_bounds
from failures import failed
from words import MAKING, ORGANISE, WORDS, first_said

FOLDER_WORDS = r"(?:folders?|director(?:y|ies)|sub-?folders?|文件夹|目录|子文件夹|子目录|資料夾)"
AIM_REST = (
    rf"\s+(?:(?:an?|the|my|new|another|existing|separate|single|one|common"
    rf"|different)\s+)*(?:{FOLDER_WORDS}\s+)?(?:(?:called|named|folder)\s+)?"
    rf"[\"“'‘`]?([^\"”'’`,;，；。]+?)[\"”'’`]?(?:\s+{FOLDER_WORDS})?(?=\s*(?:[,;，；。]|\.(?:\s"
    rf"|$)|$|\s(?:and|but|if|please|with|by|as|without|keeping|from|in|for)\s))"
)
# "They should go into a folder called archive"
AIM_EN, PUT_IN_EN = rf"\b(?:in)?to{AIM_REST}", rf"\bput\b[^;；]{{1,160}}\bin(?:side)?{AIM_REST}"
TAIL_ZH = (
    rf"\s*(?:一个)?(?:新(?:建的?|的|(?={FOLDER_WORDS})))?\s*(?:{FOLDER_WORDS}\s*)?(?:名为|名叫"
    rf"|叫做?|称为)?\s*"
    rf"[\"“'‘「『]?([^\"”'’」』，,；;。]+?)[\"”'’」』]?\s*(?:这个|的)?\s*(?:{FOLDER_WORDS})?"
    r"\s*(?:里面?|中|下面?|内)?\s*(?:去|吧)?\s*(?=[，,；;。!！（(]|$)"
)
PUT_ZH = (
    r"(?:汇总|集中|移动?|复制|拷贝?|放|挪|搬|转移|备份|收集?|装|归类|归|存|整理|归档|分类|同步)"
)
AIMS_ZH = (
    rf"{PUT_ZH}(?:一份)?(?:到|至|进入?|入|去){TAIL_ZH}",
    rf"{PUT_ZH}[^，,；;。]{{1,80}}?(?:到|至|进入?){TAIL_ZH}",
    # "docs 文件夹复制一份，叫 docs2"
    rf"(?:复制|拷贝?|备份)(?:一份|一个)?\s*[，,]?\s*(?:新的?|副本|名字|取名|\s)*(?:叫做?|名为"
    rf"|命名为|取名为?|改名为?)"
    rf"\s*[\"“'‘「『]?([^\"”'’」』，,；;。\s]+)[\"”'’」』]?\s*(?:{FOLDER_WORDS})?\s*(?=[，,；;"
    rf"。!！]|$)",
)
# "A copy of the folder docs called docs2", "copy docs and call the copy docs2"
COPY_EN = (
    rf"\bcop(?:y|ies)\b[^,.;]{{1,80}}?\b{FOLDER_WORDS}?\b[^,.;]{{0,60}}?,?\s+(?:and\s+)?"
    r"(?:called|named|call\s+(?:it|the\s+copy)|name\s+(?:it|the\s+copy))\s+"
    r"[\"“'‘`]?([\w./-]*\w)[\"”'’`]?(?=\s*(?:[,;.]|$))"
)
# What is put into a subfolder, not out of all of them: "移到子文件夹 旧", not "包括子文件夹".
INTO_INNER = (
    r"(?<![括含连同及和与、])子(?:文件夹|目录)(?!里|中|下|内|也|都|一起|一并|[）)])"
    r"|(?<!every )(?<!each )(?<!any )(?<!its )\bsub-?(?:folder|directory)\b"
)
UNNAMED = (
    rf"(?:one\s+)?(?:{FOLDER_WORDS}(?:\s+(?:per|by|for)\b.*)?"
    r"|it|them|there|each|own|type|by|sub)\b|(?:子|各自|对应|相应|不同)\S*"
)
TOP_OF = r"\b(?:top|root)(?: level)? of (?:the )?"
# "docs 下面的 旧" is "docs/旧".
WITHIN = r"^(\S+?)\s*(?:文件夹|目录)?\s*(?:下面?|里面?|中|底下)的\s*"
THERE_ALREADY = r"^(?:(?:已有|现有|原有|已经?(?:存在|建好)|现成)的?|(?:那|这)个)\s*(?=\S)"
INSIDE = r"^(?:它|其)?(?:里面?|下面?|其中|中|底下)的\s*"
RENAMED = (
    r"[，,]?\s*(?:并且?|然后|再|同时|\band\b|\bthen\b|\s)*\s*(?:把(?:它|其)|将其)?(?:重新?命名"
    r"|改名|更名|命名|改名字)(?:为|成|叫)?\s*"
    r"[\"“'「]?([^\s\"”'」，,。/]+)[\"”'」]?\s*[。.]?$"
    r"|,?\s+(?:(?:and|then|but|while)\s+)*(?:rename|renaming|call|calling|name|naming)\s+"
    r"(?:it|that|the\s+(?:file|copy))\s+(?:(?:to|as)\s+)?[\"“']?([^\s\"”',]+?)[\"”']?\s*[.]?$"
)
RENAMED_FIRST = (
    r"^(?P<head>.*?)\brename\s+(?P<file>\S.*?)\s+(?:to|as"
    r"|into)\s+[\"“']?(?P<name>[^\s\"”',/]+)[\"”']?\s*,?\s*(?:and\s+|then\s+)+"
    r"(?P<put>(?:move|copy|put)\s+)it\s+(?P<rest>(?:in)?to\s.+)$",
    r"^(?P<head>.*?[把将]\s*)(?P<file>\S.*?)\s*(?:重新?命名|改名|更名)(?:为|成"
    r"|叫)\s*[\"“「]?(?P<name>[^\s\"”」，,。/]+?)[\"”」]?"
    r"\s*[，,]?\s*(?:并且?|然后|再|后)+\s*(?:把它|将其|把其)?\s*(?P<put>(?P<rest>(?:移|放|挪"
    r"|复制|拷贝|搬).+))$",
)
# The folder above: "挪到上一层", "up one level", "to the parent folder".
ABOVE = (
    r"(?:到|至|回|进)\s*上(?:一|面一)?(?:层|级)|(?:到|至|进)\s*(?:父|上级)(?:级)?(?:目录"
    r"|文件夹)|(?<![\w./])\.\.(?=$|\s)"
    r"|\b(?:one|a) (?:level|folder|directory) up|\bup (?:one|a) (?:level|folder|directory)"
    r"|\bto (?:the|its|their) (?:parent|enclosing)\b|\bto the (?:folder|directory) above"
)
# What stands here are the folders wanted, not the files meant: "into Images, Documents and Other".
WANTED = (
    r"\bput\b(?P<first>.*(?:,|\band\b).*?)\beach\b.*\bfolders?\b|"
    r"\binto\b(?P<en>.*(?:,|\band\b|&).*)|(?:分成|分到|分进|分为|放到|放进|归到|归为|归进"
    r"|整理成|整理到|整理进)"
    r"(?P<zh>.*(?:[、，,和与及]|[”」][“「]).*)|[:：，,](?P<each>[^:：]*(?:放|归)[^:：]*(?:放|归).*)"
    r"|[:：，,]\s*(?P<own>[^:：，,]*[、和与及][^:：]*?(?:各自?|分别|单独|都)(?:放|建|归|存|进"
    r"|一个|到).*)"
    r"|[:：]\s*(?P<listed>[^:：。]*[、,，][^:：。]*[、,，][^:：。]*)"
    r"|按(?:照)?(?P<by>[^，,。；;:：]*[、和与][^，,。；;:：]*?)(?:来)?(?:分类|分开|归类|整理"
    r"|分成|归档)"
)
SIZES = ((1 << 20, "small", "小"), (100 << 20, "medium", "中"), (float("inf"), "large", "大"))


def aim_of(text, cwd, below=""):
    """The folder the text puts things into, absolute; "" when it names none.

    A name is taken from `cwd`, or from `below` where the text speaks of a subfolder.
    """
    if re.search(ABOVE, text, FLAGS):
        return os.path.dirname(below or cwd)
    zh = (re.search(pattern, text, FLAGS) for pattern in AIMS_ZH)
    found = next(filter(None, zh), None) or last(AIM_EN, text) or last(PUT_IN_EN, text)
    found = found or last(COPY_EN, text)
    name = found[1].strip() if found else ""
    for told in quoted(text):
        if name and re.search(rf"[“‘「『]\s*{re.escape(told)}", name):
            name = told
    name = re.sub(WITHIN, r"\1/", re.sub(THERE_ALREADY, "", name))
    inside = re.match(INSIDE, name)
    name = re.sub(INSIDE, "", name)
    name = re.sub(TOP_OF, "", name, flags=FLAGS).rstrip("?？!！吗吧 ")
    name = with_words_before(name, text, cwd)
    name = re.sub(r"^(?:当前|这里|本)\S*的?", "", name).strip().rstrip("/") or (
        "." if name in ("/", "./") else ""
    )
    if not name or re.fullmatch(UNNAMED, name, FLAGS):
        return ""
    inner = inside or re.search(INTO_INNER, text, FLAGS)
    return os.path.normpath(
        os.path.join(below if inner and below else cwd, os.path.expanduser(name))
    )


def put_into_new(text):
    """A text that makes a folder and puts files there, as the one thing that this comes to."""
    first = next(
        filter(None, (re.match(p, text.strip(), FLAGS) for p in MAKING["with_folder"])), None
    )
    if not first:
        return text
    named = {key: told for key, told in first.groupdict().items() if told}
    name = next(told for key, told in named.items() if not key.endswith("rest"))
    rest = next(told for key, told in named.items() if key.endswith("rest"))
    zh, en = MAKING["into_it"]
    if re.search(zh, rest, FLAGS):
        return re.sub(zh, rf"\g<zh>到 {name} 文件夹", rest, count=1, flags=FLAGS)
    if re.search(r"\b(?:move|copy|put|place|store)\b", rest, FLAGS) and re.search(en, rest, FLAGS):
        return re.sub(en, f"into the folder {name}", rest, count=1, flags=FLAGS)
    return text


def with_words_before(name, text, cwd):
    """The name with the word before it where a folder is so called: "My Photos"."""
    before = re.search(rf"(\S+)\s+{re.escape(name)}", text) if name else None
    longer = f"{before[1]} {name}" if before else ""
    return longer if longer and os.path.isdir(os.path.join(cwd, longer)) else name


def into(text):
    """Whether a text speaks of putting something inside a folder, not of its new name."""
    return bool(
        re.search(
            rf"\binto\b|[里中内](?:面)?\s*(?:去|$|[，,。])|{FOLDER_WORDS}\s*[里中内]?\s*[。.]?$",
            text,
            FLAGS,
        )
    )


def renamed_there(text):
    """(the text without its clause on a new name, that name) where files are put elsewhere too."""
    first = next(filter(None, (re.search(p, text, FLAGS) for p in RENAMED_FIRST)), None)
    if first:  # "rename a.txt to b.txt and move it to docs"
        put = first["put"] if first["put"] != first["rest"] else ""
        return f"{first['head']}{put}{first['file']} {first['rest']}", first["name"]
    found = re.search(RENAMED, text, FLAGS)
    rest = text[: found.start()] if found else ""
    if not found or not re.search(PUT_ZH + r"|\b(?:move|copy|put)\b", rest, FLAGS):
        return text, ""
    return rest, found[1] or found[2]


def several_aims(text, aim=""):
    """Whether a text puts some files into one folder and others into another, or into both."""
    both = re.split(r"\s*(?:、|和|与|及|以及|\s+and\s+|&)\s*", os.path.basename(aim))
    if len(both) > 1 and not os.path.isdir(aim):
        beside = (os.path.join(os.path.dirname(aim), name) for name in both)
        return any(map(os.path.isdir, beside)) or " " in os.path.basename(aim)
    zh = re.findall(rf"{PUT_ZH}(?:一份)?(?:到|至|进入?)", text)
    en = re.findall(
        r"\b(?:in)?to\s+\S+?[,;]?\s+(?:and\s+)?(?:the\s+)?[\w.*]+\s+(?:files\s+)?(?:in)?to\s", text
    )
    return len(zh) > 1 or bool(en)


def last(pattern, text):
    """The last match of a pattern."""
    return next(reversed(list(re.finditer(pattern, text, FLAGS))), None)


def order_of(request, scope, text):
    """(its name, function from a file to the name of its folder) that the text organises by."""
    called = categories_wanted(text)
    by_kind = first_said(ORGANISE, text) in ("by_type", "by_category") and len(called) > 2
    if not by_kind and (sorted_by := sorting.folders_by(request, scope, text)):
        return "by_own", sorted_by
    name = first_said(ORGANISE, text) or (
        "by_type" if re.search("整理|分类|归类|归档|tidy|organi|clean", text, re.I) else ""
    )
    if bounded := by_bound(text):
        return "by_bound", bounded
    if not name and not called:
        raise failed(request, "order_unclear")
    if called:
        return (
            "by_category",
            lambda item: (
                called.get(category_of(item)) or called.get("other") or told(request, item)
            ),
        )
    return name, lambda item: ORDERS[name](request, item)


# Two folders for what is above a size and what is not: "超过 100 KB 的放“大”，其余放“小”".
PUT_IN = (
    r"(?:(?:都|就|统一)?(?:放|移动?|归|存|挪|装|分)(?:到|进|入|在)*"
    r"|(?:go|goes|move|moved)?\s*(?:in)?to)"
)
A_FOLDER = (
    r"\s*(?:(?:the|an?)\s+)?(?:folder\s+|文件夹\s*|目录\s*|子文件夹\s*)?(?:called\s+|named\s+)?"
    r"[\"“‘'「]?([^\s\"”’'」，,。；;.]+?)[\"”’'」]?(?:\s*(?:子?文件夹|目录"
    r"|folder))?[里中]?(?=\s*(?:[，,。；;.]|and\b|$))"
)
REST = (
    r"(?:其余|其他|其它|剩下|余下|别的)的?"
    r"|\b(?:the\s+)?(?:rest|others?|remaining\s+(?:ones|files)|everything\s+else)"
)
BOUND = (
    rf"(?P<how>{MORE}|{LESS})\s*{SIZE}\s*(?:的(?:文件|照片|图片"
    rf"|视频)?)?[，,]?\s*{PUT_IN}{A_FOLDER}.{{0,12}}?"
    rf"(?:{REST}|(?:(?:{MORE}|{LESS})[^，,。；;]*?))\s*{PUT_IN}{A_FOLDER}"
)


def by_bound(text):
    """A function from a file to one of two folders, by a size that a text names; None elsewhere."""
    found = re.search(BOUND, text, FLAGS)
    if not found:
        return None
    first, other = found.groups()[-2:]
    least, most = size_bounds(found.group()[: found.end(3) - found.start() + 1])
    return lambda item: first if least <= item.size <= most else other


def kind_of(request, item):
    """The suffix without its dot, in lower case."""
    kind = os.path.splitext(item.name)[1][1:].lower()
    return kind or request.say("无扩展名", "no_extension")


def category_of(item):
    """What a file of this suffix is: one of the images, documents …, or "other"."""
    kind = os.path.splitext(item.name)[1][1:].lower()
    known = (name for name, kinds in WORDS["categories"].items() if kind in kinds.split())
    return next(known, "other")


def told(request, item):
    """The name of a file's category in the user's language."""
    name = category_of(item)
    return request.say(WORDS["categories_zh"][name], name)


def categories_wanted(text):
    """{category: folder} as a text lists two or more: "into Pictures, Music and Other"."""
    found = re.search(WANTED, text, FLAGS)
    listed = next(filter(None, found.groups()), "") if found else ""
    called = {}
    for name, words in WORDS["categories_said"].items():
        edge = (r"(?<![A-Za-z])", r"(?![A-Za-z])")
        if word := re.search(f"{edge[0]}(?:{words}){edge[1]}", listed, FLAGS):
            called[name] = word.group()
    return called if len(called) > 1 else {}


def letter_of(request, item):
    """The first letter; "#" for what is none."""
    return item.name[0].upper() if item.name[0].isalpha() else "#"


def size_of(request, item):
    """Small, medium or large."""
    zh, en = next((zh, en) for most, en, zh in SIZES if item.size < most)
    return request.say(zh, en)


ORDERS = {
    "by_letter": letter_of, "by_size": size_of, "by_category": told, "by_type": kind_of,
}  # fmt: skip


def folder_spoken_of(text, cwd):
    """A folder directly below `cwd` whose bare name stands in the text; "" for none."""
    for name in sorted(os.listdir(cwd), key=len, reverse=True):
        around = (r"(?<![\w./-])", r"(?![\w-])") if name.isascii() else ("", "")
        if os.path.isdir(os.path.join(cwd, name)) and re.search(
            around[0] + re.escape(name) + around[1], text, re.ASCII
        ):
            return os.path.join(cwd, name)
    return ""
