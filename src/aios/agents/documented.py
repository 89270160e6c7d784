"""Whether the documents in a folder tell of what a question asks: its words stand there."""

import html
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from aios.contracts.patterns import Pattern
from aios.contracts.text import terms
from aios.skills.library import FUNCTION_TERMS

_PLAIN = (".md", ".markdown", ".txt", ".rst", ".html", ".htm", ".org", ".adoc")
_MOST_FILES, _MOST_BYTES = 40, 60_000
_STATEMENT = Pattern(r"[。！？；\n|]|[.!?](?=\s)|</(?:p|li|td|h\d|div|w:p)>")
_STREAM = re.compile(rb"\bstream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"(?:<((?:[0-9A-Fa-f]{4})+)>|\(((?:\\.|[^()\\])*)\))\s*T[jJ]")
_TAG = Pattern(r"<[^<>]*>")
# A statement that tells has two of the question's words, of a few words one.
_FEW = 8
# "Rent: 900 EUR", "**质保期**：两年".
_FIELD = Pattern(r"^\W{0,6}([A-Za-z][\w ]{0,24}|[\u4e00-\u9fff]{2,10})\W{0,3}[:：]\W{0,3}\S")
# What says where to look and how to tell it, and nothing of the matter.
_FRAME = Pattern(
    r"\b(?:search|look(?:ing)?|tell|says?|said|states?|documents?|docs?|files?|folders?"
    r"|director(?:y|ies)|papers|notes?|lines?|quote|sentence|please|have|has|know|need|want|long"
    r"|often|must|should|may|might|will|somewhere|according|which|who|so|compare|them|there)\b"
    r"|文件夹|文件|文档|目录|资料|这些|这个|帮我|翻翻|请问|查一?下|找一?下|写在|写着|写了|出自|分别|一致"
    r"|哪[个份里些一]|什么|怎么|多少|多[久长快大]|几",
    re.IGNORECASE,
)
# What asks about files and words as such, whatever stands in them.
_OF_FILES = Pattern(
    r"(?:几|多少)个?(?:文件|文档|[字行词页])|文件(?:大小|类型|名|数)"
    r"|(?:最[大小新旧近]|重复|为?空)的?(?:文件|文档)|修改时间|占用?了?多[大少]空间"
    r"|出现.{0,6}[次处词字多]|词频|包含|含有|提[到及]|哪[些几]行|每个文件"
    r"|\bhow\s+many\s+(?:\.?\w+\s+){0,2}(?:pdfs?|jpe?gs?|pngs?|mp3s?|images|pictures|photos|scans|bills)\b"
    r"|\bwhich\s+files\s+(?:exist|differ)|\bdifferent\s+contents?\b|\b0\s*bytes\b|\bno\s+content\s+at\s+all\b|不止一次|\bmore\s+than\s+once\b"
    r"|\bin\s+(?:bytes|[KMG]B)\b|多少\s*(?:个?字节|[KMG]B)|(?:几|多少)[份张首封]"
    r"|(?:缺|少|漏)了?哪些?(?:个)?(?:编号|序号)|\bnumbers?\s+(?:is|are)\s+missing\b"
    r"|\bhow\s+(?:many|large|big)\s+(?:\w+\s+){0,2}"
    r"(?:files?|documents?|words|lines|characters|pages|times)\b"
    r"|\bhow\s+often\s+do(?:es)?\s+the\s+words?\b|\bwords\s+in\b"
    r"|\b(?:largest|biggest|smallest|newest|oldest|empty|duplicate\w*)\s+"
    r"(?:(?:sub)?folders?|files?|documents?)\b|\b(?:folders?|files?)\s+(?:is|are)\s+(?:the\s+)?(?:larg|bigg|heavi|small|new|old)est\b"
    r"|\b(?:chang|modifi|edit|creat|touch|sav)ed\s+(?:last|latest|first|most\s+recently|today|yesterday)\b"
    r"|\b(?:last|most\s+recently)\s+(?:chang|edit|touch|sav)ed\b|最[近后晚早新](?:一次)?(?:被)?(?:修改|改动|更新|改过|动过|编辑)"
    r"|^\W*(?:which|what)\s+(?:\.?\w+\s+){0,2}(?:files?|folders?|documents?|images?|pictures?|photos?)\s+"
    r"(?:are|is|were)(?:\s+there)?\s+(?:in|under|inside|below|within)\s+(?:the\s+)?\S+(?:\s+folder)?\W*$"
    r"|有(?:哪些|什么|几个)\s*(?:\.?[A-Za-z]\w{1,5}|图片|照片|视频|压缩包|文件夹|子文件夹)\s*(?:文件|文档)?\W*$"
    r"|traceback|stack\s*trace|报错|堆栈|语法|\bsyntax\b"
    r"|\b(?:disk\s+space|file\s+sizes?|modified|which\s+lines|occur\w*|contain\w*|mention\w*"
    r"|word\s+count)\b|[\"“”「『]",
    re.IGNORECASE,
)


def tells_of(matter: str, places: Iterable[str]) -> bool:
    """True where a statement of these documents, or of those in these folders, has some of the
    matter's words."""
    asked = _words(_FRAME.sub(" ", matter))
    if not asked:
        return False
    enough = 1 if len(asked) < _FEW else 2
    return any(
        len(asked & _words(statement)) >= enough
        for place in places
        for path in _documents(place)
        for statement in _statements(path)
    )


def fields_told(matter: str, places: Iterable[str]) -> int:
    """How many of the fields that a matter names several of these documents have: "Rent: 900"."""
    asked, held = _words(matter), dict[str, int]()
    for path in (path for place in places for path in _documents(place)):
        found = (_FIELD.match(statement) for statement in _statements(path))
        for label in {one[1].strip().lower() for one in found if one}:
            held[label] = held.get(label, 0) + 1
    named = (words for label, n in held.items() if n > 1 and (words := _words(label)))
    return len({frozenset(words) for words in named if words <= asked})


def asks_of_files(text: str) -> bool:
    """True for what is asked of files or words as such, whatever they tell."""
    return bool(_OF_FILES.search(text))


def _words(text: str) -> set[str]:
    return {_bare(t) for t in terms(text) if not t.isdigit()} - FUNCTION_TERMS


def _bare(word: str) -> str:
    """The beginning of an English word, which its endings leave: deliver, delivery."""
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word)[:5] if word.isascii() and len(word) > 4 else word


def _documents(place: str) -> Iterator[Path]:
    """A document itself, or those of a folder."""
    if os.path.isfile(place):
        yield Path(place)
    seen = 0
    for at, folders, files in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            seen += 1
            if seen > _MOST_FILES:
                return
            if name.lower().endswith((*_PLAIN, ".docx", ".pdf")):
                yield Path(at, name)


def _statements(path: Path) -> Iterable[str]:
    text = _TAG.sub(" ", _STATEMENT.sub("\n", _text_of(path)))
    return html.unescape(text).split("\n")


def _text_of(path: Path) -> str:
    """The text of a document, with its marks; "" where it cannot be read: told by who reads it."""
    try:
        if path.suffix.lower() == ".docx":
            with zipfile.ZipFile(path) as packed, packed.open("word/document.xml") as body:
                return body.read(4 * _MOST_BYTES).decode("utf-8", "replace")
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES)
        pdf = path.suffix.lower() == ".pdf"
        return "\n".join(_shown(raw)) if pdf else raw.decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return ""


def _shown(body: bytes) -> Iterator[str]:
    """What the pages of a PDF show, as far as its codes are plain letters or Unicode."""
    for found in _STREAM.finditer(body):
        try:
            page = zlib.decompress(found[1])
        except zlib.error:
            page = found[1]
        for shown in _SHOWN.finditer(page):
            plain = shown[2].decode("latin-1") if shown[2] else ""
            yield plain or bytes.fromhex(shown[1].decode()).decode("utf-16-be", "replace")
