"""Text of a page in any charset: by its marks, its header, its own words, else by trying."""

import codecs
import re

CJK_CHARSETS = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
COMMON_CJK = frozenset(
    "的一是不了在人有我他這这大來来上个個到说說们們為为子和你地出也时時年得就那要下以生会會自"
    "之过過家学學对對可里後后小么麼心多天而能好都然没沒日于於起还還发發成事只作当當想看文无無"
    "开開手用主行方又如前所本见見经經头頭面公同三己老从從动動两兩长長新闻聞第条條标標题題商品价價"
)


def decode(body, content_type=""):
    """Text of a page: by byte order mark, header, meta tag, else by trying."""
    for mark, charset in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
                          (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if body.startswith(mark):
            return body.decode(charset, "replace")
    head = body[:4096].decode("ascii", "replace")
    declared = re.findall(r"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", content_type + head)
    charsets = [c for c in map(known_charset, declared) if c]
    # Servers name Latin-1 without looking; it fits every text, so it is tried last.
    trusted = [c for c in charsets if c not in ("iso8859-1", "cp1252")]
    for charset in [*trusted, "utf-8"]:
        try:
            return body.decode(charset)
        except UnicodeDecodeError:
            continue
    guess = guess_charset(body)
    return body.decode(guess or (trusted or charsets or ["cp1252"])[0], "replace")


def known_charset(name):
    """Python's name of a charset, "" when it knows none; GB2312 and GBK pages use GB18030."""
    try:
        charset = codecs.lookup(name).name
        b"".decode(charset)
    except LookupError:
        return ""
    # A meta tag that could be read as ASCII is no UTF-16, whatever it says.
    wider = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "utf-16": "utf-8"}
    return wider.get(charset, charset)


def guess_charset(body):
    """The East Asian charset whose reading holds the most everyday characters, or ""."""
    best, best_share = "", 0.03
    for charset in CJK_CHARSETS:
        try:
            text = body.decode(charset)
        except UnicodeDecodeError:
            continue
        foreign = [c for c in text if c > "\x7f"]
        common = sum(c in COMMON_CJK or "ぁ" <= c <= "ヶ" or "가" <= c <= "힣" for c in foreign)
        if foreign and common / len(foreign) > best_share:
            best, best_share = charset, common / len(foreign)
    return best
