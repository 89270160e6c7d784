"""Which installed skill a text names or resembles: what the trained model cannot know."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aios.contracts.skill import Skill, skill_id
from aios.contracts.text import BM25, normalise, terms
from aios.kernel.router_lexicon import lexicon

SURE = 1.0
"""From this strength on, a skill of the user's own goes before the built-in ones."""

_GENERIC = 0.5  # strength of a keyword that tasks of other skills use as well
_FIELD_REPEATS = {"name": 4, "keywords": 4, "utterances": 2, "description": 1}


@dataclass(frozen=True, slots=True)
class Hit:
    """A skill found in a text; `words` are the text's words that found it."""

    skill: str
    strength: float
    words: tuple[str, ...]


class SkillIndex:
    """The skills that were installed beside the built-in ones, ready to be looked up.

    A word that the built-in ones use too counts half, unless the user registered the skill
    from a program: who does that means it.
    """

    def __init__(self, custom: Sequence[Skill], built_in: Sequence[Skill]) -> None:
        self._skills = custom
        self._common = {normalise(word) for skill in built_in for word in skill.keywords}
        self._search = BM25([_document(skill) for skill in custom])
        self._phrases = [_phrases(skill) for skill in custom]
        self._examples = [
            [frozenset(terms(example)) for action in skill.actions for example in action.utterances]
            for skill in custom
        ]

    def hits(self, text: str) -> list[Hit]:
        """Skills whose name, keywords or examples occur in the text, the strongest first."""
        if not self._skills:
            return []
        spelled, query = normalise(text), frozenset(terms(text))
        closeness = self._search.scores(query)
        found = []
        for place, skill in enumerate(self._skills):
            if hit := self._hit(place, skill, spelled, query):
                found.append((-hit.strength, -closeness[place], place, hit))
        return [hit for *_, hit in sorted(found, key=lambda entry: entry[:3])]

    def _hit(self, place: int, skill: Skill, spelled: str, query: frozenset[str]) -> Hit | None:
        words = tuple(p for p in self._phrases[place] if _occurs(p, spelled, query))
        meant = skill.source == "registered"
        strength = sum(SURE if meant or not self._is_common(word) else _GENERIC for word in words)
        strength = max(strength, _likeness(query, self._examples[place]))
        return Hit(skill_id(skill.id), strength, words) if strength else None

    def _is_common(self, phrase: str) -> bool:
        known = lexicon()
        return phrase in self._common or phrase in known.chinese or phrase in known.english


def _document(skill: Skill) -> list[str]:
    fields = {
        "name": skill.name,
        "keywords": " ".join(skill.keywords),
        "utterances": " ".join(" ".join(action.utterances) for action in skill.actions),
        "description": skill.description,
    }
    return [t for name, text in fields.items() for t in terms(text) * _FIELD_REPEATS[name]]


def _phrases(skill: Skill) -> list[str]:
    names = {skill.name, skill.id, skill.id.replace("-", " "), *skill.keywords}
    return sorted({normalise(name).strip().replace("_", " ") for name in names} - {""})


def _occurs(phrase: str, spelled: str, query: frozenset[str]) -> bool:
    """Chinese phrases as they stand, English ones as whole words in any of their forms."""
    if not phrase.isascii():
        return phrase in spelled
    words = terms(phrase)
    if not words or not query.issuperset(words):
        return False
    return len(words) == 1 or re.search(r"\b" + re.escape(phrase), spelled) is not None


def _likeness(query: frozenset[str], examples: Sequence[frozenset[str]]) -> float:
    """1.0 for a text that is an example word by word, 0.0 below two thirds of it."""
    closest = max((len(query & e) / len(query | e) for e in examples if query | e), default=0.0)
    return closest if closest > 2 / 3 else 0.0
