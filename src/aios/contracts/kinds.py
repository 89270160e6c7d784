"""Kinds of files a text asks for, and the part of a long text that asks at all."""

import os
import re

from aios.contracts.patterns import Pattern

NEAR = 200
_HEAD, _TAIL = 1_500, 500


def asking(text: str) -> str:
    """The part of a text that asks: all of it, of a long one the beginning and the end."""
    return text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n{text[-_TAIL:]}"


_EXTENSIONS = (
    "csv tsv json jsonl ndjson txt md markdown log py ipynb js ts jsx tsx java c h cpp hpp cc go"
    " rs rb php sh bat ps1 sql html htm css xml yaml yml toml ini cfg conf env xlsx xls docx doc"
    " pptx ppt pdf png jpg jpeg gif svg webp bmp zip tar gz tgz rar 7z mp3 mp4 wav parquet db"
    " sqlite sqlite3 rst tex lock bak tmp dat bin whl diff patch kt swift lua vue out"
    " mkv mov avi webm flac m4a ogg heic tif tiff odt ods epub rtf psd"
)
EXTENSIONS = frozenset(_EXTENSIONS.split())
_KINDS = {
    "python": ("*.py",),
    "javascript": ("*.js",),
    "typescript": ("*.ts",),
    "markdown": ("*.md",),
    "text": ("*.txt",),
    "文本": ("*.txt",),
    "日志": ("*.log",),
    "excel": ("*.xlsx", "*.xls"),
    "word": ("*.docx", "*.doc"),
    "powerpoint": ("*.pptx", "*.ppt"),
    "图片": ("*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.bmp", "*.svg"),
    "图像": ("*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.bmp", "*.svg"),
    "image": ("*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.bmp", "*.svg"),
    "picture": ("*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.bmp", "*.svg"),
    "视频": ("*.mp4", "*.mkv", "*.avi", "*.mov"),
    "video": ("*.mp4", "*.mkv", "*.avi", "*.mov"),
    "压缩包": ("*.zip", "*.tar", "*.gz", "*.tgz", "*.rar", "*.7z"),
}
# What stands between kinds that are listed: "tmp、bak 文件", "the .tmp and .bak files".
_AND = r"\s*(?:[,，、/&]|\b(?:and|or)\b|以及|还有|[和与及或])\s*(?:\b(?:and|or|the)\s+)*"
_GLOB = Pattern(r"(?<![\w*])(?:[\w./-]{0,120}/)?[\w-]{0,60}\*+[\w*./-]{0,120}")
_KIND_WORD = "|".join(sorted((*_KINDS, *EXTENSIONS), key=len, reverse=True))
_KIND_FILES = Pattern(
    rf"(?<![A-Za-z0-9_.])\.?(?P<zh>{_KIND_WORD})\s*(?:格式的?|类型的?)?\s*(?:文件(?!夹)|文档"
    rf"|脚本|源码|图片|照片|图像|视频)"
    rf"|(?<![A-Za-z0-9_.])\.?(?P<en>{_KIND_WORD})\s+(?:files|documents|scripts|sources|images"
    rf"|pictures|photos|videos)\b"
    r"|(?:(?:所有|全部|每个|多少个?|几个)的?\s*|\b(?:all|every|each"
    r"|many)(?:\s+the)?\s+)\.(?P<dot>[A-Za-z0-9]{1,8})\b"
    r"|(?<![\w/\\.])\.(?P<ext>[A-Za-z0-9]{1,8})\s*(?:文件|files?\b)"
    rf"|\b(?:all|every|each|any)(?:\s+(?:of\s+)?(?:the"
    rf"|my))?\s+(?P<plural>(?!docs\b)(?:{_KIND_WORD}))s\b"
    r"(?!\s*(?:/|folder|director))"
    rf"|(?<![\w/\\.*])\.(?P<first>{_KIND_WORD})(?={_AND}\.(?:{_KIND_WORD})(?![A-Za-z0-9_.]))"
    rf"|\b(?:only|just)\s+(?:the\s+)?\.(?P<dotted>{_KIND_WORD})(?:\s+ones)?(?=[\s.!?]*$)"
    rf"|\b(?:only|just)\s+(?:the\s+)?(?P<ones>{_KIND_WORD})\s+ones\b"
    rf"|[只仅](?:要|看|列出?|显示|留下?"
    rf"|保留)\s*\.?(?P<alone>{_KIND_WORD})\s*(?:格式)?的?(?=[\s。.!！]*$)"
    rf"|(?<![\w/\\.*])\.(?P<put>{_KIND_WORD})\s*(?:的|都|全部|全|统一|一律|\s)*(?=移|挪|放进|放到"
    r"|复制|拷|搬|删)"
    rf"|\b(?:move|copy|delete|put)\s+(?:(?:all|every|the|my)\s+)*\.(?P<moved>{_KIND_WORD})s?(?=\s)"
    rf"|(?P<loose>图片|图像|视频|压缩包|\bimages\b|\bpictures\b|\bvideos\b)",
    re.IGNORECASE,
)
_LISTED_BEFORE = Pattern(rf"(?:(?<![\w./-])\.?(?:{_KIND_WORD}){_AND})+$", re.IGNORECASE)
_LISTED_AFTER = Pattern(rf"(?:{_AND}\.(?:{_KIND_WORD})(?![A-Za-z0-9_.]))+", re.IGNORECASE)
_ONE_KIND = Pattern(rf"(?<![A-Za-z0-9_])(?:{_KIND_WORD})(?![A-Za-z0-9_])", re.IGNORECASE)
_ONE_FILE = Pattern(
    r"(?:\b(?:a|an|the|this|that|one)|这个|该|此|那个|一个|[成为])\s*$", re.IGNORECASE
)


def globs(text: str) -> list[str]:
    """Patterns of file names the text asks for: "*.py", "py 文件", "所有 .log", "text files"."""
    text = asking(text)
    found = [
        m.group() for m in _GLOB.finditer(text) if re.search(r"[A-Za-z./]", m.group().strip("*"))
    ]
    for match in _KIND_FILES.finditer(text):
        kind = next(group for group in match.groups() if group).lower()
        if not match["en"] and _ONE_FILE.search(before(text, match.start())):
            continue
        for one in (*_listed(text, match), kind):
            found += _KINDS.get(one) or _KINDS.get(one.removesuffix("s")) or (f"*.{one}",)
    return list(dict.fromkeys(found))


def _listed(text: str, match: "re.Match[str]") -> list[str]:
    """The other kinds in one list with the one that was found."""
    earlier = _LISTED_BEFORE.search(before(text, match.start()))
    later = _LISTED_AFTER.match(text[match.end() :])
    told = " ".join(part.group() for part in (earlier, later) if part)
    return [kind.group().lower() for kind in _ONE_KIND.finditer(told)]


def before(text: str, at: int) -> str:
    """The words before `at` that may speak about what stands there."""
    return text[max(0, at - NEAR) : at]


# What a system calls its logs: files without an extension, or with the number of a turn.
LOGS = frozenset(["syslog", "messages", "dmesg", "maillog", "access_log", "error_log"])
LOG_WORDS = frozenset({"messages"})  # may as well be what is asked about
ROTATED = Pattern(r"\.[A-Za-z]{2,8}[.-]\d{1,8}$")


def plain_log(name: str) -> str:
    """A log's name without its folder and the number of its turn: "log/syslog.1" is "syslog"."""
    return re.sub(r"[.-]\d{1,8}$", "", re.split(r"[/\\]", name)[-1])


def log_suffix(name: str) -> str:
    """The suffix that tells what a log is that has none of its own: ".log"; "" for other files."""
    plain = plain_log(name)
    if plain in LOGS:
        return ".log"
    return "" if name.endswith(plain) else os.path.splitext(plain)[1]
