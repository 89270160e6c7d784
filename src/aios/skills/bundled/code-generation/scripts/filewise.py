"""Functions that tell something of every file of a folder, as a request tells them: how many
lines, words or bytes, its hash, how often a word is in it; at once in threads or one by one.
"""

import re
from dataclasses import dataclass

from bricks import Brick
from parts import documented, header, role_of
from ruled import made_brick
from signatures import Signature

_ROLES = {
    "folder": "folder directory dir root path folder_path dir_path dirname base src source_dir",
    "workers": "workers max_workers threads n_threads num_workers num_threads concurrency",
    "word": "word keyword text needle term query",
    "ending": "ext extension suffix ending",
    "most": "n top limit k count",
}
# What is told of a file, in the words for it, and how it comes out of the file's path.
_MEASURES = [
    ("hits", r"\btimes\b|occurrences|出现(?:的)?次数|多少次|几次", "{text}.count({word})"),
    ("hits", r"lines|行", "sum({word} in line for line in {text}.splitlines())"),
    ("hash", r"sha-?256", "hashlib.sha256(path.read_bytes()).hexdigest()"),
    ("hash", r"sha-?1\b", "hashlib.sha1(path.read_bytes()).hexdigest()"),
    ("hash", r"md5|hash|checksum|哈希|校验", "hashlib.md5(path.read_bytes()).hexdigest()"),
    ("filled", r"non-?(?:empty|blank) lines|非空(?:白)?行",
     "sum(bool(line.strip()) for line in {text}.splitlines())"),
    ("lines", r"\blines\b|line count|行数|多少行|几行", "len({text}.splitlines())"),
    ("words", r"\bwords\b|word count|单词|词数", "len({text}.split())"),
    ("chars", r"\bcharacters\b|字符|字数", "len({text})"),
    ("size", r"\bbytes\b|\bsizes?\b|字节|大小", "path.stat().st_size"),
]  # fmt: skip
_EVERY = re.compile(
    r"\b(?:each|every|all|files)\b[^;。]{0,40}\bfiles?\b|\bfiles in\b|\ball [\w.]+ files"
    r"|每(?:个|一个)|所有|全部|各个?", re.I
)  # fmt: skip
_DEEP = r"sub-?(?:folder|director)\w*|recursiv\w*|子文件夹|子目录|递归"
_NOT_DEEP = (
    r"(?:not|n.t|without|ignor\w*|no|skip)\b[^.;,]{0,24}(?:sub-?(?:folder|director)|recurs)"
    r"|top level"
    r"|(?:不|别|无需)[^。；，]{0,8}(?:子文件夹|子目录|递归)|(?:子文件夹"
    r"|子目录)[^。；，]{0,6}(?:不|别|忽略)"
)


@dataclass(frozen=True)
class Filewise:
    """What is wished for: the parts that parameters play, what is told of a file, which files are
    looked at, and how the answer is put together."""

    name: str
    head: str
    roles: dict[str, str]
    measure: str
    endings: tuple[str, ...]
    deep: bool
    threads: bool
    shape: str
    order: str
    hits_only: bool


def filewise(part: str, wish: Signature) -> Brick | None:
    """The function that tells something of every file; None where none is told of."""
    params = wish.params or ()
    roles = {role_of(w.name, _ROLES): w.name for w in params}
    if "folder" not in roles or "" in roles or len(roles) != len(params):
        return None
    measure, shape = _measure(part, roles), _shape(part)
    if not measure or not shape or not _EVERY.search(part):
        return None
    told = Filewise(
        wish.name,
        header(wish),
        roles,
        measure,
        tuple(dict.fromkeys(re.findall(r"(?<![\w*])\*?(\.[a-z]\w{0,4})(?![\w(])", part))),
        bool(re.search(_DEEP, part, re.I)) and not re.search(_NOT_DEEP, part, re.I),
        bool(re.search(r"thread|concurren|parallel|at once|同时|并发|并行|线程", part, re.I)),
        shape,
        _order(part),
        bool(re.search(r"left out|leave out|without (?:a|any) (?:hit|match)|only (?:files"
        r"|those) (?:with|that)"
                       r"|没有(?:出现|找到|命中)?[^。；]{0,6}(?:不|跳过)|只(?:要|返回)(?:有"
                       r"|包含)", part, re.I)),
    )  # fmt: skip
    return made_brick(wish.name, source_of(told), "逐个文件统计")


def _measure(part: str, roles: dict[str, str]) -> str:
    """The source of what is told of a file, "" for nothing known."""
    folded = bool(
        re.search(
            r"ignor\w+ case|case[- ]insensitive|upper (?:and|or) lower"
            r"|大小写",
            part,
            re.I,
        )
    )
    text = 'path.read_text(encoding="utf-8", errors="replace")' + (".lower()" if folded else "")
    word = roles.get("word", "") + (".lower()" if folded else "")
    for kind, words, source in _MEASURES:
        if (kind == "hits") == ("word" in roles) and re.search(words, part, re.I):
            return source.replace("{text}", text).replace("{word}", word)
    return ""


def _shape(part: str) -> str:
    """How the answer is put together, "" where the text does not say."""
    if re.search(r"\bdict\w*|mapping|字典|\{\s*(?:文件名|file)", part, re.I):
        return "dict"
    if re.search(r"\btuples?\b|\bpairs?\b|元组|\[\(", part, re.I):
        return "pairs"
    return "total" if re.search(r"\btotal\b|altogether|总共|总的|总行数|合计", part, re.I) else ""


def _order(part: str) -> str:
    """The arguments of the sort."""
    down = r"largest|biggest|most|highest|descending|longest|从大到小|从多到少|降序|从高到低"
    return "key=lambda one: (-one[1], one[0])" if re.search(down, part, re.I) else ""


def source_of(told: Filewise) -> str:
    """The source of the function."""
    folder, globbed = told.roles["folder"], "rglob" if told.deep else "glob"
    lines = [f"def {told.name}({told.head}) -> Any:"]
    lines += documented("What is told of each file of a folder.", _shown(told))
    lines += [
        f"    place = Path({folder})",
        f'    found = [path for path in place.{globbed}("*") if {_kept(told)}]',
    ]
    lines += [
        "    paths = sorted(found)",
        "",
        "    def measure(path: Path) -> Any:",
        f"        return {told.measure}",
        "",
    ]
    if told.threads:
        wide = told.roles.get("workers", "8")
        lines += [f"    with ThreadPoolExecutor(max_workers={wide}) as pool:"]
        lines += ["        measures = list(pool.map(measure, paths))"]
    else:
        lines += ["    measures = list(map(measure, paths))"]
    if told.shape == "total":
        lines += ["    return sum(measures)"]
    else:
        key = "path.relative_to(place).as_posix()" if told.deep else "path.name"
        kept = " if value" if told.hits_only else ""
        lines += [f"    pairs = [({key}, value) for path, value in zip(paths, measures){kept}]"]
        cut = f"[:{told.roles['most']}]" if "most" in told.roles else ""
        made = f"sorted(pairs{', ' + told.order if told.order else ''}){cut}"
        lines += [f"    return dict({made})" if told.shape == "dict" else f"    return {made}"]
    imports = "import hashlib\nfrom concurrent.futures import ThreadPoolExecutor\n"
    imports += "from pathlib import Path\nfrom typing import Any\n"
    return '"""Bricks written for one request."""\n\n' + imports + "\n\n" + "\n".join(lines) + "\n"


def _kept(told: Filewise) -> str:
    """The condition under which a file is looked at."""
    if ending := told.roles.get("ending"):
        return f"path.is_file() and path.name.endswith({ending})"
    if not told.endings:
        return "path.is_file()"
    given = repr(told.endings[0]) if len(told.endings) == 1 else repr(told.endings)
    return f"path.is_file() and path.name.endswith({given})"


def _shown(told: Filewise) -> list[str]:
    """What an empty folder gives."""
    if told.roles.keys() - {"folder", "workers"}:
        return []
    nothing = {"dict": "{}", "pairs": "[]", "total": "0"}[told.shape]
    return [
        '>>> place = Path("empty_folder")',
        ">>> place.mkdir()",
        f">>> {told.name}(place)",
        nothing,
    ]
