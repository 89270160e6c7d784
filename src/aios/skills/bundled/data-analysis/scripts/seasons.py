"""Seasons as groups: "average high by season", "which season is wettest", "哪个季节", of a date or a month."""

# ruff: noqa: E501 - a pattern is read as one line

from mentions import Mention, meanings_of
from table import DATE, NUMBER, TEXT, Column
from words import WORDS

_SAID = (
    r"(?<=\bby )(?:the )?seasons?\b|(?<=\bper )season\b|(?<=\beach )season\b|(?<=\bevery )season\b|(?<=\bwhich )season\b|(?<=\bwhat )season\b"
    r"|(?<=\bacross )(?:the )?(?:four )?seasons\b|\b(?:four )?seasons(?= of the year\b)|\bseason(?= (?:with|has|had|is|was|saw|gets?|got)\b)|\bseasonal(?:ly)?\b|(?<=\bbetween )(?:the )?seasons\b"
    r"|(?:一年)?四季|春夏秋冬|季节"
)


def mark_season_groups(sentence, table):
    """Mark the seasons a sentence groups by, as they are in the north; none where a column says so."""
    if any("season" in c.name.lower() or "季" in c.name for c in table.columns):
        return
    day = next(iter(table.of_kind(DATE)), None)
    month = next((c for c in table.of_kind(NUMBER) if "month" in meanings_of(c)), None)
    source = day or month
    if source is None:
        return
    zh = not sentence.text.isascii()
    number = "month({0})" if source is day else "{0}"
    cases = " ".join(
        f"WHEN {number} IN ({', '.join(map(str, one['months']))}) THEN '{one['zh' if zh else 'en']}'"
        for one in WORDS["seasons"]
    )
    name = f"{source.name} ({'季节' if zh else 'season'})"
    column = Column(name=name, kind=TEXT, factors=(source,), formula=f"CASE {cases} END")
    said = "" if zh else " by "

    def use(match):
        lead = said if match.group().startswith("seasonal") else ""
        return lead + sentence.mark("column", Mention(name, ((100, column),)))

    sentence.take(_SAID, use)
