"""Questions that documents at hand may answer, though nothing in the text says so outright.

"How much is a night?" names no document; in a folder full of them it is put to these. The action
that takes such questions marks its own parameter with `x-asks`; one that cannot read some kinds of
files of a folder, and so had better leave it to that action, names them by `x-blind`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aios.agents.choose import Fit, fit
from aios.agents.deeds import deed
from aios.agents.fill import Sentence, suffixes_of
from aios.agents.split import Piece
from aios.agents.steps import SURE, Step, Stepper
from aios.contracts import mentions
from aios.contracts.patterns import Pattern

_ASKS = Pattern(
    r"多少|多久|多长|多高|多远|几[^乎何近,，]"
    r"|谁|哪|何时|何地|什么|怎么|怎样|如何|为什么|为何|是否|有没有|告诉我|能不能|可不可以|可否|[吗么嘛]\s*[?？。]?\s*$|[?？]\s*$"
    r"|\btell me (?:the|about)\b|(?:^|[.,;:!?，。；：！？]\s*"
    r"|\b(?:tell me|know|find out|wondering|wonder|remind me|hi|hey|hello|please)\W+)"
    r"(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|may|must|should|has|have)\b",
    re.IGNORECASE,
)
_HOW_TO = Pattern(r"怎么|怎样|如何|\bhow\s+(?:do|does|can|could|should|to|am|are)\b", re.IGNORECASE)
# How sure the words must be that "how do I …" is a task all the same.
NEARLY = 0.8
# From here on the router takes a text for talk, which no document answers.
TALK = 0.8
_ONLY_LOOKS = Pattern(
    r"(?:请|再|你?可以)*(?:看一?下|看看|看|查一?下|查看|查阅|查|参考|参见|翻一?下|翻翻|搜一?下|搜索|在|见|去)?\s*(?P<zh>\S+?)\s*(?:这个)?"
    r"(?:目录|文件夹|资料|文档)?(?:里面|里|中|下)?(?:的?(?:文档|资料|文件))?(?:找|查|搜)?"
    r"|(?:please\s+)?(?:see|check|read|open|search|use|look (?:in|at|into|through)|look|try)\s+"
    r"(?:(?:in|the|my|folder|directory)\s+)*(?P<en>\S+?)(?:\s+(?:folder|directory|docs|documents|files))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Questions:
    """Puts a question to the documents at hand when the steps found for it are none, or a guess."""

    stepper: Stepper

    def answered(self, text: str, steps: list[Step]) -> list[Step]:
        """The steps, or in their place the one that asks the documents."""
        found = self._asked(text)
        if found is None:
            return steps
        better = (
            self._blind(steps, found)
            or self._only_looks(steps, found)
            or (self._asks(text) and self._unsure(text, steps, found))
        )
        piece = Piece(text=text.strip(), start=0, end=len(text))
        return [Step(piece=piece, fit=found)] if better else steps

    def _asked(self, text: str) -> Fit | None:
        """The action that takes any question, filled; None where it has nothing to read."""
        context = self.stepper.context()
        action = self.stepper.chooser.marked("x-asks", self.stepper.skills)
        if action is None or deed(text) or mentions.urls(text):
            return None
        found = fit(action[1], text, context).but(skill=action[0])
        sentence = Sentence(text, context, suffixes_of(action[1]))
        if not found.ready or sentence.lost_files or sentence.suffix_fits is False:
            return None
        places = self.stepper.places
        folders = sentence.folders or [places.whole(".")]
        held = any(places.kinds(folder) & sentence.suffixes for folder in folders)
        return found if sentence.files or held else None

    def _asks(self, text: str) -> bool:
        """True for a question, and for a matter with a clause that says where to look."""
        clauses = re.split(r"[，,。;；?？!！]|\.\s", text)
        return asks(text) or any(self._looks(clause) for clause in clauses if clause.strip())

    def _unsure(self, text: str, steps: Sequence[Step], found: Fit) -> bool:
        """True when nothing does the text, or what would do it is a guess of another skill."""
        fits = [step.fit for step in steps if step.fit is not None]
        route = self.stepper.chooser.route(text)
        if not found.taken and route.type == "none" and route.confidence >= TALK:
            return False
        named = Sentence(text, self.stepper.context(), suffixes_of(found.action)).files
        if named and any(f.taken and f.skill != found.skill for f in fits):
            return False  # it names the file that this action works on
        sure = any(f.evidence >= SURE for f in fits)
        if not fits or (any(step.undone for step in steps) and not sure):
            return True
        # "How do I change my password?" changes nothing, whatever its verb.
        told = _HOW_TO.search(text) and (route.type == "none" or route.confidence < SURE)
        if any(f.skill == found.skill or f.evidence >= (NEARLY if told else SURE) for f in fits):
            return False
        sentence = Sentence(text, self.stepper.context(), suffixes_of(found.action))
        elsewhere = route.type not in ("none", "research") and route.confidence >= SURE
        return bool(sentence.files or sentence.folders) or not elsewhere

    def _only_looks(self, steps: Sequence[Step], found: Fit) -> bool:
        """True for "who owns backups? look in docs": the later steps only say where to look."""
        first = steps[0].fit if len(steps) > 1 else None
        if first is None or first.skill != found.skill:
            return False
        return all(self._looks(step.piece.text) for step in steps[1:])

    def _looks(self, clause: str) -> bool:
        match = _ONLY_LOOKS.fullmatch(clause.strip(" 。.!！"))
        return match is not None and self.stepper.places.exists(match["zh"] or match["en"])

    def _blind(self, steps: Sequence[Step], found: Fit) -> bool:
        """True for a folder of documents only, some of which the only action cannot read."""
        only = steps[0].fit if len(steps) == 1 else None
        if only is None or only.action == found.action:
            return False
        entries = only.action.parameters.get("properties", {})
        if any(entries[name].get("x-fill") == "path" for name in only.parameters):
            return False
        return any(
            kinds & set(entry["x-blind"]) and kinds <= suffixes_of(found.action)
            for name, entry in entries.items()
            if "x-blind" in entry and name in only.parameters
            for kinds in [self.stepper.places.kinds(only.parameters[name])]
        )


def asks(text: str) -> bool:
    """Whether a text asks something, in Chinese or English."""
    return bool(_ASKS.search(text))
