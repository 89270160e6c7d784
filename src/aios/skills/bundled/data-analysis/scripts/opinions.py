"""Praise and blame: "差评", "negative reviews" as so many stars, where a column holds stars."""

import re

from sentence import normal

_MARKS = (  # the words, what stands for them where the marks end at five
    (r"差评|\b(?:negative|bad|poor|critical) (?:reviews?|ratings?|feedback)\b", "<= 2"),
    (r"好评|\b(?:positive|good) (?:reviews?|ratings?|feedback)\b", ">= 4"),
    (r"中评|\b(?:neutral|mixed) (?:reviews?|ratings?|feedback)\b", "= 3"),
)
_OWN_MARKS = r"\s*[(（](?P<own>[^)）]*\d[^)）]*)[)）]"  # "差评(1星2星)"
_RATE = r"(?:率|占比|的?比例|的?占比)"


def in_marks(text, column):
    """The text with praise and blame as conditions on a column of one to five marks."""
    if column.low is None or not 1 <= column.low <= column.high <= 5:
        return text
    name = normal(column.name)
    for words, marks in _MARKS:
        text = re.sub(rf"(?:{words}){_OWN_MARKS}", lambda m: f" ({m['own']})", text)
        text = re.sub(rf"(?:{words}){_RATE}", f" {name} {marks} 的占比", text)
        said = f" reviews with {name} {marks} " if text.isascii() else f" {name} {marks} 的"
        text = re.sub(words, said, text)
    return text
