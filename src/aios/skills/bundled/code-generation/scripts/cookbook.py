"""The cookbook as data: recipes, their parameters and parts, read from `recipe.toml` files."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

COOKBOOK = Path(__file__).resolve().parent.parent / "assets" / "cookbook"

PURPOSES = COOKBOOK.parent / "purposes.toml"

Bilingual = dict[str, str]  # {"zh": …, "en": …}


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A constant of the program that the request may set.

    `find` are patterns with one group; the first hit in the request wins. `kind` is integer,
    number, duration_s, text, list, off and on (found means False, True) or word (the key of
    `words` under which the group is listed; "*" lists whatever is found).
    """

    name: str
    kind: str
    constant: str
    find: list[str]
    zh: str
    en: str
    minimum: float | None = None
    maximum: float | None = None
    words: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Purpose:
    """What a program is for, said without its name: a word of each group is in the request."""

    groups: tuple[frozenset[str], ...]
    program: str = ""  # of the part that is for it, "" where the recipe has one program

    @property
    def words(self) -> frozenset[str]:
        """The words of all groups."""
        return frozenset().union(*self.groups)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A program of a collection that may be asked for alone."""

    program: str
    words: list[str]
    title: Bilingual
    description: Bilingual
    entry: str = ""

    @property
    def test(self) -> str:
        """The file of its tests."""
        return f"test_{self.program}"


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A tested program and what it takes for a request to mean it.

    A request means the recipe if it hits every group of `needs` and asks for nothing that is
    neither in `needs` nor in `covers`. `names` are what the program itself is called: one of
    them is needed too, and a request that calls another program by its name means that one.
    `entry` is the function meant by a name that the request gives, where its own does not say so.
    A collection has `parts` instead of one program; their words are its names. With `noun`, the
    parameter of that name takes whatever thing the request names, and "*" in a group of `needs`
    stands for it.
    """

    id: str
    folder: Path
    title: Bilingual
    description: Bilingual
    tested: Bilingual
    utterances: list[str]
    names: list[str] = field(default_factory=list)
    needs: list[list[str]] = field(default_factory=list)
    covers: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    run: str = "python {program}"
    program: str = ""
    requirements: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    noun: str = ""
    entry: str = ""
    purposes: list[Purpose] = field(default_factory=list)

    @property
    def tests(self) -> list[str]:
        """The files of its tests, none for a collection, whose parts have their own."""
        return [f"test_{self.program}"] if self.program else []

    def prose(self) -> str:
        """All words that speak for the recipe, for the search."""
        texts = [*self.title.values(), *self.description.values(), *self.keywords, *self.names]
        return "\n".join([*texts, *self.utterances])


def read_recipe(folder: Path, purposes: dict[str, list[str]]) -> Recipe:
    """The recipe that lies in the folder, with what it and its parts are for."""
    raw = tomllib.loads((folder / "recipe.toml").read_text(encoding="utf-8"))
    parts = [Part(**part) for part in raw.pop("parts", [])]
    if parts:
        raw["names"] = [word for part in parts for word in part.words]
    if names := raw.get("names"):
        raw["needs"] = [names, *raw.get("needs", [])]
    parameters = [Parameter(name=n, **entry) for n, entry in raw.pop("parameters", {}).items()]
    meant = [read_purpose(line) for line in purposes.get(folder.name, ())]
    meant += [
        read_purpose(line, part.program)
        for part in parts
        for line in purposes.get(f"{folder.name}/{part.program.removesuffix('.py')}", ())
    ]
    return Recipe(
        id=folder.name, folder=folder, parts=parts, parameters=parameters, purposes=meant, **raw
    )


def read_purpose(line: str, program: str = "") -> Purpose:
    """The purpose in a line: "a|b + c" is a or b, and c."""
    groups = (frozenset(word.strip() for word in group.split("|")) for group in line.split(" + "))
    return Purpose(tuple(groups), program)


def read_cookbook(root: Path = COOKBOOK, purposes: Path = PURPOSES) -> list[Recipe]:
    """All recipes, in the order of their names."""
    told = tomllib.loads(purposes.read_text(encoding="utf-8"))["purposes"]
    return [read_recipe(file.parent, told) for file in sorted(root.glob("*/recipe.toml"))]
