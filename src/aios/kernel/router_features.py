"""What the router's linear model sees of a text: character n-grams, words, structure, acts and objects.

Training and routing use this one function, so that they cannot drift apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aios.contracts.text import normalise, terms
from aios.kernel.router_lexicon import word_classes

LONGEST_TEXT = 600
"""Characters that are read of a long text: two thirds of its beginning, one third of its end."""

FILE_KINDS = {
    "data": "csv tsv json jsonl ndjson xlsx xls parquet db sqlite",
    "code": "py js ts jsx tsx go rs java c cpp cc h hpp rb php sh ps1 sql html css vue kt swift ipynb cs scala lua",
    "document": "pdf docx doc md rst pptx ppt epub odt tex rtf",
    "note": "txt",
    "log": "log out err",
    "config": "yaml yml toml ini env conf cfg xml lock properties",
    "picture": "png jpg jpeg gif svg webp bmp heic",
    "archive": "zip gz tar tgz rar 7z bz2 xz iso bin exe dmg deb whl",
    "media": "mp3 mp4 wav mov avi mkv flac",
}
_KIND_OF_EXTENSION = {ext: kind for kind, exts in FILE_KINDS.items() for ext in exts.split()}
# One private-use character stands for each kind of thing named, so that n-grams see the kind only.
_SIGN = {
    kind: chr(0xE001 + place)
    for place, kind in enumerate([*FILE_KINDS, "folder", "url", "code-block"])
}

_FENCE = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
_URL = re.compile(
    r"(?:https?|ftp)://[^\s,，。；、)）>\"'\u4e00-\u9fff]+|\bwww\.[a-z0-9.-]+[^\s\u4e00-\u9fff]*"
)
_NOT_IN_A_NAME = "把将从对看读给在里到用和与及算析计画成为是的打开"
_FILE_NAME = re.compile(
    rf"(?:[a-z0-9_./\\~*-]+|(?:(?![{_NOT_IN_A_NAME}])[\u4e00-\u9fff\w./~-])*[\u4e00-\u9fff])"
    r"\.([a-z][a-z0-9]{0,6})(?![a-z0-9_])"
)
_FOLDER = re.compile(
    r"(?<![\w.])(?:~|\.{1,2})?/[\w.~-]+(?:/[\w.~-]*)*|\b[\w.-]+/(?![\w])|\b[a-z]:\\[\w\\.-]*"
)
_DIGITS = re.compile(r"\d+")

# Spellings used in Taiwan, after the characters were simplified.
_TAIWAN = {
    "程式码": "代码", "程式": "程序", "资料夹": "文件夹", "资料库": "数据库", "档案": "文件", "网路": "网络",
    "伺服器": "服务器", "记忆体": "内存", "硬碟": "硬盘", "磁碟": "磁盘", "连结": "链接", "滑鼠": "鼠标",
    "函式库": "库", "函式": "函数", "回传": "返回", "当掉": "崩溃", "执行绪": "线程", "软体": "软件",
    "萤幕": "屏幕", "副档名": "扩展名", "品质": "质量", "影片": "视频", "使用者": "用户", "专案": "项目",
    "变数": "变量", "阵列": "数组", "字串": "字符串", "物件": "对象", "介面": "接口", "网页": "网页",
    "储存": "保存", "擷取": "抓取", "撷取": "抓取", "资讯": "信息", "搜寻": "搜索", "列印": "打印",
}  # fmt: skip
_TAIWAN_WORD = re.compile("|".join(sorted(_TAIWAN, key=len, reverse=True)))

_STRUCTURE = {
    "traceback": r"traceback|exception in thread|\b\w*(?:error|exception)\b\s*:|^\s*at \w[\w.$]+\(|panic:|error\[e\d+\]"
    r"|segfault|segmentation fault|exit (?:code|status)|core dumped",
    "error-name": r"\b[a-z]*(?:error|exception)\b",
    "http-status": r"(?<!\d)(?:40[0-9]|41[0-9]|42[0-9]|50[0-4])(?!\d)",
    "diff": r"^diff --git|^@@ |^\+\+\+ |^--- |\bpr\s*#?\d+|\bgit diff\b",
    "code-line": r"\bdef \w+\(|\bclass \w+[:({]|\bfunction \w*\(|=>|\breturn \w|;\s*$|\bselect\b.+\bfrom\b|#include"
    r"|\blambda \w|\bfor\b.+\bin\b.+:|\w+\(\w*\)",
    "glob": r"\*\.\w+|\*\*|(?:^|\s)\.\w{1,5}\b",
    "port": r"(?:端口|\bport)\s*:?\s*\d{2,5}|\d{2,5}\s*(?:号|这个|个)?\s*(?:端口|port\b)|(?:localhost|127\.0\.0\.1):\d+",
    "threshold": r"(?:超过|大于|高于|低于|小于|达到|不足|above|over|below|under|exceeds?|hits?|drops?|reach\w*)\D{0,12}\d"
    r"|快满|\d\s*%",
    "tell-me": r"提醒我|通知我|叫我|喊我|告诉我一声|就告诉我|告警|报警|预警|吱一声|\b(?:alert|notify|warn|ping|email|remind) me\b"
    r"|tell me (?:when|if)|let me know|\balert when",
    "schedule": r"每(?:隔)?[\d一两三五十]*(?:天|小时|分钟|周|月|秒)|定时|\bevery \w+|\bhourly\b|\bdaily\b|\bcron\b",
    "source": r"出处|来源|引用|注明|页码|参考文献|\bcit(?:e|ation|ing)|\bsources?\b|\breferences?\b",
    "count": r"前\s*[\d一二三五十]+|\btop\s*\d+|\bfirst \d+|[\d一二三五十]+条",
    "question": r"[?？]|吗|呢$|么$|\b(?:what|which|who|how|why|where|when|is|are|does|do|can)\b",
    "how-to": r"怎么写|如何实现|怎么实现|怎么用|how (?:do|would|to|can)\b",
    "live": r"现在|目前|当前|此刻|正在|\bright now\b|\bcurrently\b|\bnow\b",
    "creative": r"写(?:一)?(?:首|篇|封|副)|一首|poem|haiku|love letter|bedtime",
    "then": r"然后|再把|接着|最后|\bthen\b|并且|之后",
    "in-files": r"(?:目录|文件夹|仓库|项目|repo|folder|directory|src)\S{0,3}(?:里|下|中)|\bin (?:the|this|my) (?:repo|folder|directory|project)",
}  # fmt: skip
_STRUCTURE_PATTERNS = [
    (name, re.compile(pattern, re.MULTILINE)) for name, pattern in _STRUCTURE.items()
]


@dataclass(frozen=True, slots=True)
class Features:
    """The three groups of features of a text, by name; each group is scaled to one length."""

    characters: tuple[str, ...]
    words: tuple[str, ...]
    structure: tuple[str, ...]

    def __iter__(self) -> Iterator[tuple[float, tuple[str, ...]]]:
        """Each group with the value that each of its features has."""
        yield _share(self.characters, 1.0), self.characters
        yield _share(self.words, 0.8), self.words
        yield _share(self.structure, 0.8), self.structure


def features(text: str) -> Features:
    """The features of a task's text."""
    spelled = spell(text)
    masked, named = mask(spelled)
    padded = f" {' '.join(masked.split())} "
    grams = _grams(padded)
    words = terms(masked)
    pairs = [f"{one} {two}" for one, two in zip(words, words[1:], strict=False)]
    structure = {f"s:{name}" for name, pattern in _STRUCTURE_PATTERNS if pattern.search(spelled)}
    structure.update(f"n:{kind}" for kind in named)
    structure.add(f"l:{min(len(padded.strip()), 40) // 4}")
    structure.update(_acts_and_objects(grams, [*words, *pairs]))
    return Features(
        characters=tuple(f"c{gram}" for gram in grams),
        words=tuple({f"w{word}" for word in [*words, *pairs]}),
        structure=tuple(structure),
    )


def spell(text: str) -> str:
    """`text` cut to a readable length, in one spelling, with mainland vocabulary."""
    if len(text) > LONGEST_TEXT:
        text = f"{text[: LONGEST_TEXT * 2 // 3]} {text[-LONGEST_TEXT // 3 :]}"
    spelled = normalise(text)
    return spelled if spelled.isascii() else _TAIWAN_WORD.sub(lambda m: _TAIWAN[m[0]], spelled)


def mask(spelled: str) -> tuple[str, list[str]]:
    """The text with everything named in it replaced by a sign of its kind, and those kinds."""
    named: list[str] = []

    def sign(kind: str) -> str:
        named.append(kind)
        return f" {_SIGN[kind]} "

    def file_sign(match: re.Match[str]) -> str:
        kind = _KIND_OF_EXTENSION.get(match[1])
        return sign(kind) if kind else match[0]

    masked = (
        _FENCE.sub(lambda _: sign("code-block"), spelled)
        if "``" in spelled or "~~~" in spelled
        else spelled
    )
    masked = _URL.sub(lambda _: sign("url"), masked)
    if "." in masked:
        masked = _FILE_NAME.sub(file_sign, masked)
    if "/" in masked or "\\" in masked:
        masked = _FOLDER.sub(lambda _: sign("folder"), masked)
    return _DIGITS.sub(lambda m: "0" * min(len(m[0]), 4), masked), named


def _grams(padded: str) -> list[str]:
    grams = set(padded)
    for size in (2, 3, 4):
        grams.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    grams.discard(" ")
    return sorted(grams)


def _acts_and_objects(grams: Iterable[str], words: Iterable[str]) -> set[str]:
    chinese, english = word_classes()
    found = {chinese[gram] for gram in grams if gram in chinese}
    found.update(english[word] for word in words if word in english)
    acts = [label for label in found if label.startswith("act")]
    objects = [label for label in found if label.startswith("object")]
    found.update(f"{act} {thing}" for act in acts for thing in objects)
    return found


def _share(group: tuple[str, ...], weight: float) -> float:
    return weight / len(group) ** 0.5 if group else 0.0
