"""The two languages of questions, read from the skill's `assets/words.toml`."""

import os
import tomllib

ASSETS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "assets")


def _read():
    with open(os.path.join(ASSETS, "words.toml"), "rb") as file:
        return tomllib.load(file)


def any_of(alternatives):
    """A list of patterns as one."""
    return "|".join(alternatives)


WORDS = _read()
CONCEPTS = WORDS["concepts"]
MEANINGS = {}
for _meaning, _words in CONCEPTS.items():
    for _word in _words:
        MEANINGS.setdefault(_word, []).append(_meaning)

SUBJECTS = set(WORDS["names"]["subjects"])
GENERIC_HEADS = WORDS["names"]["generic_heads"]
FILLER_LETTERS = set(WORDS["names"]["filler_letters"])
ADDITIVE = set(WORDS["meanings"]["additive"])
INTENSIVE = set(WORDS["meanings"]["intensive"])
MEASURES = WORDS["meanings"]["measures"]
NEVER_MEASURED = set(WORDS["meanings"]["never_measured"])

# (name, pattern), the longest wording first where one contains another.
AGGREGATES = [(entry["name"], any_of(entry["words"])) for entry in WORDS["aggregates"]]
CHARTS = [(entry["name"], any_of(entry["words"])) for entry in WORDS["charts"]]
# (pattern, direction, meaning it points at)
EXTREMES = [(any_of(e["words"]), e["way"], e["meaning"]) for e in WORDS["extremes"]]

_PATTERNS = {name: any_of(words) for name, words in WORDS["patterns"].items()}
SUMMARY, ROWS, ROW_NOUNS = (_PATTERNS[name] for name in ("summary", "rows", "row_nouns"))
SORTED, DESCENDING, ASCENDING = (_PATTERNS[n] for n in ("sorted", "descending", "ascending"))
TELLING = _PATTERNS["telling"]
CHANGE, CORRELATION = _PATTERNS["change"], _PATTERNS["correlation"]
MISSING, MOVING = _PATTERNS["missing"], _PATTERNS["moving"]
# Words that ask for a kind of answer; they are taken out and remembered as flags.
FLAGS = [
    (name, _PATTERNS[name])
    for name in (
        "share", "growth", "running", "relation", "usual", "outliers", "zscore", "duplicates",
        "pivot", "same_period", "transposed",
    )
]  # fmt: skip
WHICH, COMPARED, FILLER = (_PATTERNS[name] for name in ("which", "compared", "filler"))
DERIVED = WORDS["derived"]
PARETO = WORDS["patterns"]["pareto"]
# (pattern, plain words, a pattern of questions that are left as they are)
PHRASES = [(*entry, "(?!)")[:3] for entry in WORDS["phrases"]["plain"]]
