"""The class that a request means, under the names of its methods as they are written down."""

import ast
import builtins
import re

from bricks import (
    Brick,
    attributes_of,
    choose_class,
    member_of,
    own_methods,
    preferred,
    read_bricks,
    words_of,
)
from edits import Change, Function, Renaming, function_of
from finder import normalize
from fitting import rearranged
from outcomes import MARK, outcome_for, outcomes_by_kind
from pieces import Piece
from signatures import ClassWish


def class_piece(text: str, wish: ClassWish | None) -> Piece | None:
    """The class that is meant, with the names and parameters wished for; None without one."""
    asked = normalize(f"{text} {' '.join(words_of(wish.name))}" if wish else text)
    likely = choose_class(asked, wish, read_bricks())
    if not likely or likely[0].score < (1.0 if wish else 0.8):
        return None
    brick, score = likely[0].brick, likely[0].score
    if wish is None:
        return Piece(brick, Renaming(), {}, score, brick.name)
    changes: dict[str, Change] = {}
    special: dict[str, str] = {}
    for member in wish.members:
        taken_already = [qualified.rpartition(".")[2] for qualified in changes]
        own = member_of(brick, member.name, member.params, taken_already)
        own = preferred(brick, own, text, member.name)
        if not own or f"{brick.name}.{own}" in changes:
            continue
        params = rearranged(brick, member.params, own) if member.params else None
        changes[f"{brick.name}.{own}"] = Change(member.name, params)
        outcome = outcome_for(
            text, [member.name, *_stems(member.name)], alone=len(wish.members) == 1
        )
        if kinds := _kinds(brick, own):
            told = outcomes_by_kind(text, [member.name])
            told = told or (dict.fromkeys(kinds, outcome) if outcome else {})
            special |= {f"{brick.name}.{own}#{k}": told[k] for k in kinds if k in told}
        elif outcome:
            special[f"{brick.name}.{own}"] = outcome
    refused = {q: s for q, s in special.items() if not re.fullmatch(_KNOWN, f"raises {s[6:]}")}
    if not refused or not special:
        special |= _only_refusal(brick, text)
    if wish.made and wish.made.params:
        params = rearranged(brick, wish.made.params, "__init__")
        changes[f"{brick.name}.__init__"] = Change("__init__", params)
    taken = {change.name for change in changes.values()}
    kept = {qualified.rpartition(".")[2] for qualified in changes}
    dropped = tuple(sorted(name for name in taken - kept if name in own_methods(brick)))
    new = {brick.name: wish.name} if wish.name and wish.name != brick.name else {}
    called = frozenset(m.name for m in wish.members if m.params == ())
    return Piece(
        brick,
        Renaming(changes, new),
        special,
        score,
        wish.name or brick.name,
        dropped=dropped,
        called=frozenset(a for a in attributes_of(brick) if a in called),
    )


def _kinds(brick: Brick, method: str) -> list[str]:
    """The kinds of special cases that a method of the class tells apart."""
    node = function_of(brick.tree, f"{brick.name}.{method}")
    lines = brick.module.read_text(encoding="utf-8").splitlines() if node else []
    source = "\n".join(lines[node.lineno - 1 : node.end_lineno]) if node else ""
    return [mark["kind"] for mark in MARK.finditer(source) if mark["kind"]]


_RAISED_OWN = (
    r"(?:rais\w+|抛出?|throws?)\s*(?:an?\s+|一个)?(?:(?:own|new|custom)\s+(?:exception|error)?\s*"
    r"|自定义的?(?:异常|错误)?\s*)?([A-Z]\w+)"
)
_ERRORS = "|".join(name for name in dir(builtins) if name[0].isupper())
_KNOWN = rf"(?:rais\w+|抛出?|throws?)\s*(?:an?\s+)?(?:{_ERRORS})\b"


def _only_refusal(brick: Brick, text: str) -> dict[str, str]:
    """What the one method that refuses something is to raise, where the text tells of it."""
    source = ast.get_source_segment(brick.module.read_text(encoding="utf-8"), brick.node) or ""
    methods = [n for n in ast.parse(source).body[0].body if isinstance(n, Function)]  # type: ignore[attr-defined]
    lines = source.splitlines()
    refusing = [
        node.name
        for node in methods
        if any("# else" in line for line in lines[node.lineno : node.end_lineno])
    ]
    told = outcome_for(text, [], alone=True)
    if len(refusing) > 1:
        own = re.search(_RAISED_OWN, re.sub(_KNOWN, " ", text))
        told = f"raise {own[1]}" if own else ""
    return {f"{brick.name}.{n}": told for n in refusing} if told.startswith("raise ") else {}


def _stems(name: str) -> list[str]:
    """A method's verb as prose has it: withdraw, withdrawing; remove, removing."""
    verb = words_of(name)[0]
    return [verb.removesuffix("e")] if len(verb) > 3 else []
