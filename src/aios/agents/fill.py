"""An action's parameters from a sentence: what it names, what earlier steps left, defaults."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from aios.agents.folder_work import renames_by_example
from aios.agents.places import Places
from aios.contracts import aims, mentions
from aios.contracts.forms import bare
from aios.contracts.kinds import log_suffix
from aios.contracts.numerals import value_of
from aios.contracts.processes import processes
from aios.contracts.record import Record
from aios.contracts.skill import Action
from aios.contracts.task import Artifact
from aios.contracts.text import normalise
from aios.skills.library import said
from aios.skills.schema import valid

Property = Mapping[str, Any]
# `x-suffixes = ["*"]`: the action reads files of every kind.
ANY_FILE = ".*"
_QUOTES = "\"'“”‘’「」『』《》`"
_LISTED = r"[\"'”’]?\s*(?:、|,\s*and\b|,|，|和|与|跟|以及|&|\band\b)\s*[\"'“‘]?"


@dataclass(frozen=True, kw_only=True, eq=True)
class Context(Record):
    """What the filler may draw on beside the text.

    `inputs` are artifacts of earlier steps; with `promised`, some will come, of kinds not yet
    known, and whatever can be taken from them counts as filled. `before` are the texts of the
    tasks that this one follows, oldest first; `carried` the files, folders and addresses those
    worked on, by way of filling, for what this text leaves unsaid.
    """

    places: Places
    inputs: tuple[Artifact, ...] = ()
    promised: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    carried: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=True)
class Missing(Record):
    """A parameter that could not be filled; `names` are what the text gave for it, in vain."""

    parameter: str
    fill: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=True)
class Filled(Record):
    """Values that satisfy the schema, what is missing, and which values earlier steps supply."""

    parameters: dict[str, Any]
    missing: tuple[Missing, ...] = ()
    from_inputs: frozenset[str] = frozenset()
    suffix_fits: bool | None = None


def fill(action: Action, text: str, context: Context) -> Filled:
    """The action's parameters as far as the text, the context and the defaults give them."""
    sentence = Sentence(text, context, suffixes_of(action))
    properties: Mapping[str, Property] = action.parameters.get("properties", {})
    required = set(action.parameters.get("required", ()))
    values: dict[str, Any] = {}
    missing: list[Missing] = []
    for name, entry in properties.items():
        if name in context.given and valid(entry, context.given[name]):
            values[name] = context.given[name]
            continue
        value = _value(entry, sentence)
        if value is not None:
            values[name] = value
        elif "default" in entry:
            values[name] = entry["default"]
        lost = _lost(name, entry, sentence, name in values, name in required)
        missing += [lost] if lost else []
    supplied = frozenset(
        name
        for name, entry in properties.items()
        if entry.get("x-fill") in ("path", "paths")
        and name not in context.given
        and not sentence.files
        and (context.inputs or context.promised)
        and (name in values or (context.promised and entry.get("minItems", 1) == 1))
    )
    missing = [m for m in missing if m.names or not (context.promised and m.parameter in supplied)]
    return Filled(
        parameters=values,
        missing=tuple(missing),
        from_inputs=supplied,
        suffix_fits=sentence.suffix_fits,
    )


def suffixes_of(action: Action) -> frozenset[str]:
    """The suffixes of files the action reads: those it declares, else those in its examples."""
    declared: Sequence[str] = [
        suffix
        for entry in action.parameters.get("properties", {}).values()
        for suffix in entry.get("x-suffixes", ())
    ]
    found = declared or _suffixes_in(action.utterances)
    return frozenset(s.lower() if s.startswith(".") else f".{s.lower()}" for s in found if s)


@lru_cache(maxsize=1024)
def _suffixes_in(utterances: tuple[str, ...]) -> tuple[str, ...]:
    names = (n for text in utterances for n in mentions.missing_paths(text, lambda _: False))
    return tuple(suffix_of(name) for name in names)


def suffix_of(name: str) -> str:
    """The suffix that tells the kind: an archive's ".tar", however it is packed; a log's ".log"."""
    if turned := log_suffix(name.lower()):
        return turned
    stem, suffix = os.path.splitext(name.lower())
    return ".tar" if stem.endswith(".tar") else suffix


class Sentence:
    """A text with what it names, each looked up once and only when asked for."""

    def __init__(self, text: str, context: Context, suffixes: frozenset[str]) -> None:
        self.text, self.context, self.suffixes = text, context, suffixes
        self.places = context.places

    @cached_property
    def files(self) -> list[str]:
        """Existing files named, absolute, those of a fitting kind first."""
        names = mentions.paths(self.text, self.places.is_file)
        whole = [self.places.whole(name) for name in names]
        return sorted(whole, key=lambda path: not self.fits(path))

    @cached_property
    def lost_files(self) -> tuple[str, ...]:
        """Files named that do not exist, unless they show what others are like."""
        if renames_by_example(self.text):
            return ()
        return tuple(mentions.missing_paths(self.text, self.places.exists))

    @cached_property
    def lists_lost(self) -> bool:
        """True for "a.js and b.sh" where one of them does not exist."""
        there = mentions.paths(self.text, self.places.is_file)
        return any(
            re.search(rf"{re.escape(a)}{_LISTED}{re.escape(b)}", self.text, re.IGNORECASE)
            for lost in self.lost_files
            for name in there
            for a, b in ((name, lost), (lost, name))
        )

    @cached_property
    def folders(self) -> list[str]:
        """Existing folders named, absolute: beside the task, else where the task before was."""
        for places in (self.places, *map(Places, self.context.carried.get("folder", ()))):
            if names := mentions.folders(self.text, places.is_folder):
                return [places.whole(name) for name in names]
        return []

    @cached_property
    def lost_folders(self) -> tuple[str, ...]:
        """Folders named that do not exist; where others are, only those in one list with them."""
        there = mentions.folders(self.text, self.places.is_folder)
        exists = self.places.exists
        if there:
            return tuple(mentions.missing_beside(self.text, there, exists))
        return tuple(mentions.missing_folders(self.text, exists))

    @cached_property
    def artifacts(self) -> list[str]:
        """Files of earlier steps that the action can read, the latest first."""
        paths = [artifact.path for artifact in reversed(self.context.inputs)]
        return [path for path in paths if not self.suffixes or self.fits(path)]

    @cached_property
    def prose(self) -> str:
        """The text without addresses, names of files and folders, and quotations; the output's
        kind is kept."""
        prose = mentions.blank_urls(self.text)
        files = mentions.paths(self.text, self.places.is_file)  # first: they may hold blanks
        names = [*files, *mentions.paths(self.text, self.places.exists), *self.lost_files]
        named = mentions.folders(self.text, self.places.is_folder)
        names += [name for name in named if len(name) > 1 and not name.startswith("~")]
        output = mentions.output_name(self.text)
        for name in [*names, *([output] if output else [])]:
            prose = prose.replace(name, " " * len(name))
        for words in mentions.quoted(self.text):  # not where they are said without quotes
            within = rf"(?<=[{_QUOTES}]){re.escape(words)}(?=[{_QUOTES}])"
            prose = re.sub(within, " " * len(words), prose)
        prose = aims.without_aim_names(prose)
        return f"{prose} {os.path.splitext(output)[1][1:]}" if output else prose

    @property
    def named(self) -> bool:
        """True when the text names a file, a folder or an address."""
        return bool(self.files or self.lost_files or self.folders or mentions.urls(self.text))

    @property
    def suffix_fits(self) -> bool | None:
        """Whether a file named is of a kind the action reads; None when none is named."""
        return self.fits(self.files[0]) if self.files and self.suffixes else None

    def fits(self, path: str) -> bool:
        """True for a file of a kind the action reads."""
        return ANY_FILE in self.suffixes or suffix_of(path) in self.suffixes


def _value(entry: Property, sentence: Sentence) -> Any:
    """The first candidate that satisfies the schema, or all of them for an array; None if none."""
    found = list(_FILLERS[entry["x-fill"]](entry, sentence)) if "x-fill" in entry else []
    if not found and "x-pattern" in entry:
        found = list(_pattern(entry, sentence))
    if entry.get("type") == "array":
        items: Property = entry.get("items", {})
        whole = [value for v in found if (value := _cast(items, v)) is not None]
        return whole if whole and valid(entry, whole) else None
    cast = (_cast(entry, candidate) for candidate in found)
    return next((value for value in cast if value is not None), None)


def _cast(entry: Property, value: Any) -> Any:
    """The value in the schema's type and bounds, or None where it cannot be."""
    kind = entry.get("type")
    if kind in ("integer", "number") and isinstance(value, str):
        value = value_of(value)  # in digits or in words
    try:
        if kind == "integer":
            value = int(float(value))
        elif kind == "number":
            value = float(value)
        elif kind == "string":
            value = str(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if entry.get("x-fill") == "count" and isinstance(value, int):
        # "前 100000 条" of an action that gives at most 100 asks for as many as there can be.
        value = max(entry.get("minimum", value), min(entry.get("maximum", value), value))
    return value if valid(entry, value) else None


def _lost(
    name: str, entry: Property, sentence: Sentence, filled: bool, required: bool
) -> Missing | None:
    kind = entry.get("x-fill", "")
    in_vain = not filled or kind == "paths" or sentence.lists_lost
    if kind in ("path", "paths") and sentence.lost_files and in_vain:
        return Missing(parameter=name, fill=kind, names=sentence.lost_files)
    if kind == "folder" and sentence.lost_folders:
        return Missing(parameter=name, fill=kind, names=sentence.lost_folders)
    return Missing(parameter=name, fill=kind) if required and not filled else None


# ---------------------------------------------------------------- one function per way of filling


def _text(entry: Property, sentence: Sentence) -> Iterator[str]:
    said = sentence.text.strip()
    if said:
        yield bare(said) if "x-whole" in entry else said


def _path(entry: Property, sentence: Sentence) -> Iterator[str]:
    carried = sentence.context.carried.get("path", ())
    fitting = [path for path in carried if not sentence.suffixes or sentence.fits(path)]
    yield from sentence.files or fitting or sentence.artifacts


def _folder(entry: Property, sentence: Sentence) -> Iterator[str]:
    yield from sentence.folders or sentence.context.carried.get("folder", ())
    if entry.get("x-default") == "cwd":
        yield sentence.places.whole(".")


def _url(entry: Property, sentence: Sentence) -> Iterator[str]:
    named = mentions.urls(sentence.text)
    yield from named
    if not named:
        for url, words in entry.get("x-words", {}).items():
            if said(sentence.text, words):
                yield url
        yield from sentence.context.carried.get("url", ())


def _count(entry: Property, sentence: Sentence) -> Iterator[int]:
    count = mentions.count(sentence.prose)
    if count is not None:
        yield count


def _number(entry: Property, sentence: Sentence) -> Iterator[float]:
    yield from mentions.numbers(sentence.prose)


def _quoted(entry: Property, sentence: Sentence) -> Iterator[str]:
    for quotation in mentions.quoted(sentence.text):
        if not sentence.places.exists(quotation) and not mentions.urls(quotation):
            yield quotation


def _port(entry: Property, sentence: Sentence) -> Iterator[int]:
    yield from mentions.ports(sentence.text)


def _glob(entry: Property, sentence: Sentence) -> Iterator[str]:
    yield from mentions.globs(sentence.text)


def _choice(entry: Property, sentence: Sentence) -> Iterator[Any]:
    """The values whose words occur, the longest word first: "stacked bar" before "bar"."""
    words: Mapping[str, Sequence[str]] = entry.get("x-words", {})
    found: list[tuple[int, Any]] = []
    for value in entry.get("enum", words):
        spoken = said(sentence.prose, [*words.get(str(value), ()), str(value).replace("_", " ")])
        if spoken:
            found.append((max(map(len, spoken)), value))
    yield from (value for _, value in sorted(found, key=lambda pair: -pair[0]))


def _flag(entry: Property, sentence: Sentence) -> Iterator[bool]:
    if said(sentence.prose, entry.get("x-words", ())):
        yield True


def _pattern(entry: Property, sentence: Sentence) -> Iterator[str]:
    for text in (sentence.text, normalise(sentence.text)):
        match = re.search(entry.get("x-pattern", "(?!)"), text, re.IGNORECASE)
        if match and match[1]:
            yield match[1].strip()


def _process(entry: Property, sentence: Sentence) -> Iterator[str]:
    yield from processes(sentence.text, entry.get("x-forms", ()), entry.get("x-leads", ()))


def _whole(entry: Property, sentence: Sentence) -> Iterator[str]:
    match = re.fullmatch(entry.get("x-whole", "(?!)"), sentence.text.strip(), re.IGNORECASE)
    if match:
        yield from (group.strip() for group in match.groups() if group)


def _name(entry: Property, sentence: Sentence) -> Iterator[str]:
    name = mentions.output_name(sentence.text)
    if name:
        yield re.split(r"[/\\]", name)[-1]


def _before(entry: Property, sentence: Sentence) -> Iterator[str]:
    yield from sentence.context.before


_FILLERS: dict[str, Callable[[Property, Sentence], Iterator[Any]]] = {
    "text": _text,
    "path": _path,
    "paths": _path,
    "folder": _folder,
    "url": _url,
    "urls": _url,
    "site": _url,
    "count": _count,
    "number": _number,
    "quoted": _quoted,
    "port": _port,
    "glob": _glob,
    "choice": _choice,
    "flag": _flag,
    "pattern": _pattern,
    "process": _process,
    "name": _name,
    "before": _before,
    "whole": _whole,
}
