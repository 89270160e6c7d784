"""Numbers that names have already: taken away, counted from another one, padded with zeros."""

import os
import re

from aios_file_words import FLAGS, WHOLE, amount, says
from taking import TAKE_EN, TAKE_ZH

_NUMBER_EN = (
    r"(?:(?:track|leading|running|serial|page|sequence|episode|order|trailing|initial|index"
    r"|first)\s+)*"
    r"(?:numbers?|numbering|digits?)"
)
_NUMBER_ZH = r"(?:[曲音]?[目轨]?序?编?号码?|序号|编号|数字)"
_SIGNS_TOO = (
    r"(?:(?:\s*(?:,|and|with|plus|和|与|及|、|连同)\s*)+(?:the\s+|its\s+|后面的?|那个)*"
    r"(?:dash(?:es)?|hyphens?|underscores?|dots?|periods?|spaces?|blanks?|signs?|separators?"
    r"|横[线杠]|短横线?"
    r"|下划线|空格|点|句点|符号|分隔符)(?:\s+(?:after|behind|following|before)\s+(?:it|them"
    r"|that))?)*"
)
_START_EN = (
    r"(?:(?:from|at|off|in)\s+(?:the\s+)?(?:very\s+)?(?:start|beginning|front|head)|in\s+front)"
)
_END_EN = r"(?:from|at|off)\s+(?:the\s+)?(?:very\s+)?end"
_GONE = (
    rf"{TAKE_EN}\s+(?:off\s+|away\s+|rid\s+of\s+)?(?:(?:the|their|those|all"
    rf"|any)\s+)*{_NUMBER_EN}{_SIGNS_TOO}"
    rf"\s+(?:{_START_EN}|{_END_EN}|(?:from|in|of)\s+(?:\S+\s+){{0,4}}?names?\b)",
    rf"{TAKE_ZH}[^，,。；;]{{0,14}}?(?:开头|前面?|最前面?|末尾|结尾"
    rf"|后面)的?\s*{_NUMBER_ZH}{_SIGNS_TOO}",
    rf"(?:开头|前面?|最前面?|末尾|结尾|后面)的?\s*{_NUMBER_ZH}{_SIGNS_TOO}\s*(?:都|全部?|给|统统"
    rf"|\s)*{TAKE_ZH}",
)
_AT_END = rf"{_END_EN}|\btrailing\b|末尾|结尾|后面的?{_NUMBER_ZH}"
_SERIES = (
    r"(?<![\w.])(\d{1,5})(?:\s*[,，、]\s*\d{1,5})*\s*(?:[,，、]?\s*(?:…+|\.{3}|and\s+so\s+on"
    r"|etc\.?|等)\s*)?"
)
_ANEW = (
    rf"{_SERIES}[,，]?\s*(?:instead\s+of|rather\s+than|not|in\s+place\s+of|而不是"
    rf"|代替)\s*{_SERIES}",
    rf"(?:from|把|将|由|从)?\s*{_SERIES}\s*(?:(?:should\s+)?becomes?|(?:in)?to|->|→|=>|改成|改为"
    rf"|变成|变为)\s*{_SERIES}(?=$|[\s。.，,；;…])",
)
_RENUMBERS = r"\brenumber|\bnumber(?:s|ing|ed)?\b|编号|序号|数字"
_PADS = (
    r"补\s*[零足齐0]|前面补|位数(?:统一|一致|相同)|(?:统一|固定)(?:成"
    r"|为)?\s*[一二两三四五六\d]+\s*位"
    r"|\b(?:zero[- ]?pad|pad(?:ded|ding)?\b|leading\s+zero|(?:two|three|four|five|\d)[- ]digits?\b)"
)
_WIDE = rf"({WHOLE})\s*位|({WHOLE})[- ]digits?\b|\bto\s+({WHOLE})\s+(?:digits|places)"


def unnumbered(request, text):
    """Names without the number that they begin, or end, with; None where that is not asked."""
    found = next((m for p in _GONE if (m := re.search(p, text, FLAGS))), None)
    if not found:
        return None
    gone = (
        r"[\s_.(（-]*\d+[)）]?$" if says(_AT_END, found.group()) else r"^[(（\[]?\d+[\s_.、)）\]-]*"
    )

    def rename(item, place):
        stem, kind = os.path.splitext(item.name)
        return (re.sub(gone, "", stem) or stem) + kind

    return [], rename


def renumbered(request, text):
    """Names that begin with other numbers: "101, 102, 103 instead of 01, 02, 03"."""
    if not says(_RENUMBERS, text):
        return None
    for place, pattern in enumerate(_ANEW):
        if found := re.search(pattern, text, FLAGS):
            new, old = (found[1], found[2]) if place == 0 else (found[2], found[1])
            return [], _shifted(int(new) - int(old), len(new))
    return None


def _shifted(by, width):
    def rename(item, place):
        return re.sub(r"^\d+", lambda n: f"{int(n.group()) + by:0{width}}", item.name)

    return rename


def padded(request, text):
    """Numbers of one length, with zeros before them: as long as is said, else as the longest."""
    if not says(_PADS, text):
        return None
    told = re.search(_WIDE, text, FLAGS)
    width = int(amount(next(filter(None, told.groups())))) if told else 3

    def rename(item, place):
        stem, kind = os.path.splitext(item.name)
        last = re.search(r"\d+(?=\D*$)", stem)
        if not last:
            return item.name
        number = last.group().lstrip("0").rjust(1, "0").rjust(width, "0")
        return f"{stem[: last.start()]}{number}{stem[last.end() :]}{kind}"

    return [], rename
