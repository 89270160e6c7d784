"""What a Chinese or English sentence names: files, folders, addresses, quotations, file kinds.

Files, folders and kinds are looked for in the first 1,500 and the last 500 characters of a long
text, what stands between is matter the task is about; addresses and quotations everywhere.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from aios.contracts.addresses import blank
from aios.contracts.addresses import blank_urls as blank_urls
from aios.contracts.addresses import ports as ports
from aios.contracts.addresses import twin as twin
from aios.contracts.addresses import url_spans as url_spans
from aios.contracts.addresses import urls as urls
from aios.contracts.aims import NO_OUTPUT, OUTPUT_WORDS, without_aims, without_new_names
from aios.contracts.kinds import (
    EXTENSIONS,
    LOG_WORDS,
    LOGS,
    NEAR,
    ROTATED,
    asking,
    before,
    plain_log,
)
from aios.contracts.kinds import globs as globs
from aios.contracts.numerals import count as count
from aios.contracts.numerals import numbers as numbers
from aios.contracts.patterns import Pattern
from aios.contracts.trials import Exists, Trials

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_QUOTED = Pattern(
    '“([^“”\n]+)”|‘([^‘’\n]+)’|「([^「」\n]+)」|『([^『』\n]+)』|"([^"\n]+)"|`([^`\n]+)`'
    r"|(?<![A-Za-z0-9])'([^'\n]+)'(?![A-Za-z0-9])"
)


def quoted(text: str) -> list[str]:
    """What stands in quotation marks of any kind, without them; apostrophes quote nothing."""
    return [next(group for group in match.groups() if group) for match in _QUOTED.finditer(text)]


# ---------------------------------------------------------------- files and folders

_NAME = rf"[\w{_HAN}.~/\\:@+%#()（）\[\]-]"
_TURN = r"\.\d{1,3}(?![A-Za-z0-9_])"  # the number of a log that was put away
_EXTENSION = Pattern(rf"\.([A-Za-z][A-Za-z0-9]{{0,9}}|7z)(?:{_TURN}|(?!{_TURN}))(?![A-Za-z0-9_(])")
_BREAKS = Pattern(r"[\s,，。；;！？!?、<>|*?\"'`“”‘’「」『』《》【】=]+")
_OUTPUT = Pattern(
    rf"(?:{OUTPUT_WORDS})(?:(?<![A-Za-z])\s*|(?<=[A-Za-z])(?:\s+|(?=[\"'`“「])))[\"'`“「]?(?P<name>(?:[A-Za-z]:)?[\w{_HAN}.~/\\-]{{0,120}}[\w{_HAN}-]\.(?P<ext>[A-Za-z][A-Za-z0-9]{{0,7}}|7z))"
    r"(?![A-Za-z0-9_(@])(?!\s*的(?!文件|格式))",  # "生成 a.csv 的报告" reads a.csv
    re.IGNORECASE,
)
_LONGEST = 300
_RUN = 400
_WORD_ENDS = ",，。；;\"'“”"


def output_name(text: str) -> str | None:
    """The name of the file to be written: "保存成 out.csv", "save as x.png", "to report.md"."""
    found = _output(asking(text))
    return found["name"] if found else None


@lru_cache(maxsize=64)  # planning asks for that of the same few texts again and again
def _output(text: str) -> "re.Match[str] | None":
    for found in _OUTPUT.finditer(text):
        bare = found.group().lower().startswith("to")
        known = found["ext"].lower() in EXTENSIONS
        known &= found["name"].lower() not in _KINDS_OF_ARCHIVE.split()
        if known and not (bare and NO_OUTPUT.search(before(text, found.start()))):
            return found
    return None


def paths(text: str, exists: Exists) -> list[str]:
    """Existing files and folders the text names, as written, each once, in order.

    Relative, absolute, `~`, Windows, quoted with spaces, glued to Chinese words: of the readings
    a name allows, the longest that `exists` counts. The name of a file to be written is left out.
    """
    text, trials = asking(text), Trials(exists)
    known = _existing(text, trials)
    found = [name for _, name in sorted(known)]
    inside = (_in_a_folder(text, name, trials) for name in _file_like(text, known))
    return list(dict.fromkeys([*found, *filter(None, inside)]))


def missing_paths(text: str, exists: Exists) -> list[str]:
    """Names that look like files to be read but do not exist."""
    text, trials = asking(text), Trials(exists)
    known = _existing(text, trials)
    names = _file_like(text, known)
    return [n for n in dict.fromkeys(names) if not trials(n) and not _in_a_folder(text, n, trials)]


def _file_like(text: str, known: list[tuple[int, str]]) -> list[str]:
    """What looks like files to be read, beside those that are `known` to exist."""
    rest = blank(text, [(at, at + len(name)) for at, name in known])
    rest = without_new_names(_blank_output(blank_urls(_TRACE_FRAME.sub(" ", rest))))
    found = [_VERB_BEFORE.sub("", m.group()) for m in _LOOKS_LIKE_FILE.finditer(rest)]
    return [name for name in found if _is_file_name(name)]


def _in_a_folder(text: str, name: str, trials: "Trials") -> str:
    """The path of a file that is said to be in a folder: "docs 里的 a.md" is "docs/a.md"; or ""."""
    name = re.sub(rf"^.*[{_HAN}](?=[\w.-])", "", name) if "的" in name else name
    for start, end in _written_as_folders(text)[:_FOLDERS_TRIED]:
        cuts = [i for i in range(start + 1, end) if _boundary(text[i - 1], text[i])]
        for first in (start, *cuts[:_CUTS]):
            folder = re.sub(r"(?:文件夹|目录)?/?$", "", text[first:end])
            path = f"{folder}/{name}"
            if folder != name and trials(path):
                return path
    return ""


_LOOKS_LIKE_FILE = Pattern(
    rf"(?:[A-Za-z]:[\\/]|~?[/\\]|\.{{1,2}}[/\\])?[\w{_HAN}][\w{_HAN}./\\-]{{0,120}}\.(?:[A-Za-z][A-Za-z0-9]{{0,7}}|7z)(?![\w(@.]{{0,60}}[@(])(?![A-Za-z0-9_])"
)
# Files of a traceback that was pasted are told of, not to be read.
_TRACE_FRAME = Pattern(r'File "[^"\n]{1,300}", line \d+')
_VERB_BEFORE = Pattern(
    rf"^[{_HAN}]*?(?:分析|读取|统计|打开|查看|计算|处理|加载|读|根据|基于|使用|文件|里的|中的|请|把|将|对|用|从|给|看看|看|画出|画"
    rf"|总结|转换|检查|数一下|数|运行|审查|调试|比较|和|与|在)(?=[\w{_HAN}])"
)
_FRAMEWORKS = "node.js vue.js next.js react.js three.js d3.js express.js nuxt.js"
_KINDS_OF_ARCHIVE = "tar.gz tar.xz tar.bz2"


def _is_file_name(name: str) -> bool:
    stem, _, extension = name.rpartition(".")
    if "/" not in name and "\\" not in name and extension.lower() not in EXTENSIONS:
        return False
    return (
        bool(stem.strip("./\\"))
        and name.lower() not in f"{_FRAMEWORKS} {_KINDS_OF_ARCHIVE}".split()
        and len(extension) > 0
    )


def _real(trials: Trials, name: str) -> bool:
    """True when the name looks like a file's and exists."""
    trials.look()
    return _plausible(name) and trials(name)


def _existing(text: str, trials: Trials) -> list[tuple[int, str]]:
    """(where, name) of everything that exists, the longest reading of each first."""
    found: list[tuple[int, str]] = []
    text = _blank_output(text)
    for match in _QUOTED.finditer(text):
        start, inner = next(
            (match.start(i), g) for i, g in enumerate(match.groups(), 1) if g is not None
        )
        if _plausible(inner.strip(), quoted=True) and trials(inner.strip()):
            found.append((start, inner.strip()))
    rest = blank_urls(blank(text, [(at, at + len(name)) for at, name in found]))
    for start, end in _runs(rest):
        found += _in_run(rest, start, end, trials)
    return [pair for pair in found if pair[1] not in LOG_WORDS] or found


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text without blanks or hard punctuation, each once, long ones in pieces."""
    at = 0
    gaps = [gap.span() for gap in _BREAKS.finditer(text)]
    for start, end in [*gaps, (len(text), len(text))]:
        for first in range(at, start, _RUN):
            yield first, min(first + _RUN, start)
        at = end


def _in_run(text: str, start: int, end: int, trials: Trials) -> list[tuple[int, str]]:
    if trials.spent or not _promising(text[start:end]):
        return []
    for first, last in _readings(text, start, end):
        name = text[first:last]
        if _real(trials, name):
            before = _in_run(text, start, first, trials) if first > start else []
            after = _in_run(text, last, end, trials) if last < end else []
            return [*before, (first, name), *after]
    return []


def _promising(run: str) -> bool:
    return bool(_EXTENSION.search(run) or re.search(rf"[/\\~A-Z_]|[a-z]-|{'|'.join(LOGS)}", run))


def _readings(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where a name within the run may begin and end, longest first; it may hold a few blanks."""
    run = text[start:end]
    firsts = [start + i for i in range(len(run)) if i == 0 or _boundary(run[i - 1], run[i])][:60]
    ends = {start + m.end() for m in _EXTENSION.finditer(run)} | {end}
    ends |= {start + i for i in range(1, len(run)) if _boundary(run[i - 1], run[i])}
    lasts = sorted(ends, reverse=True)[:60]
    if _EXTENSION.search(run):
        firsts = [*_earlier_words(text, start), *firsts]
    pairs = [(f, last) for f in firsts for last in lasts if 0 < last - f <= _LONGEST]
    return sorted(pairs, key=lambda pair: pair[0] - pair[1])


def _earlier_words(text: str, start: int) -> list[int]:
    """Where the up to three words before `start` begin: names may hold blanks."""
    found: list[int] = []
    floor, at = max(0, start - 120), start
    while len(found) < 3 and at > floor and text[at - 1] == " ":
        begin = at - 1
        while begin > floor and not (text[begin - 1].isspace() or text[begin - 1] in _WORD_ENDS):
            begin -= 1
        if begin == at - 1:
            break
        found.insert(0, begin)
        at = begin
    return found


def _boundary(left: str, right: str) -> bool:
    """A name may begin or end here: beside a Chinese sign, a bracket or a colon."""
    return _separates(left) or _separates(right)


def _separates(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or sign in "()（）[]:："


def _plausible(name: str, *, quoted: bool = False) -> bool:
    """A file's name rather than a word that happens to be one: a dot, a slash, or capitals."""
    if not name.strip(". \t") or name.strip() != name:
        return False
    if quoted or re.search(r"[/\\]|^~", name):
        return True
    extension = name.rpartition(".")[2]
    if plain_log(name) in LOGS or ROTATED.search(name):
        return True
    if "." in name.strip("."):
        return bool(re.match(r"(?:[A-Za-z_~]\w*|7z)$", extension))
    return bool(re.search(r"[A-Z_]|[a-z]-[a-z]|\d", name)) and name.isascii() and len(name) > 2


def _blank_output(text: str) -> str:
    found = _output(text)
    return blank(text, [found.span("name")]) if found else text


# ---------------------------------------------------------------- folders

_HERE = Pattern(
    r"当前(?:目录|文件夹|路径)|(?:这个|本|此|该)(?:目录|文件夹)"
    r"|\b(?:this|current|working) (?:folder|directory)"
    r"|\bcwd\b|\bin here\b|(?<![\w.])\./?(?![\w./])",
    re.IGNORECASE,
)
_HOME = {
    "~/Downloads": Pattern(r"下载(?:目录|文件夹)|\bdownloads? (?:folder|directory)", re.I),
    "~/Desktop": Pattern(r"桌面|\bdesktop\b", re.I),
    "~/Documents": Pattern(r"文档(?:目录|文件夹)|\bdocuments folder", re.I),
    "~": Pattern(r"(?:家|主|用户)目录|\bhome (?:folder|directory)", re.I),
}
_WORD = Pattern(r"\S+")
_PART = r"[\w.~()（）&'/-]+"
_AHEAD = Pattern(rf"(?: {_PART}){{1,2}}")
_BEHIND = Pattern(rf"(?:{_PART} ){{1,2}}$")
_CUTS, _FOLDERS_TRIED = 6, 8
_FOLDER_NAME = rf"(?P<name>[\w{_HAN}.~/\\:-]{{1,120}})"
_FOLDER_WORDS = (
    Pattern(rf"{_FOLDER_NAME}\s*(?:目录|文件夹|这个目录|这个文件夹|里面?|下面?|中)"),
    Pattern(rf"(?:目录|文件夹)\s*[\"'“]?{_FOLDER_NAME}"),
    Pattern(rf"{_FOLDER_NAME}\s+(?:folder|directory)\b", re.I),
    Pattern(
        r"\b(?:folders?|director(?:y|ies)|in|under|inside|from|of|within)\s+(?:the\s+)?"
        rf"[\"'“]?{_FOLDER_NAME}",
        re.I,
    ),
    # Bare names right beside what is to be done with them, and the second of two compared.
    Pattern(
        r"(?:清空|清理|整理|删除|删掉|移除|移动|复制|拷贝|备份|对比|比较|把|将"
        r"|\b(?:delete|remove|erase|empty|clear|clean|tidy|organi[sz]e|move|copy|back|rename|compare"
        rf"|diff|between)(?:\s+(?:up|out))?\s)\s*(?:(?:the|my)\s+)?{_FOLDER_NAME}",
        re.I,
    ),
    Pattern(
        r"(?:对比|比较|\b(?:compare|diff|between|differs?)\b)[^,，。；;\n]{1,60}?"
        rf"(?:\s(?:and|with|to|against|vs\.?)\s|和|与|跟)\s*(?:(?:the|my)\s+)?{_FOLDER_NAME}",
        re.I,
    ),
    Pattern(
        rf"(?P<name>(?:[A-Za-z]:|~|\.{{1,2}})?(?:[\w{_HAN}.-]{{0,80}}[/\\]){{1,20}}[\w{_HAN}.-]{{0,80}})"
    ),
)


def folders(text: str, exists: Exists) -> list[str]:
    """Existing folders the text names; "." for "当前目录" and its like. `exists` tells folders."""
    text, trials = asking(text), Trials(exists)
    rest = blank_urls(_blank_output(text))
    found: dict[str, None] = {}
    for name in quoted(text):
        if trials(name):
            found[name] = None
    for start, end in _written_as_folders(rest):
        if not trials.spent:
            name = _with_blanks(rest, start, end, trials) or _longest(rest[start:end], trials)
            if name.strip(".") and (name != "/" or rest[start:end] == "/"):
                found[name] = None
    found |= {home: None for home, words in _HOME.items() if words.search(rest) and trials(home)}
    if _HERE.search(rest) and trials("."):
        found["."] = None
    return list(found)


@lru_cache(maxsize=64)
def _written_as_folders(text: str) -> tuple[tuple[int, int], ...]:
    """Where folders are named, Chinese words glued to them included."""
    return tuple(m.span("name") for pattern in _FOLDER_WORDS for m in pattern.finditer(text))


def _with_blanks(text: str, start: int, end: int, trials: Trials) -> str:
    """The longest folder's name of up to three words that begins or ends with the one given."""
    ahead, behind = text[end : end + NEAR], text[max(0, start - NEAR) : start]
    more = _AHEAD.match(ahead)
    ends = [m.end() for m in _WORD.finditer(more.group())] if more else []
    names = [text[start : end + at] for at in reversed(ends)]
    less = _BEHIND.search(behind)
    words = list(_WORD.finditer(less.group())) if less else []
    for first in (start - len(less.group()) + word.start() for word in words if less):
        cuts = [i for i in range(first + 1, start) if _boundary(text[i - 1], text[i])]
        names += [text[i:end] for i in (first, *cuts[:_CUTS])]
    for name in names:
        rest = re.split(r"\s", name)[-1]
        cuts = [i for i in range(1, len(rest)) if _boundary(rest[i - 1], rest[i])][:_CUTS]
        whole = name[: len(name) - len(rest)]
        for reading in (name, *(whole + rest[:i] for i in reversed(cuts))):
            if " " in reading and trials(reading):
                return reading
    return ""


# Words before "folder" that are no name of one: "delete the empty folder", "show folder sizes".
_NO_FOLDER_WORDS = (
    "this the current working a an my that each every which home by per of in to new any some same"
    " other all both two into sub empty parent root another whole entire own target show list"
    " print display draw find compare count delete remove clean organize organise tidy sort"
)
_NO_FOLDERS = frozenset(_NO_FOLDER_WORDS.split())


def missing_folders(text: str, exists: Exists) -> list[str]:
    """Names that are written as folders ("logs/", "logs 目录") but do not exist.

    Where files are to be put ("move all pdfs to docs/") need not be there yet.
    """
    rest = without_aims(blank_urls(_blank_output(asking(text))))
    written = [
        m.group().strip() for m in re.finditer(rf"[~\w{_HAN}./\\-]{{1,120}}/(?![\w{_HAN}])", rest)
    ]
    written += [
        m["name"] for m in re.finditer(r"(?P<name>[\w./~-]{1,120})\s*(?:目录|文件夹)", rest, re.A)
    ]
    written += [
        m["name"] for m in re.finditer(r"(?P<name>[\w./~-]{1,120})\s+(?:folder|directory)\b", rest)
    ]
    return [n for n in dict.fromkeys(written) if n.lower() not in _NO_FOLDERS and not exists(n)]


def _longest(name: str, trials: Trials) -> str:
    """The longest reading of a name glued to Chinese words that is a folder, or ""."""
    starts = [i for i in range(len(name)) if i == 0 or _boundary(name[i - 1], name[i])]
    ends = [j for j in range(1, len(name) + 1) if j == len(name) or _boundary(name[j - 1], name[j])]
    readings = sorted(((i, j) for i in starts for j in ends if j > i), key=lambda p: p[0] - p[1])
    return next((name[i:j] for i, j in readings if trials(name[i:j])), "")
