"""Texts and their encodings: found from the bytes, and changed."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SHOWN = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "ascii": "ASCII",
    "gb18030": "GBK",
    "gbk": "GBK",
    "big5": "Big5",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
    "shift_jis": "Shift JIS",
    "euc_kr": "EUC-KR",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
}
_ENOUGH = 0.9
_SAMPLE = 200_000
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def shown(encoding):
    """An encoding as people write it."""
    return _SHOWN.get(encoding.lower(), encoding)


def encoding_of(raw):
    """The encoding of these bytes, "" when they are no text."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return encoding
    if raw.isascii():
        return "" if CONTROL.search(raw) else "ascii"
    if _decodes(raw, "utf-8"):
        return "utf-8"
    wide = _wide(raw[:_SAMPLE])
    if wide:
        return wide
    if CONTROL.search(raw):
        return ""
    return _eastern(raw) or _guessed(raw[:_SAMPLE])


def decoded(raw):
    """The text and its encoding; None when the bytes are no text."""
    encoding = encoding_of(raw)
    return (raw.decode(encoding, "strict"), encoding) if encoding else None


def _decodes(raw, encoding):
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide(raw):
    """UTF-16 without its mark: every second byte is zero, or nearly."""
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    half = max(1, len(raw) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else ""


def _eastern(raw):
    """GBK or Big5, when nearly all of what is not ASCII is a usual sign of it."""
    high = sum(byte > 0x7F for byte in raw)
    usual_gb = 2 * len(re.findall(rb"[\xa1-\xf7][\xa1-\xfe]", raw))
    usual_big5 = len(re.findall(rb"[\xa4-\xc6\xc9-\xf9](?:[\x40-\x7e]|[\xa1-\xfe])", raw))
    low_trails = len(re.findall(rb"[\xa4-\xc6][\x40-\x7e]", raw))
    if _decodes(raw, "gb18030") and usual_gb >= _ENOUGH * high:
        return "gb18030"
    if _decodes(raw, "big5") and low_trails and usual_big5 * 2 - low_trails >= _ENOUGH * high:
        return "big5"
    return ""


def _guessed(raw):
    import charset_normalizer

    best = charset_normalizer.from_bytes(raw).best()
    return best.encoding.replace("_", "-") if best is not None else ""
