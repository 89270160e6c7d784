"""Where a sentence names folders, and which of those that exist it means."""

import re
from collections.abc import Iterable
from functools import lru_cache

from aios.contracts.kinds import NEAR
from aios.contracts.patterns import Pattern
from aios.contracts.trials import Exists, Trials

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_WORD = Pattern(r"\S+")
_PART = r"[\w.~()（）&'/-]+"
_AHEAD = Pattern(rf"(?: {_PART}){{1,2}}")
_BEHIND = Pattern(rf"(?:{_PART} ){{1,2}}$")
CUTS = 6
_FOLDER_NAME = rf"(?P<name>[\w{HAN}.~/\\:-]{{1,120}})"
_NAME_START = Pattern(_FOLDER_NAME)
_FROM_ITS_START = rf"(?<![\w{HAN}.~/\\:-]){_FOLDER_NAME}"
_FOLDER_WORDS = (
    Pattern(rf"{_FOLDER_NAME}\s*(?:目录|文件夹|这个目录|这个文件夹|里面?|下面?(?!载)|中)"),
    Pattern(rf"(?:目录|文件夹)\s*[\"'“]?{_FOLDER_NAME}"),
    Pattern(rf"{_FOLDER_NAME}\s+(?:folder|directory)\b", re.I),
    Pattern(
        r"\b(?:folders?|director(?:y|ies)|in|under|below|beneath|inside|from|of"
        r"|within)\s+(?:the\s+)?"
        r"(?!(?:in|under|below|inside|from|of|within)\s)"
        r"(?:(?:my\s+)?(?:folder|directory)\s+(?:(?:called|named)\s+)?)?"
        rf"[\"'“]?{_FOLDER_NAME}",
        re.I,
    ),
    # Bare names right beside what is to be done with them, and the second of two compared.
    Pattern(
        r"(?:清空|清理|整理|删除|删掉|移除|移动|复制|拷贝|备份|对比|比较|把|将"
        r"|\b(?:delete|remove|erase|empty|clear|clean|tidy|organi[sz]e|move|copy|back|rename"
        r"|compare"
        r"|diff|between|mv|cp|rm|rmdir|ls|dir|du|tree|zip|pack|archive|compress)"
        r"(?:\s{1,4}+(?:up|out|-{1,2}[\w-]{1,20})\b){0,4}+\s)"
        rf"\s*(?:(?:the|my)\s+)?{_FOLDER_NAME}",
        re.I,
    ),
    Pattern(
        r"(?:对比|比较|\b(?:compare|diff|between|differs?)\b)[^,，。；;\n]{1,60}?"
        rf"(?:\s(?:and|with|to|against|vs\.?)\s|和|与|跟)\s*(?:(?:the|my)\s+)?{_FOLDER_NAME}",
        re.I,
    ),
    Pattern(
        rf"\b(?:compared|relative|next)\s+(?:to|with)\s+(?:(?:the|my)\s+)?{_FOLDER_NAME}", re.I
    ),
    # One of two that are weighed: "which is bigger, v1 or v2", "v1 和 v2 哪个大".
    Pattern(
        r"\b(?:which|bigger|larger|smaller|heavier|newer|older|fewer|more)\b"
        rf"[^;；\n]{{1,60}}?[\s,:]{_FOLDER_NAME}\s+or\s",
        re.I,
    ),
    Pattern(rf"{_FROM_ITS_START}\s*(?:还是|[和与跟]\s*[\w.-]+\s*(?:哪|谁))"),
    # The first of two that are called folders, though the second may not be there.
    Pattern(
        rf"{_FROM_ITS_START}\s*(?:[和与跟及、]|\band\b)\s*[\w{HAN}.~/-]{{1,60}}?\s*"
        r"(?:这?两个)?(?:文件夹|目录)"
    ),
    # The second of two whose difference is asked for; the first is found as one of its list.
    Pattern(
        rf"{_FOLDER_NAME}\s{{0,3}}+"
        r"(?:(?:这?两个|文件夹|目录|之间|有|是|的|内容|到底|什么|啥|哪些|哪里|何"
        r"|没有)\s{0,2}+){0,6}+"
        r"(?:区别|不同|不一样|差别|差异|一样|相同|差在|一致)"
    ),
    # What a folder is or holds is told first: "notes is where I write", "相册 是这几年的照片".
    Pattern(
        rf"^\s*{_FOLDER_NAME}\s+(?:是|放|存|装|堆|(?:is|holds?|contains?|has)\s+(?:an?|the|my"
        rf"|our|all|every|where)\b)",
        re.I,
    ),
    Pattern(rf"^\s*{_FOLDER_NAME}(?<!:)\s*[:：]\s"),  # "scans: number the files"
    # What is said of a folder that stands first: "a 比 b 多了什么", "a and b differ".
    Pattern(rf"比\s*{_FOLDER_NAME}"),
    Pattern(rf"{_FROM_ITS_START}\s+by\s+(?:sub-?)?(?:folder|directory|file|extension|type)", re.I),
    Pattern(rf"{_FROM_ITS_START}\s*的(?:所有|全部)?(?:文件|图片|照片|文档|内容|子文件夹|子目录)"),
    Pattern(
        rf"{_FROM_ITS_START}\s*(?:比|相比|(?:都|总共|一共|总计){{0,2}}[有占]了?(?:哪些|什么|啥"
        rf"|多少|几))"
    ),
    Pattern(
        rf"{_FROM_ITS_START}\s+(?:differs?|lacks?|(?:has|have|does|do|is|are)(?:n't|\s+not)"
        r"|(?:are|is)\s+(?:the same|identical|different))\b",
        re.I,
    ),
    Pattern(
        rf"\b(?:chang|differ)\w*[^,;，；\n]{{0,40}}?\bfrom\s+\S{{1,60}}\s+to\s+{_FOLDER_NAME}",
        re.I,
    ),
    Pattern(  # but no "/" that divides words: "TODO / FIXME"
        rf"(?!/\s+\w)(?P<name>(?:[A-Za-z]:|~"
        rf"|\.{{1,2}})?(?:[\w{HAN}.-]{{0,80}}[/\\]){{1,20}}[\w{HAN}.-]{{0,80}})"
    ),
)
# What folders are to be like is shown: "2026年1月 → 2026-01 文件夹", "folders such as 2026-09/".
SHOWN_BEFORE = (
    r"(?:→|->|=>|\bsuch\s+as|\blike|\be\.?g\.?|例如|比如|形如|[变归]?[成到进])[\s,:：]{0,3}"
)


@lru_cache(maxsize=64)
def written_as_folders(text: str) -> tuple[tuple[int, int], ...]:
    """Where folders are named, Chinese words glued to them included."""
    return tuple(m.span("name") for pattern in _FOLDER_WORDS for m in pattern.finditer(text))


def ends_ahead(text: str, end: int) -> list[int]:
    """Where up to two more words of a name end that may hold blanks."""
    more = _AHEAD.match(text[end : end + NEAR])
    return [end + word.end() for word in _WORD.finditer(more.group())] if more else []


def with_blanks(text: str, start: int, end: int, trials: Trials) -> str:
    """The longest folder's name of up to three words that begins or ends with the one given."""
    behind = text[max(0, start - NEAR) : start]
    names = [text[start:last] for last in reversed(ends_ahead(text, end))]
    less = _BEHIND.search(behind)
    words = list(_WORD.finditer(less.group())) if less else []
    for first in (start - len(less.group()) + word.start() for word in words if less):
        cuts = [i for i in range(first + 1, start) if boundary(text[i - 1], text[i])]
        names += [text[i:end] for i in (first, *cuts[:CUTS])]
    for name in names:
        rest = re.split(r"\s", name)[-1]
        cuts = [i for i in range(1, len(rest)) if boundary(rest[i - 1], rest[i])][:CUTS]
        cuts += _stops(rest)
        whole = name[: len(name) - len(rest)]
        for reading in (name, *(whole + rest[:i] for i in reversed(cuts))):
            if " " in reading and trials(reading):
                return reading
    return ""


_JOINT = Pattern(
    r"\s*(?:,\s*and\b|[,，、&]|\band\b|\bor\b|以及|还有|[和与跟及或])\s*(?:(?:the|my"
    r"|folders?)\s+)*",
    re.IGNORECASE,
)
_GOES_ON = r"(?:,\s*and\b|[,，、&]|\band\b|以及|[和与跟及])\s*$"
_JOINT_BEFORE = Pattern(_GOES_ON)
_LISTED_BEFORE = Pattern(rf"{_FOLDER_NAME}\s*{_GOES_ON}")
_MOST_LISTED = 10


def listed_with(name: str, text: str, near: int, trials: Trials) -> list[str]:
    """The folder with those of the same list: "docs、Old Stuff 和 photos 里的文件"."""
    start = text.find(name, max(0, near - NEAR))
    names, first, last = [name], start, start + len(name)
    while start >= 0 and len(names) < _MOST_LISTED and (more := _next(text, last, trials)):
        names.append(more[0])
        last = more[1]
    while start >= 0 and len(names) < _MOST_LISTED and (less := _previous(text, first, trials)):
        names.insert(0, less)
        first = text.rfind(less, 0, first)
    return names


def _next(text: str, at: int, trials: Trials) -> tuple[str, int] | None:
    """The folder that a list goes on with behind `at`, and where it ends."""
    joint = _JOINT.match(text[at : at + NEAR])
    part = _NAME_START.match(text[at + joint.end() : at + NEAR]) if joint else None
    if not joint or not part:
        return None
    first, last = at + joint.end(), at + joint.end() + part.end()
    name = with_blanks(text, first, last, trials) or longest(text[first:last], trials)
    known = name.strip("./") and text.startswith(name, first)
    return (name, first + len(name)) if known else None


def _previous(text: str, at: int, trials: Trials) -> str:
    """The folder that a list had right before `at`, or ""."""
    near = max(0, at - NEAR)
    if not _JOINT_BEFORE.search(text[near:at]):  # names are looked for at every sign: it is slow
        return ""
    listed = _LISTED_BEFORE.search(text[near:at])
    if not listed:
        return ""
    first, last = (near + place for place in listed.span("name"))
    name = with_blanks(text, first, last, trials) or longest(text[first:last], trials)
    return name if name.strip("./") else ""


# What a list may hold that is no folder's name: "compare docs and this one", "a 和 其他".
_NO_NAME_WORDS = (
    "this that it here both all other others the my them print show list tell thanks thank please"
    " pls cheers ok okay again now too also size sizes date dates details counts numbers names"
)
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
_WITH = Pattern(
    r"\s*(?:,\s*and\b|[,，、&]|\b(?:and|or|with|to|against|vs\.?)\s|以及|还有|[和与跟及或])\s*"
    r"(?:(?:the|my|folders?)\s+)*",
    re.IGNORECASE,
)
_BESIDE_OTHER = Pattern(r"\b(?:with|to|against)\b", re.IGNORECASE)
_COMPARES = Pattern(
    r"compar|\bdiff|\bsame\b|\bmatch|\bidentical|\bsync|\bagainst\b|\bcheck", re.IGNORECASE
)
_BESIDES = Pattern(
    rf"\s*(?P<name>[{HAN}]{{1,6}}[A-Za-z_-]*\d[A-Za-z0-9_-]*|[A-Za-z0-9_./~-][A-Za-z0-9_./~-]*)"
)
_AHEAD_OF_LIST = Pattern(
    r"(?<!\w)(?P<name>[A-Za-z0-9_./~-][\w./~-]*)\s*(?:,\s*and\b|[,，、&]|\band\b|\bwith\b"
    r"|[和与跟及])\s*$",
    re.IGNORECASE,
)
_NAME_LIKE = Pattern(r"[\w.-]*[\d_/][\w./~-]*")
_LIST_ENDS = Pattern(
    r"\s*(?:$|[?？。!！]|\.(?=\s|$)|(?:这?两个)?(?:目录|文件夹)|哪|谁|folders?\b|director(?:y"
    r"|ies)\b)",
    re.IGNORECASE,
)


# "Every .jpeg in scans to .jpg": no folder is called so.
_SUFFIX = Pattern(r"\.[A-Za-z][A-Za-z0-9]{0,4}[.?!]*")


def lost_beside(name: str, text: str, exists: Exists) -> list[str]:
    """What stands in one list with a folder that is there, looks like another, and is not.

    A name with a digit, a slash or an underscore looks like one anywhere; a bare word only where
    the list ends with it.
    """
    at = text.find(name)
    if at < 0:
        return []
    end, found = at + len(name), []
    joint = _WITH.match(text[end : end + NEAR])
    if joint and _BESIDE_OTHER.search(joint.group()) and not _COMPARES.search(text):
        joint = None  # "the spaces in notes with underscores"
    rest = text[end + joint.end() :][:NEAR] if joint else ""
    after = _BESIDES.match(rest)
    ends = after and _LIST_ENDS.match(rest[after.end() :])
    comma = joint and joint.group().strip() == "," and not _COMPARES.search(text)
    like = after and _NAME_LIKE.fullmatch(after["name"])
    # "in a, b_ becomes c_" and "in a, grouped" go on with something else
    if after and ((ends and (like or not comma)) or (like and not comma)):
        found.append(after["name"])
    before = _AHEAD_OF_LIST.search(text[max(0, at - NEAR) : at])
    if before and _NAME_LIKE.fullmatch(before["name"]):
        found.append(before["name"])
    names = (one.rstrip(".?!") for one in found if not _SUFFIX.fullmatch(one))
    return [n for n in names if n.strip("./~") and n.lower() not in _NO_NAMES and not exists(n)]


def longest(name: str, trials: Trials) -> str:
    """The longest reading of a name glued to Chinese words that is a folder, or ""."""
    starts = [i for i in range(len(name)) if i == 0 or boundary(name[i - 1], name[i])]
    ends = [j for j in range(1, len(name) + 1) if j == len(name) or boundary(name[j - 1], name[j])]
    ends += _stops(name)
    readings = sorted(((i, j) for i in starts for j in ends if j > i), key=lambda p: p[0] - p[1])
    told = ((i, j) for i, j in readings if not _only_begins(name, i, j))
    return next((name[i:j] for i, j in told if trials(name[i:j])), "")


def _stops(name: str) -> list[int]:
    """Where a name ends that the full stop of its sentence is glued to: "They are in offers."."""
    bare = name.rstrip(".")
    return [len(bare)] if bare.strip("./~") and bare != name else []


def _only_begins(name: str, start: int, end: int) -> bool:
    """True for the "./" of "./备份2019": the beginning of a path, no folder of its own."""
    return end < len(name) and name[end] not in "里中下目文的" and not name[start:end].strip("./~")


def boundary(left: str, right: str) -> bool:
    """A name may begin or end here: beside a Chinese sign, a bracket or a colon."""
    return _separates(left) or _separates(right)


def _separates(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or sign in "()（）[]:："


def without_said_here(text: str, names: Iterable[str]) -> str:
    """A text without "这个文件夹" behind the name of a folder, which is not where one stands."""
    said = "|".join(map(re.escape, names)) or "(?!)"
    return re.sub(rf"(?:{said})\s*这个?(?:文件夹|目录)", " ", text)
