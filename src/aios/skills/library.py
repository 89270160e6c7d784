"""The skills at hand: add, find by name, rank by how well they fit a text, in both languages."""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

from aios.contracts.errors import BadRequest, Conflict, NotFound
from aios.contracts.record import Record
from aios.contracts.skill import Action, Permissions, Skill, skill_id
from aios.contracts.text import BM25, normalise, terms
from aios.skills.manifest import FILLS

Success = Callable[[str], float | None]
# How many times a field's terms count; what a skill is called says more than what its body says.
_WEIGHTS = {"name": 4, "keywords": 3, "utterances": 2, "description": 2, "instructions": 1}
_BODY_CHARACTERS = 1500
# Words that any request may hold; having them in common shows nothing.
FUNCTION_TERMS = frozenset(
    terms(
        "a an the of in on at by to from for with and or is are was were be do does did my me it"
        " its this that these those which what how who why when where as than into please each all"
        " any per i you we us can could would want need some s t 一个 这个 那个 什么 怎么 怎样 如何"
        " 请 帮我 给我 我的 的 了 吗 一下 哪些 哪个 里 中 和"
    )
)
_KEYWORD_BONUS = 2.0


@dataclass(frozen=True, kw_only=True, eq=True)
class RankedAction(Record):
    """An action with how well its own words and examples fit a text; `evidence` lies in 0..1.

    `evidence` is the share of the text's meaning that the nearest example has in common with it.
    """

    skill: Skill
    action: Action
    score: float
    evidence: float
    reasons: tuple[str, ...] = ()


# The place of an action among its skill's, and the terms of one of its examples.
Example = tuple[int, list[str]]
Examples = list[Example]
# `list` is a method of the library, so its own signatures need other names for the type.
Ranking = list[tuple[str, float]]
RankedActions = list[RankedAction]
Reasons = list[str]


class SkillLibrary:
    """The skills at hand. `success(skill id)` tells how often it worked, 0..1, None if unknown."""

    def __init__(self, skills: Iterable[Skill] = (), success: Success = lambda _: None) -> None:
        self._skills: dict[str, Skill] = {}
        self._success = success
        self._index: _Index | None = None
        for skill in skills:
            self.add(skill)

    def add(self, skill: Skill) -> Skill:
        """Take the skill in; one with the same id is replaced."""
        self._skills[skill.id] = skill
        self._index = None
        return skill

    def remove(self, skill: str) -> None:
        """Forget it; NotFound when it is not there."""
        del self._skills[self.get(skill).id]
        self._index = None

    def register(self, spec: Mapping[str, Any]) -> Skill:
        """A skill that is a Python function: `name`, `executor`, and if you like `keywords`,
        `description`, `category`, `parameters` (a JSON schema), `utterances`. An `idempotent`
        one is called again when the process died while it was at work; others ask first.

        BadRequest when a field is missing or malformed, Conflict when the name is taken.
        """
        skill = _registered(spec)
        if skill.id in self._skills:
            mend = "Choose another name, or remove the skill of this name first."
            raise Conflict(f"A skill named {skill.id!r} is already here.", hint=mend)
        return self.add(skill)

    def get(self, name: str) -> Skill:
        """The skill of this name, in either spelling; NotFound offers the nearest names."""
        found = self._skills.get(skill_id(name))
        if found:
            return found
        near = difflib.get_close_matches(skill_id(name), self._skills, n=3, cutoff=0.5)
        mend = f"Did you mean {', '.join(near)}?" if near else "`aios skill list` shows all skills."
        raise NotFound(f"No skill is named {name!r}.", hint=mend, details={"nearest": near})

    def list(self) -> list[Skill]:
        """All skills, by id."""
        return sorted(self._skills.values(), key=lambda skill: skill.id)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and skill_id(name) in self._skills

    def __len__(self) -> int:
        return len(self._skills)

    def rank(self, text: str, *, allowed: Sequence[str] = ()) -> Ranking:
        """Ids of the skills that fit the text with their scores, best first; those unfit left out.

        A skill that works is put before one that does not. `allowed` restricts to these ids.
        """
        scored = self._indexed().scores(text)
        if allowed:
            wanted = {skill_id(name) for name in allowed}
            scored = [pair for pair in scored if pair[0] in wanted]
        ranked = [(-score * self._prior(name), name) for name, score in scored]
        ranked.sort()
        return [(name, -score) for score, name in ranked]

    def explain(self, text: str, skill: str) -> Reasons:
        """Why the skill has its rank for this text, as plain sentences."""
        known = self.get(skill)
        wanted = set(terms(text))
        reasons = [
            f"{field}: {', '.join(shared)}"
            for field, words in _fields(known).items()
            if (shared := sorted(wanted & set(words)))
        ]
        success = self._success(known.id)
        if success is not None:
            reasons.append(f"it worked in {success:.0%} of its uses here")
        return reasons or ["nothing in it occurs in the text"]

    def actions(self, text: str, skill_ids: Sequence[str]) -> RankedActions:
        """The actions of these skills, best first by their examples and words; unfit ones too."""
        ids = sorted({self.get(name).id for name in skill_ids})
        return _action_index_of(_These(self._skills[name] for name in ids)).rank(text)

    def _prior(self, name: str) -> float:
        success = self._success(name)
        return 1.0 if success is None else 0.75 + 0.5 * success

    def _indexed(self) -> "_Index":
        if self._index is None:
            self._index = _index_of(_These(self._skills.values()))
        return self._index


class _These:
    """The very same skills, as a key: what was made of them serves every library of a process."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self.skills = tuple(skills)

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.skills)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _These) or len(self.skills) != len(other.skills):
            return False
        return all(mine is its for mine, its in zip(self.skills, other.skills, strict=True))


class _Index:
    """BM25 over everything a skill says about itself."""

    def __init__(self, skills: Sequence[Skill]) -> None:
        self._ids = [skill.id for skill in skills]
        documents = [_document(skill) for skill in skills]
        self._bm25 = BM25(documents)
        counts = Counter(term for document in documents for term in set(document))
        # Among many skills a term that many of them hold tells little and costs most of the time.
        self._common = frozenset(t for t, n in counts.items() if n > max(100, len(skills) / 10))

    def scores(self, text: str) -> list[tuple[str, float]]:
        # A keyword of one Chinese sign ("诗") is a term by itself only in the skill that has it.
        wanted = {*terms(text), *(sign for sign in text if sign > "\u3400")}
        scores = self._bm25.scores(wanted - self._common or wanted)
        return [(self._ids[i], score) for i, score in enumerate(scores) if score > 0]


class _ActionIndex:
    """Each example of each action as a document; an action is as near as its nearest example."""

    def __init__(self, skills: Sequence[tuple[Skill, Examples]]) -> None:
        self._entries: list[tuple[Skill, Action]] = []
        self._owners: list[int] = []
        documents: list[list[str]] = []
        for skill, examples in skills:
            first = len(self._entries)
            self._entries += [(skill, action) for action in skill.actions]
            self._owners += [first + place for place, _ in examples]
            documents += [words for _, words in examples]
        self._bm25 = BM25(documents, length_weight=0.4)
        self._rarity = _rarities(documents)
        self._documents = [frozenset(document) for document in documents]

    def rank(self, text: str) -> list[RankedAction]:
        wanted = set(terms(text))
        scores = self._bm25.scores(wanted)
        nearest: dict[int, tuple[float, int]] = {}
        for place, score in enumerate(scores):
            owner = self._owners[place]
            if score > nearest.get(owner, (-1.0, 0))[0]:
                nearest[owner] = (score, place)
        ranked = [
            self._ranked(owner, score, place, text, wanted)
            for owner, (score, place) in nearest.items()
        ]
        return sorted(ranked, key=lambda r: (-r.score, r.skill.id, r.action.name))

    def _ranked(
        self, owner: int, score: float, place: int, text: str, wanted: set[str]
    ) -> RankedAction:
        skill, action = self._entries[owner]
        spoken = said(text, action.words)
        keywords = said(text, skill.keywords)
        bonus = _KEYWORD_BONUS * (2 * min(len(spoken), 3) + min(len(keywords), 3) * 0.5)
        reasons = [f"words: {', '.join(spoken)}"] if spoken else []
        reasons += [f"keywords: {', '.join(keywords)}"] if keywords else []
        return RankedAction(
            skill=skill,
            action=action,
            score=score + bonus,
            evidence=self._overlap(wanted, place, bool(spoken), bool(keywords)),
            reasons=tuple(reasons),
        )

    def _overlap(self, wanted: set[str], place: int, spoken: bool, keywords: bool) -> float:
        """How much of the text's meaning the nearest example shares, by rarity of its terms."""
        telling = {term for term in wanted if not term.isdigit()} - FUNCTION_TERMS
        if not telling and wanted:  # "what can you do" is an example's very words, or says nothing
            return float(wanted == self._documents[place])
        whole = sum(self._rarity.get(t, self._rarity[""]) for t in telling) or 1.0
        shared = sum(self._rarity.get(t, 0.0) for t in telling & self._documents[place])
        if len(telling) == 1 and not (spoken or keywords):
            shared /= 2  # "hello" is in somebody's example, and asks for nothing
        return min(1.0, shared / whole + 0.25 * spoken + 0.15 * keywords)


# "CPU5秒" says CPU: a count in Chinese follows.
_COUNT_AFTER = re.compile(r"\d+(?:秒|分钟|个|次|条|行|天)")


def said(text: str, words: Sequence[str]) -> list[str]:
    """Which of the words occur in the text; Latin ones only as whole words."""
    spelled = f" {normalise(text)} "
    return [word for word, plain in _plain(tuple(words)) if _occurs(plain, spelled)]


@lru_cache(maxsize=1 << 12)
def _plain(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((word, normalise(word).strip()) for word in words)


def _occurs(word: str, text: str) -> bool:
    at = text.find(word) if word else -1
    while at >= 0:
        before, after = text[at - 1], text[at + len(word) :]
        goes_on = _latin(after[0]) and not (word[-1].isalpha() and _COUNT_AFTER.match(after))
        if not (_latin(word[0]) and _latin(before)) and not (_latin(word[-1]) and goes_on):
            return True
        at = text.find(word, at + 1)
    return False


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _rarities(documents: Sequence[Sequence[str]]) -> dict[str, float]:
    """Inverse document frequency of each term; that of an unknown one under ""."""
    counts: dict[str, int] = {}
    for document in documents:
        for term in set(document):
            counts[term] = counts.get(term, 0) + 1
    known = {term: log(1 + len(documents) / count) for term, count in counts.items()}
    return {**known, "": log(2 + len(documents))}


@lru_cache(maxsize=4)
def _index_of(these: _These) -> _Index:
    return _Index(these.skills)


@lru_cache(maxsize=16)
def _action_index_of(these: _These) -> _ActionIndex:
    return _ActionIndex([(skill, _examples_of(_These([skill]))) for skill in these.skills])


@lru_cache(maxsize=256)
def _examples_of(these: _These) -> Examples:
    return [example for skill in these.skills for example in _examples(skill)]


def _examples(skill: Skill) -> Iterator[Example]:
    for place, action in enumerate(skill.actions):
        for example in (_title(skill, action), *action.utterances):
            yield place, terms(example)


def _title(skill: Skill, action: Action) -> str:
    words = (action.name, action.description, *action.words)
    return " ".join((*words, skill.name, *skill.keywords) if action.executor else words)


def _fields(skill: Skill) -> dict[str, list[str]]:
    utterances = [u for action in skill.actions for u in (*action.utterances, *action.words)]
    said_in = [f"{action.name} {action.description}" for action in skill.actions]
    return {
        "name": terms(skill.name),
        "keywords": terms(" / ".join(skill.keywords)),
        "utterances": terms(" / ".join(utterances)),
        "description": terms(" / ".join((skill.description, *said_in))),
        "instructions": terms(skill.instructions[:_BODY_CHARACTERS]),
    }


def _document(skill: Skill) -> list[str]:
    return [t for field, words in _fields(skill).items() for t in words * _WEIGHTS[field]]


def _registered(spec: Mapping[str, Any]) -> Skill:
    if not isinstance(spec, Mapping):
        mend = 'Give {"name": "…", "executor": function, "keywords": ["…"]}.'
        raise BadRequest("A skill is registered from a mapping.", hint=mend)
    name, executor = spec.get("name"), spec.get("executor")
    if not isinstance(name, str) or not name.strip():
        raise BadRequest("The skill has no name.", hint='Give "name": "…".')
    if not callable(executor):
        mend = 'Give "executor": a function that takes the text of the subtask.'
        raise BadRequest(f"The executor of skill {name!r} cannot be called.", hint=mend)
    known = {"name", "executor", "keywords", "description", "category", "parameters", "utterances"}
    odd = sorted(set(spec) - known - {"version", "timeout_s", "idempotent"})
    if odd:
        mend = f"Known are {', '.join(sorted(known))}."
        raise BadRequest(f"Skill {name!r} has unknown fields: {', '.join(odd)}.", hint=mend)
    described = spec.get("description") or (executor.__doc__ or "").strip().partition("\n")[0]
    return Skill(
        id=skill_id(name),
        name=name.strip(),
        description=described or name,
        version=spec.get("version", "0.0.0"),
        category=spec.get("category", "custom"),
        keywords=_strings(spec, "keywords"),
        permissions=Permissions(),
        source="registered",
        actions=(_executor_action(spec, name, described or name, executor),),
    )


def _executor_action(spec: Mapping[str, Any], name: str, described: str, executor: Any) -> Action:
    parameters = spec.get("parameters") or {}
    if not isinstance(parameters, Mapping):
        mend = 'Give a JSON schema: {"type": "object", "properties": {…}}.'
        raise BadRequest(f"The parameters of skill {name!r} are no schema.", hint=mend)
    for key, entry in parameters.get("properties", {}).items():
        if not isinstance(entry, Mapping) or entry.get("x-fill", "text") not in FILLS:
            mend = f"x-fill is one of {', '.join(sorted(FILLS))}."
            raise BadRequest(f"Parameter {key!r} of skill {name!r} is malformed.", hint=mend)
    return Action(
        name=skill_id(name),
        description=described,
        executor=executor,
        parameters=dict(parameters),
        utterances=_strings(spec, "utterances"),
        words=_strings(spec, "keywords"),
        timeout_s=float(spec.get("timeout_s", 120.0)),
        idempotent=bool(spec.get("idempotent", False)),
    )


def _strings(spec: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = spec.get(key, ())
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, Sequence) or not all(isinstance(word, str) for word in value):
        raise BadRequest(f"{key} must be a list of strings.", hint=f'Give "{key}": ["…"].')
    return tuple(value)
