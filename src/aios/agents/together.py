"""Actions on several files or folders: whether a text names as many as they need."""

import re
from collections.abc import Container, Sequence

from aios.agents.fill import Sentence, suffixes_of
from aios.contracts.skill import Action
from aios.skills.library import said

FILES = frozenset({"path", "paths"})
FOLDERS = frozenset({"folder"})
_HERE = re.compile(
    r"\b(?:this|here|current|working|it|backup|archive|zip)\b|当前|这里|这个|本文件夹|它|压缩包",
    re.IGNORECASE,
)


def takes_together(action: Action, sentence: Sentence) -> bool:
    """True for an action that needs several files, or folders, and would have them.

    Any action on folders may be given several: one that needs them must be spoken of, too.
    """
    properties = action.parameters.get("properties", {}).values()
    own = Sentence(sentence.text, sentence.context, suffixes_of(action))
    several = {
        p.get("x-fill")
        for p in properties
        if 1 < p.get("minItems", 0) <= len(_named(p.get("x-fill"), own))
    }
    return bool(several & FILES or (several and said(sentence.text, action.words)))


def _named(kind: str | None, sentence: Sentence) -> Sequence[str]:
    """The files or folders that a parameter of this kind could take."""
    if kind in FOLDERS:
        return sentence.folders
    if kind not in FILES:
        return ()
    fitting = [path for path in sentence.files if sentence.fits(path)]
    return fitting or sentence.files  # of other kinds all: there is a weight against that


def needs_several(action: Action, kinds: Container[str] = FILES) -> bool:
    """True for an action that cannot work on one file, or one of these kinds."""
    properties = action.parameters.get("properties", {}).values()
    return any(p.get("minItems", 0) > 1 and p.get("x-fill") in kinds for p in properties)


def of_one_question(action: Action, several: Action) -> bool:
    """True for actions that read the same questions: the same, or its like for several files."""
    entries = action.parameters.get("properties", {}).values()
    return action == several or any(e.get("x-several") == several.name for e in entries)


def has_too_few(action: Action, sentence: Sentence) -> bool:
    """True for an action on several files, or folders, where one is named, and no other meant:
    "compare January and February in a.csv", "compare the budgets of the projects"."""
    if sentence.files:
        return len(sentence.files) == 1 and needs_several(action)
    lone = len(sentence.folders) == 1 and not _HERE.search(sentence.text)
    return lone and needs_several(action, FOLDERS)
