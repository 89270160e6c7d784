"""What stands in brackets after a name: "each vehicle (Plate)" the column that is meant, "score (1 to 5)" its scale."""

# ruff: noqa: E501 - a pattern is read as one line

from sentence import COLUMN
from table import NUMBER

_EXACT = 90
_NO_NAME = (
    r"(?:by|per|each|every|for|of|in|and|or|the|with|from|to|is|are|was|were|rows?|which|who)\b"
)
_SCALE = rf"(?P<a>{COLUMN})\s*[(]\s*(?:on a scale )?(?:from |of )?(?P<low>\d+)\s*(?:to|-|–|—|~|到|至)\s*(?P<high>\d+)\s*(?:points?|stars?|分|星|级)?\s*[)]"
_MEANT = rf"(?:(?P<a>{COLUMN})|\b(?!{_NO_NAME})[a-z]{{3,}}|(?:(?<=[各每按个种的])|(?<![\u4e00-\u9fff]))(?![各每按])[\u4e00-\u9fff]{{2,6}})\s*[(]\s*(?:the |column |field |列)?(?P<c>{COLUMN})\s*(?:column|field|列|字段)?\s*[)]"


def mark_bracketed(sentence):
    """Leave the column that a bracket names in the place of the word before it, and no scales."""

    def scaled(match):
        column = sentence.things[match["a"]].best(NUMBER)
        low, high = int(match["low"]), int(match["high"])
        known = column is not None and column.low is not None
        return match["a"] if known and low <= column.low and column.high <= high else False

    def meant(match):
        named = sentence.things[match["c"]]
        before = sentence.things[match["a"]] if match["a"] else None
        sure = before is not None and before.weight >= _EXACT and before.best() is not named.best()
        if named.weight < _EXACT or sure or named.best().factors:
            return False
        return match["c"]

    sentence.take(_SCALE, scaled)
    sentence.take(_MEANT, meant)
    sentence.take(  # "per type of work"
        rf"\b(?:types?|kinds?|sorts?) of (?:the )?(?P<c>{COLUMN})",
        lambda m: m["c"] if sentence.things[m["c"]].best().kind != NUMBER else False,
    )
