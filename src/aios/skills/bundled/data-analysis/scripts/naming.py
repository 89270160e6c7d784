"""Names a question gives to a condition: "晚于9:00的算迟到", "anything over 100 counts as large"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from sentence import normal

_GIVEN = (
    r"(?:的)?(?:就|都|才)?(?:算作?|视为|视作|记为|记作|定义为|称为|叫做?)(?:是|为)?(?!平均|均|总|合计|中位|最|一下|出|算|[\u4e00-\u9fff]{0,3}[每各哪多几])(?P<w>[\u4e00-\u9fff]{2,4}?)了?(?=[\s,，。;；.?？]|$)",
    r"\b(?:counts? as|is (?:considered|called|defined as)|are (?:considered|called|defined as)|means)\s+(?:being )?(?:an? )?(?P<w>[a-z]{3,})\b",
)


def take_named(sentence, table):
    """Take out what names a condition, and the name wherever it is said again: the condition is there already."""
    known = {normal(c.name) for c in table.columns}
    known |= {normal(cell) for c in table.columns for cell in c.sample}
    names = []

    def use(match):
        if match["w"] in known:
            return False
        names.append(match["w"])
        return "的，" if not match["w"].isascii() else " , "

    for pattern in _GIVEN:
        sentence.take(pattern, use)
    for name in names:
        again = rf"\b{name}\b" if name.isascii() else rf"(?:是|被)?{re.escape(name)}了?"
        sentence.take(again)
