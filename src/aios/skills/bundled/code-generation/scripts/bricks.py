"""Small functions and classes to build a program of: where they lie, and which ones are meant.

A brick is a function or a class of a module in `assets/bricks`; beside the module a TOML file tells
in which words it is asked for ("a|b + c": a or b, and c), and what its methods are called too.
"""

import ast
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from cookbook import read_purpose
from edits import Function, arguments, function_of
from finder import is_meant, terms_pattern
from kinds import KINDS
from signatures import ClassWish, Signature, Wish

BRICKS = Path(__file__).resolve().parent.parent / "assets" / "bricks"


@dataclass(frozen=True)
class Brick:
    """A function or a class, in the words that ask for it; `methods` are other names of members."""

    name: str
    module: Path
    words: tuple[str, ...]
    zh: str
    methods: Mapping[str, Sequence[str]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    gives: str = ""
    # "method: words": the method meant where the clause about another has one of these words
    prefers: Mapping[str, str] = field(default_factory=dict)
    spoken: bool = False  # meant only where its words are said, whatever the name wished for
    inplace: bool = False  # what it gives goes back to the file, where no other is named

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax of the whole module."""
        return _tree(self.module)

    @cached_property
    def node(self) -> Function | ast.ClassDef:
        """Its definition."""
        return next(
            n
            for n in self.tree.body
            if isinstance(n, Function | ast.ClassDef) and n.name == self.name
        )

    @property
    def is_class(self) -> bool:
        """Whether it is a class."""
        return isinstance(self.node, ast.ClassDef)

    @cached_property
    def prose(self) -> str:
        """What it does, in English: its docstring up to the examples."""
        return (ast.get_docstring(self.node) or "").split(">>>")[0].strip()

    def order(self, method: str = "") -> list[str]:
        """The parameters of the function, or of a method, without `self`."""
        qualified = f"{self.name}.{method}" if method else self.name
        found = function_of(self.tree, qualified)
        return [a.arg for a, _ in arguments(found) if a.arg not in ("self", "cls")] if found else []

    def kinds(self, method: str = "") -> dict[str, str]:
        """The annotations of the parameters."""
        found = function_of(self.tree, f"{self.name}.{method}" if method else self.name)
        pairs = arguments(found) if found else []
        return {a.arg: ast.unparse(a.annotation) if a.annotation else "" for a, _ in pairs}

    def needed(self, method: str = "") -> int:
        """How many parameters have no default."""
        found = function_of(self.tree, f"{self.name}.{method}" if method else self.name)
        pairs = arguments(found) if found else []
        return sum(d is None and a.arg not in ("self", "cls") for a, d in pairs)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def read_bricks(folder: Path = BRICKS) -> tuple[Brick, ...]:
    """Every brick, by module."""
    bricks = []
    for told in sorted(folder.glob("*.toml")):
        raw = tomllib.loads(told.read_text(encoding="utf-8"))
        for name, entry in raw.items():
            words = tuple(entry.pop("words"))
            names = tuple(entry.pop("names", ()))
            bricks.append(Brick(name, told.with_suffix(".py"), words, names=names, **entry))
    return tuple(bricks)


@cache
def weights() -> Mapping[str, float]:
    """How telling each term is: what asks for few bricks tells more."""
    asking = Counter(
        term
        for brick in read_bricks()
        for term in {t for line in brick.words for g in read_purpose(line).groups for t in g}
    )
    return {term: 0.22 * math.log(len(read_bricks()) / n) for term, n in asking.items()}


def said(brick: Brick, asked: str) -> float:
    """How much of the text asks for the brick: 0 if nothing does, some 1 to 4 for a name of it,
    more the more of its words are read."""
    met = [p for p in map(read_purpose, brick.words) if is_meant(p, asked)]
    if not met:
        return 0.0
    found: dict[str, float] = {}
    for group in (group for purpose in met for group in purpose.groups):
        telling = [(weights()[t], t) for t in group if terms_pattern(frozenset({t})).search(asked)]
        if telling:
            weight, term = max(telling)
            found[term] = weight
    return 0.5 + sum(found.values()) + 0.15 * max(len(purpose.groups) for purpose in met)


def words_of(name: str) -> list[str]:
    """The words of a name: "topWords" and "top_words" are top, words."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")


_NO_NAMES = frozenset({"my", "simple", "basic", "custom", "our", "the", "tiny", "mini"})


def named_alike(brick: Brick, name: str) -> float:
    """How much a wished name says for the brick."""
    wished = [word for word in words_of(name) if word not in _NO_NAMES] or words_of(name)
    best = 0.0
    for own in (brick.name, *brick.names):
        theirs = words_of(own)
        if "".join(wished) == "".join(theirs):
            return 3.0
        shared = set(map(_stem, wished)) & set(map(_stem, theirs))
        telling = shared - {
            "get",
            "is",
            "to",
            "of",
            "the",
            "list",
            "by",
            "and",
            "in",
            "count",
            "file",
            "from",
        }
        if telling:
            best = max(best, 1.2 * len(shared) / max(len(wished), len(theirs)))
    return best


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|ing|ed|d)$", "", word) or word


def fitted(brick: Brick, wished: Sequence[Wish], method: str = "") -> dict[str, Wish] | None:
    """The wish for each parameter of the brick, None where they do not fit."""
    order = brick.order(method)
    needed, kinds = brick.needed(method), brick.kinds(method)
    stars = {wish.name for wish in wished if wish.star}
    plain = [wish for wish in wished if not wish.star]
    least = sum(not wish.default for wish in plain)
    if (least > len(order) and not stars) or (len(plain) < needed and not stars):
        return None
    pairs = assigned(order, plain, needed)
    if pairs is None or any(not agrees(kinds[own], wish.name) for own, wish in pairs.items()):
        return None
    return pairs


_FUNCTION = re.compile(
    r"func|fn|call|clock|timer|^now$|sleep|handler|factory|predicate|key|worker|task|job|action|observer|listener|subscriber|^[fg]$"
)
_PATH = re.compile(r"path|file|folder|director|(?:^|_)dir(?:$|_)|^src$|^dst$")


_VALUES = ("int", "float", "str", "bool")
_NO_NUMBER = {"url", "text", "path", "string", "word", "items", "filename", "file", "name"}


def agrees(kind: str, name: str) -> bool:
    """Whether a parameter of this annotation can bear the name: a function is no number, a path
    no list."""
    low = name.lower()
    if "Callable" in kind:
        return bool(_FUNCTION.search(low))
    if kind in _VALUES and low in ("func", "fn", "function", "callback", "callable"):
        return False
    if kind in ("int", "float") and len(low) > 2 and low in _NO_NUMBER:
        return False
    if "Path" in kind:
        return low not in ("text", "s", "string", "word", "content", "html", "line", "items", "lst")
    if kind == "str" and (low in ("items", "lst", "values") or re.search(r"[^su\W]s$", low)):
        return low in KINDS["text"] or len(low) < 4
    return not _PATH.search(low)


def lacking(brick: Brick, wished: Sequence[Wish]) -> int:
    """How many parameters with a default are wished for that the brick does not have."""
    pairs = fitted(brick, wished) or {}
    named = {wish.name for wish in pairs.values()}
    return sum(bool(wish.default) and wish.name not in named for wish in wished) if pairs else 0


def fits(brick: Brick, wished: Sequence[Wish]) -> bool:
    """Whether the brick can have these parameters, or these but the last, a file to write."""
    if fitted(brick, wished) is not None:
        return True
    last = wished[-1].name if wished else ""
    return is_target(brick, last) and fitted(brick, wished[:-1]) is not None


def is_target(brick: Brick, name: str) -> bool:
    """Whether a parameter beyond those of the brick is the file that its text goes to."""
    low = name.lower()
    return bool(brick.gives and low and (low in KINDS["target"] or _PATH.search(low)))


def assigned(order: Sequence[str], wished: Sequence[Wish], needed: int) -> dict[str, Wish] | None:
    """Parameters of the brick to those wished for: by name, by kind, then by order."""
    left, free = list(wished), list(order)
    pairs: dict[str, Wish] = {}
    for alike in (_same, _same_kind):
        for wish in list(left):
            found = next((name for name in free if alike(name, wish.name)), None)
            if found is not None:
                pairs[found] = wish
                free.remove(found)
                left.remove(wish)
    for name in list(free):
        if left and (name in order[:needed] or not left[0].default or len(free) <= len(left) + 2):
            pairs[name] = left.pop(0)
            free.remove(name)
    if any(name in order[:needed] for name in free):
        return None
    return pairs if not any(not wish.default for wish in left) else None


def _same(own: str, wished: str) -> bool:
    return own == wished or own.rstrip("s") == wished.rstrip("s")


def _same_kind(own: str, wished: str) -> bool:
    return any(own in names and wished.lower() in names for names in KINDS.values())


_FORMATS = re.compile(r"(?<![a-z])(?:csv|json|ini|toml|yaml|xml|html|markdown|sqlite|zip)(?![a-z])")


def other_format(brick: Brick, asked: str) -> float:
    """What speaks against a brick that knows none of the formats that are named."""
    named = set(_FORMATS.findall(asked))
    own = {word for line in brick.words for word in _FORMATS.findall(line)}
    return 1.4 if named and not named & own else 0.0


@dataclass(frozen=True)
class Choice:
    """A brick for a wish, and how surely."""

    brick: Brick
    score: float
    said: float


def choose(asked: str, wish: Signature | None, bricks: Iterable[Brick]) -> list[Choice]:
    """The bricks that may be meant by a function wished for, or by words alone; the best first."""
    found = []
    for brick in bricks:
        if brick.is_class:
            continue
        words = said(brick, asked)
        name = named_alike(brick, wish.name) if wish else 0.0
        if not words and (name < 1.1 or brick.spoken):
            continue
        score = words + name - other_format(brick, asked)
        if wish is not None and wish.params is not None:
            score += 0.6 if fits(brick, wish.params) else -2.5
            score -= 1.5 * lacking(brick, wish.params)
        found.append(Choice(brick, score, words))
    return sorted(found, key=lambda choice: -choice.score)


def choose_class(asked: str, wish: ClassWish | None, bricks: Iterable[Brick]) -> list[Choice]:
    """The classes that may be meant; the best first."""
    found = []
    for brick in bricks:
        if not brick.is_class:
            continue
        words = said(brick, asked)
        name = named_alike(brick, wish.name) if wish and wish.name else 0.0
        does = _does_all(brick, wish) if wish else 0.0
        if not words and (name < 1.1 or brick.spoken) and does < 2:
            continue
        known = [member_of(brick, member.name) for member in wish.members] if wish else []
        if wish and wish.made and wish.made.params:
            name += 0.6 if fitted(brick, wish.made.params, "__init__") is not None else -3.0
        misfits = sum(not can_be_called(brick, member) for member in wish.members) if wish else 0
        telling = 1.0 if brick.spoken and words else 0.0
        score = words + name + does + telling + 0.35 * sum(map(bool, known)) - 2.5 * misfits
        found.append(Choice(brick, score, words))
    return sorted(found, key=lambda choice: -choice.score)


def _does_all(brick: Brick, wish: ClassWish) -> float:
    """What speaks for a class that has all the methods which are written as calls, two or more of
    them with what they take: nothing of it has to be said in words."""
    called = [member for member in wish.members if member.params is not None]
    if len(called) < 2 or not all(can_be_called(brick, member) for member in called):
        return 0.0
    made = wish.made.params if wish.made and wish.made.params else ()
    if fitted(brick, made, "__init__") is None:
        return 0.0
    return 0.6 + 0.7 * len([member for member in called if member.params])


def member_of(
    brick: Brick, name: str, params: Sequence[Wish] | None = None, taken: Sequence[str] = ()
) -> str:
    """The member of the class that bears this name, or is meant by it, and can have the parameters
    that are told, none of those that are taken; "" for none."""
    assert isinstance(brick.node, ast.ClassDef)
    own = [n.name for n in brick.node.body if isinstance(n, Function)]
    attributes = [key for key in brick.methods if key not in own]
    named = [name] if name in own or name in attributes else []
    named += [known for known, others in brick.methods.items() if name in others]
    named = [known for known in named if known not in taken] or named
    for known in named:
        if not params or known in attributes or fitted(brick, params, known) is not None:
            return known
    if named:
        return named[0]
    alike = [k for k in [*own, *attributes] if not k.startswith("_") and _close(k, name)]
    return alike[0] if len(alike) == 1 else ""


def preferred(brick: Brick, own: str, text: str, name: str) -> str:
    """Another method of the class, where what the text says of this one tells that it is meant."""
    method, _, words = brick.prefers.get(own, "").partition(": ")
    told = re.search(rf"\b{re.escape(name)}\b[^.;。；]*", text)
    return method if words and told and re.search(words, told[0], re.IGNORECASE) else own


def can_be_called(brick: Brick, member: Signature) -> bool:
    """Whether the class has the method, if it is written as a call, with these parameters."""
    if member.params is None:
        return True
    own = member_of(brick, member.name, member.params)
    called = own and own in own_methods(brick) and not any(w.star for w in member.params)
    if called and _takes_more(brick, own):
        return len(member.params) >= brick.needed(own)
    return bool(own) and (not called or fitted(brick, member.params, own) is not None)


def _takes_more(brick: Brick, method: str) -> bool:
    """Whether the method takes whatever it is given."""
    found = function_of(brick.tree, f"{brick.name}.{method}")
    return found is not None and found.args.vararg is not None


def own_methods(brick: Brick) -> list[str]:
    """The methods of a class."""
    return [n.name for n in getattr(brick.node, "body", ()) if isinstance(n, Function)]


def attributes_of(brick: Brick) -> list[str]:
    """The members of a class that are values, as it is told of them."""
    return [name for name in brick.methods if name not in own_methods(brick)]


def _close(own: str, wished: str) -> bool:
    """add and add_item, inorder and in_order."""
    one, other = words_of(own), words_of(wished)
    return "".join(one) == "".join(other) or (one[0] == other[0] and min(len(one), len(other)) == 1)
