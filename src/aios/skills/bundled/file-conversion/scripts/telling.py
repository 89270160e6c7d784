"""In which encoding texts are, and with which mark and line ends they are written."""

import os
import re

from asked import files_of, text_of
from failures import failed
from texts import encoding_of, shown

SHOWN_FILES = 200
BYTES = 20_000_000
_QUESTION = re.compile(
    r"^\s*(?:is|are|does|do|what|which)\b|什么编码|啥编码|还是|是不是|有没有|吗\s*[？?]?\s*$", re.I
)
_DEED = re.compile(
    r"convert|change|re-?(?:en)?code|make|save|fix|remove|repair|add\b|转|修|改|换成|变成|去掉|加上|存成",
    re.I,
)


def only_asks(request):
    """True for a question, with nothing in it that is to be done."""
    text = text_of(request)
    return bool(_QUESTION.search(text)) and not _DEED.search(text)


def tell_encoding(request):
    """The encoding, the byte order mark and the line ends of each file."""
    files = files_of(request, whole=True)
    facts = [_facts(path) for path in files[:SHOWN_FILES]]
    texts = [f for f in facts if f["encoding"]]
    if not texts and len(files) == 1:
        code = "not_text" if os.path.getsize(files[0]) else "file_empty"
        raise failed(request, code, file=os.path.basename(files[0]))
    told = [_told(request, f) for f in texts]
    notes = []
    if len(facts) > len(texts):
        others = ", ".join(f["file"] for f in facts if not f["encoding"])
        notes.append(request.say(f"不是文本或是空的：{others}", f"no text, or empty: {others}"))
    if len(files) > SHOWN_FILES:
        rest = len(files) - SHOWN_FILES
        notes.append(request.say(f"还有 {rest} 个文件没有看", f"{rest} more files were not read"))
    return {
        "answer": "\n".join(told),
        "data": facts,
        "notes": notes,
        "origin": ", ".join(files[:SHOWN_FILES]),
    }


def _facts(path):
    with open(path, "rb") as file:
        raw = file.read(BYTES)
    encoding = encoding_of(raw)
    text = raw.decode(encoding, "replace") if encoding else ""
    windows = text.count("\r\n")
    ends = {"CRLF": windows, "LF": text.count("\n") - windows, "CR": text.count("\r") - windows}
    return {
        "file": os.path.basename(path),
        "encoding": shown(encoding) if encoding else "",
        "bom": encoding in ("utf-8-sig", "utf-16", "utf-32"),
        "line_ends": {name: count for name, count in ends.items() if count},
        "bytes": os.path.getsize(path),
        "characters": len(text),
    }


def _told(request, facts):
    ends = request.say("、", ", ").join(f"{n} × {c:,}" for n, c in facts["line_ends"].items())
    bom = request.say("有 BOM", "with a BOM") if facts["bom"] else request.say("无 BOM", "no BOM")
    ends = ends or request.say("无", "none")
    ascii_too = facts["encoding"] == "ASCII"
    plain = request.say("（也是合法的 UTF-8）", " (valid UTF-8 as well)") if ascii_too else ""
    name, encoding, size = facts["file"], f"{facts['encoding']}{plain}", f"{facts['bytes']:,}"
    return request.say(
        f"{name} 的编码是 {encoding}，{bom}；换行：{ends}；{size} 字节。",
        f"{name}: {encoding}, {bom}; line ends: {ends}; {size} bytes.",
    )
