"""A question while it is read: found words become one-letter marks, so that patterns stay short."""

# ruff: noqa: E501 - a pattern is read as one line

import re
import unicodedata
from functools import lru_cache

from aios_han import SIMPLIFIED, TRADITIONAL
from aios_numerals import SCALES, about, value_of
from words import FILLER_LETTERS

# One private letter per found thing; the block says what kind of thing it is.
BLOCKS = {
    "column": 0xE000, "value": 0xE400, "period": 0xE800, "aggregate": 0xEC00, "unit": 0xF000,
    "extreme": 0xF200, "word": 0xF400,
}  # fmt: skip
COLUMN, VALUE, PERIOD, AGGREGATE, UNIT, EXTREME = (
    f"[{chr(BLOCKS[kind])}-{chr(BLOCKS[kind] + 0x1FF)}]"
    for kind in ("column", "value", "period", "aggregate", "unit", "extreme")
)
JOIN = r"(?:\s*(?:,\s*and|,|、|，|and|or|和|与|及|以及|跟|或者?|还有|&|/|\+|vs\.?|versus)\s*)"
NUMBER = r"(?<![\d.])[-+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)\s*(?:%|％|k\b|万|亿|千|百万|million\b|m\b|thousand\b|billion\b)?"
CHINESE_NUMBER = r"[一二两三四五六七八九十百]+"


class Sentence:
    """The text with marks, and what each mark stands for."""

    def __init__(self, text):
        self.text = text
        self.things = {}
        self._next = dict(BLOCKS)

    def mark(self, kind, thing):
        """A fresh mark for a thing."""
        letter = chr(self._next[kind])
        self._next[kind] += 1
        self.things[letter] = thing
        return letter

    def all(self, kind):
        """The things of a kind still in the text, in order."""
        low = BLOCKS[kind]
        return [self.things[ch] for ch in self.text if low <= ord(ch) < low + 0x200]

    def spoken(self, text):
        """The text with the marks of columns and values written out again."""
        return "".join(getattr(self.things.get(ch), "text", ch).removeprefix("^") for ch in text)

    def take(self, pattern, use=None):
        """Remove every match; `use(match)` may return text to leave instead, or False to keep it."""
        taken = []

        def replace(match):
            left = use(match) if use else " "
            if left is False:
                return match.group()
            taken.append(match)
            return left if isinstance(left, str) else " "

        self.text = re.sub(pattern, replace, self.text)
        return taken


_PLAIN = str.maketrans(f"“”‘’「」『』《》{TRADITIONAL}", f'""\'\'""""""{SIMPLIFIED}')


@lru_cache(maxsize=1 << 13)  # names are looked at again for every rule
def normal(text):
    """Full-width letters as plain ones, lower case, curly quotes straight, simplified characters."""
    text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return "".join(ch.lower() if len(ch.lower()) == 1 else ch for ch in text)


def number(text):
    """The value of a written number: "1,200", "3.5k", "20万", "12%" (as 12)."""
    match = re.fullmatch(r"\s*([-+]?[\d,]*\.?\d*)\s*(\D*)\s*", text)
    scale = match.group(2).strip()
    return value_of(match.group(1) + (scale if scale in SCALES else ""))


def count_word(text):
    """A count in digits, English or Chinese words, or 0; of "两三" the larger."""
    return about(text) or 0


def quantile_name(text):
    """ "p95" of "95th percentile", "95 分位数" or "0.95 quantile"."""
    number = re.search(r"\d+(?:\.\d+)?|\.\d+", text).group()
    share = float(number) * (100 if "." in number and float(number) < 1 else 1)
    return f"p{share:g}"


def trimmed(word):
    """Chinese without small words at its ends; nothing where it is made of them."""
    if set(word) <= FILLER_LETTERS:
        return ""
    return word.strip("的了是有在和与及并且或对把将从到用按以来给请为之也都还就再先能会吗呢吧里中")


def bounded(word):
    """The word as a pattern that matches it whole: letters of other words may not touch it."""
    escaped = re.escape(word)
    left = r"(?<![a-z0-9_])" if re.match(r"[a-z0-9_]", word) else ""
    right = r"(?![a-z0-9_])" if re.search(r"[a-z0-9_]$", word) else ""
    return f"{left}{escaped}{right}"
