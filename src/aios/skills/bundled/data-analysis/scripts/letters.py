"""Names of one letter that are words as well: the "a" of "A vs B", "variant A", "A组和B组"."""

WORDS_AS_WELL = ("a", "i", "s", "t")
_BEFORE = (
    "of ", "by ", "column ", "列", "按", "between ", "vs ", "and ", "和", "variant ", "group ",
    "class ", "plan ", "version ", "team ", "arm ",
)  # fmt: skip
_AFTER = (
    r"\s*(?:[组班]|版本?)|\s*(?:/|vs\.?|versus|against|和|与|还是)\s*[a-z](?![a-z0-9_])"
    r"| (?:and|or) [b-z](?![a-z0-9_])"
)


def letter_pattern(word):
    """The letter only where a name is expected, so that articles stay words."""
    before = "|".join(f"(?<={one})" for one in _BEFORE)
    return rf"(?:{before}){word}(?![a-z0-9_])|(?<![a-z0-9_]){word}(?={_AFTER})"
