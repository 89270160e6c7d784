"""The title that a question wants on its picture."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from words import CHARTS

_LEAD = r"(?:[,，;；]?\s*(?:\band\s+|\bwith\s+|\buse\s+|\bgive it\s+|\bset\s+)*(?:\bthe\s+|\ba\s+)?(?:\b(?:chart|plot|graph)\s+)?\b(?:en)?(?:titled|title)(?:\s+(?:it|is|as|of|to|be))?\s*[:：]?\s*|[,，;；]?\s*(?:并|且|把|用|加上?)?(?:图的?|图表的?)?标题(?:设为|设成|定为|写成?|叫做?|就叫|用|为|是)?\s*[:：]?\s*)"
_QUOTED = r"[\"“”'‘「『《](?P<quoted>[^\"”’」』》]+?)[\"”'’」』》]"
_PLAIN = r"(?P<plain>[^\s,，。；;'\"“](?:[^,，。；;]*?[^\s,，。；;])?)(?=\s*(?:[,，。；;]|$|\b(?:and|then)\s+(?:save|label|store|export|write)|并?保存|存[为成到]))"
_TITLE = re.compile(f"{_LEAD}(?:{_QUOTED}|{_PLAIN})", re.I)
_DRAWN = re.compile("|".join(pattern for _, pattern in CHARTS), re.I)


def without_title(text):
    """(the text without it, the title) of a question for a picture; "" where it gives none."""
    if not _DRAWN.search(text):
        return text, ""
    match = _TITLE.search(text)
    if not match:
        return text, ""
    return f"{text[: match.start()]} {text[match.end() :]}", match["quoted"] or match["plain"]
