"""The words that a sentence asks to look for: in quotation marks, or after the verb."""

import re
import tomllib
from pathlib import Path

import aios_skill
from looking import said

QUOTED = re.compile(
    r"“([^”]+)”|「([^」]+)」|\"([^\"]+)\"|‘([^’]+)’|(?<!\w)'([^']+)'(?!\w)|《([^》]+)》"
)
PATTERNS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def words_of(request, kind="sought"):
    """The words that are sought or mentioned: in quotation marks, else as the patterns say."""
    text = re.sub(r"\s+", " ", re.sub(r"https?://[!-~]+", " URL ", said(request))).strip()
    quoted, bare = QUOTED.search(text), re.sub(r" ?URL ?", " ", text)
    tries = (re.search(pattern, bare, re.IGNORECASE) for pattern in PATTERNS[kind])
    plain = None if quoted else next(filter(None, tries), None)
    hit = quoted or plain
    words = next((g for g in hit.groups() if g), "").strip() if hit else ""
    words = re.sub(r"^(?:the|an?) (?=\S)", "", words) if plain else words
    if not words:
        raise aios_skill.Failure(
            "no_words",
            request.say("没有说要找什么词。", "The request does not say which words to look for."),
            request.say("请把要找的词放在引号里。", "Put the words in quotation marks."),
        )
    return words
