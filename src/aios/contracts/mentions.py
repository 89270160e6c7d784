"""What a Chinese or English sentence names: files, folders, addresses, quotations, file kinds.

Files, folders and kinds are looked for in the first 1,500 and the last 500 characters of a long
text, what stands between is matter the task is about; addresses and quotations everywhere.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from aios.contracts import bare_names
from aios.contracts.addresses import blank
from aios.contracts.addresses import blank_urls as blank_urls
from aios.contracts.addresses import ports as ports
from aios.contracts.addresses import twin as twin
from aios.contracts.addresses import url_spans as url_spans
from aios.contracts.addresses import urls as urls
from aios.contracts.aims import NO_OUTPUT, OUTPUT_WORDS, without_aims, without_new_names
from aios.contracts.folder_names import (
    CUTS,
    HAN,
    SHOWN_BEFORE,
    boundary,
    ends_ahead,
    listed_with,
    longest,
    lost_beside,
    with_blanks,
    without_said_here,
    written_as_folders,
)
from aios.contracts.folder_tongues import translated
from aios.contracts.kinds import (
    EXTENSIONS,
    LOG_WORDS,
    LOGS,
    ROTATED,
    asking,
    before,
    plain_log,
)
from aios.contracts.kinds import globs as globs
from aios.contracts.name_ranges import between, ends_a_run
from aios.contracts.numerals import count as count
from aios.contracts.numerals import numbers as numbers
from aios.contracts.patterns import Pattern
from aios.contracts.trials import Exists, Trials

FOLDERS_TRIED = 8
_QUOTED = Pattern(
    '“([^“”\n]+)”|‘([^‘’\n]+)’|「([^「」\n]+)」|『([^『』\n]+)』|"([^"\n]+)"|`([^`\n]+)`'
    r"|(?<![A-Za-z0-9])'([^'\n]+)'(?![A-Za-z0-9])"
)


def quoted(text: str) -> list[str]:
    """What stands in quotation marks of any kind, without them; apostrophes quote nothing."""
    return [next(group for group in match.groups() if group) for match in _QUOTED.finditer(text)]


# ---------------------------------------------------------------- files and folders

_NAME = rf"[\w{HAN}.~/\\:@+%#()（）\[\]-]"
_TURN = r"\.\d{1,3}(?![A-Za-z0-9_])"  # the number of a log that was put away
_EXTENSION = Pattern(rf"\.([A-Za-z][A-Za-z0-9]{{0,9}}|7z)(?:{_TURN}|(?!{_TURN}))(?![A-Za-z0-9_(])")
_BREAKS = Pattern(r"[\s,，。；;！？!?、<>|*?\"'`“”‘’「」『』《》【】=]+")
_OUTPUT = Pattern(
    rf"(?:{OUTPUT_WORDS})(?:(?<![A-Za-z])\s*|(?<=[A-Za-z])(?:\s+|(?=[\"'`“「])))[\"'`“「]?(?P<name>(?:[A-Za-z]:)?[\w{HAN}.~/\\-]{{0,120}}[\w{HAN}-]\.(?P<ext>[A-Za-z][A-Za-z0-9]{{0,7}}|7z))"
    r"(?![A-Za-z0-9_(@])(?!\s*的(?!文件|格式))",  # "生成 a.csv 的报告" reads a.csv
    re.IGNORECASE,
)
_STANDS_IN = Pattern(r"\bin\s+[\"'`“「]?\S+$", re.IGNORECASE)
# "write tests for the functions in a.py" reads a.py, too.
_TESTS_OF = Pattern(r"\btests?\s+(?:cases?\s+)?(?:for|of)\b.*\bin\s+\S+$", re.IGNORECASE)
# "导出/a.csv", "输出文件夹里的 a.csv": a folder that is called so.
_IN_A_FOLDER = Pattern(
    r"(?:导出|输出|保存|生成)(?:/|(?:文件夹|目录)?[里中]?的|(?:文件夹|目录)[里中/])"
)
# "日志存在 a.log 里了" tells where it is.
_IS_THERE = Pattern(r"[\"'`”」]?\s*(?:文件)?(?:里面?|中)?了")
_GOES_TO = Pattern(r"^[\"'`”」]?\s+(?:in)?to\b|^[\"'`”」]?\s+as\b", re.IGNORECASE)
_LONGEST = 300
_RUN = 400
_GLUED = 8
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
        # "turn the table in a.md into csv": that is where it stands, not where it goes.
        known &= not (_STANDS_IN.search(found.group()) and _GOES_TO.search(text[found.end() :]))
        known &= not _TESTS_OF.search(found.group())
        known &= not _IN_A_FOLDER.match(found.group())
        known &= not (_IS_THERE.match(text[found.end() :]) or found["name"].startswith("了"))
        known &= not (bare and ends_a_run(text[: found.start()], found["name"]))
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
    found = between(text, sorted(known), trials)
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
    rest = _blank_output(blank_urls(_TRACE_FRAME.sub(" ", without_new_names(rest))))
    told = [name for name in quoted(rest) if " " in name and _is_file_name(name)]
    for name in told:
        rest = rest.replace(name, " " * len(name))
    found = [_VERB_BEFORE.sub("", m.group()) for m in _LOOKS_LIKE_FILE.finditer(rest)]
    return [*told, *(name for name in found if _is_file_name(name))]


def _in_a_folder(text: str, name: str, trials: "Trials") -> str:
    """The path of a file that is said to be in a folder: "docs 里的 a.md" is "docs/a.md"; or ""."""
    name = re.sub(rf"^.*[{HAN}](?=[\w.-])", "", name) if "的" in name else name
    at = text.find(name)
    names = [text[first : at + len(name)] for first in _earlier_words(text, at)] if at > 0 else []
    for start, end in written_as_folders(text)[:FOLDERS_TRIED]:
        cuts = [i for i in range(start + 1, end) if boundary(text[i - 1], text[i])]
        for last in (end, *ends_ahead(text, end)):
            for first in (start, *cuts[:CUTS]):
                folder = re.sub(r"(?:文件夹|目录)?/?$", "", text[first:last])
                paths = (f"{folder}/{one}" for one in (*names, name) if folder != name)
                if path := next(filter(trials, paths), ""):
                    return path
    return ""


_LOOKS_LIKE_FILE = Pattern(
    rf"(?:[A-Za-z]:[\\/]|~?[/\\]|\.{{1,2}}[/\\])?[\w{HAN}][\w{HAN}./\\-]{{0,120}}\.(?:[A-Za-z][A-Za-z0-9]{{0,7}}|7z)(?![\w(@.]{{0,60}}[@(])(?![A-Za-z0-9_])"
)
# Files of a traceback that was pasted are told of, not to be read.
_TRACE_FRAME = Pattern(r'File "[^"\n]{1,300}", line \d+')
_VERB_BEFORE = Pattern(
    rf"^[{HAN}]*?(?:分析|读取|统计|打开|查看|计算|处理|加载|读|根据|基于|使用|文件夹的?|文件|里的"
    rf"|中的|请|把|将|对|用|从|给|看看|看|画出|画"
    rf"|总结|转换|检查|数一下|数|运行|审查|调试|比较|和|与|在)(?=[\w{HAN}])"
)
_FRAMEWORKS = "node.js vue.js next.js react.js three.js d3.js express.js nuxt.js"
_KINDS_OF_ARCHIVE = "tar.gz tar.xz tar.bz2"


def _is_file_name(name: str) -> bool:
    stem, _, extension = name.rpartition(".")
    if "/" not in name and "\\" not in name and extension.lower() not in EXTENSIONS:
        return False
    if stem.endswith(
        ("的", "所有", "全部", "个", "后缀", "扩展名", "里", "中", "里面", "下面")
    ):  # "30天以前的.log": a kind of files
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
    firsts = [start + i for i in range(len(run)) if i == 0 or boundary(run[i - 1], run[i])][:60]
    ends = {start + m.end() for m in _EXTENSION.finditer(run)} | {end}
    ends |= {start + i for i in range(1, len(run)) if boundary(run[i - 1], run[i])}
    lasts = sorted(ends, reverse=True)[:60]
    if _EXTENSION.search(run):
        earlier = _earlier_words(text, start)
        glued = range(earlier[0] + 1, start) if earlier else ()  # "把库存 表.xlsx"
        cuts = [i for i in glued if boundary(text[i - 1], text[i])][:_GLUED]
        firsts = [*earlier, *cuts, *firsts]
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
    r"|\bcwd\b|\b(?:in|and) here\b|[和与跟及、]\s*这里|(?:^|(?<=[\s`“‘(（]))\./?(?![\w./])",
    re.IGNORECASE,
)
_HOME = {
    "~/Downloads": Pattern(r"下载(?:目录|文件夹)|\bdownloads? (?:folder|directory)", re.I),
    "~/Desktop": Pattern(r"桌面|\bdesktop\b", re.I),
    "~/Documents": Pattern(r"文档(?:目录|文件夹)|\bdocuments folder", re.I),
    "~": Pattern(r"(?:家|主|用户)目录|\bhome (?:folder|directory)", re.I),
}


# "make a zip of docs" names no folder "a"; "compare a and b", "files in folder a" may.
_ARTICLE = Pattern(
    r"(?<!folder )(?<!folders )(?<!directory )(?<!the )(?<![\w./\\~-])"
    r"\ba(?=\s+(?!(?:and|or|vs|versus|with|to|but|that"
    r"|which|has|have|is|are|was|were|from|in|into|as|against|differs?|lacks?|does|do|not|compared|by|for|of|on"
    r"|than|please|here|now|too|also|then|it)\b)[A-Za-z0-9])",
    re.IGNORECASE,
)


# The full stop behind an address that was taken out, which is no folder.
_BEHIND_A_PAGE = Pattern(r"(?<= {8})\.(?=\s|$)")


def folders(text: str, exists: Exists) -> list[str]:
    """Existing folders the text names; "." for "当前目录" and its like. `exists` tells folders."""
    text, trials = asking(text), Trials(exists)
    rest = _ARTICLE.sub(" ", blank_urls(_blank_output(text)))
    rest = _BEHIND_A_PAGE.sub(" ", rest)
    found: dict[str, None] = {name: None for name in quoted(text) if trials(name)}
    for start, end in written_as_folders(rest):
        if not trials.spent:
            name = with_blanks(rest, start, end, trials) or longest(rest[start:end], trials)
            if name.strip(".") and (name != "/" or rest[start:end] == "/"):
                found |= dict.fromkeys(listed_with(name, rest, start, trials))
    found |= {home: None for home, words in _HOME.items() if words.search(rest) and trials(home)}
    if _HERE.search(without_said_here(rest, found)) and trials("."):
        found["."] = None
    found = found or dict.fromkeys(translated(rest, trials))
    known = {one.rpartition("/")[2] for one in found}
    bare = (one for one in _barely(text, trials, alone=not found) if one not in known)
    return list(found | dict.fromkeys(bare))


def _barely(text: str, trials: Trials, *, alone: bool) -> list[str]:
    """Folders that only their bare names tell of; words, where nothing else is named."""
    rest = _to_be_there(without_new_names(text))
    called = bare_names.called(rest, trials)
    if called or not alone or urls(text) or _LOOKS_LIKE_FILE.search(rest):
        return called
    return bare_names.spoken_of(rest, trials)


# Words before "folder" that are no name of one: "delete the empty folder", "show folder sizes".
_NO_FOLDER_WORDS = (
    "this the current working a an my that each every which home by per of in to new any some same"
    " other all both two into sub empty parent root another whole entire own target show list"
    " print display draw find compare count delete remove clean organize organise tidy sort"
)
# "every __pycache__ folder" are all those that are so called, wherever they are.
_EACH_BEFORE = Pattern(r"\b(?:every|each|any|all)\s+(?:the\s+)?[\"'`“‘]?$", re.IGNORECASE)
_NO_FOLDERS = frozenset(_NO_FOLDER_WORDS.split())


def missing_folders(text: str, exists: Exists) -> list[str]:
    """Names that are written as folders ("logs/", "logs 目录") but do not exist.

    Where files are to be put ("move all pdfs to docs/") need not be there yet.
    """
    rest = _to_be_there(text)
    written = [
        m.group().strip() for m in re.finditer(rf"[~\w{HAN}./\\-]{{1,120}}/(?![\w{HAN}])", rest)
    ]
    written += [
        m["name"] for m in re.finditer(r"(?P<name>[\w./~-]{1,120})\s*(?:目录|文件夹)", rest, re.A)
    ]
    written += [
        m["name"]
        for m in re.finditer(r"(?<!['’])(?P<name>[\w./~-]{1,120})\s+(?:folder|directory)\b", rest)
        if not _EACH_BEFORE.search(rest[: m.start()])
    ]
    written += re.findall(r"\bout of (?:my |the folder )?([\w./~-]{2,120})\s*$", rest)
    written = [name for name in written if not re.search(SHOWN_BEFORE + re.escape(name), rest)]
    whole = [m["name"] or m["other"] or m["bare"] for m in _PATH_OF_FOLDER.finditer(rest)]
    written = [*whole, *(n for n in written if not any(n.strip("/") in path for path in whole))]
    return [n for n in dict.fromkeys(written) if n.lower() not in _NO_FOLDERS and not exists(n)]


def missing_beside(text: str, there: Iterable[str], exists: Exists) -> list[str]:
    """Names in one list with folders that are `there`, but do not exist: "v1 and v7"."""
    rest = without_new_names(_to_be_there(text))
    return list(dict.fromkeys(lost for name in there for lost in lost_beside(name, rest, exists)))


def _to_be_there(text: str) -> str:
    """What a text says of things that are there, without where they are to be put."""
    return without_aims(blank_urls(_blank_output(asking(text))))


# A path written out, of Chinese signs too: "./备份2019 目录", "in ~/照片/旧".
_PATH_OF_FOLDER = Pattern(
    rf"(?<![\w{HAN}.~/-])(?P<name>(?:~|\.{{1,2}})?/[\w{HAN}.~/-]{{1,120}}?)"
    r"(?:\s*(?:这个)?(?:目录|文件夹|里面?的?|中的|下面?的?|底下)|\s+(?:folder|directory)\b)"
    rf"|\b(?:in|inside|under|of|from|在)\s*(?P<other>(?:~|\.{{1,2}})/[\w{HAN}~/-]{{1,120}})(?![\w{HAN}.~/-])"
    # "compare ./old and ./new": no suffix, and nothing glued to it
    r"|(?<![\w.~/-])(?P<bare>(?:~|\.{1,2})/[A-Za-z0-9_~/-]{1,120})(?![\w.~/-])",
    re.IGNORECASE,
)
