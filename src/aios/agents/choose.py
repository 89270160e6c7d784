"""Which action of which skill fits a text best, and how well: examples, words, files, addresses."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aios.agents.asking import does_something, only_asks, without_what_is_not_to_be_done
from aios.agents.deeds import deed, names_deed
from aios.agents.describing import changes_as_ordered, described, describes, undivided
from aios.agents.fill import Context, Missing, Sentence, fill
from aios.agents.forms import with_formed
from aios.agents.together import FILES, FOLDERS, has_too_few, needs_several, takes_together
from aios.agents.told import asked
from aios.contracts import mentions
from aios.contracts.forms import is_whole
from aios.contracts.record import Record
from aios.contracts.route import Route
from aios.contracts.skill import Action, Skill, skill_id
from aios.skills.library import RankedAction, SkillLibrary, said

# Below this share of a text in common with an example, or words said for it, an action is a guess.
ENOUGH = 0.34
ENOUGH_WHEN_ROUTED = 0.2
# The router is sure of something else: only words that are nearly an example's own say otherwise.
ENOUGH_WHEN_ROUTED_ELSEWHERE = 0.55
# It says there is no task, or the action would only ask for a file that nobody meant.
ENOUGH_WHEN_NO_TASK = 0.8
# It takes the file or address that the text names; and the router put its skill first besides.
_LESS_WHEN_TAKEN = 0.1
_ENOUGH_WHEN_TAKEN_AND_ROUTED = 0.0
_IGNORED = 0.15
_PAGE_IGNORED = 3.0  # an address alone is named, and it reads none
_OTHER_KIND = -4.0  # it reads other kinds of files than the one named
# Where evidence is full for several, the words they share with the text decide.
_WORDS = 0.01
_CANDIDATES = 12
_MANY = 60
_LIKED = 1.0
_ANY = 0.5  # it reads any question about such a file
# It changes things, or sees to one matter alone, and no word of the text speaks of that.
_UNSPOKEN = -1.5
# Several files are named, and the action is for several at once.
_TOGETHER = 2.5
_TOO_FEW = -6.0
# The text is just such a question as the action is for: "15% of 240".
_WHOLE = 4.0
# What a text is about is named, and it takes that: a process, not the whole computer.
_ABOUT_IT = 2.0
_URLS = {"url", "urls", "site"}


@dataclass(frozen=True, kw_only=True, eq=True)
class Fit(Record):
    """How an action fits a text: its parameters as filled, and what it still lacks.

    `evidence` (0..1) is how sure the words are; `score` orders fits of the same text; `taken` and
    `ignored` are how many kinds of things the text names that the action takes, and does not;
    `together` says that it needs several files or folders, and several are named, `lacking` that
    it needs them, and only some are.
    """

    action: Action
    skill: Skill | None = None
    score: float = 0.0
    evidence: float = 0.0
    parameters: dict[str, Any]
    missing: tuple[Missing, ...] = ()
    from_inputs: frozenset[str] = frozenset()
    taken: int = 0
    ignored: int = 0
    together: bool = False
    lacking: bool = False
    other_kind: bool = False  # of file is named than it reads
    whole: bool = False  # the text is nothing but such a question as the action is for
    reasons: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """True when nothing is missing."""
        return not self.missing


def fit(action: Action, text: str, context: Context) -> Fit:
    """How well the action's parameters can be filled from the text; `score` counts for or against.

    What the text names speaks for actions that take it, and against those that do not.
    """
    filled = fill(action, text, context)
    fills = {p.get("x-fill") for p in action.parameters.get("properties", {}).values()}
    sentence = Sentence(text, context, frozenset())
    made = describes(action, text)  # files that are not there are what it is to read or write
    addressed = bool(mentions.urls(text)) and not changes_as_ordered(action, text)
    score, taken, ignored, reasons = 0.0, 0, 0, []
    for named, kinds, what in (
        (bool(sentence.files or (sentence.lost_files and not made)), FILES, "file"),
        (addressed or visits(action, filled.parameters), _URLS, "address"),
        (bool(sentence.folders), FOLDERS, "folder"),
    ):
        if named and fills & kinds:
            score += 1.5
            taken += 1
            reasons.append(f"it takes the {what} named")
        elif named and what == "folder" and fills & FILES:
            score -= 1.0  # a folder where a file is needed is a slip, or stands beside the file
        elif named and not action.executor:
            score -= 5.0 if what == "file" and sentence.files else 3.0
            alone = what == "address" and not (sentence.files or sentence.folders)
            score -= _PAGE_IGNORED * alone
            ignored += 1
    if filled.suffix_fits is not None:
        score += 1.0 if filled.suffix_fits else _OTHER_KIND
    if {"name", "quoted"} <= {_fill_of(action, parameter) for parameter in filled.parameters}:
        score += 1.5
        taken += 1
        reasons.append("it writes the text quoted into the file named")
    together = takes_together(action, sentence)
    if not together and has_too_few(action, sentence):
        score += _TOO_FEW
    if together:
        score += _TOGETHER
        reasons.append("it takes the files named together")
    if filled.missing:
        score -= 1.5
    score += 0.2 * len(set(filled.parameters) & _said_outright(action))
    score += _ABOUT_IT * len(set(filled.parameters) & _subjects(action))
    return Fit(
        action=action,
        score=score,
        parameters=filled.parameters,
        missing=filled.missing,
        from_inputs=filled.from_inputs,
        taken=taken,
        ignored=ignored,
        together=together,
        other_kind=filled.suffix_fits is False,
        lacking=not together and taken > 0 and needs_several(action, FILES | FOLDERS),
        reasons=tuple(reasons),
    )


def _reads_other_kinds(action: Action, parameters: Mapping[str, Any]) -> bool:
    """True where the text asks for files of a kind ("*.js") that the action never reads."""
    properties = action.parameters.get("properties", {})
    wanted = [p for n, p in parameters.items() if properties.get(n, {}).get("x-fill") == "glob"]
    kinds = [p for patterns in wanted for p in patterns if re.fullmatch(r"\*\.\w+", p)]
    declared = {s for entry in properties.values() for s in entry.get("x-suffixes", ())}
    known = not declared or "*" in declared
    return bool(kinds) and not known and all(kind[1:].lower() not in declared for kind in kinds)


def visits(action: Action, parameters: Mapping[str, Any]) -> bool:
    """True for an action that goes to a site (`x-visits`), which the parameters name."""
    properties = action.parameters.get("properties", {})
    return any(properties.get(name, {}).get("x-visits") for name in parameters)


def by_words_alone(found: Fit) -> bool:
    """True for an action that is given nothing but the text itself."""
    fills = {p.get("x-fill") for p in found.action.parameters.get("properties", {}).values()}
    return fills == {"text"}


class Chooser:
    """Chooses skill and action for a text. `route` is the router's opinion."""

    def __init__(self, library: SkillLibrary, route: Callable[[str], Route]) -> None:
        self._library, self.route = library, route

    def fits(
        self,
        text: str,
        context: Context,
        skills: Sequence[str] = (),
        preferred: Sequence[str] = (),
    ) -> list[Fit]:
        """Actions that may do what the text says, best first; only of `skills` when given.

        Empty when nothing installed is anywhere near. The first may still lack parameters.
        """
        if not text.strip():
            return []
        prose = self.asked(Sentence(text, context, frozenset()).prose)
        prose, asking = without_what_is_not_to_be_done(prose), only_asks(text)
        route = self._route(text)
        ranking = [name for name, _ in self._library.rank(prose)]
        order = {name: place for place, name in enumerate(ranking)}
        fits = [
            self._weighed(ranked, text, context, route, order)
            for ranked in self._candidates(
                text,
                prose,
                self._known(skills, (*ranking[:_MANY], *route.skills, *preferred)),
                route,
            )
            if _for_words(ranked.action, context) and _does_the_deed(ranked, text)
            if not (asking and does_something(ranked.action))
        ]
        liked = frozenset(map(skill_id, preferred))
        fits = [f.but(score=f.score + _LIKED * (f.skill.id in liked)) for f in fits if f.skill]
        fits = [_of_several(f, text, context) for f in fits]
        near = [f for f in fits if f.evidence - _IGNORED * f.ignored >= _enough(f, route, text)]
        if not any(f.ready and f.taken and f.score > 0 and not f.other_kind for f in near):
            near += [f for f in fits if _reads_any(f) and f not in near]
        if mentions.urls(text) and any(f.ready and f.taken and not f.ignored for f in near):
            near = [f for f in near if not _works_on_files_unnamed(f)]
        if any(_is_asked_to_visit(f, text) for f in near):
            near = [f for f in near if not by_words_alone(f)]
        return sorted(near, key=lambda f: (-f.score, f.action.name))

    def _route(self, text: str) -> Route:
        """The router's opinion; where it sees no task, that of what the text asks alone."""
        route = self.route(text)
        rest = self.asked(text).strip() if route.type == "none" else text
        return route if rest == text.strip() else self.route(rest)

    def asked(self, text: str) -> str:
        """The text without the sentences that only tell who asks, and why."""
        return asked(text, self._speaks)

    def _speaks(self, sentence: str) -> bool:
        """True for a sentence with a word of any skill."""
        actions = (action for skill in self._library.list() for action in skill.actions)
        return any(said(sentence, action.words) for action in actions)

    def marked(self, mark: str, skills: Sequence[str] = ()) -> tuple[Skill, Action] | None:
        """The first action, of `skills` when given, with a parameter that bears the mark."""
        for skill in self._library.list():
            for action in skill.actions if not skills or skill.id in map(skill_id, skills) else ():
                entries = action.parameters.get("properties", {}).values()
                if any(entry.get(mark) for entry in entries):
                    return skill, action
        return None

    def _known(self, skills: Sequence[str], likeliest: Sequence[str]) -> list[str]:
        """The skills that may be meant; of very many, only the likeliest are looked into."""
        wanted = set(map(skill_id, skills))
        known = [s.id for s in self._library.list() if not wanted or s.id in wanted]
        few = set(map(skill_id, likeliest))
        return known if len(known) <= _MANY else [name for name in known if name in few]

    def _candidates(
        self, text: str, prose: str, known: Sequence[str], route: Route
    ) -> list[RankedAction]:
        """The actions nearest in words, all of the skill that the router put first, and those that
        the text is a question for by its very form."""
        ranked = self._library.actions(prose, known) if known else []
        first, pages = route.skills[: route.leads], mentions.urls(text)
        likely = [
            r
            for r in ranked[_CANDIDATES:]
            if r.skill.id in first
            or (pages and visits(r.action, {"url": ""}))
            or changes_as_ordered(r.action, text)
            or undivided(r.action, text)
        ]
        return with_formed([*ranked[:_CANDIDATES], *likely], self._library, known, text)

    def _weighed(
        self, ranked: RankedAction, text: str, context: Context, route: Route, order: dict[str, int]
    ) -> Fit:
        found = fit(ranked.action, text, context)
        name, evidence = ranked.skill.id, ranked.evidence
        if undivided(ranked.action, text):
            evidence = 1.0
        routed = 0.0
        if name in route.skills:
            behind = max(0, route.skills.index(name) - (route.leads - 1))
            routed = 3.0 * route.confidence / (1 + behind)
        reasons = [*ranked.reasons, *found.reasons]
        unspoken = _wants_words(ranked.action) and not said(text, ranked.action.words)
        first = name in route.skills[: route.leads]
        reasons += [f"the router put {name} first"] if first else []
        return found.but(
            skill=ranked.skill,
            score=found.score
            + _ANY * _reads_any(found)
            + _OTHER_KIND * _reads_other_kinds(ranked.action, found.parameters)
            + (_UNSPOKEN - _TOGETHER * found.together) * unspoken
            + _WHOLE * (whole := is_whole(ranked.action, text))
            + (0 if found.ignored else described(ranked.action, text))
            + 10 * evidence
            + _WORDS * ranked.score
            + routed
            + 1.0 / (1 + order.get(name, 9)),
            evidence=evidence,
            whole=whole,
            reasons=tuple(reasons),
        )


def _reads_any(found: Fit) -> bool:
    """True for an action that reads any question about the file named (`x-any`), or the page
    (`x-visits`), and says itself what it does not understand: better than to say that nothing can
    be done."""
    properties = found.action.parameters.get("properties", {}).values()
    reads = found.ready and found.taken and not found.ignored
    return bool(reads) and any(e.get("x-any") or e.get("x-visits") for e in properties)


def _works_on_files_unnamed(found: Fit) -> bool:
    """True for an action on files, of which the text names none, and an address in their place."""
    fills = {p.get("x-fill") for p in found.action.parameters.get("properties", {}).values()}
    return bool(found.ignored and not found.taken and fills & (FILES | FOLDERS))


def _is_asked_to_visit(found: Fit, text: str) -> bool:
    """True where an action for pages is spoken of, and its page named: "write a scraper for HN"
    is answered by what the scraper finds, with its program."""
    going = found.ready and visits(found.action, found.parameters)
    return going and bool(said(text, found.action.words))


def _enough(found: Fit, route: Route, text: str) -> float:
    """How sure the words have to be of the action, by what the router says."""
    if found.ready and not found.ignored and changes_as_ordered(found.action, text):
        return 0.0
    if route.type == "none" and describes(found.action, text):
        return ENOUGH  # it says what is to be made, though in words that no example has
    if found.skill is None or route.confidence < 0.5:
        taken = found.taken and found.ready and not found.ignored
        return ENOUGH - _LESS_WHEN_TAKEN if taken else ENOUGH
    reads = found.taken and found.ready and not found.other_kind
    if found.skill.id in route.skills[: route.leads] and reads:
        return _ENOUGH_WHEN_TAKEN_AND_ROUTED
    if found.skill.id in route.skills[: route.leads + 1]:
        return ENOUGH_WHEN_ROUTED if route.confidence < 0.9 else ENOUGH_WHEN_ROUTED / 2
    if found.ready and found.taken and not found.ignored and describes(found.action, text):
        return ENOUGH_WHEN_ROUTED  # and names what it is to be made of
    if found.action.executor:
        return ENOUGH
    if route.type == "none" or not found.ready:
        return ENOUGH_WHEN_NO_TASK
    return ENOUGH_WHEN_ROUTED_ELSEWHERE


def _does_the_deed(ranked: RankedAction, text: str) -> bool:
    """True unless the text asks for a deed that the skill never speaks of."""
    wanted = deed(text)
    return not wanted or bool(ranked.action.executor) or names_deed(ranked.skill, wanted)


def _wants_words(action: Action) -> bool:
    """True for an action that is meant only where its own words are said (`x-spoken`)."""
    properties = action.parameters.get("properties", {}).values()
    return any(entry.get("x-spoken") for entry in properties)


def _subjects(action: Action) -> set[str]:
    """Parameters that say what a task is about (`x-subject`), such as one process."""
    properties = action.parameters.get("properties", {})
    return {name for name, entry in properties.items() if entry.get("x-subject")}


def _fill_of(action: Action, parameter: str) -> str:
    """How a parameter of the action is filled from a text; "" when it is not."""
    return str(action.parameters["properties"].get(parameter, {}).get("x-fill", ""))


def _of_several(found: Fit, text: str, context: Context) -> Fit:
    """The skill's action for several files (`x-several`) in place of one that takes but one.

    Only where the text names several that are there; the name of the output is none of them.
    """
    properties = found.action.parameters.get("properties", {}).values()
    wanted = next((entry["x-several"] for entry in properties if "x-several" in entry), "")
    actions = found.skill.actions if found.skill and wanted else ()
    output = mentions.output_name(text) or ""
    files = Sentence(text, context, frozenset()).files if actions else []
    if sum(not path.endswith(f"/{output}") for path in files) < 2:
        return found
    for action in actions:
        refitted = fit(action, text, context)
        if action.name == wanted and refitted.ready:
            score = max(found.score, refitted.score)
            return refitted.but(skill=found.skill, score=score, evidence=found.evidence)
    return found


def _for_words(action: Action, context: Context) -> bool:
    """False for an action with a required parameter that only a model, or the caller, can fill."""
    properties = action.parameters.get("properties", {})
    return all(
        name in context.given or "x-fill" in properties[name] or "default" in properties[name]
        for name in action.parameters.get("required", ())
        if name in properties
    )


def _said_outright(action: Action) -> set[str]:
    """Parameters that only a word or a name in the text can fill."""
    fills = {"choice", "flag", "pattern", "process", "quoted", "count", "port", "glob", "name"}
    properties = action.parameters.get("properties", {})
    return {
        name for name, p in properties.items() if p.get("x-fill") in fills and "default" not in p
    }
