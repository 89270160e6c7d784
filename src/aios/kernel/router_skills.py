"""Which installed skill a text names or resembles: what the trained model cannot know."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aios.contracts.skill import Skill, skill_id
from aios.contracts.text import BM25, normalise, terms
from aios.kernel.router_lexicon import lexicon

SURE = 1.0
"""From this strength on, a skill of the user's own goes before the built-in ones."""

_GENERIC = 0.5  # strength of a keyword that tasks of other skills use as well
_ALIKE = 2 / 3  # part of the terms that a text shares with an example it is taken for
_FIELD_REPEATS = {"name": 4, "keywords": 4, "utterances": 2, "description": 1}


@dataclass(frozen=True, slots=True)
class Hit:
    """A skill found in a text; `words` are the text's words that found it."""

    skill: str
    strength: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A name or keyword of the skill at `place`; `terms` is empty for one with Chinese in it.

    `strength` counts where it stands as it is, `apart` where its words stand in other places.
    """

    text: str
    place: int
    terms: frozenset[str]
    strength: float
    apart: float


class SkillIndex:
    """The skills that were installed beside the built-in ones, ready to be looked up.

    A word that the built-in ones use too counts half, unless the user registered the skill
    from a program: who does that means it.
    """

    def __init__(self, custom: Sequence[Skill], built_in: Sequence[Skill]) -> None:
        self._skills = custom
        self._common = {normalise(word) for skill in built_in for word in skill.keywords}
        self._search = BM25([_document(skill) for skill in custom])
        self._examples = _Examples(custom)
        self._chinese: list[_Phrase] = []
        self._english: dict[str, list[_Phrase]] = {}  # by one of their terms
        for place, skill in enumerate(custom):
            for text in _phrases(skill):
                self._add(text, place, skill)

    def hits(self, text: str) -> list[Hit]:
        """Skills whose name, keywords or examples occur in the text, the strongest first."""
        if not self._skills:
            return []
        query = frozenset(terms(text))
        strengths, words = self._examples.likeness(query), dict[int, list[str]]()
        for phrase, strength in self._said(normalise(text), query):
            words.setdefault(phrase.place, []).append(phrase.text)
            strengths[phrase.place] = strengths.get(phrase.place, 0.0) + strength
        closeness = self._search.scores(query)
        ranked = sorted(strengths, key=lambda place: (-strengths[place], -closeness[place], place))
        return [
            Hit(skill_id(self._skills[place].id), strengths[place], tuple(words.get(place, ())))
            for place in ranked
        ]

    def _add(self, text: str, place: int, skill: Skill) -> None:
        common = text in self._common or text in lexicon().chinese or text in lexicon().english
        meant = skill.source == "registered"
        strength, apart = SURE if meant or not common else _GENERIC, SURE if meant else _GENERIC
        if not text.isascii():
            self._chinese.append(_Phrase(text, place, frozenset(), strength, apart))
        elif words := terms(text):
            phrase = _Phrase(text, place, frozenset(words), strength, apart)
            self._english.setdefault(words[0], []).append(phrase)

    def _said(self, spelled: str, query: frozenset[str]) -> Iterator[tuple[_Phrase, float]]:
        """Chinese phrases as they stand, English ones as whole words in any of their forms.

        Words that stand apart count once, however many ways the skill is spelled: "a tool that
        reads a text" names text-tools no more than it names "text tools".
        """
        yield from ((p, p.strength) for p in self._chinese if p.text in spelled)
        apart: dict[tuple[int, frozenset[str]], _Phrase] = {}
        for term in query:
            for phrase in self._english.get(term, ()):
                if len(phrase.terms) == 1 or (query >= phrase.terms and phrase.text in spelled):
                    yield phrase, phrase.strength
                elif query >= phrase.terms:
                    apart[phrase.place, phrase.terms] = phrase
        yield from ((phrase, phrase.apart) for phrase in apart.values())


class _Examples:
    """The example requests of skills, found by how many terms they share with a text."""

    def __init__(self, skills: Sequence[Skill]) -> None:
        self._owners: list[tuple[int, int]] = []  # place of the skill, number of terms
        self._with: dict[str, list[int]] = {}
        for place, skill in enumerate(skills):
            for example in (text for action in skill.actions for text in action.utterances):
                words = frozenset(terms(example))
                for word in words:
                    self._with.setdefault(word, []).append(len(self._owners))
                self._owners.append((place, len(words)))

    def likeness(self, query: frozenset[str]) -> dict[int, float]:
        """By place: 1.0 for an example word by word; below two thirds it is not given."""
        shared = Counter(number for word in query for number in self._with.get(word, ()))
        found: dict[int, float] = {}
        for number, both in shared.items():
            place, size = self._owners[number]
            closeness = both / (len(query) + size - both)
            if closeness > _ALIKE:
                found[place] = max(closeness, found.get(place, 0.0))
        return found


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
