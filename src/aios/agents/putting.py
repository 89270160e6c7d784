"""What a step left, put into a folder of the user's: "and put it in the charts folder"."""

import os
import re
from collections.abc import Sequence

from aios.agents.choose import Fit
from aios.agents.deeds import names_deed
from aios.agents.places import Places
from aios.agents.split import Wish, wish
from aios.contracts.changes import Change
from aios.contracts.patterns import Pattern
from aios.contracts.task import Artifact

_THING = (
    r"(?:it|them|that|this|(?:all\s+)?of\s+(?:it|them)|everything"
    r"|(?:all\s+)?(?:the|these|those|that|this)\s+(?:\w+\s+)?(?:results?|files?|plots?|charts?|graphs?|pictures?"
    r"|images?|output|archive|pieces|parts|table|report|\w{2,5}))"
)
_FOLDER = r"(?:sub-?)?(?:folder|directory|dir)"
_ENGLISH = Pattern(
    rf"(?:(?:and|then|please|also|now)\s+)*(?:put|save|store|move|place|write|drop|leave)\s+{_THING}\s+"
    r"(?:in|into|to|inside|under)\s+(?:(?:the|a|an|my|new)\s+)*"
    rf"(?P<before>{_FOLDER}\s+(?:(?:called|named)\s+)?)?[\"'“]?(?P<name>[\w./~-]+?)[\"'”]?"
    rf"(?P<behind>\s+{_FOLDER})?[\s.!]*",
    re.IGNORECASE,
)
_CHINESE = Pattern(
    r"(?:并|再|请|然后|最后|都|也|[把将](?:它们?|其|结果|[^，。,;；\s]{0,8}?))*\s*(?:它们?|结果|图片?|图表|文件|报告|表格)?都?"
    r"(?:放|存|保存|另存|移动?|挪|输出|导出)(?:到|在|进|入)\s*(?P<before>(?:新?的?)?(?:文件夹|目录)\s*)?"
    r"[\"“「]?(?P<name>[^\s，,。;；\"”」]+?)[\"”」]?\s*(?P<behind>(?:这个|的)?(?:子?文件夹|子?目录))?"
    r"(?:里面?|中|下面?|内)?[\s。.!！]*"
)
_NO_NAME = Pattern(
    r"(?:当前|这个?|本|此|同一个?|原|this|the|same|current|here|里面|其中|旁边)", re.IGNORECASE
)
_LONGEST = 120


def wished(piece: str, fits: Sequence[Fit | None], places: Places) -> Wish | None:
    """What a piece like "put it in the charts folder" or "save it as out.json" wants of what the
    steps before left, whose actions are `fits`; None for any other."""
    before = next((found for found in reversed(fits) if found is not None), None)
    folder = folder_put_into(piece, before, places)
    return Wish(suffix="", folder=folder) if folder else wish(piece)


def puts(piece: str) -> bool:
    """True for a clause that only puts what the clause before speaks of into a folder."""
    said = piece.strip()
    return len(said) <= _LONGEST and bool(_ENGLISH.fullmatch(said) or _CHINESE.fullmatch(said))


def folder_put_into(piece: str, before: Fit | None, places: Places) -> str:
    """The folder, as named, into which a clause only puts what the step `before` left; or "".

    A name must be said to be a folder, or be one. What is found, or changed, lies elsewhere: to
    move that is a deed of its own.
    """
    if before is None or before.skill is None or len(piece) > _LONGEST:
        return ""
    actions = (action.parameters.get("properties", {}) for action in before.skill.actions)
    finds = any(entry.get("x-finds") for entries in actions for entry in entries.values())
    if finds or names_deed(before.skill, "move"):
        return ""
    found = _ENGLISH.fullmatch(piece.strip()) or _CHINESE.fullmatch(piece.strip())
    if found is None or _NO_NAME.fullmatch(found["name"]):
        return ""
    said = found["before"] or found["behind"] or found["name"].endswith("/")
    return found["name"] if said or places.is_folder(found["name"]) else ""


def written_there(artifacts: Sequence[Artifact], folder: str) -> tuple[Change, ...]:
    """The changes that write these files into the folder; a name that is taken gets a number."""
    return tuple(
        Change(kind="write", path=_free(os.path.join(folder, one.name)), source=one.path)
        for one in artifacts
    )


def _free(path: str) -> str:
    stem, suffix = os.path.splitext(path)
    number, wanted = 1, path
    while os.path.lexists(wanted):
        number += 1
        wanted = f"{stem}-{number}{suffix}"
    return wanted
