"""A task that names no file, in a folder with a single table that it can be about: it is taken."""

import re
from collections.abc import Sequence

from aios.agents.choose import Fit, by_words_alone
from aios.agents.fill import ANY_FILE, suffix_of, suffixes_of
from aios.agents.folder_tables import asked_of, tables_meant
from aios.agents.places import Places
from aios.agents.reported import reported_apart
from aios.agents.steps import NEAR, Step, Stepper
from aios.agents.unpacked import unpacked
from aios.contracts.stems import files_in, only_table, with_extensions

_OF_TABLES = re.compile(
    r"数据(?![库源包线盘]|结构|目录|文件夹|中心|类型)|表格|[这该此]个?张?表|表[里中]|哪一?列|[几多]少?[行列]|的行"
    r"|\b(?:the|this|my|our)\s+(?:data(?!\s*(?:base|dir|folder))|dataset|table|spreadsheet|rows|columns)\b",
    re.IGNORECASE,
)
_SHOWN = 5
# Of the best score, for an action on tables where the text speaks of a table's parts.
_SPOKEN_OF = 0.6


def meant(stepper: Stepper, text: str, *, first: bool = True) -> str:
    """The text with the names of files that it leaves unsaid: of one that it names by its stem, of
    the tables in a folder that it asks about as one, or of the only table that lies there, where it
    names nothing and can be about that.

    Texts after the `first` leave unsaid what was said before, not what lies in the folder.
    """
    places = stepper.places
    text = unpacked(with_extensions(text, places.cwd, places.exists), places)
    text = reported_apart(text, places)
    if first and (held := tables_meant(text, places)):
        return asked_of(text, held)
    name = only_table(text, places.cwd, places.exists)
    if not name or not first:
        return text
    fits = stepper.chooser.fits(text, stepper.context(), stepper.skills, stepper.preferred)
    steps = stepper.steps(text)
    lacking = _lacking(text, fits)
    if lacking is None or suffix_of(name) not in suffixes_of(lacking.action):
        return text
    without = not steps or (len(steps) == 1 and not fits[0].ready)
    return f"{name}: {text.strip()}" if without or _is_of_a_table(text, steps) else text


def candidates(text: str, fits: Sequence[Fit], places: Places) -> str:
    """Files of the folder itself that an action could read which lacks just one, in a line.

    Empty for actions that read every kind: what lies there then says nothing of what is meant.
    """
    lacking = _lacking(text, fits)
    suffixes = suffixes_of(lacking.action) if lacking else frozenset()
    if ANY_FILE in suffixes:
        return ""
    found = [name for name in files_in(places.cwd) if suffix_of(name) in suffixes]
    return ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")


def _lacking(text: str, fits: Sequence[Fit]) -> Fit | None:
    """The best action that lacks nothing but a file, if it is near the best of all."""
    least = _SPOKEN_OF if _OF_TABLES.search(text) else NEAR
    near = [f for f in fits if f.score >= least * fits[0].score]
    return next((f for f in near if [m.fill for m in f.missing if not m.names] == ["path"]), None)


def _is_of_a_table(text: str, steps: Sequence[Step]) -> bool:
    """True for "summarise the data", which a step for all files of the folder would do."""
    found = steps[0].fit if len(steps) == 1 else None
    return found is not None and not by_words_alone(found) and bool(_OF_TABLES.search(text))
