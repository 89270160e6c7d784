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
    "euc_jp": "EUC-JP",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
}
_ENOUGH = 0.9
# Letters with marks stand among plain ones; fewer signs than these may be of either language.
_MOST_INSIDE = 0.8
_FEW_SIGNS = 10
_C1 = re.compile(rb"[\x80-\x9f]")
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
    if _western(raw):
        return "cp1252" if _C1.search(raw) and _decodes(raw, "cp1252") else "latin-1"
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
    """Japanese, Korean, GBK or Big5, when nearly all of what is not ASCII is a usual sign of it."""
    high = sum(byte > 0x7F for byte in raw)
    if _japanese(raw, "shift_jis", rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]", high):
        return "shift_jis"
    if _japanese(raw, "euc_jp", rb"[\xa4\xa5][\xa1-\xf6]", high):
        return "euc_jp"
    if _korean(raw):
        return "euc_kr"
    usual_gb = 2 * len(re.findall(rb"[\xa1-\xf7][\xa1-\xfe]", raw))
    usual_big5 = len(re.findall(rb"[\xa4-\xc6\xc9-\xf9](?:[\x40-\x7e]|[\xa1-\xfe])", raw))
    low_trails = len(re.findall(rb"[\xa4-\xc6][\x40-\x7e]", raw))
    if _decodes(raw, "gb18030") and usual_gb >= _ENOUGH * high:
        return "gb18030"
    if _decodes(raw, "big5") and low_trails and usual_big5 * 2 - low_trails >= _ENOUGH * high:
        return "big5"
    return ""


def _japanese(raw, encoding, kana, high):
    """True when kana are a quarter of the signs, as they are in Japanese alone."""
    signs = _signs(raw, rb"[\x80-\xff][\x40-\xfe]")
    return 4 * len(re.findall(kana, raw)) >= signs > 0 and high > 3 and _decodes(raw, encoding)


def _korean(raw):
    """True when all of some signs are Hangul, which lie where only half of the Chinese ones do."""
    signs = _signs(raw, rb"[\xa1-\xfe][\xa1-\xfe]")
    hangul = _signs(raw, rb"[\xb0-\xc8][\xa1-\xfe]")
    return signs >= _FEW_SIGNS and signs == hangul and _decodes(raw, "euc_kr")


def _signs(raw, pattern):
    return len(re.findall(pattern, raw))


def _guessed(raw):
    import charset_normalizer

    best = charset_normalizer.from_bytes(raw).best()
    return best.encoding.replace("_", "-") if best is not None else ""


def _western(raw):
    """Few letters with marks, alone among plain ones; those of Western Europe."""
    high = sum(byte > 0x7F for byte in raw)
    inside = len(re.findall(rb"(?<=[A-Za-z])[\xc0-\xff]|[\xc0-\xff](?=[A-Za-z])", raw))
    pairs = len(re.findall(rb"(?=[\x80-\xff]{2})", raw))
    return 4 * high < len(raw) and 4 * pairs <= high and inside >= _MOST_INSIDE * high
