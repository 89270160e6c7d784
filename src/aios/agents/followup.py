"""Follow-ups: a text that refers to the tasks before it ("now by month", "only the West") as steps.

Every turn is read in the light of the one before: what the new text leaves unsaid is carried over.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aios.agents.asking import does_something
from aios.agents.choose import Fit
from aios.agents.deeds import deed
from aios.agents.fill import Context, Sentence, fill, suffixes_of
from aios.agents.folder_work import ordered
from aios.agents.going_further import goes_on
from aios.agents.only_table import meant
from aios.agents.places import Places
from aios.agents.putting import wished
from aios.agents.split import Piece, Wish
from aios.agents.steps import SURE, SURE_OF_ITSELF, Step, Stepper
from aios.contracts import mentions
from aios.contracts.patterns import Pattern
from aios.contracts.record import Record
from aios.contracts.route import Route
from aios.contracts.skill import Action
from aios.contracts.task import Turn
from aios.contracts.text import terms
from aios.skills.library import FUNCTION_TERMS

# How sure the router must be that a text which names nothing is a task of its own.
SURE_OF_ITS_KIND = 0.8
_FORMAT = Pattern(
    r"(?:(?:and|now|also|then|or|那|再|也|还要|来个|换成|改成|转成|变成|要)\s*)*(?:as|to|into|in)?\s*(?:an?\s+)?"
    r"(?:csv|tsv|json|jsonl|yaml|yml|toml|xml|markdown|md|excel|xlsx|parquet|html|txt|text|zip|7z|tar"
    r"|png|svg|jpe?g)"
    r"\s*(?:(?:file|format|please|instead|too|格式|文件|的|吧|呢)\s*)*",
    re.IGNORECASE,
)
_CARRIED = {"path": "path", "paths": "path", "folder": "folder", "url": "url", "site": "url"}


# "And the amounts?", "那金额呢", "in the last day only": what is asked changes, hardly the skill.
_LEANS = Pattern(
    r"^\s*(?:(?:and|what about|how about|(?:do )?(?:the )?same|likewise|only|just|but|except"
    r"|excluding|without|in (?:the|an?)|by|per"
    r"|as (?:the |an? )?(?:share|percent|%|pie|bar|line|table|list)\w*)\b"
    r"|那|还有|只|仅|但|同样|去掉|排除|除了|不要|(?:换|改)(?:成|为|用|算成)(?!.*[“”\"「])|加上(?!.*\.\w))"
    r"|^\s*(?:add|put|give|set|use|make|change)\b.{0,30}\b(?:title|label|legend|axis|axes|bars?|lines?)\b"
    r"|^\s*(?:加|加上|换|改|设)[^，,。]{0,6}(?:标题|图例|坐标轴)|^\s*标题"
    r"|(?:\bonly|\binstead|\bas well|呢)\s*[.?？]?\s*$",
    re.IGNORECASE,
)
# Of those that were just found: "其他的删掉", "and throw the others away".
_REST_GOES = Pattern(
    r"(?:其[余他它]的?|多余的?|剩下的?|它们|这些|那些|都|全部?)(?:文件|照片|图片)?(?:都|全部?|给我)?(?:删|清|移|扔|重命名|改名)"
    r"|\b(?:delete|remove|trash|move|rename|zip|throw)\b[^.?!]{0,30}\b(?:them|these|those|others?|rest|it)\b",
    re.IGNORECASE,
)
# What may stand beside a name that only takes the place of another: "now new.md", "那 b.csv 呢".
_BESIDE = Pattern(
    r"\b(?:now|and|then|also|too|what about|how about|(?:the )?same|again|next|likewise|in"
    r"|for|with|on|of|do|it|that|please|this|file|one)\b|那么?|现在|再来?|也|还有|同样|一样|换成|换"
    r"|呢|看看|看|请|对|在|里|中|的|一下|做|这个|文件",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, eq=True)
class Base(Record):
    """What came before: its whole text, and the action that worked on it, if one could."""

    text: str
    fit: Fit | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Reads a text after the turns before it. `stepper` reads texts that stand alone."""

    stepper: Stepper
    turns: Sequence[Turn]

    def steps(self, text: str) -> list[Step]:
        """The steps of the text; empty when it makes no task, even after what was said before."""
        base = Base(text="")
        for place, turn in enumerate(self.turns):
            then = replace(self.stepper, places=Places(turn.spec.cwd))
            text_then = meant(then, turn.task.description, first=place == 0)
            base = _base(text_then, self._read(then, place, base, text_then), base)
        return self._read(self.stepper, len(self.turns), base, text)

    def alone(self, text: str) -> list[Step]:
        """The steps of the text by itself, where they do no more than the turns before did."""
        steps = self.stepper.steps(text)
        found = _fits(steps)
        idle = any(does_something(one.action) or not one.ready for one in found)
        return [] if idle or len(found) < len(steps) else steps

    def _read(self, stepper: Stepper, place: int, base: Base, text: str) -> list[Step]:
        if not base.text:
            return stepper.steps(text)
        wanted = wished(text, [base.fit], stepper.places)
        piece = Piece(text=text.strip(), start=0, end=len(text))
        if wanted:
            return [self._kept(piece, wanted, base, self._context(stepper, place, base))]
        context = self._context(stepper, place, base)
        if base.fit is None and _only_names(text, context):
            return stepper.steps(f"{base.text}，{text}")
        alone = stepper.steps(text)
        if base.fit is not None and _only_renames(text, base.fit, context):
            others = [step.fit.skill != base.fit.skill for step in alone if step.fit]
            if any(others):
                return [Step(piece=piece, fit=_again(base.fit, text, base.text, context))]
        if base.fit is not None and goes_on(text, _fits(alone), base.fit, context):
            return [Step(piece=piece, fit=_again(base.fit, text, base.text, context))]
        if alone and _stands_alone(alone, base, stepper.chooser.route(text)):
            return alone
        if _of_several_actions(alone, base):
            return alone
        if base.fit is None:
            return stepper.steps(f"{base.text}，{text}")
        found = self._continued(stepper, text, base, context)
        return [Step(piece=piece, fit=found)] if found else alone

    def _context(self, stepper: Stepper, place: int, base: Base) -> Context:
        """What the turns before `place` give: their texts, what they worked on, what they made."""
        last = self.turns[place - 1].task.result
        return Context(
            places=stepper.places,
            inputs=last.artifacts if last else (),
            given=stepper.given,
            before=tuple(turn.task.description for turn in self.turns[:place]),
            carried=_carried(base.fit) if base.fit else {},
        )

    def _kept(self, piece: Piece, wanted: Wish, base: Base, context: Context) -> Step:
        """The wish to keep what there is, or the action again when that can do it itself."""
        if base.fit is not None:
            again = _again(base.fit, piece.text, base.text, context)
            own = ("name", "choice")
            if again.ready and any(e.get("x-shapes") for e in _entries(again.action)):
                return Step(piece=piece, fit=again)  # its outcome is no table, its file is
            if any(k in again.parameters for k in _named(again.action, own)) and (
                again.parameters != base.fit.parameters
            ):
                return Step(piece=piece, fit=again)
        return Step(piece=piece, wish=wanted)

    def _continued(self, stepper: Stepper, text: str, base: Base, context: Context) -> Fit | None:
        """The action before with what the text says anew, or one that fits the text better."""
        assert base.fit is not None
        same = base.fit.skill
        if _chosen(base.fit.action, text, context):
            return _again(base.fit, text, base.text, context)
        rest = bool(_REST_GOES.search(text)) and not does_something(base.fit.action)
        for found in stepper.chooser.fits(text, context, stepper.skills, stepper.preferred):
            if rest and not does_something(found.action):
                continue
            if not found.ready or found.action == base.fit.action or _of_fewer(found, base.fit):
                break
            if _now_changes(found, base.fit, text):
                return _anew(found, _ended(text), base.text, context)
            if found.skill != same and not found.taken and _LEANS.search(text):
                continue
            if found.evidence >= (SURE if found.skill == same else SURE_OF_ITSELF):
                return _anew(found, text, base.text, context)
        return _again(base.fit, text, base.text, context)


def _now_changes(found: Fit, base: Fit, text: str) -> bool:
    """True for "keep one of each and delete the rest" after a look at files: what is ordered only
    an action that changes them does."""
    changes = does_something(found.action) and not does_something(base.action)
    return changes and bool(deed(text) or ordered(text) or _REST_GOES.search(text))


def _ended(text: str) -> str:
    """A text with the sign that ends a sentence, such that another may follow it."""
    said = text.rstrip()
    if re.search(r"[。.!！?？…]$", said):
        return said
    return f"{said}{'。' if re.search('[一-鿿]', said) else '.'}"


def _chosen(action: Action, text: str, context: Context) -> bool:
    """True for "as toml please", "换成折线图": it names another choice or format."""
    if _FORMAT.fullmatch(text.strip(" ?？。.!！")):
        return True
    properties = action.parameters.get("properties", {})
    said = fill(action, text, context).parameters
    unsaid = fill(action, "", context).parameters
    return any(
        properties[name].get("x-fill") == "choice" and unsaid.get(name) != value
        for name, value in said.items()
    )


def _of_fewer(found: Fit, base: Fit) -> bool:
    """True for an action of one file after one of several: the text goes on about all of them."""
    one = _named(found.action, ("path",)) and not _named(found.action, ("paths",))
    return found.skill == base.skill and bool(one and _named(base.action, ("paths",)))


def _only_names(text: str, context: Context) -> bool:
    """True for a text that is hardly more than the name of a file, a folder or an address."""
    sentence = Sentence(text, context, frozenset())
    named = sentence.files or sentence.folders or mentions.urls(text)
    return bool(named) and len(set(terms(sentence.prose)) - FUNCTION_TERMS) <= 1


def _only_renames(text: str, base: Fit, context: Context) -> bool:
    """True for a text that only names other files, which the action before can read.

    Only of an action that reads for itself what was asked before.
    """
    if not _named(base.action, ("before",)):
        return False
    sentence = Sentence(text, context, suffixes_of(base.action))
    rest = _BESIDE.sub(" ", sentence.prose).strip(" \t,，。.?？!！、:：")
    return bool(sentence.files) and not rest and sentence.suffix_fits is not False


def _base(text: str, steps: Sequence[Step], before: Base) -> Base:
    acting = [step.fit for step in steps if step.fit is not None]
    if acting:
        return Base(text=text if not before.text else f"{before.text}\n{text}", fit=acting[-1])
    return Base(text=f"{before.text}，{text}" if before.text else text, fit=before.fit)


def _stands_alone(steps: Sequence[Step], base: Base, route: Route) -> bool:
    """True for a text that names what it works on, or is surely a task of another kind."""
    fits = _fits(steps)
    if any(found.taken and found.evidence >= SURE for found in fits):
        return True
    if base.fit is None or base.fit.skill is None:
        return bool(fits)
    another = route.type not in ("none", base.fit.skill.category)
    return another and route.confidence >= SURE_OF_ITS_KIND and bool(fits)


def _fits(steps: Sequence[Step]) -> list[Fit]:
    return [step.fit for step in steps if step.fit is not None]


def _of_several_actions(steps: Sequence[Step], base: Base) -> bool:
    """True for "and the load and temperatures?": it asks the same skill for several things."""
    fits = [step.fit for step in steps]
    same = all(found and base.fit and found.skill == base.fit.skill for found in fits)
    return same and len({found.action.name for found in fits if found}) > 1


def _carried(base: Fit) -> dict[str, tuple[str, ...]]:
    """The files, folders and addresses an action worked on, by way of filling."""
    carried: dict[str, tuple[str, ...]] = {}
    properties = base.action.parameters.get("properties", {})
    for name, value in base.parameters.items():
        kind = _CARRIED.get(properties.get(name, {}).get("x-fill", ""))
        if kind and value:
            values = (value,) if isinstance(value, str) else tuple(value)
            carried[kind] = (*carried.get(kind, ()), *values)
    return carried


def _again(base: Fit, text: str, earlier: str, context: Context) -> Fit:
    """The action before, with what the new text says outright in place of what was said."""
    kept = _without_text(base.action, base.parameters)
    return _anew(base, text, earlier, context, kept)


def _anew(
    found: Fit, text: str, earlier: str, context: Context, kept: Mapping[str, Any] | None = None
) -> Fit:
    """The fit with all that both texts say, the new one first; what is `kept` yields to it only.

    An action that reads for itself what came before is given the new text alone.
    """
    reads_before = bool(_named(found.action, ("before",)))
    both = fill(found.action, text if reads_before else f"{text}\n{earlier}", context)
    unsaid = fill(found.action, "", context).parameters
    said = _without_text(found.action, fill(found.action, text, context).parameters)
    new = {name: value for name, value in said.items() if unsaid.get(name) != value}
    return found.but(
        parameters={**both.parameters, **(kept or {}), **new},
        missing=tuple(m for m in both.missing if m.parameter not in (kept or {})),
        from_inputs=frozenset(),
    )


def _entries(action: Action) -> Sequence[Mapping[str, Any]]:
    return list(action.parameters.get("properties", {}).values())


def _named(action: Action, kinds: Sequence[str]) -> list[str]:
    properties: Mapping[str, Any] = action.parameters.get("properties", {})
    return [name for name, entry in properties.items() if entry.get("x-fill") in kinds]


def _without_text(action: Action, parameters: Mapping[str, Any]) -> dict[str, Any]:
    texts = _named(action, ("text", "before"))
    return {name: value for name, value in parameters.items() if name not in texts}
