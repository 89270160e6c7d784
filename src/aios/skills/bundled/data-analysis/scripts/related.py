"""Which two columns a question on how they go together speaks of: "do those who practise more make fewer errors"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from sentence import normal
from table import NUMBER

_ASKS = r"\bcorrelat\w+"
_PAIR = r"(?:(?:between|of|for|from) )?(?:the two|them|these two|those two|both|the two (?:columns|things|of them))\b"
_MORE = r"(?:more|less|fewer|higher|lower|longer|shorter|better|worse|older|younger|larger|smaller|bigger|faster|slower|greater)"
_WHETHER = rf"^\W*(?:do|does|did|is|are|was|were)\b(?!.*\bor\b)[^.?!]*\b{_MORE}\b[^.?!]*\b{_MORE}\b[^.?!]*\?\W*$"
_YES_OR_NO = r"(?:^|(?<=[.?!:;,]))\s*(?:and )?(?:do|does|did|is|are|was|were|i (?:think|guess|wonder|suspect)|whether|if)\b[^.?!]*[.?!,]\s*(?=\S)"
_LINKED = r"^\W*(?:is|are|was|were|how)\b[^.?!]*\b(?:related|linked|associated|connected|tied)\b|\b(?:mean|go|come|lead|bring)\w* (?:with |to )?(?:an? |the )?MORE\b".replace(
    "MORE", _MORE
)
_STRONGLY = r"\b(?:strongly|closely|highly|tightly) (?=(?:cor)?relat|link|associat|connect)"
_GREATER = "越[高低大小多少长短久快慢好差贵老强早晚远近重轻]"
_THE_MORE = rf"(?P<a>[^，。,；;：:里中的\s]{{2,10}}?){_GREATER}[，,]?\s*(?:是不是|是否|那么|会不会)?(?P<b>[^，。,；;\s是会就也都]{{2,10}})(?:是不是|是否|会不会)?[就也会都]*{_GREATER}[吗么呢]?"
_ENDING = r"(?:isations?|izations?|ations?|ing|ed|es|s|e|er|ers|ice|ise|ic|is)$"
_DRAWN = r"\b(?:scatter(?: ?(?:plot|chart|graph|diagram))?|plot|chart|graph)\b"
_SHORT = 3


def correlated(text, table):
    """The text with the two columns by name, where it says them in other words."""
    text = re.sub(_STRONGLY, "", text, flags=re.I)
    asked, linked = re.search(_ASKS, text, re.I), re.search(_LINKED, text, re.I)
    if not (asked or linked or re.search(_WHETHER, text, re.I)):
        return text
    words = re.findall(r"[a-z]+", text.lower())
    said = {_stem(word) for word in words} | {word.removesuffix("s") for word in words}
    numbers = table.of_kind(NUMBER)
    named = [c for c in numbers if normal(c.name) in normal(text)]
    if linked and not asked and len(named) == 2:
        return f"what is the correlation between {named[0].name} and {named[1].name}?"
    held = [c for c in numbers if said & _stems(c)]
    if len(named) > 1 or len(held) != 2:
        return text
    pair = f"correlation between {held[0].name} and {held[1].name}"
    if not asked:
        return f"what is the {pair}?"
    rest = re.sub(_YES_OR_NO, " ", text, flags=re.I)
    if not re.search(_ASKS, rest, re.I):
        drawn = re.search(_DRAWN, rest, re.I)
        return f"what is the {pair}?" + (f" Draw a {drawn.group()}." if drawn else "")
    left = {_stem(word) for word in re.findall(r"[a-z]+", rest.lower())}
    if all(left & _stems(column) for column in held):
        return text  # "is area correlated with price?" says both
    rest = re.sub(_PAIR, "", rest, flags=re.I)
    return re.sub(rf"{_ASKS}(?: coefficients?)?", pair, rest, count=1, flags=re.I)


def the_more(text, _table):
    """ "等待越久费用越高吗": whether the two go together."""
    return re.sub(_THE_MORE, r"\g<a>与\g<b>的相关性", text)


def _stems(column):
    return {
        _stem(word) for word in re.findall(r"[a-z]+", normal(column.name)) if len(word) >= _SHORT
    }


def _stem(word):
    """What the forms of a word have in common: "practis" of "practising", then "pract"."""
    for _ in range(2):
        shorter = re.sub(_ENDING, "", word)
        word = shorter if len(shorter) > _SHORT else word
    return word
