"""The encoding of a text file, told from its beginning."""

import codecs


def decoded(head, cut):
    """(text, encoding) of the sample, "binary" or "unknown" for the encoding of what is no text.

    `cut` says that the sample ends anywhere, even inside a letter.
    """
    for encoding in _candidates(head):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(head, not cut)
        except UnicodeDecodeError:
            continue
        if _readable(text) and _plausible(text, encoding):
            return text.lstrip("\ufeff"), encoding
    if b"\x00" in head:
        return "", "binary"
    if head.decode("utf-8", "replace").count("\ufffd") < 0.001 * len(head) + 3:
        return head.decode("utf-8", "replace").lstrip("\ufeff"), "utf-8"
    return "", "unknown"


def _candidates(head):
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    nulls = head[:2000].count(0)
    if nulls > len(head[:2000]) // 5:
        even = head[0:2000:2].count(0)
        return ["utf-16-be" if even > nulls // 2 else "utf-16-le"]
    return ["utf-8-sig", "gb18030", "big5", "shift_jis", "cp1252"]


def _plausible(text, encoding):
    """Whether the letters beyond ASCII are those people write, no accidents of decoding."""
    letters = [ch for ch in text[:50000] if ch > "\x7f"]
    if encoding == "gb18030":
        return _share_encodable(letters, "gb2312") >= 0.6
    if encoding == "big5":  # the first level holds the common characters
        return sum(ch.encode("big5", "replace") < b"\xc6\x7f" for ch in letters) >= 0.8 * len(
            letters
        )
    if encoding == "shift_jis":
        return any("\u3040" <= ch <= "\u30ff" for ch in letters)
    return True


def _share_encodable(letters, encoding):
    known = sum(1 for ch in letters if ch.encode(encoding, "ignore"))
    return known / len(letters) if letters else 1.0


def _readable(text):
    """Whether this is text people write: no control bytes, no private or unassigned letters."""
    odd = sum(
        1
        for ch in text[:20000]
        if (ch < " " and ch not in "\t\r\n\f") or "\ue000" <= ch <= "\uf8ff"
    )
    return "\x00" not in text and odd <= len(text[:20000]) * 0.001
