"""A task's pieces as steps: which action does each, which take what an earlier one left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Any

from aios.agents import going_on
from aios.agents.belonging import REFERRING, WOULD, opens_each
from aios.agents.choose import Chooser, Fit, by_words_alone, fit, visits
from aios.agents.deeds import deed, is_foreign
from aios.agents.fill import Context, Sentence
from aios.agents.folder_work import orders_a_change
from aios.agents.inspected import inspected
from aios.agents.listed import listed, listed_names
from aios.agents.making import announces, described, made_by, names_it, written_down
from aios.agents.of_page import of_one_page
from aios.agents.of_table import of_one_table, of_tables
from aios.agents.originals import place_of, without_original
from aios.agents.places import Places
from aios.agents.putting import wished
from aios.agents.split import Piece, Wish, frames, join, only_opens, saves, split, wish
from aios.agents.staying import stays
from aios.agents.together import of_one_question
from aios.agents.told import tells_first
from aios.agents.watched import watched
from aios.contracts.record import Record

KEEP = "keep"
UNDONE = "undone"
# How sure the words of a later piece must be where the router, seeing the whole, expects others.
SURE = 0.5
NEAR = 0.75  # of the best score, for an action that may stand in when the best lacks something
# The same of a piece that names nothing, and so may well speak of what the piece before found.
SURE_OF_ITSELF = 0.65
# By how much surer words have to be of an action than of another that fits both clauses.
_SURER = 0.15
# How parameters are filled that say what is wanted of the result.
_SAID = frozenset({"name", "choice", "flag", "pattern", "process"})


@dataclass(frozen=True, kw_only=True, eq=True)
class Step(Record):
    """A piece with the action that does it, or with the wish to keep what came before.

    A piece with neither is one that nothing can do: it is said so in the result.
    """

    piece: Piece
    fit: Fit | None = None
    wish: Wish | None = None

    @property
    def undone(self) -> bool:
        """True when nothing can do it."""
        return self.fit is None and self.wish is None

    @property
    def takes_inputs(self) -> bool:
        """True when it works on what an earlier step leaves."""
        return self.wish is not None or bool(self.fit and self.fit.from_inputs)


@dataclass(kw_only=True)
class Stepper:
    """Finds the steps of a task; `skills` restricts who may do them, `preferred` ranks first."""

    chooser: Chooser
    places: Places
    skills: Sequence[str] = ()
    preferred: Sequence[str] = ()
    given: Mapping[str, Any] = field(default_factory=dict)

    def steps(self, text: str) -> list[Step]:
        """The steps of the text; empty when no way of splitting it, nor the whole, is doable."""
        reads = (self.chooser, self.skills, text, self.context())
        if one := written_down(*reads) or watched(*reads) or inspected(*reads):
            return [Step(piece=Piece(text=text.strip(), start=0, end=len(text)), fit=one)]
        whole = orders_a_change(text) or of_one_page(text, lambda t: self.best(t, self.context()))
        if len(pieces := [] if whole else list(split(text))) > 1:
            bests = (self.best(piece.text, self.context()) for piece in pieces)
            wholes = list(takewhile(lambda found: found and found.whole, bests))
            if len(wholes) == len(pieces):
                return [Step(piece=p, fit=f) for p, f in zip(pieces, wholes, strict=True)]
            together = self._together(text, pieces)
            steps = [together] if together else self._several(text, pieces)
            read = [(step.fit, step.piece.text) for step in steps]
            fits = lambda: self.chooser.fits(text, self.context(), self.skills)  # noqa: E731
            if table := of_one_table(text, read, self.context()) or of_tables(read, fits):
                return [Step(piece=Piece(text=text.strip(), start=0, end=len(text)), fit=table)]
            if steps:
                return [one for step in steps for one in self._unlisted(step)]
        found = self.best(text.strip(), self.context())
        piece = Piece(text=text.strip(), start=0, end=len(text))
        return self._unlisted(Step(piece=piece, fit=found)) if found else []

    def context(self, *, promised: bool = False) -> Context:
        """What the first steps can draw on; with `promised`, what later ones can."""
        return Context(places=self.places, promised=promised, given=self.given)

    def best(self, text: str, context: Context) -> Fit | None:
        """The best action for the text, if it lacks nothing."""
        return next(iter(self._ready(text, context)), None)

    def _ready(self, text: str, context: Context) -> list[Fit]:
        fits = self.chooser.fits(text, context, self.skills, self.preferred)
        if not fits or (not fits[0].ready and going_on.names_in_vain(fits[0])):
            return []  # the text names a file that is not there: another action is no cure
        return [f for f in fits if f.ready and f.score >= NEAR * fits[0].score]

    def _unlisted(self, step: Step) -> list[Step]:
        """A step for each thing that the step's clause lists; else the step itself."""
        if step.fit is None or step.takes_inputs:
            return [step]
        alone: list[Step] = []
        wishes = listed(step.piece.text, step.fit)
        wishes = wishes or listed_names(step.piece.text, step.fit, self.places.is_file)
        for action, clause in wishes:
            found = fit(action, clause, self.context())
            found = found.but(skill=step.fit.skill, evidence=step.fit.evidence)
            if not found.ready:
                return [step]
            alone.append(Step(piece=step.piece.but(text=clause), fit=found))
        return alone or [step]

    def _together(self, text: str, pieces: Sequence[Piece]) -> Step | None:
        """One step for clauses an action takes at once: files, or what a program is to do."""
        if any(
            going_on.said_apart(text, a, b) and not names_it(b.text) for a, b in pairwise(pieces)
        ):
            return None
        first = self.best(pieces[0].text, self.context())
        if any(self._goes_somewhere(piece) for piece in pieces[1:]):
            return None
        if made := made_by(first, text, pieces, self.chooser.route(text), self.context()):
            return Step(piece=Piece(text=text.strip(), start=0, end=len(text)), fit=made)
        found = self.best(text.strip(), self.context())
        if found is None or found.skill is None or found.evidence < SURE:
            return None
        if not (found.whole or described(found, text, pieces[0])):
            foreign = (is_foreign(p.text, found.skill) and not wish(p.text) for p in pieces)
            if not found.together or any(foreign):
                return None
        return Step(piece=Piece(text=text.strip(), start=0, end=len(text)), fit=found)

    def _goes_somewhere(self, piece: Piece) -> bool:
        """True for "抓取 Hacker News 的前10条": a site to visit, no description of a program."""
        found = self.best(piece.text, self.context())
        return found is not None and visits(found.action, found.parameters)

    def _several(self, text: str, pieces: list[Piece]) -> list[Step]:
        """A step per piece; a piece that no action fits belongs to the piece beside it."""
        likely = self.chooser.route(text).skills
        steps: list[Step] = []
        waiting: Piece | None = None
        for piece in pieces:
            piece = join(text, waiting, piece) if waiting else piece
            waiting = _held(text, piece, steps)
            if waiting:
                continue
            if gone := self._original_gone(piece, steps):
                steps += gone
                continue
            if steps and steps[-1].fit and going_on.only_adds_to(steps[-1].fit, piece.text):
                steps[-1] = self._extended(text, steps, piece)
                continue
            last = steps[-1] if steps else None
            if last and going_on.asks_of_page(last.fit, last.piece.text, piece.text):
                steps[-1] = self._extended(text, steps, piece)
                continue
            if drawn := self._drawn(piece, steps):
                steps.append(drawn)
                continue
            step = self._step(piece, steps, likely)
            if self._beyond(piece, step, steps):
                steps.append(Step(piece=piece))
                continue
            if one := self._one_with_last(text, step, steps, piece):
                steps[-1] = one
                continue
            waiting = self._added(text, step, steps, piece)
        if waiting:  # the last words asked for nothing that could be done
            return []
        return steps if any(step.fit for step in steps) else []

    def _added(self, text: str, step: Step | None, steps: list[Step], piece: Piece) -> Piece | None:
        """Put a piece behind the steps or to the one it belongs to; the piece where none is."""
        base = self._base(text, step, steps)
        if step and base is None and self._announced(text, step, steps):
            base = len(steps) - 1
        if step and base is None:
            steps.append(_going_on(steps[-1], step, self.context()) if steps else step)
        elif steps:
            merged = self._merged(text, steps, base, piece)
            steps[base if merged else len(steps) :] = [merged or Step(piece=piece)]
        else:
            return piece
        return None

    def _original_gone(self, piece: Piece, steps: Sequence[Step]) -> list[Step]:
        """For "delete the original": what was made of it is put where it is seen, then it goes."""
        acting = next((step for step in reversed(steps) if step.fit), None)
        context = self.context()
        said = acting.piece.text if acting else ""
        text = without_original(acting.fit if acting else None, said, piece.text, context)
        found = self.best(text, context) if text else None
        if found is None:
            return []
        put_in = Wish(suffix="", folder=place_of(said, context))
        put = [] if steps[-1].wish else [Step(piece=piece, wish=put_in)]
        return [*put, Step(piece=piece.but(text=text), fit=found)]

    def _drawn(self, piece: Piece, steps: Sequence[Step]) -> Step | None:
        """A step of its own for "plot it" after one number of a table that an earlier one left."""
        last = steps[-1] if steps else None
        if last is None or last.fit is None or not last.takes_inputs:
            return None
        context = self.context(promised=True)
        found = going_on.on_what_was_reckoned(last.fit, last.piece.text, piece.text, context)
        return Step(piece=piece, fit=found) if found else None

    def _step(self, piece: Piece, earlier: Sequence[Step], likely: Sequence[str]) -> Step | None:
        """The piece as a step; None when nothing fits it, or only a guess that the whole denies."""
        if earlier and self._only_adds(earlier[-1], piece):
            return None
        if earlier and self._does_it_itself(earlier[-1], piece):
            return None
        fits = [step.fit for step in earlier]
        wanted = wished(piece.text, fits, self.places) if earlier else None
        if wanted:
            return Step(piece=piece, wish=wanted)
        for found in self._ready(piece.text, self.context(promised=bool(earlier))):
            named = found.taken or found.from_inputs
            sure = SURE if named or not earlier else SURE_OF_ITSELF
            expected = found.skill is not None and found.skill.id in likely
            if expected or found.taken or found.evidence >= sure:
                return Step(piece=piece, fit=found)
        return None

    def _beyond(self, piece: Piece, step: Step | None, earlier: Sequence[Step]) -> bool:
        """True for a piece that nothing installed can do, or that works on what was not done."""
        if step is not None:
            return step.takes_inputs and bool(earlier) and earlier[-1].undone
        before = next((s.fit for s in reversed(earlier) if s.fit and s.fit.skill), None)
        if before is None or before.skill is None:
            return bool(deed(piece.text))
        if wish(piece.text) or before.action.executor or self._only_adds(earlier[-1], piece):
            return False
        if earlier[-1].fit == before and by_words_alone(before) and not deed(piece.text):
            return False  # "写一个爬虫，抓取标题": what the program is to do
        if self._does_it_itself(earlier[-1], piece):
            return False
        return earlier[-1].undone or is_foreign(piece.text, before.skill)

    def _does_it_itself(self, before: Step, piece: Piece) -> bool:
        """True when the action before has a parameter of its own for what the piece wants kept."""
        if before.fit is None or not going_on.keeps(before.fit, piece.text):
            return False
        text = f"{before.piece.text}，{piece.text}"
        context = self.context(promised=before.takes_inputs)
        alone = fit(before.fit.action, before.piece.text, context).parameters
        properties = before.fit.action.parameters.get("properties", {})
        own = {k for k, p in properties.items() if p.get("x-fill") in _SAID}
        both = fit(before.fit.action, text, context).parameters
        return any(both.get(name) != alone.get(name) for name in own)

    def _only_adds(self, before: Step, piece: Piece) -> bool:
        """True for "and plot it" after an action that plots: a flag of it, or what `x-adds`."""
        if before.fit is None or Sentence(piece.text, self.context(), frozenset()).named:
            return False
        properties = before.fit.action.parameters.get("properties", {})
        flags = {
            name
            for name, entry in properties.items()
            if entry.get("x-fill") == "flag" or entry.get("x-adds")
        }
        return bool(flags & set(fit(before.fit.action, piece.text, self.context()).parameters))

    def _one_with_last(
        self, text: str, step: Step | None, steps: Sequence[Step], piece: Piece
    ) -> Step | None:
        """The last step and this piece as one, where it refers to that, or was announced by it."""
        if step is None or not steps:
            return None
        last = steps[-1]
        if stays(last.fit, step.fit, piece.text, self.context()):
            return self._extended(text, steps, piece)
        both = join(text, last.piece, piece)
        if one := going_on.on_what_is_found(
            last.fit, step.fit, piece.text, both.text, self.context()
        ):
            return Step(piece=both, fit=one)
        if drawn := self._drawn_too(both, last, step, piece):
            return drawn
        if step.fit and announces(last.fit, last.piece.text, step.fit):
            return self._extended(text, [last.but(fit=step.fit)], piece)
        return self._extended(text, steps, piece) if _refers(piece, step, steps) else None

    def _drawn_too(self, both: Piece, last: Step, step: Step, piece: Piece) -> Step | None:
        """One step for "warn me above 80%, and draw it": what measures the same and draws it."""
        if last.fit is None or (step.fit and step.fit.taken):
            return None
        for found in self._ready(both.text, self.context()):
            other = found.action != last.fit.action and going_on.alike(found, last.fit)
            if other and self._only_adds(last.but(fit=found), piece):
                return Step(piece=both, fit=found)
        return None

    def _base(self, text: str, step: Step | None, earlier: Sequence[Step]) -> int | None:
        """Which earlier step a piece belongs to; None when it is a step of its own.

        "按地区统计 sales.csv，保存成 x.csv，并画图" is one question to one skill: a clause on
        the file that an earlier clause works on is put to the same skill together with it.
        """
        if step is None:
            return len(earlier) - 1
        if step.fit is None or not (step.fit.from_inputs or going_on.names_nothing(step.fit)):
            return None
        acting = [i for i, before in enumerate(earlier) if before.fit is not None]
        before = earlier[acting[-1]].fit if acting else None
        if before is None or before.skill != step.fit.skill:
            return None
        apart = going_on.said_apart(text, earlier[-1].piece, step.piece)
        if of_one_question(step.fit.action, before.action):
            alone = going_on.two_questions(earlier[-1].piece.text, step.piece.text, apart)
            return None if alone and step.fit.from_inputs else acting[-1]
        return acting[-1] if step.fit.from_inputs and not apart else None

    def _announced(self, text: str, step: Step, earlier: Sequence[Step]) -> bool:
        """True when the clause before only announced this one: "写一个爬虫，抓取…的前10条".

        This step's action would have done for that clause too, had it named enough.
        """
        if not earlier or earlier[-1].takes_inputs or step.fit is None or step.takes_inputs:
            return False
        if going_on.said_apart(text, earlier[-1].piece, step.piece):
            return False
        before = self.chooser.fits(earlier[-1].piece.text, self.context(), self.skills)
        return any(f.action == step.fit.action and f.missing and f.evidence >= SURE for f in before)

    def _extended(self, text: str, steps: Sequence[Step], piece: Piece) -> Step:
        """The last step with the piece's words added; the action stays."""
        before, both = steps[-1].fit, join(text, steps[-1].piece, piece)
        assert before is not None
        context = self.context(promised=len(steps) > 1)
        return Step(piece=both, fit=before.but(**going_on.refilled(before, both.text, context)))

    def _merged(
        self, text: str, steps: Sequence[Step], base: int | None, piece: Piece
    ) -> Step | None:
        if base is None or steps[base].fit is None:
            return None
        both = join(text, steps[base].piece, piece)
        context = self.context(promised=base > 0)
        before = steps[base].fit
        if before and (saves(piece.text) or self._only_adds(steps[base], piece)):
            # only a parameter more for the action that was chosen
            return Step(piece=both, fit=before.but(**going_on.refilled(before, both.text, context)))
        found = self.best(both.text, context)
        if (
            found
            and before
            and before.evidence >= found.evidence + _SURER
            and not going_on.alike(found, before)
        ):
            # "解压 a.zip，看看里面有什么" unpacks; that it looks as well is said with it
            return self._extended(text, steps[: base + 1], piece)
        return Step(piece=both, fit=found) if found else None


def _held(text: str, piece: Piece, earlier: list[Step]) -> Piece | None:
    """What is to be read together with the next clause: "open a.csv", a list to be gone through."""
    if earlier and opens_each(piece.text):
        return join(text, earlier.pop().piece, piece)
    told = not earlier and (frames(text, piece) or tells_first(text, piece))
    return piece if told or only_opens(piece.text) else None


def _refers(piece: Piece, step: Step, earlier: Sequence[Step]) -> bool:
    """True for "看看里面有几个文件" after "解压 x.zip": it asks about that, and names nothing.

    Its action would look into the user's own folder, which is not what was asked about.
    """
    if not earlier or earlier[-1].fit is None or step.fit is None or step.takes_inputs:
        return False
    if not step.fit.taken and WOULD.search(piece.text):
        return True
    properties = step.fit.action.parameters.get("properties", {})
    looks = any(properties[name].get("x-default") == "cwd" for name in step.fit.parameters)
    before = earlier[-1].fit.action.parameters.get("properties", {}).values()
    holds = any(entry.get("x-holds") for entry in before)  # a file that holds files: an archive
    return looks and not step.fit.taken and (holds or bool(REFERRING.search(piece.text)))


def _going_on(before: Step, step: Step, context: Context) -> Step:
    """The step on what the one before works on, where its clause names nothing of its own."""
    if before.fit is None or step.fit is None:
        return step
    found = going_on.continued(before.fit, step.fit, before.piece.text, step.piece.text, context)
    return Step(piece=step.piece, wish=step.wish, fit=found)
