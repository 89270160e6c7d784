"""Folders called in the other language: "下载目录" where there is a folder Downloads."""

import re
from collections.abc import Callable, Iterator

from aios.contracts.patterns import Pattern

_TONGUES = {
    "下载": "Downloads downloads Download download",
    "桌面": "Desktop desktop",
    "日志": "logs log Logs",
    "音乐": "music Music",
    "歌曲": "music songs Music",
    "照片": "photos Photos pictures Pictures images",
    "图片": "images pictures photos Pictures",
    "视频": "videos Videos movies",
    "发票": "invoices Invoices",
    "备份": "backups backup Backups",
    "笔记": "notes Notes",
    "文档": "docs documents Documents",
    "客户": "clients customers",
    "扫描件": "scans",
    "扫描": "scans",
    "作业": "homework",
    "归档": "archive archives",
    "压缩包": "archives",
    "报告": "reports",
    "报表": "reports",
    "数据": "data",
    "合同": "contracts",
}
_WORDS = "|".join(_TONGUES)
_NAMED = Pattern(
    rf"(?<![\u4e00-\u9fff])(?:请|帮我|把|将|看看|查看?|统计|数一下|列出|对|在|给|整理|清理|删掉"
    rf"|删除|移动|的)*"
    rf"(?P<name>{_WORDS})\s*(?:这个)?(?:文件夹|目录|里|下面|中(?!的))"
    rf"|(?<=的)(?P<of>{_WORDS})(?:文件夹|目录)"
)
_NAMED_EN = Pattern(
    r"\bthe\s+(?P<name>downloads?|logs|music|photos|pictures|videos|invoices|backups|notes"
    r"|documents"
    r"|clients|scans|homework|reports|contracts)\s+(?:folder|directory)\b",
    re.IGNORECASE,
)


def translated(text: str, exists: Callable[[str], bool]) -> Iterator[str]:
    """Folders that are there under the name which the other language has for what is written."""
    for found in _NAMED.finditer(text):
        name = found["name"] or found["of"]
        if not exists(name):
            yield from list(filter(exists, _TONGUES[name].split()))[:1]
    for found in _NAMED_EN.finditer(text):
        name = found["name"].lower()
        if not (exists(name) or exists(name.title())):
            words = (zh for zh, en in _TONGUES.items() if name in en.lower().split())
            yield from list(filter(exists, words))[:1]
