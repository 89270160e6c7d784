"""Files and texts as Base64, and back."""

import base64
import binascii
import os
import re

from asked import free_name, handed_over, text_of
from failures import failed

_SPOKEN = re.compile(r"base.?64|b64|编码|解码|还原|(?:en|de)cod", re.I)
_DECODE = re.compile(r"decod|解码|还原|解开|from base64|base64\s*(?:to text|转文本)", re.I)
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9+/=_-])(?=[A-Za-z0-9+/_-]*\d?)[A-Za-z0-9+/_-]{8,}={0,2}(?![\w+/=-])"
)
SHOWN_BYTES = 20_000


def is_spoken_of(request):
    """True when the sentence speaks of codes at all: "make a.csv an Excel file" does not."""
    return bool(_SPOKEN.search(text_of(request)))


def base64_text(request):
    """A file, or the text in quotation marks, encoded or decoded."""
    files = [p for p in request.parameters.get("files") or [] if os.path.isfile(p)]
    quoted = request.parameters.get("quoted") or ""
    backwards = bool(_DECODE.search(text_of(request)))
    if not files and not quoted:
        bare = _TOKEN.findall(text_of(request)) if backwards else []
        if not bare:
            raise failed(request, "text_needed")
        quoted = max(bare, key=len)
    raw, name = quoted.encode(), "text"
    if files:
        name = os.path.basename(files[0])
        with open(files[0], "rb") as file:
            raw = file.read()
    result = _decoded(request, raw, name) if backwards else _encoded(request, raw, name)
    result["origin"] = files[0] if files else ""
    names = result.pop("names")
    return handed_over(request, names, files[0], result) if files and names else result


def _encoded(request, raw, name):
    made = base64.b64encode(raw).decode()
    told = request.say(
        f"{name} 的 Base64（{len(raw):,} 字节 → {len(made):,} 个字符）：",
        f"{name} in Base64 ({len(raw):,} bytes → {len(made):,} characters):",
    )
    names = []
    if name != "text":
        names = [free_name(request, f"{name}.b64")]
        with open(os.path.join(request.out, names[0]), "w", encoding="ascii") as file:
            file.write(made + "\n")
    shown = made if len(made) <= SHOWN_BYTES else f"{made[:200]}…"
    return {
        "answer": f"{told}\n{shown}",
        "data": {"base64": shown, "bytes": len(raw)},
        "names": names,
    }


def _decoded(request, raw, name):
    tight = re.sub(rb"\s+", b"", raw).replace(b"-", b"+").replace(b"_", b"/")
    tight = re.sub(rb"^data:[^,]*,", b"", tight)
    try:
        made = base64.b64decode(tight + b"=" * (-len(tight) % 4), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise failed(request, "base64_broken", said=str(problem)) from None
    try:
        text = made.decode()
    except UnicodeDecodeError:
        text = ""
    names = []
    if name != "text" or not text:
        stem = name.removesuffix(".b64").removesuffix(".base64")
        names = [free_name(request, stem if stem != name else f"{name}.decoded")]
        with open(os.path.join(request.out, names[0]), "wb") as file:
            file.write(made)
    shown = text[:SHOWN_BYTES] or request.say(
        "（不是文字，已存成文件）", "(no text; kept as a file)"
    )
    told = request.say(f"解码后 {len(made):,} 字节：", f"Decoded, {len(made):,} bytes:")
    return {
        "answer": f"{told}\n{shown}",
        "data": {"text": text[:SHOWN_BYTES], "bytes": len(made)},
        "names": names,
    }
