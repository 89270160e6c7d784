"""Skill folders: read leniently what others wrote, validate strictly what is published."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aios.contracts.errors import AiosError, BadRequest
from aios.contracts.record import Record
from aios.contracts.skill import Skill, skill_id
from aios.skills.manifest import problem, read_manifest

FILE = "SKILL.md"
MAX_BYTES = 1024 * 1024
MAX_DEPTH = 4
MAX_FOLDERS = 2000
NAME = re.compile(r"(?=.{1,64}$)[a-z0-9]+(?:-[a-z0-9]+)*")
FIELDS = ("name", "description", "license", "compatibility", "metadata", "allowed-tools")
_FLAT_LINE = re.compile(r"([A-Za-z][\w-]*):[ \t]+(?![\"'|>\[{&*])(.*\S)\s*")


@dataclass(frozen=True, kw_only=True, eq=True)
class Problem(Record):
    """What keeps a skill from being published, where, and how to mend it."""

    file: str
    key: str
    message: str
    hint: str = ""


def read_skill(folder: str | Path, source: str = "user") -> Skill:
    """The skill in a folder, whatever client it was written for; oddities become its warnings.

    BadRequest (`bad_skill`) when there is no SKILL.md, no front matter or no description to find
    it by, or when its skill.toml is wrong: permissions are never guessed.
    """
    home = Path(folder)
    front, body, warnings = _front_matter(home / FILE)
    named = _text(front.get("name")) or home.name
    description = _text(front.get("description"))
    if not description:
        raise problem(home / FILE, "description", "it is missing", "Say what the skill does.")
    if named != home.name:
        warnings.append(f"{home / FILE}: the name {named!r} differs from the folder {home.name!r}")
    metadata = front.get("metadata")
    fields: dict[str, Any] = {
        "id": skill_id(named),
        "name": named,
        "description": description,
        "instructions": body,
        "folder": str(home.resolve()),
        "source": source,
        "license": _text(front.get("license")),
        "compatibility": _text(front.get("compatibility")),
        "metadata": _flat(metadata) if isinstance(metadata, Mapping) else {},
        "warnings": tuple(warnings),
    }
    return Skill(**fields, **read_manifest(home))


def validate(folder: str | Path) -> list[Problem]:
    """Everything that keeps the skill from being published; empty when it is fine."""
    home = Path(folder)
    try:
        front, body, warnings = _front_matter(home / FILE)
    except BadRequest as error:
        return [_problem_of(error, home / FILE)]
    found = [Problem(file=FILE, key="", message=warning) for warning in warnings]
    found += [
        Problem(file=FILE, key=key, message=message, hint=hint)
        for key, message, hint in _violations(front, home.resolve().name)
    ]
    if not body:
        found.append(Problem(file=FILE, key="", message="There are no instructions."))
    try:
        read_manifest(home)
    except BadRequest as error:
        found.append(_problem_of(error, home))
    return found


@dataclass(frozen=True, kw_only=True)
class SkillsFolder:
    """A place where skill folders lie; `source` is stamped on the skills found there.

    What is bundled belongs to the program like its modules: a process reads it once.
    """

    path: Path
    source: str = "user"

    def read(self) -> tuple[list[Skill], list[str]]:
        """The skills below the path, and a sentence for each that could not be read."""
        skills, warnings = _bundled(self.path) if self.source == "bundled" else _below(self)
        return list(skills), list(warnings)


def _below(place: SkillsFolder) -> tuple[list[Skill], list[str]]:
    skills, warnings = [], []
    for home in _homes(place.path):
        try:
            skills.append(read_skill(home, place.source))
        except AiosError as error:
            warnings.append(f"A skill was left out. {error.message} {error.hint}".strip())
    return skills, warnings


@cache
def _bundled(path: Path) -> tuple[list[Skill], list[str]]:
    return _below(SkillsFolder(path=path, source="bundled"))


def usual_folders(bundled: Path, workspace: Path, home: Path, project: Path) -> list[SkillsFolder]:
    """Where skills are looked for; a later place shadows an earlier one."""
    return [
        SkillsFolder(path=bundled, source="bundled"),
        SkillsFolder(path=home / ".claude" / "skills"),
        SkillsFolder(path=home / ".agents" / "skills"),
        SkillsFolder(path=project / ".claude" / "skills"),
        SkillsFolder(path=project / ".agents" / "skills"),
        SkillsFolder(path=workspace / "skills"),
    ]


def read_all(folders: Sequence[SkillsFolder]) -> tuple[list[Skill], list[str]]:
    """All skills of all places, each id once, the last place winning; and the warnings."""
    skills: dict[str, Skill] = {}
    warnings: list[str] = []
    for place in folders:
        found, problems = place.read()
        warnings += problems
        for skill in found:
            known = skills.get(skill.id)
            if known and known.folder != skill.folder:
                warnings.append(f"{skill.folder} shadows {known.folder}: both are {skill.id!r}.")
            skills[skill.id] = skill
    return list(skills.values()), warnings


def _homes(root: Path) -> Iterator[Path]:
    """Folders with a SKILL.md, in order of name; inside one, none is looked for."""
    waiting = [(root, 0)]
    seen = 0
    while waiting and seen < MAX_FOLDERS:
        folder, depth = waiting.pop()
        seen += 1
        if (folder / FILE).is_file():
            yield folder
        elif depth < MAX_DEPTH:
            waiting += [(child, depth + 1) for child in reversed(_children(folder))]


def _children(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:  # a place that is not there, or not ours to read, holds no skills
        return []
    skipped = {"node_modules", "__pycache__"}
    return [
        p for p in entries if p.is_dir() and not p.name.startswith(".") and p.name not in skipped
    ]


def _front_matter(path: Path) -> tuple[Mapping[str, Any], str, list[str]]:
    """The fields at the top, the instructions below, and what was odd."""
    text = _read(path)
    match = re.match(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)(.*)", text, re.DOTALL)
    if not match:
        mend = "Begin it with name and description between two lines of three hyphens."
        raise problem(path, "", "it has no front matter", mend)
    fields, warnings = _yaml(path, match[1])
    return fields, match[2].strip(), warnings


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise problem(path, "", "the file is larger than 1 MB", "Move parts to references/.")
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise problem(path, "", "it is not UTF-8 text", "Save it as UTF-8.") from error
    except OSError as error:
        raise problem(
            path, "", f"it cannot be read: {error.strerror}", "Check the file."
        ) from error


def _yaml(path: Path, front: str) -> tuple[Mapping[str, Any], list[str]]:
    import yaml

    try:
        fields, warnings = yaml.safe_load(front), []
    except yaml.YAMLError:
        # The commonest slip: an unquoted value with a colon in it.
        quoted = "\n".join(_quote(line) for line in front.split("\n"))
        try:
            fields = yaml.safe_load(quoted)
        except yaml.YAMLError as error:
            what = f"its front matter is no YAML: {' '.join(str(error).split())}"
            raise problem(path, "", what, "Put values with colons in quotes.") from error
        warnings = [f"{path}: values with colons were read as if quoted"]
    if not isinstance(fields, Mapping):
        raise problem(path, "", "its front matter has no fields", "Write name: and description:.")
    return fields, warnings


def _quote(line: str) -> str:
    match = _FLAT_LINE.fullmatch(line)
    if not match or ":" not in match[2]:
        return line
    return f"{match[1]}: '{match[2].replace(chr(39), chr(39) * 2)}'"


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _flat(metadata: Mapping[str, Any]) -> dict[str, str]:
    return {
        str(key): value if isinstance(value, str) else str(value) for key, value in metadata.items()
    }


def _violations(front: Mapping[str, Any], folder: str) -> Iterator[tuple[str, str, str]]:
    """(key, what is wrong, how to mend it), by the letter of the Agent Skills specification."""
    name, description = front.get("name"), front.get("description")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        yield "name", f"{name!r} is no skill name", "Use 1-64 of a-z, 0-9 and single hyphens."
    elif name != folder:
        yield "name", f"{name!r} differs from the folder {folder!r}", "Rename one of them."
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= 1024:
        yield (
            "description",
            "it must have 1-1024 characters",
            "Say what it does and when to use it.",
        )
    for key in ("license", "allowed-tools"):
        if not isinstance(front.get(key, ""), str):
            yield key, "it must be a string", "Write it on one line."
    compatibility = front.get("compatibility", "any")
    if not isinstance(compatibility, str) or not 1 <= len(compatibility) <= 500:
        yield "compatibility", "it must have 1-500 characters", "Shorten it, or leave it out."
    metadata = front.get("metadata", {})
    if not isinstance(metadata, Mapping) or not all(isinstance(v, str) for v in metadata.values()):
        yield "metadata", "it must map strings to strings", "Put numbers in quotes."
    for key in front:
        if key not in FIELDS:
            yield str(key), "the standard has no such field", "Move it to metadata or skill.toml."


def _problem_of(error: BadRequest, path: Path) -> Problem:
    file, key = error.details.get("file", str(path)), error.details.get("key", "")
    return Problem(file=Path(file).name, key=key, message=error.message, hint=error.hint)
